"""Verbs that undo each other, verbs of one meaning, and verbs that bring a thing about."""

from __future__ import annotations

SHUNS = frozenset({"avoid", "omit", "shun", "abstain", "refrain"})
"""Verbs that forbid having their object at all."""
SUPPLIES = frozenset(
    {"add", "contain", "generate", "give", "include", "insert", "make", "mention", "offer"}
    | {"provide", "show", "state", "supply", "use", "write"}
)
"""Verbs that bring their object about."""
SPARED = frozenset({"need", "require", "permit"})
"""Verbs of norms that say a thing may be left out ("is not required", "is optional")."""
ADMITS = frozenset({"allow", "permit", "accept", "tolerate"})
"""Verbs that, denied of a thing, forbid bringing it about ("comments are not allowed")."""
_PAIRS = {
    "accept": "reject decline",
    "begin": "finish",
    "confirm": "deny",
    "consider": "ignore disregard overlook",
    "disclose": "conceal hide withhold",
    "enable": "disable",
    "continue": "abandon stop end quit",
    "complete": "abandon",
    "finish": "abandon stop quit",
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
_SAME = {
    "delete": "erase",
    "disclose": "divulge reveal",
    "begin": "commence",
    "change": "alter modify",
    "generate": "create produce",
    "inform": "notify",
    "mention": "reference name cite",
    "store": "retain",
    "use": "employ utilise utilize",
    "write": "compose",
    "continue": "proceed",
    "end": "terminate",
    "stop": "cease halt",
    "guess": "speculate",
    "gather": "collect",
    "obey": "heed",
    "praise": "compliment",
    "send": "transmit",
    "help": "aid assist",
}
"""Verbs that specs use for one and the same act of one and the same object."""
_NAMES = {other: one for one, others in _SAME.items() for other in others.split()}
REGARDING = frozenset(
    {"treat", "regard", "consider", "view", "see", "take", "handle", "interpret", "read", "follow"}
    | {"accept", "understand", "heed", "obey"}
)
"""Verbs that with "as" say what a thing counts for."""
CONCEALED = frozenset({"confidential", "private", "secret", "hidden"})
"""Qualities in which to keep a thing is not to disclose it."""
FULFILS = frozenset({"fulfil", "fulfill", "honor", "honour", "grant", "accept", "answer", "follow"})
"""Verbs that, of a request to act, ask for the act."""
TURNS_DOWN = frozenset({"refuse", "decline", "reject"})
"""Verbs that, of a request to act, forbid the act."""
_OPPOSITES: dict[str, frozenset[str]] = {}
for _one, _others in _PAIRS.items():
    for _other in _others.split():
        for _a, _b in (
            (_NAMES.get(_one, _one), _NAMES.get(_other, _other)),
            (_NAMES.get(_other, _other), _NAMES.get(_one, _one)),
        ):
            _OPPOSITES[_a] = _OPPOSITES.get(_a, frozenset()) | {_b}


def of(verb: str) -> tuple[str, ...]:
    """Verbs whose doing undoes that of ``verb``, in alphabetical order."""
    return tuple(sorted(_OPPOSITES.get(verb, ())))


def name_of(verb: str) -> str:
    """The verb that stands for all of the same meaning."""
    return _NAMES.get(verb, verb)
