"""Sentences of rule files for coding agents that share words and are at peace, and cousins at odds.

Each pair is a way in which such files speak: crossed lists, short dashes, "but instead", places
and cases named in passing.
"""

from __future__ import annotations

import pytest

from .helpers import lint

RULES = ("direct-contradiction", "permission-against-prohibition")

AT_PEACE = """
Write code for every layer. | Do NOT write comments about missing code but instead write code.
Never bypass the queue - use the form and render the page. | Render the page at night.
Run reports from the desk tool. | Never ask for leave to open files, run reports, or close pages.
Use hints so that the reader finds the answer alone. | Do not give answers to the reader.
Use this slot for samples, but never include secrets. | Never include secrets in the test slot.
Write notes on calls that are not inferred. | Don't write notes on calls that are inferred.
Use capitals for exported names. | Use capitals for unexported names.
Do NOT store private data here. | Store private data safely.
Load few parts and avoid circular needs. | **Circular needs:** Avoid loading parts in circles.
Never ask more than one question at a time. | Ask a single question at a time.
Never assume events, choices, or required test paths. | Check them against test path requirements.
Never write code or edit files yourself. | All work — writing code, editing files — must be shared.
Before the start, ensure the table exists. | **Root cause**: The table does not exist.
"""

AT_ODDS = """
Never send drafts to readers. | Do not wait for the desk but send drafts to readers.
Do not include secrets in replies. | Include secrets in replies.
Do not ask more than one question at a time. | Ask more than one question at a time.
Never run reports at night. | Open the desk - run reports at night.
"""


def pairs(text: str) -> list[list[str]]:
    return [line.split(" | ") for line in text.strip().splitlines()]


def findings(first: str, second: str) -> tuple[object, ...]:
    return lint(f"# Guide\n\n## One\n\n{first}\n\n## Two\n\n{second}\n", *RULES).findings


@pytest.mark.parametrize(("first", "second"), pairs(AT_PEACE))
def test_shared_words_alone_are_no_contradiction(first: str, second: str) -> None:
    assert not findings(first, second)


@pytest.mark.parametrize(("first", "second"), pairs(AT_ODDS))
def test_the_same_act_is_one(first: str, second: str) -> None:
    assert findings(first, second)


def numbers(*sections: str) -> tuple[object, ...]:
    text = "# Guide\n\n" + "\n\n".join(f"## Part {n}\n\n{s}" for n, s in enumerate(sections)) + "\n"
    return lint(text, "inconsistent-number").findings


STEP = "Update the sheet: set the current step to {}, add step {} to the done ones."


def test_steps_of_a_row_are_no_two_values() -> None:
    assert not numbers(*(STEP.format(n + 1, n) for n in range(2, 6)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Do NOT proceed to Phase 3 until the owner approves.",
         "Do NOT proceed to Phase 4 until the owner approves."),
        ("Speed: < 2 seconds.", "Speed: ~30 seconds."),
        ("**Speed:** ~2 minutes (50 runs) to ~5 minutes (100 runs).", "**Speed:** ~30 seconds."),
        ("Set the count to 3, add steps to it.", "Set the count to 4, add steps to it."),
    ],
)  # fmt: skip
def test_numbers_of_names_labels_and_lists_are_of_two_things(first: str, second: str) -> None:
    assert not numbers(first, second)


def test_one_sentence_with_two_values_still_disagrees() -> None:
    assert numbers(
        "The desk must answer a letter within 3 days.",
        "The desk must answer a letter within 5 days.",
    )


def test_a_cell_speaks_of_its_row() -> None:
    rows = "| Setting | Meaning |\n|---|---|\n| any | The desk must use tools |\n"
    text = f"# Guide\n\n## One\n\n{rows}| none | The desk cannot use tools |\n\n"
    assert not lint(text + "## Two\n\nThe desk must use tools.\n", *RULES).findings


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Wait for the last answers.", "If `--force`: don't wait for the last answers."),
        ("A scope is not a kind of key.", "A scope is different from any kind of key."),
        ("Minimum number of pages to pick.", "Maximum number of pages to pick."),
    ],
)
def test_a_case_before_a_colon_a_difference_and_two_names_are_no_denial(
    first: str, second: str
) -> None:
    assert not findings(first, second)


def test_what_is_measured_against_is_no_measure() -> None:
    assert not numbers("Aim for fewer than 1 slip per 10 lines.", "Aim for 9 slips per 100 lines.")


@pytest.mark.parametrize(
    ("code", "spoken"),
    [
        ("Use `unless` for what is necessary, but never with `else`.",
         "Never use else, unless for what is necessary."),
        ("Use `try..except` only when a repair is necessary.",
         "Never use try, except when a repair is necessary."),
    ],
)  # fmt: skip
def test_a_keyword_opens_no_exception(code: str, spoken: str) -> None:
    found = [
        lint(f"# Guide\n\n## One\n\n{text}\n", "open-exception").findings for text in (code, spoken)
    ]
    assert not found[0] and found[1]


@pytest.mark.parametrize(
    "sections",
    [
        tuple(f"Logs are kept for {days} days." for days in (30, 60, 90)),
        ("Guests may send 100 notes per 24 hours.", "Guests may send 100 notes per 12 hours."),
        ("Maximum upload size: 25 MB.", "Maximum upload size: 50 MB."),
        ("Without exception, the desk replies to letters within 12 hours.",
         "Without exception, the desk replies to letters within 24 hours."),
        ("There is no fee, and the desk must answer letters within 5 days.",
         "The desk must answer letters within 10 days."),
    ],
)  # fmt: skip
def test_numbers_of_one_thing_disagree_wherever_they_stand(sections: tuple[str, ...]) -> None:
    assert numbers(*sections)


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ("The assistant, which is not a doctor, must not give medical advice.",
         "The assistant must give medical advice.", True),
        ("The assistant does not take sides.", "The user takes sides.", False),
        ("No user is able to switch this off.", "A user is unable to switch this off.", False),
    ],
)  # fmt: skip
def test_an_aside_another_party_and_a_second_denial(first: str, second: str, clash: bool) -> None:
    assert bool(findings(first, second)) is clash
