"""What counts as a second meaning of a term, and what only names or describes the thing."""

from __future__ import annotations

import pytest

from tests.lint.helpers import lint

FIRST = '# Market\n\nThese terms and conditions (the "Agreement") govern your part.\n\n## Use\n\n'
SEAT = '# Seats\n\n**"Seat"** means the licence of one user to run the service.\n\n## Seat\n\n'

ONE = (
    FIRST + "This Agreement is a legal agreement between you and the market.\n",
    FIRST + 'It is a part of the Maker Agreement between us (the "Agreement").\n',
    '# Sponsors\n\nYou join the Market Fund Circle (the "Circle").\n\n## Aim\n\n'
    'It says how you take part in the Market Fund Circle (the "Circle").\n',
    SEAT + "Seats are granted by the clerk and several users may not share the same one.\n",
)
TWO = (
    '# Firms\n\nAcme Limited (the "Company") runs the shop.\n\n## Depot\n\n'
    'Bright Labs (the "Company") runs the warehouse.\n',
    SEAT + 'A "seat" means a place in the reading room that visitors book by telephone.\n',
)


@pytest.mark.parametrize("text", ONE)
def test_a_name_in_parentheses_or_a_rule_is_no_second_meaning(text: str) -> None:
    assert not lint(text, "definition-divergence").findings


@pytest.mark.parametrize("text", TWO)
def test_two_things_under_one_name_are_found(text: str) -> None:
    (finding,) = lint(text, "definition-divergence").findings
    assert len(finding.passages) == 2
