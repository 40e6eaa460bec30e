"""Which of the document's own tie-breaks settles a clash of two statements, if one does.

Nothing is inferred from what would be sensible: every answer quotes the words, or names the
levels, that the document gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from specaudit.domain.candidate import Resolution
from specaudit.domain.patterns import regex
from specaudit.domain.spec import Norm, NormType, Reference, Spec, Statement
from specaudit.domain.text import shorten
from specaudit.graph.lookup import Lookup
from specaudit.nlp.text import content_words

_QUOTE = 240
"""Longest quotation in a basis, in code points."""
_NEAR = 2
"""How many statements back a "However" can reach within its section."""
_TURN = regex(
    r"^\W*(?:however|that said|even so|nevertheless|nonetheless|still,|but\b|as an exception|"
    r"the (?:only |one )?exception|exceptions?\b|notwithstanding)",
    re.IGNORECASE,
)
_YIELDS = regex(
    r"\b(?:unless (?:otherwise|explicitly|specifically|expressly)\s+(?:\w+ )?(?:stated|specified|"
    r"noted|provided|indicated)(?! by)|except (?:where|as) (?:otherwise )?(?:stated|noted|"
    r"specified|provided|described)(?! by))\b[^,.;]*",
    re.IGNORECASE,
)
_ABSOLUTE = regex(
    r"\b(?:under (?:any|all|no) circumstances?|no exceptions?|without exception|in all cases|"
    r"regardless of (?:the )?(?:circumstances|context|instructions)|no matter what|"
    r"absolutely (?:never|always)|at all times)\b",
    re.IGNORECASE,
)
_EXCEPTING = regex(
    r"\b(?:unless|except|save (?:for|where|when|as)|subject to|apart from|aside from|"
    r"with the exception of|notwithstanding)\b",
    re.IGNORECASE,
)
_RULES = (
    r"(?:rules?|principles?|sections?|guidelines?|requirements?|provisions?|policies|norms?|values|"
    r"statements?|clauses?|obligations?|standards?|directives?|instructions? in this \w+)"
)
_CLASH = regex(
    rf"\b(?:(?:if|when|whenever|where|should|in case)\b[^.;]{{0,60}}?\b{_RULES}\b[^.;]{{0,40}}?"
    r"\b(?:conflict|contradict|disagree|collide|clash|compete|pull|are (?:at odds|in (?:conflict|"
    r"tension)))|in (?:the )?(?:case|event) of (?:a )?(?:conflict|contradiction)s? "
    rf"(?:between|among)[^.;]{{0,60}}?\b{_RULES})",
    re.IGNORECASE,
)
_DECIDES = regex(
    r"\b(?:defaults? to|prevails?|wins?|takes? (?:precedence|priority)|governs?|controls?|applies|"
    r"prefers?|follows?|err on|chooses?|obey|refuse|decline|stop|do nothing|inaction)\b",
    re.IGNORECASE,
)
_OPEN_ENDED = regex(
    r"\b(?:judge?ment|weigh|balance|holistic\w*|case[- ]by[- ]case|navigate|ask|escalate|"
    r"consider|report|reconcile)\b",
    re.IGNORECASE,
)
_BY_LEVEL = regex(
    r"\b(?:higher|lower|highest|greater)[- ](?:\w+ )?(?:level|authority|rank|priority|ranked)\b|"
    r"\bhigher-(?:level|authority|ranked)\b",
    re.IGNORECASE,
)
_LEVELS_DECIDE = regex(r"\b(?:wins?|overrides?|prevails?|takes?|over)\b", re.IGNORECASE)
_SPECIFIC = regex(
    r"\bmore (?:specific|particular)\b[^.;]{0,60}\b(?:prevails?|wins?|applies|governs?|takes?|"
    r"controls?|overrides?)\b|"
    r"\b(?:follow|prefer|apply)\b[^.;]{0,30}\bmore (?:specific|particular)\b",
    re.IGNORECASE,
)
_STRICT = regex(
    r"\b(?:inaction|do nothing|stricter|strictest|more restrictive|most restrictive|safer|safest|"
    r"more cautious|prohibition|refuse|decline|stop)\b",
    re.IGNORECASE,
)
_LATER = regex(r"\b(?:later|last|latter)\b", re.IGNORECASE)

Rule = Callable[[Statement, Statement], Resolution | None]


class Resolver:
    """Answers for one spec; builds its index once."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._lookup = Lookup(spec)
        self._norms: dict[str, list[Norm]] = {}
        for norm in spec.norms:
            self._norms.setdefault(norm.statement_id, []).append(norm)

    @cached_property
    def _meta(self) -> list[Statement]:
        return meta_rules(self._spec)

    @cached_property
    def _by_level(self) -> Statement | None:
        return self._stating(states_levels)

    @cached_property
    def _by_detail(self) -> Statement | None:
        return self._stating(lambda one: bool(_SPECIFIC.search(one.text)))

    def _stating(self, test: Callable[[Statement], bool]) -> Statement | None:
        return next((one for one in self._spec.statements if test(one)), None)

    def between(self, a_id: str, b_id: str, *, weak: bool = False) -> Resolution | None:
        """Return what settles a clash of two statements; None where the document is silent.

        Args:
            a_id: Id of one statement.
            b_id: Id of the other; the order does not matter.
            weak: Also accept that one statement's condition is narrower than the other's, though
                the document does not say that the narrower one wins.

        Raises:
            KeyError: where an id is no statement of this spec.
        """
        a, b = sorted(
            (self._lookup.statements[a_id], self._lookup.statements[b_id]),
            key=lambda one: self._lookup.order[one.id],
        )
        if a.id == b.id:
            return None
        rules: list[Rule] = [
            self._precedence,
            self._exception,
            self.authority,
            self._ranking,
            self._meta_rule,
        ]
        for rule in rules:
            if found := rule(a, b):
                return found
        return self._specificity(a, b, weak=weak)

    def _precedence(self, a: Statement, b: Statement) -> Resolution | None:
        found = []
        for one in self._spec.precedences:
            for winner, loser in ((a, b), (b, a)):
                if self._parts(one.higher, winner, loser) and self._parts(one.lower, loser, winner):
                    found.append((winner, one.statement_id))
        if len({winner.id for winner, _ in found}) != 1:
            return None
        winner, stated = found[0]
        return self._quoting("precedence", winner.id, self._lookup.statements[stated])

    def _parts(self, phrase: str, yes: Statement, no: Statement) -> bool:
        """Whether a phrase names one of two statements and not the other."""
        return self._lookup.names(phrase, yes) and not self._lookup.names(phrase, no)

    def _exception(self, a: Statement, b: Statement) -> Resolution | None:
        return self._turn(a, b) or self._names_exception(a, b) or self._names_exception(b, a)

    def _turn(self, rule: Statement, other: Statement) -> Resolution | None:
        """A following "However, ...": settles unless the rule claims to have no exceptions."""
        if _ABSOLUTE.search(rule.text) or not self.turns(rule, other):
            return None
        return self._quoting("exception", other.id, other)

    def turns(self, rule: Statement, other: Statement) -> bool:
        """Whether a statement opens with a turn ("However, ...") against one just before it."""
        if rule.section_id != other.section_id or not _TURN.match(other.text):
            return False
        steps = self._lookup.order[other.id] - self._lookup.order[rule.id]
        near = 0 < steps <= (_NEAR if rule.block_id == other.block_id else 1)
        return near and self._oppose(rule, other)

    def _names_exception(self, rule: Statement, other: Statement) -> Resolution | None:
        """A rule whose own "unless ..." names what the other says, or cites its section."""
        yields = _YIELDS.search(rule.text)
        if yields and self._is_narrower(other, rule):
            return Resolution("exception", other.id, _quote(yields.group()), rule.id)
        found = exception_range(rule.text)
        if found is None or not self._clashes(rule, other):
            return None
        clause = rule.text[found[0] : found[1]]
        if self._cites(rule, clause, other) or self._covers(clause, other):
            return Resolution("exception", other.id, _quote(clause), rule.id)
        return None

    def _cites(self, rule: Statement, clause: str, other: Statement) -> bool:
        """Whether the exception clause links to the other statement's section."""
        for reference in self._lookup.references[rule.id]:
            section = self._lookup.sections.get(reference.resolved or "")
            if section is None or not self._lookup.within(other.section_id, section.id):
                continue
            if self._lookup.within(rule.section_id, section.id):
                continue
            if section.title.casefold() in clause.casefold() or self.linked_exception(
                rule, reference
            ):
                return True
        return False

    def linked_exception(self, rule: Statement, reference: Reference) -> bool:
        """Whether a link stands in a rule's excepting clause, so that it says where the case is."""
        raw = self._spec.text[rule.span.start : rule.span.end]
        lifted = exception_range(raw)
        at = reference.span.start - rule.span.start
        return lifted is not None and lifted[0] <= at < lifted[1]

    def _covers(self, clause: str, other: Statement) -> bool:
        """Whether the exception clause speaks of the very case the other statement rules."""
        words = frozenset(content_words(_EXCEPTING.sub(" ", clause)))
        case = self._case(other)
        return len(words) >= 2 and bool(case) and (words <= case or case <= words)

    def _case(self, statement: Statement) -> frozenset[str]:
        found = [norm.condition for norm in self._norms.get(statement.id, []) if norm.condition]
        return frozenset(word for text in found for word in content_words(text)) - _CASE_WORDS

    def _oppose(self, rule: Statement, other: Statement) -> bool:
        """Whether a turn can lift a rule: one forbids what the other allows, or for a case only."""
        norms = [self._norms.get(one.id, []) for one in (rule, other)]
        agents = [{norm.agent for norm in found} for found in norms]
        if not all(norms) or (None not in agents[0] | agents[1] and not agents[0] & agents[1]):
            return False
        forbids = [any(_forbids(norm) for norm in found) for found in norms]
        allows = [not all(_forbids(norm) for norm in found) for found in norms]
        opposed = (forbids[0] and allows[1]) or (allows[0] and forbids[1])
        return opposed or (all(allows) and bool(self._case(other)))

    def _clashes(self, rule: Statement, other: Statement) -> bool:
        """Whether both statements hold norms, so that one can be the other's exception."""
        return bool(self._norms.get(rule.id)) and bool(self._norms.get(other.id))

    def authority(self, a: Statement, b: Statement) -> Resolution | None:
        """Return which of two statements has the higher level; None where neither has."""
        first, second = self._lookup.rank(a.authority), self._lookup.rank(b.authority)
        if first is None or second is None or first == second:
            return None
        high, low = (a, b) if first < second else (b, a)
        basis = f"{high.authority} ranks above {low.authority}"
        stated = self._by_level
        if stated is not None:
            basis += f" (“{_quote(stated.text)}”)"
        return Resolution("authority", high.id, basis, stated.id if stated else None)

    def _ranking(self, a: Statement, b: Statement) -> Resolution | None:
        for ranking in self._spec.rankings:
            places = [self._place(ranking.items, one, other) for one, other in ((a, b), (b, a))]
            first, second = places
            if first is None or second is None or first == second:
                continue
            winner = a if first < second else b
            basis = _quote(" > ".join(ranking.items))
            return Resolution("ranking", winner.id, basis, ranking.statement_id)
        return None

    def _place(self, items: tuple[str, ...], one: Statement, other: Statement) -> int | None:
        found = [at for at, item in enumerate(items) if self._parts(item, one, other)]
        return found[0] if len(found) == 1 else None

    def _meta_rule(self, a: Statement, b: Statement) -> Resolution | None:
        for rule in self._meta:
            if rule.id in (a.id, b.id) or not self._applies(rule, a, b):
                continue
            return self._quoting("meta-rule", self._meta_winner(rule, a, b), rule)
        return None

    def _applies(self, rule: Statement, a: Statement, b: Statement) -> bool:
        """Whether a meta-rule's levels, if it names any, are the levels of both statements."""
        text = rule.text.casefold()
        named = {
            level.casefold()
            for level in self._spec.levels
            if re.search(rf"\b{re.escape(level.casefold())}(?:[- ]level\b|\s+{_RULES})", text)
        }
        if not named:
            return True
        return all(
            one.authority is not None and one.authority.casefold() in named for one in (a, b)
        )

    def _meta_winner(self, rule: Statement, a: Statement, b: Statement) -> str | None:
        if _STRICT.search(rule.text):
            forbids = [one for one in (a, b) if self._forbids(one)]
            return forbids[0].id if len(forbids) == 1 else None
        return b.id if _LATER.search(rule.text) else None

    def _forbids(self, statement: Statement) -> bool:
        norms = self._norms.get(statement.id, [])
        return bool(norms) and all(_forbids(norm) for norm in norms)

    def _specificity(self, a: Statement, b: Statement, *, weak: bool) -> Resolution | None:
        stated = self._by_detail
        if stated is None and not weak:
            return None
        narrower = [one for one, other in ((a, b), (b, a)) if self._is_narrower(one, other)]
        if len(narrower) != 1:
            return None
        winner = narrower[0]
        if stated is not None:
            return self._quoting("specificity", winner.id, stated)
        condition = next(n.condition for n in self._norms[winner.id] if n.condition)
        return Resolution("specificity", winner.id, _quote(condition), None)

    def _is_narrower(self, one: Statement, other: Statement) -> bool:
        """Whether one statement is conditional and the other applies wherever it does."""
        case, wider = self._case(one), self._case(other)
        return bool(case) and wider < case

    def _quoting(self, kind: str, winner: str | None, stated: Statement) -> Resolution:
        return Resolution(kind, winner, _quote(stated.text), stated.id)


_CASE_WORDS = frozenset({"case", "situation", "context", "default", "user", "assistant"})
_last: list[tuple[Spec, Resolver]] = []


def resolver(spec: Spec) -> Resolver:
    """Return the resolver of a spec, the latest one kept (specs are asked in long runs)."""
    if not _last or _last[0][0] is not spec:
        _last[:] = [(spec, Resolver(spec))]
    return _last[0][1]


def resolution_between(
    spec: Spec, a_id: str, b_id: str, *, weak: bool = False
) -> Resolution | None:
    """Return what in the spec itself settles a clash of two statements; see `Resolver.between`.

    Raises:
        KeyError: where an id is no statement of the spec.
    """
    return resolver(spec).between(a_id, b_id, weak=weak)


def exception_range(text: str) -> tuple[int, int] | None:
    """Return where the excepting clause of a sentence stands: to its comma or its stop."""
    lifted = _EXCEPTING.search(text)
    if lifted is None:
        return None
    leads = not text[: lifted.start()].strip(" \"'“*_(")
    stop = regex(r",\s" if leads else r"[;.]\s|,\s+(?:but|and)\s").search(text, lifted.end())
    return lifted.start(), stop.start() if stop else len(text)


def meta_rules(spec: Spec) -> list[Statement]:
    """Return the statements that say what to do when rules of the document conflict."""
    return [statement for statement in spec.statements if _is_meta_rule(statement)]


def _is_meta_rule(statement: Statement) -> bool:
    text = statement.text
    return (
        bool(_CLASH.search(text))
        and bool(_DECIDES.search(text))
        and not _OPEN_ENDED.search(text)
        and not _BY_LEVEL.search(text)
        and not _SPECIFIC.search(text)
    )


def _forbids(norm: Norm) -> bool:
    """Whether a norm keeps from acting: a prohibition, or the duty to refuse."""
    refuses = norm.action in {"refuse", "decline", "reject"} and not norm.negated
    return norm.type is NormType.PROHIBITION or (norm.type is NormType.OBLIGATION and refuses)


def states_levels(statement: Statement) -> bool:
    """Whether a statement says that the higher level wins."""
    return bool(_BY_LEVEL.search(statement.text)) and bool(_LEVELS_DECIDE.search(statement.text))


def _quote(text: str) -> str:
    return shorten(text, _QUOTE)
