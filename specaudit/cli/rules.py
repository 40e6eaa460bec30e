"""``specaudit rules``: list the static rules, or explain one."""

from __future__ import annotations

import json
import re
from textwrap import fill

import click

from specaudit.cli.completing import rule_names
from specaudit.domain.finding import Severity
from specaudit.domain.lint import Default, Rule
from specaudit.lint import rulebook

_FENCE = re.compile(r"^````md spec\n(.*?)^````$", re.MULTILINE | re.DOTALL)
_NEIGHBOURS = re.compile(r"^````\n\n(?=````md spec\n)", re.MULTILINE)
_WHEN = {
    Default.ON: "on",
    Default.LINT: "on",
    Default.OFF: "pedantic",
    Default.SETTING: "setting",
}
_FULLY = {
    "on": "on by default",
    "pedantic": "off by default (--pedantic)",
    "setting": "off by default (see Limits)",
}
_LEGEND = """on: always runs. pedantic: runs with --pedantic, or when --select or --extend-select
names it. setting: runs where the settings ask for it, or when named so. Findings of
severity note fail no check unless --fail-on note is given.
"""


@click.command(name="rules")
@click.argument("rule", required=False, shell_complete=rule_names)
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to print them.",
)
def rules(rule: str | None, fmt: str) -> None:
    """List the rules, or explain RULE (a name or a code).

    A family (conflict) or a prefix (SA2) lists the rules it stands for.
    """
    book = rulebook.load()
    chosen = [book.page(each) for each in book.matching(rule or "all")]
    if fmt == "json":
        click.echo(json.dumps([_data(entry) for entry in chosen], indent=2, ensure_ascii=False))
    elif len(chosen) == 1:
        click.echo(_page(chosen[0], fmt), nl=False)
    else:
        click.echo(_table(chosen) if fmt == "text" else markdown_table(chosen), nl=False)


def _page(rule: Rule, fmt: str) -> str:
    facts = (
        f"Severity {rule.severity}, confidence {rule.confidence}, "
        f"{_FULLY[_WHEN[rule.default]]}, {rule.status} since {rule.since}."
    )
    head, _, rest = rule.page.partition("\n")
    body = f"{head}\n\n{facts}\n{rest}\n{_silence(rule)}{_terms(rule)}"
    if fmt == "markdown":
        return body
    return _FENCE.sub(_indented, _NEIGHBOURS.sub("````\n\nAnother document:\n\n", body))


def _silence(rule: Rule) -> str:
    softer = (
        "" if rule.severity is Severity.NOTE else f', or `severity = {{ {rule.name} = "note" }}`'
    )
    return (
        "## How to silence\n\n"
        f"One finding: `<!-- specaudit-disable-next-line {rule.name} -- why -->` above it, or\n"
        "`specaudit baseline accept ID PATH --reason WHY`. Everywhere, in `specaudit.toml` under\n"
        f'`[lint]`: `ignore = ["{rule.name}"]`{softer}.\n'
    )


def _terms(rule: Rule) -> str:
    """The words and thresholds that the rule goes by, as its page sets them."""
    rows = [
        f"{name}: {', '.join(value) if isinstance(value, tuple) else value}"
        for name, value in sorted(rule.params.items())
        if not isinstance(value, str) and name != "types"
    ]
    if not rows:
        return ""
    listed = (
        fill(row, 100, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)
        for row in rows
    )
    return (
        "\n## What it goes by\n\n"
        "Words and thresholds that the rule looks for, each under its name:\n\n"
        + "\n".join(listed)
        + "\n"
    )


def _indented(fence: re.Match[str]) -> str:
    return "\n".join(f"    {line}".rstrip() for line in fence[1].rstrip("\n").split("\n"))


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
        "doc": rule.page,
    }


def _table(found: list[Rule]) -> str:
    width = max(len(rule.name) for rule in found)
    lines, family = [], ""
    for rule in found:
        if rule.family != family:
            family = rule.family
            lines.append(f"\n{family}")
        lines.append(
            f"  {rule.code}  {rule.name:{width}}  {rule.severity:7}  {_WHEN[rule.default]}"
        )
    return "\n".join(lines).lstrip("\n") + f"\n\n{_LEGEND}\nspecaudit rules NAME explains one.\n"


def markdown_table(found: list[Rule]) -> str:
    """The index of the rule book as a Markdown table."""
    rows = [
        f"| {rule.code} | {rule.name} | {rule.severity} | {_WHEN[rule.default]} | {rule.summary} |"
        for rule in found
    ]
    head = "| code | name | severity | default | what it reports |\n| --- | --- | --- | --- | --- |"
    return "\n".join([head, *rows]) + "\n"
