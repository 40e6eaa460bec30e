"""A document's text to a `Spec`: the one door to the parser."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from specaudit.config import DocumentOptions
from specaudit.domain.errors import InputError
from specaudit.domain.spec import Spec
from specaudit.domain.text import unwritable_name
from specaudit.parse import dialects, links
from specaudit.parse.assembly import Assembly
from specaudit.parse.levels import levels_of
from specaudit.parse.markdown import Source
from specaudit.parse.norms import found_norms
from specaudit.parse.pieces import parsed
from specaudit.parse.sections import outline, with_title_lines

if TYPE_CHECKING:
    from specaudit.nlp.base import NormEngine
    from specaudit.store.memory import Memory

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: str | Path, max_bytes: int = 20_000_000) -> str:
    """Read a document as UTF-8, line ends normalised, a byte-order mark removed.

    Raises:
        InputError: where the file is missing, too large (decided before reading), or no text.
    """
    if name := unwritable_name(str(path)):
        raise InputError(f"{name}: the file's name is not valid UTF-8; rename it")
    try:
        size = os.stat(path).st_size
        if os.path.isdir(path):
            raise InputError(f"{path}: is a folder; name the Markdown files in it")
        if size > max_bytes:
            raise InputError(
                f"{path} is {size / 1e6:.1f} MB, over max-file-size ({max_bytes / 1e6:g} MB); "
                "not checked"
            )
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    return decode(data, str(path))


def decode(data: bytes, name: str) -> str:
    """Decode a document's bytes; see `read_text`.

    Raises:
        InputError: where the bytes are no UTF-8 text, with the place of the first bad one.
    """
    if data.startswith(_UTF16):
        raise InputError(f"{name}: UTF-16, not UTF-8; convert with iconv -f UTF-16 -t UTF-8")
    nul = data.find(b"\x00")
    if nul >= 0:
        raise InputError(f"{name}: not a text file (NUL byte at offset {nul})")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        begin = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[begin : error.start].decode("utf-8", "replace")) + 1
        raise InputError(
            f"{name}: not valid UTF-8 at byte {error.start} (line {line}, column {column}); "
            "convert with iconv"
        ) from None
    return normalised(text)


def normalised(text: str) -> str:
    """Return a text with line feeds as line ends and without a leading byte-order mark."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def parse(
    text: str,
    *,
    path: str = "<text>",
    dialect: str = "auto",
    engine: NormEngine | None = None,
    options: DocumentOptions | None = None,
    memory: Memory | None = None,
) -> Spec:
    """Parse a document. No text is refused; what is malformed is listed in ``problems``.

    Args:
        text: The document.
        path: Name to show.
        dialect: Name of a dialect, or ``auto``.
        engine: Finds the norms; None: the spec has none.
        options: The document's conventions.
        memory: Sections read in an earlier run; never decides what is found.

    Raises:
        ConfigError: for an unknown dialect.
    """
    options = options or DocumentOptions()
    text = normalised(text)
    family = dialects.detect(text) if dialect == "auto" else dialects.dialect(dialect)
    source = Source(text)
    document = parsed(source, memory)
    headings, raw = document.headings, None
    if family.title_lines and not headings:
        headings = raw = with_title_lines(document.blocks, text)
    sections = outline(source, headings, options, family)
    assembly = Assembly(source, sections, document.labels, options, family, memory)
    built = assembly.run(document, raw)
    references, footnotes = links.find(
        source, built.links, sections, built.statements, built.examples, document.code(source)
    )
    return Spec(
        path=path,
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        dialect=family.name,
        levels=levels_of(sections.sections, built, options, family),
        sections=tuple(sections.sections),
        blocks=tuple(built.blocks),
        statements=tuple(built.statements),
        norms=found_norms(engine, built, memory) if engine is not None else (),
        examples=tuple(built.examples),
        references=references,
        definitions=tuple(built.definitions),
        rankings=tuple(built.rankings),
        precedences=tuple(built.precedences),
        footnotes=footnotes,
        problems=tuple(built.problems),
        engine=engine.name if engine else "none",
    )
