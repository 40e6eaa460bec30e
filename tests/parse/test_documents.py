from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from specaudit.domain.errors import ConfigError, InputError
from specaudit.domain.spec import BlockKind, Verdict
from specaudit.parse.dialects import detect
from specaudit.parse.document import normalised, parse, read_text
from tests.conftest import SHARED_SPECS
from tests.parse.test_properties import check_shape

REAL = sorted(p.name for p in SHARED_SPECS.glob("*.md") if p.name != "README.md")


def written(folder: Path, data: bytes) -> Path:
    path = folder / "spec.md"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a\n\x00b", "not a text file (NUL byte at offset 2)"),
        ("# A".encode("utf-16"), "UTF-16, not UTF-8; convert with iconv -f UTF-16 -t UTF-8"),
        (
            "# é\n\nÜb".encode() + b"\xffer",
            "not valid UTF-8 at byte 9 (line 3, column 3); convert with iconv",
        ),
    ],
)
def test_bytes_that_are_no_text_are_named_with_their_place(
    tmp_path: Path, data: bytes, message: str
) -> None:
    path = written(tmp_path, data)
    with pytest.raises(InputError) as caught:
        read_text(path)
    assert str(caught.value) == f"{path}: {message}"


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    missing = tmp_path / "none.md"
    with pytest.raises(InputError) as caught:
        read_text(missing)
    assert str(caught.value) == f"{missing}: no such file"
    with pytest.raises(InputError) as caught:
        read_text(tmp_path)
    assert str(caught.value) == f"{tmp_path}: is a folder; name the Markdown files in it"


def test_too_large_a_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, b"x" * 2_500_000)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("was read"))
    with pytest.raises(InputError) as caught:
        read_text(path, max_bytes=2_000_000)
    assert str(caught.value) == f"{path} is 2.5 MB, over max-file-size (2 MB); not checked"


def test_byte_order_mark_and_line_ends_leave_no_trace(tmp_path: Path) -> None:
    path = written(tmp_path, b"\xef\xbb\xbf# A\r\n\rBe kind.\r\n")
    assert read_text(path) == "# A\n\nBe kind.\n"
    assert normalised("\ufeffa\ufeff") == "a\ufeff"


def test_a_spec_knows_its_name_text_and_hash() -> None:
    spec = parse("# A\r\n", path="a.md")
    assert (spec.path, spec.text, spec.engine, spec.norms) == ("a.md", "# A\n", "none", ())
    assert spec.sha256 == hashlib.sha256(b"# A\n").hexdigest()
    assert parse("").statements == ()


def test_an_unknown_dialect_is_refused_with_the_likeliest_one() -> None:
    with pytest.raises(ConfigError) as caught:
        parse("", dialect="rfc2191")
    assert str(caught.value) == 'unknown dialect "rfc2191"; did you mean "rfc2119"?'
    with pytest.raises(ConfigError) as caught:
        parse("", dialect="zzz")
    assert str(caught.value) == (
        'unknown dialect "zzz"; known: auto, openai-model-spec, rfc2119, agent-rules,'
        " constitution, plain"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "plain"),
        ("# A {#a authority=root}\n\n# B {#b authority=user}\n", "openai-model-spec"),
        ("The key words of RFC 2119 apply. A server MUST answer. It SHOULD wait.", "rfc2119"),
        ("---\nglobs: '*.py'\n---\n\n- Use tabs.\n", "agent-rules"),
        ("- Use tabs.\n" * 9, "agent-rules"),
        ("We want Claude to be kind. Claude should care.\n" * 12, "constitution"),
        ("Claude MUST care about values.\n" * 3, "plain"),
    ],
)
def test_a_document_shows_its_family(text: str, expected: str) -> None:
    assert detect(text).name == expected
    assert parse(text).dialect == expected


@pytest.mark.parametrize("name", REAL)
def test_real_specs_parse_to_a_sound_tree(shared_specs: Path, name: str) -> None:
    spec = parse(read_text(shared_specs / name), path=name)
    check_shape(spec)
    assert len(spec.statements) >= 10


_WELL_LINKED = [
    name
    for name in REAL
    if name.startswith(("openai-model-spec-2", "anthropic-claude-constitution", "jsonapi"))
]


@pytest.mark.parametrize("name", _WELL_LINKED)
def test_every_link_inside_a_well_kept_spec_resolves(shared_specs: Path, name: str) -> None:
    spec = parse(read_text(shared_specs / name))
    links = [r for r in spec.references if r.kind in ("link", "verdict")]
    assert [r.target for r in links if r.resolved is None] == []
    assert len(links) >= 10


def test_the_newest_model_spec_is_read_as_counted_by_hand(shared_specs: Path) -> None:
    assert len(REAL) == 24
    spec = parse(read_text(shared_specs / "openai-model-spec-2025-12-18.md"))
    headings = spec.sections[1:]
    assert [sum(s.depth == d for s in headings) for d in (1, 2, 3, 4)] == [8, 41, 22, 9]
    own = [s.own_authority for s in headings if s.own_authority]
    assert {level: own.count(level) for level in own} == {
        "root": 22,
        "system": 3,
        "developer": 1,
        "user": 15,
        "guideline": 18,
    }
    labels = [b for b in spec.blocks if b.kind is BlockKind.EXAMPLE_LABEL]
    assert len(labels) == len(spec.examples) == 183
    assert all(e.title for e in spec.examples)
    verdicts = [t.verdict for e in spec.examples for t in e.turns if t.verdict]
    assert [verdicts.count(v) for v in Verdict] == [193, 196, 8]
    assert sum(t.verdict_anchor is not None for e in spec.examples for t in e.turns) == 14
    assert sum(r.kind == "footnote" for r in spec.references) == 116
    assert sum(r.auto_title for r in spec.references) == 65, "the 66th stands in a fence"
    assert spec.footnotes == ()
    assert [len(r.items) for r in spec.rankings] == [6, 5, 5, 3]
