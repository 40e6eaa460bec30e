"""The rule book: one Markdown page a rule, found beside the package or in the checkout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from specaudit.domain.errors import ConfigError, InputError
from specaudit.domain.finding import Severity
from specaudit.domain.lint import Confidence, Default, Rule
from specaudit.domain.records import record
from specaudit.lint import frontmatter

_PACKAGE = Path(__file__).resolve().parent.parent
_FIELDS = "code name family severity confidence default status since check params".split()
_KEYS = frozenset(_FIELDS)
FAMILIES = {
    "1": "structure",
    "2": "conflict",
    "3": "wording",
    "4": "examples",
    "5": "coverage",
    "9": "suppression",
}
"""First digit of the code and the topic it stands for."""

HEADINGS = (
    "What it does",
    "Why it matters",
    "Fails",
    "Passes",
    "How to fix",
    "Limits",
    "References",
)
"""Sections of a page, in order; the last is optional."""


@record(frozen=True, slots=True)
class RuleBook:
    """All rules, by code, name and prefix."""

    rules: tuple[Rule, ...]
    root: Path

    def matching(self, token: str) -> tuple[Rule, ...]:
        """Return the rules a selector names: a name, code, code prefix, family or ``all``."""
        if token == "all":
            return self.rules
        found = tuple(
            rule
            for rule in self.rules
            if token in (rule.name, rule.family)
            or (token[:2].upper() == "SA" and rule.code.startswith(token.upper()))
        )
        if not found:
            raise ConfigError(self.unknown(token))
        return found

    def unknown(self, token: str) -> str:
        """Say that no rule has this name, with the nearest one if one is near."""
        names = [name for rule in self.rules for name in (rule.name, rule.code)]
        import difflib

        near = difflib.get_close_matches(token, names, n=1, cutoff=0.75)
        hint = f'; did you mean "{near[0]}"?' if near else "; see specaudit rules"
        return f'unknown rule "{token}"{hint}'

    def page(self, rule: Rule) -> Rule:
        """Return the rule with the Markdown body of its page."""
        text = (self.root / f"{rule.name}.md").read_text(encoding="utf-8")
        return replace(rule, doc=frontmatter.split(text)[1])


def rules_root() -> Path:
    """Folder of the rule pages: the installed copy, else the checkout's ``rules/``.

    Raises:
        InputError: where neither is there (a damaged installation).
    """
    for folder in (_PACKAGE / "_rules", _PACKAGE.parent / "rules"):
        if folder.is_dir():
            return folder
    raise InputError("rule book not found: the installation is damaged, reinstall specaudit")


@cache
def load(root: Path | None = None) -> RuleBook:
    """Read the front matter of every page, sorted by code.

    Raises:
        InputError: for a page that cannot be read, naming file and line.
    """
    folder = root if root is not None else rules_root()
    rules = [_read(path) for path in folder.glob("*.md") if path.name != "README.md"]
    return RuleBook(tuple(sorted(rules, key=lambda rule: rule.code)), folder)


def to_data(book: RuleBook) -> list[list[object]]:
    """Return the rules as plain JSON data."""
    return [[getattr(rule, name) for name in _FIELDS] for rule in book.rules]


def from_data(rows: Sequence[Sequence[Any]]) -> RuleBook:
    """Rebuild the rules that came with the package from what `to_data` gave."""
    rules = []
    for code, name, family, severity, confidence, default, status, since, check, params in rows:
        levels = Severity(severity), Confidence(confidence), Default(default)
        told = {k: tuple(v) if isinstance(v, list) else v for k, v in dict(params).items()}
        rules.append(Rule(code, name, family, *levels, status, since, check, told))
    return RuleBook(tuple(rules), rules_root())


def _read(path: Path) -> Rule:
    try:
        head, _ = frontmatter.split(path.read_text(encoding="utf-8"))
        return _rule(frontmatter.parse(head), path)
    except (frontmatter.FrontMatterError, ValueError, KeyError) as error:
        raise InputError(f"{path.name}: {error}") from None


def _rule(table: frontmatter.Table, path: Path) -> Rule:
    if unknown := sorted(table.keys() - _KEYS):
        raise ValueError(f"unknown key {unknown[0]!r}")
    if missing := sorted(_KEYS - {"params", "check"} - table.keys()):
        raise ValueError(f"key {missing[0]!r} is missing")
    params = table.get("params", {})
    if not isinstance(params, dict):
        raise ValueError("params must be a table")

    def text(key: str) -> str:
        return str(table.get(key, ""))

    rule = Rule(
        code=text("code"),
        name=text("name"),
        family=text("family"),
        severity=Severity(text("severity")),
        confidence=Confidence(text("confidence")),
        default=Default(text("default")),
        status=text("status"),
        since=text("since"),
        check=text("check"),
        params=params,
    )
    if rule.name != path.stem:
        raise ValueError(f"name {rule.name!r} differs from the file's")
    if FAMILIES.get(rule.code[2:3]) != rule.family:
        raise ValueError(f"family {rule.family!r} does not go with code {rule.code}")
    if rule.status not in {"stable", "preview"}:
        raise ValueError(f"status {rule.status!r} is neither stable nor preview")
    return rule
