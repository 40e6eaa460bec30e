"""Commentary, and marks that a reader does not see."""

from __future__ import annotations

import pytest

from specaudit.config import DocumentOptions
from specaudit.domain.spec import BlockKind
from specaudit.parse.document import parse
from tests.parse.kit import block, kinds, texts


def test_hard_wrapped_admonitions_are_commentary_and_bind_nobody() -> None:
    spec = parse(
        '# Tone\n\n!!! meta "Commentary"\n    Guests must feel at home,\n'
        "    which is why we ask\n    for warmth.\n\nBe warm.\n"
    )
    assert texts(spec) == [
        "Guests must feel at home, which is why we ask for warmth.",
        "Be warm.",
    ]
    assert kinds(spec) == [BlockKind.COMMENTARY, BlockKind.PARAGRAPH]
    assert [s.normative for s in spec.statements] == [False, True]


def test_quotes_are_quotes_unless_they_call_themselves_notes() -> None:
    spec = parse("> The crew must wave.\n\n> **Note:** waving is old.\n")
    assert kinds(spec) == [BlockKind.QUOTE, BlockKind.COMMENTARY]


def test_an_admonition_kind_can_be_declared_non_normative() -> None:
    source = "!!! aside\n    The crew must wave.\n"
    assert parse(source).statements[0].normative
    options = DocumentOptions(non_normative=("!!! aside",))
    assert not parse(source, options=options).statements[0].normative


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Say &gt; 3 words &amp; stop.", "Say > 3 words & stop."),
        ("Be brief --- never curt.", "Be brief — never curt."),
        ("The “crew” can't --- the ‘pilot’ can.", "The “crew” can't — the ‘pilot’ can."),
        ("Be **very** *kind* and ~~not~~ `**raw**`.", "Be very kind and not **raw**."),
        ("Use snake_case_names and __bold__ words.", "Use snake_case_names and bold words."),
        ("Let {% if x %}crew{% endif %} rest.", "Let crew rest."),
        ("Let <%= name %> rest now.", "Let rest now."),
        ("Call {{ site.name }} first.", "Call first."),
        ("See [the rules](https://x.example/a_(b)) now.", "See the rules now."),
        ("See [the rules][r] now.\n\n[r]: #a", "See the rules now."),
        ("Wave[^a1], then stop[^b].", "Wave, then stop."),
        ("Stop <!-- not shown --> here.", "Stop here."),
        ("Do \\*not\\* run.", "Do *not* run."),
        (":white_check_mark: **DO** wave at ships.", "DO wave at ships."),
        (":no_entry: **DO NOT** wave.", "DO NOT wave."),
        ("Meet at 10:30:45 by the quay.", "Meet at 10:30:45 by the quay."),
        ("Clients **MUST** send `a`; they MAY retry.", "Clients MUST send a; they MAY retry."),
        ("Write <b>clearly</b><br>or not.", "Write clearly or not."),
        ("- [x] Lock the door.", "Lock the door."),
    ],
)
def test_a_statement_reads_as_a_reader_sees_it(source: str, shown: str) -> None:
    spec = parse(source)
    assert texts(spec)[0] == shown
    assert spec.statements[0].span.end <= len(source)


def test_emoji_verdicts_on_hard_wrapped_lines_each_begin_a_statement() -> None:
    spec = parse(":white_check_mark: **DO** wave at ships\n:no_entry: **DO NOT** shout at them\n")
    assert texts(spec) == ["DO wave at ships", "DO NOT shout at them"]


def test_suppression_comments_leave_no_trace() -> None:
    plain = parse("# A\n\nBe kind. Be brief.\n")
    marked = parse(
        "# A\n\n<!-- specaudit-disable some-rule -->\n\nBe kind. <!-- specaudit-ok x -->"
        " Be brief.\n"
    )
    assert [s.id for s in plain.statements] == [s.id for s in marked.statements]
    assert [b.id for b in plain.blocks] == [b.id for b in marked.blocks]


def test_html_blocks_are_read_and_scripts_are_not() -> None:
    spec = parse(
        "<div>\nThe clerk must file it.\n</div>\n\n<script>\nlet a = 'must';\n</script>\n\n"
        "<details>\n<summary>More</summary>\n\nThe clerk should ask.\n\n</details>\n"
    )
    assert texts(spec) == ["The clerk must file it.", "The clerk should ask."]


def test_wrapper_tags_hide_nothing() -> None:
    spec = parse("<IMPORTANT>\nNever open the safe.\n\nAsk first.\n</IMPORTANT>\n")
    assert texts(spec) == ["Never open the safe.", "Ask first."]
    source = spec.text[spec.statements[0].span.start : spec.statements[0].span.end]
    assert source == "Never open the safe."


def test_tables_give_cells_with_the_head_of_their_column() -> None:
    spec = parse(
        "| Who | Duty |\n|---|---|\n| Pilot | Must stay a\\|b on deck. |\n| Cook | Rest |\n"
    )
    (found,) = spec.statements
    assert found.kind is BlockKind.CELL
    assert found.text == "Must stay a|b on deck."
    assert block(spec, found).label == "Duty"
