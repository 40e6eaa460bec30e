"""Regular expressions that are compiled when they are first used.

A run over few words uses few of the patterns it defines, and compiling is most of what importing
the modules that define them costs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

_PARTS = (
    *("finditer", "findall", "fullmatch", "match", "search", "split", "sub", "subn"),
    *("groupindex", "groups"),
)
_compilers: list[Callable[[str, int], re.Pattern[str]]] = [re.compile]


class _Pattern:
    """Stands in for a compiled pattern; once used, its parts are that pattern's own."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self.flags = int(flags)

    def __getattr__(self, name: str) -> Any:
        compiled = _compilers[-1](self.pattern, self.flags)
        # Found on the instance from now on: a lookup costs what it costs on the pattern itself.
        self.__dict__.update({part: getattr(compiled, part) for part in _PARTS})
        return getattr(compiled, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled on first use; a malformed one fails then.

    It has the parts of a compiled one; ``flags`` are those given. The functions of `re` do not
    take it.
    """
    return cast("re.Pattern[str]", _Pattern(source, flags))


@contextmanager
def compiling(compiler: Callable[[str, int], re.Pattern[str]]) -> Iterator[None]:
    """Let another function than `re.compile` compile the patterns that are first used inside."""
    _compilers.append(compiler)
    try:
        yield
    finally:
        _compilers.remove(compiler)
