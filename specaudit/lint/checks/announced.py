"""Lists that hold another number of things than the sentence before them announces."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Block, BlockKind, Span, Statement
from specaudit.lint.checks import Params
from specaudit.lint.context import Context, Document, Draft, Place, by_section
from specaudit.lint.counts import item_lists
from specaudit.lint.enumerations import table_rows
from specaudit.lint.facts import having
from specaudit.lint.similarity import content
from specaudit.lint.spelled import value_of

_IN_WORDS = r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_HOW_MANY = rf"(?P<number>{_IN_WORDS}|[2-9]|1[0-2])"
_NUMBER = rf"{_HOW_MANY}\s+"
_COUNT = regex(
    r"\b(?:the|these|those|all|our|its|has|have|are|by|in|into|of|apply|applies|considers?|uses?"
    r"|defines?|recogni[sz]es?|supports?|serves?|takes?|follows?|lists?|includes?|contains?|comprises?|distinguish(?:es)?"
    r"|(?:rests?|based|built)\s+on|consists?\s+of|knows?|names?|offers?|identif(?:y|ies)|gives?|sets?|describes?|outlines?"
    r"|(?P<led>following)|[\w]+[’']s)\s+(?P<other>following\s+|main\s+|only\s+)?"
    rf"{_NUMBER}(?P<next>following\s+)?"
    r"(?P<noun>(?:[a-z-]+\s+){0,2}[a-z]+s)\b",
    re.IGNORECASE,
)
_THINGS = (
    r"(?P<noun>(?:[a-z-]+\s+){0,2}"
    r"(?!(?:second|minute|hour|day|week|month|year|word|page|line|token|percent|dollar|time|column)s\b)[a-z]+s)\b"
)
_OPENING = regex(
    rf"\A\W*{_NUMBER}{_THINGS}(?:\s+(?:of|for|to)\s+[^,;:.]{{2,40}}?)?\s*"
    r"(?:(?:are|include|follow|apply|exist|stand\s+out)(?:\s+as\s+follows)?)?\s*:\s*\Z",
    re.IGNORECASE,
)
_RIGHT_BEFORE = regex(
    r"(?<![A-Z\d.][a-z]\s)\b(?!(?:other|first|last|next|least|most|than|about|over|and|or|between|up"
    r"|every|another|around|roughly|nearly|almost)\s)"
    r"(?<!\bup\s)(?<!\bone\s)(?<!\btwo\s)(?<!\bany\s)(?<!\beach\s)(?<!\bsome\s)(?<!\bout\s)(?<!\bnone\s)"
    rf"(?<!\ball\s)(?<!\bmost\s)(?<!\beither\s)[a-z]+\s+{_NUMBER}{_THINGS}\s*:\s*(?:\Z|(?=\((?:1|a|i)\)))"
)
_DASHED = regex(
    r"\b(?:the|these|those|all|our|its|their|has|have|are|following|main|[\w]+[’']s)\s+(?:main\s+|key\s+|core\s+)?"
    rf"{_NUMBER}{_THINGS}\s*(?:—|–|\s-{{1,3}}\s)\s*"
    r"(?!(?:who|which|that|whose|where|when|if|as|but|and|or|not|so|including|such)\b)"
    r"(?P<list>[\w’' -]+(?:,\s+[\w’' -]+)*,?\s+(?:and|or)\s+[\w’' -]+?)"
    r"\s*(?:—|–|\s-{1,3}\s|[.;]|\Z)",
    re.IGNORECASE,
)
"""Things named between dashes right after their number."""
_NAMED = 3
"""Words of a name in such a list."""
_AS_FOLLOWS = regex(
    rf"\A\W*(?:the|our|its|these)\s+{_NUMBER}(?P<noun>(?:[a-z-]+\s+){{0,3}}[a-z]+s)\b[^,;:.]{{0,40}}\s"
    r"are\s+(?:as\s+follows|the\s+following)\W*\Z",
    re.IGNORECASE,
)
_SHOWN = regex(
    r"\btable\b[^.;:]{0,30}\b(?:shows?|lists?|describes?|names?|gives?|holds?|contains?|has|covers?|sums?\s+up|summari[sz]es?"
    rf"|defines?|sets?\s+out)\s+(?:the\s+|all\s+|our\s+|its\s+)*{_NUMBER}{_THINGS}",
    re.IGNORECASE,
)
_ONE_OF = regex(
    r"\b(?:each|every|any|one|some|none|either|neither|most|half)\s+of\s+\Z", re.IGNORECASE
)
_NOT_AFTER = "".join(
    rf"(?<!\b{word} )"
    for word in (
        "other first last next least most than about over of to or every within between these"
        " those the"
    ).split()
)
_ANYWHERE = regex(
    rf"{_NOT_AFTER}(?<!\()\b(?P<number>{_IN_WORDS}"
    rf"|both|half\s+a\s+dozen|a\s+(?:pair|trio|quartet)\s+of)\s+{_THINGS}"
    r"(?!\s+(?:ago|later|long|away|or|and)\b)",
    re.IGNORECASE,
)
"""A number of things, wherever the sentence before a list says it."""
_OTHER_NUMBER = regex(r"\d|\b(?:each|every|per|one|two|three|four|five|six)\b", re.IGNORECASE)
_COLLECTIVE = {"half a dozen": 6, "both": 2, "a pair of": 2, "a trio of": 3, "a quartet of": 4}
_MARKER = regex(r"[-*+•]|\d+[.)]|\b[a-zA-Z][.)]")
_FOLLOWING = regex(rf"\bthe\s+following\s+{_HOW_MANY}(?P<noun>)\s*:\s*\Z", re.IGNORECASE)
"""A number without a name: "any of the following five:"."""
_THESE = regex(
    rf"\b(?:(?P<these>these|those)|all(?:\s+the)?|the)\s+{_NUMBER}{_THINGS}"
    r"(?P<where>\s+(?:(?:listed|named|given|described)\s+)?(?:above|below)\b)?(?!\s+(?:of|for|to)\b)",
    re.IGNORECASE,
)
_CASE_OPENS = regex(
    r"\A\W*(?:when(?:ever)?|if|where|while|after|before|once|for|in|at|on|with|of|beyond|besides|apart|between|among"
    r"|following|using|given|under|unless|until|to)\b",
    re.IGNORECASE,
)
"""A phrase or clause before the main one, whose things no list follows."""
_GOES_ON = regex(
    r"\A(?:\s+(?:of|for|to)\s+(?:[\w’'-]+\s?){1,5}?)?(?:,\s+(?:each|all|which|and\s+each|from|every|with|none|both)\b"
    r"|\s+(?:that|which|when|whenever|if|where)\b)",
    re.IGNORECASE,
)
"""What is said of the things before the colon, not to what the list belongs."""
_COMPLETED = regex(
    r"\b(?:must|should|shall|may|can|will|to|for|on|in|into|by|with|at|from|about|of|that|whether|if|not|do|does|as|than"
    r"|considers?|checks?|asks?|says?|decides?|agrees?|needs?|wants?|means?|requires?|chooses?)\s*\Z",
    re.IGNORECASE,
)
"""A clause that only the list completes: the list holds its objects."""
_SHORT_HEAD = 6
"""Words after the things and before the colon up to which the list is taken to hold the things."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_SUBSECTIONS = regex(
    r"\b(?:following|next)\s+(?:sub)?sections\b|\b(?:sub)?sections\s+below\b", re.I
)
_TO_WHICH = regex(
    r",\s+(?:(?:to|of|for|in|from|with)\s+)?(?:which|who(?:m|se)?)\b.*", re.I | re.DOTALL
)
"""What a sentence goes on to say of the last item."""
_DASH = regex(r"[—–]|\s-{1,3}\s")
_JOINT = regex(r",?\s+(?:and|or)\s+|,\s+")
_MARKS = ("123456789", "abcdefgh", "i ii iii iv v vi vii viii".split())
_CLAUSE = regex(r"(?:they|it|this|these|we|you|he|she|there|both)\s", re.IGNORECASE)
"""Opens a sentence, and no list."""


def count_against_list(context: Context, params: Params) -> Iterator[Draft]:
    """A sentence announces a number of things and its list holds another number."""
    for document in context.documents:
        lists = item_lists(document)
        yield from _against_own_list(document, lists)
        for statement in document.prose:
            yield from _against_subsections(document, statement)
            yield from _against_table(document, statement)
            yield from _against_next_list(document, statement, lists)
            yield from _against_dashes(document, statement)
            match = _announcing(statement)
            if match is None:
                continue
            items = lists.get(statement.id, [])
            text = statement.text
            count = len(items) or _ordinals(text) or _marked(text) or _inline(text)
            if count < 2:
                continue
            said = _number(match)
            if said != count:
                ends = [item.span for item in items[-1:]] or _after_colon(document, statement)
                yield _draft(document, statement, match, f"the list holds {count}", ends)


def _announcing(statement: Statement) -> re.Match[str] | None:
    """The count of a list that follows; without a colon none does, in the sentence or below it."""
    if ":" not in statement.text:
        return None
    match = _COUNT.search(statement.text)
    if match is not None and _announces(statement, match):
        return match
    return (
        _OPENING.match(statement.text)
        or _RIGHT_BEFORE.search(statement.text)
        or _FOLLOWING.search(statement.text)
        or _said_anywhere(statement.text)
    )


def _said_anywhere(text: str) -> re.Match[str] | None:
    """The only number of a sentence that opens a list, where it counts things of the list."""
    if not text.rstrip().endswith(":"):
        return None
    found = list(_ANYWHERE.finditer(text))
    if len(found) != 1 or _OTHER_NUMBER.search(text[: found[0].start()] + text[found[0].end() :]):
        return None
    if _CASE_OPENS.match(text) and "," not in text[: found[0].start()]:
        return None  # the things of a case, not those that follow
    head = text[found[0].end() :].rstrip(" :")
    if len(head.split()) > _SHORT_HEAD or _COMPLETED.search(head) or "," in head:
        return None
    return found[0]


def _number(match: re.Match[str]) -> int:
    written = " ".join(match["number"].casefold().split())
    return _COLLECTIVE.get(written) or int(value_of(written))


def _against_next_list(
    document: Document, statement: Statement, lists: dict[str, list[Block]]
) -> Iterator[Draft]:
    """A number of things that "are as follows", and the list under the next sentence."""
    match = _AS_FOLLOWS.match(statement.text) if "follow" in statement.text else None
    block = document.in_block[statement.block_id]
    after = block[block.index(statement) + 1 :][:1] if match else []
    items = lists.get(after[0].id, []) if after else []
    if match is not None and len(items) > 1 and int(value_of(match["number"])) != len(items):
        holds = f"the list holds {len(items)}"
        yield _draft(document, statement, match, holds, [items[-1].span])


def _against_own_list(document: Document, lists: dict[str, list[Block]]) -> Iterator[Draft]:
    """A number of "these" things beside the only list of a section, which holds another number.

    Beside it is what stands in the next block, and what names the things as the heading does.
    """
    told = by_section(having(document, _THESE, "prose"))
    if not told:
        return
    sizes = {len(items) for items in lists.values()}
    for section_id, runs in _runs(document).items():
        if len(runs) != 1 or len(runs[0]) == 1:
            continue
        items = runs[0]
        at = document.block_order[items[0].id], document.block_order[items[-1].id]
        section = document.sections.get(section_id)
        title = content(section.title) if section else frozenset[str]()
        for statement in told.get(section_id, ()):
            match = _THESE.search(statement.text)
            assert match is not None
            told_above = match["where"] and items[0].stem_id is None
            if statement.id in lists or not (match["these"] or told_above):
                continue
            ahead = statement.span.start < items[0].span.start
            if (ahead and items[0].stem_id is not None) or ":" in statement.text[match.end() :]:
                continue  # another sentence introduces them, or this one names its own
            if int(value_of(match["number"])) in {2, len(items), *sizes}:
                continue
            near = document.block_order[statement.block_id] in (at[0] - 1, at[1] + 1)
            named = content(match["noun"].split()[-1]) <= title
            if near or (named and statement.kind is not BlockKind.ITEM):
                holds = f"the list beside it holds {len(items)}"
                yield _draft(document, statement, match, holds, [items[-1].span])


def _runs(document: Document) -> dict[str, list[list[Block]]]:
    """The items of each section that stand in a row, those of the first depth only."""
    found: dict[str, list[list[Block]]] = defaultdict(list)
    last: Block | None = None
    for block in document.spec.blocks:
        if block.kind is BlockKind.ITEM:
            runs = found[block.section_id]
            if last is None or last.kind is not BlockKind.ITEM or not runs:
                runs.append([])
            begins = _MARKER.search(document.spec.text, *_before(document, block)) is not None
            if begins and (not runs[-1] or block.depth == runs[-1][0].depth):
                runs[-1].append(block)
        last = block
    return found


def _before(document: Document, block: Block) -> tuple[int, int]:
    """What stands before a block on its line: the mark of a list, where an item begins."""
    return document.spec.text.rfind("\n", 0, block.span.start) + 1, block.span.start


def _against_dashes(document: Document, statement: Statement) -> Iterator[Draft]:
    """A number of things that the sentence names between dashes ("two colours—red and blue")."""
    match = _DASHED.search(statement.text) if _DASH.search(statement.text) else None
    if match is None:
        return
    named = [one for one in _JOINT.split(match["list"].strip()) if one]
    if any(len(one.split()) > _NAMED for one in named) or int(value_of(match["number"])) == len(
        named
    ):
        return
    ends = _written_at(document, statement, match["list"])
    yield _draft(document, statement, match, f"and names {len(named)}", ends)


def _draft(
    document: Document,
    statement: Statement,
    announced: re.Match[str],
    found: str,
    ends: Iterable[Span],
    missing: str = "one item",
) -> Draft:
    """The finding that another number of things is found than a sentence announces."""
    return Draft(
        f"The sentence announces {announced['number']} {announced['noun']}".rstrip()
        + f", {found}.",
        f"{missing} is missing, or one too many",
        (document.place(statement), *(Place(document, end, "last-item") for end in ends)),
    )


def _written_at(document: Document, statement: Statement, words: str) -> list[Span]:
    """Where some words of a statement stand in the source, if they stand there as shown."""
    at = document.written(statement).find(words)
    start = statement.span.start + at
    return [Span(start, start + len(words))] if at >= 0 else []


def _against_table(document: Document, statement: Statement) -> Iterator[Draft]:
    """A number of things that a table is said to show, and its rows."""
    match = _SHOWN.search(statement.text) if "table" in statement.text else None
    if match is None and statement.text.endswith(":") and _before_table(document, statement):
        match = _RIGHT_BEFORE.search(statement.text)
    rows = table_rows(document, statement) if match else None
    if match is not None and rows is not None and int(value_of(match["number"])) != rows[0]:
        holds = f"the table holds {rows[0]}"
        yield _draft(document, statement, match, holds, [rows[1]], missing="one row")


def _before_table(document: Document, statement: Statement) -> bool:
    """Whether nothing but a table comes next."""
    at = document.block_order[statement.block_id] + 1
    return at < len(document.spec.blocks) and document.spec.blocks[at].kind is BlockKind.CELL


def _after_colon(document: Document, statement: Statement) -> list[Span]:
    """Where a sentence holds its list itself."""
    written = document.written(statement)
    start = statement.span.start + written.find(":") + 1
    end = statement.span.start + len(written.rstrip())
    return [Span(start, end)] if ":" in written else []


def _announces(statement: Statement, match: re.Match[str]) -> bool:
    """The count must belong to the list: the sentence ends in a colon, or the colon follows."""
    rest = statement.text[match.end() :]
    before = statement.text[: match.start()]
    head, colon, after = rest.partition(":")
    if re.search(r"\b(?:between|among)\s+(?:the|these|those)?\s*\Z", before):
        return False  # the list says how to choose between the things
    if _ONE_OF.search(statement.text[: match.start("number")]):
        return False  # the list says what to tell of each
    if re.search(r"\bfollowing\b", head + before):
        return False  # the list holds what "following" stands before
    if not colon or re.search(r"\bof\s+the\b", match[0]):
        return False
    if match["led"] or match["other"] or match["next"]:
        return not after.strip() or len(head.split()) <= _SHORT_HEAD
    if "," in head and _CASE_OPENS.match(statement.text):
        return False
    if _COMPLETED.search(head):
        return False
    if match[0].casefold().startswith("these ") and not after.strip():
        return True  # they were not told of before, so the list must hold them
    return len(head.split()) <= _SHORT_HEAD or (
        not after.strip() and _GOES_ON.match(head) is not None
    )


def _inline(text: str) -> int:
    """Items of a list inside the sentence after its colon ("three fields: a, b and c")."""
    _, colon, rest = text.partition(":")
    rest = _TO_WHICH.sub("", rest.strip().rstrip("."))
    if (
        not colon
        or not rest
        or _CLAUSE.match(rest)
        or re.search(r"[.;:(]", rest)
        or len(rest.split()) > 16
    ):
        return 0
    if not re.search(r"\b(?:and|or)\b", rest):
        return 0
    # With a comma before the last one, "and" and "or" inside the items join no items.
    joint = r",\s*" if re.search(r",\s*(?:and|or)\b", rest) else r",\s*|\s+(?:and|or)\s+"
    return len([part for part in re.split(joint, rest) if part])


def _marked(text: str) -> int:
    """Items that a sentence marks after its colon ("(1) ... and (2) ...")."""
    rest = text.partition(":")[2].casefold()
    for marks in _MARKS:
        count = 0
        while count < len(marks) and f"({marks[count]})" in rest:
            count += 1
        if count > 1:
            return count
    return 0


def _ordinals(text: str) -> int:
    """Items that a sentence numbers after its colon ("first, ...; and second, ...")."""
    rest = text.partition(":")[2].casefold()
    count = 0
    while count < len(_ORDINALS) and re.search(rf"\b{_ORDINALS[count]}(?:ly)?,", rest):
        count += 1
    return count if count > 1 else 0


def _against_subsections(document: Document, statement: Statement) -> Iterator[Draft]:
    """A number of things of which the following subsections are said to treat."""
    if "sections" not in statement.text or not _SUBSECTIONS.search(statement.text):
        return
    match = _COUNT.search(statement.text)
    children = document.children.get(statement.section_id, [])
    if match is None or len(children) < 2 or int(value_of(match["number"])) == len(children):
        return
    holds = f"and {len(children)} subsections follow"
    ends = [children[-1].heading]
    yield _draft(document, statement, match, holds, ends, missing="one of them")
