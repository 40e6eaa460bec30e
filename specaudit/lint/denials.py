"""A sentence said again with a "not": clauses of the same words of which one is denied.

Norms are compared elsewhere, verb by verb. Here whole clauses are, so that it makes no difference
whether a rule is put as a duty, a ban, a habit ("we do not offer X") or a state. The denied word of
the one clause must stand undenied in the other, and hardly a word may be said in one of them only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from itertools import pairwise
from typing import Any, NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.spec import BlockKind
from specaudit.lint.acts import bound
from specaudit.lint.alternatives import each_denied
from specaudit.lint.kin import beside, choices, families, family
from specaudit.lint.one_case import POINTS, case_before
from specaudit.lint.similarity import COMMON, Similarity, Unit, sequence, unit_facts
from specaudit.nlp.lexicon import VERBS
from specaudit.nlp.text import lemma, lemmas

_BREAK = regex(
    r"[.;:!?–]\s|—|\s-{2,3}\s|,\s+(?=\w+\s+which\b)|,\s+(?:but|so|because|since|which|who|whose|where|as|though|although"
    r"|even|whereas|while|for\s+example|e\.g\.|including|nor|and\s+(?=(?:\w+\s+){0,3}?(?:must|should"
    r"|shall|may|can|will|is|are|do|does|not|never)\b))\b"
    r"|\s(?:because|although|though|whereas|so\s+that|in\s+order\s+to"
    r"|as(?=\s+(?:this|it|they|these|doing|that)\s))\s"
    r"|\s(?=(?:rather\s+than|instead\s+of)\s)|\sbut\s+(?=(?:rather|instead)\b)"
    r"|\sand\s+(?=(?:try\s+to\s+)?(?:avoid|refrain)(?:ing)?\b)|,\s+and\s+(?=(?:\w+\s+){0,3}?(?:avoid|refrain))"
    r"|\sand\s+(?=there\s+(?:is|are)\b)"
    r"|\sand\s+(?=(?:must|should|shall|may|can|will|never|is|are|do|does|has|have)(?:n['’]t)?\b)"
    r"|\sand\s+(?=(?:do|does|is|are|wo|ca)n?['’]t\b|cannot\b)"
    r"|,\s+(?=(?:and\s+)?not\s)|\swhile\s+(?=(?:not|never|avoiding|refraining)\b)",
    re.IGNORECASE,
)
"""Where one clause ends and another begins."""
_CONDITION = regex(
    r"\b(?:if|when(?:ever)?|where(?:ver)?|once|as\s+long\s+as|provided|in\s+case)\b[^,]*", re.I
)
_INSTEAD = regex(
    r"\W*(?:rather\s+than|instead\s+of)\s+(?P<done>[a-z]+ing\b[^,]*)(?:,\s*(?P<rest>.*))?",
    re.I | re.S,
)
"""What is not to be done, for another thing is."""
_OVER = regex(r"\W*(?:rather\s+than|instead\s+of)\b", re.IGNORECASE)
_SOLELY = regex(
    r"\b(?:solely|merely|purely|simply|just)\s+(?=(?:to|because|for|in\s+order)\b)", re.IGNORECASE
)
"""What is wanted for a reason is wanted for that reason alone."""
_FIRST = regex(r"\b(?:before|until|prior\s+to|without)\s+(?P<done>[a-z]+ing)\b", re.IGNORECASE)
"""Names what comes later, or not at all."""
_CONFINED = regex(r"\b(?:other\s+than|apart\s+from|only|outside)\b", re.IGNORECASE)
_EXCEPTION = regex(r"\b(?:unless|except)\b[^,;:]*", re.IGNORECASE)
_FOR_EXAMPLE = regex(
    r",?\s+(?:including|such\s+as|for\s+example|e\.g\.)[^.;]*:\W*\Z", re.IGNORECASE
)
"""Opens a list of examples, before which a sentence is complete."""
_IN_PART = regex(
    r"(?:not|never|n['’]t)\s+(?:only|just|merely|simply|necessarily|always|all|every|mean|imply|to\s+say"
    r"|solely|entirely|yet|alone(?=\s+(?!and\b|or\b|in\b)\w)|\w+\s+but)\b"
    r"|no\s+(?:longer|more|less|fewer|matter|doubt|later|sooner|exception)\b",
    re.IGNORECASE,
)
"""Denies part of what follows, or nothing."""
_DESCRIBES = regex(
    r"\b(?:that|which|who)(?:\s+(?:was|were|is|are|has|have|do|does|did))?\s+\Z", re.I
)
"""What a denial describes a thing by ("content that was not asked for")."""
_NO_SUBJECT = regex(r"\A\W*(?:\w+,?\s+)?(?:no|neither|none|nobody)\s", re.IGNORECASE)
"""Denies all that a sentence says."""
_ASIDE = regex(r"\s*\([^()]*\)", 0)
_NOT_DO = regex(r"\A\W*(?:and\s+)?not\s+(?:to\s+)?(?P<verb>[a-z]+)", re.IGNORECASE)
_SHORT_NOT = regex(r"\b(?P<verb>[a-z]+)n['’]t\b", re.IGNORECASE)
_OPEN = regex(r"\b(?:whether\s+or\s+not|or\s+not|if\s+not|why\s+not)\b", re.IGNORECASE)
_DENIES = regex(
    r"\b(?:not|never|cannot|(?:is|are|be|been|being|was|were|remains?|considered)\s+(?:\w+ly\s+|always\s+|also\s+|hereby\s+)?"
    r"(?:prohibited|forbidden|banned|barred|disallowed)(?:\s+(?:from|to))?|(?<!may\s)(?<!can\s)(?:declin|refus)(?:e|es|ing)\s+to"
    r"|unacceptable|impermissible"
    r"|avoid(?:s|ing)?|refrain(?:s|ing)?\s+from|abstain(?:s|ing)?\s+from|without(?=\s+(?:an?\s|any\s|\w+ing\b))|no|nobody|none|neither)\b|n['’]t\b",
    re.IGNORECASE,
)
_PASSED_OVER = regex(
    r"\b(?:not|never)\s+(?:\w+ly\s+)?(?:avoid|refrain\s+from|abstain\s+from|decline\s+to|refuse\s+to)\b(?:\s+or\s+\w+)?|\w+ly\s+and\s+(?=without\b)"
    r"|\A\W*(?:in\s+addition\s+to|besides|beside|as\s+well\s+as)\s[^,]{3,120},",
    re.IGNORECASE,
)
"""Denied twice; a manner beside another one that is denied; what is said to hold as well."""
_BOUND = regex(
    r"\b(?:must|should|shall|may|never|prohibited|forbidden|banned|barred|avoids?|refrains?|cannot"
    r"|nobody|no)\b|\A\W*(?:do\s+not|don['’]t)\b",
    re.IGNORECASE,
)
"""Forbids, and does not only tell what is not done."""
_STRICT = regex(
    r"\b(?:must|shall|may|can)\s+not\b|\b(?:never|prohibited|forbidden|banned|barred|cannot|nobody|no)\b"
    r"|\b(?:mustn|can|shan)['’]t\b|\A\W*(?:do\s+not|don['’]t)\b",
    re.IGNORECASE,
)
_MAY = regex(
    r"\b(?:may|can|allowed|permitted|free\s+to|acceptable|permissible|fine|okay|welcome)\b",
    re.IGNORECASE,
)
_OF_SUBJECT = regex(
    r"\b(?:prohibited|forbidden|banned|barred|disallowed|unacceptable|impermissible|not\s+(?:\w+\s+)?(?:allowed"
    r"|permitted|acceptable|permissible|welcome|fine|okay))\W*(?:by\s.*|for\s.*|from\s+(?:the|this).*|in\s.*|on\s.*"
    r"|at\s.*|under\s.*|here|to\s+the.*|\w+ly)?\W*\Z",
    re.IGNORECASE,
)
"""Denies what stands before it."""
_UNSURE = regex(
    r"\b(?<!that\s)(?<!which\s)(?<!who\s)(?:would|could|might)\b|\b(?:sometimes|often|suppose|imagine|example|violat(?:es?|ing))\b",
    re.IGNORECASE,
)
_POINTS = regex(r"\b(?:this|that|these|those|such|it|they|them)\b", re.IGNORECASE)
_SKIPPED = frozenset(
    "allow permit require mandate oblige need be have try aim attempt want wish expect allowed "
    "supposed able acceptable permissible fine okay ok welcome appropriate".split()
)
"""Words between "not" and what it denies."""
_SAID_NOTHING = frozenset(
    "allow permit prohibit forbid forbidden ban bar disallow avoid refrain abstain please note "
    "acceptable permissible fine okay ok welcome unacceptable impermissible free "
    "always generally usually by default well also again therefore thus hence course nobody anyone "
    "everyone somebody anybody none neither without cannot additionally furthermore moreover "
    "similarly likewise further thereby therefore decline refuse".split()
)
_GRANTED = families(
    "ask request permission consent authorization authorize approve instruct tell allow quote "
    "fiction explicit wish want".split()
)
"""Words of a case in which somebody lets a ban pass."""
_WE = regex(r"\bwe\b", re.IGNORECASE)
_WORDS, _HEADS, _LATER = 0, 4, 5
"""Places of a clause's words, of what it denies and of what comes later, in its plain data."""
_SHARED = 3
_LEAST = 2
"""Words of a short clause."""
_CONTAINED = 5
"""Words that no clause says besides its own by accident."""
_RARE = 2
"""Statements of a word that is hardly ever said."""
_SEVERAL = 4
_LONGEST = 600
_MOST, _FAIR, _MORE, _SMALL = 0.8, 0.55, 0.7, 0.35


class _Clause(NamedTuple):
    """A clause in lemmas."""

    words: tuple[str, ...]
    before: frozenset[tuple[str, str]]
    """Neighbouring words, in families."""
    choices: tuple[frozenset[str], ...]
    """What the clause names as alternatives, in families."""
    condition: frozenset[str]
    """Families of the words that say when."""
    cases: tuple[frozenset[str], ...]
    """What it names as alternatives, in families."""
    points: bool
    """Whether the words that say when point at what stands before."""
    denied: frozenset[str]
    """Families of the words that denials bear on first; "~" leads what is denied in part."""
    bound: bool
    strict: bool
    """Whether it leaves no room ("must not", "never")."""
    may: bool
    agents: frozenset[str]
    setting: frozenset[str]
    """Families of the sentence before, where the clause points at its case."""
    carried: frozenset[str]
    """Families of the case in which its sentence opens."""
    exception: frozenset[str]
    """Families of the words that say when it does not hold."""


def denials(similarity: Similarity) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of units of which one denies what the other says, in no order."""
    denied, said = _book(similarity)
    # A word of too many clauses is no evidence, and makes too many pairs.
    few = {word: found for word, found in said.items() if len(found) <= COMMON}
    for unit, denial in denied:
        for word in sorted(denial.denied):
            for other, clause in few.get(word, ()):
                turned = denial.denied - clause.denied == {word} and clause.denied <= denial.denied
                both_cells = unit.statement.kind is other.statement.kind is BlockKind.CELL
                if other is unit or both_cells or not turned:
                    continue
                if _contrary(similarity, denial, clause, (unit, other)):
                    yield unit, other


def _book(
    similarity: Similarity,
) -> tuple[list[tuple[Unit, _Clause]], dict[str, list[tuple[Unit, _Clause]]]]:
    """The clauses that deny something, and all clauses by the denied words that they say."""
    known = unit_facts(similarity.units, "denials", _clauses)
    wanted = frozenset(head for rows in known.values() for row in rows for head in row[_HEADS])
    said: dict[str, list[tuple[Unit, _Clause]]] = defaultdict(list)
    denied: list[tuple[Unit, _Clause]] = []
    for unit in similarity.units:
        for row in known[unit]:
            of_interest = wanted.intersection(map(family, row[_WORDS]))
            if not (of_interest or row[_HEADS]):
                continue
            clause = _clause(row)
            if clause.denied:
                denied.append((unit, clause))
            for word in of_interest - clause.denied - families(row[_LATER]):
                said[word].append((unit, clause))
    return denied, said


def _clauses(unit: Unit) -> list[Any]:
    """The clauses of a unit that say enough, as plain data."""
    text = _FOR_EXAMPLE.sub("", unit.statement.text)
    if len(text) > _LONGEST or text.rstrip().endswith((":", "?")) or _CONFINED.search(text):
        return []
    text = _SHORT_NOT.sub(_spelled, _ASIDE.sub(" ", text))
    excepted = " ".join(match[0] for match in _EXCEPTION.finditer(text))
    text = _EXCEPTION.sub("", text)
    agents = sorted({agent for norm in unit.norms if (agent := bound(norm))})
    agents += ["we"] if _WE.search(text) else []
    found: list[Any] = []
    whole = _NO_SUBJECT.match(text) is not None or _below_denial(unit)
    setting = sorted(case_before(unit)) if POINTS.search(text) else []
    opening = _CONDITION.match(text)
    carried = list(sequence(opening[0])) if opening else []
    for part in _parts(text):
        if _OPEN.search(part) or _UNSURE.search(part):
            continue
        if setting:
            part = POINTS.sub(" ", part)
        condition = " ".join(match[0] for match in _CONDITION.finditer(part))
        main = _PASSED_OVER.sub(" ", _SOLELY.sub("", _CONDITION.sub(" , ", part)))
        rows = (_row(clause, condition) for clause in _written_out(main))
        found.extend([*own, agents, setting, carried, excepted] for own in rows if own)
    return [row for row in found if row[_HEADS]] if whole else found


def _below_denial(unit: Unit) -> bool:
    """Whether the words above a list deny what its items say."""
    block = unit.document.blocks[unit.statement.block_id]
    stem = unit.document.statements.get(block.stem_id or "")
    return stem is not None and _DENIES.search(stem.text) is not None


def _spelled(match: re.Match[str]) -> str:
    """A verb with its "not" as two words."""
    verb = {"ca": "can", "wo": "will", "sha": "shall"}.get(match["verb"].casefold(), match["verb"])
    return f"{verb} not"


def _row(main: str, condition: str) -> list[Any] | None:
    """What a clause says by itself; None where that is too little."""
    words = [word for word in sequence(main) if word not in _SAID_NOTHING]
    heads = [_head(main, denies) for denies in _DENIES.finditer(main)]
    if len(words) < _LEAST or "" in heads:
        return None
    runs = [sorted(run) for run in choices(main, sequence)]
    later = [lemma(match["done"].casefold()) for match in _FIRST.finditer(main)]
    marks = [mark.search(main) is not None for mark in (_BOUND, _STRICT, _MAY)]
    marks[0] = marks[0] or _OF_SUBJECT.search(main) is not None
    return [words, _pairs(main), runs, condition, heads, later, *marks]


def _written_out(main: str) -> list[str]:
    """The clause, once for each alternative where it denies one of several."""
    found = _DENIES.finditer(main)
    denies = [match.end() for match in found if not _DESCRIBES.search(main, 0, match.start())]
    if len(denies) != 1 or _NO_SUBJECT.search(main):
        return [main]
    return [main, *each_denied(main[: denies[0]], main[denies[0] :])]


def _parts(text: str) -> Iterator[str]:
    """The clauses of a sentence; what another thing is done instead of is denied."""
    leading = _INSTEAD.match(text)
    if leading and leading["rest"]:
        yield "should not " + leading["done"]
        text = leading["rest"]
    for part in _BREAK.split(text):
        instead = _INSTEAD.match(part)
        if instead is not None:
            yield "should not " + instead["done"]
        elif not _OVER.match(part) and not _other_thing(part):
            yield part


def _other_thing(part: str) -> bool:
    """Whether a part only names what was not meant ("the link, not the image")."""
    match = _NOT_DO.match(part)
    return match is not None and lemma(match["verb"].casefold()) not in VERBS


def _clause(row: list[Any]) -> _Clause:
    words, pairs, runs, condition, heads, _, bound, strict, may, *beside_it = row
    agents, setting, carried, excepted = beside_it
    return _Clause(
        tuple(words),
        frozenset((a, b) for a, b in pairs),
        tuple(map(frozenset, runs)),
        families(sequence(condition)),
        tuple(choices(condition, sequence)),
        _POINTS.search(condition) is not None,
        frozenset(heads),
        bound,
        strict,
        may,
        families(agents),
        frozenset(setting),
        families(carried),
        families(sequence(excepted)),
    )


def _head(text: str, denies: re.Match[str]) -> str:
    """The family of the first content word after a denial; "~" leads what is denied in part."""
    of_subject = _OF_SUBJECT.search(text, denies.start()) is not None
    told = text if of_subject else text[denies.end() :]
    after = (word for word in sequence(told) if word not in _SKIPPED | _SAID_NOTHING)
    named = next((word for word in after if not word.endswith("ly")), "")
    part = "~" if named and _IN_PART.match(text, denies.start()) else ""
    return part + family(named)


def _pairs(text: str) -> list[tuple[str, str]]:
    return [
        (family(a), family(b))
        for part in re.split(r"[,()]", text)
        for a, b in pairwise(lemmas(part))
    ]


def _contrary(
    similarity: Similarity, denial: _Clause, clause: _Clause, units: tuple[Unit, Unit]
) -> bool:
    if clause.may and not denial.bound:
        return False
    if denial.agents and clause.agents and denial.agents.isdisjoint(clause.agents):
        return False
    mine, yours = _by_family(denial), _by_family(clause)
    shared = mine.keys() & yours.keys()
    said = families(units[0].lemmas), families(units[1].lemmas)
    short = len(shared) < _SHARED
    if short and not (
        _same_but_short(mine.keys(), yours.keys(), denial, clause)
        or _seldom(similarity, mine, yours, denial, clause, said[0])
    ):
        return False
    contained = mine.keys() <= shared
    long = contained and len(shared) >= _CONTAINED
    if _narrowed(denial, shared | said[1]) or not (long or not _narrowed(clause, shared | said[0])):
        return False
    passive = not (denial.agents and clause.agents)
    spared = beside(denial.choices, shared) | (denial.agents if passive else frozenset())
    own = {name: word for name, word in mine.items() if name in shared or name not in spared}
    whole = yours.keys() & (mine.keys() | denial.condition | said[0])
    least = _SMALL if contained and len(shared) > _SHARED else _FAIR
    few = len(whole) < least * len(yours) and not _covered(similarity, yours, whole, least)
    if (few and not long) or not _covered(similarity, own, shared, _MOST):
        return False
    if short:
        return True
    if denial.setting or clause.setting:
        one, other = (denial, clause) if denial.setting else (clause, denial)
        return bool(other.condition) and other.condition <= one.setting | shared
    if _excepted(denial, clause):
        return False
    if _within_case(denial, clause):
        return True
    whole_denial = own.keys() <= shared and len(shared) > _SHARED
    anyway = (
        whole_denial and denial.strict and not (denial.condition or _GRANTED & clause.condition)
    )
    told = mine.keys() | said[0]
    return _in_case(denial, clause, yours.keys()) and (anyway or _in_case(clause, denial, told))


def _seldom(
    similarity: Similarity,
    mine: Mapping[str, str],
    yours: Mapping[str, str],
    denial: _Clause,
    clause: _Clause,
    said: Set[str],
) -> bool:
    """Whether two clauses are the same two words, of which one is hardly ever said."""
    if len(mine) < _LEAST or not mine.keys() <= yours.keys() or yours.keys() - mine.keys() - said:
        return False
    cases = denial.condition, clause.condition, denial.exception, clause.exception
    if any(cases) or denial.setting or clause.setting or not denial.agents & clause.agents:
        return False
    return min(similarity.frequency(word) for word in {*mine.values(), *yours.values()}) <= _RARE


def _within_case(denial: _Clause, clause: _Clause) -> bool:
    """Whether one of two cases is the other one with something added."""
    one, other = denial.condition, clause.condition
    return min(len(one), len(other)) >= _LEAST and (one <= other or other <= one)


def _excepted(denial: _Clause, clause: _Clause) -> bool:
    """Whether one side's own exception lets the other pass."""
    if denial.exception and clause.exception:
        return not denial.exception & clause.exception
    if denial.exception:
        told = clause.condition | clause.carried | families(clause.words)
        limited = bool(clause.condition or clause.carried)
        return (
            bool(denial.exception & told)
            or (clause.may and limited)
            or bool(limited and _GRANTED & told)
        )
    return bool(clause.exception) and not denial.strict


def _same_but_short(mine: Set[str], yours: Set[str], denial: _Clause, clause: _Clause) -> bool:
    """Whether two short clauses are the same, for cases of nearly the same many words."""
    cases = denial.condition, clause.condition
    if mine != yours or denial.setting or clause.setting:
        return False
    same = len(cases[0] & cases[1])
    return (
        same >= _SHARED
        and same >= _MOST * min(map(len, cases))
        and same >= _MORE * len(cases[0] | cases[1])
    )


def _in_case(one: _Clause, other: _Clause, said: Set[str]) -> bool:
    """Whether a clause is for a case that the other one speaks of as well.

    What it names beside a shared word ("if A or B") may be missing, and one word of several
    where either points at what stands before ("these lines", "a bright line").
    """
    told = said | other.condition | other.carried
    left = one.condition - told - beside(one.cases, one.condition & told)
    pointed = one.points or other.points
    return not left or (pointed and len(left) == 1 and len(one.condition) >= _SEVERAL)


def _by_family(clause: _Clause) -> dict[str, str]:
    return {family(word): word for word in clause.words}


def _covered(
    similarity: Similarity, words: Mapping[str, str], shared: Set[str], least: float
) -> bool:
    whole = similarity.mass(frozenset(words.values()))
    said = frozenset(word for name, word in words.items() if name in shared)
    return similarity.mass(said) >= least * whole


def _narrowed(clause: _Clause, shared: Set[str]) -> bool:
    """Whether a word of its own stands right before a shared one."""
    own = {family(word) for word in clause.words} - shared
    return any(a in own and b in shared for a, b in clause.before)
