from __future__ import annotations

import pytest

from specaudit.config import DocumentOptions
from specaudit.domain.spec import Block, BlockKind, Example, Section, Spec, Statement, Verdict
from specaudit.parse.document import parse


def texts(spec: Spec) -> list[str]:
    return [s.text for s in spec.statements]


def kinds(spec: Spec) -> list[BlockKind]:
    return [s.kind for s in spec.statements]


def said(spec: Spec, words: str) -> Statement:
    return next(s for s in spec.statements if words in s.text)


def block(spec: Spec, statement: Statement) -> Block:
    return next(b for b in spec.blocks if b.id == statement.block_id)


def stem(spec: Spec, words: str) -> str | None:
    found = block(spec, said(spec, words)).stem_id
    return next((s.text for s in spec.statements if s.id == found), None)


def section(spec: Spec, identity: str) -> Section:
    return next(s for s in spec.sections if s.id == identity)


def targets(spec: Spec, kind: str = "link") -> list[tuple[str, str | None]]:
    return [(r.target, r.resolved) for r in spec.references if r.kind == kind]


def example(body: str, fence: str = "~~~xml") -> Example:
    spec = parse(f"# Tone\n\n**Example**: a try\n\n{fence}\n{body}\n{fence[:3]}\n")
    (found,) = spec.examples
    return found


# Lists


def test_lazy_continuation_keeps_the_second_norm_as_a_statement_of_its_own() -> None:
    spec = parse("- The porter must greet guests.\nHe must not ask for tips.\n- Then leave.")
    assert texts(spec) == [
        "The porter must greet guests.",
        "He must not ask for tips.",
        "Then leave.",
    ]
    assert {block(spec, s).kind for s in spec.statements} == {BlockKind.ITEM}


def test_a_paragraph_drawn_into_an_item_without_a_full_stop_stands_alone() -> None:
    spec = parse(
        "- Weather\n- Tides\nThe harbour master must publish both of them before every sailing.\n"
    )
    assert texts(spec)[-2:] == [
        "Tides",
        "The harbour master must publish both of them before every sailing.",
    ]


def test_items_complete_the_nearest_stem_above_them() -> None:
    spec = parse(
        "The porter must not:\n\n- open letters\n- speak of:\n  - wages\n  - guests\n- sleep\n\n"
        "Porters are paid.\n\n- No stem here\n"
    )
    assert stem(spec, "open letters") == "The porter must not:"
    assert stem(spec, "sleep") == "The porter must not:"
    assert stem(spec, "wages") == stem(spec, "guests") == "speak of:"
    assert stem(spec, "No stem") is None


def test_a_nested_list_without_a_stem_of_its_own_inherits_the_outer_one() -> None:
    spec = parse("Never carry:\n\n- liquids\n  - oil\n- gas\n")
    assert stem(spec, "oil") == "Never carry:"


def test_only_the_block_that_begins_an_item_completes_the_stem() -> None:
    spec = parse("Never carry:\n\n- liquids\n\n  Water in sealed cans is allowed.\n")
    assert stem(spec, "liquids") == "Never carry:"
    assert stem(spec, "sealed cans") is None


def test_a_heading_ends_the_reach_of_a_stem() -> None:
    spec = parse("The porter must:\n\n# Kitchen\n\n- cook\n")
    assert stem(spec, "cook") is None


def test_items_whose_text_is_only_a_link_show_the_words_and_refer() -> None:
    spec = parse("# Care {#care}\n\nFollow these:\n\n- [Care](#care)\n- [?](#care)\n- [gone](#g)\n")
    assert texts(spec)[-2:] == ["“Care”", "gone"]
    assert targets(spec) == [("care", "care"), ("care", "care"), ("g", None)]
    assert [r.auto_title for r in spec.references] == [False, True, False]


def test_labels_name_items_but_words_that_bind_stay_in_the_sentence() -> None:
    spec = parse(
        "- Privacy: the clerk must lock the files.\n"
        "- **Speed.** Answer in a day.\n"
        "- Never: shout.\n"
        "- When asked: answer.\n"
    )
    assert [block(spec, s).label for s in spec.statements[:1]] == ["Privacy"]
    assert block(spec, said(spec, "in a day")).label == "Speed"
    assert block(spec, said(spec, "shout")).label is None
    assert block(spec, said(spec, "answer.")).label is None


@pytest.mark.parametrize("source", ["**Token:** a coin.", "**Token**: a coin."])
def test_the_colon_of_a_bold_label_may_stand_inside_or_outside(source: str) -> None:
    spec = parse(f"# Glossary\n\n{source}\n\n- {source}\n")
    assert [block(spec, s).label for s in spec.statements] == ["Token", "Token"]
    assert [(d.term, d.text) for d in spec.definitions] == [("Token", "a coin.")] * 2


# Rankings and precedence


@pytest.mark.parametrize(
    "source",
    [
        "Crew weigh outcomes like this:\nsafety > comfort > speed\nThey write it down.",
        "Crew weigh outcomes like this:\n\n    safety > comfort > speed\n\nThey write it down.",
        "Crew weigh outcomes like this:\n\n`safety > comfort > speed`\n\nThey write it down.",
        "Crew weigh outcomes like this:\n\n**safety** > **comfort** > **speed**.\n\n"
        "They write it down.",
        "Crew weigh outcomes like this:\n\nsafety &gt; comfort &gt; speed\n\nThey write it down.",
        "Crew weigh outcomes like this:\n\nsafety >> comfort >> speed\n\nThey write it down.",
    ],
    ids=["glued", "indented", "code", "bold", "entities", "double"],
)
def test_a_ranking_is_found_wherever_it_stands(source: str) -> None:
    spec = parse(source)
    (ranking,) = spec.rankings
    assert ranking.items == ("safety", "comfort", "speed")
    assert kinds(spec).count(BlockKind.RANKING) == 1
    assert ranking.statement_id == next(
        s.id for s in spec.statements if s.kind is BlockKind.RANKING
    )
    assert texts(spec)[0] == "Crew weigh outcomes like this:"
    assert texts(spec)[-1] == "They write it down."


@pytest.mark.parametrize(
    "source",
    [
        "    if (a > b) { return c; }",
        "    x = a > b",
        "A number > 3",
        "Press File > Open to begin;",
    ],
)
def test_comparisons_in_code_are_no_ranking(source: str) -> None:
    assert parse(f"Text.\n\n{source}\n").rankings == ()


@pytest.mark.parametrize(
    ("source", "higher", "lower"),
    [
        ("Safety takes precedence over speed.", "Safety", "speed"),
        ("In a storm, the pilot's word overrides any order.", "the pilot's word", "any order"),
        ("Speed yields to safety.", "safety", "Speed"),
        ("Speed must never override safety.", "safety", "Speed"),
        ("Prioritise guests over staff when rooms are few.", "guests", "staff"),
        ("Rules of the port should always prevail over ours.", "Rules of the port", "ours"),
        ("When speed and safety conflict, choose safety.", "safety", "speed"),
        ("If an order conflicts with the law, the latter wins.", "the law", "an order"),
        ("In a dispute between crew and port, the port decides.", "port", "crew"),
        ("Speed must never come at the expense of safety.", "safety", "Speed"),
        ("Orders must not contradict the law.", "the law", "Orders"),
        ("We place safety above speed.", "safety", "speed"),
        ("Give guests priority over staff.", "guests", "staff"),
        ("Safety comes first, speed second.", "Safety", "speed"),
        ("Crews may choose routes within the limits that captains set.", "captains", "Crews"),
        ("Do not prioritise speed over safety.", "safety", "speed"),
        ("Speed, in turn, is subject to the law.", "the law", "Speed"),
        ("Safety is of greater importance than speed.", "Safety", "speed"),
        ("No order of a guest can override safety.", "safety", "order of a guest"),
        ("Not even a storm outranks the law.", "the law", "a storm"),
        ("Never sacrifice safety for speed.", "safety", "speed"),
        ("Value safety more than speed.", "safety", "speed"),
        ("When speed and safety conflict, speed gives way.", "safety", "speed"),
        ("Where crew and port disagree, the port has the last word.", "port", "crew"),
        ("Safety wins when safety and speed pull apart.", "safety", "speed"),
        ("Safety over speed.", "Safety", "speed"),
        ("Comfort ought to come before speed.", "Comfort", "speed"),
    ],
)
def test_sentences_that_say_who_wins(source: str, higher: str, lower: str) -> None:
    (found,) = parse(source).precedences
    assert (found.higher, found.lower) == (higher, lower)


@pytest.mark.parametrize(
    "source",
    [
        "In order of priority: safety, comfort, and then speed.",
        "Safety first, then comfort, then speed.",
        "Safety outranks comfort, which in turn outranks speed.",
        "Safety outranks comfort, and comfort outranks speed.",
    ],
)
def test_one_sentence_may_rank_more_than_two_things(source: str) -> None:
    found = [(p.higher.casefold(), p.lower) for p in parse(source).precedences]
    assert found == [("safety", "comfort"), ("comfort", "speed")]


@pytest.mark.parametrize(
    "source",
    [
        "Speed does not override safety.",
        "Speed doesn't override safety.",
        "Ask first if speed overrides safety.",
        "This does not mean that speed outranks safety.",
        "It would be wrong to put speed before safety.",
        "If you prefer tea over coffee, say so.",
        "First, open the hatch, then close it.",
        "When wind and tide disagree, ask the pilot.",
        "Where doubts exist between crew and port, the crew should prefer caution.",
        "Prices are subject to change.",
    ],
)
def test_negated_and_conditional_precedence_says_nothing(source: str) -> None:
    assert parse(source).precedences == ()


@pytest.mark.parametrize(
    "source",
    [
        "Duties rank in this order:\n\n1. Safety\n2. Comfort\n3. **Speed**: be quick\n",
        "# Order of priority\n\n1. Safety\n2. Comfort\n3. Speed\n",
    ],
)
def test_a_numbered_list_under_words_of_priority_is_a_ranking(source: str) -> None:
    (ranking,) = parse(source).rankings
    assert ranking.items == ("Safety", "Comfort", "Speed")


def test_a_numbered_list_of_steps_is_no_ranking() -> None:
    assert parse("Do this:\n\n1. Lock\n2. Leave\n").rankings == ()
    long = "Priorities:\n\n1. First call the pilot and then wait there\n2. Leave\n"
    assert parse(long).rankings == ()


# Fences and examples


def test_hashes_and_backticks_in_a_fence_are_neither_headings_nor_its_end() -> None:
    spec = parse("# One\n\n~~~xml\n# Two\n```py\n# Three\n```\n## Four\n~~~\n\nAfter it all.\n")
    assert [s.title for s in spec.sections] == ["", "One"]
    assert texts(spec) == ["After it all."]


def test_backtick_fences_stay_inside_an_answer() -> None:
    found = example(
        "<user>code &gt; words</user>\n<assistant>\n```py\nprint(1 < 2)\n```\n</assistant>"
    )
    assert [t.role for t in found.turns] == ["user", "assistant"]
    assert found.turns[1].text == "```py\nprint(1 < 2)\n```"
    assert found.problems == ()


def test_an_example_has_title_span_and_no_statements() -> None:
    source = "# Tone\n\n**Example**: a *rude* guest\n\n~~~xml\n<user>Hey</user>\n~~~\n\nBe kind."
    spec = parse(source)
    (found,) = spec.examples
    assert found.title == "a rude guest"
    assert source[found.span.start : found.span.end].startswith("**Example**")
    assert source[found.span.start : found.span.end].endswith("~~~")
    assert texts(spec) == ["Be kind."]
    assert [b.kind for b in spec.blocks][1] is BlockKind.EXAMPLE_LABEL


@pytest.mark.parametrize(
    ("comment", "verdict", "anchor", "reason"),
    [
        ("BAD", Verdict.BAD, None, None),
        ("OK", Verdict.OK, None, None),
        ("BAD: too curt", Verdict.BAD, None, "too curt"),
        ("BAD[#tone]", Verdict.BAD, "tone", None),
        ("BAD[#tone]: too\n curt", Verdict.BAD, "tone", "too curt"),
        ("GOOD, names the ship", Verdict.GOOD, None, "names the ship"),
    ],
)
def test_verdict_forms(
    comment: str, verdict: Verdict, anchor: str | None, reason: str | None
) -> None:
    found = example(
        f"<user>Hi</user>\n<comparison>\n<assistant>\n<!-- {comment} -->\nYo\n</assistant>\n"
        "</comparison>"
    )
    turn = found.turns[-1]
    assert (turn.verdict, turn.verdict_anchor, turn.reason) == (verdict, anchor, reason)
    assert turn.text == "Yo"
    assert found.problems == ()


def test_a_verdict_that_names_a_rule_is_a_reference() -> None:
    spec = parse(
        "# Tone\n\n~~~xml\n<comparison>\n<assistant><!-- BAD[#tone] -->a</assistant>\n"
        "<assistant><!-- BAD[#gone]: b -->b</assistant>\n</comparison>\n~~~\n"
    )
    assert targets(spec, "verdict") == [("tone", "tone"), ("gone", None)]


def test_each_comparison_of_a_fence_is_numbered() -> None:
    answer = "<assistant><!-- GOOD -->a</assistant>"
    pair = f"<comparison>{answer}{answer}</comparison>\n"
    found = example(f"<user>1</user>{pair}<user>2</user>{pair}")
    assert [t.comparison for t in found.turns] == [None, 0, 0, None, 1, 1]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<user>a\n<assistant>b</assistant>", "<user> is not closed before <assistant>"),
        ("<user>a</user><assistant>b", "<assistant> is not closed"),
        ("<user>a</user></assistant>", "</assistant> closes nothing"),
        ("<user>a</user></comparison>", "</comparison> closes nothing"),
        ("<comparison><user>a</user>", "<comparison> is not closed"),
        (
            "<comparison><assistant><!-- GREAT -->a</assistant></comparison>",
            "unknown verdict 'GREAT'",
        ),
        ("<assistant><!-- BAD -->a</assistant>", "verdict BAD outside a <comparison>"),
    ],
)
def test_what_is_malformed_in_an_example_is_said(body: str, problem: str) -> None:
    assert example(body).problems == (problem,)


def test_a_comment_that_is_no_verdict_stays_in_the_answer() -> None:
    found = example("<assistant><!-- a note to readers -->a</assistant>")
    assert found.turns[0].text == "<!-- a note to readers -->a"
    assert found.problems == ()


# Commentary


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


# Marks a reader does not see


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


# Front matter, headings, anchors


@pytest.mark.parametrize(
    "front",
    ["---\ntitle: Ours\nmust: not\n---\n", "+++\ntitle = 'Ours'\n+++\n"],
    ids=["yaml", "toml"],
)
def test_front_matter_says_nothing(front: str) -> None:
    spec = parse(front + "# A\n\nBe kind.\n")
    assert texts(spec) == ["Be kind."]
    assert [s.title for s in spec.sections] == ["", "A"]
    assert section(spec, "a").heading.start == len(front)


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    spec = parse("---\n\nBe kind.\n\n---\n\nBe brief.\n")
    assert texts(spec) == ["Be kind.", "Be brief."]


def test_setext_headings_and_closing_hashes() -> None:
    spec = parse("Part *One*\n==========\n\nUnder\n-----\n\n## Also ##\n\nBe kind.\n")
    assert [(s.title, s.depth) for s in spec.sections[1:]] == [
        ("Part One", 1),
        ("Under", 2),
        ("Also", 2),
    ]
    assert spec.statements[0].section_id == "also"


def test_a_text_without_headings_is_one_section() -> None:
    spec = parse("Be kind.\n\nBe brief.\n")
    assert [s.id for s in spec.sections] == [""]
    assert spec.sections[0].body.end == len(spec.text)
    assert {s.section_id for s in spec.statements} == {""}


def test_headings_in_lists_and_quotes_begin_no_section() -> None:
    spec = parse("# A\n\n- # B\n\n> # C\n\nBe kind.\n")
    assert [s.id for s in spec.sections] == ["", "a"]


def test_authority_is_inherited_until_a_heading_sets_its_own() -> None:
    spec = parse(
        "# Top {#top authority=root tags=x}\n\nA.\n\n## In {#in}\n\nB.\n\n## Own {#own "
        'authority="user"}\n\nC.\n\n### Deep\n\nD.\n\n# Free\n\nE.\n'
    )
    assert [s.authority for s in spec.statements] == ["root", "root", "user", "user", None]
    assert [s.own_authority for s in spec.sections] == [None, "root", None, "user", None, None]
    assert section(spec, "top").attributes == (("authority", "root"), ("tags", "x"))
    assert section(spec, "deep").path == ("Top", "Own", "Deep")
    assert spec.levels == ("root", "user")


def test_another_attribute_can_carry_the_level() -> None:
    options = DocumentOptions(authority_attribute="rank", authority_order=("high", "low"))
    spec = parse("# A {#a rank=low}\n\nBe kind.\n", options=options)
    assert spec.statements[0].authority == "low"
    assert spec.levels == ("high", "low")


def test_levels_listed_in_the_text_come_before_those_of_the_dialect() -> None:
    body = "## A {#a authority=crew}\n\nBe kind.\n\n## B {#b authority=port}\n\nBe brief.\n"
    listed = parse(f"# Order\n\nharbour > port > crew > nobody\n\n{body}")
    assert listed.levels == ("harbour", "port", "crew"), "what stands below all in use is no level"
    assert parse(body).levels == (), "unknown levels have no order"
    assert parse("# A\n\nport > crew\n").levels == (), "no level is used"


def test_informative_sections_and_what_is_under_them_do_not_bind() -> None:
    spec = parse("# Changelog\n\nWe must wave.\n\n## v2\n\nWe must not.\n\n# Rules\n\nWave.\n")
    assert [s.normative for s in spec.statements] == [False, False, True]


def test_references_resolve_by_anchor_slug_or_quoted_slug() -> None:
    spec = parse(
        "# The pilot’s duty\n\n# What's *new*?\n\n# Given {#mine}\n\n"
        "<a id='old'></a> Text here.\n\n"
        "[a](#the-pilot’s-duty) [b](#the-pilots-duty) [c](#the-pilot%E2%80%99s-duty) "
        "[d](#whats-new) [e](#mine) [f](#given) [g](#old) [h](#none) <a href='#mine'>i</a>\n"
    )
    pilot = "the-pilots-duty"
    assert [resolved for _, resolved in targets(spec)] == [
        pilot, pilot, pilot, "whats-new", "mine", "mine", "mine", None, "mine",
    ]  # fmt: skip


def test_reference_links_resolve_through_their_label() -> None:
    spec = parse("# Care\n\nSee [this][A b] and [a  B] and [no].\n\n[a b]: #care\n[x]: http://y\n")
    assert targets(spec) == [("care", "care"), ("care", "care")]
    assert texts(spec) == ["See this and a B and [no]."]


def test_links_in_code_are_no_references() -> None:
    spec = parse("# A\n\nWrite `[x](#gone)` here.\n\n```\n[y](#gone)\n```\n")
    assert spec.references == ()


def test_duplicate_anchors_are_problems_and_ids_stay_unique() -> None:
    source = "# A {#x}\n\n# B {#x}\n\n# Same\n\n# Same\n\n[to](#x) [so](#same-1)\n"
    spec = parse(source)
    assert [s.id for s in spec.sections[1:]] == ["x", "x-1", "same", "same-1"]
    (problem,) = spec.problems
    assert (problem.kind, problem.message) == ("duplicate-anchor", "anchor #x again")
    assert problem.span == spec.sections[2].heading
    assert [resolved for _, resolved in targets(spec)] == ["x", "same-1"]


def test_footnotes_are_references_to_their_definitions() -> None:
    spec = parse("Wave[^a] and[^b].\n\n[^a]: Ships must see it.\n\n```\n[^b]: not here\n```\n")
    assert targets(spec, "footnote") == [("a", "a"), ("b", None)]
    assert spec.footnotes == ("a",)
    assert texts(spec) == ["Wave and.", "Ships must see it."]


# Terms, other scripts


@pytest.mark.parametrize(
    ("source", "term", "text"),
    [
        ("“Crew” means everyone on board.", "Crew", "everyone on board."),
        ('The term "crew" refers to everyone.', "crew", "everyone."),
        ("**Crew** means everyone.", "Crew", "everyone."),
        ("By “crew” we mean everyone.", "crew", "everyone."),
        ("# Definitions\n\n- **Crew**: everyone.", "Crew", "everyone."),
    ],
)
def test_definitions(source: str, term: str, text: str) -> None:
    (found,) = parse(source).definitions
    assert found.term == term
    assert found.text.endswith(text)


@pytest.mark.parametrize(
    "source",
    ["**Crew**: be kind.", "This means everyone.", "“Go!” he said.", "“Crew” means not you alone."],
)
def test_sentences_that_define_nothing(source: str) -> None:
    assert parse(source).definitions == ()


def test_japanese_full_stops_end_sentences() -> None:
    spec = parse("# 規則\n\n乗員は静かにする。「はい。」と答える。急がない！\n")
    assert texts(spec) == ["乗員は静かにする。", "「はい。」と答える。", "急がない！"]
    assert spec.sections[1].id == "規則"


def test_equal_statements_get_numbered_ids_and_typography_does_not_matter() -> None:
    spec = parse("# A\n\nIt's fine.\n\nIt’s  fine.\n")
    first, second = (s.id for s in spec.statements)
    assert second == f"{first}.2"
