"""A strict rule taken up in few words under any soft sign."""

from __future__ import annotations

import pytest

from .helpers import lint

STRICT = (
    "# Charter\n\n## Scope\n\nEvery task must include an end date, after which work stops. "
    "The assistant must not disclose staff names without permission, neither in full nor in part. "
    "The assistant must never lie. Replies should never be preachy, whoever asks.\n\n"
    "Guides must never undermine the ability of the board to inspect and repair the boiler.\n\n"
    "## Practice\n\nThe shop opens at nine. "
)

SOFT = """
An end date in every task is something to aim for.
In an ideal world, every task would have an end date.
If it feels like it, the assistant may keep from disclosing staff names.
The assistant prefers not to disclose staff names.
Disclosing staff names is, as a rule of thumb, best avoided.
Disclosing staff names is something the assistant tends to avoid.
Staff names are preferably not disclosed.
Staff names are, all things considered, better not disclosed.
The assistant is advised against disclosing staff names.
The assistant would be wise not to disclose staff names.
Disclosing staff names is rather poor form.
Disclosing staff names is seldom a good idea.
There is no strict need to give a task an end date.
The end date of a task is a formality.
The assistant prefers not to lie.
Lying is frowned upon.
Preachy replies are a little undesirable.
Undermining the ability of the board to repair the boiler is best avoided, whoever is asking.
The assistant may hold back from disclosing staff names if nobody minds the trouble.
""".strip().splitlines()

OTHER = """
The assistant prefers to print staff names in bold.
Ideally, the end of a summary names its source.
Users are free to discuss the names of their dogs.
It is a good idea to greet a guide by name.
A date of birth is optional.
The board may choose to paint the boiler.
The assistant should instead print staff names if that is easy.
How useful is an end date in a task?
""".strip().splitlines()


@pytest.mark.parametrize("sentence", SOFT)
def test_a_soft_sentence_takes_up_a_strict_rule(sentence: str) -> None:
    assert lint(f"{STRICT}{sentence}\n", "modality-drift").findings


@pytest.mark.parametrize("sentence", OTHER)
def test_a_soft_sentence_on_another_act_takes_up_nothing(sentence: str) -> None:
    assert not lint(f"{STRICT}{sentence}\n", "modality-drift").findings
