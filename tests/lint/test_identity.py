from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from specaudit.domain.lint import LintOptions
from specaudit.lint import runner

from .helpers import SPEC, lint, spec


def prints(text: str, path: str = "spec.md") -> dict[str, str]:
    return {f.fingerprint: f.rule for f in lint(text, path=path).findings}


def test_same_input_same_findings() -> None:
    assert lint(SPEC) == lint(SPEC)


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=60))
def test_lines_above_change_no_fingerprint(count: int) -> None:
    moved = SPEC.replace("# Charter {#charter}\n", "# Charter {#charter}\n" + "\nWords.\n" * count)
    assert prints(moved).keys() == prints(SPEC).keys()


def test_path_and_markup_do_not_count() -> None:
    assert prints(SPEC, "other/name.md") == prints(SPEC)
    assert prints(SPEC.replace("\n", "\r\n")) == prints(SPEC)
    assert prints("\ufeff" + SPEC) == prints(SPEC)


def test_editing_one_passage_changes_only_its_own() -> None:
    edited = prints(SPEC.replace("after TBD", "soon after TBD"))
    before = prints(SPEC)
    assert len(edited.keys() & before.keys()) == len(before) - 1
    assert sorted(edited.values()) == sorted(before.values())


def test_repeats_in_one_section_stay_apart() -> None:
    text = "# A\n\nStop after TBD.\n\nGo on.\n\nStop after TBD.\n"
    result = lint(text, "placeholder")
    assert len(result.findings) == 2
    assert len({f.fingerprint for f in result.findings}) == 2
    assert len({f.id for f in result.findings}) == 2


def test_ids_are_short() -> None:
    for finding in lint(SPEC).findings:
        assert finding.id.startswith("SA-")
        assert len(finding.id) == 11
        assert int(finding.id[3:], 16) >= 0


REPEATED = """\
# Forms

## One

The form must carry a signature.

The form must not carry a signature.

## Two

The form must carry a signature.

The form must not carry a signature.

## Three

The form must not carry a signature.
"""


def test_a_clash_of_repeated_sentences_is_told_once() -> None:
    (finding,) = lint(REPEATED, "direct-contradiction").findings
    places = [(passage.role, passage.start.line) for passage in finding.passages]
    assert places[:2] == [("primary", 5), ("conflicts-with", 7)]
    assert sorted(places[2:]) == [("also-at", 11), ("also-at", 13), ("also-at", 17)]


def test_where_else_the_words_stand_changes_no_fingerprint() -> None:
    once = REPEATED.partition("## Two")[0]
    assert prints(once) == prints(REPEATED)


def test_other_words_make_a_finding_of_their_own() -> None:
    text = REPEATED.replace("## Three\n", "## Three\n\nNo signature may be on the form.\n")
    other = text.replace("No signature may be on the form.", "Never carry a signature in the form.")
    assert len(lint(other, "direct-contradiction").findings) == 2


def test_files_are_told_apart() -> None:
    once = REPEATED.partition("## Two")[0]
    options = LintOptions(select=("direct-contradiction",))
    found = runner.run([spec(once, "one.md"), spec(once, "two.md")], options).findings
    assert {f.passages[0].path for f in found} == {"one.md", "two.md"}


def test_two_clashes_of_the_same_two_sentences_stay_two() -> None:
    text = (
        "# Ages\n\n## Scope\n\nThese rules apply to children aged 6 to 12.\n\n## Help\n\n"
        "Children aged 4 to 8 must ask a parent, and children aged 10 to 14 must ask a teacher.\n"
    )
    found = lint(text, "inconsistent-number").findings
    assert len({finding.message for finding in found}) == len(found) == 2
