"""Options of lint as a user meets them: changed lines, standard input, fixes, limits, counts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import SPECS
from tests.e2e.process import git, specaudit

SPEC = """# Charter {#charter}

## Limits {#limits}

The assistant must stop after TBD.

The assistant should should be brief.

## Links {#links}

See [nothing](#nowhere) for more.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "specaudit.toml").write_text("")
    (tmp_path / "spec.md").write_text(SPEC)
    return tmp_path


@pytest.fixture
def repository(folder: Path) -> Path:
    (folder / ".gitignore").write_text(".cache/\n")
    shutil.copy(SPECS / "marlow.md", folder)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    return folder


def concise(folder: Path, *arguments: str) -> list[str]:
    done = specaudit(folder, "lint", *arguments, "--format", "concise")
    assert done.err == ""
    return [line.partition(" ")[0] + line.partition("(")[2][:5] for line in done.out.splitlines()]


class TestSince:
    def test_unchanged_documents_have_no_findings_and_pass(self, repository: Path) -> None:
        done = specaudit(repository, "lint", "spec.md", "marlow.md", "--since", "HEAD")
        assert done.code == 0
        assert done.out.startswith("No findings in 2 documents")

    def test_only_findings_on_changed_lines_stay(self, repository: Path) -> None:
        text = SPEC.replace("be brief.", "be brief.\n\nGo on until TBD.")
        (repository / "spec.md").write_text(text)
        assert concise(repository, "spec.md", "marlow.md", "--since", "HEAD") == [
            "spec.md:9:13:SA113"
        ]
        git(repository, "commit", "-q", "-a", "-m", "second")
        assert concise(repository, "spec.md", "--since", "HEAD") == []
        assert concise(repository, "spec.md", "--since", "HEAD~1") == ["spec.md:9:13:SA113"]

    def test_a_pair_with_one_changed_side_stays_and_that_side_comes_first(
        self, repository: Path
    ) -> None:
        path = repository / "marlow.md"
        before = json.loads(specaudit(repository, "lint", "marlow.md", "--format", "json").out)
        pair = next(f for f in before["findings"] if f["rule"] == "inconsistent-number")
        assert [p["start"]["line"] for p in pair["passages"]] == [96, 10]
        lines = path.read_text("utf-8").split("\n")
        lines[9] = lines[9].replace("under 16", "under 15")
        path.write_text("\n".join(lines), "utf-8")
        done = specaudit(repository, "lint", "marlow.md", "--since", "HEAD", "--format", "json")
        (found,) = json.loads(done.out)["findings"]
        assert done.code == 1
        assert found["rule"] == "inconsistent-number"
        assert [p["start"]["line"] for p in found["passages"]] == [10, 96]

    def test_it_works_from_a_folder_below_and_for_new_files(self, repository: Path) -> None:
        below = repository / "docs"
        below.mkdir()
        (below / "new.md").write_text(SPEC)
        found = concise(below, "new.md", "../spec.md", "--since", "HEAD")
        assert {place.split(":")[0] for place in found} == {"new.md"}
        assert len(found) == 3

    @pytest.mark.parametrize("revision", ["nonsense", "--output=x", "-v"])
    def test_a_bad_revision_is_one_line(self, repository: Path, revision: str) -> None:
        done = specaudit(repository, "lint", "spec.md", f"--since={revision}")
        assert done.code == 2
        assert revision in done.err
        assert done.err.count("\n") == 1
        assert not (repository / "x").exists()

    def test_a_folder_without_git_is_one_line(self, folder: Path) -> None:
        done = specaudit(folder, "lint", "spec.md", "--since", "HEAD")
        assert done.code == 2
        assert "not a git repository" in done.err

    def test_the_baseline_can_come_from_the_base_branch(self, repository: Path) -> None:
        """So that a change cannot exempt itself."""
        assert specaudit(repository, "baseline", "write", "spec.md").code == 0
        git(repository, "add", "specaudit-baseline.json")
        git(repository, "commit", "-q", "-m", "baseline")
        (repository / "spec.md").write_text(SPEC + "\nGo on until TBD.\n")
        assert specaudit(repository, "baseline", "write", "spec.md").code == 0
        assert specaudit(repository, "lint", "spec.md").code == 0
        done = specaudit(repository, "lint", "spec.md", "--baseline-from", "HEAD")
        assert done.code == 1
        assert "3 baselined" in done.out

    def test_before_its_first_commit_a_baseline_accepts_nothing(self, repository: Path) -> None:
        assert specaudit(repository, "baseline", "write", "spec.md").code == 0
        done = specaudit(repository, "lint", "spec.md", "--baseline-from", "HEAD")
        assert (done.code, done.err.count("\n")) == (1, 1), done.err
        assert "no specaudit-baseline.json there" in done.err
        unknown = specaudit(repository, "lint", "spec.md", "--baseline-from", "nowhere")
        assert unknown.code == 2


class TestStandardInput:
    def test_a_buffer_is_checked_under_its_name(self, folder: Path) -> None:
        named = ("--stdin-filename", "docs/draft.md", "--format", "concise")
        done = specaudit(folder, "lint", "-", *named, stdin=SPEC.encode())
        assert done.code == 1
        lines = done.out.splitlines()
        assert len(lines) == 3
        assert all(line.startswith("docs/draft.md:") for line in lines)

    def test_a_command_that_needs_a_file_is_offered_only_where_one_is_named(
        self, folder: Path
    ) -> None:
        assert "baseline accept" not in specaudit(folder, "lint", "-", stdin=SPEC.encode()).out
        named = specaudit(
            folder, "lint", "-", "--stdin-filename", "spec.md", stdin=SPEC.encode()
        ).out
        assert ' spec.md --reason "…"' in named

    def test_it_has_the_findings_of_the_file(self, folder: Path) -> None:
        form = ("--format", "json")
        file = json.loads(specaudit(folder, "lint", "spec.md", *form).out)
        buffer = json.loads(
            specaudit(
                folder, "lint", "-", "--stdin-filename", "spec.md", *form, stdin=SPEC.encode()
            ).out
        )
        assert buffer == file

    def test_settings_for_a_file_apply_to_its_buffer(self, folder: Path) -> None:
        (folder / "specaudit.toml").write_text(
            '[lint]\nper-file-ignores = { "old.md" = ["all"] }\n'
        )
        for name, code in (("old.md", 0), ("new.md", 1)):
            done = specaudit(folder, "lint", "-", "--stdin-filename", name, stdin=SPEC.encode())
            assert done.code == code

    def test_bad_bytes_are_named_like_a_files(self, folder: Path) -> None:
        done = specaudit(folder, "lint", "-", "--stdin-filename", "x.md", stdin=b"a\x00")
        assert done.code == 2
        assert done.err == "error: x.md: not a text file (NUL byte at offset 1)\n"


class TestFix:
    def test_diff_shows_what_fix_does_and_changes_nothing(self, folder: Path) -> None:
        done = specaudit(folder, "lint", "spec.md", "--fix", "--diff")
        assert (done.code, done.err) == (0, "")
        assert (folder / "spec.md").read_text() == SPEC
        assert done.out.splitlines()[:2] == ["--- spec.md", "+++ spec.md"]
        changed = [line for line in done.out.splitlines()[2:] if line[0] in "+-"]
        assert changed == [
            "-The assistant should should be brief.",
            "+The assistant should be brief.",
        ]

    def test_the_diff_is_a_patch_that_git_applies_to_the_same_end(self, folder: Path) -> None:
        git(folder, "init", "-q")
        patch = specaudit(folder, "lint", "spec.md", "--diff").out
        (folder / "fix.patch").write_text(patch)
        git(folder, "apply", "-p0", "fix.patch")
        applied = (folder / "spec.md").read_text()
        (folder / "spec.md").write_text(SPEC)
        done = specaudit(folder, "lint", "spec.md", "--fix")
        assert (folder / "spec.md").read_text() == applied
        assert done.code == 1, "what cannot be fixed still fails"
        assert done.err == "Fixed 1 place.\n"
        assert "garbled-text" not in done.out
        again = specaudit(folder, "lint", "spec.md", "--fix")
        assert (again.err, (folder / "spec.md").read_text()) == ("", applied)

    def test_with_since_only_changed_lines_are_fixed(self, repository: Path) -> None:
        (repository / "spec.md").write_text(SPEC + "\nThe user may may leave.\n")
        done = specaudit(repository, "lint", "--fix", "--since", "HEAD", "spec.md")
        assert (done.code, done.err) == (0, "Fixed 1 place.\n")
        assert (repository / "spec.md").read_text() == SPEC + "\nThe user may leave.\n"

    def test_what_the_baseline_accepts_is_not_fixed(self, folder: Path) -> None:
        specaudit(folder, "baseline", "write", "spec.md")
        done = specaudit(folder, "lint", "--fix", "spec.md")
        assert (done.code, done.err) == (0, "")
        assert (folder / "spec.md").read_text() == SPEC

    @pytest.mark.parametrize("option", ["--fix", "--diff"])
    def test_standard_input_cannot_be_fixed(self, folder: Path, option: str) -> None:
        done = specaudit(folder, "lint", "-", option, stdin=SPEC.encode())
        assert (done.code, done.out) == (2, "")
        assert (
            done.err
            == "error: --fix and --diff work on files, not on standard input; name a file\n"
        )

    def test_a_diff_names_what_it_could_not_read_and_says_when_there_is_none(
        self, folder: Path
    ) -> None:
        (folder / "clean.md").write_text("# A\n\nThe assistant should be brief.\n")
        done = specaudit(folder, "lint", "--diff", "clean.md", "missing.md")
        assert (done.code, done.out) == (2, "")
        assert done.err == "error: missing.md: no such file\nnothing to fix\n"

    def test_only_selected_rules_fix(self, folder: Path) -> None:
        specaudit(folder, "lint", "spec.md", "--fix", "--select", "placeholder")
        assert (folder / "spec.md").read_text() == SPEC

    def test_idle_and_misspelt_suppressions_of_many_files_are_removed(self, folder: Path) -> None:
        for name in ("a.md", "b.md"):
            (folder / name).write_text(
                "# Desk\n\n<!-- specaudit-disable-next-line placeholder -- later -->\nBe brief.\n"
            )
        done = specaudit(folder, "lint", "a.md", "b.md", "--fix")
        assert done.code == 0
        assert done.err == "Fixed 2 places.\n"
        assert {(folder / name).read_text() for name in ("a.md", "b.md")} == {
            "# Desk\n\nBe brief.\n"
        }


class TestHowMuchIsShown:
    def test_limit_cuts_text_but_neither_counts_nor_exit_code(self, folder: Path) -> None:
        done = specaudit(folder, "lint", "spec.md", "--limit", 1)
        assert done.code == 1
        assert done.out.count("  why   ") == 1
        assert "2 more findings; --limit 0 shows all." in done.out
        assert "Found 3 in spec.md: 2 errors, 1 warning, 0 notes." in done.out
        assert specaudit(folder, "lint", "spec.md", "--limit", 0).out.count("  why   ") == 3
        assert specaudit(folder, "lint", "spec.md", "--limit", -1).code == 2

    def test_limit_cuts_no_file_for_machines(self, folder: Path) -> None:
        specaudit(folder, "lint", "spec.md", "--limit", 1, "-o", "all.json")
        assert len(json.loads((folder / "all.json").read_text())["findings"]) == 3

    def test_statistics_count_every_finding_by_rule(self, folder: Path) -> None:
        (folder / "spec.md").write_text(SPEC + "\nGo on until TBD.\n")
        done = specaudit(folder, "lint", "spec.md", "--statistics", "--limit", 1)
        rows = [line.split() for line in done.out.splitlines() if line.startswith("    ")]
        assert ["2", "error", "placeholder", "(SA113)"] in rows
        assert ["1", "warning", "garbled-text", "(SA315)"] in rows
        assert sum(int(row[0]) for row in rows if row[0].isdigit()) == 4

    def test_quiet_shows_findings_only(self, folder: Path) -> None:
        done = specaudit(folder, "lint", "spec.md", "-q")
        assert done.code == 1
        assert done.out.count("  why   ") == 3
        assert "Found" not in done.out

    def test_pedantic_adds_and_select_narrows(self, folder: Path) -> None:
        shutil.copy(SPECS / "marlow.md", folder)
        usual = set(concise(folder, "marlow.md"))
        assert usual < set(concise(folder, "marlow.md", "--pedantic"))
        chosen = concise(folder, "marlow.md", "--select", "SA209,conflict", "--ignore", "SA213")
        assert chosen
        assert {place[-5:] for place in chosen} <= {f"SA2{n:02}" for n in range(100)} - {"SA213"}
