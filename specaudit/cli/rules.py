"""``specaudit rules``: list the static rules, or explain one."""

from __future__ import annotations

import json
import re

import click

from specaudit.cli.completing import rule_names
from specaudit.domain.lint import Default, Rule
from specaudit.lint import rulebook

_FENCE = re.compile(r"^````md spec\n(.*?)^````$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r" ?<!-- finds: SA\d{3} -->")
_WHEN = {Default.ON: "on", Default.LINT: "on, note", Default.OFF: "pedantic"}


@click.command(name="rules")
@click.argument("rule", required=False, shell_complete=rule_names)
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
)
def rules(rule: str | None, fmt: str) -> None:
    """List the rules, or explain RULE (a name or a code)."""
    book = rulebook.load()
    chosen = [book.page(book.find(rule))] if rule else [book.page(r) for r in book.rules]
    if fmt == "json":
        click.echo(json.dumps([_data(entry) for entry in chosen], indent=2, ensure_ascii=False))
    elif rule:
        click.echo(_page(chosen[0], fmt), nl=False)
    else:
        click.echo(_table(chosen) if fmt == "text" else markdown_table(chosen), nl=False)


def _page(rule: Rule, fmt: str) -> str:
    facts = (
        f"Severity {rule.severity}, confidence {rule.confidence}, {_WHEN[rule.default]} by default,"
        f" {rule.status} since {rule.since}."
    )
    if rule.default is Default.OFF:
        facts = facts.replace("pedantic by default", "off by default (--pedantic)")
    head, _, rest = rule.doc.partition("\n")
    body = f"{head}\n\n{facts}\n{rest}\n{_silence(rule)}{_terms(rule)}"
    return body if fmt == "markdown" else _FENCE.sub(_indented, body)


def _silence(rule: Rule) -> str:
    return (
        "## How to silence\n\n"
        f"One finding: `<!-- specaudit-disable-next-line {rule.name} -- why -->` above it, or\n"
        "`specaudit baseline accept ID PATH --reason WHY`. Everywhere, in `specaudit.toml` under\n"
        f'`[lint]`: `ignore = ["{rule.name}"]`, or `severity = {{ {rule.name} = "note" }}`.\n'
    )


def _terms(rule: Rule) -> str:
    """The words and thresholds that the rule goes by, as its page sets them."""
    rows = [
        f"- {name}: {', '.join(value) if isinstance(value, tuple) else value}"
        for name, value in sorted(rule.params.items())
        if not isinstance(value, str) and name != "types"
    ]
    return "\n## What it goes by\n\n" + "\n".join(rows) + "\n" if rows else ""


def _indented(fence: re.Match[str]) -> str:
    """An example as people read it: indented, with an arrow where the finding falls."""
    lines = (_MARK.sub("   <-- here", line) for line in fence[1].rstrip("\n").split("\n"))
    return "\n".join(f"    {line}".rstrip() for line in lines)


def _data(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity.value,
        "confidence": rule.confidence.value,
        "default": rule.default.value,
        "status": rule.status,
        "since": rule.since,
        "summary": rule.summary,
        "doc": rule.doc,
    }


def _table(found: list[Rule]) -> str:
    width = max(len(rule.name) for rule in found)
    lines, family = [], ""
    for rule in found:
        if rule.family != family:
            family = rule.family
            lines.append(f"\n{family}")
        lines.append(
            f"  {rule.code}  {rule.name:{width}}  {rule.severity:7}  {_WHEN[rule.default]:8}"
        )
    return "\n".join(lines).lstrip("\n") + "\n\nspecaudit rules NAME explains one.\n"


def markdown_table(found: list[Rule]) -> str:
    """The index of the rule book as a Markdown table."""
    rows = [
        f"| {rule.code} | {rule.name} | {rule.severity} | {_WHEN[rule.default]} | {rule.summary} |"
        for rule in found
    ]
    head = "| code | name | severity | default | what it reports |\n| --- | --- | --- | --- | --- |"
    return "\n".join([head, *rows]) + "\n"
