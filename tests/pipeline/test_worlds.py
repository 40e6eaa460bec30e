from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path
from statistics import fmean, pstdev

import pytest

from specaudit.domain.errors import ConfigError
from specaudit.domain.query import Arm, Lean
from specaudit.domain.verdict import Compliance
from specaudit.pipeline import messages
from specaudit.pipeline.world_catalogue import WORLDS, find, from_gaps, mixture
from specaudit.pipeline.worlds import (
    SPLITS,
    Cell,
    Planted,
    Truth,
    World,
    errs,
    member_number,
    position,
    rests_on,
    score,
    verdict,
)
from specaudit.probe import scenarios
from specaudit.probe.design import Design, slot_key, slots
from specaudit.probe.duplicates import without_near_duplicates
from tests import samples
from tests.conftest import SPECS

TEXTS = ("The desk must tell all.", "The desk must keep quiet.")
MEMBERS = ("scripted/w:a", "scripted/w:b", "scripted/w:c")
JUDGES = ("scripted/w:x", "scripted/w:y", "scripted/w:z")


def cell(index: int = 0, arm: Arm = Arm.CONFLICT, lean: Lean = Lean.NEUTRAL) -> Cell:
    return Cell(TEXTS, f"SCN-{index}", index, f"QRY-{index}-{arm}-{lean}", arm, lean)


def spread(world: World, at: Cell) -> float:
    """Disagreement of the members' mean answers: the larger of the two sides' SDs."""
    answers = [[position(world, at, m, s) for s in range(2)] for m in MEMBERS]
    return max(
        pstdev([fmean(p.a for p in member) for member in answers]),
        pstdev([fmean(p.b for p in member) for member in answers]),
    )


def win_rate(world: World, seeds: int = 300) -> float:
    wins = [
        spread(world, cell(i)) > spread(world, cell(i, (Arm.ONLY_A, Arm.ONLY_B)[i % 2]))
        for i in range(seeds)
    ]
    return fmean(wins)


@pytest.mark.parametrize("name", ["contradiction", "ambiguity", "coarse", "paper-only"])
def test_where_members_split_conflicts_beat_controls(name: str) -> None:
    assert win_rate(find(name)) > 0.85


@pytest.mark.parametrize("name", ["resolved", "coverage", "noise", "deaf"])
def test_where_nothing_splits_conflicts_do_not_beat_controls(name: str) -> None:
    assert win_rate(find(name)) < 0.56


@pytest.mark.parametrize("rate", [0.5, 0.7, 0.9])
def test_the_share_of_seeds_that_show_sets_the_win_rate(rate: float) -> None:
    world = replace(find("contradiction"), shows=rate)
    assert rate - 0.07 < win_rate(world) < rate + (1 - rate) * 0.6


def test_a_drifting_world_changes_with_the_seed_number() -> None:
    world = replace(find("drifting"), truth=lambda texts: Truth.CONTRADICTION)
    early = fmean(spread(world, replace(cell(i), index=0)) > 1.5 for i in range(200))
    late = fmean(spread(world, replace(cell(i), index=40)) > 1.5 for i in range(200))
    assert early > 0.9
    assert late < 0.65


def test_everything_depends_on_seed_and_names_alone() -> None:
    world = find("noise")
    assert position(world, cell(), "m:a", 1) == position(world, cell(), "m:a", 1)
    assert position(world, cell(), "m:a", 1) != position(replace(world, seed=1), cell(), "m:a", 1)
    assert position(world, cell(), "m:a", 1) != position(world, cell(), "m:a", 2)


def test_ablation_takes_the_split_away() -> None:
    world = replace(find("contradiction"), noise=0.0, shows=1.0)

    def answers(has_a: bool, has_b: bool) -> set[tuple[float, float]]:
        found = (position(world, cell(), m, 0, has_a=has_a, has_b=has_b) for m in MEMBERS)
        return {(p.a, p.b) for p in found}

    assert len(answers(True, True)) == 2
    assert answers(True, False) == {(5.5, 3.0)}
    assert answers(False, True) == {(3.0, 5.5)}
    assert answers(False, False) == {(3.0, 3.0)}


def test_users_pull_answers_to_their_side() -> None:
    world = find("resolved")
    to_a = fmean(position(world, cell(i, Arm.NEITHER, Lean.TO_A), "m:a", 0).a for i in range(300))
    to_b = fmean(position(world, cell(i, Arm.NEITHER, Lean.TO_B), "m:a", 0).a for i in range(300))
    assert to_a - to_b == pytest.approx(2 * world.pull, abs=0.15)


def test_one_member_is_at_fault_and_judges_see_it() -> None:
    world = replace(find("misaligned"), noise=0.0, shows=1.0, judge_error=0.0)
    verdicts = [verdict(world, cell(), position(world, cell(), m, 0), "j:x", m) for m in MEMBERS]
    assert verdicts == [Compliance.COMPLIANT, Compliance.NON_COMPLIANT, Compliance.COMPLIANT]


@pytest.mark.parametrize(
    ("truth", "arm", "low", "high"),
    [
        (Truth.CONTRADICTION, Arm.CONFLICT, 0.85, 1.0),
        (Truth.AMBIGUITY, Arm.CONFLICT, 0.5, 0.9),
        (Truth.COVERAGE, Arm.CONFLICT, 0.9, 1.0),
        (Truth.TOO_COARSE, Arm.CONFLICT, 0.0, 0.1),
        (Truth.RESOLVED, Arm.CONFLICT, 0.0, 0.1),
        (Truth.NOTHING, Arm.CONFLICT, 0.0, 0.1),
        (Truth.PAPER_ONLY, Arm.CONFLICT, 0.3, 0.7),
        (Truth.CONTRADICTION, Arm.ONLY_A, 0.0, 0.1),
        (Truth.AMBIGUITY, Arm.ONLY_B, 0.0, 0.1),
        (Truth.COVERAGE, Arm.NEITHER, 0.0, 0.1),
    ],
)
def test_how_often_judges_find_a_problem(truth: Truth, arm: Arm, low: float, high: float) -> None:
    world = World("w", lambda texts: truth, shows=1.0)
    flagged = [
        verdict(world, at, position(world, at, m, 0), j, f"{m}{i}") is not Compliance.COMPLIANT
        for i in range(60)
        for at in [cell(i, arm)]
        for m, j in itertools.product(MEMBERS, JUDGES)
    ]
    assert low <= fmean(flagged) <= high


@pytest.mark.parametrize("rho", [0.0, 0.44, 1.0])
def test_judges_errors_correlate_as_the_world_says(rho: float) -> None:
    world = replace(find("mixed"), judge_error=0.3, judge_correlation=rho)
    pairs = [(errs(world, "x", f"i{i}"), errs(world, "y", f"i{i}")) for i in range(4000)]
    px, py = fmean(p[0] for p in pairs), fmean(p[1] for p in pairs)
    both = fmean(p[0] and p[1] for p in pairs)
    assert px == pytest.approx(0.3, abs=0.03)
    found = (both - px * py) / (px * (1 - px) * py * (1 - py)) ** 0.5
    assert found == pytest.approx(rho, abs=0.06)


def test_item_bias_hits_every_answer_of_a_scenario() -> None:
    world = replace(find("resolved"), item_bias=0.3, judge_error=0.0, noise=0.0)
    for i in range(40):
        verdicts = {
            verdict(world, at, position(world, at, m, 0), j, f"{m}{i}{arm}")
            for arm in Arm
            for at in [cell(i, arm)]
            for m, j in itertools.product(MEMBERS, JUDGES)
        }
        assert len(verdicts) == 1


def test_judges_name_statements_by_what_is_true() -> None:
    contradiction, ambiguity = find("contradiction"), find("ambiguity")
    assert rests_on(contradiction, cell(), "x") == (0, 1)
    assert rests_on(contradiction, cell(arm=Arm.ONLY_B), "x") == (1,)
    assert rests_on(contradiction, cell(arm=Arm.NEITHER), "x") == ()
    assert rests_on(find("coverage"), cell(), "x") == ()
    named = {rests_on(ambiguity, cell(i), j) for i in range(30) for j in JUDGES}
    assert named == {(0,), (1,), ()}


def test_scores_stay_on_the_scale_and_near_the_answer() -> None:
    world = find("noise")
    scores = [score(world, latent, "x", f"r{i}", "a") for i in range(200) for latent in (0.0, 6.0)]
    assert set(scores) <= set(range(7))
    quiet = replace(world, score_noise=0.0)
    assert [score(quiet, float(step), "x", "r", "a") for step in range(7)] == list(range(7))


@pytest.mark.parametrize(
    ("member", "number"),
    [("scripted/w:a", 1), ("scripted/w:b", 2), ("scripted/w:3", 3), ("scripted/w:a#2", 2)],
)
def test_members_are_numbered_by_name(member: str, number: int) -> None:
    assert member_number(member) == number


def test_mixtures_have_the_share_they_say() -> None:
    truth = mixture(0.2, (Truth.CONTRADICTION,), (Truth.NOTHING,))
    drawn = [truth((f"Rule {i}.", "Another.")) for i in range(2000)]
    assert drawn.count(Truth.CONTRADICTION) / 2000 == pytest.approx(0.2, abs=0.03)


def test_unknown_worlds_are_named_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="no simulated world 'nowhere'; there are contradiction"):
        find("nowhere")


def test_names_of_worlds_are_their_keys() -> None:
    assert all(find(name).name == name for name in WORLDS)


def test_the_sample_specs_planted_gaps_are_a_world() -> None:
    path = SPECS / "marlow.gaps.json"
    world = find(f"gaps@{path}")
    gaps = json.loads(path.read_text("utf-8"))["gaps"]
    for gap in gaps:
        texts = tuple(gap["statements"][:2])
        found = world.truth(texts)
        if gap["splits"]:
            assert found in SPLITS
            assert (found is Truth.AMBIGUITY) is (len(texts) == 1)
        else:
            assert found is Truth.RESOLVED
        assert world.truth(tuple(reversed(texts))) is found
    assert world.truth(("Something else.", gaps[0]["statements"][0])) is Truth.NOTHING
    assert world.truth((gaps[0]["statements"][0],)) is Truth.NOTHING, "half a conflict is none"


def test_markup_does_not_hide_a_planted_gap(tmp_path: Path) -> None:
    path = tmp_path / "g.json"
    gap = {"statements": ["See [the **desk**](#desk).", "Keep `quiet`."], "splits": True}
    path.write_text(json.dumps({"gaps": [gap]}), "utf-8")
    assert from_gaps(path).truth(("See the desk.", "Keep quiet.")) is Truth.CONTRADICTION


@pytest.mark.parametrize("text", [None, "no json", "[]", '{"gaps": [{"splits": true}]}'])
def test_a_bad_file_of_gaps_is_one_clear_line(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "g.json"
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match="not a file of planted gaps"):
        from_gaps(path)


def test_positions_stay_on_the_scale() -> None:
    world = replace(find("noise"), noise=9.0)
    for i in range(100):
        where = position(world, cell(i), "m:a", 0)
        assert 0 <= where.a <= 6
        assert 0 <= where.b <= 6


def test_every_planted_gap_of_the_sample_has_a_dozen_scenarios_of_its_own() -> None:
    wanted = slots(Design.PAIRED, 0)
    for gap in find(f"gaps@{SPECS / 'marlow.gaps.json'}").planted:
        candidate = samples.pair()
        seeds = []
        for index in range(12):
            texts = {
                slot_key(slot): messages.authored(gap, index, slot_key(slot)) for slot in wanted
            }
            answer = scenarios.answer_model(wanted)(tension="x", topic=gap.situation, **texts)
            made = scenarios.to_nouns(candidate, index, wanted, answer, generator="g")
            assert isinstance(made, scenarios.Seed), (gap.claim, index, made)
            assert "{" not in "".join(query.text for query in made.queries)
            seeds.append(made)
        kept, _ = without_near_duplicates(seeds)
        assert len(kept) == 12, gap.claim


def test_a_lean_is_said_and_what_was_not_authored_is_made_up() -> None:
    gap = Planted(
        ("a", "b"),
        messages={"conflict": "I am {who}.", "to_a": "Do it."},
        circumstances={"who": ("Ada", "Bo")},
    )
    assert messages.authored(gap, 1, "conflict_neutral") == "I am Bo."
    assert messages.authored(gap, 2, "conflict_to_a") == "I am Ada. Do it."
    assert messages.authored(gap, 0, "only_a_neutral") is None
