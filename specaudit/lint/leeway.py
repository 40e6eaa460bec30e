"""Sentences that take back the rule before them, told by what is left of them.

Such a sentence says that the rule may be left aside; what else it says ("when in a hurry", "now and
then") either names the cases or leaves them open. `open_clauses` reads the forms that are fixed.
"""

from __future__ import annotations

import re
from functools import cache

from specaudit.domain.patterns import regex
from specaudit.lint.kin import families
from specaudit.lint.open_clauses import LETTING, UNDO, UNDONE, open_cases
from specaudit.lint.similarity import content
from specaudit.lint.vague import Vague

_UNDO = (
    rf"(?:{UNDO}|(?:do|act|decide|choose|proceed)\s+(?:otherwise|differently)"
    r"|(?:handle|treat|do|approach|manage|deal\s+with)\s+(?:this|it|that|these|things)\s+"
    r"(?:differently|otherwise|(?:in\s+)?another\s+way))"
)
_RULE = (
    r"(?:rules?|steps?|requirements?|polic(?:y|ies)|principles?|guidelines?|duty|duties|obligations?"
    r"|sections?|clauses?|provisions?|prohibitions?|bans?)"
)
_IT = (
    rf"(?:(?:the|this|that|these|those|any|such)\s+(?:\w+\s+)?{_RULE}"
    r"|it|this|that|these|those|them)"
)
_FROM_IT = rf"(?:\s+(?:(?:from|of|to|with)\s+)?{_IT}\b)?"
_ALSO = r"(?:also\s+|still\s+|sometimes\s+|always\s+|then\s+|occasionally\s+)?"
_FREE = (
    r"(?:may|can|could|might|(?:is|are|feel)\s+free\s+to|(?:is|are)\s+(?:perfectly\s+|quite\s+)?(?:fine|ok"
    r"|okay|acceptable|all\s+right|welcome|allowed)\s+to)"
)
_LETS = regex(
    rf"\b(?:may|can|could|might)\s+{_ALSO}be\s+{UNDONE}\b"
    rf"|\b{_FREE}\s+{_ALSO}{_UNDO}\b{_FROM_IT}"
    rf"|\b(?:may|can|could|might)\s+{_ALSO}be\s+(?:let\s+off|excused|exempted|spared|released)\b{_FROM_IT}"
    r"|\A\W*(?:set|put|leave)\s+(?:any|some|all|each)\s+of\s+(?:the\s+above|these|this|them)\s+aside\b"
    r"|\b(?:need\s+not|does\s+not\s+have\s+to)\s+be\s+(?:followed|observed|applied|met|respected|kept)\b",
    re.IGNORECASE,
)
_OTHERS = regex(
    r"\A\W*(?:another|other|a\s+different|different)\s+(?P<thing>[\w-]+(?:\s+[\w-]+){0,2}?)\s+(?:is|are"
    r"|(?:may|can|might)\s+be)\s+(?:also\s+|just\s+as\s+)?(?:acceptable|fine|ok|okay|allowed|possible"
    r"|permitted|used|chosen|admissible|taken|followed)\b",
    re.IGNORECASE,
)
"""Lets something else stand for what the rule asks for."""
_DECIDES = regex(r"\b(?:decide|choose|do|act|proceed)\s+(?:otherwise|differently)\Z", re.IGNORECASE)
_BOUND = regex(
    r"\W*(?:the\s+)?(?:teams|authors|people|contributors|developers|users|members|editors|writers"
    r"|services|clients|employees|everybody)\W*",
    re.IGNORECASE,
)
"""Many, who are bound rather than decide for others."""
_DENIED = regex(r"\b(?:no|not|never|nobody|none|neither|only|cannot)\b|n['’]t\b", re.IGNORECASE)
_SUBJECT = regex(
    rf"\W*(?:(?:but|and|still|however|yet|that\s+said),?\s+)?(?:{_IT}|it\s+is|they|you|we|one|any(?:one|body)"
    r"|every(?:one|body)|people)?[^\w]{0,9}",
    re.IGNORECASE,
)
"""The rule itself, or anybody; nobody who decides for others."""
_WHEN = regex(
    r"\b(?:if|when(?:ever)?|where(?:ver)?|as\s+long\s+as|in|on|for|under|at|from|to|provided(?:\s+that)?)\s",
    re.IGNORECASE,
)
_OPENING = regex(
    r"\W*(?:(?P<often>now\s+and\s+then|sometimes|occasionally|at\s+times|on\s+occasion"
    r"|once\s+in\s+a\s+while),?\s+"
    r"|(?P<clause>(?:if|when(?:ever)?|where(?:ver)?|in|once|at|under)\b[^,;:]{2,60}),\s+)",
    re.IGNORECASE,
)
_HOLDS = r"(?:applies|apply|holds?|stands?|binds?|counts?)"
_UNLESS = r"(?:unless|except\s+(?:when|where|if|in))\s+(?P<clause>[^,;:.()]{3,80})"
_HOLDS_UNLESS = tuple(
    rf"\A\W*{form}\W*\Z"
    for form in (rf"{_IT}\s+{_HOLDS},?\s+{_UNLESS}", rf"{_UNLESS},\s+{_IT}\s+{_HOLDS}")
)
_CLAUSE_END = regex(r"[.;:(—]|,\s+(?:and|but|so|which|because)\b", re.IGNORECASE)
_LIST_GOES_ON = regex(
    r"\s*(?:[,(—-]\s*)?(?:such\s+as|e\.?g\b|i\.?e\b|for\s+(?:example|instance)|namely|like\b|including|that\s+is)",
    re.IGNORECASE,
)
_EXCEPTIONS = (
    r"(?:exceptions?|deviations?|departures?|exemptions?|waivers?|leeway|leniency|latitude"
    r"|flexibility)"
)
_FEW = (
    r"(?:(?:of\s+course,?|some|few|minor|small|slight|occasional|reasonable|sensible|limited"
    r"|certain|other|rare|justified|appropriate|suitable|fitting|deserved|the\s+odd|an?|odd)\s+)*"
)
_AT_DISCRETION = r"at\s+(?:its|their|your|our|the\s+[\w’']+)\s+(?:own\s+)?discretion"
_FINE = (
    r"(?:tolerated|accepted|acceptable|welcome|fine|possible|permitted|allowed|granted|made|considered"
    r"|decided|judged|handled|discussed|assessed|weighed|conceivable|ok|okay|in\s+order|all\s+right)"
)
_HOW = (
    r"(?:\s+(?:(?:on\s+a\s+)?case[\s-]by[\s-]case(?:\s+basis)?|individually|as\s+(?:needed|appropriate"
    rf"|they\s+(?:arise|come)|we\s+see\s+fit)|{_AT_DISCRETION}|here|now\s+and\s+then"
    r"|from\s+time\s+to\s+time|informally|generously))?"
)
_ENDLESS = (
    r"\b(?:etc|and\s+so\s+(?:on|forth)|(?:and|or)\s+the\s+like|or\s+similar|among\s+others)\b"
)
"""Ends a list that could go on for ever."""
_STRICTLY = r"(?:strictly|literally|rigidly|seriously|to\s+the\s+letter)"
_TOO = r"(?:all\s+)?(?:too\s+|overly\s+|so\s+|very\s+)?"
_APPLY = r"(?:appl(?:y|ied)|taken?|follow(?:ed)?|read|treat(?:ed)?|enforced?|handled?|observed?)"
_SPECIAL = (
    r"(?:other|some|certain|special|particular|individual|specific|exceptional|extraordinary|unusual|rare"
    r"|unforeseen|odd)"
)
_CASES = r"(?:cases?|situations?|circumstances|contexts?|occasions?|instances?|settings?)"
_ELSE = (
    r"(?:(?:something|anything)\s+(?:different|else|other)|(?:an?other|a\s+different|other)\s+[\w-]+"
    r"|otherwise)"
)
_MAYBE = r"(?:may|might|can|could)\s+(?:\w+ly\s+|also\s+|sometimes\s+|well\s+|still\s+)?"
_ASK = r"(?:call\s+for|require|need|justify|warrant|demand|merit|make|permit|allow|suggest|dictate)"
_SUITS = (
    r"(?:the\s+)?(?:right|better|best|appropriate|suitable|fitting|preferable|justified|warranted|needed|wise"
    r"|wiser|necessary|called\s+for|more\s+\w+|helpful|acceptable|in\s+order|possible)(?:\s+one)?"
)
_IN_SOME = rf"(?:in|under|on|at|for)\s+(?:{_SPECIAL}\s+)+{_CASES}"
_AT_TIMES = (
    rf"(?:now\s+and\s+then|sometimes|occasionally|at\s+times|depending\s+on\s+the\s+{_CASES})"
)
_FIXED = tuple(
    rf"\A\W*(?:but\s+)?{form}\s*[.!]?\s*\Z"
    for form in (
        rf"{_FEW}{_EXCEPTIONS}\s+(?:(?:from|to)\s+(?:this|it)\s+)?(?:are|is|(?:may|can|will|might)\s+(?:always\s+|also\s+|sometimes\s+)?be)\s+"
        rf"(?:\w+ly\s+|always\s+|sometimes\s+|also\s+)?(?:{_FINE}{_HOW}|{_AT_DISCRETION})",
        r"there\s+is\s+(?:always\s+|some\s+|also\s+|plenty\s+of\s+|a\s+little\s+)*room\s+for\s+(?:\w+\s+)?"
        rf"(?:judge?ment|discretion|interpretation|man(?:oeuvre|euver)|{_EXCEPTIONS})(?:\s+here)?",
        r"(?:please\s+)?(?:use|apply|exercise)\s+(?:your\s+(?:own\s+)?)?(?:common\s+sense|good\s+sense"
        r"|discretion|(?:best\s+|good\s+)?judge?ment)"
        rf"(?:\s+(?:in|when|with|about|on|for)\s+(?:\w+ing\s+)?{_IT})?(?:\s+here)?",
        r"(?:(?:please\s+)?(?:do\s+not|don['’]t)|there\s+is\s+no\s+need\s+to|nobody\s+(?:has|needs)\s+to"
        rf"|(?:you|we|they|one)\s+need\s+not)\s+{_APPLY}\s+{_IT}\s+{_TOO}{_STRICTLY}",
        rf"{_IT}\s+(?:is|are|need)\s+not\s+(?:(?:meant|intended)\s+)?(?:to\s+)?be\s+{_APPLY}\s+{_TOO}"
        rf"(?:{_STRICTLY}|as\s+(?:a\s+hard|an\s+absolute)\s+\w+)",
        r"(?:we|teams|you|they|it|people)\s+(?:are|is|(?:may|can|should|will)\s+be)\s+(?:\w+\s+)?(?:flexible"
        rf"|lenient|pragmatic|relaxed|generous)\s+(?:about|on|with|in|over)\s+(?:\w+ing\s+)?{_IT}",
        r"there\s+(?:will\s+(?:always\s+)?be|are(?:\s+always)?|may\s+be|can\s+be)\s+(?:\w+\s+)?(?:times"
        rf"|cases|situations|occasions|moments|days)\s+(?:when|where|in\s+which|on\s+which)\s+{_IT}\s+"
        r"(?:(?:does|do|will|can|may|need)\s*(?:not|n['’]t)|cannot)\s+"
        r"(?:make\s+sense|apply|hold|work|fit|help|be\s+\w+)",
        r"there\s+(?:may|might|can|will|are)\s+(?:of\s+course\s+)?(?:be\s+)?(?:\w+\s+)?(?:times|cases|situations"
        rf"|occasions|moments)\s+(?:when|where|in\s+which|on\s+which)\s+{_IT}\s+(?:is|may\s+be|can\s+be"
        r"|would\s+be)\s+(?:justified|fine|acceptable|appropriate|necessary|allowed|permitted|right"
        r"|unavoidable|warranted|defensible|excusable|reasonable)",
        r"(?:other|special|further|some|certain|different|weighty|competing)\s+(?:considerations|reasons"
        r"|circumstances|factors|needs|interests|concerns)\s+(?:may|might|can|could)\s+(?:\w+\s+)?(?:justify"
        rf"|warrant|call\s+for|allow|require|permit)\s+(?:an?\s+)?{_EXCEPTIONS}",
        rf"(?:the\s+)?{_EXCEPTIONS}\s+(?:are|include)\s+[^.;]{{3,120}}?{_ENDLESS}",
        rf"[^.;:]{{3,120}}?{_ENDLESS}\.?\s+(?:is|are)\s+(?:also\s+)?(?:exempt(?:ed)?|excepted|excluded)",
        rf"(?:one|you|we|they|people)\s+(?:may|can|could|might)\s+{_ALSO}let\s+(?:{_IT}|things)\s+(?:slide|go|rest)"
        r"(?:\s+(?:now\s+and\s+(?:then|again)|from\s+time\s+to\s+time|sometimes|occasionally))?",
        rf"{_IT}\s+(?:is|are|need|does|do)\s+not\s+(?:be\s+)?(?:binding|bind|apply|hold|taken\s+as\s+gospel"
        r"|cast\s+in\s+stone|set\s+in\s+stone|absolute)(?:\s+(?:in|for|at|to)\s+(?:every|each|all)\s+\w+)?",
        rf"{_IT}\s+(?:may|can|might)\s+be\s+(?:handled|applied|taken|read|treated|seen)\s+(?:more\s+|a\s+little\s+"
        r"|rather\s+|somewhat\s+)?(?:loosely|generously|flexibly|lightly|leniently|freely)"
        r"(?:\s+(?:when|where|if)\s+(?:it|that|this)\s+(?:suits|helps|fits))?",
        r"(?:(?:other|some|certain|special|individual)\s+)+(?:cases|situations)\s+(?:may|can|could|might)\s+be\s+"
        r"(?:handled|treated|decided|judged|dealt\s+with)\s+(?:differently|otherwise|individually|on\s+their\s+merits)",
        rf"{_IT}\s+(?:is\s+subject\s+to|applies\s+with|comes\s+with|holds\s+with|allows(?:\s+for)?)\s+{_FEW}"
        rf"(?:(?:the|usual|appropriate|suitable|common|necessary)\s+)*{_EXCEPTIONS}",
        rf"(?:there,?\s+|here,?\s+)?{_FEW}{_EXCEPTIONS}\s+(?:\w+\s+)?(?:remain|are|stay)\s+(?:\w+\s+)?"
        r"(?:possible|open|thinkable|imaginable|conceivable)",
        rf"(?:(?:{_SPECIAL}\s+)+|the\s+)?{_CASES}\s+{_MAYBE}{_ASK}\s+(?:doing\s+)?{_ELSE}(?:\s+{_SUITS})?",
        rf"(?:(?:{_IN_SOME}|{_AT_TIMES}),?\s+)?{_ELSE}\s+{_MAYBE}be\s+{_SUITS}(?:\s+{_IN_SOME})?",
        rf"{_FEW}{_EXCEPTIONS}\s+(?:is|are)\s+(?:left|up)\s+to\s+(?:its|their|your|the)\s+[\w-]+",
        r"in\s+(?:other|some|certain|special|such|unusual)\s+(?:cases|situations|circumstances),?\s+(?:the\s+)?[\w-]+\s+"
        r"(?:may|can|could|should)\s+(?:use|follow|apply|exercise|rely\s+on)\s+(?:its|their|your)\s+(?:own\s+|best\s+)?"
        r"(?:judge?ment|discretion|sense|instincts?)",
        rf"not\s+(?:every|each|all)\s+[\w-]+\s+(?:needs?|requires?|calls?\s+for|warrants?|merits?)\s+{_IT}",
    )
)
"""Whole sentences that loosen the rule before them."""
_FORBIDS = regex(
    r"\b(?:never|(?:must|shall|should|may|do(?:es)?|can)\s+not|cannot|prohibited|forbidden|banned|no)\b",
    re.IGNORECASE,
)
_ALLOWS = regex(
    r"\b(?:may|can|could|might|(?:is|are)\s+(?:\w+ly\s+|still\s+)?(?:acceptable|tolerable|tolerated|fine|allowed"
    r"|permitted|okay|ok|possible|in\s+order|all\s+right|justified))\b",
    re.IGNORECASE,
)
_EVEN_SO = families("nevertheless nonetheless though give make do happen occur such".split())
_LONGEST_SUBJECT = 5
_CUES = (
    *LETTING,
    *("acceptable", "tolera", "permitted", "allowed", " fine ", " may ", " can ", "justified"),
    *(" let ", "binding", "not bind", "loosely", "freely", "lightly", "stone", "absolute"),
    *("soften", "differently", "let off", "excused", "spared", "room for", "sense", "strict"),
    *("litera", "rigid", "seriously", "letter", "pragmatic", "generous", "there ", "not every"),
    *("not all", "not each", "have to be", "unless", "except", "might", "could", "remain", "stay"),
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return regex(pattern, re.IGNORECASE)


def may_take_back(text: str) -> bool:
    """Whether a sentence has a word that stands in all that `takes_back` finds."""
    folded = text.casefold()
    return any(cue in folded for cue in _CUES)


def takes_back(text: str, rule: str, vague: Vague) -> str | None:
    """The words by which a sentence leaves it open whether the rule before it holds.

    Args:
        text: A sentence after a rule.
        rule: The rule.
        vague: Which words name no case.
    """
    said = content(rule)
    whole = " ".join(text.split()).strip(" .!")
    if any(_compiled(form).match(text) for form in _FIXED):
        return whole
    for form in _HOLDS_UNLESS:
        held = _compiled(form).match(text)
        if held is not None and vague.takes(text, held):
            return whole
    others = _OTHERS.match(text)
    if others is not None and families(content(others["thing"])) & families(said):
        around = _around(text, others)
        if around is not None and vague.judges(around[2], said):
            return whole
    if _permits_again(text, rule, vague):
        return whole
    for found in _LETS.finditer(text):
        around = _around(text, found)
        if around is not None and _is_open(*around, vague, said):
            return whole
        if _DECIDES.search(found[0]) and _BOUND.fullmatch(text[: found.start()]):
            return whole if not text[found.end() :].strip(" .!") else None
    return None


def _permits_again(text: str, rule: str, vague: Vague) -> bool:
    """Whether a sentence permits what the rule forbids, in a case that may be any."""
    if not _FORBIDS.search(rule) or not _ALLOWS.search(text) or _DENIED.search(text):
        return False
    forbidden = families(content(rule))
    for start, end in open_cases(text):
        rest = families(content(_ALLOWS.sub(" ", f"{text[:start]} {text[end:]}"))) - _EVEN_SO
        if rest & forbidden and vague.adds_nothing(rest - forbidden):
            return True
    return False


def _around(text: str, lets: re.Match[str]) -> tuple[str, str, str] | None:
    """A clause before the subject, the subject, and what follows, up to where the clause ends.

    None where what follows is a list of the cases.
    """
    before, after = text[: lets.start()], text[lets.end() :]
    opening = _OPENING.match(before)
    end = _CLAUSE_END.search(after)
    if end and _LIST_GOES_ON.match(after, end.start()):
        return None
    return (
        opening["often"] or opening["clause"] if opening else "",
        before[opening.end() :] if opening else before,
        after[: end.start()] if end else after,
    )


def _is_open(opening: str, subject: str, tail: str, vague: Vague, said: frozenset[str]) -> bool:
    """Whether what surrounds the words that let off names no case and nobody who decides."""
    if _DENIED.search(subject) or _DENIED.match(tail.strip()):
        return False
    if not (vague.says_nothing(opening, said) and vague.says_nothing(tail, said)):
        return False
    if _SUBJECT.fullmatch(subject):
        return bool(opening or tail.strip())
    if vague.judges(subject, said) and not tail.strip():
        return True  # "services with a pressing reason can be excused"
    judged = any(content(part) for part in (opening, tail))
    short = len(subject.split()) <= _LONGEST_SUBJECT
    return judged and short and _WHEN.search(f"{opening} {tail} ") is not None
