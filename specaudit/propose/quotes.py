"""From a quote to the passage it was copied from: what is not in the text is not believed."""

from __future__ import annotations

from functools import cached_property

from specaudit.domain.spec import Example, Statement
from specaudit.domain.text import clean
from specaudit.nlp.text import normalise
from specaudit.propose.digest import Digest, said

SHORTEST_QUOTE = 4
"""Words below which a quote could stand anywhere, unless it is all that a statement says."""


class RejectedError(Exception):
    """A proposal cannot be believed; the message is the reason, counted in the report."""


class Quotes:
    """The passages of one digest, ready to be searched."""

    def __init__(self, whole: Digest) -> None:
        self._whole = whole
        self._statements = whole.by_label()

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {label: normalise(s.text) for label, s in self._statements.items()}

    @cached_property
    def _folded_examples(self) -> list[str]:
        """What an author decided: the answers with a verdict, and the reasons given."""
        decided = ([t for t in e.turns if t.verdict] for e in self._whole.examples)
        return [
            normalise(" \n ".join(f"{said(turn)} \n {turn.reason or ''}" for turn in turns))
            for turns in decided
        ]

    def statement(self, label: str, quote: str) -> Statement:
        """Return the statement that a quote stands in: the one named, else the only one.

        Raises:
            RejectedError: where no statement has the words, or several do.
        """
        words = _words(quote)
        named = label.strip("[] ").upper()
        text = self._folded.get(named, "")
        if len(words.split()) < SHORTEST_QUOTE and words != _bare(text):
            raise RejectedError(f"quote of fewer than {SHORTEST_QUOTE} words")
        if words in text:
            return self._statements[named]
        holders = [name for name, text in self._folded.items() if words in text]
        same = {self._folded[name] for name in holders}
        if not holders:
            raise RejectedError("quote not in the text")
        if len(same) > 1:
            raise RejectedError("quote in many places")
        return self._statements[holders[0]]

    def example(self, number: int, quote: str) -> Example:
        """Return the example of a number, counted from 1, if a quote stands in it.

        Raises:
            RejectedError: where the example named does not have the words.
        """
        words = _words(quote)
        if len(words.split()) < SHORTEST_QUOTE:
            raise RejectedError(f"quote of fewer than {SHORTEST_QUOTE} words")
        if not 1 <= number <= len(self._whole.examples):
            raise RejectedError("no such example")
        if words not in self._folded_examples[number - 1]:
            raise RejectedError("quote not in an answer of the example")
        return self._whole.examples[number - 1]


def _words(quote: str) -> str:
    words = _bare(normalise(clean(quote)))
    if not words:
        raise RejectedError("empty quote")
    return words


def _bare(words: str) -> str:
    return words.strip(" .,;:\"'…")


def names_example(label: str) -> bool:
    """Whether a label stands for an example."""
    return label.strip("[] ").upper().startswith("E")
