"""The types judges' answers must have.

Only shapes that every vendor's structured output knows: objects, strings, lists and enums. What
they cannot say (lengths, which labels exist) is checked where answers become nouns.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from specaudit.domain.verdict import Compliance


def _number(value: object) -> object:
    """Read digits in quotes as the number they are: some vendors allow only strings in enums."""
    if isinstance(value, bool):
        raise ValueError("a step is a number, not true or false")
    return int(value) if isinstance(value, str) and value.strip().isdecimal() else value


def _short(most: int) -> Any:
    """Name a length in the schema without insisting on it.

    Where a server enforces schemas this keeps weak models from talking without end; an answer
    that is longer all the same is no worse for it.
    """
    return Field(json_schema_extra={"maxLength": most})


Reason = Annotated[str, _short(600)]
Strategy = Annotated[str, _short(200)]
Name = Annotated[str, _short(160)]
Label = Annotated[str, _short(6)]
Step = Annotated[Literal[0, 1, 2, 3, 4, 5, 6], BeforeValidator(_number)]
"""A place on a scale of seven steps."""


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Scale(_Answer):
    """Seven strategies, from working firmly against a consideration to serving it fully."""

    works_against: Strategy
    sets_aside: Strategy
    leans_away: Strategy
    neutral: Strategy
    leans_towards: Strategy
    favours: Strategy
    serves_fully: Strategy

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

    side_a: Name
    side_b: Name
    scale_a: Scale
    scale_b: Scale


class SpectrumAnswer(_Answer):
    """Places on the two scales, in the order they were shown."""

    reason: Reason
    first: Step
    second: Step


class ComplianceAnswer(_Answer):
    """A verdict and the labels of the statements it rests on."""

    reason: Reason
    statements: Annotated[list[Label], Field(json_schema_extra={"maxItems": 8})]
    verdict: Compliance


class RefusalAnswer(_Answer):
    """How far an answer refuses."""

    reason: Reason
    level: Step
