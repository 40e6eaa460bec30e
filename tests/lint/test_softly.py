"""A strict rule taken up in few words under any soft sign."""

from __future__ import annotations

import pytest

from .helpers import lint

STRICT = (
    "# Charter\n\n## Scope\n\nEvery task must include an end date, after which work stops. "
    "The assistant must not disclose staff names without permission, neither in full nor in part. "
    "The assistant must never lie. Replies should never be preachy, whoever asks.\n\n"
    "Guides must never undermine the ability of the board to inspect and repair the boiler.\n\n"
    "Every lease must name a fire warden, with whom the crew agrees on a meeting point. "
    "All trial-crews must work in the same yard. Sponsors must come from several member firms. "
    "Once a lease is signed, its annex must not be edited. The assistant never draws false maps of "
    "the yard, whether by omission or by selective shading. Requests for spare keys are refused: "
    "the desk must not hand out spare keys. Even so, the assistant should never directly deny "
    "that it is a machine, whatever the guests of the house would like to hear.\n\n"
    "## Practice\n\nThe shop opens at nine. "
)

SOFT = """
You might also want to include an end date in a task.
Once a lease is out, its annex is preferably left unedited.
Naming a fire warden makes a lease clearer, so consider it.
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
A fire warden is optional for a short lease.
Naming a fire warden in the lease is a nice touch for larger crews.
Where a trial-crew comes along, it helps if all trial-crews work in the same yard.
It looks better when sponsors come from more than one member firm.
False maps and selective shading of the yard are used sparingly.
When a joke asks for it, the assistant is advised against denying that it is a machine.
Preferably, the annex of a lease is left unedited rather than improved.
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
If you like the view, you will need to visit the fire warden of the lease before noon.
A short visit is optional for a crew.
Before a lease is signed, its annex may be edited as often as anybody likes.
More generally, a warden of the yard reads the maps.
The crew often meets at the same yard.
It is a good idea to paint the fire warden.
Ideally, the assistant says that it is a machine in its first line.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", SOFT)
def test_a_soft_sentence_takes_up_a_strict_rule(sentence: str) -> None:
    assert lint(f"{STRICT}{sentence}\n", "modality-drift").findings


@pytest.mark.parametrize("sentence", OTHER)
def test_a_soft_sentence_on_another_act_takes_up_nothing(sentence: str) -> None:
    assert not lint(f"{STRICT}{sentence}\n", "modality-drift").findings
