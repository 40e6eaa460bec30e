"""What a lint run is asked to do, the rules it applies, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from specaudit.domain.finding import Finding, Severity
from specaudit.domain.origin import Origin
from specaudit.domain.records import record

ParamValue = str | int | float | bool | tuple[str, ...]

UNNAMED = "<stdin>"
"""Path of a document that came through a pipe, where nobody gave it a name."""

SEVERITY_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class Default(StrEnum):
    """When a rule runs without being asked for."""

    ON = "on"
    """Always; its findings can fail a build."""
    LINT = "lint"
    """Always, but its findings are notes: they inform and never fail a build by default."""
    OFF = "off"
    """Only with ``--pedantic`` or when selected."""
    SETTING = "setting"
    """Only where the settings ask for it (``require-reason``) or when selected."""


class Confidence(StrEnum):
    """How often an author who reads the finding would agree with it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@record(frozen=True, slots=True)
class Rule:
    """One page of the rule book."""

    code: str
    name: str
    family: str
    severity: Severity
    confidence: Confidence
    default: Default
    status: str
    """``stable`` or ``preview``; a preview rule runs only with ``--preview``."""
    since: str
    check: str
    """Name of the check in ``lint.checks.CHECKS``; empty for what the runner itself reports."""
    params: Mapping[str, ParamValue] = field(default_factory=dict)
    doc: str = ""
    """Markdown body of the page; empty where only the front matter was read."""

    @property
    def summary(self) -> str:
        """First sentence of *What it does*; needs ``doc``."""
        head, dot, _ = self.purpose.partition(". ")
        return head + "." if dot else head

    @property
    def page(self) -> str:
        """The page for readers: its examples have an arrow where a finding falls; needs ``doc``."""
        return self.doc.replace(f"<!-- finds: {self.code} -->", "  <-- here")

    @property
    def purpose(self) -> str:
        """First paragraph of *What it does*, on one line; needs ``doc``."""
        _, _, rest = self.doc.partition("## What it does")
        return rest.strip().split("\n\n", 1)[0].replace("\n", " ")


@record(frozen=True, slots=True)
class LintOptions:
    """What to check and how severely; everything here is part of the cache's key."""

    select: tuple[str, ...] = ("default",)
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    pedantic: bool = False
    preview: bool = False
    severity: tuple[tuple[str, str], ...] = ()
    """Rule (name, code or prefix) and the severity its findings get."""
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """File pattern and the rules that are not applied there."""
    require_reason: bool = False
    """A suppression without a reason is an error."""


class SuppressedBy(StrEnum):
    """What keeps a finding out of the report."""

    COMMENT = "comment"
    BASELINE = "baseline"


@record(frozen=True, slots=True)
class Suppressed:
    """A finding that was kept out of the report, and why."""

    finding: Finding
    by: SuppressedBy
    reason: str
    status: str = "accepted"
    """``accepted``, ``false-positive`` or ``wont-fix``."""


@record(frozen=True, slots=True)
class BaselineEntry:
    """One finding that the project has looked at and keeps."""

    id: str
    fingerprint: str
    rule: str
    paths: tuple[str, ...]
    """Documents of the passages; they tell which run an entry belongs to, and never match."""
    where: tuple[str, ...]
    """Section ids of the passages, first the primary one."""
    quote: tuple[str, ...]
    status: str = "accepted"
    reason: str = ""
    by: str = ""
    expires: str = ""
    """ISO date from which the entry counts no more; anything unreadable counts as past."""
    issue: str = ""


@record(frozen=True, slots=True)
class DocumentSummary:
    """What one checked document holds."""

    path: str
    sha256: str
    sections: int
    statements: int
    empty: bool = False
    foreign: bool = False
    """Its prose is hardly in English, which is what rules on wording read."""


@record(frozen=True, slots=True)
class LintResult:
    """Everything a lint run has to say; reporters render it and decide nothing."""

    findings: tuple[Finding, ...]
    documents: tuple[DocumentSummary, ...]
    active: tuple[str, ...] = ()
    """Names of the rules that ran."""
    suppressed: tuple[Suppressed, ...] = ()
    stale: tuple[BaselineEntry, ...] = ()
    """Baseline entries that match nothing any more."""
    compared: bool = False
    """A baseline was held against the findings."""
    expired: tuple[str, ...] = ()
    """Ids of findings that came back because their baseline entry expired."""
    changed: tuple[tuple[str, str], ...] = ()
    """New finding id and the id of the baseline entry whose passage was edited."""
    skipped: tuple[str, ...] = ()
    """One line for every document that could not be read."""
    rules: tuple[Rule, ...] = ()
    """Pages of the rules with findings; filled only for formats that show them."""
    fail_on: str = "warning"
    limit: int = 20
    """How many findings people are shown; 0 means all."""
    exit_code: int = 0
    exit_reason: str = ""

    def count(self, severity: Severity) -> int:
        """Number of findings of one severity."""
        return sum(finding.severity is severity for finding in self.findings)


def at_or_above(severity: Severity, threshold: str) -> bool:
    """Say whether a severity reaches ``error``, ``warning`` or ``note`` (``never``: no)."""
    if threshold == "never":
        return False
    return SEVERITY_ORDER[severity] <= SEVERITY_ORDER[Severity(threshold)]


@record(frozen=True, slots=True)
class Rendering:
    """How a lint result is to be shown."""

    version: str
    colour: bool = False
    show_suppressed: bool = False
    statistics: bool = False
    quiet: bool = False
    """Findings only, no summary."""
    origin: Origin = field(default_factory=Origin)
    """Where the documents stand; filled only for formats that say so."""
