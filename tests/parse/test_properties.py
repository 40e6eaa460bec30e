from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from specaudit.domain.spec import Span, Spec
from specaudit.parse.document import parse
from specaudit.parse.markdown import front_matter

_FRAGMENTS = (
    "# Duties {#duties authority=root}",
    "## Tone",
    "## Tone {#tone authority=user}",
    "Title\n=====",
    "###### ",
    "The clerk must answer. It should not guess!",
    "The clerk must:",
    "- stay calm",
    "- **Tool**: never shout.",
    "  - and listen",
    "2. second",
    "    safety > speed > style",
    "safety > speed",
    "> quoted *text*",
    "> Note: quoted",
    '!!! meta "Commentary"\n    Why this is so.',
    "**Example**: a short one",
    "~~~xml\n<user>hi</user>\n<comparison>\n<assistant><!-- BAD[#tone]: rude -->\nno</assistant>"
    "\n</comparison>\n~~~",
    "```\n# not a heading",
    "<user>left open",
    "| a | b |\n|---|---|\n| must `x|y` | \\| |",
    "<details><summary>More</summary>",
    "</details>",
    "<!-- hidden",
    "-->",
    "[see](#tone), [?](#duties), [word][label] and [^note]",
    "[label]: #tone",
    "[^note]: a footnote.",
    "“Crew” means everyone on board.",
    "**Crew**: everyone aboard",
    "Safety takes precedence over speed.",
    "a\u2028b\x0cc\x0bd\x85e",
    "日本語の文。もう一つ。",
    "&gt; &amp;lt; \\* `a` *b* __c__ --- d",
    "{% if x %} {{ y }} <% z %>",
    "---",
    "\t",
)
_SEPARATORS = ("\n", "\n\n", "\n   ", "\n    ", " ", "\r\n", "\n> ", "\n- ")

TEXTS = st.text(max_size=200)
DOCUMENTS = st.lists(
    st.tuples(st.sampled_from(_FRAGMENTS), st.sampled_from(_SEPARATORS)), max_size=14
).map(lambda parts: "".join(a + b for a, b in parts))
EITHER = st.one_of(TEXTS, DOCUMENTS, DOCUMENTS)
SETTINGS = settings(
    max_examples=500, deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)
_HEADING = "# Quite another matter\n\nA plain paragraph stands here.\n"


def spans(spec: Spec) -> list[tuple[str, Span]]:
    """Every span of a spec with a word for what it belongs to."""
    found = [("block", b.span) for b in spec.blocks]
    found += [("statement", s.span) for s in spec.statements]
    found += [("example", e.span) for e in spec.examples]
    found += [("turn", t.span) for e in spec.examples for t in e.turns]
    found += [("reference", r.span) for r in spec.references]
    found += [("definition", d.span) for d in spec.definitions]
    found += [("ranking", r.span) for r in spec.rankings]
    found += [("precedence", p.span) for p in spec.precedences]
    found += [("problem", p.span) for p in spec.problems]
    for section in spec.sections:
        found += [("heading", section.heading), ("body", section.body)]
    return found


def check_shape(spec: Spec) -> None:
    """All that holds of any parsed text."""
    size = len(spec.text)
    for what, span in spans(spec):
        assert 0 <= span.start <= span.end <= size, (what, span)
    blocks = {b.id: b for b in spec.blocks}
    sections = {s.id: s for s in spec.sections}
    for place in ("sections", "blocks", "statements", "examples"):
        ids = Counter(item.id for item in getattr(spec, place))
        assert not [i for i, n in ids.items() if n > 1], place
    statements = {s.id for s in spec.statements}
    for statement in spec.statements:
        block, section = blocks[statement.block_id], sections[statement.section_id]
        assert block.span.start <= statement.span.start < statement.span.end <= block.span.end
        assert section.body.start <= statement.span.start
        assert statement.span.end <= section.body.end
        assert statement.text == statement.text.strip() != ""
        assert statement.authority == section.authority
    assert [s.span for s in spec.statements] == sorted(s.span for s in spec.statements)
    for section in spec.sections[1:]:
        assert section.parent_id in sections
    for block in spec.blocks:
        assert block.stem_id is None or block.stem_id in statements
    for example in spec.examples:
        for turn in example.turns:
            assert spec.text[turn.span.start : turn.span.end] == turn.text


def keys(spec: Spec) -> list[tuple[str, str]]:
    return [(s.id, s.text) for s in spec.statements]


@SETTINGS
@given(EITHER)
def test_any_text_parses_to_a_sound_tree(text: str) -> None:
    check_shape(parse(text))


@SETTINGS
@given(DOCUMENTS)
def test_statement_ids_do_not_move_with_the_text_above(text: str) -> None:
    assume(not front_matter(text))
    before = parse(text, dialect="plain")
    for above in (_HEADING + "\n" * 50, "\n" * 50 + _HEADING + "\n"):
        after = parse(above + text, dialect="plain")
        ids = {s.id for s in after.statements}
        moved = [s.id for s in before.statements if s.section_id and s.id not in ids]
        assert not moved


@SETTINGS
@given(EITHER)
def test_line_ends_and_byte_order_mark_change_nothing(text: str) -> None:
    unix = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    expected = keys(parse(unix))
    assert keys(parse(unix.replace("\n", "\r\n"))) == expected
    assert keys(parse("\ufeff" + unix)) == expected
