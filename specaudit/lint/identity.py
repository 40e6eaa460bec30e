"""From a check's draft to a finding: places, severity, and an identity that survives edits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from specaudit.domain.finding import ALSO_AT, Finding, Passage, Severity
from specaudit.domain.lint import SEVERITY_ORDER, Rule
from specaudit.domain.spec import Span
from specaudit.lint.context import Draft, Place
from specaudit.nlp.text import normalise
from specaudit.store.keys import tagged_hash


def passage(place: Place) -> Passage:
    """Describe a place for people and for the fingerprint."""
    document, span = place.document, place.span
    spec = document.spec
    statement = document.statement_at(span)
    section = (
        document.sections.get(statement.section_id)
        if statement is not None
        else document.section_at(span.start)
    )
    text = spec.text[span.start : span.end]
    context = ""
    if statement is not None and statement.span != span:
        context = spec.text[statement.span.start : statement.span.end]
    return Passage(
        path=spec.path,
        span=span,
        start=document.lines.position(span.start),
        end=document.lines.position(span.end),
        text=text,
        section_id=section.id if section else "",
        section_title=section.title if section else "",
        authority=statement.authority if statement else (section.authority if section else None),
        statement_id=statement.id if statement else None,
        role=place.role,
        context=context,
    )


def findings(rule: Rule, severity: Severity, drafts: Iterable[Draft]) -> Iterator[Finding]:
    """Turn the drafts of one rule into findings with unique fingerprints.

    The fingerprint hashes the rule's name with the section ids and normalised texts of the
    passages, in an order of their own, so that neither moving a passage nor renaming the file
    changes it. The same words twice in a section get a running suffix in document order. Two
    sentences that clash do so once, however often a document repeats them; where else they stand
    does not count.
    """
    seen: Counter[str] = Counter()
    for draft in _once(sorted(drafts, key=_position)):
        passages = tuple(passage(place) for place in draft.places)
        base = _fingerprint(rule, tuple(one for one in passages if one.role != ALSO_AT))
        seen[base] += 1
        number = seen[base]
        fingerprint = base if number == 1 else tagged_hash([base, number])
        yield Finding(
            id="SA-" + fingerprint[3:11],
            fingerprint=fingerprint,
            rule=rule.name,
            code=rule.code,
            severity=_lower(severity, draft.severity),
            message=draft.message,
            passages=passages,
            why=draft.why,
            settled_by=draft.settled_by,
            fix=draft.fix,
        )


def _once(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts on two sentences, joined where they are on the same words in the same documents."""
    alike: dict[object, list[Draft]] = {}
    said: dict[object, list[str]] = defaultdict(list)
    for number, draft in enumerate(drafts):
        words = _sentences(draft)
        if words is None:
            alike[number] = [draft]
            continue
        # Two things that are said of the very same places stay two.
        messages = said[words, frozenset(map(_key, draft.places))]
        if draft.message not in messages:
            messages.append(draft.message)
        alike.setdefault((words, messages.index(draft.message)), []).append(draft)
    for first, *others in alike.values():
        more = {_key(place): place for draft in others for place in draft.places}
        for place in first.places:
            more.pop(_key(place), None)
        order = sorted(more.values(), key=lambda p: (p.document.spec.path, p.span.start))
        also = (Place(place.document, place.span, ALSO_AT) for place in order)
        yield replace(first, places=(*first.places, *also)) if more else first


def _sentences(draft: Draft) -> tuple[object, ...] | None:
    """The words of two sentences that clash, and what is made of it; None for any other draft."""
    if len(draft.places) < 2 or draft.places[1].role != "conflicts-with":
        return None
    told = [(place.document, place.document.statement_at(place.span)) for place in draft.places[:2]]
    if any(s is None or s.span != p.span for (_, s), p in zip(told, draft.places, strict=False)):
        return None
    words = frozenset((id(document), normalise(s.text)) for document, s in told if s is not None)
    return words, draft.severity, draft.settled_by


def _key(place: Place) -> tuple[int, Span]:
    return id(place.document), place.span


def _position(draft: Draft) -> tuple[tuple[str, int, int], ...]:
    return tuple(
        (place.document.spec.path, place.span.start, place.span.end) for place in draft.places
    )


def _fingerprint(rule: Rule, passages: tuple[Passage, ...]) -> str:
    keys = sorted(
        [entry.section_id, normalise(entry.context or entry.text), normalise(entry.text)]
        for entry in passages
    )
    return tagged_hash([rule.name, keys])


def _lower(severity: Severity, draft: Severity | None) -> Severity:
    if draft is None or SEVERITY_ORDER[draft] < SEVERITY_ORDER[severity]:
        return severity
    return draft


def order(finding: Finding) -> tuple[int, str, int, int, str, str]:
    """Sort key of a finished run: worst first, then where it stands."""
    first = finding.passages[0]
    return (
        SEVERITY_ORDER[finding.severity],
        first.path,
        first.span.start,
        first.span.end,
        finding.code,
        finding.fingerprint,
    )
