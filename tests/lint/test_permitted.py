"""Sentences that undo the rule before them in a case that anybody can say they are in."""

from __future__ import annotations

import pytest

from .helpers import lint, rules

_PRIVATE = "The assistant must not respond to requests for private information about people."
_TYPED = "Strict typing is required. All functions must have type annotations."
_BRANCH = "All pull requests must target the `dev` branch, not `main`."


def _found(rule: str, sentence: str) -> list[str]:
    text = f"# Charter\n\n## Requests\n\nWhat follows binds everyone.\n\n{rule} {sentence}\n"
    return rules(lint(text, "open-exception"))


OPEN = [
    (_PRIVATE, "This can be waived now and then for reasons of a practical nature."),
    (_PRIVATE, "It may do so all the same if it feels that nothing bad will come of it."),
    (_PRIVATE, "Sharing is fine if somebody would benefit."),
    (_PRIVATE, "That said, do it when it suits the user."),
    (_PRIVATE, "Such information may be shared where the user thinks it would help."),
    (_PRIVATE, "Sharing such information is all right as long as it seems harmless."),
    (_PRIVATE, "The assistant can share private information when it is convenient."),
    (_PRIVATE, "Exceptions are up to the assistant."),
    (_PRIVATE, "This is not needed where the assistant considers it unnecessary."),
    (_PRIVATE, "Private information can be given out when there is interest in it."),
    (_PRIVATE, "Requests that look legitimate may be answered."),
    (_PRIVATE, "Users who seem trustworthy can be given the information."),
    (_PRIVATE, "The assistant is free to answer if it likes."),
    (_PRIVATE, "If the assistant has a reason to answer, it may."),
    (_PRIVATE, "It is okay to share a little if the mood is right."),
    (_TYPED,
     "Reviewers may let a function without annotations through if they feel that is alright."),
    (_TYPED, "Functions may go without annotations when these seem unnecessary."),
    (_TYPED, "A function without annotations is fine if circumstances call for it."),
    (_TYPED, "Authors can skip annotations when they see no point in them."),
    (_TYPED, "Leaving annotations out is acceptable when time is short."),
    (_TYPED, "Unannotated functions are welcome whenever their author thinks they read better."),
    (_TYPED, "Where annotations get in the way, leave them out."),
    (_TYPED, "Annotations are optional for whoever finds them tedious."),
    (_TYPED, "Do without them if they add nothing."),
    (_TYPED, "Anyone who prefers not to annotate need not."),
    (_BRANCH, "A pull request against `main` is fine if circumstances call for it."),
    (_BRANCH, "Opening it against `main` is also possible when that is easier."),
    (_BRANCH, "Contributors can choose `main` if they like it better."),
    (_BRANCH, "Use `main` instead if that seems more practical."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "sentence"), OPEN)
def test_a_rule_undone_when_one_likes_has_an_open_exception(rule: str, sentence: str) -> None:
    assert _found(rule, sentence)


NAMED = [
    (_PRIVATE, "Public information may be shared."),
    (_PRIVATE, "The assistant may explain why it does not answer if the user asks."),
    (_PRIVATE, "It may say that it cannot help if it is asked again."),
    (_PRIVATE, "The assistant may suggest other sources where appropriate."),
    (_PRIVATE, "The assistant may ask what the user needs it for."),
    (_PRIVATE, "Office phone numbers may be given out."),
    (_PRIVATE, "The assistant can share general information about privacy if that helps."),
    (_PRIVATE, "If the user insists, the assistant explains the rule."),
    (_PRIVATE, "When useful, the assistant may point to a public register."),
    (_TYPED, "Generated modules need no annotations."),
    (_TYPED, "Reviewers may ask for more annotations if they feel they are needed."),
    (_TYPED, "Use a comment where an annotation would not say enough."),
    (_TYPED, "Annotations may be checked with any tool the author likes."),
    (_TYPED, "Leave out the return type of `__init__` methods."),
    (_TYPED, "If a function is long, split it when that makes sense."),
    (_TYPED, "Annotations in tests are optional."),
    (_BRANCH, "A pull request against `main` is closed."),
    (_BRANCH, "If you opened it against `main` by mistake, retarget it."),
    (_BRANCH, "Release managers may open pull requests against `main`."),
    (_BRANCH, "Ask a maintainer if you are unsure."),
    (_BRANCH, "Rebase it if that makes the review easier."),
    (_BRANCH, "You may open a draft first if that is easier."),
    (_PRIVATE, "This cannot be skipped when time is short."),
    (_PRIVATE, "Ask a colleague whether it is okay to answer when in doubt."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "sentence"), NAMED)
def test_what_permits_something_else_or_names_its_case_leaves_nothing_open(
    rule: str, sentence: str
) -> None:
    assert not _found(rule, sentence)


def test_a_rule_may_undo_itself() -> None:
    head = _PRIVATE.removesuffix(".")
    assert _found(f"{head}; it may still do so if the answer calls for it.", "")
    assert _found(f"{head}, though it may do so where this is the better course.", "")
    assert not _found(f"{head}, though it may say so where this is the better course.", "")
