"""Reader of a rule page's front matter: a small, strict subset of YAML without its library.

Allowed are ``key: scalar``, ``key: [a, b]`` and one nested table under ``params:``. Anything
else is an error, so that a page cannot mean one thing here and another in a YAML reader.
"""

from __future__ import annotations

from collections.abc import Iterator

from specaudit.domain.lint import ParamValue

Table = dict[str, "ParamValue | dict[str, ParamValue]"]


class FrontMatterError(ValueError):
    """A page's front matter cannot be read; the message names the line."""


def split(text: str) -> tuple[str, str]:
    """Split a page into its front matter (without the ``---`` lines) and its body.

    Raises:
        FrontMatterError: where the page does not open with front matter.
    """
    if not text.startswith("---\n"):
        raise FrontMatterError("line 1: front matter must open with ---")
    head, mark, body = text[4:].partition("\n---\n")
    if not mark:
        raise FrontMatterError("front matter is not closed by ---")
    return head, body.lstrip("\n")


def parse(head: str) -> Table:
    """Read front matter lines into a table; nested keys stand two spaces in."""
    table: Table = {}
    nested: dict[str, ParamValue] | None = None
    for number, line in enumerate(head.split("\n"), start=2):
        if not line.strip():
            continue
        key, colon, raw = line.partition(":")
        if not colon or not key.strip() or key.rstrip() != key:
            raise FrontMatterError(f"line {number}: expected 'key: value'")
        raw = raw.strip()
        if key.startswith("  "):
            if nested is None or key[2:] in nested:
                raise FrontMatterError(f"line {number}: {key.strip()!r} is misplaced or repeated")
            nested[key[2:]] = _value(raw, number)
            continue
        if key in table:
            raise FrontMatterError(f"line {number}: {key!r} is repeated")
        nested = None
        if raw:
            table[key] = _value(raw, number)
        else:
            nested = {}
            table[key] = nested
    return table


def _value(raw: str, number: int) -> ParamValue:
    if raw.startswith("["):
        if not raw.endswith("]"):
            raise FrontMatterError(f"line {number}: list is not closed on its line")
        return tuple(_items(raw[1:-1], number))
    return _scalar(raw)


def _items(inner: str, number: int) -> Iterator[str]:
    rest = inner.strip()
    while rest:
        if rest[0] == '"':
            end = rest.find('"', 1)
            if end < 0:
                raise FrontMatterError(f"line {number}: quote is not closed")
            yield rest[1:end]
            rest = rest[end + 1 :].lstrip()
            if rest and rest[0] != ",":
                raise FrontMatterError(f"line {number}: expected ',' after a quoted item")
            rest = rest[1:].lstrip()
        else:
            item, _, rest = rest.partition(",")
            yield item.strip()
            rest = rest.lstrip()


def _scalar(raw: str) -> str | int | float | bool:
    if len(raw) >= 2 and raw[0] == raw[-1] and raw[0] in "\"'":
        return raw[1:-1]
    if raw in {"true", "false"}:
        return raw == "true"
    for kind in (int, float):
        try:
            return kind(raw)
        except ValueError:
            continue
    return raw
