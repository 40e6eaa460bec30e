"""One lint run: choose the rules, run their checks, suppress, sort."""

from __future__ import annotations

from collections.abc import Sequence

from specaudit.domain.lint import DocumentSummary, LintOptions, LintResult
from specaudit.domain.spec import Spec
from specaudit.lint import identity, rulebook, suppress
from specaudit.lint.context import Context, Document
from specaudit.lint.found import found_in, identified
from specaudit.lint.select import choose
from specaudit.nlp.text import is_foreign
from specaudit.store.memory import Memory


def run(
    specs: Sequence[Spec],
    options: LintOptions,
    book: rulebook.RuleBook | None = None,
    memories: Sequence[Memory | None] = (),
    patterns: Memory | None = None,
    processes: int = 1,
) -> LintResult:
    """Check documents together; pairs may span them.

    Args:
        specs: Parsed documents, with norms.
        options: What to check; ``--fail-on``, baselines and limits come later, see ``outcome``.
        book: Rule book; None loads the one that came with the package.
        memories: What earlier runs read of each spec, where that is kept.
        patterns: Where compiled patterns are kept, if they are.
        processes: How many may be used; from two on, pairs are compared in a second one.

    Raises:
        ConfigError: for an unknown rule in the options.
    """
    book = book if book is not None else rulebook.load()
    selection = choose(book, options)
    context = Context(specs, memories)
    kept = [memory for memory in (*memories, patterns) if memory is not None]
    found = found_in(context, selection, kept, processes)
    comments = {
        id(document): suppress.comments(document.spec.text) for document in context.documents
    }
    ranges = [
        cover
        for document in context.documents
        for cover in suppress.covers(document, comments[id(document)], book)
    ]
    stay, hidden, used = suppress.apply(found, ranges)
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
            stay += identified(rule, severity, own[rule.name], selection)
    return LintResult(
        findings=tuple(sorted(stay, key=identity.order)),
        documents=tuple(_summary(document) for document in context.documents),
        active=tuple(sorted(selection.names)),
        suppressed=tuple(sorted(hidden, key=lambda entry: identity.order(entry.finding))),
    )


def _summary(document: Document) -> DocumentSummary:
    spec = document.spec
    return DocumentSummary(
        path=spec.path,
        sha256=spec.sha256,
        sections=sum(1 for section in spec.sections if section.depth),
        statements=len(spec.statements),
        empty=not spec.text.strip(),
        foreign=is_foreign([statement.text for statement in document.prose]),
    )
