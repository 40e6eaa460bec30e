"""A strict rule taken up elsewhere with less force, in many wordings."""

from __future__ import annotations

import pytest

from .helpers import lint

STRICT = (
    "# Charter\n\n## Scope\n\nEvery task must include an end date. The assistant must not disclose "
    "staff names without permission. All visitors and guides must sign the paper register.\n\n"
    "## Practice\n\n"
)

SOFT = """
It helps if the task includes an end date.
For a task, an end date is a plus.
In a task, an end date is nice to have.
We suggest that tasks include an end date.
Feel free to include an end date in the task.
An end date may be included in a task where it helps.
An end date in the task is a recommendation.
It is a nice touch when a task includes an end date.
Disclosing staff names without permission is not recommended.
Whether a task includes an end date is left to its author's liking.
It is customary to sign the paper register.
It would be good if guides signed the paper register.
Visitors may, if the guide wishes, sign the paper register.
Encouraged to sign the paper register.
The paper register should be signed by all visitors and guides.
""".strip().splitlines()

OTHER = """
An end date for the lease is a plus.
We suggest that letters include a return address.
The assistant should disclose staff names that the board has published.
It helps if the shelf has a label.
Feel free to sign the guest book.
A paper copy of the lease is nice to have.
If a visitor suggests a task without an end date, the assistant declines.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", SOFT)
def test_a_rule_taken_up_with_less_force_is_drift(sentence: str) -> None:
    [finding] = lint(STRICT + sentence + "\n", "modality-drift").findings
    assert len(finding.passages) == 2


@pytest.mark.parametrize("sentence", OTHER)
def test_another_thing_in_soft_words_is_none(sentence: str) -> None:
    assert not lint(STRICT + sentence + "\n", "modality-drift").findings


def test_a_section_that_only_explains_may_weaken_a_rule() -> None:
    text = "# Numbers\n\n## Rules\n\nThe patch number must be reset to zero with every release.\n"
    asked = "\n## FAQ\n\nResetting the patch number to zero is optional.\n"
    assert lint(text + asked, "modality-drift").findings
