"""After any edit, a run that remembers finds what a run without memory finds."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from specaudit.config import DocumentOptions
from specaudit.domain.lint import LintOptions, LintResult
from specaudit.lint import session
from specaudit.lint.request import Request

DOCUMENT = """\
---
title: Charter
authority: 3
---

# Charter {#charter authority=root}

Robin is our assistant. It must answer in English, unless the user asks otherwise, as set out in
the glossary. A root-level rule wins over a user-level rule.

## Terms {#terms authority=root}

By "harm" we mean damage to people. **Reviewer**: a person who reads drafts within 30 days.

## Care {#care authority=user}

The assistant must keep secrets. See [the terms](#terms). It must not share an address, even where
a root-level rule requires it. The Ombuds Panel may lift this. A reviewer answers within 3 weeks.

- Keep the logs for 30 days.
- Keep the logs for 90 days.

## Style {#style authority=guideline}

The assistant should not keep secrets of the kind above. The assistant must answer in the language
of the user. Every HMX report has exactly three parts: a title, a body. Take the previously defined
route, in the defined sense. Safety takes precedence over style.
"""
SEEDS = 6
EDITS_OF_A_SPEC = 4
OPTIONS = (
    LintOptions(pedantic=True, preview=True),
    LintOptions(),
    LintOptions(ignore=("duplicate-norm",)),
)
Edit = Callable[[random.Random, str], str]


def blocks(text: str) -> list[str]:
    return text.split("\n\n")


def at_block(rng: random.Random, text: str, change: Callable[[str], str]) -> str:
    parts = blocks(text)
    number = rng.randrange(len(parts))
    return "\n\n".join([*parts[:number], change(parts[number]), *parts[number + 1 :]])


def paragraph(rng: random.Random, text: str) -> str:
    words = ("number 7", "must not", "within 5 days", "unless they ask", "the Harbor Council")
    return at_block(rng, text, lambda block: f"{block} {rng.choice(words)}")


def sections(text: str) -> list[str]:
    return re.split(r"^(?=#{1,6} )", text, flags=re.MULTILINE)


def without_a_section(rng: random.Random, text: str) -> str:
    parts = sections(text)
    del parts[rng.randrange(len(parts))]
    return "".join(parts)


def moved_section(rng: random.Random, text: str) -> str:
    parts = sections(text)
    part = parts.pop(rng.randrange(len(parts)))
    parts.insert(rng.randint(0, len(parts)), part.rstrip("\n") + "\n\n")
    return "".join(parts)


def new_heading(rng: random.Random, text: str) -> str:
    level = "#" * rng.randint(1, 4)
    heading = rng.choice(["New {#new authority=user}", "Terms {#terms}", "Commentary", "Care"])
    return at_block(rng, text, lambda block: f"{level} {heading}\n\n{block}")


def renamed_anchor(rng: random.Random, text: str) -> str:
    anchors = re.findall(r"\{#[\w-]+", text) or ["{#"]
    return text.replace(rng.choice(anchors), "{#renamed", 1)


def another_level(rng: random.Random, text: str) -> str:
    levels = re.findall(r"authority=\w+", text) or ["authority=root"]
    return text.replace(rng.choice(levels), f"authority={rng.choice(['root', 'user', 'none'])}", 1)


def definition(rng: random.Random, text: str) -> str:
    told = rng.choice(
        ['By "harm" we mean a loss.', '"Route" means a way.', "**Panel**: some jury."]
    )
    return at_block(rng, text, lambda block: f"{block}\n\n{told}")


def front_matter(rng: random.Random, text: str) -> str:
    if text.startswith("---\n") and rng.random() < 0.5:
        return text.partition("\n---\n")[2]
    return (
        text.replace("title: Charter", "title: Statute", 1)
        if rng.random() < 0.5
        else (f"---\ntitle: A new {rng.randint(1, 9)}\n---\n\n{text}")
    )


def another_agent(rng: random.Random, text: str) -> str:
    return at_block(rng, text, lambda block: f"Alex is our assistant. {block}")


EDITS: tuple[Edit, ...] = (
    *(paragraph, without_a_section, moved_section, new_heading, renamed_anchor, another_level),
    *(definition, front_matter, another_agent),
)


def drafts(rng: random.Random, text: str, count: int) -> Iterator[str]:
    """A text, ever more edited, and now and then the first one again."""
    first = text
    for _ in range(count):
        text = first if rng.random() < 0.2 else rng.choice(EDITS)(rng, text)
        yield text


def check(path: Path, options: LintOptions, own: DocumentOptions, *, cached: bool) -> LintResult:
    return session.check(Request((str(path),), options, own, use_cache=cached))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_kind_of_edit(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPECAUDIT_CACHE_DIR", str(tmp_path / "cache"))
    path, rng = tmp_path / "spec.md", random.Random(seed)
    own = (DocumentOptions(), DocumentOptions(non_normative=("Commentary",), dialect="plain"))
    seen: set[str] = set()
    for text in drafts(rng, DOCUMENT, 25):
        path.write_text(text, encoding="utf-8")
        options, document = rng.choice(OPTIONS), rng.choice(own[:1] * 3 + own[1:])
        found = check(path, options, document, cached=True)
        assert found == check(path, options, document, cached=False)
        assert found == check(path, options, document, cached=True)
        seen.update(finding.rule for finding in found.findings)
    assert len(seen) > 8


NAMES = (
    "openai-model-spec-2025-12-18.md",
    "azure-rest-api-guidelines.md",
    "github-terms-of-service.md",
    "us-constitution-consolidated.md",
    "cursorrules-web-app-optimization.md",
)


@pytest.mark.parametrize("name", NAMES)
def test_edits_of_real_specs(
    name: str, shared_specs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPECAUDIT_CACHE_DIR", str(tmp_path / "cache"))
    path, rng = tmp_path / name, random.Random(name)
    options, document = OPTIONS[0], DocumentOptions()
    for text in drafts(rng, (shared_specs / name).read_text(encoding="utf-8"), EDITS_OF_A_SPEC):
        path.write_text(text, encoding="utf-8")
        found = check(path, options, document, cached=True)
        assert found.findings and found == check(path, options, document, cached=False)


def test_two_documents_are_remembered_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPECAUDIT_CACHE_DIR", str(tmp_path / "cache"))
    paths, rng = [tmp_path / "a.md", tmp_path / "b.md"], random.Random(1)
    for first, second in zip(drafts(rng, DOCUMENT, 12), drafts(rng, DOCUMENT, 12), strict=True):
        paths[0].write_text(first, encoding="utf-8")
        paths[1].write_text(second, encoding="utf-8")
        asked = tuple(map(str, paths))
        found = [
            session.check(Request(asked, OPTIONS[0], DocumentOptions(), use_cache=cached))
            for cached in (True, False)
        ]
        assert found[0] == found[1]
