"""``specaudit lint`` as a user meets it: a process, its output, its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from .helpers import SPEC

CLEAN = "# Charter\n\nThe assistant should be brief.\n"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "spec.md").write_text(SPEC)
    (tmp_path / "clean.md").write_text(CLEAN)
    # An own settings file, so that none above the folder is found.
    (tmp_path / "specaudit.toml").write_text("")
    return tmp_path


def run(
    folder: Path, *arguments: str, stdin: bytes | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR", "TERM"}}
    done = subprocess.run(
        [sys.executable, "-m", "specaudit", *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        timeout=60,
        env=kept
        | {"PYTHONPATH": str(ROOT), "SPECAUDIT_CACHE_DIR": str(folder / "cache")}
        | environment,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in out + err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def test_findings_exit_1_and_twice_the_same_bytes(work: Path) -> None:
    first, second = run(work, "lint", "spec.md"), run(work, "lint", "spec.md")
    uncached = run(work, "lint", "spec.md", "--no-cache")
    assert first.returncode == 1
    assert first.stdout == second.stdout == uncached.stdout
    assert "Exit 1: findings at or above --fail-on warning." in first.stdout


def test_clean(work: Path) -> None:
    done = run(work, "lint", "clean.md")
    assert (done.returncode, done.stdout) == (0, "No findings in clean.md (1 statement).\n")


def test_missing_file_is_named_and_the_rest_checked(work: Path) -> None:
    done = run(work, "lint", "missing.md", "spec.md")
    assert done.returncode == 2
    assert done.stderr == "error: missing.md: no such file\n"
    assert "placeholder (SA113)" in done.stdout


def test_binary(work: Path) -> None:
    (work / "photo.png.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00rest")
    done = run(work, "lint", "photo.png.md")
    assert done.returncode == 2
    assert done.stderr == "error: photo.png.md: not a text file (NUL byte at offset 8)\n"


def test_empty(work: Path) -> None:
    (work / "empty.md").write_text("")
    done = run(work, "lint", "empty.md")
    assert done.returncode == 0
    assert "empty.md: empty document, nothing to check" in done.stderr


def test_size_limit_is_judged_before_reading(work: Path) -> None:
    (work / "specaudit.toml").write_text('[lint]\nmax-file-size = "1KB"\n')
    (work / "big.md").write_text("word " * 1000)
    done = run(work, "lint", "big.md", "clean.md")
    assert done.returncode == 2
    assert "over max-file-size (1 KB, specaudit.toml:2); not checked" in done.stderr


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a\xff\xfeb", "bad.md: not valid UTF-8 at byte 1 (line 1, column 2)"),
        ("text".encode("utf-16"), "bad.md: UTF-16, not UTF-8"),
    ],
)
def test_encoding_errors(work: Path, data: bytes, message: str) -> None:
    (work / "bad.md").write_bytes(data)
    done = run(work, "lint", "bad.md")
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_byte_order_mark_and_line_ends_change_nothing(work: Path, prefix: bytes, end: str) -> None:
    (work / "spec.md").write_bytes(prefix + SPEC.replace("\n", end).encode())
    expected = [5, 7, 11]
    done = run(work, "lint", "spec.md", "--format", "json")
    data = json.loads(done.stdout)
    lines = [f["passages"][0]["start"]["line"] for f in data["findings"]]
    assert sorted(lines) == expected


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('fial-on = "x"', 'specaudit.toml:1: unknown key "fial-on"; did you mean "fail-on"?'),
        ("fail-on = 3", "fail-on must be one of error, warning, note, never"),
        ("fail-on = ", "specaudit.toml"),
        ('[lint]\nselect = ["SA999"]', 'unknown rule "SA999"'),
        ('[lint]\nmax-file-size = "big"', "is not a size"),
    ],
)
def test_broken_settings(work: Path, settings: str, message: str) -> None:
    (work / "specaudit.toml").write_text(settings)
    done = run(work, "lint", "spec.md")
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_unknown_rule_and_rule_page(work: Path) -> None:
    done = run(work, "lint", "--select", "SA999", "spec.md")
    assert (done.returncode, done.stderr) == (
        2,
        'error: unknown rule "SA999"; see specaudit rules\n',
    )
    done = run(work, "rules", "direct-contradicton")
    assert done.returncode == 2
    assert 'did you mean "direct-contradiction"' in done.stderr
    assert "## Why it matters" in run(work, "rules", "SA201").stdout
    assert len(json.loads(run(work, "rules", "--format", "json").stdout)) >= 35


def test_misspelt_suppression_is_a_finding(work: Path) -> None:
    (work / "x.md").write_text("# A\n\n<!-- specaudit-disable-next-line nope -- r -->\nBe brief.\n")
    done = run(work, "lint", "x.md", "--format", "concise")
    assert done.returncode == 1
    assert done.stdout.startswith("x.md:3:1: error unknown-suppression-rule (SA902)")


def test_outputs_beside_text(work: Path) -> None:
    plain = run(work, "lint", "spec.md")
    files = ("a.sarif", "b.html", "c.json", "d.md", "e.xml")
    done = run(work, "lint", "spec.md", *(part for f in files for part in ("-o", f)))
    assert done.returncode == plain.returncode == 1
    assert done.stdout == plain.stdout
    assert json.loads((work / "a.sarif").read_text())["version"] == "2.1.0"
    assert len(json.loads((work / "c.json").read_text())["findings"]) == 3
    assert ElementTree.fromstring((work / "e.xml").read_text()) is not None
    assert "<article" in (work / "b.html").read_text()


def test_output_errors(work: Path) -> None:
    done = run(work, "lint", "spec.md", "-o", "x.pdf")
    assert done.returncode == 2
    assert "unknown ending '.pdf'" in done.stderr
    done = run(work, "lint", "spec.md", "-o", "missing/x.json")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk(work: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "specaudit", "lint", "spec.md", "--format", "json"],
            cwd=work,
            stdout=full,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT), "SPECAUDIT_CACHE_DIR": str(work / "c")},
        )
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "error: cannot write standard output: No space left on device\n"
    )


def test_colour(work: Path) -> None:
    assert "\x1b" not in run(work, "lint", "spec.md").stdout
    assert "\x1b" not in run(work, "lint", "spec.md", NO_COLOR="1", FORCE_COLOR="1").stdout
    assert "\x1b[" in run(work, "lint", "spec.md", FORCE_COLOR="1").stdout


def test_fail_on_and_exit_zero(work: Path) -> None:
    assert run(work, "lint", "spec.md", "--fail-on", "never").returncode == 0
    assert run(work, "lint", "spec.md", "--exit-zero").returncode == 0
    assert run(work, "lint", "missing.md", "--exit-zero").returncode == 2
    ignore = ("--ignore", "placeholder,dangling-reference")
    assert run(work, "lint", "spec.md", "--fail-on", "error", *ignore).returncode == 0


def test_baseline_walk(work: Path) -> None:
    done = run(work, "baseline", "write", "spec.md")
    assert done.stdout == "wrote 3 findings to specaudit-baseline.json\n"
    done = run(work, "lint", "spec.md")
    assert done.returncode == 0
    assert "3 baselined" in done.stdout
    moved = SPEC.replace("# Charter {#charter}\n", "# Charter {#charter}\n" + "\nWords.\n" * 25)
    (work / "spec.md").write_text(moved)
    assert run(work, "lint", "spec.md").returncode == 0
    (work / "spec.md").write_text(moved.replace("after TBD", "soon after TBD"))
    done = run(work, "lint", "spec.md")
    assert done.returncode == 1
    assert "changed since baseline" in done.stdout
    (work / "spec.md").write_text(moved.replace("The assistant must stop after TBD.\n", ""))
    done = run(work, "lint", "spec.md")
    assert done.returncode == 0
    assert "stale baseline entry" in done.stdout
    assert run(work, "lint", "spec.md", "--strict-baseline").returncode == 1
    assert run(work, "baseline", "prune", "spec.md").stdout.startswith("removed 1 entry")
    assert "2 entries" in run(work, "baseline", "list").stderr


def test_baseline_accept(work: Path) -> None:
    found = json.loads(run(work, "lint", "spec.md", "--format", "json").stdout)["findings"]
    done = run(
        work, "baseline", "accept", found[0]["id"], "spec.md", "--reason", "agreed",
        "--status", "false-positive", "--by", "Ann", "--expires", "2999-01-01",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"accepted {found[0]['id']} (false-positive)")
    shown = run(work, "lint", "spec.md", "--show-suppressed").stdout
    assert "false-positive by baseline: agreed" in shown
    done = run(work, "baseline", "accept", "SA-00000000", "spec.md", "--reason", "x")
    assert done.returncode == 2
    assert "no such finding" in done.stderr
    expired = run(
        work, "baseline", "accept", found[0]["id"], "spec.md", "--reason", "x",
        "--expires", "2020-01-01",
    )  # fmt: skip
    assert expired.returncode == 0
    assert "its baseline entry has expired" in run(work, "lint", "spec.md").stdout


def test_named_baseline_must_exist(work: Path) -> None:
    done = run(work, "lint", "spec.md", "--baseline", "nothing.json")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_fix_and_diff(work: Path) -> None:
    done = run(work, "lint", "spec.md", "--diff")
    assert done.returncode == 0
    assert "-The assistant should should be brief." in done.stdout
    assert (work / "spec.md").read_text() == SPEC
    done = run(work, "lint", "spec.md", "--fix")
    assert "Fixed 1 place." in done.stderr
    assert "should should" not in (work / "spec.md").read_text()
    assert "garbled-text" not in done.stdout


def test_standard_input(work: Path) -> None:
    done = run(
        work, "lint", "-", "--stdin-filename", "draft.md", "--format", "concise",
        stdin=SPEC.encode(),
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout.startswith("draft.md:")


def test_folder_include_and_nothing(work: Path) -> None:
    (work / "docs").mkdir()
    (work / "docs" / "a.md").write_text(SPEC)
    (work / "docs" / ".hidden.md").write_text(SPEC)
    done = run(work, "lint", "docs", "--format", "json")
    assert [d["path"] for d in json.loads(done.stdout)["documents"]] == ["docs/a.md"]
    done = run(work, "lint")
    assert done.returncode == 2
    assert "nothing to check" in done.stderr
    (work / "specaudit.toml").write_text('include = ["docs/*.md"]\n')
    assert run(work, "lint").returncode == 1


def test_statistics_and_limit(work: Path) -> None:
    done = run(work, "lint", "spec.md", "--statistics", "--limit", "1")
    assert "2 more findings; --limit 0 shows all." in done.stdout
    assert "placeholder (SA113)" in done.stdout


def test_works_without_a_place_for_the_cache(work: Path) -> None:
    (work / "file").write_text("")
    done = run(work, "lint", "spec.md", SPECAUDIT_CACHE_DIR=str(work / "file"))
    assert done.returncode == 1
    assert done.stderr == ""


FORBIDDEN = (
    "spacy", "numpy", "networkx", "pydantic", "rich", "jinja2", "anthropic", "openai",
    "pydantic_ai", "scipy", "google", "xai_sdk", "aiohttp",
)  # fmt: skip


@pytest.mark.parametrize("second", [False, True])
def test_imports_nothing_heavy(work: Path, second: bool) -> None:
    code = (
        "import sys\nfrom specaudit.cli import main\n"
        "try:\n    main(['lint', 'spec.md'])\nexcept SystemExit:\n    pass\n"
        "print('MODULES', *sorted({name.split('.')[0] for name in sys.modules}))\n"
    )
    if second:
        run(work, "lint", "spec.md")
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=work,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "SPECAUDIT_CACHE_DIR": str(work / "cache")},
    )
    loaded = set(done.stdout.rpartition("MODULES ")[2].split())
    assert not loaded & set(FORBIDDEN)
    if second:
        assert "markdown_it" not in loaded
