"""Words by which acts are read off a sentence."""

from __future__ import annotations

NEUTRAL = frozenset(
    """
    usually typically normally generally ordinarily explicitly openly directly actively implicitly
    only likely reply apply family early really actually simply immediately currently potentially
    """.split()
)
"""Words in -ly that set no manner apart."""
AMOUNTS = frozenset(
    """
    full entire whole complete substantial significant important single certain several various
    relevant respective exact very actual
    """.split()
)
"""Adjectives that say how much of a thing, not which."""
ASIDES = frozenset(
    """
    which who including particularly especially even so such whether although though as while since
    regardless no not either neither because nor where if when
    """.split()
)
"""Words that after a comma open a clause which narrows nothing."""
SLOTS = frozenset(
    """
    in on at to for from with without about during before after until by against within outside
    under into through via as like using
    """.split()
)
"""Prepositions that open a place of an act: where, how, for whom."""
