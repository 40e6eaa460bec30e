"""What every norm engine takes and gives."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from specaudit.domain.records import record
from specaudit.domain.spec import BlockKind, Norm


@record(frozen=True, slots=True)
class Sentence:
    """A statement as an engine reads it; a sequence of them stands in document order."""

    id: str
    """Statement id, unique in the sequence; the norms found carry it."""
    text: str
    """The sentence as a reader sees it, markup removed."""
    stem_id: str | None = None
    """Id of the sentence that introduces the list this one stands in."""
    paragraph: str = ""
    """Key of the paragraph or block: "It" and "They" look back no further than this."""
    kind: BlockKind = BlockKind.PARAGRAPH
    label: str | None = None
    """Leading "Label:" of the item, if any; may or may not be part of ``text``."""


class NormEngine(Protocol):
    """Finds the atomic norms in sentences."""

    name: str
    """Name and version, recorded with every spec the engine has read."""

    def norms(
        self, sentences: Sequence[Sentence], names: Collection[str] | None = None
    ) -> list[list[Norm]]:
        """Return the norms of each sentence, one list per sentence, in the same order.

        Args:
            sentences: Sentences in document order, of whole sections.
            names: What the document calls its assistant; None: what these sentences call it.
        """
        ...
