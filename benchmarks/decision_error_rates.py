"""Error rates of the confirmation test, on streams of won and lost seeds.

Prints, for 400 candidates of which 20 % are gaps:

1. the false discovery rate at fixed and data-driven stopping times, next to what peeking at
   p-values does on the very same streams;
2. power and seeds per candidate for win probabilities .6 to .95, next to fixed-size tests of
   equal power (Benjamini-Hochberg, and Benjamini-Yekutieli, whose guarantee holds under any
   dependence as that of e-BH does).

Run: python benchmarks/decision_error_rates.py [--replicates 100]
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from specaudit.config import AuditConfig
from specaudit.measure.sequential import BETA
from specaudit.stats.intervals import binomial_tail, mean_t
from specaudit.stats.multiplicity import bh, by, e_bh_log_threshold
from specaudit.stats.sequential import futile, log_e_value

CANDIDATES = 400
SHARE = 0.2
ALPHA = 0.1
CAP = AuditConfig().queries
PEEK_FROM = 5
LOOKS = (5, 10, 20, 40, CAP)
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

TRUE: Bools = np.arange(CANDIDATES) < CANDIDATES * SHARE


@cache
def tables() -> tuple[NDArray[np.float64], Bools, NDArray[np.float64]]:
    """Log e-values, futility and one-sided binomial p-values by [seeds, wins]."""
    shape = (CAP + 1, CAP + 1)
    log_e, stop, p = np.full(shape, -np.inf), np.zeros(shape, dtype=bool), np.ones(shape)
    for n in range(CAP + 1):
        for wins in range(n + 1):
            log_e[n, wins] = log_e_value(wins, n)
            stop[n, wins] = futile(wins, n, beta=BETA)
            p[n, wins] = binomial_tail(wins, n)
    return log_e, stop, p


def streams(theta: float, rng: np.random.Generator) -> Ints:
    """Cumulative wins, candidates x (seeds 0 .. CAP); gaps win with theta, others with 1/2."""
    wins = rng.random((CANDIDATES, CAP)) < np.where(TRUE, theta, 0.5)[:, None]
    return np.concatenate([np.zeros((CANDIDATES, 1), dtype=np.int64), wins.cumsum(axis=1)], axis=1)


def false_share(chosen: Bools) -> float:
    """False discovery proportion of a set of confirmed candidates."""
    return float((chosen & ~TRUE).sum() / max(1, chosen.sum()))


class Audit:
    """One audit: every candidate asked seed by seed until decided, futile or at the cap."""

    def __init__(self, wins: Ints) -> None:
        log_e, stop, _ = tables()
        self.used = np.zeros(CANDIDATES, dtype=np.int64)
        self.selected: list[Bools] = []
        active = np.ones(CANDIDATES, dtype=bool)
        rows = np.arange(CANDIDATES)
        for _ in range(CAP):
            self.used += active
            won = wins[rows, self.used]
            logs = log_e[self.used, won]
            threshold = e_bh_log_threshold(list(logs), ALPHA)
            chosen = logs >= threshold - 1e-12
            rejected = min(CANDIDATES, int(chosen.sum()) + 1)
            decided = logs >= math.log(CANDIDATES / (rejected * ALPHA))
            active &= ~(decided | stop[self.used, won])
            self.selected.append(np.array(chosen, dtype=bool))
        self.final = self.selected[-1]

    def stops(self) -> dict[str, Bools]:
        """What is confirmed by each way of stopping the audit."""
        found = {f"stop after {look} seeds": self.selected[look - 1] for look in LOOKS}
        sizes = [int(s.sum()) for s in self.selected]
        for size in (1, 20):
            at = next((i for i, n in enumerate(sizes) if n >= size), CAP - 1)
            found[f"stop at {size} confirmed"] = self.selected[at]
        return found


def naive(wins: Ints) -> dict[str, Bools]:
    """What peeking at p-values after every seed confirms; once found stays found."""
    _, _, p = tables()
    seeds = np.arange(PEEK_FROM, 41)
    values = p[seeds[None, :], wins[:, PEEK_FROM:41]]
    ever_bh = np.zeros(CANDIDATES, dtype=bool)
    for look in range(len(seeds)):
        ever_bh |= np.array(bh(list(values[:, look]), ALPHA))
    return {
        "naive: p < .05 at any of 36 looks": np.array((values < 0.05).any(axis=1), dtype=bool),
        "naive: BH at every look": ever_bh,
    }


def error_rates(replicates: int) -> None:
    rng = np.random.default_rng(1)
    shares: dict[str, list[float]] = {}
    powers: dict[str, list[float]] = {}
    for _ in range(replicates):
        wins = streams(0.8, rng)
        audit = Audit(wins)
        for name, chosen in {**audit.stops(), **naive(wins)}.items():
            shares.setdefault(name, []).append(false_share(chosen))
            powers.setdefault(name, []).append(float(chosen[TRUE].mean()))
        worst = max(false_share(s) for s in audit.selected)
        shares.setdefault("worst look of each audit (no rule can find it)", []).append(worst)
    print(f"False discovery rate, {replicates} audits of {CANDIDATES} candidates, win .8:")
    print(f"  {'':48}{'FDR':>8}{'95 % upper':>12}{'power':>8}")
    for name, values in shares.items():
        found = mean_t(values, 0.90)
        upper = found.high if found else float("nan")
        power = f"{np.mean(powers[name]):8.2f}" if name in powers else " " * 8
        print(f"  {name:48}{np.mean(values):8.3f}{upper:12.3f}{power}")


def fixed_size(
    theta: float, power: float, rule: Callable[[Sequence[float], float], tuple[bool, ...]]
) -> int:
    """Fewest seeds per candidate with which a fixed-size test reaches the power."""
    rng = np.random.default_rng(2)
    for n in range(4, 400):
        p = np.array([binomial_tail(k, n) for k in range(n + 1)])
        reached = []
        for _ in range(12):
            wins = rng.binomial(n, np.where(TRUE, theta, 0.5))
            reached.append(np.array(rule(list(p[wins]), ALPHA))[TRUE].mean())
        if np.mean(reached) >= power:
            return n
    raise RuntimeError("no fixed size below 400 reaches the power")


def power_curve(replicates: int) -> dict[float, tuple[float, float]]:
    """Print power and seeds by win probability; return power and the share of seeds saved."""
    found = {}
    print(f"\nPower within the same audit, at most {CAP} seeds per candidate:")
    head = (
        "win",
        "power",
        "seeds: gaps",
        "others",
        "all",
        "fixed BH",
        "saved",
        "fixed BY",
        "saved",
    )
    print("  " + "".join(f"{h:>12}" for h in head))
    for theta in (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
        rng = np.random.default_rng(3)
        rows = []
        for _ in range(replicates):
            audit = Audit(streams(theta, rng))
            used = audit.used
            rows.append(
                (audit.final[TRUE].mean(), used[TRUE].mean(), used[~TRUE].mean(), used.mean())
            )
        power, gaps, others, every = np.mean(rows, axis=0)
        sizes = [fixed_size(theta, power, rule) for rule in (bh, by)]
        cells = [f"{theta:.2f}", f"{power:.2f}", f"{gaps:.1f}", f"{others:.1f}", f"{every:.1f}"]
        for size in sizes:
            cells += [str(size), f"{100 * (1 - every / size):.0f} %"]
        print("  " + "".join(f"{c:>12}" for c in cells))
        found[theta] = (float(power), float(1 - every / sizes[0]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--replicates", type=int, default=100)
    options = parser.parse_args()
    error_rates(options.replicates)
    power_curve(max(10, options.replicates // 5))


if __name__ == "__main__":
    main()
