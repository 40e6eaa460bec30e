"""A comparison of two runs as text, Markdown or JSON: the counts first, then what is news."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from specaudit.domain.errors import ConfigError
from specaudit.domain.gap import Gap
from specaudit.domain.text import clean, shorten
from specaudit.report import words
from specaudit.report.compare import Comparison, Pair
from specaudit.report.escape import prose

SCHEMA_VERSION = "1.0"
WIDTH = 80


def render(found: Comparison, form: str = "text") -> str:
    """Return the comparison.

    Args:
        found: What to show.
        form: ``text``, ``markdown`` or ``json``.

    Raises:
        ConfigError: for a format that does not exist.
    """
    forms = {"text": _text, "markdown": _markdown, "json": _json}
    if form not in forms:
        raise ConfigError(f"{form}: no such format of a comparison; use {', '.join(forms)}")
    return forms[form](found)


def _counts(found: Comparison) -> str:
    gone = f"no longer proposed {len(found.gone)}, " if found.gone else ""
    changed = f"changed {len(found.changed)}, " if found.changed else ""
    return (
        f"fixed {len(found.fixed)}, new {len(found.new)}, {gone}{changed}"
        f"unchanged {len(found.still)}"
    )


def _place(found: Comparison, side: str, gap: Gap) -> str:
    return found.places.get(f"{side}:{gap.candidate.id}", "")


def _text(found: Comparison) -> str:
    lines = [_counts(found)]
    lines += [shorten(f"note: {clean(note)}", 2 * WIDTH) for note in found.notes]
    for title, side, gaps in (
        ("fixed", "old", found.fixed),
        ("new", "new", found.new),
        ("no longer proposed", "old", found.gone),
    ):
        for gap in gaps:
            lines += ["", *_lines(f"{title}: ", gap, _place(found, side, gap))]
    for pair in found.changed:
        place = _place(found, "new", pair.new)
        lines += ["", *_lines(f"changed ({', '.join(pair.what)}): ", pair.new, place)]
        lines.append(_fit(f"  was {_before(found, pair)}"))
    return "\n".join(lines) + "\n"


def _before(found: Comparison, pair: Pair) -> str:
    verdict = words.VERDICTS[pair.old.verdict]
    return f"{pair.old.candidate.id}, {verdict}, {_place(found, 'old', pair.old)}"


def _lines(title: str, gap: Gap, place: str) -> list[str]:
    head = f"{title}{gap.candidate.id}, {words.VERDICTS[gap.verdict]}"
    return [_fit(text) for text in (head, f"  {place}", f"  {gap.candidate.claim}") if text.strip()]


def _fit(text: str) -> str:
    indent = len(text) - len(text.lstrip())
    return " " * indent + shorten(clean(text), WIDTH - indent)


def _markdown(found: Comparison) -> str:
    lines = ["# Gaps between two runs\n", f"**Gaps:** {_counts(found)}.\n"]
    lines += [f"> {prose(note)}\n" for note in found.notes]
    for title, side, gaps in (
        ("New gaps", "new", found.new),
        ("Fixed gaps", "old", found.fixed),
        ("No longer proposed", "old", found.gone),
    ):
        if gaps:
            lines += [f"## {title}\n", *(_item(gap, _place(found, side, gap)) for gap in gaps), ""]
    if found.changed:
        lines += ["## Changed gaps\n", *_pairs(found), ""]
    return "\n".join(lines).rstrip() + "\n"


def _item(gap: Gap, place: str) -> str:
    verdict = words.VERDICTS[gap.verdict]
    return f"- {gap.candidate.id} **{verdict}** {prose(place)}<br>{prose(gap.candidate.claim)}"


def _pairs(found: Comparison) -> Iterator[str]:
    for pair in found.changed:
        item = _item(pair.new, _place(found, "new", pair.new))
        yield f"{item}<br>{' and '.join(pair.what)} changed; was {prose(_before(found, pair))}"


def _json(found: Comparison) -> str:
    listed = (
        *(("fixed", (), gap, None) for gap in found.fixed),
        *(("gone", (), gap, None) for gap in found.gone),
        *(("new", (), None, gap) for gap in found.new),
        *(("changed", pair.what, pair.old, pair.new) for pair in found.changed),
        *(("unchanged", (), pair.old, pair.new) for pair in found.still),
    )
    data = {
        "schema_version": SCHEMA_VERSION,
        "kind": "runs",
        "counts": {
            "gaps": {
                "fixed": len(found.fixed),
                "gone": len(found.gone),
                "new": len(found.new),
                "new_confirmed": len(found.new_confirmed),
                "changed": len(found.changed),
                "unchanged": len(found.still),
            }
        },
        "notes": list(found.notes),
        "gaps": [
            {
                "change": change,
                "what": list(what),
                "old": _gap(found, "old", old),
                "new": _gap(found, "new", new),
            }
            for change, what, old, new in listed
        ],
    }
    return json.dumps(data, indent=1) + "\n"


def _gap(found: Comparison, side: str, gap: Gap | None) -> dict[str, Any] | None:
    if gap is None:
        return None
    return {
        "id": gap.candidate.id,
        "kind": gap.candidate.kind.value,
        "verdict": gap.verdict.value,
        "confirmed": gap.verdict.confirmed,
        "rank": gap.rank,
        "score": gap.score,
        "claim": gap.candidate.claim,
        "place": _place(found, side, gap),
        "texts": list(gap.candidate.texts),
    }
