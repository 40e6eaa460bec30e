"""Domain nouns to JSON and back, validated; pydantic is imported on first use only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(noun: Any) -> TypeAdapter[Any]:
    if noun not in _ADAPTERS:
        from pydantic import TypeAdapter

        _ADAPTERS[noun] = TypeAdapter(noun)
    return _ADAPTERS[noun]


def to_data(value: object) -> Any:
    """Turn a noun (or a list or tuple of nouns) into plain JSON data."""
    if isinstance(value, list | tuple):
        return [to_data(item) for item in value]
    return _adapter(type(value)).dump_python(value, mode="json")


def dumps(value: object) -> str:
    """Serialise a noun as one line of JSON with sorted keys."""
    return json.dumps(to_data(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def loads(noun: type[T], text: str) -> T:
    """Read a noun back.

    Raises:
        ValueError: where the text is not JSON or does not fit the noun.
    """
    result: T = _adapter(noun).validate_json(text)
    return result


def schema(noun: type[object]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a noun."""
    return _adapter(noun).json_schema(mode="serialization")
