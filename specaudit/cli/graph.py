"""``specaudit graph``: the principle graph in a format other tools read."""

from __future__ import annotations

from pathlib import Path

import click

from specaudit.cli.context import plain, settings_of
from specaudit.domain.errors import ConfigError

FORMATS = ("json", "dot", "mmd", "html")


@click.command(name="graph")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="File to write; its ending sets the format. Default: JSON on stdout.",
)
@click.option("--format", "fmt", type=click.Choice(FORMATS), help="Format, whatever the ending.")
@click.option(
    "--engine",
    type=click.Choice(["auto", "spacy", "pattern"]),
    default="auto",
    show_default=True,
    help="Who finds the norms.",
)
@click.pass_context
def graph(
    ctx: click.Context, path: Path, output: Path | None, fmt: str | None, engine: str
) -> None:
    """Export sections, statements, definitions and examples of PATH with their typed relations."""
    from specaudit.graph import export
    from specaudit.graph.relations import relations
    from specaudit.pipeline import documents
    from specaudit.store.runs import write_atomically

    settings = settings_of(ctx)
    chosen = fmt or (output.suffix.lstrip(".") if output else "json")
    if chosen not in FORMATS:
        raise ConfigError(f"{output}: unknown format {chosen!r}; use {', '.join(FORMATS)}")
    spec = documents.load(path, settings.config(path), engine)
    edges = relations(spec)
    text = export.render(spec, edges, chosen)
    if output is None:
        click.echo(text)
    else:
        write_atomically(output, text)
    if not settings.quiet:
        norms = len(spec.norms)
        said = (
            f"{path}: {len(spec.sections)} sections, {len(spec.statements)} statements, "
            f"{norms} norms ({spec.engine}), {len(edges)} relations"
        )
        click.echo(plain(said + (f"; wrote {output}" if output else "")), err=True)
