"""Whether the settings an audit starts with can decide anything at all."""

from __future__ import annotations

import numpy as np

from specaudit.config import AuditConfig
from specaudit.measure import sequential
from specaudit.measure.sequential import SequentialState
from specaudit.stats.multiplicity import e_bh

DEFAULT = AuditConfig()
WIN = 0.8


def audit(gaps: int, rng: np.random.Generator) -> tuple[list[SequentialState], list[bool]]:
    """One audit of streams of won and lost seeds; the first ``gaps`` candidates are gaps."""
    states = [sequential.start(str(n)) for n in range(DEFAULT.max_gaps)]
    waiting = set(range(DEFAULT.max_gaps))
    for asked in range(1, DEFAULT.queries + 1):
        for n in waiting:
            won = rng.random() < (WIN if n < gaps else 0.5)
            old = states[n]
            states[n] = old._replace(wins=old.wins + won, losses=old.losses + (not won))
        threshold = sequential.planning_threshold(states, DEFAULT.alpha)
        waiting = {
            n
            for n in waiting
            if not sequential.stop(states[n], threshold, cap=DEFAULT.queries, asked=asked)
        }
    return states, list(e_bh([s.log_e for s in states], DEFAULT.alpha))


def test_the_default_finds_most_gaps_among_many_candidates_and_stops_early() -> None:
    rng = np.random.default_rng(5)
    found, false, seeds = [], [], []
    for _ in range(40):
        states, chosen = audit(6, rng)
        found.append(sum(chosen[:6]) / 6)
        false.append(sum(chosen[6:]) / max(1, sum(chosen)))
        seeds.append(np.mean([s.seeds for s in states]))
    assert np.mean(found) > 0.8
    assert np.mean(false) < DEFAULT.alpha
    assert np.mean(seeds) < 16


def test_a_lone_gap_can_be_confirmed_even_where_it_loses_some_seeds() -> None:
    need = sequential.planning_threshold(
        [sequential.start(str(n)) for n in range(DEFAULT.max_gaps)], DEFAULT.alpha
    )
    wins = round(0.75 * DEFAULT.queries)
    mostly = SequentialState("c", wins, DEFAULT.queries - wins)
    assert mostly.log_e > need
