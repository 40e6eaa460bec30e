"""Pairs of norms that cannot both be kept, found on the words they share.

One side denies an act (forbids it, or makes it optional), the other wants it. They clash where
the wanted act lies within the denied one: every word that narrows what is denied is said of what is
wanted too. A denial of something narrower, or for a case of its own, is an exception.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from specaudit.domain.patterns import regex
from specaudit.domain.spec import BlockKind, Force, NormType
from specaudit.lint import opposites
from specaudit.lint.act_cases import SAME_CASE, alike, echoes, excepted, same_case, share
from specaudit.lint.act_data import from_data, to_data
from specaudit.lint.acts import DEGREES, Act, Sign, is_plain
from specaudit.lint.context import Context
from specaudit.lint.counterexamples import is_counterexample
from specaudit.lint.denials import denials
from specaudit.lint.exclusive import exclusive
from specaudit.lint.implied import acts_of
from specaudit.lint.one_case import of_two_cases
from specaudit.lint.reversals import reversals
from specaudit.lint.similarity import COMMON, Similarity, Unit, content, sequence, unit_facts
from specaudit.nlp.deontic import is_party

_COVERED = 0.6
"""Share of the denial's words that the other side must say as well, by weight."""
_ONLY = regex(r"\b(?:only|just|solely|exclusively)\b(?!\s+(?:because|due|on)\b)", re.IGNORECASE)
_MAY_ONLY = regex(
    r"\b(?:may|can|allowed|permitted)\s+(?:be\s+)?(?:\w+\s+)?(?:only|solely|just)\b"
    r"|^\W*only\b|\bonly\s+(?:if|when|where|after|with|for|by|in|as|the|to)\b",
    re.IGNORECASE,
)
_CONTRAST = regex(
    r"\b(?:other than|different(?:\s+[\w-]+){0,3}\s+from|anything but|instead of)\b", re.IGNORECASE
)

_NOT_SO = regex(
    r"(?<!,)\s(?:that|which|who)\s+(?:is|are|was|were|do|does|did|has|have)(?:\s+not\b|n['’]t\b)",
    re.IGNORECASE,
)
_OTHERS = frozenset({"other", "different"})
_THIS = regex(
    r"\b(?:this\s+(?:section|chapter|part|rule|principle|default|guideline|provision)"
    r"|these\s+(?:section|chapter|part|default|provision)s)\b",
    re.IGNORECASE,
)
_THIS_TEXT = regex(
    r"\b(?:this|our|the\s+present)\s+"
    r"(?:document|spec(?:ification)?|policy|guide|standard|page|file)\b",
    re.IGNORECASE,
)
_APART = ({"before", "after"}, {"with", "without"})
_PRONOUNS = frozenset({"it", "them", "this", "that", "they", "one", "your", "their", "our"})
"""Objects named elsewhere; the last three stand for "yours" and the like."""

_WHO = regex(r"\W*only\s+(?P<who>[^,;:]{2,60}?)\s+(?:may|can|should|must|shall)\b", re.IGNORECASE)
_CHOICES = frozenset({"in", "as", "to", "at"})
_EVERY = regex(r"\W*(?:every|each|all|any|no)\b", re.IGNORECASE)
_SENTENCE = 3
_FEW_WORDS = 5
"""Words of a cell that only its row completes."""
_MEANS = frozenset({"in", "with", "via", "using"})


class Kind(StrEnum):
    """How two norms are at odds."""

    FORBIDDEN = "forbidden"
    """One requires what the other forbids."""
    PERMITTED = "permitted"
    """One permits what the other forbids, or makes optional what the other requires."""
    DIFFERENT = "different"
    """Both say what to do in the same case, and say different things."""
    LACKING = "lacking"
    """One wants a thing done with what the other wants it done without."""


class Clash(NamedTuple):
    """Two statements that cannot both be kept."""

    a: Unit
    b: Unit
    """The later one."""
    kind: Kind


def clashes(context: Context) -> list[Clash]:
    """Every clash of a run, in document order; found once."""
    found = context.memo.get("clashes")
    if not isinstance(found, list):
        found = context.memo["clashes"] = list(_find(context))
    return found


def clashing(context: Context) -> frozenset[tuple[Unit, Unit]]:
    """The pairs of units that clash, earlier one first."""
    return frozenset((clash.a, clash.b) for clash in clashes(context))


def _find(context: Context) -> Iterator[Clash]:
    similarity = Similarity.of(context)
    order = {unit: number for number, unit in enumerate(similarity.units)}
    book = _Book(similarity)
    found: dict[tuple[int, int], Kind] = {}
    for one, other in book.pairs():
        key = order[one.unit], order[other.unit]
        key = key if key[0] < key[1] else (key[1], key[0])
        if found.get(key) is not Kind.FORBIDDEN:
            found[key] = _kind(one, other)
    told = ((Kind.FORBIDDEN, reversals), (Kind.FORBIDDEN, denials), (Kind.DIFFERENT, exclusive))
    for kind, pairs in told:
        for unit, contrary in pairs(similarity):
            first, second = sorted((order[unit], order[contrary]))
            found.setdefault((first, second), kind)
    for a, b in sorted(found):
        clash = Clash(similarity.units[a], similarity.units[b], found[a, b])
        if clash.a.statement.text == clash.b.statement.text or _each_of_its_own(clash):
            continue
        if of_two_cases(clash.a, clash.b):
            continue  # what says the same is read alike, and "this section" is another in each
        units = clash.a, clash.b
        if any(is_counterexample(unit.document, unit.statement) for unit in units):
            continue
        cells = (u.statement.text for u in units if u.statement.kind is BlockKind.CELL)
        if any(len(text.split()) <= _FEW_WORDS for text in cells):
            continue  # it may hold for what its row names, and for nothing else
        yield clash


def _each_of_its_own(clash: Clash) -> bool:
    """Whether both speak of the text or section they stand in, and stand in two."""
    both = clash.a.statement, clash.b.statement
    files = clash.a.document is not clash.b.document
    if files and all(_THIS_TEXT.search(each.text) for each in both):
        return True
    apart = files or both[0].section_id != both[1].section_id
    return apart and all(_THIS.search(each.text) for each in both)


def _kind(one: Act, other: Act) -> Kind:
    if one.sign is Sign.WAIVES or Sign.PERMITS in (one.sign, other.sign):
        return Kind.PERMITTED
    both = one.sign is other.sign is Sign.REQUIRES
    if both and _lacks(one, other):
        return Kind.LACKING
    return Kind.DIFFERENT if both else Kind.FORBIDDEN


class _Book:
    """The acts of a run by verb and word."""

    def __init__(self, similarity: Similarity) -> None:
        self._similarity = similarity
        self._acts = _acts(similarity.units)
        self._wanted: dict[str, list[Act]] = defaultdict(list)
        self._words: dict[str, dict[str, list[Act]]] = {}
        self._means: dict[str, list[Act]] = defaultdict(list)
        only = unit_facts(similarity.units, "only", _says_only)
        self._confined = frozenset(unit for unit, says in only.items() if says)
        for act in self._acts:
            if act.sign in (Sign.REQUIRES, Sign.PERMITS):
                self._enter(act)

    def _enter(self, act: Act) -> None:
        self._wanted[act.verb].append(act)
        for preposition, led in act.slots:
            if preposition in _MEANS and len(led) == 1:
                self._means[next(iter(led))].append(act)

    def pairs(self) -> Iterator[tuple[Act, Act]]:
        """Acts that cannot both be done as told, the denied or confined one first."""
        for act in self._acts:
            if act.sign in (Sign.FORBIDS, Sign.WAIVES):
                for other in self._opposed(act):
                    if _meet(self._similarity, act, other):
                        yield act, other
                yield from ((act, other) for other in self._absolute(act))
                for other in self._done_with(act):
                    if _uses(self._similarity, act, other):
                        yield act, other
                continue
            yield from ((act, other) for other in self._lacking(act))
            confined = act.unit in self._confined
            if confined or act.default or act.condition:
                for other in self._under(frozenset({act.verb}), act.said, act):
                    if (confined and _beside(act, other)) or _elsewhere(act, other):
                        yield act, other

    def _opposed(self, denied: Act) -> Iterator[Act]:
        """What is wanted elsewhere under the denied verb, with a word in common."""
        thing = frozenset({denied.object or ""})
        shuns = denied.verb in opposites.SHUNS and not (denied.turned or denied.norm.negated)
        spares = denied.verb in opposites.SPARED and denied.sign is Sign.WAIVES
        refused = denied.verb in opposites.ADMITS and denied.sign is Sign.FORBIDS
        if shuns or spares or (refused and denied.object is not None):
            return self._under(opposites.SUPPLIES, thing, denied)
        if denied.verb in opposites.SUPPLIES and denied.sign is Sign.FORBIDS and not denied.turned:
            alike = self._under(opposites.SUPPLIES - {denied.verb}, thing, denied)
            same = self._under(frozenset({denied.verb}), self._about(denied), denied)
            return iter({id(act): act for act in (*same, *alike)}.values())
        return self._under(frozenset({denied.verb}), self._about(denied), denied)

    def _lacking(self, act: Act) -> Iterator[Act]:
        """What is to be done with the very thing that another rule wants it done without."""
        if act.sign is not Sign.REQUIRES or not _left_out(act):
            return
        things = frozenset().union(*_left_out(act)) | {act.object or ""}
        for other in self._under(frozenset({act.verb}), things, act):
            if other.sign is not Sign.REQUIRES or not _lacks(act, other):
                continue
            if not _same_thing(act, other) or _apart(act, other):
                continue
            first, second = act.condition, other.condition
            bare = act.object != other.object or act.object is None
            if (first == second and not bare) or (alike(first, second) and first and second):
                yield other

    @staticmethod
    def _about(act: Act) -> frozenset[str]:
        return frozenset({act.object or ""}) | act.said | act.condition

    def _absolute(self, denied: Act) -> Iterator[Act]:
        """What another rule that claims every case wants of the same thing."""
        if denied.object is None or denied.norm.force is not Force.MUST:
            return iter(())
        verbs = frozenset({denied.verb})
        verbs |= opposites.SUPPLIES if verbs <= opposites.SUPPLIES else frozenset()
        others = self._under(verbs, frozenset({denied.object}), denied)
        return (other for other in others if _collide(denied, other))

    def _under(self, verbs: frozenset[str], about: frozenset[str], act: Act) -> Iterator[Act]:
        others = {
            id(other): other
            for verb in sorted(verbs & self._wanted.keys())
            for word in sorted(about & self._by_word(verb).keys())
            for other in self._by_word(verb)[word]
        }
        return (other for other in others.values() if other.unit is not act.unit)

    def _by_word(self, verb: str) -> dict[str, list[Act]]:
        """What is wanted under a verb by the words it is told in; few verbs are ever asked for."""
        if verb not in self._words:
            found = self._words[verb] = defaultdict(list)
            for act in self._wanted[verb]:
                for word in {act.object or "", *act.unit.lemmas}:
                    if self._similarity.frequency(word) <= COMMON:
                        found[word].append(act)
        return self._words[verb]

    def _done_with(self, denied: Act) -> Iterator[Act]:
        """What is wanted with the very thing that is not to be used."""
        if denied.verb != "use" or denied.object is None or denied.sign is not Sign.FORBIDS:
            return iter(())
        return (act for act in self._means.get(denied.object, ()) if act.unit is not denied.unit)


def _acts(units: Sequence[Unit]) -> list[Act]:
    """The acts of all units, but those that only open a list."""

    def read(unit: Unit) -> list[Any]:
        if unit.statement.text.rstrip().endswith(":"):
            return []
        return to_data(unit, list(acts_of(unit)))

    known = unit_facts(units, "acts", read)
    return [act for unit, data in known.items() for act in from_data(unit, data)]


def _says_only(unit: Unit) -> int:
    return int(_ONLY.search(unit.statement.text) is not None)


def _meet(similarity: Similarity, denied: Act, wanted: Act) -> bool:
    """Say whether whoever does what is wanted does what is denied."""
    if denied.sign is Sign.WAIVES and not (
        wanted.sign is Sign.REQUIRES
        and (is_plain(wanted) or echoes(denied, wanted))
        and not wanted.default
    ):
        return False
    if _apart(denied, wanted) or not _same_object(denied, wanted) or _own_places(denied, wanted):
        return False
    if _forbids_too(wanted.unit, denied) or _of_other_things(denied, wanted):
        return False
    if not all(map(is_party, denied.subject - wanted.words)):
        return False  # the denial binds some of the parties or things that the other speaks of
    if denied.turned and (wanted.narrowing & (wanted.said | DEGREES | _OTHERS)) - denied.words:
        return False  # what a norm only implies is no match for a rule on something narrower
    if _confines(denied, wanted):
        return False
    if not excepted(denied, wanted):
        within = _within(similarity, denied, wanted) and same_case(similarity, denied, wanted)
        return within or _breaks_rule(similarity, denied, wanted)
    return False


def _forbids_too(unit: Unit, denied: Act) -> bool:
    """Whether the sentence that wants something forbids what is denied itself."""
    forbidden = (norm for norm in unit.norms if norm.type is NormType.PROHIBITION)
    return any(
        norm.object is not None and (norm.action, norm.object) == (denied.verb, denied.object)
        for norm in forbidden
    )


def _of_other_things(one: Act, other: Act) -> bool:
    """Whether one sentence is on things that are so, and the other on things that are not."""
    texts = one.unit.statement.text, other.unit.statement.text
    return bool(_NOT_SO.search(texts[0])) is not bool(_NOT_SO.search(texts[1]))


def _collide(denied: Act, wanted: Act) -> bool:
    """Whether a duty in every case and a ban in some cases of it leave no way out.

    Neither names an exception, and the subjects may be one: a factual answer may be a spoken one.
    """
    if wanted.sign is not Sign.REQUIRES or wanted.norm.force is not Force.MUST:
        return False
    both = _absolute(denied) and (_absolute(wanted) or denied.turned)
    if not both or denied.object != wanted.object:
        return False
    if any(act.exception or act.default for act in (denied, wanted)) or wanted.condition:
        return False
    if denied.narrowing & (DEGREES | _OTHERS) or _apart(denied, wanted):
        return False
    if denied.turned and denied.narrowing - wanted.words:
        return False
    agents = denied.norm.agent, wanted.norm.agent
    things = not any(agent is None or is_party(agent) for agent in agents)
    if (things and agents[0] != agents[1]) or _own_places(denied, wanted):
        return False
    return _ONLY.search(denied.unit.statement.text) is None


def _absolute(act: Act) -> bool:
    return act.unlimited or act.every or _EVERY.match(act.unit.statement.text) is not None


def _confines(denied: Act, wanted: Act) -> bool:
    """Whether "only" makes the wanted act a bound that agrees with the denial.

    "May only" forbids more than it permits, "must only for X" whatever is no X.
    """
    text = wanted.unit.statement.text
    if wanted.sign is Sign.PERMITS or _ONLY.match(text):
        return _MAY_ONLY.search(text) is not None
    return bool(wanted.said - denied.words) and _ONLY.search(text) is not None


def _apart(one: Act, other: Act) -> bool:
    """Whether the norms bind different parties, neither of them named beside the other.

    A thing as the subject ("the last page must return") binds whoever makes or runs it.
    """
    agents = one.agent, other.agent
    if None in agents or one.agent == other.agent:
        return False
    if any("who" in act.words for act in (one, other)):
        return True  # "no person who ..." are some persons, and may be others than the judges
    if one.agent in other.subject or other.agent in one.subject:
        return False
    things = sum(not is_party(agent) for agent in agents if agent)
    return things != 1


def _left_out(act: Act) -> frozenset[frozenset[str]]:
    """What an act is to be done without."""
    return frozenset(led for preposition, led in act.slots if preposition == "without")


def _lacks(one: Act, other: Act) -> bool:
    """Whether one act is to be done without what the other is to be done with."""
    added = [led for preposition, led in other.slots if preposition == "with"]
    return any(out <= led for out in _left_out(one) for led in added)


def _same_thing(one: Act, other: Act) -> bool:
    """Whether two acts are done to one thing, or to nothing that is named."""
    unnamed = _PRONOUNS | {None}
    return one.object == other.object or {one.object, other.object} <= unnamed


def _uses(similarity: Similarity, denied: Act, wanted: Act) -> bool:
    """Whether what is wanted is to be done with what must not be used."""
    return (
        denied.said == {denied.object}
        and not _apart(denied, wanted)
        and not excepted(denied, wanted)
        and same_case(similarity, denied, wanted)
    )


def _beside(confined: Act, wanted: Act) -> bool:
    """Whether one norm allows an act for one thing or party only, and the other beside it."""
    text = wanted.unit.statement.text
    if confined.object != wanted.object or _ONLY.search(text):
        return False
    opening = _WHO.match(confined.unit.statement.text)
    if opening is None:
        shared = confined.said & wanted.said - {confined.object}
        return bool(shared) and _CONTRAST.search(text) is not None
    mine, yours = confined.norm.agent, wanted.norm.agent
    if mine is None or yours is None or mine == yours or yours in content(opening["who"]):
        return False
    return not wanted.exception and not _own_places(confined, wanted)


def _elsewhere(one: Act, other: Act) -> bool:
    """Whether two rules for the same case differ in one word after "in", "as", "to" or "at"."""
    if one.sign is not Sign.REQUIRES or other.sign is not Sign.REQUIRES or _apart(one, other):
        return False
    same_case = one.condition == other.condition and (one.condition or one.default)
    if not same_case or one.default is not other.default or one.exception != other.exception:
        return False
    if _of_another_kind(one, other):
        return True
    mine, yours = sequence(one.unit.statement.text), sequence(other.unit.statement.text)
    differ = [pair for pair in zip(mine, yours, strict=False) if pair[0] != pair[1]]
    if len(mine) != len(yours) or len(mine) < _SENTENCE or len(differ) != 1:
        return False
    return any(
        preposition == twin and differ[0][0] in led and differ[0][1] in place
        for preposition, led in one.slots
        if preposition in _CHOICES
        for twin, place in other.slots
    )


def _of_another_kind(one: Act, other: Act) -> bool:
    """Whether two rules for one case name two kinds of the one thing it takes.

    "By default, adopt a formal tone" leaves no room for a casual one, nor "treat the user as the
    recipient" for another one.
    """
    own = one.said - other.said - {"default"}, other.said - one.said - {"default"}
    if any(len(words) != 1 for words in own) or one.turned or other.turned:
        return False
    if one.default and one.object is not None and one.object == other.object:
        return (
            own[0] <= one.narrowing and own[1] <= other.narrowing and not one.object.endswith("s")
        )
    led = [dict(act.slots).get("as") for act in (one, other)]
    return one.verb == "treat" and led[0] is not None and led[0] == led[1]


def _same_object(denied: Act, wanted: Act) -> bool:
    pair = denied.object, wanted.object
    if pair[1] is not None and any(pair[1] in choice for choice in denied.choices):
        return True
    if pair[0] is None:
        return pair[1] is None or pair[1] in _PRONOUNS
    if pair[1] is None:
        return False
    if _PRONOUNS & set(pair):
        both = _PRONOUNS.issuperset(pair)
        return both or not {*pair, *_PRONOUNS}.isdisjoint(denied.words & wanted.words)
    if denied.object == wanted.object:
        return True
    if denied.verb != wanted.verb or denied.verb in opposites.SUPPLIES:
        # One may use a thing and speak of another.
        return any(denied.object in led for _, led in wanted.slots)
    return not denied.turned and denied.object in wanted.said - wanted.condition


def _own_places(denied: Act, wanted: Act) -> bool:
    """Whether both name a place, time or person of their own ("in essays", "in letters")."""
    if denied.unlike and denied.unlike <= wanted.words and "not" not in wanted.words:
        return True
    for preposition, place in denied.slots:
        for other, elsewhere in wanted.slots:
            apart = place - wanted.words and elsewhere - denied.words
            if preposition == other and apart:
                return True
            if place & elsewhere and {preposition, other} in _APART:
                return True
    return False


def _within(similarity: Similarity, denied: Act, wanted: Act) -> bool:
    """Whether what is denied is no narrower than what is wanted."""
    passed_over = _passed_over(similarity, denied, wanted)
    if denied.narrowing - wanted.words:
        return False
    said = denied.said - passed_over
    if not alike(denied.exception, wanted.exception):
        said -= denied.exception
    if not said and (denied.turned or denied.object in _PRONOUNS):
        said = denied.condition
    if not said:
        if denied.object is not None or denied.verb in opposites.SUPPLIES:
            return False
        return echoes(denied, wanted) or not wanted.condition or bool(denied.condition)
    least = SAME_CASE if denied.verb == "be" else _COVERED
    return share(similarity, said, wanted.words) >= least


def _passed_over(similarity: Similarity, denied: Act, wanted: Act) -> frozenset[str]:
    """Words of the alternatives that the other side does not speak of.

    Who must not sell or copy a thing breaks the rule by selling it.
    """
    if not denied.choices:
        return frozenset()
    best = max(denied.choices, key=lambda one: share(similarity, one, wanted.words))
    if not best & wanted.words:
        return frozenset()
    return frozenset[str]().union(*denied.choices) - best


def _breaks_rule(similarity: Similarity, denied: Act, wanted: Act) -> bool:
    """Whether a rule that claims every case meets a denial in one of its cases."""
    if not (wanted.unlimited or wanted.every) or wanted.sign is not Sign.REQUIRES:
        return False
    if denied.exception or wanted.condition or denied.narrowing & DEGREES:
        return False
    if denied.norm.type is NormType.DESCRIPTION or wanted.narrowing - denied.words:
        return False
    return bool(wanted.said) and share(similarity, wanted.said, denied.words) >= SAME_CASE
