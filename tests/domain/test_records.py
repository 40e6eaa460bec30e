"""A record is what a dataclass with the same fields is."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from specaudit.domain.records import record


@record(frozen=True, slots=True, order=True)
class Point:
    """Two numbers."""

    x: int
    y: int = 7
    tags: list[str] = dataclasses.field(default_factory=list)


@record(slots=True)
class Open:
    """What may be changed."""

    name: str
    size: int = 0

    def __post_init__(self) -> None:
        self.size = len(self.name)


@record(frozen=True, slots=True, eq=False)
class Itself:
    """Equal to nothing else."""

    x: int


MAKERS: tuple[Callable[[], Any], ...] = (
    lambda: Point(1),
    lambda: Point(1, 2, ["a"]),
    lambda: Point(x=1, tags=["b"]),
    lambda: Point(1, y=3),
)


@pytest.mark.parametrize("make", MAKERS)
def test_first_and_later_instances_are_the_same(make: Callable[[], Any]) -> None:
    first, *later = (make() for _ in range(20))
    assert all(one == first for one in later)
    assert repr(first) == repr(later[-1]) and repr(first).startswith("Point(x=1, y=")


@pytest.mark.parametrize("times", [1, 20])
@pytest.mark.parametrize(
    ("values", "named"), [((), {}), ((1, 2, [], 4), {}), ((1,), {"x": 1}), ((1,), {"z": 1})]
)
def test_wrong_arguments_are_refused(
    times: int, values: tuple[Any, ...], named: dict[str, int]
) -> None:
    made: Any = Point
    for _ in range(times):
        made(1)
        with pytest.raises(TypeError):
            made(*values, **named)


def test_frozen_ones_cannot_change() -> None:
    one = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.x = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.x
    made = Open("abc")
    made.name = "z"
    assert (made.name, made.size) == ("z", 3)


def test_functions_for_dataclasses_take_records() -> None:
    one = Point(1)
    assert dataclasses.is_dataclass(Point)
    assert dataclasses.replace(one, y=2) == Point(1, 2)
    assert dataclasses.asdict(one) == {"x": 1, "y": 7, "tags": []}
    assert [field.name for field in dataclasses.fields(Point)] == ["x", "y", "tags"]
    assert copy.copy(one) == copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one


def test_comparison_and_hash() -> None:
    assert sorted([Point(2), Point(1, 9), Point(1)]) == [Point(1), Point(1, 9), Point(2)]
    one, other = Itself(1), Itself(1)
    assert one != other and len({one, other}) == 2
    assert Open("a") == Open("a")
    with pytest.raises(TypeError):
        hash(Open("a"))
    with pytest.raises(TypeError):
        Point(1) < 3  # type: ignore[operator]  # noqa: B015


def test_a_record_has_no_dict() -> None:
    assert not hasattr(Point(1), "__dict__")


def test_defaults_that_are_made_are_made_for_each() -> None:
    made = [Point(1) for _ in range(20)]
    assert len({id(one.tags) for one in made}) == 20
