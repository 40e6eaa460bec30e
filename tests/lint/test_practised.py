"""Exceptions from what is done, where no modal says that it must be."""

from __future__ import annotations

import pytest

from .helpers import lint

OPEN = """
A home address is not given out except where circumstances suggest otherwise.
Letters from outside are answered within ten days, save in suitable cases.
The figures of a firm are not repeated to visitors unless there is some reason to.
The desk does not name the winner, other than where this feels right.
Nobody's own report is signed off by its author, barring special situations.
Stickers belong on the back alone, with exceptions as needed.
""".strip().splitlines()

CLOSED = """
A home address is not given out except to a court.
Letters from outside are answered within ten days, save on public holidays.
The desk does not name the winner unless the jury has announced it.
Stickers belong on the back alone, with exceptions listed in the annex.
The list was not printed unless there was some reason to.
We print the list in red unless there is some reason not to.
The list is printed in red, and visitors may take it home unless there is some reason not to.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", OPEN)
def test_what_is_done_but_for_any_case_is_open(sentence: str) -> None:
    assert lint(f"# Desk\n\n{sentence}\n", "open-exception").findings


@pytest.mark.parametrize("sentence", CLOSED)
def test_what_is_done_but_for_a_named_case_is_not(sentence: str) -> None:
    assert not lint(f"# Desk\n\n{sentence}\n", "open-exception").findings
