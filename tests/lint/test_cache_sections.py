"""What is remembered of sections never shows in what is found."""

from __future__ import annotations

import json
import multiprocessing
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from specaudit.config import DocumentOptions
from specaudit.domain.lint import LintOptions, LintResult
from specaudit.domain.spec import Spec
from specaudit.lint import cache, session
from specaudit.lint.context import Document
from specaudit.lint.request import Request
from specaudit.lint.sources import Source
from specaudit.parse.walk import Walk
from specaudit.store.memory import Memory
from specaudit.store.rows import Rows, packed

DOCUMENT = """\
# Charter {#charter authority=root}

Robin is our assistant. It must answer in English, unless the user asks otherwise.

The assistant must:

- keep secrets;
- **Privacy**: never share an address. See [the care page](#care) and [?](#style).
  1. first, ask;
  2. then wait[^n].

[^n]: A note.

## Care {#care authority=user}

!!! meta "Commentary"
    Nobody has to read this.

> **Note:** quotes inform. Robin should not shout.

By "harm" we mean damage to people. Safety takes precedence over style.

| Case | What to do |
| --- | --- |
| Anger | The assistant should stay calm. |

Style {#style}
--------------

**Example**: a greeting

~~~xml
<user>
Hello?
</user>
<assistant>
Hi! <!-- GOOD -->
</assistant>
<assistant>
Go away. <!-- BAD[#care] -->
</assistant>
~~~

Levels rank like this:

Root > Platform > User

It may not use slang. The assistant shall be be brief, 3 sentences at most.
"""
PIECES = (
    *("# New\n\n", "\n## Care {#care}\n\n", "\nTitle\n=====\n", "- item\n", "    code\n", "```\n"),
    *("~~~\n", "> quote\n\n", "The assistant must not keep secrets.\n\n", "\n\n", "<div>\n", "-->"),
    *("<!-- ", "[a]: #care\n\n", "[a]", "It must answer in French.\n\n", "Claude", '"harm" means '),
    *("| a | b |\n|---|---|\n", "!!! note\n    Text.\n", "Alex is our assistant. ", "[?](#care)"),
    *("<!-- specaudit-disable-next-line placeholder -->\n", "TODO: write\n\n", "é—“”", "\u3000。"),
)
OPTIONS = LintOptions(pedantic=True, preview=True)


@st.composite
def edits(draw: st.DrawFn) -> list[str]:
    """The document with a few more edits each time, and back."""
    text, texts = DOCUMENT, [DOCUMENT]
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.sampled_from([start, start, min(len(text), start + 40)]))
        text = text[:start] + draw(st.sampled_from(["", *PIECES])) + text[end:]
        texts.append(text)
    return [*texts, DOCUMENT]


def parse(text: str, memory: Memory | None = None) -> Spec:
    return session.parse(Source("spec.md", text.encode()), DocumentOptions(), memory)


@settings(max_examples=150, deadline=None)
@given(edits())
def test_a_spec_read_with_memory_is_the_same_spec(texts: list[str]) -> None:
    kept: dict[str, bytes] = {}
    for text in texts:
        memory = Memory(kept)
        assert parse(text, memory) == parse(text)
        kept = memory.kept


def check(path: Path, *, use_cache: bool) -> LintResult:
    request = Request((str(path),), OPTIONS, DocumentOptions(), use_cache=use_cache)
    return session.check(request)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=edits())
def test_findings_with_and_without_cache_agree(
    texts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPECAUDIT_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "spec.md"
    for text in texts:
        path.write_text(text, encoding="utf-8")
        assert check(path, use_cache=True) == check(path, use_cache=False)


def walked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles of the sections that are really read from now on."""
    seen: list[str] = []
    run = Walk.run

    def spy(self: Walk, *args: object) -> object:
        seen.append(self.section.title)
        return run(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Walk, "run", spy)
    return seen


def test_only_the_edited_section_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Memory()
    parse(DOCUMENT, first)
    seen = walked(monkeypatch)
    again = Memory(first.kept)
    parse(DOCUMENT, again)
    assert not seen and not again.learnt
    edited = Memory(first.kept)
    parse(DOCUMENT.replace("should not shout", "should not whisper"), edited)
    assert seen == ["Care"] and edited.learnt


def test_section_checks_walk_through_the_edited_section_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPECAUDIT_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "spec.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    check(path, use_cache=True)
    seen: list[set[str]] = []
    limited = Document.limited

    def spy(self: Document, sections: set[str]) -> Document:
        seen.append(sections)
        return limited(self, sections)

    monkeypatch.setattr(Document, "limited", spy)
    path.write_text(DOCUMENT.replace("should not shout", "should not not shout"), encoding="utf-8")
    codes = [finding.rule for finding in check(path, use_cache=True).findings]
    assert seen == [{"care"}] and "garbled-text" in codes


def test_what_is_no_longer_there_is_forgotten() -> None:
    first, second = Memory(), Memory()
    parse(DOCUMENT, first)
    short = DOCUMENT[: DOCUMENT.index("Style {#style}")]
    parse(short, second)
    after = Memory(first.kept)
    parse(short, after)
    assert after.kept == second.kept


WRONG: tuple[object, ...] = ([], {}, 0, 7, "x", [[]], [[[7]]], None)


def stored(folder: Path) -> tuple[Path, Path]:
    """The two files of one run: its findings, and what it read."""
    ((findings,), (memory,)) = ((folder / "lint").glob(f"*.{kind}") for kind in ("json", "rows"))
    return findings, memory


def shapes(stored: bytes) -> list[bytes]:
    """What a stored memory may turn into: damaged, foreign, or of another program."""
    rows = dict(Rows(stored))
    data = {key: json.loads(row) for key, row in rows.items()}
    changed: list[dict[str, object]] = [
        *(dict.fromkeys(data, wrong) for wrong in WRONG),
        {key: {"other": value} for key, value in data.items()},
        {key: [value] for key, value in data.items()},
        {key: value[:1] if isinstance(value, list) else value for key, value in data.items()},
        {key: value[::-1] if isinstance(value, list) else value for key, value in data.items()},
    ]
    return [
        *(
            b"",
            b"{",
            b"[1, 2]",
            b"3",
            b"\n\n",
            b"\x00 \xff",
            b"[" * 200_000 + b"\n",
            stored[: len(stored) // 2],
        ),
        *(b'{"a":%s}\n' % length for length in (b"-1", b"1.5", b'"1"', b"null", b"9")),
        *(packed({key: json.dumps(row).encode() for key, row in one.items()}) for one in changed),
        packed({key: row[: len(row) // 2] for key, row in rows.items()}),
        packed({key: row + b"]" for key, row in rows.items()}),
        packed({key: b"\xff" + row for key, row in rows.items()}),
        packed(dict.fromkeys(rows, b"[" * 100_000)),
    ]


def test_damaged_and_foreign_files_are_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPECAUDIT_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "spec.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    right = check(path, use_cache=True)
    findings, memory = stored(tmp_path / "cache")
    for damaged in shapes(memory.read_bytes()):
        findings.unlink(missing_ok=True)
        memory.write_bytes(damaged)
        assert check(path, use_cache=True) == right


def test_another_program_version_starts_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPECAUDIT_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "spec.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    check(path, use_cache=True)
    seen = walked(monkeypatch)
    monkeypatch.setattr(cache, "__version__", "0.0.0-other")
    check(path, use_cache=True)
    assert "Care" in seen


def many_runs(path: str, folder: str, number: int) -> bool:
    """Lint a document that changes under every run, against runs of other processes."""
    os.environ["SPECAUDIT_CACHE_DIR"] = folder
    own = Path(path)
    text = own.read_text(encoding="utf-8")
    for turn in range(6):
        data = text.replace("keep secrets", f"keep {number + turn} secrets").encode()
        options = DocumentOptions()
        request = Request((path,), OPTIONS, options)
        found = session._fresh([Source(path, data)], request)
        if found != session._fresh([Source(path, data)], replace(request, use_cache=False)):
            return False
    return True


def test_runs_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    path = tmp_path / "spec.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    jobs = [(str(path), str(tmp_path / "cache"), number) for number in range(3)]
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        assert all(pool.starmap(many_runs, jobs))
    assert not list((tmp_path / "cache" / "lint").glob("*.tmp"))
