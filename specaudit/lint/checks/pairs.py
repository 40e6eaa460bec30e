"""Pairs of statements: contradictions, drift of force or level, repeats, tensions.

Every pair comes from one index of shared words; what settles a clash is asked of the graph, and a
settled clash is at most a note.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from specaudit.domain.candidate import Resolution
from specaudit.domain.finding import Severity
from specaudit.domain.patterns import regex
from specaudit.domain.spec import Force, Norm, NormType, Section
from specaudit.lint.acts import Act, Sign, bound
from specaudit.lint.apart import DENIES, apart
from specaudit.lint.checks import Params
from specaudit.lint.clash import Clash, Kind, clashes, clashing
from specaudit.lint.context import Context, Draft, label
from specaudit.lint.counterexamples import is_counterexample
from specaudit.lint.customs import tells_of_custom
from specaudit.lint.hardened import hardened
from specaudit.lint.hedged import hedged
from specaudit.lint.implied import acts_of
from specaudit.lint.kin import roots
from specaudit.lint.loosened import loosened
from specaudit.lint.mistaken import cases, only_in_words
from specaudit.lint.one_case import case_named_before
from specaudit.lint.opposites import SHUNS
from specaudit.lint.params import number
from specaudit.lint.settle import settled_by, settled_clash, settling_place
from specaudit.lint.similarity import Similarity, Unit, content
from specaudit.lint.soft_words import hedge, weakener
from specaudit.lint.softened import (
    another_rule,
    barely,
    is_strict,
    other_party,
    other_words,
    softened,
    softens_no_rule,
    taken_up_whole,
)
from specaudit.lint.softly import softly
from specaudit.nlp.text import lemma

_FLOOR = 0.15
"""Similarity below which no pair is looked at."""
_HEDGED = 0.6
_FEW, _SEVERAL = 2, 3
_CASE = 0.25
_SAME_CASE = 0.75
"""Share of a condition's words that the other statement has too, where both are for one case."""
_UNTIL = regex(r"(?:until|before|\w+\s+which)\b", re.IGNORECASE)
_POSSIBLE = regex(r"\b(?:may|might|could|can)\s+(?:\w+ly\s+)?(?!be\b|not\b)(\w+)", re.IGNORECASE)
_SOFT = frozenset("strictly fully always ideally preferably possible normally best effort".split())
"""Words of force and degree, which say nothing of what a rule is about."""
_ONLY = regex(
    r"\b(?:must|may|should|shall|can)\s+only\b|\bonly\s+(?:if|when|where|after|by|for|to|in)\b"
    r"|\A\W*only\b",
    re.IGNORECASE,
)
_SIGN = regex(r"[`\"“]([^\w\s`\"“”]+)[`\"”]")
_CODE = regex(r"`([^`\n]+)`")
_FORCES = (Force.MUST, Force.SHOULD, Force.MAY)


_UNSETTLED = "both cannot hold, and nothing says which"
_SHADOWED = 0.35
"""Share of the shorter rule's weight that the other one must say too."""
_AT_ODDS = {
    Kind.FORBIDDEN: "One rule requires what another forbids",
    Kind.PERMITTED: "One rule permits what another forbids",
    Kind.LACKING: "One rule wants with a thing what another wants without it",
    Kind.DIFFERENT: "Two rules ask for different things in the same case",
}


def direct_contradiction(context: Context, params: Params) -> Iterator[Draft]:
    """One rule requires what another forbids, or something else in the same case."""
    for clash in clashes(context):
        if clash.kind is not Kind.PERMITTED and not _only_in_words(clash):
            yield _clash(clash, Similarity.of(context))


def _only_in_words(clash: Clash) -> bool:
    """Whether nothing but words is at odds; what is to be left out is no case of its own."""
    if clash.kind is Kind.LACKING:
        return apart(clash.a, clash.b)
    if case_named_before(clash.a, clash.b):
        return cases(clash.a, clash.b)
    return only_in_words(clash)


def permission_against_prohibition(context: Context, params: Params) -> Iterator[Draft]:
    """One rule permits what another forbids."""
    for clash in clashes(context):
        if clash.kind is Kind.PERMITTED and not only_in_words(clash):
            yield _clash(clash, Similarity.of(context))


def _clash(clash: Clash, similarity: Similarity) -> Draft:
    a, b = clash.a, clash.b
    settled = settled_clash(a.document, a.statement, b.document, b.statement)
    first, second = _section(a), _section(b)
    where = f"both in {label(first)}" if first is second else f"{label(first)} and {label(second)}"
    shadowed = settled is not None and _shadowed(similarity, clash, settled)
    why = f"settled on paper by {settled.explanation}" if settled else _UNSETTLED
    return Draft(
        f"{_AT_ODDS[clash.kind]}: {where}.",
        f"{why}: the rule that gives way never applies" if shadowed else why,
        (
            a.document.place(a.statement),
            b.document.place(b.statement, "conflicts-with"),
            *settling_place(a.document, settled, a.statement, b.statement),
        ),
        settled_by=settled.explanation if settled else None,
        severity=Severity.NOTE if settled and not shadowed else None,
    )


def _shadowed(similarity: Similarity, clash: Clash, settled: Resolution) -> bool:
    """Whether a higher level settles a clash of two rules in the same words.

    The lower one then never applies, so that one of them is a slip.
    """
    a, b = clash.a, clash.b
    if settled.kind != "authority":
        return False
    shared = a.lemmas & b.lemmas
    if len(shared) >= _SEVERAL and similarity.coverage(a, b) >= _SHADOWED:
        return True
    if clash.kind is Kind.PERMITTED or len(shared) < _FEW:
        return False
    return len(similarity.holding(roots(shared))) == len((a, b))  # no third rule says it


def _section(unit: Unit) -> Section | None:
    return unit.document.sections.get(unit.statement.section_id)


def duplicate_norm(context: Context, params: Params) -> Iterator[Draft]:
    """The same rule in several sections; one finding for the same set of sections."""
    groups: dict[Unit, set[Unit]] = {}
    for a, b in _alike(context, number(params, "score")):
        if _force(a) is _force(b) and a.statement.authority == b.statement.authority:
            merged = groups.get(a, {a}) | groups.get(b, {b})
            groups.update(dict.fromkeys(merged, merged))
    found: dict[tuple[tuple[int, int], ...], list[list[Unit]]] = defaultdict(list)
    for group in {id(group): group for group in groups.values()}.values():
        units = sorted(group, key=_position)
        found[tuple(sorted({_section_key(unit) for unit in units}))].append(units)
    for members in found.values():
        first, second, *others = min(members, key=lambda units: _position(units[0]))
        count = "a rule" if len(members) == 1 else f"{len(members)} rules"
        yield Draft(
            f"{label(_section(second))} repeats {count} of {label(_section(first))}.",
            "the next edit changes one of the two",
            (
                second.document.place(second.statement),
                *(unit.document.place(unit.statement, "repeats") for unit in (first, *others)),
            ),
        )


def _position(unit: Unit) -> tuple[str, int]:
    return unit.document.spec.path, unit.statement.span.start


def _section_key(unit: Unit) -> tuple[int, int]:
    section = _section(unit)
    return id(unit.document), section.heading.start if section else -1


def modality_drift(context: Context, params: Params) -> Iterator[Draft]:
    """The same rule with two strengths."""
    similarity = Similarity.of(context)
    found = [*_drifted(similarity), *softened(similarity)]
    told = [pair for pair in dict.fromkeys(found) if not another_rule(*pair)]
    told += [*loosened(similarity), *softly(similarity), *hardened(similarity)]
    whole = dict.fromkeys(hedged(similarity))
    for strong, weak in dict.fromkeys([*told, *whole]):
        if (
            (strong, weak) not in whole
            and apart(strong, weak)
            and not taken_up_whole(similarity, strong, weak)
        ):
            continue
        if any(is_counterexample(unit.document, unit.statement) for unit in (strong, weak)):
            continue
        if tells_of_custom(strong, weak):
            continue
        here, there = label(_section(weak)), label(_section(strong))
        at = "here" if here == there else f"in {here}"
        where = f"elsewhere in {there}" if here == there else f"in {there}"
        yield Draft(
            f'"{_softest(weak)}" {at}, "must" {where}, on what reads as the same rule.',
            "nobody can tell whether the rule has exceptions",
            (
                weak.document.place(weak.statement),
                strong.document.place(strong.statement, "conflicts-with"),
            ),
        )


def _softest(unit: Unit) -> str:
    """The words by which a sentence is weak: a softening one, else its modal."""
    found = weakener(unit.statement.text) or hedge(unit.statement.text)
    if found:
        return " ".join(found[0].casefold().split())
    return _FORCES[min(_strength(unit), len(_FORCES) - 1)].value


def _drifted(similarity: Similarity) -> Iterator[tuple[Unit, Unit]]:
    """Pairs that are alike in their words, the strict one first."""
    for _, a, b in similarity.pairs(_FLOOR):
        strong, weak = sorted((a, b), key=_strength)
        if any(map(is_strict, strong.norms)) and (
            _restated(strong, weak)
            or _weakened(similarity, strong, weak)
            or _of_one_thing(strong, weak)
            or barely(similarity, strong, weak)
        ):
            yield strong, weak


def _restated(strong: Unit, weak: Unit) -> bool:
    """The same act on the same thing with less force."""
    if not _within(strong, weak):
        return False
    if not weak.norms:
        possible = _POSSIBLE.search(weak.statement.text)
        verb = lemma(possible[1].casefold()) if possible else None
        if weak.lemmas - _SOFT - strong.lemmas:
            return False  # more may be done than must be
        return any(x.verb == verb and _certain(x) and _told(x, weak) for x in acts_of(strong))
    return any(_weaker(x, y) for x, y in product(acts_of(strong), acts_of(weak)))


def _told(act: Act, weak: Unit) -> bool:
    """Whether a sentence names all that an act is told to be with or for."""
    narrowing = (led for preposition, led in act.slots if preposition in ("with", "for"))
    return all(led & weak.lemmas for led in narrowing)


def _of_one_thing(strong: Unit, weak: Unit) -> bool:
    """The same act of the same bearer on the one thing that both sentences write as code."""
    things = [set(_CODE.findall(unit.document.written(unit.statement))) for unit in (strong, weak)]
    if len(things[0]) != 1 or things[0] != things[1] or _section(strong) is _section(weak):
        return False
    return any(
        (x.force, y.force) == (Force.MUST, Force.SHOULD)
        and x.type is y.type
        and (x.agent, x.action) == (y.agent, y.action)
        and x.agent is not None
        and not any((x.condition, x.exception, y.condition, y.exception))
        for x in strong.norms
        for y in weak.norms
    )


def _within(strong: Unit, weak: Unit) -> bool:
    """Whether one of two statements has hardly a word that the other one has not."""
    if _opens_list(strong) or _opens_list(weak) or min(len(strong.lemmas), len(weak.lemmas)) < 3:
        return False
    least = min(strong.lemmas, weak.lemmas, key=len)
    if least - _SOFT - (strong.lemmas & weak.lemmas) or _named_apart(strong, weak):
        return False  # each speaks of something of its own
    texts = strong.statement.text, weak.statement.text
    return len({_ONLY.search(text) is None for text in texts}) == 1


def _named_apart(a: Unit, b: Unit) -> bool:
    """Whether one of two sentences names a sign, such as "/", that the other does not."""
    first, second = (set(_SIGN.findall(unit.document.written(unit.statement))) for unit in (a, b))
    return first != second


def _certain(act: Act) -> bool:
    """Whether a norm asks for its act in every case."""
    return (
        act.sign is Sign.REQUIRES
        and act.norm.force is Force.MUST
        and (not act.condition or _UNTIL.match(act.norm.condition or "") is not None)
    )


def _weaker(strict: Act, soft: Act) -> bool:
    """Whether one act is the other with less force, in the same case and place."""
    forces = strict.norm.force is Force.MUST and soft.norm.force in (Force.SHOULD, Force.MAY)
    return forces and _same_norm(strict, soft)


def _same_norm(strict: Act, soft: Act) -> bool:
    """Whether two acts are one but for their force, in the same case and place."""
    same = strict.verb == soft.verb and strict.object == soft.object
    least = _SEVERAL if strict.verb == "ensure" else _SEVERAL + 1
    bare = strict.object is None and len(strict.unit.lemmas & soft.unit.lemmas) < least
    if bare or not same or "stem" in (strict.norm.trigger, soft.norm.trigger):
        return False
    if (strict.sign is Sign.FORBIDS) is not (soft.sign is Sign.FORBIDS):
        return False
    apart = None not in (strict.agent, soft.agent) and strict.agent != soft.agent
    # A thing as the subject ("the value of X must be") stands beside others in a list.
    apart = apart and not (strict.agent in soft.words or soft.agent in strict.words)
    if apart or soft.sign is Sign.WAIVES:
        return False
    if strict.sign is Sign.FORBIDS and strict.narrowing - soft.words:
        return False  # the strict one forbids less
    return _in_case_of(strict, soft) and _in_case_of(soft, strict)


def _in_case_of(one: Act, other: Act) -> bool:
    """Whether the other norm speaks of the one's condition and places as well."""
    condition = frozenset() if _UNTIL.match(one.norm.condition or "") else one.condition
    if len(condition & other.words) < _SAME_CASE * len(condition):
        return False
    if condition and other.condition and _negated(one.norm) is not _negated(other.norm):
        return False
    return all(led & other.words for _, led in one.slots)


def _negated(norm: Norm) -> bool:
    return DENIES.search(norm.condition or "") is not None


def _weakened(similarity: Similarity, strong: Unit, weak: Unit) -> bool:
    """A strict rule taken up elsewhere with "ideally", "if convenient" or "usually".

    That it is the same rule shows in a pair of neighbouring words that hardly any other statement
    has, in the same act, or in most words; a word that only softens needs the act and most words.
    """
    if other_party(strong, weak):
        return False
    text = weak.statement.text
    if softens_no_rule(text):
        return False
    given_over = weakener(text) is not None
    if given_over and (_force(weak) is not Force.MUST or re.search(r"\bmay\b", text)):
        if _same_act(strong, weak, 0.0):
            return True
        return _taken_over(similarity, strong, weak)
    if hedge(text) is None or _force(weak) is Force.MUST:
        return False
    apart = strong.statement.section_id != weak.statement.section_id
    several = apart and len(similarity.rare_phrases(strong, weak)) > 1
    return _same_act(strong, weak, _HEDGED) or (several and _taken_over(similarity, strong, weak))


def _taken_over(similarity: Similarity, strong: Unit, weak: Unit) -> bool:
    """Whether nearly all that a sentence says beside its weakening words is said by a rule too."""
    said = other_words(weak.statement.text)
    shared = said & strong.lemmas
    return len(shared) > 2 and similarity.mass(shared) >= _HEDGED * similarity.mass(said)


def _same_act(strong: Unit, weak: Unit, least: float) -> bool:
    """The same act on the same thing under no condition, with a share of the weaker one's words."""
    shared = len(strong.lemmas & weak.lemmas)
    if shared < 2 or shared < least * len(weak.lemmas):
        return False
    return any(
        x.action == y.action
        and x.object == y.object is not None
        and _forbids(x) is _forbids(y)
        and _same_agent(x, y)
        and not x.condition
        for x in strong.norms
        for y in weak.norms
    )


def authority_mismatch(context: Context, params: Params) -> Iterator[Draft]:
    """The same rule under two levels."""
    seen: set[tuple[str, str]] = set()
    least = number(params, "score")
    for a, b in (*_alike(context, least), *_taken_up(context), *_copied(context)):
        high, low = a.statement.authority, b.statement.authority
        key = (a.statement.section_id, b.statement.section_id)
        if _force(a) is not _force(b) or not high or not low or high == low or key in seen:
            continue
        if _links_to(a, b) or _links_to(b, a):
            continue  # applies the other rule, and says so
        seen.add(key)
        yield Draft(
            f'The same rule stands under "{high}" in {label(_section(a))} and under "{low}" in '
            f"{label(_section(b))}.",
            "whether a user may switch it off depends on which of the two one reads",
            (b.document.place(b.statement), a.document.place(a.statement, "conflicts-with")),
        )


def _links_to(unit: Unit, other: Unit) -> bool:
    """Whether a statement links to the section that holds the other one."""
    return unit.document is other.document and any(
        reference.statement_id == unit.statement.id
        and reference.resolved == other.statement.section_id
        for reference in unit.document.spec.references
    )


def _taken_up(context: Context) -> Iterator[tuple[Unit, Unit]]:
    """Pairs with the same action that share several phrases hardly any other statement has."""
    similarity = Similarity.of(context)
    for _, a, b in similarity.pairs(_FLOOR):
        if _sign(a) is None or _sign(a) != _sign(b) or _opens_list(a) or _opens_list(b):
            continue
        same = {norm.action for norm in a.norms} & {norm.action for norm in b.norms}
        if same and _same_case(a, b) and len(similarity.rare_phrases(a, b)) >= _SEVERAL:
            yield a, b


def _copied(context: Context) -> Iterator[tuple[Unit, Unit]]:
    """Pairs under two levels of which one says no more than the other, as strictly."""
    for _, a, b in Similarity.of(context).pairs(_FLOOR):
        levels = a.statement.authority, b.statement.authority
        if None in levels or levels[0] == levels[1] or not _within(a, b) or _parallel(a, b):
            continue
        pairs = product(acts_of(a), acts_of(b))
        if any(
            x.norm.force is y.norm.force and _same_norm(x, y) and _same_norm(y, x) for x, y in pairs
        ):
            yield a, b


def _same_case(a: Unit, b: Unit) -> bool:
    """Whether the conditions of two statements, where both have one, share a fair part."""
    first, second = (
        frozenset[str]().union(*(content(norm.condition or "") for norm in unit.norms))
        for unit in (a, b)
    )
    return not first or not second or len(first & second) >= _CASE * len(first | second)


def _alike(context: Context, least: float) -> Iterator[tuple[Unit, Unit]]:
    """Pairs in two sections that say nearly the same with the same sign."""
    similarity = Similarity.of(context)
    for _, a, b in similarity.pairs(least):
        here = (id(a.document), a.statement.section_id)
        if here == (id(b.document), b.statement.section_id):
            continue
        signs = _sign(a), _sign(b)
        if None in signs or signs[0] != signs[1] or min(len(a.lemmas), len(b.lemmas)) < 4:
            continue
        if not (_opens_list(a) or _opens_list(b) or _parallel(a, b)):
            yield a, b


def _opens_list(unit: Unit) -> bool:
    """A sentence that opens a list says what its items say, and repeats for other items."""
    return unit.statement.text.rstrip().endswith(":")


def _parallel(a: Unit, b: Unit) -> bool:
    """Sections of the same title stand side by side in a scheme, and repeat on purpose."""
    first, second = _section(a), _section(b)
    return first is not None and second is not None and first.title == second.title


def _forbids(norm: Norm) -> bool:
    """A prohibition, also in the form "avoid hedging"."""
    return norm.type is NormType.PROHIBITION or (
        norm.type is NormType.OBLIGATION and norm.action in SHUNS
    )


def _same_agent(x: Norm, y: Norm) -> bool:
    return bound(x) is None or bound(y) is None or bound(x) == bound(y)


def _sign(unit: Unit) -> bool | None:
    """True for a prohibition, False for a requirement or permission, None for both or neither."""
    types = {_forbids(norm) for norm in unit.norms}
    return types.pop() if len(types) == 1 else None


def _force(unit: Unit) -> Force | None:
    """The one force of a statement's norms, if they agree."""
    forces = {norm.force for norm in unit.norms}
    return forces.pop() if len(forces) == 1 else None


def _strength(unit: Unit) -> int:
    """Where the strictest norm of a unit stands in the order of forces."""
    forces = [_FORCES.index(norm.force) for norm in unit.norms if norm.force in _FORCES]
    return min(forces, default=len(_FORCES))


def same_level_tension(context: Context, params: Params) -> Iterator[Draft]:
    """Two rules of one level that pull a subject in opposite directions."""
    similarity = Similarity.of(context)
    for _, a, b in similarity.pairs(number(params, "score")):
        if a.statement.section_id == b.statement.section_id:
            continue
        if a.statement.authority != b.statement.authority or {_sign(a), _sign(b)} != {True, False}:
            continue
        if (a, b) in clashing(context):
            continue  # a contradiction, and reported as one
        if settled_by(a.document, a.statement, b.document, b.statement) is None:
            yield Draft(
                f"{label(_section(a))} and {label(_section(b))} pull the same thing in opposite "
                "directions.",
                "where both apply nothing says which gives way",
                (
                    b.document.place(b.statement),
                    a.document.place(a.statement, "conflicts-with"),
                ),
            )
