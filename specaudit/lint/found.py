"""What the checks of a run find; long documents are gone through by two processes.

Checks that hold sentences against each other by their words take about as long as all others
together: they are the half that a second process takes over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from specaudit.domain.finding import Finding, Severity
from specaudit.domain.lint import Rule
from specaudit.lint import identity
from specaudit.lint.beside import beside, possible
from specaudit.lint.checks import CHECKS, SECTION_CHECKS, load
from specaudit.lint.codec import finding_from_data, finding_to_data
from specaudit.lint.context import Context, Draft
from specaudit.lint.remembered import SectionDrafts
from specaudit.lint.select import Selection
from specaudit.store.memory import Memory

_LONG = 50_000
"""Characters from which on a second process saves more time than it takes to make."""
_OF_PAIRS = "pairs:"


def found_in(
    context: Context, selection: Selection, memories: Sequence[Memory], processes: int
) -> list[Finding]:
    """What all checks of a run find, in no order.

    Args:
        context: The documents.
        selection: The rules.
        memories: All that remembers what is read on the way.
        processes: How many may be used.
    """
    pairs = [(rule, level) for rule, level in selection.active if _of_pairs(rule)]
    others = [(rule, level) for rule, level in selection.active if not _of_pairs(rule)]
    length = sum(len(document.spec.text) for document in context.documents)
    if processes == 1 or not pairs or length < _LONG or not possible():
        return _of_rules(selection.active, context, selection)

    def compare() -> tuple[list[Any], list[Any]]:
        asked = [memory.asked() for memory in memories]
        rows = [finding_to_data(one) for one in _of_rules(pairs, context, selection)]
        return rows, [memory.news(old) for memory, old in zip(memories, asked, strict=True)]

    with beside(compare) as compared:
        found = _of_rules(others, context, selection)
        data = compared()
    if data is None:
        return found + _of_rules(pairs, context, selection)
    rows, news = data
    for memory, new in zip(memories, news, strict=True):
        memory.join(new)
    return found + [finding_from_data(row) for row in rows]


def identified(
    rule: Rule, severity: Severity, drafts: Iterator[Draft], selection: Selection
) -> list[Finding]:
    """Turn a rule's drafts into findings, but for files it is switched off for."""
    return [
        finding
        for finding in identity.findings(rule, severity, drafts)
        if not selection.ignores(finding.passages[0].path, rule.name)
    ]


def _of_pairs(rule: Rule) -> bool:
    return CHECKS.get(rule.check, "").startswith(_OF_PAIRS)


def _of_rules(
    rules: Sequence[tuple[Rule, Severity]], context: Context, selection: Selection
) -> list[Finding]:
    sections = SectionDrafts(context, [rule for rule, _ in rules])
    return [
        finding
        for rule, severity in rules
        if rule.check
        for finding in identified(rule, severity, _drafts(rule, context, sections), selection)
    ]


def _drafts(rule: Rule, context: Context, sections: SectionDrafts) -> Iterator[Draft]:
    if rule.check in SECTION_CHECKS:
        return sections.of(rule)
    return load(rule.check)(context, rule.params)
