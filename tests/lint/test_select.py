from __future__ import annotations

import pytest

from specaudit.domain.errors import ConfigError
from specaudit.domain.finding import Severity
from specaudit.domain.lint import LintOptions
from specaudit.lint import rulebook
from specaudit.lint.select import Selection, choose

from .helpers import SPEC, lint, rules

BOOK = rulebook.load()


def names(**options: object) -> frozenset[str]:
    return choose(BOOK, LintOptions(**options)).names  # type: ignore[arg-type]


def test_default_leaves_pedantic_rules_out() -> None:
    assert "orphan-section" not in names()
    assert "orphan-section" in names(pedantic=True)
    assert "orphan-section" in names(extend_select=("SA109",))
    assert names(extend_select=("SA109",)) == names() | {"orphan-section"}


def test_select_and_ignore() -> None:
    assert names(select=("placeholder",)) == {"placeholder"}
    assert names(select=("SA1",), ignore=("SA113",)) == names(select=("structure",)) - {
        "placeholder"
    }


def test_unknown_rule() -> None:
    with pytest.raises(ConfigError, match='unknown rule "SA999"'):
        names(select=("SA999",))


def test_severity() -> None:
    result = lint(SPEC, "placeholder", severity=(("placeholder", "note"),))
    assert [f.severity for f in result.findings] == [Severity.NOTE]
    with pytest.raises(ConfigError, match="must be one of error, warning, note"):
        choose(BOOK, LintOptions(severity=(("placeholder", "loud"),)))


def test_per_file_ignores() -> None:
    ignores = (("drafts/*.md", ("all",)), ("CHANGELOG.md", ("placeholder",)))
    assert rules(lint(SPEC, path="drafts/a.md", per_file_ignores=ignores)) == []
    log = rules(lint(SPEC, path="docs/CHANGELOG.md", per_file_ignores=ignores))
    assert "placeholder" not in log
    assert "garbled-text" in log


def test_selection_without_patterns_ignores_nothing() -> None:
    assert not Selection((), ()).ignores("a.md", "placeholder")
