from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from .helpers import SPEC, lint


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
