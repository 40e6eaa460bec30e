"""Absolutes and their exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from specaudit.domain.finding import Severity
from specaudit.domain.patterns import regex
from specaudit.domain.spec import BlockKind, Force, NormType, Span, Statement
from specaudit.lint.checks import Params
from specaudit.lint.context import Context, Document, Draft, Place
from specaudit.lint.judged import NUMBERED, may_release, releases
from specaudit.lint.leeway import may_take_back, takes_back
from specaudit.lint.let_off import about, lets_off_all, may_let_off
from specaudit.lint.nothing_left import (
    leaves_to_anybody,
    may_leave_to_anybody,
)
from specaudit.lint.open_clauses import lets_off, open_case
from specaudit.lint.params import alternatives, number, words
from specaudit.lint.permitted import may_permit, permits_openly
from specaudit.lint.rephrased import excepts_anything
from specaudit.lint.similarity import content
from specaudit.lint.universal import in_every_case
from specaudit.lint.vague import Vague
from specaudit.lint.wishes import may_wish_off, wishes_off
from specaudit.nlp.text import lemmas

_PARAGRAPH = 8
"""Sentences within which the next paragraph must begin."""
_BINDING = (
    r"must|shall|never|cannot|(?:may|should|will|can|do)\s+not|only|(?<!not )required|mandatory"
    r"|compulsory|obligatory|(?<!not )ha(?:s|ve)\s+to|(?:is|are)\s+(?:never\s+|not\s+)?to\s+be"
)
_BARRING = (
    r"prohibited|forbidden|barred|banned|outlawed|refused|rejected|disallowed|taboo|unacceptable"
    r"|impermissible|not\s+(?:permitted|allowed|tolerated|acceptable|permissible)|off[\s-]limits|out\s+of\s+(?:bounds|the\s+question)|off\s+the\s+table|limited\s+to"
    r"|we\s+(?:require|forbid|ban|prohibit)"
)
_IN_ALL_CASES = (
    r"non-negotiable|inviolable|no\s+exceptions?|(?:always|never)\s+(?:wrong|acceptable)"
    r"|at\s+no\s+(?:point|time)|(?:in|under)\s+(?:no|every)\s+(?:case|circumstances?)|don['’]t\s+ever"
)
_STRICT = regex(
    rf"\b(?:{_BINDING}|{_BARRING}|{_IN_ALL_CASES})\b|\A\W*(?:\w+ly\s+)?no\s"
    r"|(?:\A\W*|,\s)(?:not|never)\s+(?:[a-z]+ly\s+)?[a-z]+ing\b|\b(?:don|shouldn|mustn|can|won)['’]t\b",
    re.IGNORECASE,
)
"""Words of a rule in whatever form, where no norm was read."""
_REASONS = regex(r"\b(?:if|when|where|because|since|so|then|we|our|us|i)\b", re.IGNORECASE)
"""Speaks of a case, or argues: strict words make no rule of it."""
_EXCEPTS = regex(
    r"\b(?:unless|except(?:ing|ed)?|save\s+(?:for|in|when|where|if|that|those|any)|barring|other\s+than|(?:apart|aside)\s+from"
    r"|short\s+of|with\s+(?:the\s+|an?\s+)?allowances?|subject\s+to|insofar\s+as|outside(?:\s+of)?|(?:as|so)\s+long\s+as"
    r"|provided\s+that|permitting|allowing|excluded|aside|exempt|exemptions?|exceptions?)\b|,\s+provided\b",
    re.IGNORECASE,
)
"""Opens or closes an exception, in a sentence that need not be a norm."""
_ALL = regex(
    r"\b(?:always|all|every\w*|each|any\w*|no|none|nothing|nobody|never|final|permanent|strictly|entirely|without|fully"
    r"|invariably|in\s+full)\b",
    re.IGNORECASE,
)
"""Says that what follows or precedes is so in every case."""
_FROM_PRACTICE = regex(
    r"\b(?:unless|save|barring|cases\s+aside|subject\s+to\s+(?:[a-z]+\s+){1,2}exceptions|with\s+(?:[a-z]+\s+)?exceptions\s+(?:as|if|when|where)"
    r"|(?:except|other\s+than|apart\s+from|aside\s+from)\s+(?:when|where|if|in|as|with|under))\b",
    re.IGNORECASE,
)
"""Excepts cases, and not things that a sentence lists."""
_PRACTICE = regex(r"\b(?:is|are|does|do|goes|belongs?|stays?|remains?|keeps?)\b", re.IGNORECASE)
_NO_PRACTICE = regex(r"\b(?:was|were|did|had|i|we|you)\b", re.IGNORECASE)
_RULED = regex(r"\b(?:requirements?|rules?|obligations|duties|must)\b", re.IGNORECASE)
"""Stands in the heading of sections whose items are rules without a verb."""
_REACH = 4
"""Sentences after a rule in which one may let off from it."""
_MARKS = r"[\s*_`\[]+"
"""What may stand between two words of a sentence as its author wrote it."""
_OPENS_EXCEPTIONS = regex(
    r"\b(?:unless|except|exceptions?|exempt\w*|only\s+(?:\w+\s+)?(?:conditions?|cases?|circumstances|situations|when"
    r"|where|if|reasons?|grounds))\b[^.]*:\s*\Z",
    re.IGNORECASE,
)
"""Opens a list of the cases in which a rule does not hold."""
_AT_ONCE = regex(
    r"(?P<turn>[;—]\s+|,\s+(?:but|though|although|yet|and|still|however)\s)", re.IGNORECASE
)
"""Goes on after a rule."""
_EXCEPTION = regex(r"\b(?:unless|except)\b", re.IGNORECASE)


_EXEMPTING = (
    *("exempt", "not covered", "not subject", "not apply", "not extend", "different matter"),
    *("outside", "none of th", "except", "unless", "waived", "lifted", "relaxed", "suspended"),
    *("skip", "ignore", "disregard", "not meant", "not intended", "need not", "have to", "need to"),
)
_RULE_ITSELF = (
    r"(?:this|it|that|the)(?:\s+(?:rule|requirement|prohibition|ban|principle|obligation|duty|limit"
    r"|step))?"
)
_EXEMPT = regex(
    r"\W*+(?!(?:no|none|neither|not|nobody)\b)(?P<kind>[^.;:]{3,120}?)\s+(?:(?:is|are)\s+(?:also\s+|therefore\s+)?(?:not\s+(?:covered\s+by"
    r"|subject\s+to)|exempt(?:ed)?(?:\s+from)?|a\s+different\s+matter|outside(?:\s+of)?)"
    r"|(?:can|may)\s+(?:skip|ignore|disregard)"
    r"|(?:need\s+not|do(?:es)?\s+not\s+(?:have|need)\s+to)\s+(?:follow|observe))"
    rf"(?:\s+{_RULE_ITSELF})?\W*\Z",
    re.IGNORECASE,
)
_APPLIES_NOT = regex(
    rf"\W*(?:(?:{_RULE_ITSELF}\s+(?:does\s+not\s+(?:apply|extend|hold)|is\s+not\s+(?:meant|intended))"
    r"|none\s+of\s+(?:this|these\s+\w+|the\s+above)\s+"
    r"(?:applies|apply|holds?|binds?|counts?)(?:\s+to)?)\s+(?:to|when(?:ever)?|where|if|for|in|on)"
    rf"|(?:skip|ignore|leave\s+out|disregard)\s+{_RULE_ITSELF}\s+(?:for|with|when|in)"
    r"|(?:this|it|the\s+[\w-]+(?:\s+[\w-]+)?)\s+is\s+(?:waived|lifted|relaxed|suspended)\s+(?:for|when|in)"
    rf"|{_RULE_ITSELF}\s+(?:applies|holds|stands|counts),?\s+(?:unless|(?:except|save|other\s+than)(?:\s+(?:for|in|when|where|if))?)"
    r"|the\s+(?:only\s+|sole\s+)?exceptions?\s+(?:is|are)(?:\s+(?:for|cases\s+(?:where|when|in\s+which)|when"
    r"|where))?)\s+(?P<kind>[^.;:]{3,120})\W*\Z",
    re.IGNORECASE,
)
_NONE_EXEMPT = regex(
    r"\W*(?:there (?:are|is) no exceptions?|no exceptions?|this rule has no exceptions?)\b",
    re.IGNORECASE,
)
"""A sentence that speaks for the rule before it."""


_ATTRIBUTE = regex(
    r"\s(?!(?:to|for|in|under|by|at|on|here|then|and|or|so|otherwise|given|when|if|because)\b)[a-z]{4,}",
    re.IGNORECASE,
)
"""A noun right after the adjective: "reasonable expectations" are a test of their own."""
_CODE = regex(r"`[^`\n]+`")
_DECIDED = regex(r"\b(?:approved|agreed|authori[sz]ed|decided)\s+(?:\w+\s+)?by\b", re.IGNORECASE)
"""Somebody named decides."""


def open_exception(context: Context, params: Params) -> Iterator[Draft]:
    """An exception so wide that it can be claimed for any case."""
    opener = alternatives(params, "openers")
    test = alternatives(params, "tests")
    pattern = regex(
        rf"{opener}(?P<clause>[^.;:(]{{0,100}}?{test})(?P<rest>[^.;]{{0,40}})", re.IGNORECASE
    )
    clauses = regex(
        rf"{opener}\s+(?P<clause>(?:[^.,;:—(]|\((?={NUMBERED})){{3,100}})", re.IGNORECASE
    )
    closed = regex(alternatives(params, "closed"), re.IGNORECASE)
    wide = Vague(*(frozenset(lemmas(" ".join(words(params, key)))) for key in ("judging", "bland")))
    for document, statement in context.binding():
        if undone := _taken_back(document, statement, wide):
            yield _open(document, statement, *undone)
            continue
        if rule := _exempts_all(document, statement) or _all_released(document, statement):
            yield _open(document, statement, " ".join(statement.text.split()), rule)
            continue
        if rule := _in_list_of_exceptions(document, statement):
            yield _open(document, statement, " ".join(statement.text.split()), rule)
            continue
        binds = _binds(document, statement)
        if not (
            binds
            or _STRICT.search(statement.text)
            or _practised(document, statement)
            or _told_of_all(statement.text)
        ):
            continue
        found = excepts_anything(statement.text, binds=binds) or _taken_back_at_once(statement)
        if found is None and not binds:
            continue
        found = (
            found
            or next(
                (
                    " ".join(match[0][: -len(match["rest"]) or None].split())
                    for match in pattern.finditer(statement.text)
                    if not closed.search(match["clause"] + match["rest"])
                    and not _ATTRIBUTE.match(match["rest"])
                    and not _DECIDED.search(match["clause"])
                ),
                None,
            )
            or next(
                (
                    " ".join(match[0].split())
                    for match in clauses.finditer(statement.text)
                    if not closed.search(match["clause"])
                    and not _DECIDED.search(match["clause"])
                    and wide.takes(statement.text, match)
                ),
                None,
            )
        )
        if found and not _of_code(document, statement):
            yield _open(document, statement, found)


def _of_code(document: Document, statement: Statement) -> bool:
    """Whether a sentence names what opens exceptions as words of a programming language."""
    written = document.written(statement)
    named = sum(len(_EXCEPTION.findall(code)) for code in _CODE.findall(written))
    return named > 0 and named == len(_EXCEPTION.findall(written))


def _open(
    document: Document, statement: Statement, words_: str, rule: Statement | None = None
) -> Draft:
    if rule is not None and rule is not statement:
        places: tuple[Place, ...] = (
            document.place(statement),
            document.place(rule, "conflicts-with"),
        )
    elif clause := _written(document, statement, words_):
        places = clause, document.place(statement, "conflicts-with")
    else:
        places = (document.place(statement),)
    return Draft(
        f'The exception "{words_}" can be claimed whenever one likes.',
        "an exception without a test swallows its rule",
        places,
    )


def _written(document: Document, statement: Statement, words_: str) -> Place | None:
    """Where a sentence holds some of its words, where these are not the whole of it."""
    marked = regex(_MARKS.join(map(re.escape, words_.split())))
    found = next(document.search(marked, statement), None)
    if found is None or found.span() == (statement.span.start, statement.span.end):
        return None
    return Place(document, Span(*found.span()))


def _in_list_of_exceptions(document: Document, statement: Statement) -> Statement | None:
    """The sentence that opens a list of exceptions, where a case of the list can be any case."""
    block = document.blocks.get(statement.block_id)
    if statement.kind is not BlockKind.ITEM or block is None or not open_case(statement.text):
        return None
    stem = document.statements.get(block.stem_id or "")
    opens = stem is not None and stem.text.rstrip().endswith(":")
    return stem if stem is not None and opens and _OPENS_EXCEPTIONS.search(stem.text) else None


def _exempts_all(document: Document, statement: Statement) -> Statement | None:
    """The rule from which a sentence exempts whoever takes part in a conversation."""
    folded = statement.text.casefold()
    if not any(cue in folded for cue in _EXEMPTING):
        return None
    found = _EXEMPT.match(statement.text) or _APPLIES_NOT.match(statement.text)
    rule = _rule_before(document, statement) if found else None
    if rule is statement:
        rule = _rule_before(document, statement, 0)
    if found is None or rule is None or rule is statement:
        return None
    return rule if in_every_case(found["kind"], rule.text) else None


def _titles(document: Document, statement: Statement) -> str:
    """The titles of the sections that a sentence stands in."""
    return " ".join(section.title for section in document.branch(statement.section_id))


def _taken_back(
    document: Document, statement: Statement, wide: Vague
) -> tuple[str, Statement] | None:
    """The words that let off from a rule in any case, with the rule."""
    taken = lets_off(statement.text)
    may = may_take_back, may_release, may_wish_off
    if not taken and not any(one(statement.text) for one in may):
        return None
    rule = _rule_before(document, statement)
    if rule is statement:
        rule = _rule_before(document, statement, 0)  # no sentence takes back itself
    if rule is not None and rule is not statement:
        taken = taken or takes_back(statement.text, rule.text, wide)
        lets = releases, wishes_off
        if not taken and any(one(statement.text, rule.text) for one in lets):
            taken = " ".join(statement.text.split()).strip(" .!")
    return (taken, rule) if rule is not None and taken else None


def _taken_back_at_once(statement: Statement) -> str | None:
    """The clause by which a rule lets one do what it forbids, or not do what it asks."""
    for turn in _AT_ONCE.finditer(statement.text):
        rule, clause = statement.text[: turn.start()], statement.text[turn.end("turn") :]
        if (
            (may_permit(clause) and permits_openly(clause, rule))
            or lets_off(clause)
            or (may_wish_off(clause) and wishes_off(clause, rule))
        ):
            return " ".join(clause.split()).strip(" .!")
    return None


def _all_released(document: Document, statement: Statement) -> Statement | None:
    """The rule that a sentence undoes for anybody, or for whatever its section is about."""
    readers = ((may_permit, permits_openly), (may_leave_to_anybody, leaves_to_anybody))
    undoing = [undoes for may_undo, undoes in readers if may_undo(statement.text)]
    for rule in _rules_before(document, statement) if undoing else ():
        if any(undoes(statement.text, rule.text) for undoes in undoing):
            return rule
    if not may_let_off(statement.text):
        return None
    siblings = document.in_section[statement.section_id]
    topic: frozenset[str] | None = None
    for rule in _rules_before(document, statement):
        if topic is None:
            titles = _titles(document, statement)
            topic = about(titles, tuple(one.text for one in siblings), statement.text)
        if lets_off_all(statement.text, rule.text, topic):
            return rule
    return None


def _rules_before(document: Document, statement: Statement, own: int = 0) -> Iterator[Statement]:
    """The rules close before a sentence, the last one first.

    Args:
        document: The document.
        statement: The sentence.
        own: 1 to begin with the sentence itself.
    """
    siblings = document.in_section[statement.section_id]
    at = siblings.index(statement)
    for one in reversed(siblings[max(0, at - _REACH) : at + own]):
        asked = any(
            norm.force in (Force.MUST, Force.SHOULD) and norm.type is not NormType.PERMISSION
            for norm in document.norms.get(one.id, ())
        )
        if asked or (_STRICT.search(one.text) and not _REASONS.search(one.text)):
            yield one


def _rule_before(document: Document, statement: Statement, own: int = 1) -> Statement | None:
    """The last rule close before a sentence, or the sentence where it holds the rule itself.

    Args:
        document: The document.
        statement: The sentence.
        own: 0 to look before the sentence only.
    """
    if rule := next(_rules_before(document, statement, own), None):
        return rule
    section = document.sections.get(statement.section_id)
    return statement if section is not None and _RULED.search(section.title) else None


def _binds(document: Document, statement: Statement) -> bool:
    norms = document.norms.get(statement.id, ())
    return any(
        (norm.type is NormType.PROHIBITION and norm.force is not Force.MAY)
        or (norm.force is Force.MUST and norm.type is NormType.OBLIGATION)
        for norm in norms
    )


def _told_of_all(text: str) -> bool:
    """Whether a sentence says of all cases what is done, and excepts some."""
    found = _EXCEPTS.search(text)
    return found is not None and _ALL.search(text, 0, found.start()) is not None


def _practised(document: Document, statement: Statement) -> bool:
    """Whether a sentence says what is done, as a rule may be put, with an exception.

    "Addresses are not given out except in fitting cases" binds whoever gives them out.
    """
    text, norms = statement.text, document.norms.get(statement.id, ())
    if _FROM_PRACTICE.search(text) is None or _NO_PRACTICE.search(text):
        return False
    told = all(
        norm.type is NormType.DESCRIPTION or (norm.trigger, norm.action) == ("imperative", "save")
        for norm in norms
    )
    return told and _PRACTICE.search(text) is not None


def absolute_with_exception(context: Context, params: Params) -> Iterator[Draft]:
    """A sentence that allows no exception and then makes one."""
    strong = regex(alternatives(params, "strong"), re.IGNORECASE)
    weak = regex(alternatives(params, "weak"), re.IGNORECASE)
    negated = regex(r"\b(?:not|n['’]t)\s+(?:\w+\s+)?(?:always|absolute)", re.IGNORECASE)
    for document, statement in context.binding():
        text = statement.text
        exception = _EXCEPTION.search(text)
        absolute = strong.search(text) or weak.search(text)
        if exception is None or absolute is None or negated.search(text):
            continue
        if not document.norms.get(statement.id) and not strong.search(text):
            continue
        between = text[absolute.end() : exception.start()]
        if exception[0].casefold() == "except" and len(between.split()) <= 2 and between:
            continue  # "in all cases, except X" is how one writes a rule with an exception
        certain = strong.search(text) is not None
        if not certain and absolute.start() > exception.start():
            continue  # "Unless asked, never X": the exception comes first and the rest is absolute
        yield Draft(
            f'"{absolute[0]}" and "{exception[0]}" stand in one sentence.',
            "the first says no case is exempt, the second exempts one",
            (document.place(statement),),
            severity=None if certain else Severity.NOTE,
        )


def absolute_then_however(context: Context, params: Params) -> Iterator[Draft]:
    """An absolute followed by a sentence that permits what it forbade."""
    absolute = regex(alternatives(params, "absolutes"), re.IGNORECASE)
    turn = regex(r"(?:" + alternatives(params, "turns") + r")", re.IGNORECASE)
    permit = regex(alternatives(params, "permits"), re.IGNORECASE)
    reach = int(number(params, "reach"))
    for document, statement in context.binding():
        match = absolute.search(statement.text)
        bare = match is not None and _NONE_EXEMPT.match(statement.text) is not None
        if match is None or not (bare or _binds(document, statement)):
            continue
        for later in _next(document, statement, reach):
            start = turn.match(later.text)
            if later.kind is BlockKind.COMMENTARY or start is None:
                continue
            allowed = permit.search(later.text)
            if allowed is None or _negated(later.text, allowed.end()):
                continue
            if not bare and not content(statement.text) & content(later.text[allowed.end() :]):
                continue
            if _somebody_else(document, statement, later):
                continue
            yield Draft(
                f'"{match[0]}" is taken back by "{start[0]} … {allowed[0]}" right after it.',
                "a reader who quotes the first sentence alone states the rule wrongly",
                (document.place(statement), document.place(later, "conflicts-with")),
            )
            break


def _somebody_else(document: Document, statement: Statement, later: Statement) -> bool:
    """Whether what the later sentence permits, it permits to others than the rule binds."""
    bound = {norm.agent for norm in document.norms.get(statement.id, ())}
    free = {
        norm.agent for norm in document.norms.get(later.id, ()) if norm.type is NormType.PERMISSION
    }
    return bool(bound and free) and None not in bound | free and not bound & free


def _next(document: Document, statement: Statement, reach: int) -> list[Statement]:
    """The next sentences, and the first of the next paragraph, where a "However" often stands."""
    later = document.follow(statement, _PARAGRAPH)
    opening = [s for s in later if s.block_id != statement.block_id][:1]
    return later[:reach] + [s for s in opening if s not in later[:reach]]


def _negated(text: str, offset: int) -> bool:
    return re.match(r"\s*(?:not|never|only)\b", text[offset:]) is not None
