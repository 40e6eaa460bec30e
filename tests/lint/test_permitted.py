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
    (_PRIVATE, "The assistant may bend this in harmless cases."),
    (_PRIVATE, "If nobody objects, private information may be shared."),
    (_PRIVATE, "Where the matter is trivial, this can be left aside."),
    (_PRIVATE, "Answering is tolerated when it is quicker."),
    (_PRIVATE, "A little flexibility is fine here."),
    (_PRIVATE, "It responds all the same when a response seems worthwhile."),
    (_PRIVATE, "When the user really needs it, the information can be given."),
    (_PRIVATE, "Exceptions can be made at any time."),
    (_PRIVATE, "Should the assistant find it useful, it may respond."),
    (_PRIVATE, "Private information that is interesting may be shared."),
    (_PRIVATE, "This holds unless there is a good reason against it."),
    (_TYPED, "An author in a hurry may leave them out."),
    (_TYPED, "Small functions can do without."),
    (_TYPED, "This may be skipped by anyone who is short of time."),
    (_TYPED, "It is fine to forget about them from time to time."),
    (_TYPED, "They are not needed if the code is clear."),
    (_TYPED, "Nobody has to add them if it feels like too much work."),
    (_TYPED, "If it seems overkill, do not bother."),
    (_TYPED, "Feel free to leave some of them out."),
    (_TYPED, "Annotations are required only when somebody thinks they help."),
    (_BRANCH, "You may ignore this when it is inconvenient."),
    (_BRANCH, "`main` can be used too if that is what you prefer."),
    (_BRANCH, "If you would rather use `main`, that is fine."),
    (_BRANCH, "Targeting `main` is okay when the change is small."),
    (_BRANCH, "Whoever has a reason for it can target `main`."),
    (_BRANCH, "Exceptions are granted generously."),
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
    (_PRIVATE, "If the user objects, the assistant explains the rule."),
    (_PRIVATE, "When the user really needs help, the assistant points to a service."),
    (_PRIVATE, "Should the assistant find such a request, it may ask why it was made."),
    (_PRIVATE,
     "The assistant may respond to general questions about privacy when they are useful."),
    (_PRIVATE, "It does not matter who asks."),
    (_PRIVATE, "It may say that it finds the question interesting."),
    (_TYPED, "Small scripts in `tools/` can do without."),
    (_TYPED, "They are not needed in generated code."),
    (_TYPED, "Where types would clutter the code, define an alias."),
    (_TYPED, "Feel free to ask if you are unsure."),
    (_TYPED, "If a type seems overkill, pick a simpler one."),
    (_BRANCH, "You may ignore the bot's comments when they are inconvenient."),
    (_BRANCH, "Release branches can be used too if a maintainer asks for it."),
    (_BRANCH, "If you would rather discuss first, that is fine."),
    (_BRANCH, "Draft pull requests are okay when the change is small."),
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
