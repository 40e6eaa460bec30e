from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from specaudit.domain.candidate import Candidate, CandidateKind
from specaudit.propose import verify
from specaudit.propose.answers import ProposalAnswer
from specaudit.propose.strategies import FIRST, Reader
from specaudit.propose.unseen import unseen
from tests.propose.kit import conflict, in_focus, made_up


def candidate(name: int, kind: CandidateKind = CandidateKind.CONFLICT) -> Candidate:
    return Candidate(f"GAP-{name}", kind, "T2", (), (), "claim", "", 0.6, ())


def seen(*names: int) -> list[Candidate]:
    return [candidate(name) for name in names]


def test_two_readings_that_agree_expect_nothing_unseen() -> None:
    estimate = unseen({"a": seen(1, 2, 3), "b": seen(3, 2, 1)})
    assert estimate == (0, 0, 2)


def test_the_number_follows_chao_and_its_ends_are_whole() -> None:
    # f1 = 4, f2 = 2 of two readings: 1/2 * 4^2 / (2 * 2) = 2.
    estimate = unseen({"a": seen(1, 2, 3, 4), "b": seen(1, 2, 5, 6)})
    assert estimate is not None
    assert estimate.value == pytest.approx(2.0)
    assert estimate.low == int(estimate.low) <= 2 <= estimate.high == int(estimate.high)


def test_what_was_denied_and_examples_do_not_count() -> None:
    readings = {"a": [*seen(1, 2, 9), candidate(7, CandidateKind.EXAMPLE)], "b": seen(1, 2)}
    assert unseen(readings, without=["GAP-9"]) == (0, 0, 2)


def test_one_reading_tells_nothing_of_what_it_missed() -> None:
    assert unseen({"a": seen(1, 2)}) is None


@pytest.mark.parametrize("found", [[(), ()], [(1,), ()]])
def test_too_few_gaps_to_estimate_from_are_no_certainty(found: list[tuple[int, ...]]) -> None:
    assert unseen({str(n): seen(*names) for n, names in enumerate(found)}) is None


@pytest.mark.parametrize("recall", [0.5, 0.7])
def test_the_interval_covers_the_truth_in_nine_of_ten_simulated_runs(recall: float) -> None:
    """Through real requests, answers and checks; a reader misses gaps at random."""
    spec = made_up(10)
    reader = Reader(spec, "m/m")
    rows = [(f"S{n + 1}", s.text) for n, s in enumerate(reader.whole.statements)]
    drawn = random.Random(1).sample([row for row in rows if len(row[1].split()) > 6], 80)
    truth = [(drawn[i], drawn[i + 1]) for i in range(0, 80, 2)]
    asked = [r for name in FIRST for r in reader.requests(name)]
    named: dict[tuple[int, int], Candidate] = {}
    for at, request in enumerate(asked):
        focus = set(in_focus(request.messages[1].text))
        touched = [n for n, pair in enumerate(truth) if focus & {label for label, _ in pair}]
        answer = {"proposals": [conflict(*truth[n]) for n in touched]}
        found = verify.candidates(spec, request, ProposalAnswer.model_validate(answer))
        named.update(zip(((at, n) for n in touched), found.candidates, strict=True))

    def run(seed: int) -> dict[str, Iterable[Candidate]]:
        draw = random.Random(seed)
        notices = {
            (reading, n): draw.random() < recall
            for reading in ("sweep", "classes")
            for n in range(len(truth))
        }
        readings: dict[str, list[Candidate]] = {"sweep": [], "classes": []}
        for (at, n), one in named.items():
            reading = asked[at].meta["reading"]
            if notices[reading, n]:
                readings[reading].append(one)
        return dict(readings)

    covered = 0
    for seed in range(200):
        readings = run(seed)
        missed = len(truth) - len({c.id for found in readings.values() for c in found})
        estimate = unseen(readings)
        assert estimate is not None
        covered += estimate.low <= missed <= estimate.high
    assert covered >= 180
