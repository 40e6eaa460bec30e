"""Typed access to the parameters a rule page gives its check."""

from __future__ import annotations

import re
from collections.abc import Mapping

from specaudit.domain.lint import ParamValue


def words(params: Mapping[str, ParamValue], key: str) -> tuple[str, ...]:
    """Return a list parameter.

    Raises:
        TypeError: where the page gives something else.
    """
    value = params[key]
    if not isinstance(value, tuple):
        raise TypeError(f"rule parameter {key!r} must be a list")
    return value


def number(params: Mapping[str, ParamValue], key: str) -> float:
    """Return a numeric parameter."""
    value = params[key]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"rule parameter {key!r} must be a number")
    return float(value)


def alternatives(params: Mapping[str, ParamValue], key: str) -> str:
    """Return a list of words or phrases as one regex group with word borders.

    A space in a phrase matches any white space, a ``*`` any ending.
    """
    phrases = sorted(words(params, key), key=len, reverse=True)
    parts = [re.escape(p).replace(r"\ ", r"\s+").replace(r"\*", r"\w*") for p in phrases]
    return r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)"
