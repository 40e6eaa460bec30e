"""Paragraphs of plain words: how Markdown splits a text into blocks does not hang on the words.

Lines between blank ones that begin with a letter and hold no sign that could open or close a tag
or a comment are a paragraph, or part of a fence or comment around them, whatever their words. A
text with such lines cut to their first letter has the same blocks at other offsets.
"""

from __future__ import annotations

from bisect import bisect_right

from specaudit.domain.patterns import regex

_WORD = r"[^\s<>\x00-\x1f\x7f]"
_LINE = rf" *[A-Za-z]{_WORD}*(?: +{_WORD}+)*"
_PARAGRAPH = regex(rf"(?<=\n\n)(?:{_LINE}\n)+(?=\n)")
_REST = regex(r"(?<=[A-Za-z])[^\n]+")


class Shortened:
    """A text with the lines of its plain paragraphs cut, and how offsets in the two correspond."""

    def __init__(self, text: str) -> None:
        """Cut the lines."""
        cuts = [
            rest.span()
            for paragraph in _PARAGRAPH.finditer(text)
            for rest in _REST.finditer(text, *paragraph.span())
        ]
        self._cuts = cuts
        self._starts = [start for start, _ in cuts]
        self._removed = [0]
        """Characters cut before and with each cut."""
        self._at: list[int] = []
        """Where each cut is in the short text."""
        kept, last = [], 0
        for start, end in cuts:
            kept.append(text[last:start])
            last = end
            self._at.append(start - self._removed[-1])
            self._removed.append(self._removed[-1] + end - start)
        self.text = "".join([*kept, text[last:]])

    def short(self, offset: int) -> int:
        """Return an offset's place in the short text.

        Raises:
            ValueError: where it lies in what was cut.
        """
        number = bisect_right(self._starts, offset)
        if number and offset < self._cuts[number - 1][1]:
            raise ValueError("inside a line that was cut")
        return offset - self._removed[number]

    def full(self, offset: int) -> int:
        """Return the place in the text that an offset in the short text stands for."""
        return offset + self._removed[bisect_right(self._at, offset)]
