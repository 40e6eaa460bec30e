from __future__ import annotations

from .helpers import lint

CIRCLE = "Brevity outweighs candour at the desk.\n\n{}Candour at the desk wins out over brevity.\n"


def test_a_circle_names_what_goes_round_in_it() -> None:
    for text in (f"# Rules\n\n{CIRCLE}", CIRCLE):
        (finding,) = lint(text.format("## More\n\n"), "priority-cycle").findings
        assert finding.message.endswith(": Brevity > Candour at the desk > Brevity.")
