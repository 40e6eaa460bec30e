"""What the shell offers when the user presses Tab on a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem


def rule_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of the rules that start so."""
    from click.shell_completion import CompletionItem

    from specaudit.lint import rulebook

    return [
        CompletionItem(rule.name, help=f"{rule.code} {rule.severity}")
        for rule in rulebook.load().rules
        if rule.name.startswith(incomplete)
    ]
