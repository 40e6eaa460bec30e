"""A parsed spec: sections, statements, norms, examples, and where each stands in the source."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum

from specaudit.domain.place import Position as Position
from specaudit.domain.place import Span as Span
from specaudit.domain.records import record


class BlockKind(StrEnum):
    """What a block of text is, which decides how far it can bind."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    QUOTE = "quote"
    COMMENTARY = "commentary"
    """Text the spec itself marks as not instructing anyone (an admonition, a note)."""
    RANKING = "ranking"
    """A line that orders outcomes or levels, such as ``A > B > C``."""
    EXAMPLE_LABEL = "example-label"


class NormType(StrEnum):
    """Deontic type of a norm."""

    OBLIGATION = "O"
    PROHIBITION = "F"
    PERMISSION = "P"
    DESCRIPTION = "D"
    """A present-tense statement of what the agent does, read as a norm in specs."""


class Force(StrEnum):
    """How strongly a norm binds (RFC 2119 levels, plus descriptive prose)."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    DESCRIPTIVE = "descriptive"


class Verdict(StrEnum):
    """What the spec's author says of an example answer."""

    GOOD = "GOOD"
    BAD = "BAD"
    OK = "OK"


@record(frozen=True, slots=True)
class Section:
    """A heading with everything under it up to the next heading of its rank."""

    id: str
    """The author's anchor, else a slug of the title; unique in the document."""
    anchor: str | None
    """The anchor the author wrote, if any."""
    title: str
    depth: int
    """Heading level 1-6; 0 is the text before the first heading (id ``""``)."""
    parent_id: str | None
    path: tuple[str, ...]
    """Titles from the outermost section down to this one."""
    authority: str | None
    """Level in force here: the section's own, else the nearest ancestor's."""
    own_authority: str | None
    """Level written on this very heading."""
    attributes: tuple[tuple[str, str], ...]
    """Every ``key=value`` written on the heading, in order, the anchor left out."""
    normative: bool
    """False where the document says the part only informs (overview, changelog)."""
    heading: Span
    """The heading line(s); empty for the text before the first heading."""
    body: Span
    """From the heading to the start of the next section of equal or higher rank."""


@record(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table cell or similar: the unit that caches and comments act on."""

    id: str
    """``<section id>/<hash of kind and normalised text>``, with ``.2`` etc. on repeats."""
    kind: BlockKind
    section_id: str
    span: Span
    depth: int
    """List or quote nesting; 0 for a plain paragraph."""
    stem_id: str | None
    """Statement that introduces the list this item stands in ("The assistant must:")."""
    label: str | None
    """Leading "Label:" or bold lead that names the item, without the colon."""
    normative: bool


@record(frozen=True, slots=True)
class Statement:
    """One sentence (or verbless list item) of a block: what rules, pairs and models talk about."""

    id: str
    """``<section id>/<hash of normalised text>``, with ``.2`` etc. on repeats in a section."""
    block_id: str
    section_id: str
    kind: BlockKind
    span: Span
    """Source range; the slice is the exact text of the document, markup included."""
    text: str
    """The sentence as a reader sees it: markup removed, auto-titled links spelled out."""
    authority: str | None
    normative: bool


@record(frozen=True, slots=True)
class Norm:
    """One atomic norm found in a statement."""

    statement_id: str
    type: NormType
    force: Force
    agent: str | None
    """Who is bound, lower-case ("assistant", "developer"); None where left open."""
    action: str
    """Lemma of the content verb, light verbs ("try to") and flips ("avoid") resolved."""
    object: str | None
    """Lemma of the head noun the action bears on."""
    negated: bool
    """True where the words forbid or negate (also through "avoid", "refrain")."""
    condition: str | None
    """The words under which the norm applies, as written."""
    exception: str | None
    """The words that lift it ("unless ...", "except ..."), as written."""
    light_verb: str | None
    trigger: str
    """The word(s) that make it a norm: a modal, a performative, "imperative", "stem"."""


@record(frozen=True, slots=True)
class Turn:
    """One message of an example conversation."""

    role: str
    text: str
    span: Span
    verdict: Verdict | None
    verdict_anchor: str | None
    """Section the verdict says is broken (``<!-- BAD[#anchor] -->``), without ``#``."""
    reason: str | None
    comparison: int | None
    """Number of the comparison block this answer stands in, counted within the example."""


@record(frozen=True, slots=True)
class Example:
    """A worked example: turns, some of them answers with a verdict."""

    id: str
    section_id: str
    title: str
    span: Span
    turns: tuple[Turn, ...]
    problems: tuple[str, ...] = ()
    """What is malformed, in words ("unclosed <user>", "unknown verdict 'GREAT'")."""


@record(frozen=True, slots=True)
class Reference:
    """A pointer from the text to an anchor, a footnote or (through a verdict) a section."""

    kind: str
    """``link``, ``footnote`` or ``verdict``."""
    target: str
    """What is pointed at, without ``#`` or ``^``."""
    resolved: str | None
    """Section id (or footnote label) it resolves to; None where nothing matches."""
    section_id: str
    statement_id: str | None
    span: Span
    auto_title: bool = False
    """True for the ``[?](#id)`` form whose text the renderer fills in."""


@record(frozen=True, slots=True)
class Definition:
    """A term the document gives a meaning to."""

    term: str
    text: str
    section_id: str
    statement_id: str | None
    span: Span


@record(frozen=True, slots=True)
class Ranking:
    """An order the author wrote down, highest first."""

    items: tuple[str, ...]
    section_id: str
    statement_id: str | None
    span: Span


@record(frozen=True, slots=True)
class Precedence:
    """A sentence that says which of two things wins ("X takes precedence over Y")."""

    higher: str
    lower: str
    section_id: str
    statement_id: str
    span: Span


@record(frozen=True, slots=True)
class ParseProblem:
    """Something malformed in the document that the parser had to step over."""

    kind: str
    message: str
    span: Span


@record(frozen=True, slots=True)
class Spec:
    """One parsed document."""

    path: str
    """Name shown to people; as given by the user, never resolved."""
    text: str
    """Source with line ends normalised to ``\\n`` and a leading byte-order mark removed."""
    sha256: str
    dialect: str
    levels: tuple[str, ...]
    """Authority levels, highest first; empty where the document has none."""
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()
    statements: tuple[Statement, ...] = ()
    norms: tuple[Norm, ...] = ()
    examples: tuple[Example, ...] = ()
    references: tuple[Reference, ...] = ()
    definitions: tuple[Definition, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    precedences: tuple[Precedence, ...] = ()
    footnotes: tuple[str, ...] = ()
    """Labels of the footnotes the document defines."""
    problems: tuple[ParseProblem, ...] = ()
    engine: str = "none"
    """NLP engine (name and version) that found the norms."""


class LineIndex:
    """Turns code-point offsets of one text into lines and columns."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        find = text.find
        at = find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = find("\n", at + 1)

    def position(self, offset: int) -> Position:
        """Return the 1-based line and column of a code-point offset."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)
