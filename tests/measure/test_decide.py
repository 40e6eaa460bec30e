from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from specaudit.domain.candidate import Resolution
from specaudit.domain.gap import GapVerdict
from specaudit.domain.query import Arm
from specaudit.domain.report import GapEvidence
from specaudit.domain.verdict import Compliance
from specaudit.measure.decide import Decision, decide_all
from specaudit.measure.sequential import StopReason
from specaudit.measure.signals import Signal
from specaudit.measure.table import TABLE, as_markdown, decide
from tests.measure.builders import SOUND, A, C, Cell, N, Said, candidate, evidence, report

PAPER = Resolution("precedence", "s/0", "safety comes first", "s/0")
CALM = Said(3, 3, (C, C, C))
Say = Callable[[Cell], Said | None]


def on_conflict(answer: Callable[[Cell], Said | None]) -> Say:
    return lambda cell: answer(cell) if cell.arm is Arm.CONFLICT else CALM


def sides(cell: Cell, *labels: Compliance) -> Said:
    return Said(6 * (cell.member % 2), 6 - 6 * (cell.member % 2), labels)


WORLDS: dict[str, tuple[Say, GapVerdict]] = {
    "split, all wrong": (
        on_conflict(lambda c: sides(c, N, N, N)),
        GapVerdict.CONTRADICTION,
    ),
    "split, half wrong": (
        on_conflict(lambda c: sides(c, *((N, N, N) if c.member % 2 else (C, C, C)))),
        GapVerdict.CONTRADICTION,
    ),
    "split, judges say ambiguous": (
        on_conflict(lambda c: sides(c, A, A, C)),
        GapVerdict.AMBIGUITY,
    ),
    "split, judges split": (
        on_conflict(lambda c: sides(c, N, C, *((N,) if c.sample else (C,)))),
        GapVerdict.AMBIGUITY,
    ),
    "split, all pass": (on_conflict(lambda c: sides(c, C, C, C)), GapVerdict.TOO_COARSE),
    "agree, all fail": (on_conflict(lambda _: Said(3, 3, (N, N, C))), GapVerdict.COVERAGE),
    "one member fails": (
        on_conflict(lambda c: Said(6, 0, (N, N, N)) if c.member == 1 else Said(0, 6, (C, C, C))),
        GapVerdict.MODEL_FAULT,
    ),
    "one member fails everywhere": (
        lambda c: Said(6, 0, (N, N, N)) if c.member == 1 else Said(0, 6, (C, C, C)),
        GapVerdict.MODEL_FAULT,
    ),
    "one member is apart and passes": (
        on_conflict(lambda c: Said(6, 0, (C, C, C)) if c.member == 1 else Said(0, 6, (C, C, C))),
        GapVerdict.MODEL_FAULT,
    ),
    "all take one side and pass": (
        on_conflict(lambda _: Said(6, 1, (C, C, C))),
        GapVerdict.RESOLVED_IN_PRACTICE,
    ),
    "nothing happens": (lambda _: CALM, GapVerdict.NOT_CONFIRMED),
    "controls fail too": (lambda _: Said(3, 3, (N, N, N)), GapVerdict.INCONCLUSIVE_INSTRUMENT),
    "no answers": (lambda _: None, GapVerdict.INCONCLUSIVE_MISSING),
    "split everywhere": (lambda c: sides(c, C, C, C), GapVerdict.NOT_CONFIRMED),
}


def one(say: Say, **options: object) -> Decision:
    settled = options.pop("resolution", None)
    assert settled is None or isinstance(settled, Resolution)
    statements = options.pop("statements", 2)
    assert isinstance(statements, int)
    seeds = options.pop("seeds", 10)
    assert isinstance(seeds, int)
    found = candidate(resolution=settled, statements=statements)
    data = evidence(say, seeds=range(seeds))
    (decision,) = decide_all([data], [found], SOUND)
    return decision


@pytest.mark.parametrize("world", WORLDS)
def test_each_world_gets_its_verdict(world: str) -> None:
    say, verdict = WORLDS[world]
    decision = one(say)
    assert decision.verdict is verdict, (decision.because, decision.signals)
    assert "{" not in decision.because + decision.figures
    assert decision.because.endswith(".")


def test_a_single_statement_that_splits_is_ambiguous_not_contradictory() -> None:
    decision = one(WORLDS["split, all wrong"][0], statements=1)
    assert decision.verdict is GapVerdict.AMBIGUITY


def test_a_tie_break_on_paper_is_tested_in_practice() -> None:
    split = one(WORLDS["split, all wrong"][0], resolution=PAPER)
    assert split.verdict is GapVerdict.RESOLVED_ON_PAPER_ONLY
    assert "safety comes first" in split.because
    followed = one(WORLDS["nothing happens"][0], resolution=PAPER)
    assert followed.verdict is GapVerdict.RESOLVED_IN_PRACTICE


def test_reasons_carry_the_figures() -> None:
    decision = one(WORLDS["split, all wrong"][0])
    assert "2 of 4 members go by A and 2 by B; where only one applies, they agree" in (
        decision.because
    )
    assert "breach, or the text unclear, in 80 of 80 answers" in decision.because
    assert "worse than every control in 10 of 10 scenarios" in decision.because
    assert "e = " not in decision.because
    assert "(SD): 3.0 of at most 3, 0.0 on controls" in decision.figures
    assert "80 of 80 under conflict (10 scenarios; 72% to 100%)" in decision.figures
    assert "e = 186" in decision.figures
    fault = one(WORLDS["one member fails"][0])
    assert "fault with 20 of 20 answers of m1, and with 0 of 60" in fault.because
    single = one(WORLDS["split, all wrong"][0], statements=1)
    assert single.because.startswith("In borderline cases, 2 of 4 members go by A")


def test_evidence_is_named_only_where_it_carries_the_verdict() -> None:
    calm = one(WORLDS["nothing happens"][0])
    assert "e = " not in calm.because + calm.figures


def test_too_few_seeds_are_inconclusive_and_say_what_is_needed() -> None:
    decision = one(WORLDS["split, all wrong"][0], seeds=3)
    assert decision.verdict is GapVerdict.INCONCLUSIVE_POWER
    assert "3 scenarios do not decide it" in decision.because
    assert "could still be chance" in decision.because
    assert "e = 3.75. 10 is needed, so that at most 10% of" in decision.figures
    assert decision.stop_reason is StopReason.CAP


def test_a_failed_instrument_silences_everything() -> None:
    data = evidence(WORLDS["split, all wrong"][0])
    for reports in ((), (report("j0", passed=False), report("j1", passed=False))):
        (decision,) = decide_all([data], [candidate()], reports)
        assert decision.verdict is GapVerdict.INCONCLUSIVE_INSTRUMENT
        assert decision.stop_reason is StopReason.INSTRUMENT
        assert decision.estimates


def test_judges_that_failed_are_not_heard() -> None:
    # j0 scores and passes; j1 and j2 cry wolf, but failed the check.
    say = on_conflict(lambda c: sides(c, C, N, N))
    reports = (report("j0"), report("j1", passed=False), report("j2", passed=False))
    (decision,) = decide_all([evidence(say)], [candidate()], reports)
    assert decision.verdict is GapVerdict.TOO_COARSE


def test_untested_candidates_are_proposed_or_settled_on_paper() -> None:
    found = [candidate("GAP-1"), candidate("GAP-2", resolution=PAPER)]
    proposed, settled = decide_all([], found, (report("j0"),))
    assert proposed.verdict is GapVerdict.PROPOSED
    assert settled.verdict is GapVerdict.RESOLVED_ON_PAPER
    assert {proposed.stop_reason, settled.stop_reason} == {StopReason.NOT_TESTED}


def test_what_was_not_asked_because_no_judge_passed_is_inconclusive() -> None:
    found = [candidate("GAP-1"), candidate("GAP-2", resolution=PAPER)]
    untested, settled = decide_all([], found, (report("j0", passed=False),))
    assert untested.verdict is GapVerdict.INCONCLUSIVE_INSTRUMENT
    assert "nothing was asked" in untested.because
    assert settled.verdict is GapVerdict.RESOLVED_ON_PAPER


def test_many_nulls_ask_more_of_each_candidate() -> None:
    def worlds() -> Iterator[GapEvidence]:
        yield evidence(WORLDS["split, all wrong"][0], name="GAP-0", seeds=range(6))
        for i in range(1, 20):
            yield evidence(lambda _: CALM, name=f"GAP-{i}", seeds=range(4))

    found = [candidate(f"GAP-{i}") for i in range(20)]
    crowd = decide_all(worlds(), found, SOUND)
    assert crowd[0].verdict is GapVerdict.INCONCLUSIVE_POWER
    alone = decide_all(itertools.islice(worlds(), 1), found, SOUND)
    assert alone[0].verdict is GapVerdict.CONTRADICTION
    assert alone[1].verdict is GapVerdict.PROPOSED


def test_a_budget_stop_is_told_by_who_knows() -> None:
    data = evidence(WORLDS["split, all wrong"][0], seeds=range(2))
    (decision,) = decide_all(
        [data], [candidate()], SOUND, stops={"GAP-00000001": StopReason.BUDGET}
    )
    assert decision.stop_reason is StopReason.BUDGET


def test_a_silent_text_is_a_coverage_gap() -> None:
    def say(cell: Cell) -> Said:
        if cell.arm is not Arm.CONFLICT:
            return CALM
        return Said(6 * (cell.member % 2), 0, (C, C, C), ((), (), ("s/0",)))

    decision = one(say)
    assert decision.verdict is GapVerdict.COVERAGE
    assert "find no statement" in decision.because


def test_pure_noise_is_not_confirmed() -> None:
    rng = np.random.default_rng(0)

    def say(_: Cell) -> Said:
        labels = tuple(N if rng.random() < 0.15 else C for _ in range(3))
        return Said(int(rng.integers(0, 7)), int(rng.integers(0, 7)), labels)

    verdicts = [one(say).verdict for _ in range(12)]
    assert not any(v.confirmed for v in verdicts)


def test_the_table_answers_every_combination_of_signals() -> None:
    values = {
        signal: {v for row in TABLE for v in row.when.get(signal, ())} | {"something else"}
        for signal in Signal
    }
    tested = 0
    for combination in itertools.product(*values.values()):
        row = next(r for r in TABLE if r.fits(dict(zip(values, combination, strict=True))))
        tested += row.verdict in GapVerdict
    assert tested > 1000
    reached = {row.verdict for row in TABLE}
    assert reached == set(GapVerdict)


def test_nothing_is_confirmed_without_the_test() -> None:
    for row in TABLE:
        if row.verdict.confirmed:
            assert row.when[Signal.TEST] == ("worse",)


def test_spec_words_in_reasons_are_not_templates() -> None:
    hostile = Resolution("precedence", None, "{usable} wins {0}", None)
    decision = one(WORLDS["split, all wrong"][0], resolution=hostile)
    assert "{usable} wins {0}" in decision.because


def test_decide_is_a_look_up() -> None:
    found = dict.fromkeys(Signal, "x") | {Signal.DATA: "none"}
    assert decide(found, {}) == (GapVerdict.PROPOSED, "It was not put to the test.", "")


def test_the_documentation_shows_this_very_table() -> None:
    page = (Path(__file__).parents[2] / "docs" / "verdicts.md").read_text("utf-8")
    assert page.endswith(as_markdown())
