"""From a model's text to a validated answer. The text is hostile until it has been validated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from specaudit.domain.text import clean, shorten

if TYPE_CHECKING:
    from pydantic import BaseModel

MAX_CHARS = 400_000
_FENCE = "```"
_STARTS = 20
"""How many braces are tried as the beginning of the answer."""
_SHOWN = 200


class InvalidAnswerError(ValueError):
    """The text does not hold an answer of the wanted type; says what is wrong, briefly."""

    def __init__(self, problem: str) -> None:
        # Field names come from the model as well, and the words go to reports and terminals.
        super().__init__(shorten(clean(problem), _SHOWN))


def read_answer(text: str, wanted: type[BaseModel]) -> BaseModel:
    """Validate the JSON object in a text; surrounding prose and fences are tolerated.

    Raises:
        InvalidAnswerError: where there is none, or it does not fit.
    """
    from pydantic import ValidationError

    if len(text) > MAX_CHARS:
        raise InvalidAnswerError(f"the answer has {len(text)} characters, over {MAX_CHARS}")
    data = _object(text)
    try:
        return wanted.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the object"
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise InvalidAnswerError(f"{place}: {first['msg']}{more}") from None
    except RecursionError:
        raise InvalidAnswerError("the JSON is nested too deeply") from None


def _object(text: str) -> object:
    for piece in _pieces(text.strip()):
        try:
            data = json.loads(piece)
        except (ValueError, RecursionError):
            continue
        if isinstance(data, dict):
            return data
    data = _embedded(text)
    if data is None:
        raise InvalidAnswerError("no JSON object in the answer")
    return data


def _pieces(text: str) -> Iterator[str]:
    """Yield what may be the object: all, what is fenced, from the first brace to the last.

    Plain searches: a pattern with a greedy middle takes hours on a text made of half fences.
    """
    yield text
    fence = text.find(_FENCE)
    if fence >= 0:
        inside = text[fence + len(_FENCE) :].removeprefix("json")
        yield inside[: end if (end := inside.find(_FENCE)) >= 0 else None]
    start, end = text.find("{"), text.rfind("}")
    if 0 <= start < end:
        yield text[start : end + 1]


def _embedded(text: str) -> object | None:
    """Find an object that prose with braces of its own surrounds; the longest one wins."""
    decoder, best, start = json.JSONDecoder(), (0, None), -1
    for _ in range(_STARTS):
        start = text.find("{", start + 1)
        if start < 0:
            break
        try:
            data, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        best = max(best, (end - start, data), key=lambda found: found[0])
        start = end - 1
    return best[1]
