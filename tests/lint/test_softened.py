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
An end date in the task would not go amiss.
If at all possible, tasks include an end date.
Tasks tend to include an end date.
It is up to the author whether a task includes an end date.
Staff names are disclosed without permission as rarely as possible.
Disclosing staff names without permission is frowned upon.
The assistant is reluctant to disclose staff names without permission.
The assistant should think twice before disclosing staff names without permission.
Out of courtesy, visitors sign the paper register.
Visitors sign the paper register if they remember.
Visitors sign the paper register in most cases.
Visitors are kindly requested to sign the paper register.
We hope that visitors sign the paper register.
Visitors who wish to can sign the paper register.
Every now and then visitors sign the paper register.
By preference, the assistant does not disclose staff names without permission.
""".strip().splitlines()

OTHER = """
An end date for the lease is a plus.
We suggest that letters include a return address.
The assistant should disclose staff names that the board has published.
It helps if the shelf has a label.
Feel free to sign the guest book.
Visitors may sign in pencil.
The assistant should be careful when it greets staff.
Visitors are asked to leave their umbrellas at the door.
The assistant tends not to repeat names.
A task would benefit from a title.
With permission, staff names may be disclosed.
The assistant may disclose staff names to their owners.
The assistant should think twice before deleting a task.
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


AGAIN = [
    (
        "The assistant must respect creators, their work, and their intellectual property rights.",
        "Where practical, the assistant respects the rights of authors and artists.",
    ),
    (
        "Violent content for children is prohibited and should never be produced.",
        "Requests for violent content for children may be declined.",
    ),
    (
        "Coaches must not encourage or enable self-harm.",
        "Where possible, coaches refrain from encouraging self-harm.",
    ),
    (
        "Staff must always refer callers to emergency services where human life is at risk.",
        "When a life is at risk, staff may point to emergency services if the call leaves room "
        "for it.",
    ),
    (
        "The clerk must weigh the benefits and costs and make a judgment call.",
        "In such areas, the clerk may weigh benefits against costs if that is not too laborious.",
    ),
    (
        "Employees must report every injury to the safety officer within one day.",
        "Injuries are, if possible, reported to the safety officer.",
    ),
    (
        "Moderators must remove threats of violence at once.",
        "Moderators may remove threats of violence when there is time.",
    ),
    (
        "Moderators must remove threats of violence at once.",
        "Threats of violence can be removed by moderators.",
    ),
    (
        "All visitors must wear a badge in the laboratory.",
        "If it is not too much trouble, visitors wear a badge in the laboratory.",
    ),
    (
        "Reviewers must disclose conflicts of interest to the editor.",
        "Reviewers may disclose a conflict of interest to the editor if they feel comfortable "
        "doing so.",
    ),
    (
        "The runner must never execute code from an untrusted source.",
        "The runner had better not execute code from untrusted sources.",
    ),
    (
        "Members must treat each other with respect.",
        "Members would ideally treat one another with respect.",
    ),
    (
        "Discrimination in hiring is prohibited.",
        "Discrimination in hiring is to be avoided where feasible.",
    ),
    ("Fenced code blocks must include a language.", "A fenced code block may name its language."),
    (
        "The operator must not reveal the door code.",
        "The operator may decline to reveal the door code.",
    ),
    (
        "Employees must not accept gifts from suppliers.",
        "Gifts from suppliers are better declined.",
    ),
    (
        "Employees must not accept gifts from suppliers.",
        "Employees may turn down gifts from suppliers.",
    ),
    (
        "Speakers must disclose sponsorship before the talk.",
        "Speakers disclose sponsorship before the talk, if it occurs to them.",
    ),
    (
        "Callers must never deny that they are calling for the bank.",
        "It would be better not to deny outright that they are calling for the bank.",
    ),
    (
        "Callers should never deny that they are from here.",
        "Callers would preferably not deny that they are from here.",
    ),
]

NOT_AGAIN = [
    ("Employees must not accept gifts from suppliers.", "Suppliers may decline gifts."),
    (
        "The assistant must respect creators, their work, and their intellectual property rights.",
        "Where practical, dealers credit the artists whose work they license.",
    ),
    ("Fenced code blocks must include a language.", "Inline code may do without its language."),
    (
        "Staff must always refer callers to emergency services where human life is at risk.",
        "When nobody's life is at risk, staff may leave emergency services unmentioned.",
    ),
    (
        "Moderators must remove threats of violence at once.",
        "Moderators may warn the author when they remove a threat of violence.",
    ),
    (
        "Every endpoint must return an error code with each error.",
        "An endpoint may return further details with an error code.",
    ),
    (
        "The server must refuse a request to open an account with a stolen card.",
        "The server may refuse a request to open an account.",
    ),
    (
        "When a plug-in defines new parameters, the plug-in must define a namespace.",
        "A plug-in may define new parameters.",
    ),
    (
        "The operator must not reveal the door code.",
        "The operator may say that there is a door code.",
    ),
]


@pytest.mark.parametrize(("strict", "soft"), AGAIN)
def test_a_rule_said_again_in_fewer_words_is_drift(strict: str, soft: str) -> None:
    text = f"# Charter\n\n## Scope\n\n{strict}\n\n## Practice\n\n{soft}\n"
    [finding] = lint(text, "modality-drift").findings
    assert len(finding.passages) == 2


@pytest.mark.parametrize(("strict", "soft"), NOT_AGAIN)
def test_a_permission_of_its_own_is_no_drift(strict: str, soft: str) -> None:
    text = f"# Charter\n\n## Scope\n\n{strict}\n\n## Practice\n\n{soft}\n"
    assert not lint(text, "modality-drift").findings
