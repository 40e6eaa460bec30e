"""Where output goes and what it may contain: files, colour, places that cannot be written."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.conftest import SPECS
from tests.e2e.process import Done, environment, private_mounts, program, specaudit

ESCAPE = "\x1b"
Run = Callable[..., Done]
WORLD = "scripted/gaps@marlow.gaps.json"
AUDIT = ["audit", "x.md", "--model", f"{WORLD}:a", "--model", f"{WORLD}:b", "--judge", f"{WORLD}:j"]
AUDIT += ["--queries", "2", "--max-gaps", "1", "--yes"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "specaudit.toml").write_text("")
    shutil.copy(SPECS / "marlow.md", tmp_path / "x.md")
    shutil.copy(SPECS / "marlow.gaps.json", tmp_path)
    return tmp_path


class TestFiles:
    def test_check_22_files_are_written_beside_the_text_and_change_nothing(
        self, folder: Path
    ) -> None:
        plain = specaudit(folder, "lint", "x.md")
        names = ("a.sarif", "b.html", "c.json", "d.md", "e.xml", "f.txt")
        done = specaudit(folder, "lint", "x.md", *(part for n in names for part in ("-o", n)))
        assert (done.code, done.raw, done.err) == (plain.code, plain.raw, "")
        data = json.loads((folder / "c.json").read_text("utf-8"))
        ids = [finding["id"] for finding in data["findings"]]
        assert len(ids) == 9
        for name in ("b.html", "f.txt"):
            assert all(one in (folder / name).read_text("utf-8") for one in ids)
        HTMLParser().feed((folder / "b.html").read_text("utf-8"))
        log = json.loads((folder / "a.sarif").read_text("utf-8"))
        assert [r["properties"]["specaudit"]["id"] for r in log["runs"][0]["results"]] == ids
        suite = ElementTree.parse(folder / "e.xml").find("testsuite")
        assert suite is not None
        assert suite.get("failures") == str(len({f["rule"] for f in data["findings"]}))

    @pytest.mark.parametrize("form", ["concise", "json", "sarif", "github", "markdown", "junit"])
    def test_the_exit_code_is_the_same_in_every_format(self, folder: Path, form: str) -> None:
        assert specaudit(folder, "lint", "x.md", "--format", form).code == 1
        quiet = ("--fail-on", "never")
        assert specaudit(folder, "lint", "x.md", "--format", form, *quiet).code == 0
        assert specaudit(folder, "lint", "none.md", "--format", form).code == 2

    def test_a_format_can_be_named_for_any_file(self, folder: Path) -> None:
        assert specaudit(folder, "lint", "x.md", "-o", "sarif=log.json").code == 1
        assert json.loads((folder / "log.json").read_text("utf-8"))["version"] == "2.1.0"

    def test_a_file_that_cannot_be_written_keeps_the_text_and_exits_2(self, folder: Path) -> None:
        done = specaudit(folder, "lint", "x.md", "-o", "no/such/x.json")
        assert done.code == 2
        assert "priority-cycle" in done.out
        assert done.err.startswith("error: cannot write no/such/x.json: ")
        assert done.err.count("\n") == 1

    def test_github_gets_ten_annotations_at_most_and_word_of_the_rest(self, folder: Path) -> None:
        (folder / "many.md").write_text("# Desk\n" + "\nStop after TBD.\n" * 41)
        lines = specaudit(folder, "lint", "many.md", "--format", "github").out.splitlines()
        assert len(lines) == 11
        assert lines[0].startswith("::error file=many.md,line=3,")
        assert lines[-1].startswith("::notice::31 more findings")


class TestColour:
    @pytest.mark.parametrize(
        "variables",
        [
            {},
            {"NO_COLOR": "1"},
            {"NO_COLOR": "1", "FORCE_COLOR": "1"},
            {"TERM": "dumb"},
            {"CI": "1"},
        ],
    )
    def test_check_23_no_escape_in_a_pipe_with_no_color_or_a_dumb_terminal(
        self, folder: Path, variables: dict[str, Any]
    ) -> None:
        assert ESCAPE not in specaudit(folder, "lint", "x.md", **variables).said

    @pytest.mark.parametrize(
        ("variables", "arguments", "coloured"),
        [
            ({"TERM": "xterm"}, [], True),
            ({"TERM": "xterm", "NO_COLOR": "1"}, [], False),
            ({"TERM": "dumb"}, [], False),
            ({"TERM": "xterm"}, ["--color", "never"], False),
        ],
    )
    def test_check_23_a_terminal_gets_colour_unless_it_declines(
        self, folder: Path, variables: dict[str, str], arguments: list[str], coloured: bool
    ) -> None:
        pty = pytest.importorskip("pty", reason="NOT TESTED: no pseudo-terminals here")
        terminal, end = pty.openpty()
        command = [*program(), *arguments, "lint", "x.md", "--select", "priority-cycle"]
        with open(end, "wb") as out:
            done = subprocess.run(
                command, cwd=folder, env=environment(folder, **variables), stdout=out, timeout=60
            )
        with open(terminal, "rb", buffering=0) as screen:
            said = screen.read(4096).decode()
        assert done.returncode == 1
        assert "priority-cycle" in said
        assert (ESCAPE in said) is coloured

    def test_check_23_no_color_holds_for_a_whole_audit(self, folder: Path) -> None:
        assert ESCAPE not in specaudit(folder, *AUDIT, NO_COLOR="1", FORCE_COLOR="1").said

    def test_check_23_forced_colour_in_a_pipe_is_colour_only(self, folder: Path) -> None:
        for arguments in (["lint", "x.md"], AUDIT):
            done = specaudit(folder, *arguments, FORCE_COLOR="1")
            assert ESCAPE in done.out
            codes = re.findall(r"\x1b\[[0-9;?]*(.)", done.said)
            assert set(codes) == {"m"}, "nothing moves the cursor"
            assert done.said.count(ESCAPE) == len(codes)
            assert "\r" not in done.said
            lines = [line for line in done.err.splitlines() if line.strip()]
            assert len(lines) == len(set(lines)), "no progress line comes twice"


class TestReadOnly:
    @pytest.fixture
    def run(self, folder: Path, tmp_path: Path) -> Run:
        """Runs the program in a folder that nobody, not even root, can write to."""
        closed = tmp_path / "closed"
        closed.mkdir()
        mount = (
            'mount -t tmpfs tmpfs "$0" && cp "$1"/*.* "$0"/ && '
            'mount -o remount,ro "$0" && cd "$0" && shift && exec "$@"'
        )

        def run(*arguments: str, **extra: str) -> Done:
            done = subprocess.run(
                [*private_mounts(), "sh", "-c", mount, str(closed), str(folder), *program(),
                 *arguments],
                env=environment(closed, HOME=str(closed), **extra),
                capture_output=True, text=True, timeout=120,
            )  # fmt: skip
            assert "Traceback" not in done.stderr
            return Done(done.returncode, done.stdout, done.stderr, done.stdout.encode())

        return run

    def test_check_20_lint_needs_no_place_to_write(self, folder: Path, run: Run) -> None:
        done = run("lint", "x.md")
        assert (done.code, done.err) == (1, "")
        assert done.out == specaudit(folder, "lint", "x.md").out

    def test_check_20_an_audit_says_so_before_it_spends_anything(self, run: Run) -> None:
        world = "scripted/gaps@marlow.gaps.json"
        models = ("--model", f"{world}:a", "--model", f"{world}:b", "--judge", f"{world}:j")
        done = run("audit", "x.md", *models, "--yes")
        assert done.code == 2
        assert "error: cannot create .specaudit" in done.err
        assert "Read-only file system; use --run-dir" in done.err

    def test_check_20_rules_and_prices_are_shown_all_the_same(self, run: Run) -> None:
        assert run("rules", "placeholder").code == 0
        done = run("audit", "x.md", "--dry-run")
        assert (done.code, done.err) == (0, "")
        assert "No calls were made." in done.out

    @pytest.mark.parametrize(
        "arguments",
        [
            ("lint", "x.md", "-o", "out.html"),
            ("lint", "typo.md", "--fix"),
            ("baseline", "write", "x.md"),
            ("graph", "x.md", "-o", "out.html"),
            ("demo", "D"),
        ],
    )
    def test_check_20_what_cannot_be_written_is_one_line(
        self, folder: Path, run: Run, arguments: tuple[str, ...]
    ) -> None:
        (folder / "typo.md").write_text("# Desk\n\nThe the assistant answers.\n")
        done = run(*arguments)
        assert done.code == 2
        last = done.err.splitlines()[-1]
        assert re.match(r"error: cannot (write|create) [\w./-]+: Read-only file system", last)
        assert ".tmp" not in last


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="NOT TESTED: no /dev/full here")
def test_a_full_disk_behind_standard_output_is_one_line(folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*program(), "lint", "x.md", "--format", "json"],
            cwd=folder, stdout=full, stderr=subprocess.PIPE, env=environment(folder), text=True,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "error: cannot write standard output: No space left on device\n"


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    shell = f"{' '.join(program())} lint x.md | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", shell], cwd=folder, env=environment(folder), capture_output=True, text=True
    )
    assert done.stdout.splitlines()[-1] in {"0", "1"}
    assert done.stderr == ""
