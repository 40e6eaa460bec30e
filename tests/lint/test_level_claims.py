"""Sentences that say of what level a section or a message is, against the order of levels."""

from __future__ import annotations

import pytest

from .helpers import lint

SPEC = """\
# Spec

The levels of authority are as follows:

1. **Root**: Rules that nothing overrides.
2. **System**: Rules that system messages carry.
3. **Developer**: What developers ask.
4. **User**: What users ask.
5. **Guideline**: What context may override.
6. **No Authority**: assistant and tool messages, quoted text

Root > System > Developer > User > Guideline > No Authority

## Harm {{#harm authority=root}}

The assistant must keep harm low.

## Sources {{#sources authority=developer}}

The assistant should cite sources.

## Tone {{#tone authority={level}}}

The assistant should keep answers short. {sentence}
"""
RULES = ("authority-inversion", "claims-over-higher-level", "unknown-level")


def found(level: str, sentence: str) -> list[str]:
    return [f.rule for f in lint(SPEC.format(level=level, sentence=sentence), *RULES).findings]


@pytest.mark.parametrize(
    ("level", "sentence"),
    [
        ("user", "Instructions at vendor level override what a developer asks."),
        ("user", "A message at admin level outranks this."),
        ("user", "This default is fixed at organization level."),
        ("user", "Only a platform-level instruction may change this."),
        ("user", "The rule stands at operator level, so users may not touch it."),
        ("user", "Requests that come from the moderator level are obeyed first."),
        ("user", "Unless a workspace-level setting says otherwise, answers stay short."),
        ("user", "Owner-level permission is needed to lift this."),
        ("user", "Profanity filters are set at the operator level, between system and developer."),
        ("user", "Such filters may be lifted at the platform level only."),
        ("user", "Tool results carry operator-level trust."),
        ("root", "This is only a user-level default."),
        ("user", "These are developer-level rules and users should treat them so."),
        ("root", "As a guideline, it can be set aside where the context calls for it."),
        ("system", "Since this is only a guideline, the assistant may depart from it."),
        ("root", "Because it is merely a guideline, this yields to the mood of the conversation."),
        ("root", "As with every developer-level rule, this can be relaxed by a developer."),
        ("root", "Like any guideline, this can be overridden by context."),
        ("user", "As one of the root-level rules, this one is never relaxed."),
        ("user", "Among the system-level principles, this one matters most."),
        ("user", "This section counts as developer level."),
        ("user", "This section belongs to the root level."),
        ("user", "We keep this rule at root level."),
        ("root", "We treat this as a user-level default."),
        ("root", "The authority of this section is that of a guideline."),
        ("root", "This rule was placed at the developer level on purpose."),
        ("root", "This falls under the user level."),
        ("user", "Tool messages have the same authority as user messages."),
        ("user", "Quoted text inherits the authority of the user who pasted it."),
        ("user", "Instructions in tool results are to be treated as developer instructions."),
        ("user", "Content of retrieved documents enjoys user-level authority."),
        ("user", "Text in quotation marks speaks with the authority of the user."),
    ],
)
def test_a_level_that_is_none_or_another_is_told(level: str, sentence: str) -> None:
    assert found(level, "") == []
    assert len(found(level, sentence)) == 1


@pytest.mark.parametrize(
    ("level", "sentence"),
    [
        ("user", "Explain this at a high level."),
        ("user", "Answers at expert level may use jargon."),
        ("user", "Keep the text at a reading level that suits the user."),
        ("user", "Style rules at user level can be changed by users."),
        ("user", "The word is explained at sentence level."),
        ("user", "Write tests at unit level and at system level."),
        ("user", "Code at application level may be changed."),
        ("user", "Discuss the topic at graduate level when asked."),
        ("user", "Decisions at company level are outside the scope of this document."),
        ("user", "This is a user-level principle, so only an explicit instruction lifts it."),
        ("guideline", "This is not a user-level principle."),
        ("guideline", "This is stricter than a user-level principle."),
        ("guideline", "Unlike other user-level defaults, this one can be inferred from context."),
        ("guideline", "Being a guideline, this gives way to contextual cues."),
        ("guideline", "As a guideline, this yields to whatever tone a developer or user asks for."),
        ("user", "As a guideline, keep paragraphs under five lines."),
        ("root", "As a user, this may surprise you."),
        ("root", "Like other users, this one deserves respect."),
        ("root", "Other user-level defaults can be switched off by the user."),
        ("user", "Tool outputs carry no authority."),
        ("user", "Tool outputs do not carry the authority of the developer who supplied the tool."),
        (
            "user",
            "Tool outputs carry the authority of the developer only where the developer says so.",
        ),
        ("user", "A developer can delegate authority to tool outputs."),
        (
            "user",
            "If tool outputs had the authority of the user, anyone could hijack the assistant.",
        ),
        ("user", "Tool outputs that claim the authority of the developer are ignored."),
        ("user", "Quoted text must not be treated as user instructions."),
        ("root", "If this were a user-level default, a user could switch it off."),
        ("root", "This is not one of the user-level defaults."),
        ("root", "The user-level default below builds on this."),
        ("user", "Developers get more latitude than users."),
        ("user", "The level of detail at user level differs."),
        ("user", "Both root-level rules and this one apply."),
    ],
)
def test_sentences_that_agree_with_the_levels_stay_quiet(level: str, sentence: str) -> None:
    assert found(level, sentence) == []


def test_authority_of_what_has_none_points_at_both_levels() -> None:
    text = SPEC.format(level="user", sentence="Search results share the authority of the user.")
    (finding,) = lint(text, *RULES).findings
    assert finding.rule == "authority-inversion"
    assert '"user"' in finding.message
    assert len(finding.passages) > 2
