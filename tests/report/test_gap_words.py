from __future__ import annotations

from dataclasses import replace

import pytest

from specaudit import report as reports
from specaudit.domain.estimate import Estimate, Measure
from specaudit.domain.finding import Severity
from specaudit.domain.gap import Gap, GapVerdict
from specaudit.domain.report import AuditReport
from specaudit.report import gap_words, measured, words
from specaudit.report.answers import answers
from tests.report import samples


def gap_of(name: str) -> Gap:
    (found,) = [g for g in samples.report().gaps if g.candidate.id == name]
    return found


def leaning(name: str, lean: float) -> Gap:
    estimate = Estimate(Measure.LEAN, lean, lean - 1, lean + 1, 0.95, 4, 0, "mean")
    verdict = GapVerdict.RESOLVED_IN_PRACTICE
    return replace(gap_of(name), verdict=verdict, estimates=(estimate,))


def with_error() -> AuditReport:
    made = samples.report("")
    return replace(made, findings=(replace(samples.FINDING, severity=Severity.ERROR),))


class TestToDo:
    def test_what_members_read_alike_is_not_said_to_be_fine(self) -> None:
        (evidence,) = [e for e in samples.report().evidence if e.candidate_id == samples.CONFIRMED]
        said = gap_words.to_do(leaning(samples.CONFIRMED, -4.0), evidence)
        assert said.startswith("The members read it alike (side B: “keeps the persona”).")
        assert "still says two things: decide whether B is what you mean" in said
        single = gap_words.to_do(leaning(samples.UNSURE, 4.0), None)
        assert "side A: “applies within fiction”" in single
        assert "can still be read in two ways" in single

    def test_an_error_of_the_linter_stays_one(self) -> None:
        found = gap_words.related(with_error())[samples.REFUTED]
        assert "an error (SA-0123abcd): mend it" in gap_words.to_do(
            gap_of(samples.REFUTED), None, found
        )
        warned = gap_words.related(samples.report())[samples.REFUTED]
        assert warned
        assert "linter" not in gap_words.to_do(gap_of(samples.REFUTED), None, warned)

    def test_nothing_says_nothing_to_do(self) -> None:
        assert not [text for text in words.MEANINGS.values() if "nothing to do" in text]


class TestRelated:
    def test_findings_and_gaps_on_the_same_words_name_each_other(self) -> None:
        found = gap_words.related(with_error())
        assert [f.id for f in found[samples.CONFIRMED]] == ["SA-0123abcd"]
        assert samples.CONFIRMED in gap_words.by_finding(found)["SA-0123abcd"]

    def test_other_words_are_not_related(self) -> None:
        far = samples.passage(90, "Elsewhere", "Other words.")
        finding = replace(samples.FINDING, passages=(far,))
        found = gap_words.related(replace(samples.report(), findings=(finding,)))
        assert not any(found.values())

    def test_overlapping_words_are_related_without_a_statement(self) -> None:
        inside = replace(samples.HONEST, statement_id=None)
        finding = replace(samples.FINDING, passages=(inside,))
        found = gap_words.related(replace(samples.report(), findings=(finding,)))
        assert found[samples.UNTESTED] == (finding,)
        assert not found[samples.UNSURE]

    @pytest.mark.parametrize("form", ["html", "markdown", "terminal"])
    def test_errors_stand_above_the_ranking_or_at_the_foot(self, form: str) -> None:
        text = reports.render(with_error(), form).replace("\u200c", "")
        assert "SA-0123abcd" in text
        assert "error" in text
        if form == "html":
            assert text.index("SA-0123abcd") < text.index('id="ranking"')
            assert f'Same words: <a href="#{samples.CONFIRMED}">' in text
            assert "<details open><summary>1 findings, 1 of them errors" in text


class TestTieBreak:
    def test_says_why_levels_do_not_decide(self) -> None:
        pair = samples.CANDIDATES[samples.CONFIRMED]
        same = (samples.HONEST, samples.HONEST)
        assert "both stand at the level “root”" in gap_words.tie_break(pair, same)
        other = gap_words.tie_break(pair, (samples.HONEST, samples.PERSONA))
        assert "“root”, the other at “user”, and no words" in other
        assert gap_words.tie_break(pair).startswith("None found")

    def test_of_one_statement_and_of_a_tie_break(self) -> None:
        assert "which reading" in gap_words.tie_break(samples.CANDIDATES[samples.UNSURE])
        settled = gap_words.tie_break(samples.CANDIDATES[samples.SETTLED])
        assert settled == "By authority: root stands above user"


def test_what_was_not_measured_is_no_zero_in_the_score() -> None:
    untested = gap_words.score_parts(gap_of(samples.UNTESTED))
    assert "members apart beyond controls – × 0.40" in untested
    assert "level of the passages 1.00" in untested
    assert "beyond controls 0.90" in gap_words.score_parts(gap_of(samples.CONFIRMED))


def test_judges_are_summed_up() -> None:
    (evidence,) = [e for e in samples.report().evidence if e.candidate_id == samples.CONFIRMED]
    first = next(a for a in answers(evidence) if a.conflict)
    assert gap_words.judged(first) == "breach ×1, no verdict ×1; A 5, B 1"
    ids = (samples.HONEST.statement_id or "", "tasks/0fe1")
    assert gap_words.rests(ids, samples.CANDIDATES[samples.CONFIRMED]) == (
        "A, a statement of #tasks"
    )


@pytest.mark.parametrize(
    ("name", "value", "n", "shown"),
    [
        (Measure.FAILURE, 0.75, 8, "6 of 8 (50% to 90%)"),
        (Measure.LEAN, -4.75, 8, "B 4.8 (A 0.5 to A 0.9)"),
        (Measure.UNCLEAR, 0.25, 8, "0.25 (0.5 to 0.9)"),
    ],
)
def test_figures_say_what_was_counted(name: Measure, value: float, n: int, shown: str) -> None:
    assert measured.figure(Estimate(name, value, 0.5, 0.9, 0.95, n, 0, "")) == shown


def test_units() -> None:
    def rests(name: Measure, n: int) -> str:
        return measured.rests_on(Estimate(name, 0.5, None, None, 0.95, n, 0, ""))

    assert rests(Measure.FAILURE, 192) == "192 answers"
    assert rests(Measure.OPPOSED, 1) == "1 query"
    assert rests(Measure.CORRECTED, 8) == "8 scenarios"
    assert rests(Measure.E_VALUE, 1) == "1 scenario"


def test_the_test_is_told_as_a_product() -> None:
    said = words.test(samples.report())
    assert said.startswith("3 gaps tested in 6 scenarios (2 each): 2 queries × 2 samples × 2 ")
    assert "× 2 members = 48 answers, 6 missing, each judged by 2 judges." in said
    assert "Their agreement is substantial (alpha 0.71, 0.62 to 0.79)." in said
    one = tuple(
        replace(e, verdicts=tuple(v for v in e.verdicts if v.judge == samples.JUDGES[0]))
        for e in samples.report().evidence
    )
    assert "each judged by 1 judge." in words.test(replace(samples.report(), evidence=one))
    assert words.test(samples.empty()) == "Nothing was asked of the 2 members."


def test_a_price_that_is_unknown_is_no_price_of_nothing() -> None:
    made = samples.report()
    assert words.spent(made) == "Spent $0.25, not counting 2 models of unknown price."
    known = tuple(replace(use, cost=0.0) for use in made.run.models)
    assert words.spent(replace(made, run=replace(made.run, models=known))) == "Spent $0.25."
    for form in ("terminal", "markdown", "html"):
        assert "2 models of unknown price" in " ".join(reports.render(made, form).split())


def test_judges_that_did_not_answer_are_not_called_bad_judges() -> None:
    made = samples.deaf()
    lost = tuple(
        replace(check, n=0, correct=0, missing=20, accuracy=None, low=None, high=None)
        for check in made.run.instrument
    )
    passed, said = words.instrument(replace(made, run=replace(made.run, instrument=lost)))
    assert not passed
    assert "All 2 judges gave most items no usable answer: " in said
    assert "20 unanswered" in said
    assert "other judges are needed" not in said


def test_a_passed_instrument_says_what_was_right() -> None:
    made = samples.report()
    check = replace(samples.instrument("judge-1", True), faulty=10, good=10)
    passed, why = words.instrument(
        replace(made, run=replace(made.run, instrument=(check,), self_test=None))
    )
    assert passed
    assert why.endswith("faults found 9 of 10, good answers passed 10 of 10.")
