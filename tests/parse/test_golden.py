from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from specaudit.domain.spec import Span, Spec
from specaudit.parse.document import parse, read_text

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def tree(spec: Spec) -> dict[str, Any]:
    """A spec as data: spans become the text they cover, so that a reader can check them."""
    quote = _Quoter(spec.text)
    return {
        "dialect": spec.dialect,
        "levels": spec.levels,
        "footnotes": spec.footnotes,
        "sections": [
            {
                "id": s.id,
                "title": s.title,
                "path": s.path,
                "authority": s.authority,
                "normative": s.normative,
                "heading": quote(s.heading),
                "body_ends_with": spec.text[s.body.start : s.body.end].split()[-1:],
            }
            for s in spec.sections
        ],
        "blocks": quote.items(
            spec.blocks, "id", "kind", "span", "depth", "stem_id", "label", "normative"
        ),
        "statements": quote.items(
            spec.statements, "id", "block_id", "kind", "span", "text", "authority", "normative"
        ),
        "examples": [
            {
                "id": e.id,
                "title": e.title,
                "starts_with": quote(e.span).split("\n")[0],
                "problems": e.problems,
                "turns": quote.items(
                    e.turns,
                    "role",
                    "text",
                    "span",
                    "verdict",
                    "verdict_anchor",
                    "reason",
                    "comparison",
                ),
            }
            for e in spec.examples
        ],
        "references": quote.items(
            spec.references, "kind", "target", "resolved", "statement_id", "span", "auto_title"
        ),
        "definitions": quote.items(spec.definitions, "term", "text", "statement_id"),
        "rankings": quote.items(spec.rankings, "items", "statement_id", "span"),
        "precedences": quote.items(spec.precedences, "higher", "lower", "statement_id"),
        "problems": quote.items(spec.problems, "kind", "message", "span"),
    }


class _Quoter:
    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def items(self, things: Iterable[object], *fields: str) -> list[dict[str, Any]]:
        return [{name: self._shown(getattr(thing, name)) for name in fields} for thing in things]

    def _shown(self, value: object) -> object:
        return self(value) if isinstance(value, Span) else value


def test_the_tree_of_a_small_spec_is_as_agreed(update_golden: bool) -> None:
    spec = parse(read_text(GOLDEN / "ferry.md"))
    seen = json.dumps(tree(spec), ensure_ascii=False, indent=1) + "\n"
    kept = GOLDEN / "ferry.json"
    if update_golden:
        kept.write_text(seen, encoding="utf-8")
    assert seen == kept.read_text(encoding="utf-8"), "if intended: pytest --update-golden"
