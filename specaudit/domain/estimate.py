"""Numbers with their uncertainty."""

from __future__ import annotations

from enum import StrEnum

from specaudit.domain.records import record


class Measure(StrEnum):
    """Names of the estimates of a gap; `specaudit.measure.estimates` says how each is got."""

    DISAGREEMENT = "disagreement"
    DISAGREEMENT_CONTROL = "disagreement-control"
    DISAGREEMENT_NORMALISED = "disagreement-normalised"
    CORRECTED = "disagreement-corrected"
    CORRECTED_CONTROL = "disagreement-corrected-control"
    CORRECTED_WITHOUT_ONE = "disagreement-corrected-without-one"
    DIFFERENCE = "disagreement-difference"
    RELIABILITY = "member-icc"
    OPPOSED = "members-opposed"
    LEAN = "committee-lean"
    JOINT = "joint-failure"
    JOINT_CONTROL = "joint-failure-control"
    JOINT_EXPECTED = "joint-failure-expected"
    JOINT_EXCESS = "joint-failure-excess"
    JOINT_OVER_CONTROL = "joint-failure-over-control"
    FAILURE = "failure-rate"
    FAILURE_CONTROL = "failure-rate-control"
    FAILURE_CORRECTED = "failure-rate-corrected"
    WORST_MEMBER = "failure-rate-worst-member"
    OTHER_MEMBERS = "failure-rate-other-members"
    UNCLEAR = "judges-unclear"
    UNCLEAR_CONTROL = "judges-unclear-control"
    KAPPA = "judge-kappa"
    ALPHA = "judge-alpha"
    AC1 = "judge-ac1"
    SPECTRUM_ALPHA = "spectrum-alpha"
    ACTIVATION = "activation-disagreement"
    ACTIVATION_CONTROL = "activation-disagreement-control"
    UNACTIVATED = "no-statement-activated"
    REFUSAL = "refusal-rate"
    REFUSAL_CONTROL = "refusal-rate-control"
    REFUSAL_LEVEL = "refusal-level"
    WHOLE_TEXT = "ablation-whole-text"
    WITHOUT_A = "ablation-without-a"
    WITHOUT_B = "ablation-without-b"
    WITHOUT_BOTH = "ablation-without-both"
    SHARE_A = "ablation-share-a"
    SHARE_B = "ablation-share-b"
    SHARE_BOTH = "ablation-share-both"
    INTERACTION = "ablation-interaction"
    EFFECTIVE_JUDGES = "effective-judges"
    E_VALUE = "e-value"
    WINS = "seeds-won"
    MISSING = "missing-cells"


@record(frozen=True, slots=True)
class Estimate:
    """A measured quantity. Absent numbers are None, never NaN."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    """Interval ends; None where n is too small for one."""
    level: float
    """Coverage of the interval, such as 0.95."""
    n: int
    """Units the value rests on (the docstring of the measure says which)."""
    missing: int
    """Planned units that could not be used."""
    method: str
    """How value and interval were got, in a few words."""
