"""The documents in a rule page, with the lines where a finding must fall."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from specaudit.domain.lint import Rule

_FENCE = re.compile(r"^````md spec\n(.*?)^````$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r" ?<!-- finds: (SA\d{3}) -->")


@dataclass(frozen=True)
class Case:
    rule: Rule
    heading: str
    number: int
    text: str
    lines: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.rule.name}-{self.heading.lower()}-{self.number}"


def cases(rule: Rule) -> Iterator[Case]:
    """Every case of a page, marks taken out."""
    for heading in ("Fails", "Passes"):
        _, _, rest = rule.doc.partition(f"\n## {heading}\n")
        section = re.split(
            r"^## (?:Passes|How to fix|Limits|References)$", rest, maxsplit=1, flags=re.M
        )[0]
        for number, match in enumerate(_FENCE.finditer(section), start=1):
            lines = []
            for index, line in enumerate(match[1].split("\n"), start=1):
                for mark in _MARK.findall(line):
                    assert mark == rule.code, f"{rule.name} marks {mark}"
                    lines.append(index)
            yield Case(rule, heading, number, _MARK.sub("", match[1]), tuple(lines))
