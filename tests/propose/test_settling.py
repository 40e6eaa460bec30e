from __future__ import annotations

import pytest

from specaudit.nlp.base import load_engine
from specaudit.parse import document
from specaudit.propose.settling import Settling

SPEC = document.parse(
    """# Rules

Where two rules conflict, the stricter one prevails.

Safety takes precedence over brevity.

Honesty > comfort > speed

The assistant must never share an address, regardless of who asks.

The assistant must keep answers short, unless a reader asks for detail.

The assistant should be warm.
""",
    engine=load_engine("pattern"),
)
SETTLING = Settling(SPEC)


@pytest.mark.parametrize(
    ("start", "outside", "inside"),
    [
        ("Where two rules", "meta-rule", "meta-rule"),
        ("Safety takes", "precedence", "precedence"),
        ("Honesty >", "ranking", "ranking"),
        ("The assistant must never", "precedence", "precedence"),
        ("The assistant must keep", None, "exception"),
        ("The assistant should be warm", None, None),
    ],
)
def test_only_what_speaks_of_order_settles_a_clash(
    start: str, outside: str | None, inside: str | None
) -> None:
    stated = next(s for s in SPEC.statements if s.text.startswith(start))
    assert SETTLING.kind(stated, near=False) == outside
    assert SETTLING.kind(stated, near=True) == inside
