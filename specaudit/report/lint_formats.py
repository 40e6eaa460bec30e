"""Formats of a lint result: a name, the file ending that asks for it, and who writes it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from specaudit.domain.lint import LintResult, Rendering

Renderer = Callable[[LintResult, Rendering], str]

LINT_REPORTERS: dict[str, str] = {
    "text": "lint_text:render",
    "concise": "lint_text:render_concise",
    "json": "lint_json:render",
    "sarif": "lint_sarif:render",
    "github": "lint_github:render",
    "markdown": "lint_markdown:render",
    "html": "lint_html:render",
    "junit": "lint_junit:render",
}
ENDINGS = {
    ".json": "json",
    ".sarif": "sarif",
    ".md": "markdown",
    ".html": "html",
    ".xml": "junit",
    ".txt": "text",
}
NEEDS_PAGES = frozenset({"sarif"})
"""Formats that show the rules' pages and where the documents stand."""


def load(name: str) -> Renderer:
    """Import the function that writes a format."""
    module, _, function = LINT_REPORTERS[name].partition(":")
    return cast(Renderer, getattr(import_module(f"specaudit.report.{module}"), function))
