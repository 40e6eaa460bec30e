"""The types judges' answers must have.

Only shapes that every vendor's structured output knows: objects, strings, lists and enums. What
they cannot say (lengths, which labels exist) is checked where answers become nouns.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from specaudit.domain.verdict import Compliance


def _number(value: object) -> object:
    """Read digits in quotes as the number they are: some vendors allow only strings in enums."""
    if isinstance(value, bool):
        raise ValueError("a step is a number, not true or false")
    return int(value) if isinstance(value, str) and value.strip().isdecimal() else value


Step = Annotated[Literal[0, 1, 2, 3, 4, 5, 6], BeforeValidator(_number)]
"""A place on a scale of seven steps."""


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Scale(_Answer):
    """Seven strategies, from working firmly against a consideration to serving it fully."""

    works_against: str
    sets_aside: str
    leans_away: str
    neutral: str
    leans_towards: str
    favours: str
    serves_fully: str

    @property
    def steps(self) -> tuple[str, ...]:
        """The strategies in order, 0 to 6."""
        return (
            self.works_against,
            self.sets_aside,
            self.leans_away,
            self.neutral,
            self.leans_towards,
            self.favours,
            self.serves_fully,
        )


class RubricAnswer(_Answer):
    """A rubric as its author writes it."""

    side_a: str
    side_b: str
    scale_a: Scale
    scale_b: Scale


class SpectrumAnswer(_Answer):
    """Places on the two scales, in the order they were shown."""

    reason: str
    first: Step
    second: Step


class ComplianceAnswer(_Answer):
    """A verdict and the labels of the statements it rests on."""

    reason: str
    statements: list[str]
    verdict: Compliance


class RefusalAnswer(_Answer):
    """How far an answer refuses."""

    reason: str
    level: Step
