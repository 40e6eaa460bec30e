"""What a denial lists as alternatives: each is denied by itself.

Who must not lend, rent out or sell a phone must not sell a phone. Single words beside each other
are told apart in `kin`; here a clause is written out once for each phrase that its denial lists.
"""

from __future__ import annotations

from collections.abc import Iterator

from specaudit.domain.patterns import regex
from specaudit.lint.similarity import sequence
from specaudit.nlp.lexicon import VERBS

_BETWEEN = regex(
    r",\s+(?:(?:and/or|or|nor|and)\s+)?|\s+(?:and/or|or|nor)\s+|\s+and\s+(?=[a-z-]+ing\b)"
)
_LISTS = regex(r"\b(?:or|nor)\b|\band\s+[a-z-]+ing\b")
_ASIDE = regex(r"\s*\([^()]*\)|\*+|\s+[-–—]+\s.*")
_TAIL = regex(
    r"\s(?:that|which|who|whose|of|for|to|in|on|with|about|toward|towards|from|at|by|against|through"
    r"|based|related)\s"
)
"""Opens what is said of all that a list names."""
_FIRST = regex(
    r"\W*(?:(?:to|be|also|either|try|trying|attempt|attempting|[a-z]+ly)\s+)*(?P<word>[a-z-]+)"
)
_DOING = regex(r"(?:\bfrom|\bavoid\w*|\bwithout)\s*\Z")
"""Opens what is not to be done, in words that end in "ing"."""
_WHOLE = 3
"""Content words of an alternative that needs nothing from beside it."""
_MOST = 8


def each_denied(before: str, denied: str) -> list[str]:
    """Write out what each alternative of a denial says.

    Args:
        before: The clause up to and with the denying words.
        denied: What comes after them.

    Returns:
        One clause for each alternative; empty where there is but one.
    """
    denied = _ASIDE.sub("", denied)
    if not _LISTS.search(denied):
        return []
    parts = [part for part in _BETWEEN.split(denied) if sequence(part)]
    if not 1 < len(parts) <= _MOST:
        return []
    first = _opening(parts[0])
    of_doing = _DOING.search(before) is not None
    acts = [
        number == 0 or _acts(first, part) or (of_doing and _opening(part).endswith("ing"))
        for number, part in enumerate(parts)
    ]
    found = []
    for number, part in enumerate(parts):
        first = _opening(part) if acts[number] else first
        clause = part if acts[number] else f"{first} {part}"
        if number < len(parts) - 1 and _unfinished(clause):
            later = (one for one, act in list(zip(parts, acts, strict=True))[number + 1 :] if act)
            clause = f"{clause} {_ending(later, parts[-1])}"
        found.append(f"{before} {clause}")
    return found


def _opening(part: str) -> str:
    """The first word of what is denied, most often its verb."""
    match = _FIRST.match(part)
    return match["word"] if match else ""


def _acts(first: str, part: str) -> bool:
    """Whether an alternative has a verb of its own, in the form of the first one's."""
    own = _opening(part)
    if first.endswith("ing"):
        return own.endswith("ing")
    return first in VERBS and own in VERBS and not own.endswith("ing")


def _unfinished(clause: str) -> bool:
    """Whether what a clause is about comes later, for it is short or ends in a verb."""
    words = sequence(clause)
    return len(words) < _WHOLE or words[-1] in VERBS


def _ending(acts: Iterator[str], last: str) -> str:
    """What an alternative without an object of its own shares with a later one.

    Args:
        acts: Later alternatives that have a verb.
        last: The last alternative, which ends in what is said of all.
    """
    for act in acts:
        own = _FIRST.match(act)
        if own is not None and sequence(act[own.end() :]):
            return act[own.end() :].strip()
    match = _TAIL.search(last)
    return last[match.start() :].strip() if match else " ".join(last.split()[1:])
