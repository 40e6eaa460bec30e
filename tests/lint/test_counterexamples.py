"""What a document shows as wrong asks for nothing."""

from __future__ import annotations

import pytest

from .helpers import lint

RULE = "Never send drafts to the whole team."
PAIRS = "direct-contradiction,permission-against-prohibition,modality-drift"


@pytest.mark.parametrize(
    "title",
    [
        "Anti-patterns",
        "❌ Anti-Patterns to Avoid",
        "Common mistakes",
        "Typical pitfalls",
        "Do NOT",
        "🚫 Never Do",
        "What NOT to do",
        "Things to avoid",
        "Don'ts",
        "Never do these",
    ],
)
def test_an_item_under_a_title_that_crosses_it_out_is_no_rule(title: str) -> None:
    text = f"# Guide\n\n## Rules\n\n{RULE}\n\n## {title}\n\n- Send drafts to the whole team.\n"
    assert not lint(text, *PAIRS.split(",")).findings


@pytest.mark.parametrize(
    "item",
    ["❌ Send drafts to the whole team.", "🚫 **Send drafts** to the whole team."],
)
def test_a_crossed_out_item_is_no_rule(item: str) -> None:
    text = f"# Guide\n\n## Rules\n\n{RULE}\n\n## Logs\n\n- {item}\n"
    assert not lint(text, *PAIRS.split(",")).findings


@pytest.mark.parametrize(
    ("title", "item"),
    [
        ("Logs", "- Send drafts to the whole team."),
        ("Do not lose keys", "- Send drafts to the whole team."),
        ("Avoid surprises", "- Send drafts to the whole team."),
        ("Anti-patterns", "Send drafts to the whole team."),
        ("Logs", "- ✅ Send drafts to the whole team."),
    ],
)
def test_what_stands_elsewhere_is_a_rule(title: str, item: str) -> None:
    text = f"# Guide\n\n## Rules\n\n{RULE}\n\n## {title}\n\n{item}\n"
    assert lint(text, *PAIRS.split(",")).findings


def test_a_denial_among_pitfalls_is_a_rule_of_its_own() -> None:
    text = (
        "# Guide\n\n## Rules\n\nAlways send drafts to the whole team.\n\n"
        "## Common pitfalls\n\n- Never send drafts to the whole team.\n"
    )
    assert lint(text, *PAIRS.split(",")).findings


@pytest.mark.parametrize(
    "title", ["Red flags", "Weak links", "Common problems", "Unsupported ways"]
)
def test_a_title_of_what_may_go_wrong_heads_rules(title: str) -> None:
    text = f"# Guide\n\n## Rules\n\n{RULE}\n\n## {title}\n\n- Send drafts to the whole team.\n"
    assert lint(text, *PAIRS.split(",")).findings


def test_what_to_do_about_an_error_is_a_rule() -> None:
    text = (
        "# Guide\n\n## Rules\n\nNever send drafts to the whole team.\n\n"
        "## More\n\n- Error: send drafts to the whole team.\n"
    )
    assert lint(text, *PAIRS.split(",")).findings
