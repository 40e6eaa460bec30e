"""Labels that a strict reader gave to findings, and the precision they make.

A file holds one JSON object a line: ``fingerprint``, ``rule``, ``defended`` (would the author
of the spec, shown rule and passages, change the text or at least agree?) and ``why``. A fingerprint
is made from the words alone, so one label serves every release of a spec that has them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from specaudit.domain.errors import InputError
from specaudit.domain.finding import Finding
from specaudit.domain.lint import Rule

HERE = Path(__file__).parent / "labels"


class Label(BaseModel):
    """What a reader said of one finding."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fingerprint: Annotated[str, StringConstraints(min_length=8)]
    rule: str
    defended: bool
    why: Annotated[str, StringConstraints(min_length=3)]


def read(files: Sequence[Path]) -> dict[str, Label]:
    """Read labels by fingerprint; a later one replaces an earlier one.

    Raises:
        InputError: naming file, line and field of the first thing wrong.
    """
    labels: dict[str, Label] = {}
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            try:
                label = Label.model_validate_json(line)
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                field = ".".join(str(part) for part in first["loc"])
                raise InputError(f"{file.name}:{number}: {field}: {first['msg']}") from None
            labels[label.fingerprint] = label
    return labels


def files() -> list[Path]:
    """The label files that come with the benchmark."""
    return sorted(HERE.glob("*.jsonl"))


def sample(
    findings: Iterable[tuple[str, Finding]], size: int, seed: int
) -> list[tuple[str, Finding]]:
    """Draw distinct findings by a hash of seed and fingerprint, so that who stays keeps its place.

    Args:
        findings: Findings with the name of their document; of equal ones the last is taken.
        size: How many to draw.
        seed: Another seed draws others.
    """
    distinct = {finding.fingerprint: (name, finding) for name, finding in findings}

    def rank(fingerprint: str) -> str:
        return hashlib.sha256(f"{seed}/{fingerprint}".encode()).hexdigest()

    return [distinct[fingerprint] for fingerprint in sorted(distinct, key=rank)[:size]]


def worksheet(entries: Iterable[tuple[str, Finding]], rules: dict[str, Rule]) -> str:
    """What a cold reader gets: the rule's own words and the passages, nothing else.

    It quotes the specs, so it belongs outside the repository.
    """
    parts = []
    for name, finding in entries:
        rule = rules[finding.rule]
        parts.append(f"## {name} {finding.fingerprint}\n{rule.code} {rule.name}: {rule.summary}")
        parts.append(finding.message)
        parts += [
            f"- L{p.start.line} ({p.section_title}) [{p.authority}] {p.role}: "
            + " ".join((p.context or p.text).split())
            for p in finding.passages
        ]
    return "\n".join(parts) + "\n"
