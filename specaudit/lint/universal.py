"""Exceptions in concrete words that hold in every case: as wide as the rule.

"Except in conversations with people" and "unless the user has asked a question" name something that
can be looked up, and find it wherever the rule is asked for. What is always there are the parties,
what they say to each other, and what somebody does who answers; any other word names a case.
"""

from __future__ import annotations

from specaudit.domain.patterns import regex
from specaudit.lint.judged import clauses, excepts
from specaudit.lint.open_clauses import shown
from specaudit.nlp.text import lemmas

_A = r"(?:(?:a|an|any|some|one|every|each|its|their|your) )?"
_THE = rf"(?:the |{_A})"
_OUTSIDER = (
    rf"(?:{_THE}(?:user|person|people|human|reader|customer|client|caller|visitor|individual|being"
    r"|someone|somebody|anyone|anybody|everyone|everybody)"
    r"(?: or (?:a )?(?:user|person|people|customer|reader))?|they)"
)
_BOUND = (
    rf"(?:it|you|one|they|{_THE}(?:assistant|model|agent|ai|claude|bot|chatbot|server|service"
    r"|system|program))"
)
_EXCHANGE = (
    r"(?:conversation|chat|dialogue|exchange|interaction|discussion|session|correspondence"
    r"|communication)"
)
_REPLY = r"(?:reply|answer|response|output|message|statement|utterance|remark|sentence)"
_QUESTION = r"(?:question|message|request|query|prompt|inquiry|enquiry)"
_HAVE = r"(?:(?:be|have|do|will|may|might|can|could|already|actually|currently|just|ever) )*"
_ASKS = (
    r"(?:ask|send|write|type|submit|make|pose|have|raise|enter|post|put|say)"
    rf" (?:{_A}{_QUESTION}|something|anything)"
)
_TO = rf"(?:to|with|for|by|from|at|between|among) (?:{_OUTSIDER}|{_BOUND})"
_WITH = rf"(?: {_TO})"
_TALKS = rf"(?:talk|chat|converse|interact|engage|speak|communicate|correspond){_WITH}?"
_MAKES = (
    r"(?:write|send|give|produce|generate|make|compose|draft|prepare|provide|form|create|return"
    r"|formulate|phrase)"
)
_TO_ONE = rf"(?: (?:to|for) (?:{_OUTSIDER}|{_A}{_QUESTION}))?"
_ANSWERS = (
    rf"(?:{_MAKES} (?:{_THE}{_REPLY}){_TO_ONE}|(?:answer|reply|respond)(?: to)?"
    rf"(?: (?:{_A}{_QUESTION}|{_OUTSIDER}|something|anything))?)"
)
_PASSES = (
    rf"(?:{_HAVE}(?:go|send|write|address|give|say|speak|show){_WITH}|{_ANSWERS}"
    r"|(?:contain|consist of|use) (?:word|text|sentence|language))"
)
_DOES = (
    r"(?:sign up|join|register|visit|participate|take part|contribute|talk|use)"
    r"(?: (?:it|this|to it|with it|to us|(?:the|this) (?:service|site|product|tool|project)))?"
    rf"|have {_A}{_QUESTION}|{_ASKS}"
)
_EVERY_TIME = regex(
    rf"(?:{_OUTSIDER} {_HAVE}(?P<asked>{_ASKS}|{_TALKS})|{_BOUND} {_HAVE}(?:{_ANSWERS}|{_TALKS})"
    rf"|(?:in|within|dur|as part of|in the course of|over|throughout) {_THE}"
    rf"(?:{_EXCHANGE}{_WITH}?|{_REPLY}(?:{_WITH}| (?:that|which) {_PASSES})?)"
    rf"|{_ANSWERS}|{_TALKS}|{_QUESTION} (?:come|be) from {_OUTSIDER}"
    rf"|(?:in )?(?:reply|response|answer) to {_A}{_QUESTION}"
    rf"|(?:for )?(?:(?:as|so) )?long as {_THE}{_EXCHANGE} (?:last|go on|continue))\Z"
)
"""A clause, in lemmas, that holds whenever somebody takes part in a conversation.

"During" is cut to "dur".
"""
_EVERY_ONE = regex(
    rf"(?:{_THE}(?:{_REPLY}|{_EXCHANGE}|{_QUESTION}) (?:(?:that|which) {_PASSES}|{_TO})"
    rf"|(?:the )?(?:people|person|user|anyone|anybody|everyone|everybody|those|whoever|visitor"
    rf"|reader|customer)(?: (?:who|that))? (?:{_DOES}))\Z"
)
"""A kind, in lemmas, to which all belong that a rule can be about."""
_ON_CALL = frozenset(
    "respond reply answer speak talk contact message notify initiate interrupt unprompted unasked "
    "volunteer offer proactively proactive unsolicited greet begin start act wait listen silent "
    "receive store record keep save collect raise bring send ask say call mention engage".split()
)
"""Where a rule says what not to do by oneself, a question makes a difference."""
_CUES = (
    *("conversation", "chat", "dialog", "exchang", "interact", "discussion", "session"),
    *("repl", "answer", "respon", "output", "message", "question", "request", "quer", "prompt"),
    *("talk", "speak", "communicat", "convers", "remark", "sentence", "something", "anything"),
    *("who", "anyone", "anybody"),
)


def exception_for_all(text: str) -> str | None:
    """The words of an exception that holds in every case of its rule, if there is one."""
    if not excepts(text):
        return None
    for found, begin, end in clauses(text):
        # What leads into the clause ("in", "when") says how it is to be read.
        lead = found[0].split()[-1]
        preposition = lead if lead in ("in", "during") else ""
        rule = f"{text[: found.start()]} {text[end:]}"
        if in_every_case(f"{preposition} {text[begin:end]}", rule):
            return shown(text, found.start(), end)
    return None


def in_every_case(clause: str, rule: str) -> bool:
    """Whether a clause or a kind takes in all that a rule can be about."""
    folded = clause.casefold()
    if not any(cue in folded for cue in _CUES):
        return False
    told = " ".join(lemmas(clause)).removeprefix("while ")
    held = _EVERY_TIME.match(told)
    if held is not None:
        return held["asked"] is None or _ON_CALL.isdisjoint(lemmas(rule))
    return _EVERY_ONE.match(told) is not None
