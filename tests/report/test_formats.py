from __future__ import annotations

import itertools
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from markdown_it import MarkdownIt

from specaudit import report as reports
from specaudit.domain.errors import ConfigError, InputError
from specaudit.domain.gap import Gap, GapVerdict
from specaudit.domain.report import AuditReport
from specaudit.report import json as as_json
from specaudit.report import markdown, measured, sarif, words
from specaudit.report.arcs import arcs
from tests.report import samples

FORMS = tuple(reports.REPORTERS)
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Page(HTMLParser):
    """Collects tags, ids and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.attributes if key == name]


@pytest.mark.parametrize("form", FORMS)
def test_equal_reports_give_equal_bytes(form: str) -> None:
    again = reports.load(reports.render(samples.report(), "json"))
    assert reports.render(samples.report(), form) == reports.render(again, form)


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_report_renders(form: str) -> None:
    assert reports.render(samples.empty(), form).strip()


@pytest.mark.parametrize("form", ["terminal", "html", "markdown", "junit"])
def test_nothing_unseen_gets_out(form: str) -> None:
    assert not UNSEEN.search(reports.render(samples.report(), form))


def test_json_reads_back_and_fits_the_shipped_schema() -> None:
    text = reports.render(samples.report(), "json")
    assert reports.load(text) == samples.report()
    jsonschema.Draft202012Validator(as_json.schema()).validate(json.loads(text))
    assert "\x1b" not in text
    assert "\u202e" in text, "JSON is data: it keeps what was said"


def test_shipped_schema_is_the_domain() -> None:
    shipped = Path(as_json.__file__).parent / as_json.SCHEMA_FILE
    assert shipped.read_text("utf-8") == as_json.generated_schema(), (
        "run: python -m specaudit.report.json"
    )


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"schema_version": "1.0"}', "nonsense"])
def test_other_files_are_no_report(text: str) -> None:
    with pytest.raises(InputError, match=r"not a specaudit report\.json"):
        reports.load(text)


def test_a_later_major_version_is_told_apart() -> None:
    text = reports.render(replace(samples.report(), schema_version="2.0"), "json")
    with pytest.raises(InputError, match=r"schema 2\.0"):
        reports.load(text)


def test_endings() -> None:
    assert [reports.format_of(f"a{e}") for e in (".html", ".json", ".md", ".sarif", ".xml")] == [
        "html",
        "json",
        "markdown",
        "sarif",
        "junit",
    ]
    with pytest.raises(ConfigError, match=r"a\.pdf: no report format"):
        reports.format_of("a.pdf")
    with pytest.raises(ConfigError, match="pdf: no such report format"):
        reports.render(samples.empty(), "pdf")


class TestTerminal:
    def test_counts_come_first_with_zeros(self) -> None:
        head = " ".join(reports.render(samples.report(), "terminal").splitlines()[:12])
        assert (
            "1 confirmed, 1 inconclusive, 1 open (not tested), 0 model fault, 1 resolved on "
            "paper (not tested)" in head
        )
        assert "SIMULATED" in head
        assert "INCOMPLETE: the budget of $0.30 is spent" in head

    def test_failed_judges_are_named_with_their_figures(self) -> None:
        text = " ".join(reports.render(samples.deaf(), "terminal").split())
        assert "Instrument check FAILED. All 2 judges failed" in text
        assert "judge-1 got 10 of 20 right (50%, 30% to 70%)" in text

    @pytest.mark.parametrize("made", [samples.report(), samples.deaf(), samples.report("x" * 300)])
    def test_fits_80_columns(self, made: AuditReport) -> None:
        assert max(map(len, reports.render(made, "terminal").splitlines())) <= 80

    def test_rows_have_place_and_claim(self) -> None:
        text = reports.render(samples.report(), "terminal")
        assert "GAP-aaaaaaaa  contradiction" in text
        assert "Be honest (line 12)" in text
        assert "6 answer: timeout" in text

    def test_colour_only_when_asked_for(self) -> None:
        assert "\x1b" not in reports.render(samples.report(), "terminal")
        painted = reports.render(samples.report(), "terminal", color=True)
        assert set(re.findall(r"\x1b\[[0-9;]*(.)", painted)) == {"m"}


class TestHtml:
    def test_hostile_text_is_text(self) -> None:
        page = Page(reports.render(samples.report(), "html", transcripts="all"))
        assert page.tags.count("script") == 1
        assert "img" not in page.tags
        assert not [name for name, _ in page.attributes if name.startswith("on")]
        assert all(link.startswith("#") for link in page.all("href"))
        assert any("<script>alert(1)</script> <img src=x" in text for text in page.text)

    def test_nothing_is_loaded(self) -> None:
        page = Page(reports.render(samples.report(), "html"))
        policy = next(value for value in page.all("content") if "default-src" in value)
        assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
        assert not page.all("src")
        assert "link" not in page.tags

    def test_ids_are_unique_and_links_lead_somewhere(self) -> None:
        page = Page(reports.render(samples.report(), "html"))
        ids = page.all("id")
        assert len(ids) == len(set(ids))
        assert {link[1:] for link in page.all("href")} <= set(ids)
        assert {gap.candidate.id for gap in samples.report().gaps} <= set(ids)

    def test_a_simulated_run_says_so_wherever_a_part_may_be_cut_out(self) -> None:
        text = reports.render(samples.report(), "html")
        assert "<title>SIMULATED · specaudit: " in text
        assert '@page{@top-center{content:"SIMULATED: ' in text
        assert text.count('class="strip"') == 1
        cards = text.split('<article class="card"')[1:]
        assert len(cards) == len(samples.report().gaps)
        assert all('<span class="sim">simulated</span>' in card for card in cards)
        drawn = [card for card in cards if "<svg" in card]
        assert drawn
        assert all("SIMULATED. A row is a scenario" in card for card in drawn)
        overview = text[text.index('id="overview"') :]
        captions = re.findall("<caption>([^<]*)", overview[: overview.index('id="static"')])
        assert captions
        assert all(caption.startswith("SIMULATED. ") for caption in captions)

    def test_a_run_of_real_models_has_no_such_mark(self) -> None:
        made = samples.report("")
        models = tuple(replace(use, simulated=False) for use in made.run.models)
        text = reports.render(replace(made, run=replace(made.run, models=models)), "html")
        assert "simulated" not in text.split("<body>")[1].split("<script>")[0].lower()

    def test_models_have_short_names_and_one_legend(self) -> None:
        text = reports.render(samples.report(), "html")
        legend = text[text.index('id="names"') :]
        for name in (*samples.MEMBERS, *samples.JUDGES):
            assert name in legend[: legend.index("</p>")]
        cards = text[text.index('id="gaps"') : text.index('id="overview"')]
        assert not [name for name in samples.MEMBERS if f">{name}<" in cards]

    def test_gaps_stand_together_and_what_is_empty_takes_a_line(self) -> None:
        text = reports.render(samples.report(), "html")
        assert text.rindex('<article class="card"') < text.index('id="overview"')
        assert 'id="state-model-fault"' not in text
        assert "0 model fault" in text

    def test_few_measures_stand_open(self) -> None:
        text = reports.render(samples.report(), "html")
        card = text[text.index(f'id="{samples.CONFIRMED}"') :]
        shown = card[card.index("<details open><summary>Main measures") :]
        assert shown[: shown.index("</table>")].count("<tr>") == 1 + 4
        assert "5 other measures" in card

    def test_shades_grow_evenly_with_the_lean(self) -> None:
        text = reports.render(samples.report(), "html")
        assert '<td class="a" style="--v:67%">A 4.0</td>' in text
        assert '<td class="b" style="--v:67%">B 4.0</td>' in text

    def test_arcs_and_counts_lead_to_what_they_stand_for(self) -> None:
        text = reports.render(samples.report(), "html")
        drawn = text[text.index('<svg class="arcs"') :].split("</svg>")[0]
        linked = set(re.findall('<a href="#([^"]*)"', drawn))
        assert linked == {*(gap.candidate.id for gap in samples.report().gaps), samples.FINDING.id}
        assert '<a href="#state-inconclusive"><strong>1</strong>' in text

    def test_two_gaps_between_the_same_sections_do_not_lie_on_each_other(self) -> None:
        found = arcs(samples.report())
        assert found is not None
        assert len({arc.path for arc in found.arcs}) == len(found.arcs)
        assert {arc.rank for arc in found.arcs} == {0, 1, 2, 3, 4, 5}

    def test_columns_that_are_all_0_are_left_out(self) -> None:
        made = samples.report()
        assert ">Stored</th>" in reports.render(made, "html")
        models = tuple(replace(use, stored=0, failed=0) for use in made.run.models)
        text = reports.render(replace(made, run=replace(made.run, models=models)), "html")
        assert ">Stored</th>" not in text
        assert ">Failed</th>" not in text
        assert ">Cached</th>" in text

    def test_headings_do_not_skip_a_level(self) -> None:
        tags = Page(reports.render(samples.report(), "html")).tags
        levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels))

    def test_a_failed_instrument_is_said_before_anything_is_recommended(self) -> None:
        text = reports.render(samples.deaf(), "html")
        start = text.index("Instrument check failed.")
        assert start < text.index('id="ranking"')
        assert "10 of 20 right" in text[start : start + 400]
        assert "Fix first" not in text

    def test_transcripts(self) -> None:
        def answers(choice: str) -> int:
            return reports.render(samples.report(), "html", transcripts=choice).count("<pre>")

        assert answers("none") == 0
        assert answers("all") == 42
        assert 0 < answers("sampled") <= 3 * 6

    def test_prompts_can_be_read_beside_their_digest(self) -> None:
        made = samples.report()
        prompt = replace(made.run.prompts[0], text=f"# System\nSay yes. {samples.HOSTILE}")
        text = reports.render(replace(made, run=replace(made.run, prompts=(prompt,))), "html")
        assert prompt.sha256 in text
        assert "# System\nSay yes. &lt;script&gt;" in text

    def test_missing_answers_are_shown_with_their_reason(self) -> None:
        text = reports.render(samples.report(), "html", transcripts="all")
        assert "No answer: timeout, no reply in 60 s" in text
        assert "6 × answer: timeout" in text

    def test_passages_link_to_the_source_only_over_the_web(self) -> None:
        made = samples.report()
        good = "https://example.org/{path}#L{line}"
        assert "https://example.org/specs/my%20spec.md#L12" in reports.render(
            made, "html", link_template=good
        )
        bad = reports.render(made, "html", link_template="javascript:alert('{line}')")
        assert "javascript:alert(&#39;12" not in bad


class TestMarkdown:
    def test_nothing_hostile_survives(self) -> None:
        text = reports.render(samples.report(), "markdown")
        shown = MarkdownIt("commonmark").enable("table").render(text)
        page = Page(shown)
        assert not {"script", "img", "a"} & set(page.tags)
        assert not re.search(r"@\w|#\d|GH-\d|https?:", "".join(page.text))

    def test_link_template(self) -> None:
        text = markdown.render(samples.report(), "https://example.org/{path}#L{line}")
        page = Page(MarkdownIt("commonmark").render(text))
        assert "https://example.org/specs/my%20spec.md#L12" in page.all("href")

    def test_a_huge_report_is_cut_with_a_notice(self) -> None:
        made = samples.report()
        gap = replace(
            made.gaps[0], candidate=replace(made.gaps[0].candidate, claim="word " * 20_000)
        )
        text = markdown.render(replace(made, gaps=(gap,) * 30))
        assert len(text.encode()) <= markdown.MOST_BYTES
        assert re.search(r"\*\*\d+ more gaps are left out here for size", text)
        assert text.rstrip().endswith("shows them.")


class TestSarif:
    def run(self, **options: Any) -> dict[str, Any]:
        (run,) = json.loads(sarif.render(samples.report(), **options))["runs"]
        assert isinstance(run, dict)
        return run

    def test_only_confirmed_gaps_fail(self) -> None:
        run = self.run()
        (result,) = run["results"]
        assert (result["kind"], result["level"], result["rank"]) == ("fail", "warning", 86.0)
        assert result["properties"]["specaudit"]["gapId"] == samples.CONFIRMED
        assert len(result["locations"]) == 1
        # The lower level is what one would change, so it comes first.
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == 40
        assert result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 12
        assert run["properties"] == {"ai/origin": "generated"}

    def test_others_are_for_review_when_asked_for(self) -> None:
        run = self.run(include_unconfirmed=True)
        others = run["results"][1:]
        assert len(others) == 4
        assert {(r["kind"], r["level"], "rank" in r) for r in others} == {("review", "none", False)}
        ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        assert all(ids[r["ruleIndex"]] == r["ruleId"] for r in run["results"])

    def test_message_has_no_link_but_ours(self) -> None:
        run = self.run()
        text = run["results"][0]["message"]["text"]
        assert re.findall(r"(?<!\\)\]\(([^)]*)\)", text) == ["1"]
        assert not UNSEEN.search(text)

    def test_fingerprint_survives_moves_and_verdicts(self) -> None:
        def fingerprint(gap: Gap) -> str:
            made = replace(samples.report(), gaps=(gap,))
            run = json.loads(sarif.render(made))["runs"][0]
            return str(run["results"][0]["partialFingerprints"]["specauditGap/v1"])

        gap = samples.report().gaps[0]
        other = replace(gap, verdict=GapVerdict.TOO_COARSE, rank=9, score=0.1)
        assert fingerprint(gap) == fingerprint(other)

    def test_a_run_that_stopped_leaves_a_trace(self) -> None:
        run = self.run()
        notes = [n["message"]["text"] for n in run["invocations"][0]["toolExecutionNotifications"]]
        assert any("budget" in note for note in notes)
        assert any(note.startswith("SIMULATED") for note in notes)
        assert run["invocations"][0]["executionSuccessful"] is False


def test_junit() -> None:
    suites = ET.fromstring(reports.render(samples.report(), "junit")).findall("testsuite")
    gaps, run = suites
    assert (gaps.get("tests"), gaps.get("failures"), gaps.get("skipped")) == ("5", "1", "2")
    assert len(gaps.findall("testcase/failure")) == 1
    assert [c.get("name") for c in run.findall("testcase") if c.find("error") is not None] == [
        "complete"
    ]


def test_redaction_reaches_every_format() -> None:
    made = samples.report("call 555-0199 now")
    for form in FORMS:
        options: dict[str, Any] = {"transcripts": "all"} if form == "html" else {}
        text = reports.render(made, form, redact=[r"555-\d+"], **options)
        assert "555" not in text
        assert reports.load(reports.render(made, "json", redact=["."])).gaps[0].candidate.id
    with pytest.raises(ConfigError, match=r"--redact '\(': not a regular expression"):
        reports.render(made, "json", redact=["("])


def test_every_verdict_and_measure_has_words() -> None:
    from specaudit.domain.estimate import Measure

    assert set(words.VERDICTS) == set(words.MEANINGS) == set(GapVerdict)
    assert set(measured.MEASURES) == set(Measure)
    gap = samples.report().gaps[0]
    assert {words.group(replace(gap, verdict=v)) for v in GapVerdict} == set(words.GROUPS)
