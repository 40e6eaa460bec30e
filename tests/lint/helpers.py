"""Small documents and one-line runs for lint tests."""

from __future__ import annotations

from specaudit.config import DocumentOptions
from specaudit.domain.lint import LintOptions, LintResult
from specaudit.domain.spec import Spec
from specaudit.lint import runner
from specaudit.lint.session import parse
from specaudit.lint.sources import Source

SPEC = """\
# Charter {#charter}

## Limits {#limits}

The assistant must stop after TBD.

The assistant should should be brief.

## Links {#links}

See [nothing](#nowhere) for more.
"""


def spec(text: str, path: str = "spec.md") -> Spec:
    return parse(Source(path, text.encode()), DocumentOptions())


def lint(text: str, *select: str, path: str = "spec.md", **options: object) -> LintResult:
    chosen = LintOptions(select=select or ("default",), **options)  # type: ignore[arg-type]
    return runner.run([spec(text, path)], chosen)


def rules(result: LintResult) -> list[str]:
    return [finding.rule for finding in result.findings]
