"""A document on disk to a parsed spec, remembered between runs."""

from __future__ import annotations

import os
from pathlib import Path

from specaudit import __version__
from specaudit.config import Config
from specaudit.domain.errors import OutputError
from specaudit.domain.spec import Spec
from specaudit.lint.request import size_limit
from specaudit.store import codec
from specaudit.store.keys import tagged_hash
from specaudit.store.runs import write_atomically


def load(path: Path, config: Config, engine: str = "auto", cache: Path | None = None) -> Spec:
    """Read and parse a document with its norms.

    Args:
        path: The document.
        config: For the document's conventions and the size limit.
        engine: Norm engine: ``auto`` (spaCy where a model is installed), ``spacy``, ``pattern``.
        cache: Folder of parsed specs; None: parse anew.

    Raises:
        InputError: where the file cannot be read as text.
    """
    from specaudit.parse import document

    text = document.read_text(path, size_limit(config))
    key = tagged_hash([text, __version__, engine, codec.to_data(config.document), _spacy_model()])
    stored = cache / f"spec-{key[3:]}.json" if cache else None
    if stored and (spec := _recall(stored, str(path))):
        return spec
    from specaudit.nlp.base import load_engine

    spec = document.parse(
        text,
        path=str(path),
        dialect=config.document.dialect,
        engine=load_engine(engine),
        options=config.document,
    )
    if stored:
        _remember(stored, spec)
    return spec


def _spacy_model() -> str:
    return os.environ.get("SPECAUDIT_SPACY_MODEL", "")


def _recall(stored: Path, path: str) -> Spec | None:
    """Read a parsed spec back; a cache that cannot be read is no reason to fail."""
    from dataclasses import replace

    try:
        return replace(codec.loads(Spec, stored.read_text(encoding="utf-8")), path=path)
    except (OSError, ValueError):
        return None


def _remember(stored: Path, spec: Spec) -> None:
    try:
        stored.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(stored, codec.dumps(spec))
    except (OSError, OutputError):
        return
