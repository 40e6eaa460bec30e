"""``specaudit models``: what is configured, whether its key is set, price and limits."""

from __future__ import annotations

import os
from pathlib import Path

import click

from specaudit.cli.context import plain, settings_of


@click.command(name="models")
@click.pass_context
def models(ctx: click.Context) -> None:
    """List the models of the configuration. No key is read, only whether it is set."""
    from specaudit.llm import profiles
    from specaudit.pipeline import roles

    config = settings_of(ctx).config(Path.cwd())
    bound = roles.bind(config.audit)
    rows = [("model", "roles", "key", "price in/out per 1M", "context")]
    for model in bound.models():
        profile = profiles.profile(model, config.models)
        jobs = [
            name
            for name, members in (
                ("proposer", bound.readers),
                ("generator", (bound.generator, *bound.co_generators)),
                ("committee", bound.committee),
                ("judge", bound.judges),
            )
            if model in {roles.base_model(m) for m in members}
        ]
        variable = profile.key_env
        key = variable or "none needed"
        if variable:
            key += " set" if os.environ.get(variable) else " NOT SET"
        price = profile.price
        shown = "unknown" if price is None else f"${price.input:g} / ${price.output:g}"
        rows.append((model, ", ".join(jobs), key, shown, str(profile.context or "unknown")))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo(plain(line.rstrip()))
