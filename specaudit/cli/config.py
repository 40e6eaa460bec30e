"""``specaudit config``: effective settings with their origin, a commented file, the schema."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import click

from specaudit import config as configuration
from specaudit.cli.context import plain, settings_of
from specaudit.config import Config, ModelConfig, key_of
from specaudit.domain.errors import ConfigError, OutputError

TEMPLATE = """\
# Settings of specaudit; `specaudit config` shows what is in force and where it comes from.
# Every value here is the built-in default, but for examples: names of models, rules and files,
# and caps. Take the # away from what you change.

# include = ["spec/**/*.md"]            # documents to check when no path is given
# exclude = ["spec/drafts/**"]          # documents to leave out, whoever names them
# fail-on = "warning"                   # error, warning, note or never
# baseline = "specaudit-baseline.json"

[document]
# dialect = "auto"
# authority-attribute = "authority"     # ## Title {#id authority=root}
# authority-order = []                  # highest first; empty: read from the document
# example-fences = ["xml"]              # fences that hold example conversations, not rules
# non-normative = []                    # admonitions ("!!! note") or headings that only inform

[lint]
# select = ["default"]
# ignore = []
# severity = { "ambiguous-may-not" = "note" }
# per-file-ignores = { "CHANGELOG.md" = ["all"] }
# pedantic = false                      # run the rules that are off by default too
# require-reason = false                # a suppression comment must say why

[audit]
# proposer = "anthropic/MODEL"          # reads the spec and proposes gaps
# co-proposers = []                     # further models that read it as well
# also-read = []                        # extra readings: "whole", "second"
# models = ["anthropic/MODEL", "openai/MODEL", "google/MODEL"]   # the committee
# judges = ["anthropic/OTHER", "openai/OTHER", "xai/OTHER"]      # none of the committee
# generator = "openai/MODEL"            # writes scenarios and rubrics; default: the proposer
# co-generators = []                    # more models that write scenarios, in turn with it
# second-votes = 0.0                    # share of answers that judges judge twice, for their noise
# refusals = true                       # one judge says of every answer how far it refuses
# ablation = true                       # confirmed gaps: ask again with statements taken out
# max-gaps = 30
# queries = 60                          # most scenarios per candidate; about 12 are used
# samples = 2                           # answers per query and member
# seeded-faults = 0                     # contradictions planted to test the run itself (6, say)
# max-cost = 20.0                       # US dollars

# Any server that speaks the OpenAI or the Anthropic API:
# [models."local/llama"]
# api = "openai"
# base-url = "http://127.0.0.1:11434/v1"
# api-key-env = "LOCAL_KEY"             # the variable's name, never the key
# price = { input = 0.0, output = 0.0 } # US dollars per million tokens
"""


@click.group(name="config", invoke_without_command=True)
@click.pass_context
def config(ctx: click.Context) -> None:
    """Show every setting in force, with its origin."""
    if ctx.invoked_subcommand is not None:
        return
    path, overrides = settings_of(ctx).sources()
    for key, value in _flatten(configuration.load(path, overrides)):
        origin = configuration.origin(path, overrides, key)
        shown = ".".join(_toml(part) if "/" in part else part for part in key)
        click.echo(plain(f"{shown} = {_toml(value)}    # {origin}"))
    for name in sorted(os.environ):
        if name.startswith("SPECAUDIT_"):
            click.echo(
                plain(f"# {name} is set in the environment, and an option wins over its setting")
            )


@config.command(name="init")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
def init(force: bool) -> None:
    """Write a commented specaudit.toml here."""
    path = Path("specaudit.toml")
    if path.exists() and not force:
        raise ConfigError(f"{path} exists; add --force to overwrite it")
    try:
        path.write_text(TEMPLATE, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from None
    click.echo(f"wrote {path}")


@config.command(name="schema")
@click.argument("what", type=click.Choice(["settings", "lint", "report"]), default="settings")
def schema(what: str) -> None:
    """Print the JSON Schema of WHAT: settings (specaudit.toml), lint or report (their JSON)."""
    if what != "settings":
        shipped = files("specaudit.report").joinpath(f"schema/{what}-1.0.json")
        click.echo(shipped.read_text("utf-8"), nl=False)
        return
    body = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "specaudit.toml"}
    click.echo(json.dumps({**body, **_schema_of(Config)}, indent=2))


def _flatten(value: Any, above: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    """Every setting with its tables and name."""
    rows: list[tuple[tuple[str, ...], Any]] = []
    for name in value.__dataclass_fields__:
        if name == "path":
            continue
        item, key = getattr(value, name), (*above, key_of(name))
        if hasattr(item, "__dataclass_fields__"):
            rows += _flatten(item, key)
        elif isinstance(item, Mapping) and any(isinstance(v, ModelConfig) for v in item.values()):
            for model, settings in item.items():
                rows += _flatten(settings, (*key, model))
        else:
            rows.append((key, item))
    return rows


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(k)} = {_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    if value is None:
        return '""  # unset'
    return json.dumps(value, ensure_ascii=False)


def _schema_of(hint: Any) -> dict[str, Any]:
    if hasattr(hint, "__dataclass_fields__"):
        hints = get_type_hints(hint)
        properties = {key_of(n): _schema_of(h) for n, h in hints.items() if n != "path"}
        return {"type": "object", "additionalProperties": False, "properties": properties}
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        return {"type": "array", "items": _schema_of(args[0])}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _schema_of(args[1])}
    if origin is not None and all(isinstance(a, str) for a in args):
        return {"enum": list(args)}
    if args:
        return _schema_of(next(a for a in args if a is not type(None)))
    return {"type": {str: "string", bool: "boolean", int: "integer", float: "number"}[hint]}
