from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specaudit.domain.errors import ConfigError
from specaudit.domain.spec import BlockKind, Force, Norm, NormType
from specaudit.nlp import spacy_engine
from specaudit.nlp.base import Sentence, load_engine
from specaudit.nlp.pattern import PatternEngine


def norms(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH) -> list[list[Norm]]:
    sentences = [Sentence(f"s/{at}", text, None, "s/p", kind) for at, text in enumerate(texts)]
    return PatternEngine().norms(sentences)


def one(text: str) -> Norm:
    (found,) = norms(text)[0]
    return found


def test_every_field_is_filled() -> None:
    found = one("If the page is private, the assistant must not quote it unless the owner agrees.")
    assert found.statement_id == "s/0"
    assert (found.type, found.force, found.negated) == (NormType.PROHIBITION, Force.MUST, True)
    assert (found.agent, found.action, found.object) == ("assistant", "quote", "it")
    assert found.condition == "If the page is private"
    assert found.exception == "unless the owner agrees"
    assert found.trigger == "must not"
    assert found.light_verb is None


def test_light_verbs_and_flips_are_resolved() -> None:
    light = one("The assistant should try to answer calmly.")
    assert (light.action, light.light_verb, light.type) == ("answer", "try", NormType.OBLIGATION)
    flip = one("The assistant should avoid answering twice.")
    assert (flip.action, flip.type, flip.negated) == ("answer", NormType.PROHIBITION, True)
    double = one("The assistant should never refuse to answer.")
    assert (double.action, double.type) == ("answer", NormType.OBLIGATION)


def test_permission_to_decline_stays_a_permission() -> None:
    found = one("The assistant may decline to answer.")
    assert (found.type, found.action, found.negated) == (NormType.PERMISSION, "answer", True)


@pytest.mark.parametrize(
    "text",
    [
        "The assistant may be wrong about dates.",
        "Should the assistant apologise?",
        "Instructions that the assistant should follow come first.",
        "We explain how the assistant should weigh this.",
        "It should be noted that this is rare.",
        "This does not mean that the assistant must agree.",
        'One user wrote: "You must obey me and never stop writing."',
        "Support for older clients is limited.",
        "See the next section.",
    ],
)
def test_no_norm(text: str) -> None:
    assert norms(text) == [[]]


def test_it_stands_for_the_last_agent_of_the_paragraph() -> None:
    found = norms("The assistant reads the file.", "It must not change it.")
    assert found[1][0].agent == "assistant"


def test_a_named_assistant_is_the_assistant() -> None:
    found = norms(
        "Robin is our museum's assistant.", "Robin must not sell tickets.", "It may sing."
    )
    assert [norm.agent for norm in found[1] + found[2]] == ["assistant", "assistant"]
    assert found[1][0].object == "ticket"


def test_a_passive_binds_whom_its_by_names() -> None:
    assert one("Logs must be deleted.").agent is None
    by = one("Logs must be deleted by the operator.")
    assert (by.agent, by.action, by.object) == ("operator", "delete", "log")


def test_items_take_type_agent_and_condition_from_their_stem() -> None:
    stem = Sentence("s/0", "When a child asks, the assistant must not:", None, "s/a")
    items = [
        Sentence(f"s/{at}", text, "s/0", f"s/{at}", BlockKind.ITEM)
        for at, text in enumerate(["share addresses", "promise secrecy"], start=1)
    ]
    found = PatternEngine().norms([stem, *items])
    for norm, verb in zip([found[1][0], found[2][0]], ["share", "promise"], strict=True):
        assert (norm.type, norm.agent, norm.action) == (NormType.PROHIBITION, "assistant", verb)
        assert norm.condition == "When a child asks"
        assert norm.trigger == "stem"


def test_content_that_lists_forbid() -> None:
    stem = Sentence("s/0", "We do not allow content that:", None, "s/a")
    item = Sentence("s/1", "promotes self-harm", "s/0", "s/b", BlockKind.ITEM)
    (found,) = PatternEngine().norms([stem, item])[1]
    assert (found.type, found.action) == (NormType.PROHIBITION, "promote")


@pytest.mark.parametrize(
    ("text", "kind", "force"),
    [
        ("✅ DO name the owner.", NormType.OBLIGATION, Force.MUST),
        (":no_entry: **DO NOT** name the owner.", NormType.PROHIBITION, Force.MUST),
        ("YOU SHOULD name the owner.", NormType.OBLIGATION, Force.SHOULD),
        ("YOU MAY name the owner.", NormType.PERMISSION, Force.MAY),
        ("YOU MAY NOT name the owner.", NormType.PROHIBITION, Force.MUST),
    ],
)
def test_keyword_lines(text: str, kind: NormType, force: Force) -> None:
    found = one(text)
    assert (found.type, found.force, found.action, found.object) == (kind, force, "name", "owner")


def test_how_to_read_key_words_is_no_norm() -> None:
    told = 'The key words "MUST", "MUST NOT" and "MAY" {} to be interpreted as in RFC 2119.'
    assert norms(told.format("are"), told.format("in this document are")) == [[], []]
    assert one("The index of key words MUST list every term.").trigger == "MUST"


def test_headings_and_rankings_state_no_norm() -> None:
    assert norms("You must obey", kind=BlockKind.HEADING) == [[]]
    assert norms("Never lie > never hedge", kind=BlockKind.RANKING) == [[]]


@given(st.lists(st.text(max_size=120), max_size=4))
def test_any_text_is_read_without_failing(texts: list[str]) -> None:
    found = norms(*texts)
    assert len(found) == len(texts)
    assert all(norm.action for group in found for norm in group)


_WORDS = (
    "the assistant must not should avoid to be if , ; : and or nor that it never help do".split()
)


@given(st.lists(st.sampled_from(_WORDS), max_size=25))
def test_any_order_of_trigger_words_is_read_without_failing(words: list[str]) -> None:
    assert len(norms(" ".join(words))) == 1


def test_the_pattern_engine_imports_nothing_heavy() -> None:
    code = (
        "import sys; from specaudit.nlp.base import load_engine; load_engine('pattern');"
        "heavy = {'spacy', 'numpy', 'networkx', 'pydantic', 'rich', 'jinja2'} & set(sys.modules);"
        "sys.exit(','.join(heavy) or 0)"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_engines_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_engine("pattern").name.startswith("pattern-")
    with pytest.raises(ConfigError, match="unknown"):
        load_engine("magic")
    monkeypatch.setattr(spacy_engine, "MODELS", ("no_such_model",))
    monkeypatch.setenv("SPECAUDIT_SPACY_MODEL", "another_missing_model")
    with pytest.raises(ConfigError, match="another_missing_model, no_such_model"):
        load_engine("spacy")
    assert "no spaCy model" in load_engine("auto").name


@pytest.mark.parametrize(
    ("stem", "kind", "agent"),
    [
        ("We do not want the assistant to:", NormType.PROHIBITION, "assistant"),
        ("We want the assistant not to:", NormType.PROHIBITION, "assistant"),
        ("Editors expect readers to:", NormType.OBLIGATION, "reader"),
        ("The assistant should never:", NormType.PROHIBITION, "assistant"),
        ("Members may:", NormType.PERMISSION, "member"),
        ("The following is forbidden:", NormType.PROHIBITION, None),
    ],
)
def test_stems_that_break_off(stem: str, kind: NormType, agent: str | None) -> None:
    first = Sentence("s/0", stem, None, "s/a")
    item = Sentence("s/1", "Generate advice on poisons", "s/0", "s/b", BlockKind.ITEM)
    (found,) = PatternEngine().norms([first, item])[1]
    assert (found.type, found.agent, found.action) == (kind, agent, "generate")


@pytest.mark.parametrize(
    "text",
    [
        "Aim for clarity — not the length of a novel.",
        "If you send ideas, drafts, code contributions or praise, we may keep them.",
        "We hope the assistant can laugh.",
        "Behaviours Robin should show are listed below.",
    ],
)
def test_nothing_is_required_by_accident(text: str) -> None:
    found = norms("Robin is an assistant.", text)[1]
    assert all(norm.action in {"aim", "keep"} for norm in found)


def test_what_is_out_of_reach_is_not_forbidden() -> None:
    assert norms("The assistant cannot verify who is writing.") == [[]]
    found = one("The assistant cannot promise refunds.")
    assert (found.type, found.force) == (NormType.PROHIBITION, Force.MUST)


@pytest.mark.parametrize(
    ("text", "kind", "force", "action", "thing"),
    [
        ("We will not sell personal data.", "F", "must", "sell", "datum"),
        ("You will promptly report a breach.", "O", "must", "report", "breach"),
        ("You agree not to resell the service.", "F", "must", "resell", "service"),
        ("Encouraged to review pull requests.", "O", "should", "review", "request"),
        ("Not allowed to merge changes.", "F", "must", "merge", "change"),
        ("It is good practice to pin versions.", "O", "should", "pin", "version"),
        ("It is bad practice to use globals.", "F", "should", "use", "global"),
        ("Releases are to be signed.", "O", "must", "sign", "release"),
        ("Small fixes may be merged by anyone.", "P", "may", "merge", "fix"),
        ("A seat may not be sandboxed.", "F", "must", "sandbox", "seat"),
        ("Feel free to open a ticket.", "P", "may", "open", "ticket"),
        ("There is no need to open a ticket.", "P", "may", "open", "ticket"),
        ("Drafts do not need a title.", "P", "may", "need", "title"),
        ("Where possible, use standard formats.", "O", "should", "use", "format"),
        ("YOU SHOULD salt your hashes.", "O", "should", "salt", "hash"),
        ("Run the tests so that others can merge.", "O", "should", "run", "test"),
        ("You must keep no more than one account.", "O", "must", "keep", "account"),
        ("Members can do /approve.", "P", "may", "do", "approve"),
        ("Consider pinning versions.", "O", "should", "pin", "version"),
    ],
)
def test_rules_in_other_words_than_must(
    text: str, kind: str, force: str, action: str, thing: str
) -> None:
    found = one(text)
    assert (found.type.value, found.force.value) == (kind, force)
    assert (found.action, found.object) == (action, thing)


@pytest.mark.parametrize(
    "text",
    [
        "We will often see mistakes.",
        "The key words are to be read as in the standard.",
        "Delays may be caused by the network.",
    ],
)
def test_forecasts_and_readings_require_nothing(text: str) -> None:
    assert norms(text) == [[]]


def test_both_participles_of_a_passive_are_read() -> None:
    first, second = norms("Folders should not be deleted or made private.")[0]
    assert (first.action, second.action) == ("delete", "make")
    assert first.type is second.type is NormType.PROHIBITION


def told(text: str) -> list[tuple[str, str, str | None]]:
    return [(norm.type.name[0], norm.action, norm.object) for norm in norms(text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The assistant must not guess but ask the user.",
         [("P", "guess", None), ("O", "ask", "user")]),
        ("Do not guess, but instead ask the user.", [("P", "guess", None), ("O", "ask", "user")]),
        ("Never bypass the queue - use the form and render the page.",
         [("P", "bypass", "queue"), ("O", "use", "form"), ("O", "render", "page")]),
        ("Never share keys or log them, but report leaks.",
         [("P", "share", "key"), ("P", "log", "them")]),
        ("Keep the summary short - three lines - and send it.",
         [("O", "keep", "summary"), ("O", "send", "it")]),
        ("Never ask for permission to inspect pages, execute queries, or open files.",
         [("P", "ask", "permission")]),
        ("Never inspect pages, execute queries, or open files.",
         [("P", "inspect", "page"), ("P", "execute", "query"), ("P", "open", "file")]),
    ],
)  # fmt: skip
def test_a_denial_reaches_as_far_as_its_list(
    text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert told(text) == expected
