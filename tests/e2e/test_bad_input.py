"""What cannot be checked is said in one line: what, where, what to do; the rest is checked."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SPECS
from tests.e2e.process import environment, program, specaudit

BROKEN = "# Desk\n\nThe assistant must stop after TBD.\n"
MEGABYTES = 10_300_000
HALF = MEGABYTES // 2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "specaudit.toml").write_text("")
    (tmp_path / "ok.md").write_text(BROKEN)
    return tmp_path


def test_check_5_a_missing_file_is_named_and_the_others_are_checked(folder: Path) -> None:
    done = specaudit(folder, "lint", "missing.md", "ok.md")
    assert done.code == 2
    assert done.err == "error: missing.md: no such file\n"
    assert "placeholder (SA113)" in done.out
    assert "Exit 2: 1 document could not be checked." in done.out


def test_check_6_a_binary_file_is_told_by_its_nul_byte(folder: Path) -> None:
    (folder / "photo.png.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00rest")
    done = specaudit(folder, "lint", "photo.png.md")
    assert done.code == 2
    assert done.err == "error: photo.png.md: not a text file (NUL byte at offset 8)\n"


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n"])
def test_check_7_an_empty_document_has_no_risk_and_no_findings(folder: Path, text: str) -> None:
    (folder / "empty.md").write_text(text)
    done = specaudit(folder, "lint", "empty.md")
    assert done.code == 0
    assert done.err == "empty.md: empty document, nothing to check\n"
    assert "empty.md" in done.out
    assert "0 statements" in done.out


def test_a_document_in_another_language_is_not_called_clean(folder: Path) -> None:
    """Rules on wording read English: finding nothing elsewhere says little, in every run."""
    rules = (
        "Der Assistent muss immer die Sprache des Nutzers verwenden.",
        "Er darf niemals private Daten an Dritte weitergeben.",
        "Wenn eine Anfrage unklar ist, soll er nachfragen, bevor er antwortet.",
    )
    (folder / "regeln.md").write_text("# Regeln\n\n" + "\n\n".join(rules) + "\n")
    for _ in range(2):  # the second one is recalled
        done = specaudit(folder, "lint", "regeln.md")
        assert done.code == 0
        assert done.err == (
            "regeln.md: hardly any English in it; the rules on wording read English only\n"
        )
        assert done.out.startswith("No findings in regeln.md, not in English (3 statements).")
    (folder / "rules.md").write_text("# Rules\n\nAlways answer in the language of the user.\n")
    both = specaudit(folder, "lint", "regeln.md", "rules.md")
    assert "No findings in 2 documents, of which 1 is not in English" in both.out


@pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED: memory is counted otherwise here")
def test_check_8_ten_megabytes_are_checked_within_a_gigabyte(
    folder: Path, shared_specs: Path
) -> None:
    """Half of it within half of that, to halve the time; how long it takes benchmarks measure."""
    spec = (shared_specs / "openai-model-spec-2025-12-18.md").read_bytes()
    (folder / "big.md").write_bytes(spec * (HALF // len(spec) + 1))
    code = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:]); "
        "print('PEAK', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr); "
        "sys.exit(done.returncode)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *program(), "lint", "big.md"],
        cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=400,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    peak = re.search(r"PEAK (\d+)", done.stderr)
    assert peak is not None
    assert int(peak[1]) < 500_000, "kilobytes, as Linux counts"
    assert re.search(r"[\d,]+ more findings; --limit 0 shows all\.", done.stdout)
    assert len(done.stdout.splitlines()) < 400


def test_check_8_the_size_limit_is_judged_before_reading_and_names_its_line(folder: Path) -> None:
    (folder / "specaudit.toml").write_text('# sizes\n[lint]\nmax-file-size = "5MB"\n')
    with (folder / "big.md").open("wb") as file:
        file.truncate(MEGABYTES)  # NUL bytes: reading it would give another message
    done = specaudit(folder, "lint", "big.md", "ok.md")
    assert done.code == 2
    assert done.err == (
        "error: big.md is 10.3 MB, over max-file-size (5 MB, specaudit.toml:3); not checked\n"
    )
    assert "placeholder (SA113)" in done.out


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"a\xff\xfeb", "not valid UTF-8 at byte 1 (line 1, column 2); convert with iconv"),
        (b"# A\n\n\xc3\xa4\xff", "not valid UTF-8 at byte 7 (line 3, column 2); convert with"),
        ("text".encode("utf-16"), "UTF-16, not UTF-8; convert with iconv -f UTF-16 -t UTF-8"),
    ],
)
def test_check_9_bytes_that_are_no_utf8_are_named_by_their_place(
    folder: Path, data: bytes, says: str
) -> None:
    (folder / "bad.md").write_bytes(data)
    done = specaudit(folder, "lint", "bad.md")
    assert done.code == 2
    assert done.err.startswith(f"error: bad.md: {says}")
    assert done.err.count("\n") == 1


def test_check_9_byte_order_mark_and_line_ends_change_no_finding(folder: Path) -> None:
    text = (SPECS / "marlow.md").read_text("utf-8")
    shown = []
    for mark, end in (("", "\n"), ("\ufeff", "\n"), ("", "\r\n"), ("\ufeff", "\r\n")):
        (folder / "marlow.md").write_bytes((mark + text.replace("\n", end)).encode())
        shown.append(specaudit(folder, "lint", "marlow.md", "--format", "json").raw)
    assert shown[0].count(b'"fingerprint"') >= 8
    assert len(set(shown)) == 1


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ('fial-on = "x"', 'specaudit.toml:1: unknown key "fial-on"; did you mean "fail-on"?'),
        ("\n[lint]\nselekt = []", 'specaudit.toml:3: unknown key "selekt"; did you mean "select"?'),
        ("fail-on = 3", "specaudit.toml:1: fail-on must be one of error, warning, note, never"),
        ('include = ["a"\nx', "specaudit.toml: not valid TOML: "),
        ('[lint]\nselect = ["SA999"]', 'unknown rule "SA999"; see specaudit rules'),
        ('[lint]\nmax-file-size = "big"', "lint.max-file-size: 'big' is not a size"),
    ],
)
def test_check_10_broken_settings_are_named_with_line_and_nearest_key(
    folder: Path, settings: str, says: str
) -> None:
    (folder / "specaudit.toml").write_text(settings)
    done = specaudit(folder, "lint", "ok.md")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: {says}")
    assert done.err.count("\n") == 1


def test_check_10_broken_toml_has_its_line_and_column(folder: Path) -> None:
    (folder / "specaudit.toml").write_text("include = [\n  x\n")
    assert "(at line 2, column 3)" in specaudit(folder, "lint", "ok.md").err


def test_a_settings_file_that_is_not_there_is_one_line(folder: Path) -> None:
    done = specaudit(folder, "--config", "none.toml", "lint", "ok.md")
    assert (done.code, done.out) == (2, "")
    assert done.err == "error: none.toml: cannot be read: No such file or directory\n"


def test_check_11_unknown_rules_are_named_wherever_they_are_written(folder: Path) -> None:
    selected = specaudit(folder, "lint", "--select", "SA999", "ok.md")
    assert (selected.code, selected.err) == (
        2,
        'error: unknown rule "SA999"; see specaudit rules\n',
    )
    asked = specaudit(folder, "rules", "direct-contradicton")
    assert asked.code == 2
    assert asked.err == (
        'error: unknown rule "direct-contradicton"; did you mean "direct-contradiction"?\n'
    )
    (folder / "x.md").write_text(
        "# A\n\n<!-- specaudit-disable-next-line nope -- r -->\nBe brief.\n"
    )
    written = specaudit(folder, "lint", "x.md", "--format", "concise")
    assert written.code == 1
    assert written.out.startswith("x.md:3:1: error unknown-suppression-rule (SA902): ")


@pytest.mark.parametrize("form", ["text", "json", "sarif", "markdown", "html", "junit", "github"])
def test_a_file_name_that_is_no_text_is_said_and_hides_no_other(folder: Path, form: str) -> None:
    """Names are bytes on Linux; what is not UTF-8 could be written in no report."""
    name = os.fsdecode(b"caf\xe9.md")
    (folder / name).write_text(BROKEN)
    (folder / "re\x1b[31md\n.md").write_text(BROKEN)
    done = specaudit(folder, "lint", ".", "--format", form, "-o", f"{form}=out")
    assert done.code == 2
    assert done.err == "error: caf\ufffd.md: the file's name is not valid UTF-8; rename it\n"
    assert "placeholder" in done.out or "SA113" in done.out
    assert "\x1b" not in done.out
    gone = specaudit(folder, "graph", name)
    assert (gone.code, gone.err) == (2, done.err)


def test_one_bad_file_hides_no_other(folder: Path) -> None:
    shutil.copy(SPECS / "marlow.md", folder)
    (folder / "bad.md").write_bytes(b"\xff")
    done = specaudit(folder, "lint", ".")
    assert done.code == 2
    assert done.err.startswith("error: bad.md: not valid UTF-8")
    assert "priority-cycle" in done.out
    assert specaudit(folder, "lint", ".", "--exit-zero").code == 2
