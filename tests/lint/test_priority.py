from __future__ import annotations

import pytest

from .helpers import lint

CIRCLE = "Brevity outweighs candour at the desk.\n\n{}Candour at the desk wins out over brevity.\n"


def test_a_circle_names_what_goes_round_in_it() -> None:
    for text in (f"# Rules\n\n{CIRCLE}", CIRCLE):
        (finding,) = lint(text.format("## More\n\n"), "priority-cycle").findings
        assert finding.message.endswith(": Brevity > Candour at the desk > Brevity.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Privacy outweighs comfort.",
         "If privacy and comfort are at odds, the latter has the stronger claim."),
        ("Prefer clarity to brevity.", "Clarity comes second to brevity."),
        ("Security trumps beauty.", "Beauty is to be put ahead of security."),
        ("If care and speed conflict, go with care.", "Care must give way to speed."),
        ("Legal duties override house rules.", "House rules hold even against legal duties."),
    ],
)  # fmt: skip
def test_orders_in_other_words_go_round(one: str, other: str) -> None:
    assert len(lint(f"# Rules\n\n{one}\n\n## More\n\n{other}\n", "priority-cycle").findings) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Privacy outweighs comfort.",
         "If privacy and comfort are at odds, the former has the stronger claim."),
        ("Prefer clarity to brevity.", "Brevity comes before wit."),
        ("Security trumps beauty.", "Beauty is never to be put ahead of security."),
    ],
)  # fmt: skip
def test_orders_that_agree_do_not(one: str, other: str) -> None:
    assert not lint(f"# Rules\n\n{one}\n\n## More\n\n{other}\n", "priority-cycle").findings
