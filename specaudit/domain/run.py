"""What a run was: models, prompts, money, and what is missing."""

from __future__ import annotations

from specaudit.domain.gap import GapVerdict
from specaudit.domain.records import record


@record(frozen=True, slots=True)
class ModelUse:
    """One model in one role, with what it cost."""

    model: str
    role: str
    """``proposer``, ``generator``, ``committee``, ``rubric``, ``scorer`` or ``judge``."""
    host: str
    calls: int
    """Calls answered in this run, stored ones included."""
    stored: int
    """Calls that other runs had paid for: they came from the call store and cost nothing."""
    failed: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    cost: float | None
    """US dollars; None where the price is unknown."""
    simulated: bool = False
    """True for scripted models: such a run is no evidence about a real spec."""


@record(frozen=True, slots=True)
class PromptUse:
    """A prompt that was sent, by id, version and digest."""

    id: str
    version: int
    sha256: str
    text: str = ""
    """The whole prompt file, of which ``sha256`` is the digest; only in reports."""


@record(frozen=True, slots=True)
class InstrumentReport:
    """Whether the judges can tell right from wrong, before anything is believed."""

    judge: str
    n: int
    correct: int
    missing: int
    accuracy: float | None
    low: float | None
    high: float | None
    sensitivity: float | None
    """Share of known non-compliant items called problematic."""
    specificity: float | None
    """Share of known compliant items called compliant."""
    passed: bool
    because: str
    faulty: int = 0
    """Known non-compliant items answered; `sensitivity` is a share of them."""
    good: int = 0
    """Known compliant items answered; `specificity` is a share of them."""


@record(frozen=True, slots=True)
class PlantedFault:
    """A contradiction planted into a copy of the spec, and what the run says of it."""

    id: str
    kind: str
    statements: tuple[str, ...]
    tie_break: str
    """The sentence that settles it in the repaired twin."""
    section_title: str
    """Where in the copy it stands."""
    verdict: GapVerdict
    because: str
    repaired_verdict: GapVerdict
    repaired_because: str


@record(frozen=True, slots=True)
class SelfTest:
    """What the run finds of contradictions that are certainly there, and of their repaired twins.

    Shares come with Wilson's 95 % interval; None where nothing could be planted.
    """

    planted: int
    found: int
    """Planted contradictions that were confirmed."""
    recall: float | None
    recall_low: float | None
    recall_high: float | None
    alarms: int
    """Repaired twins that were confirmed all the same."""
    alarm_rate: float | None
    alarm_low: float | None
    alarm_high: float | None
    passed: bool | None
    """None where it could not be carried out or was cut short: nothing follows from it."""
    because: str
    faults: tuple[PlantedFault, ...] = ()


@record(frozen=True, slots=True)
class RunInfo:
    """Everything needed to say what produced a report, and to produce it again."""

    id: str
    created: str
    """UTC, ISO 8601; the only field that differs between two equal runs."""
    tool_version: str
    spec_path: str
    spec_sha256: str
    seed: int
    conditioning: str
    """``excerpt``, ``full`` or ``trained``."""
    committee: tuple[str, ...]
    judges: tuple[str, ...]
    proposer: str
    queries: int
    samples: int
    models: tuple[ModelUse, ...]
    prompts: tuple[PromptUse, ...]
    instrument: tuple[InstrumentReport, ...]
    complete: bool
    incomplete_reason: str | None
    spent: float
    """US dollars the run has cost, however often it was resumed, as far as prices are known."""
    self_test: SelfTest | None = None
    """None where none was asked for."""
    notes: tuple[str, ...] = ()
    """Sentences a reader must see (what was not tested, and why)."""
