"""Compiled patterns that an earlier process left, so that this one need not compile them.

CPython has no public form of a compiled pattern. What its `re` hands to its matching engine is
kept, under a name that tells one interpreter from another, with a checksum: the engine checks
little of what it is given. Where `re` has other insides, or what was kept is damaged, a pattern is
compiled as ever.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from array import array
from binascii import crc32
from importlib import import_module
from typing import Any

from specaudit.store.memory import Memory, digest

INTERPRETER = digest(sys.version, sys.implementation.name, sys.byteorder, sys.maxsize)
"""Changes with everything that programs depend on besides their pattern."""

_SMALL = 0xFFFF
_DECODER = json.JSONDecoder()
_DAMAGE = (
    *(ArithmeticError, AttributeError, ImportError, LookupError, MemoryError, RuntimeError),
    *(TypeError, ValueError),
)


class Programs:
    """Compiles patterns with what an earlier process kept."""

    def __init__(self, memory: Memory) -> None:
        """Start from what is known.

        Args:
            memory: Programs by a hash of pattern and flags; what is learnt is kept there.
        """
        self._memory = memory

    def compile(self, source: str, flags: int) -> re.Pattern[str]:
        """Return a compiled pattern.

        Raises:
            re.error: for a malformed one.
        """
        key = _key(source, int(flags))
        known = self._memory.recall_bytes(key)
        made = _compiled(source, known) if known is not None else None
        if made is None and (program := _program(source, flags)) is not None:
            self._memory.keep_bytes(key, program)
            made = _compiled(source, program)
        return made if made is not None else re.compile(source, flags)


def _compiled(source: str, program: bytes) -> re.Pattern[str] | None:
    """The pattern of a program; None where the program is damaged."""
    try:
        head, _, rest = program.partition(b"\n")
        all_flags, groups, names, large, checksum = _DECODER.decode(head.decode())
        if crc32(rest) != checksum:
            return None
        codes = array("H", rest).tolist()
        for at, code in large:
            codes[at] = code
        order = [None] * (groups + 1)
        for name, number in names.items():
            order[number] = name
        engine: Any = import_module("_sre")
        made = engine.compile(source, all_flags, codes, groups, names, tuple(order))
    except _DAMAGE:
        return None
    assert isinstance(made, re.Pattern)
    return made


def _key(source: str, flags: int) -> str:
    # Asked for every pattern a run uses: `digest` would take twice as long.
    given = f"{flags} {source}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(given, digest_size=12).hexdigest()


def _program(source: str, flags: int) -> bytes | None:
    """What the engine takes for a pattern; None where `re` is not as known.

    A line of JSON, then the codes in two bytes each; few are larger, and stand in that line: half
    the bytes are half of what a run reads.
    """
    try:
        insides: Any = re
        tree = insides._parser.parse(source, int(flags))
        codes = insides._compiler._code(tree, int(flags))
        state = tree.state
        large = [(at, int(code)) for at, code in enumerate(codes) if code > _SMALL]
        short = array("H", [code if code <= _SMALL else 0 for code in codes]).tobytes()
        head = [int(state.flags | flags), state.groups - 1, state.groupdict, large, crc32(short)]
        return json.dumps(head).encode() + b"\n" + short
    except (AttributeError, OverflowError):
        return None
