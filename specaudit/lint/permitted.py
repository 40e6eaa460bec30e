"""Sentences that permit what a rule before them forbids, or drop what it asks, when one likes.

Such a sentence falls into a case and what is let in it. The case is open where every word of it
judges, wants, or is true of anything; what is let counts where it says no more than the rule does.
Either may name something else, and the sentence is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from specaudit.domain.patterns import regex
from specaudit.lint.judged import is_closed, says_of_a_thing, word_class
from specaudit.lint.kin import families
from specaudit.lint.let_off import is_anything
from specaudit.lint.open_clauses import open_cases
from specaudit.lint.similarity import STOP, content
from specaudit.nlp.text import lemma, words

_CASE = regex(
    r"(?:\A\W*|\s)(?:(?:if|when(?:ever)?|where(?:ver)?|(?:as|so)\s+(?:far|long)\s+as|once"
    r"|provided(?:\s+that)?|to\s+the\s+extent(?:\s+that)?|for\s+(?:reasons\s+of|whoever))\s+"
    r"(?P<clause>[^,;:.()]{3,80})"
    r"|(?:now\s+and\s+(?:then|again)|sometimes|occasionally|at\s+times|from\s+time\s+to\s+time"
    r"|on\s+occasion|every\s+so\s+often|once\s+in\s+a\s+while|at\s+any\s+time|in\s+a\s+hurry|under\s+pressure"
    r"|short\s+of\s+time|pressed\s+for\s+time)(?!\w))|\b[Ff]eel\s+free\s+to\b"
    r"|(?:\A\W*|,\s)should\s+(?=(?:the|it|they|you|we|one|an?)\s)(?P<should>[^,;:.()]{3,80})"
    r"|\b(?:who|that|which|whoever)\s+(?P<kind>(?:[\w’'-]+\s+){1,6}?)(?=(?:may|can|could|might|need|is|are)\b)",
    re.IGNORECASE,
)
"""Opens a case, or says what kind of people or things is meant, or names no case at all."""
_TURN = regex(
    r"\A\W*(?:(?:but|however|still|yet|that\s+said|and|also|of\s+course|nevertheless|though|then"
    r"|although|even\s+so)\b,?\s*)+",
    re.IGNORECASE,
)
_FINE = (
    r"(?:fine|ok|okay|all\s+right|alright|acceptable|allowed|permitted|permissible|possible|welcome"
    r"|tolerated|tolerable|in\s+order|no\s+problem|excusable|forgivable)"
)
_ALSO = r"(?:(?:\w+ly|also|still|quite|then)\s+)?"
_PERMITS = regex(
    rf"\b(?:may|can|could|might)\b(?!\s+(?:not|only|never)\b)|\bfree\s+to\b|\ball\s+the\s+same\b|\banyway\b|\bat\s+liberty\s+to\b"
    rf"|\b(?:is|are|be)\s+{_ALSO}{_FINE}\b(?:\s+to\b)?|\A\W*(?:do|use)\s+(?=\S)",
    re.IGNORECASE,
)
_DROPS = regex(
    r"\b(?:skip(?:s|ped)?|omit(?:s|ted)?|ignor(?:e|es|ed)|disregard(?:ed)?|forgo|forgone|without"
    r"|(?:leave|leaving|left|let)(?=\s+(?:[\w’'-]+\s+){0,5}?(?:out|off|away|aside|behind|through|pass)\b)"
    r"|optional|(?:there\s+is\s+)?no\s+need\s+(?:to|for)|nobody\s+(?:has|needs)\s+to|not\s+bother(?:\s+with)?|forget\s+about"
    r"|(?:required|needed|necessary)\s+only\b|need\s+not|(?:is|are|be)\s+not\s+(?:needed|required|necessary)|opt\s+out|unnecessary"
    r"|(?:does|do)\s+not\s+(?:have|need)\s+to|waived?|drop(?:ped)?|dispensed?\s+with|bypass(?:ed)?"
    r"|un(?=[a-z]{5,}ed\b))",
    re.IGNORECASE,
)
_FORBIDS = regex(
    r"\b(?:never|(?:must|shall|should|may|will|do(?:es)?|can|is|are)\s+not|cannot|not|prohibited"
    r"|forbidden|banned|no|avoid|refrain|refuse|decline|only)\b|n['’]t\b",
    re.IGNORECASE,
)
_BESIDE = regex(
    r",\s+not\s[^,;.]*|\b(?:not|never)\s+(?:be\s+)?(?:without|skip|omit|forget)\w*", re.IGNORECASE
)
"""A denial that says once more what is asked for."""
_DENIES = regex(
    r"\b(?:no|not|never|nor|none|neither|nobody|only|cannot|unless|until|except|before|first|must"
    r"|should|shall|whether|instead\s+of)\b|n['’]t\b",
    re.IGNORECASE,
)
_NAMES = regex(
    r"[\"“:?()]|\b(?:such\s+as|e\.?g|i\.?e|for\s+(?:example|instance)|namely|including|that\s+is(?=,))(?!\w)",
    re.IGNORECASE,
)
_AGAIN = regex(
    r"\b(?:do(?:es|ing)?\s+(?:so|it|this|that)|(?:it|they|one|you|we)\s+(?:may|can)\W*\Z)"
    r"|\A\W*(?:this|that)\s+(?:is|are|may|can|could|might)\b",
    re.IGNORECASE,
)
"""Speaks of what the rule speaks of."""
_THEM = regex(
    r"\b(?:it|them|they|this|that|these|those|one|ones|none)\b|\bneed\s+not\W*\Z|\bnot\s+bother\W*\Z"
    r"|\b(?:the|its|their)\s+[\w-]+\W*\Z",
    re.IGNORECASE,
)
_IN_THE_WAY = regex(
    r"\b(?:(?:gets?|is|are|stands?)\s+in\s+(?:the|one['’]s|its)\s+way|adds?\s+nothing)\b",
    re.IGNORECASE,
)
_EXCEPTIONS = regex(r"\W*exceptions?\s+(?:can|may|are|will)\b(?!.*\bto\b)", re.IGNORECASE)
_OPEN = frozenset("judging wanting anybody size requiring".split())
_SAYING = families("share answer reply respond provide reveal disclose tell give mention".split())
"""One and the same where a rule is about what to say."""
_LIGHT = _SAYING | families(
    """
    go use open choose pick put send let leave do make have include add pass read feel little
    anyway sometimes also instead still same even occasionally such casual talk freely some several
    many alright
    """.split()
)
"""Say no more of what is done than that it is."""
_NEAR = 90
_LONGEST = 180
_CUES = (
    *("may", "can ", "could ", "might ", "free to", "liberty", " fine", " ok", "right", "accept"),
    *("allowed", "permit", "possible", "welcome", "tolera", "order", "skip", "omit", "ignor"),
    *("disregard", "forgo", "leav", "left", "without", "optional", "need", "not ", "unnecess"),
    *("same", "anyway", "bother", "forget", "only", "nobody", "waive"),
    *("drop", "dispens", "bypass", "let ", "opt ", "do ", "use ", "problem", "excus"),
)


def may_permit(text: str) -> bool:
    """Whether a sentence has words that stand in all that `permits_openly` finds."""
    folded = text.casefold()
    return len(text) <= _LONGEST and any(cue in folded for cue in _CUES)


def permits_openly(text: str, rule: str) -> bool:
    """Whether a sentence undoes a rule in a case that anybody can say they are in.

    Args:
        text: The sentence.
        rule: A rule before it.
    """
    text = _TURN.sub("", text)
    if _NAMES.search(text):
        return False
    cases = list(_cases(text, rule))
    let = text
    for start, end in reversed(cases):
        let = f"{let[:start]} {let[end:]}"
    return bool(cases) and _undoes(let.strip(" ,.!"), rule)


def _cases(text: str, rule: str) -> Iterator[tuple[int, int]]:
    """Where the open cases of a sentence stand; nowhere where one of its cases is not open."""
    fixed = list(open_cases(text))
    found = []
    for case in _CASE.finditer(text):
        clause = case["clause"] or case["kind"] or case["should"]
        known = any(start <= case.end() and case.start() <= end for start, end in fixed)
        if clause is not None and not known and not _is_open(clause, rule):
            return
        found.append(case.span())
    yield from found


def _is_open(clause: str, rule: str) -> bool:
    """Whether each word of a case judges, wants, or is true of anything, and one does judge."""
    if _IN_THE_WAY.search(clause) or says_of_a_thing(clause, sized=True):
        return True
    held = families(content(rule))
    told = [word for word in words(clause) if word_class(word) or lemma(word) not in STOP]
    new = [word for word in told if not families([lemma(word)]) <= held]
    known = all(word_class(word) or is_anything(word) for word in new)
    return known and not is_closed(new) and not _OPEN.isdisjoint(map(word_class, told))


def _undoes(let: str, rule: str) -> bool:
    """Whether what is let is what a rule forbids, or what it asks for is let go."""
    held, drops = families(content(rule)), _DROPS.search(let)
    rest = _DROPS.sub(" ", _PERMITS.sub(" ", let))
    told = [word for word in map(lemma, words(rest)) if word_class(word) != "party"]
    about = families(word for word in told if word not in STOP)
    new = families(word for word in told if not word_class(word)) & about
    if _EXCEPTIONS.match(let):
        return True
    if _DENIES.search(_DROPS.sub(" ", let)):
        return False
    if drops:
        asks = not _FORBIDS.search(_BESIDE.sub(" ", rule))
        thing = _THEM.search(let)
        named = families(content(thing[0])) if thing else frozenset[str]()
        same = bool(about & held) or thing is not None
        return asks and same and new <= _LIGHT | held | named
    forbids = _FORBIDS.search(rule)
    if forbids is None or not _PERMITS.search(let):
        return False
    forbidden = families(content(rule[forbids.end() : forbids.end() + _NEAR]))
    shared = about & forbidden or (about & _SAYING and forbidden & _SAYING) or _AGAIN.search(let)
    return bool(shared) and new <= _LIGHT | held
