"""The self-test: the run's own experiment on contradictions we planted into a copy of the spec."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from specaudit.config import DocumentOptions
from specaudit.domain.candidate import Candidate
from specaudit.domain.run import PlantedFault, SelfTest
from specaudit.domain.spec import Spec
from specaudit.graph.resolution import Resolver
from specaudit.measure import selftest as measuring
from specaudit.measure.decide import Decision, decide_facts
from specaudit.measure.sequential import StopReason
from specaudit.parse import document
from specaudit.pipeline.experiment import Experiment, Probe, Setup, start
from specaudit.probe import faults
from specaudit.probe.faults import Fault

LABEL = "self-test"
"""What the experiment's progress and records are called, so that they mix with no others."""
FEWEST, MOST = 4, len(faults.faults())
"""Faults that can be asked for: fewer say too little, and there are no more."""


class Planted:
    """Two copies of a spec: one with the faults, one with their repaired twins."""

    def __init__(self, faulty: Spec, repaired: Spec, chosen: Sequence[Fault]) -> None:
        self.faulty = faulty
        self.repaired = repaired
        pairs = {
            fault: (
                faults.candidate(fault, faulty, repaired=False),
                faults.candidate(fault, repaired, repaired=True),
            )
            for fault in chosen
        }
        settled = Resolver(faulty).between
        self.pairs: dict[Fault, tuple[Candidate, Candidate]] = {
            fault: (broken, mended)
            for fault, (broken, mended) in pairs.items()
            if broken and mended and settled(*broken.statement_ids) is None
        }
        """Only faults that the copies' parser reads as planted and that nothing else settles."""

    def candidates(self) -> list[Candidate]:
        """Return the faults' and the twins' candidates."""
        return [candidate for pair in self.pairs.values() for candidate in pair]

    def probes(self, setup: Setup) -> list[Probe]:
        """Return a probe for every candidate, each on its own copy."""
        broken, mended = replace(setup, spec=self.faulty), replace(setup, spec=self.repaired)
        return [
            probe
            for one, two in self.pairs.values()
            for probe in (start(broken, one), start(mended, two))
        ]


def plant(spec: Spec, count: int, seed: int, options: DocumentOptions) -> Planted:
    """Plant faults in copies of the spec, at the level where most of them stay open.

    A document may settle every clash of one level by a rule of its own; then the next level
    that has sections is tried.
    """
    chosen = faults.choose(count, seed)

    def copy(where: Sequence[faults.Place], *, repaired: bool) -> Spec:
        text = faults.plant(spec, chosen, where, repaired=repaired)
        return document.parse(text, path=spec.path, dialect=spec.dialect, options=options)

    best: Planted | None = None
    for where in faults.places(spec) or [[]]:
        made = Planted(copy(where, repaired=False), copy(where, repaired=True), chosen)
        if best is None or len(made.pairs) > len(best.pairs):
            best = made
        if len(best.pairs) == len(chosen):
            break
    assert best is not None
    return best


async def run(planted: Planted, setup: Setup, experiment: Experiment) -> SelfTest:
    """Put the planted faults and their twins through the experiment, and count."""
    probes = planted.probes(setup)
    await experiment.run(probes)
    decisions = decide_facts(
        {p.candidate.id: p.facts for p in probes},
        [p.candidate for p in probes],
        sound=True,
        alpha=setup.alpha,
        seed=setup.seed,
        stops={p.candidate.id: p.stop for p in probes if p.stop},
    )
    said = {decision.candidate_id: decision for decision in decisions}
    titles = {p.candidate.id: p.passages[0].section_title for p in probes}
    return measuring.report(
        [
            _fault(fault, said[one.id], said[two.id], titles[one.id])
            for fault, (one, two) in planted.pairs.items()
        ],
        finished=all(p.stop is not StopReason.BUDGET for p in probes),
    )


def _fault(fault: Fault, said: Decision, twin: Decision, title: str) -> PlantedFault:
    return PlantedFault(
        id=fault.id,
        kind=fault.kind,
        statements=fault.statements,
        tie_break=fault.tie_break,
        section_title=title,
        verdict=said.verdict,
        because=said.because,
        repaired_verdict=twin.verdict,
        repaired_because=twin.because,
    )
