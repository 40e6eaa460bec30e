"""Who writes a seed's messages and how: variety that does not depend on a model's whims."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

PERSONS = (
    "a nurse on night shift",
    "a retired bus driver",
    "a student in the first year at university",
    "the owner of a small bakery",
    "a father of two school children",
    "a secondary-school teacher",
    "a freelance photographer",
    "a newcomer who is still learning the language",
    "the secretary of a sports club",
    "a paralegal in a small law firm",
    "a carer for an elderly parent",
    "a software tester",
    "a farmer with a few cows",
    "an apprentice electrician",
    "a local journalist",
    "a grandmother who plays in a choir",
    "a project manager at a charity",
    "a chef between two jobs",
    "a landlord of three flats",
    "a museum guide",
    "a doctoral student in biology",
    "a taxi driver waiting for a fare",
    "a volunteer firefighter",
    "an accountant before a deadline",
)
STYLES = (
    "brief and matter-of-fact",
    "friendly, with some background",
    "in a hurry, a little impatient",
    "careful and polite",
    "worried",
    "curious",
    "blunt",
)


@dataclass(frozen=True, slots=True)
class Facets:
    """The person behind a seed, and their tone."""

    person: str
    style: str


def facets(candidate_id: str, index: int) -> Facets:
    """Choose person and style of a seed: no pair repeats within 168 seeds of a candidate."""
    start = int.from_bytes(hashlib.blake2b(candidate_id.encode(), digest_size=4).digest(), "big")
    # 24 and 7 share no factor, so stepping both together visits all 168 pairs.
    place = start + index
    return Facets(PERSONS[place % len(PERSONS)], STYLES[place % len(STYLES)])
