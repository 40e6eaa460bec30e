"""The part of a dependency parse that the rules read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
VERB_TAGS = frozenset({"VB", "VBP", "VBZ", "VBG", "VBN", "VBD"})


class Token(Protocol):
    """A word of a parse, in the Penn tag set and the ClearNLP labels."""

    @property
    def i(self) -> int:
        """Place in the sentence."""
        ...

    @property
    def text(self) -> str:
        """The word as written."""
        ...

    @property
    def lower_(self) -> str:
        """The word in lower case."""
        ...

    @property
    def lemma_(self) -> str:
        """Base form."""
        ...

    @property
    def tag_(self) -> str:
        """Part of speech (``VB``, ``NN`` ...)."""
        ...

    @property
    def dep_(self) -> str:
        """Label of the edge to the head."""
        ...

    @property
    def head(self) -> Token:
        """The governing word; itself at a root."""
        ...

    @property
    def children(self) -> Iterator[Token]:
        """Words governed directly, in order."""
        ...


def below(token: Token) -> Iterable[Token]:
    """Yield every word a word governs, directly or not."""
    for child in token.children:
        yield child
        yield from below(child)
