"""From a model's text to a validated answer."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import BaseModel

MAX_CHARS = 400_000
_FENCED = re.compile(r"```(?:json)?\s*(\{.*\})\s*```", re.DOTALL)


class InvalidAnswerError(ValueError):
    """The text does not hold an answer of the wanted type; says what is wrong, briefly."""


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
    stripped = text.strip()
    pieces = [stripped]
    if fenced := _FENCED.search(stripped):
        pieces.append(fenced[1])
    start, end = stripped.find("{"), stripped.rfind("}")
    if 0 <= start < end:
        pieces.append(stripped[start : end + 1])
    for piece in pieces:
        try:
            data = json.loads(piece)
        except (ValueError, RecursionError):
            continue
        if isinstance(data, dict):
            return data
    raise InvalidAnswerError("no JSON object in the answer")
