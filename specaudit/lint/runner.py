"""One lint run: choose the rules, run their checks, give findings an identity, suppress, sort."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from specaudit.domain.finding import Finding, Severity
from specaudit.domain.lint import DocumentSummary, LintOptions, LintResult, Rule
from specaudit.domain.spec import Spec
from specaudit.lint import identity, rulebook, suppress
from specaudit.lint.checks import SECTION_CHECKS, load
from specaudit.lint.context import Context, Draft
from specaudit.lint.remembered import SectionDrafts
from specaudit.lint.select import Selection, choose
from specaudit.store.memory import Memory


def run(
    specs: Sequence[Spec],
    options: LintOptions,
    book: rulebook.RuleBook | None = None,
    memories: Sequence[Memory | None] = (),
) -> LintResult:
    """Check documents together; pairs may span them.

    Args:
        specs: Parsed documents, with norms.
        options: What to check; ``--fail-on``, baselines and limits come later, see ``outcome``.
        book: Rule book; None loads the one that came with the package.
        memories: What earlier runs read of each spec, where that is kept.

    Raises:
        ConfigError: for an unknown rule in the options.
    """
    book = book if book is not None else rulebook.load()
    selection = choose(book, options)
    context = Context(specs, memories)
    sections = SectionDrafts(context, [rule for rule, _ in selection.active])
    found = [
        finding
        for rule, severity in selection.active
        if rule.check
        for finding in _identified(rule, severity, _drafts(rule, context, sections), selection)
    ]
    comments = {
        id(document): suppress.comments(document.spec.text) for document in context.documents
    }
    ranges = [
        cover
        for document in context.documents
        for cover in suppress.covers(document, comments[id(document)], book)
    ]
    stay, kept, used = suppress.apply(found, ranges)
    own = {
        "unused-suppression": suppress.unused(ranges, used, selection.names),
        "unknown-suppression-rule": (
            draft
            for document in context.documents
            for draft in suppress.misspelt(document, comments[id(document)], book)
        ),
        "suppression-without-reason": (
            draft
            for document in context.documents
            for draft in suppress.unreasoned(document, comments[id(document)])
        ),
    }
    for rule, severity in selection.active:
        if rule.name in own:
            stay += _identified(rule, severity, own[rule.name], selection)
    return LintResult(
        findings=tuple(sorted(stay, key=identity.order)),
        documents=tuple(_summary(spec) for spec in specs),
        active=tuple(sorted(selection.names)),
        suppressed=tuple(sorted(kept, key=lambda entry: identity.order(entry.finding))),
    )


def _drafts(rule: Rule, context: Context, sections: SectionDrafts) -> Iterator[Draft]:
    if rule.check in SECTION_CHECKS:
        return sections.of(rule)
    return load(rule.check)(context, rule.params)


def _identified(
    rule: Rule, severity: Severity, drafts: Iterator[Draft], selection: Selection
) -> list[Finding]:
    return [
        finding
        for finding in identity.findings(rule, severity, drafts)
        if not selection.ignores(finding.passages[0].path, rule.name)
    ]


def _summary(spec: Spec) -> DocumentSummary:
    return DocumentSummary(
        path=spec.path,
        sha256=spec.sha256,
        sections=sum(1 for section in spec.sections if section.depth),
        statements=len(spec.statements),
        empty=not spec.text.strip(),
    )
