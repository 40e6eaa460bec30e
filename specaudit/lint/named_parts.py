"""Parts that a sentence sends its reader to by number, letter or kind, and that are not there.

Appendices, tables and footnotes, entries of numbered lists, points with a letter, entries of the
list in a linked section, and what is said to stand above, below or at the end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from specaudit.domain.finding import Severity
from specaudit.domain.patterns import regex
from specaudit.domain.spec import Block, BlockKind, Reference, Section, Statement
from specaudit.lint.context import Document, Draft
from specaudit.lint.facts import facts
from specaudit.lint.similarity import content
from specaudit.nlp.text import lemma

_WHY = "the reader cannot find the rule that is meant"
_HERE = r"(?!\s+(?:of|to|in|from)\s+(?!this\b|the\s+(?:spec|document|list|page|polic)))"
"""What follows does not say that the part is another document's."""
_SENT = (
    r"(?:\A|[.;:(,]\s*|\b(?:[Ii]n|[Ss]ee|also|[Uu]nder|[Bb]y|to|from|with|and|or|[Pp]er|than|that|[Aa]s|of|beyond"
    r"|both)\s(?:the\s)?)"
)
"""What stands before a part that is pointed at."""
_TOLD = (
    r"(?=\s*(?:[.,;:)!?]|\Z)|\s+(?:and|or|appl(?:y|ies)|says?|lists?|shows?|gives?|explains?|sets?|defines?"
    r"|describes?|holds?|tells?|has|have|contains?|governs?|decides?|specif(?:y|ies)|covers?|names?|is|are"
    r"|as\s+well|too|here|also|above|below|for\s+the|instead|when|where|if|unless|which)\b)"
)
"""What follows it: not a noun that it would only tell a kind of."""
_ATTACHED = regex(
    r"\b(?P<name>(?:(?P<back>Appendix|Annex|Exhibit|Attachment|Addendum)|Schedule|Table|Figure|Fig\."
    r"|Box|Listing|Diagram|Chart|Part|Chapter)\s+(?:[A-Z]|\d{1,2}|[IVX]{1,4}))\b(?!\s*[-–:]|\.\d|\s+[A-Z])"
    + _HERE
)
"""A part with a letter or number of its own."""
_COUNTED = regex(
    r"\b(?P<noun>[Rr]ule|[Cc]lause|[Ii]tem|[Pp]oint|[Ss]tep|[Pp]rinciple|[Gg]uideline|[Rr]equirement)"
    r"\s+(?P<number>\d{1,2})(?![\w%.]|\s*(?:of|in|from)\s(?!(?:this|the)\s+(?:spec\w*|document|list|page"
    r"|polic(?:y|ies))\b))(?!\.\d)"
)
"""An entry of a numbered list."""
_LETTERED = regex(
    r"\b(?:point|item|clause|paragraph|condition|exception|case|criterion|requirement|option|limb)"
    r"\s+\((?P<letter>[a-z])\)(?!\s*\()" + _HERE,
    re.IGNORECASE,
)
_LETTER = regex(r"\(([a-z])\)|^[ \t>*_-]{0,12}([a-z])[.)]", re.MULTILINE)
_SEVERAL = 2
"""Letters that a document must have at its points to miss another one."""
_FOOTNOTE = regex(r"\b(?:[Ff]ootnote|[Ee]ndnote)\s+(?P<number>\d{1,3})\b(?!\s*[).:])" + _HERE)
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        start=1,
    )
}
_ENTRY = r"bullet(?:\s+point)?|item|point|entry|step|rule|condition|criterion|exception|principle"
_POINTED = regex(_SENT + r"\Z")
_GOES_ON = regex(_TOLD)
_LINKED = regex(
    rf"\b(?:(?P<ordinal>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\s+(?P<noun>{_ENTRY})"
    rf"|(?P<entry>{_ENTRY})\s+(?P<number>\d{{1,2}}))\s+(?:of|in|under)\s+(?:the\s+list\s+(?:in|of)\s+)?"
    r"\[[^\[\]\n]{0,200}\]\(#",
    re.IGNORECASE | re.ASCII,
)
"""An entry of the list in the section that a link points at."""
_LISTED = frozenset("bullet item entry".split())
"""Names of entries that only a list has."""
_DRAWN = regex(
    r"\b(?:[Tt]he|[Tt]his)\s+(?:(?!flow\b)[a-z]+\s+){0,2}(?P<kind>table|chart|diagram|flow\s?chart|illustration"
    r"|screenshot|matrix|decision\s+tree)\s+(?:(?P<where>below|above)\b(?!\s+(?:the|an?|this|that|it|its|them|which)\b)"
    r"|(?:that|which)\s+follows\b|(?:at|near|towards?)\s+the\s+(?:end|foot|bottom|close)"
    r"(?:\s+of\s+(?:this|the)\s+(?:(?P<within>section|chapter|part)|page|document|spec\w*|guide\w*|policy))?"
    r"(?=\s*[.,;:)]|\s+(?:and|or|is|are|shows?|lists?|gives?|says?|has|have)\b|\Z))"
    r"|\b[Ff]ollowing\s+(?:[a-z]+\s+)?(?P<next>table|chart|diagram|flow\s?chart|illustration)\b"
    r"(?!\s+(?:format|layout|style|structure)\b)"
)
_PICTURES = regex(r"!\[|<(?:img|svg|figure|iframe|object|video)\b|\.(?:png|svg|jpe?g|gif)\b|:::")
_IN_CELLS = frozenset({"table", "chart", "matrix"})
"""What may be set as a table."""
_FENCES = regex(r"^[ \t>]*(?:```|~~~)", re.MULTILINE)
_PLACED = regex(
    r"\b(?:the|our)\s+(?:[a-z-]+\s+){0,2}?(?P<kind>checklist|template|worksheet|questionnaire|form|FAQ"
    r"|index|list|table|chart|matrix|flow\s?chart|diagram|decision\s+tree|sidebar|scenario)"
    r"(?:\s+(?:of|for|on|about|with)\s+(?P<topic>[\w’' -]{3,30}?))?,?\s+"
    r"(?:(?:to\s+use\s+)?is\s+(?:printed\s+)?)?"
    r"(?P<place>further\s+(?:down|up|below|on|above)|overleaf|(?:at|on|near|towards?)\s+the\s+"
    r"(?:end|bottom|foot|top|back|start|(?:next|previous|last)\s+page)"
    r"(?:\s+of\s+(?:this|the)\s+(?:page|document|section|chapter|spec\w*|guide\w*|policy|file))?)"
    r"(?=\s*[.,;:)]|\s+(?:and|or|is|are|shows?|lists?|gives?|says?|tells?|names?|has|have|helps?"
    r"|covers?)\b|\Z)",
    re.IGNORECASE,
)
"""A part of a kind that has a name, said to stand elsewhere on the page."""
_SHOWN = regex(r"\b(?:shows?|clicks?|draws?|displays?|press(?:es)?|taps?|opens?)\b", re.IGNORECASE)
_BACK_MATTER = regex(
    r"(?:\b(?:see|consult|refer\s+to|according\s+to|as\s+per|subject\s+to|(?:listed|defined|explained|described"
    r"|given|set\s+out|found|collected|gathered|printed|specified|named|detailed|summari[sz]ed|outlined|laid\s+(?:out|down))\s+(?:\w+\s+)?"
    r"(?:in|under|by|at)|(?:terms|definitions?|exceptions?|list|table|cases|examples?|worksheet|template|checklist)\s+(?:in|of))\s+"
    r"(?:the|this|our)\s+(?P<what>glossary|annex|appendix|appendices|addendum|bibliography|index\s+of\s+terms)"
    r"\b(?!\s+[A-Z\d(]|[-\w])"
    + _HERE
    + r"|\b(?:(?:is|are|stands?|appears?)\s+in|under)\s+(?:the|this|our)\s+"
    r"(?P<inside>glossary|annex|appendix|appendices|addendum)\b"
    r"(?!\s+(?:[A-Z\d(]|of\b|to\b)|[-\w])"
    r"|\b[Tt]he\s+(?P<at_end>glossary|annex|appendix|appendices|addendum)\s+"
    r"(?:at\s+the\s+end|below|above|of\s+this|defines|lists|explains|gives)\b)"
)
_BELONGS = regex(r"\b(?:belongs?|goes|go|put|placed?)\b", re.IGNORECASE)
_SYNONYMS = {"glossary": ("definition", "term", "vocabular"), "annex": ("appendi",)}
_LIST_NUMBER = regex(
    r"^(?P<indent>[ \t>]*)(?:(?P<line>={2,}|-{3,})[ \t]*$|(?:[-*]\s+)?(?:(?P<heading>#{1,6}\s+)"
    r"(?:(?:\*\*)?(?P<number>\d{1,3})[.):](?!\d))?|(?:\*\*)?(?P<item>\d{1,3})[.):](?!\d)))",
    re.MULTILINE,
)
"""A heading, or the number of a list's item."""
PARTED = regex(r"\b[Ss]ection\s+(?P<label>[A-Z]|\d+)\.(?P<part>\d{1,2})(?![\w.]*\d)" + _HERE)
_OTHERS = regex(
    r"\b(?:RFC\s?\d*|ISO\s?\d*|Act|Code|Law|Regulation|Directive|Treaty|Standard|U\.S\.C\.?|CFR"
    r"|GDPR|Terms|Agreement|Policy|Guide)\b[\s,(]*(?:[\w-]{1,40}[\s,]+){0,2}\Z"
    r"|\b[A-Z][\w.-]*\s+\d[\w.-]*[\s,(]*\Z"
)
"""The name of another document right before a number: the section is that one's."""
_NEAR = 100
_OF_A_FILE = regex(r"`[\w./-]+\.(?:md|mdx|rst|adoc|html|txt|tex)`")
HEADING_LABEL = regex(
    r"(?:Section\s+|§\s*)?(?P<label>\d+|[A-Z])(?:[.):]|\.\d|\s*[-–—]|\s+(?=[A-Z])|\Z)"
)
_WITHIN = r"(?:Section\s+|§\s*)?LABEL\.(?P<label>\d+)(?:[.):]|\s)"
_BEGINS = r"(?:^[\s#>*_|!\[(<\w=\"-]{0,12}?|[\[(>\"*_|])NAME\b"
"""Where a part's own name may stand: at the head of a line, in a link, a caption or bold words."""
_FEWEST = 3
"""Numbers from which on a document is one that counts."""


def missing(document: Document) -> Iterator[Draft]:
    """Sentences that send the reader to a part that is not there."""
    told = facts(document, "parts sent to", lambda one: _kinds(document, one), document.prose)
    numbers: list[int] | None = None
    letters: Counter[str] | None = None
    for statement in document.prose:
        for kind in told[statement.id]:
            if kind == "counted":
                numbers = list(_shown_numbers(document)) if numbers is None else numbers
                yield from _counted(document, statement, numbers)
            elif kind == "lettered":
                letters = _letters(document.spec.text) if letters is None else letters
                yield from _lettered(document, statement, letters)
            else:
                yield from _BY_KIND[kind](document, statement)


def _kinds(document: Document, statement: Statement) -> list[str]:
    """The ways in which a sentence sends its reader to a part."""
    found = [kind for kind, pattern in _SENDING.items() if pattern.search(statement.text)]
    source = document.written(statement)
    if "](#" in source and _LINKED.search(source):
        found.append("linked")
    return found


def goes_on(text: str, at: int) -> bool:
    """Whether the name of a part ends at an offset, and is not a part of a longer one."""
    return _GOES_ON.match(text, at) is not None


def elsewhere(before: str) -> bool:
    """Whether a text ends with the name of another document, whose part follows."""
    return _OTHERS.search(before[-_NEAR:]) is not None


def nowhere(
    document: Document, statement: Statement, told: str, severity: Severity | None = None
) -> Draft:
    """What is said of a sentence that sends its reader to what is not there.

    Args:
        document: The document.
        statement: The sentence.
        told: What it sends to, and what is wrong with that.
        severity: Lowers the rule's for this finding.
    """
    place = document.place(statement)
    return Draft(f"The text sends to {told}.", _WHY, (place,), severity=severity)


def _missing(document: Document, statement: Statement, name: str) -> Draft:
    return nowhere(document, statement, f"{' '.join(name.split())}, and the document has none")


def _attached(document: Document, statement: Statement) -> Iterator[Draft]:
    """Appendices, tables and the like that no heading, caption or head of a line names."""
    text = statement.text
    for match in _ATTACHED.finditer(text):
        name = " ".join(match["name"].split())
        before = text[: match.start()]
        pointed = match["back"] or (_POINTED.search(before[-_NEAR:]) and goes_on(text, match.end()))
        if not pointed or text.strip(" *_().") == match["name"] or elsewhere(before):
            continue  # a kind of its own, a caption, or another document's
        if _stands(document, statement, name):
            continue
        if _OF_A_FILE.search(document.written(statement)) is None:
            yield _missing(document, statement, name)


def _stands(document: Document, statement: Statement, name: str) -> bool:
    """Whether a name is a heading's, a caption's or a link's, outside the sentence itself."""
    if any(name in section.title for section in document.spec.sections):
        return True
    pattern = regex(_BEGINS.replace("NAME", re.escape(name).replace(r"\ ", r"\s+")), re.MULTILINE)
    start, end = statement.span.start, statement.span.end
    return any(
        match.end() <= start or match.start() >= end or "[" in match[0]
        for match in pattern.finditer(document.spec.text)
    )


def _counted(document: Document, statement: Statement, numbers: list[int]) -> Iterator[Draft]:
    """Entries of a numbered list whose number no list and no heading reaches."""
    if len(numbers) < _FEWEST:
        return
    for match in _COUNTED.finditer(statement.text):
        if int(match["number"]) > max(numbers) and not _stands(document, statement, match[0]):
            yield _missing(document, statement, match[0])


def _shown_numbers(document: Document) -> Iterator[int]:
    """The numbers that readers see at headings and items: a list of "1." alone counts up."""
    text = document.spec.text
    lines = {document.lines.position(block.span.start).line for block in document.spec.blocks}
    last: dict[str, tuple[int, int]] = {}
    for match in _LIST_NUMBER.finditer(text):
        if match["heading"] or match["line"]:
            last.clear()
        elif document.lines.position(match.start("item")).line not in lines:
            continue  # in code, or in an example
        if number := match["number"] or match["item"]:
            written = int(number)
            before, shown = last.get(match["indent"], (0, 0))
            shown = shown + 1 if written == before else written
            last[match["indent"]] = written, shown
            yield shown


def _by_part(document: Document, statement: Statement) -> Iterator[Draft]:
    """Parts of a section ("Section D.9") whose section has numbered parts, and not this one."""
    for match in PARTED.finditer(statement.text):
        if elsewhere(statement.text[: match.start()]):
            continue
        for section in document.spec.sections:
            named = HEADING_LABEL.match(section.title)
            if named is None or named["label"] != match["label"]:
                continue
            titles = [child.title for child in document.children[section.id]]
            # "4.1 Errors" under "4 Running" is its first part, and so is "1 Errors".
            whole = regex(_WITHIN.replace("LABEL", re.escape(match["label"])))
            below = [whole.match(title) or HEADING_LABEL.match(title) for title in titles]
            parts = {child["label"] for child in below if child}
            if parts and match["part"] not in parts:
                yield _missing(document, statement, match[0])
            break


def _lettered(document: Document, statement: Statement, letters: Counter[str]) -> Iterator[Draft]:
    """Points with a letter, where the document has points with letters, and not that one."""
    own = _letters(statement.text)
    for match in _LETTERED.finditer(statement.text):
        letter = match["letter"].casefold()
        others = len(letters) - (letter in letters)
        alone = letters[letter] <= own[letter] == 1
        if alone and others >= _SEVERAL and not elsewhere(statement.text[: match.start()]):
            yield _missing(document, statement, match[0])


def _letters(text: str) -> Counter[str]:
    """How often each letter stands in brackets or at the head of a line."""
    return Counter(match[1] or match[2] for match in _LETTER.finditer(text))


def _footnote(document: Document, statement: Statement) -> Iterator[Draft]:
    """Footnotes by a number that is higher than there are footnotes."""
    for match in _FOOTNOTE.finditer(statement.text):
        number = match["number"]
        marks = (f"[^{number}]", f"[{number}]", f"<sup>{number}", f"^{number}^")
        some = len(document.spec.footnotes)
        if int(number) > some and not any(mark in document.spec.text for mark in marks):
            yield _missing(document, statement, match[0])


def _linked(document: Document, statement: Statement) -> Iterator[Draft]:
    """Entries of the list in a linked section, which has no list as long as that."""
    source = document.written(statement)
    for match in _LINKED.finditer(source):
        target = _target(document, statement.span.start + match.end())
        if target is None or target.resolved is None:
            continue
        noun = lemma((match["noun"] or match["entry"]).split()[0].casefold())
        number = _number(match)
        longest = _longest(document, target.resolved)
        if number > longest and (longest or noun in _LISTED):
            named = (
                f"the {match['ordinal']} {match['noun']}" if match["ordinal"] else match["entry"]
            )
            named = named if match["ordinal"] else f"{named} {number}"
            section = document.sections.get(target.resolved)
            title = section.title if section else target.resolved
            yield nowhere(
                document,
                statement,
                f'{named} of "{title}", which has {longest or "no such list"}',
                Severity.WARNING,
            )


def _target(document: Document, offset: int) -> Reference | None:
    """The link that an offset lies in."""
    return next(
        (
            reference
            for reference in document.spec.references
            if reference.kind == "link" and reference.span.start < offset <= reference.span.end
        ),
        None,
    )


def _number(match: re.Match[str]) -> int:
    if match["number"]:
        return int(match["number"])
    ordinal = match["ordinal"].casefold()
    return _ORDINALS.get(ordinal) or int(ordinal.rstrip("stndrh"))


def _longest(document: Document, section_id: str) -> int:
    """Entries of the longest list in a section and those below it, or its subsections' count."""
    below = [section_id]
    for name in below:
        below += [child.id for child in document.children[name]]
    children = max(len(document.children[name]) for name in below)
    blocks = [block for block in document.spec.blocks if block.section_id in set(below)]
    return max([children, *map(len, _lists(blocks))])


def _lists(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Runs of items at one depth; deeper ones between them do not end a list."""
    for depth in {block.depth for block in blocks if block.kind is BlockKind.ITEM}:
        run: list[Block] = []
        for block in blocks:
            if block.kind is BlockKind.ITEM and block.depth == depth:
                run.append(block)
            elif block.kind is not BlockKind.ITEM or block.depth < depth:
                yield run
                run = []
        yield run


def _drawn(document: Document, statement: Statement) -> Iterator[Draft]:
    """A table or picture that is said to stand below or above, where none does."""
    text = document.spec.text
    section = document.sections.get(statement.section_id)
    for match in _DRAWN.finditer(statement.text):
        kind = match["kind"] or match["next"]
        above = match["where"] == "above"
        start, end = (0, statement.span.start) if above else (statement.span.end, len(text))
        if match["within"] and section is not None:
            end = section.body.end
        if kind in _IN_CELLS and _has_table(document, start, end):
            continue
        if kind != "table" and _PICTURES.search(text, start, end):
            continue
        if section is not None and _drawn_in_letters(document, section):
            continue
        yield nowhere(
            document,
            statement,
            f"the {' '.join(kind.split())} {'above' if above else 'below'}, where there is none",
            Severity.WARNING,
        )


def _drawn_in_letters(document: Document, section: Section) -> bool:
    """Whether a section has a fence that holds no conversation."""
    examples = [example.span for example in document.spec.examples]
    fences = _FENCES.finditer(document.spec.text, section.body.start, section.body.end)
    return any(not any(e.start <= f.start() < e.end for e in examples) for f in fences)


def _has_table(document: Document, start: int, end: int) -> bool:
    """Whether a table stands in a range of the source."""
    cells = (block for block in document.spec.blocks if block.kind is BlockKind.CELL)
    return "<table" in document.folded[start:end] or any(
        start <= block.span.start < end for block in cells
    )


def _back_matter(document: Document, statement: Statement) -> Iterator[Draft]:
    """A glossary or an appendix of the document that no heading, label or link names."""
    labels = _labels(document)
    for match in _BACK_MATTER.finditer(statement.text):
        if _BELONGS.search(statement.text[: match.start()]):
            continue  # told of such documents
        what = (match["what"] or match["inside"] or match["at_end"]).casefold()
        stem = what[:6]
        names = (stem, *_SYNONYMS.get(what, ()), *(("annex",) if stem == "append" else ()))
        linked = re.search(rf"\[[^\[\]\n]*{stem}", document.folded)
        if not linked and not any(name in label for name in names for label in labels):
            yield nowhere(
                document, statement, f"the {what}, and the document has none", Severity.WARNING
            )


def _labels(document: Document) -> list[str]:
    """The titles of sections and the labels of items, in small letters."""
    labels = [section.title.casefold() for section in document.spec.sections]
    return labels + [block.label.casefold() for block in document.spec.blocks if block.label]


def _placed(document: Document, statement: Statement) -> Iterator[Draft]:
    """A checklist, a form or the like that no heading, label, bold words or table holds."""
    text = document.spec.text
    start, end = statement.span.start, statement.span.end
    for match in _PLACED.finditer(statement.text):
        if _SHOWN.search(statement.text[: match.start()]):
            continue  # on a screen
        kind = " ".join(match["kind"].split()).casefold()
        if kind in _IN_CELLS:
            there = _has_table(document, 0, len(text))
        else:
            outside = f"{document.folded[:start]} {document.folded[end:]}"
            there = re.search(rf"\b{kind.replace(' ', '.?')}", outside) is not None
            there |= kind not in ("list", "index") and _PICTURES.search(text) is not None
        topic = content(match["topic"] or "")
        if there or (topic and any(topic <= content(title) for title in _labels(document))):
            continue
        told = f"the {match['kind']} {' '.join(match['place'].split())}"
        yield nowhere(document, statement, f"{told}, where there is none", Severity.WARNING)


_SENDING = {
    "attached": _ATTACHED,
    "counted": _COUNTED,
    "part": PARTED,
    "lettered": _LETTERED,
    "footnote": _FOOTNOTE,
    "drawn": _DRAWN,
    "placed": _PLACED,
    "back matter": _BACK_MATTER,
}
_BY_KIND = {
    "attached": _attached,
    "part": _by_part,
    "footnote": _footnote,
    "linked": _linked,
    "drawn": _drawn,
    "placed": _placed,
    "back matter": _back_matter,
}
