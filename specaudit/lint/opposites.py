"""Verbs that undo each other, and verbs that bring a thing about."""

from __future__ import annotations

SHUNS = frozenset({"avoid", "omit", "shun"})
"""Verbs that forbid having their object at all."""
SUPPLIES = frozenset(
    {"add", "contain", "employ", "give", "include", "insert", "make", "mention", "offer", "produce"}
    | {"provide", "show", "supply", "use", "write"}
)
"""Verbs that bring their object about."""
SPARED = frozenset({"need", "require", "permit"})
"""Verbs of norms that say a thing may be left out ("is not required", "is optional")."""
_PAIRS = {
    "accept": "reject decline",
    "begin": "finish",
    "confirm": "deny",
    "disclose": "conceal hide withhold",
    "enable": "disable",
    "encourage": "discourage",
    "follow": "disregard ignore disobey",
    "honor": "ignore disregard",
    "honour": "ignore disregard",
    "include": "omit exclude",
    "increase": "decrease reduce lower",
    "keep": "delete discard remove erase",
    "lengthen": "shorten",
    "maximise": "minimise",
    "maximize": "minimize",
    "mention": "omit conceal",
    "open": "close",
    "preserve": "alter change",
    "raise": "lower",
    "report": "conceal hide",
    "respect": "ignore disregard override",
    "retain": "delete discard erase",
    "reveal": "conceal hide withhold",
    "share": "withhold conceal hide",
    "show": "hide conceal",
    "start": "finish",
    "trust": "distrust",
}
_OPPOSITES: dict[str, frozenset[str]] = {}
for _one, _others in _PAIRS.items():
    for _other in _others.split():
        for _a, _b in ((_one, _other), (_other, _one)):
            _OPPOSITES[_a] = _OPPOSITES.get(_a, frozenset()) | {_b}


def of(verb: str) -> tuple[str, ...]:
    """Verbs whose doing undoes that of ``verb``, in alphabetical order."""
    return tuple(sorted(_OPPOSITES.get(verb, ())))
