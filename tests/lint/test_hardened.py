"""A rule that leaves room, said again in words that leave none."""

from __future__ import annotations

import pytest

from .helpers import lint

AT_ODDS = (
    (
        "By default, the desk should express doubts about a date naturally, using conversational "
        "language.",
        "Expressing doubts about a date in plain conversational language, rather than in figures, "
        "is an absolute requirement.",
    ),
    (
        "Field notes should be typed within a day.",
        "Field notes have to be typed within a day, without exception.",
    ),
    ("Nicknames should not appear on visitor badges.", "Nicknames on visitor badges are banned."),
    (
        "Clerks are encouraged to keep spare batteries in the van.",
        "Spare batteries must be kept in the van.",
    ),
    (
        "For parcel weights it is unsure of, the desk should use round numbers. It can give "
        "ranges as well.",
        "Every parcel weight that the desk is unsure of must be given in round numbers.",
    ),
)

IN_ORDER = (
    (
        "Guides should carry water on mountain tours.",
        "Guides must carry a radio on mountain tours.",
    ),
    (
        "Doors should be painted green in the north wing.",
        "Doors in the north wing must close by themselves.",
    ),
    (
        "If a guest asks for it, the desk should seal a letter with red wax.",
        "Every letter must be sealed with red wax by the courier.",
    ),
    (
        "The desk should avoid subjective terms on sensitive family topics.",
        "The desk must never leave out sensitive family topics solely to please a guest.",
    ),
    ("Clerks should lock the van at night.", "Clerks must not leave the van at night."),
)


def _drifts(pair: tuple[str, str]) -> bool:
    first, second = pair
    text = f"# Desk\n\n## Post\n\n{first}\n\n## Parcels\n\n{second}\n"
    return bool(lint(text, "modality-drift").findings)


@pytest.mark.parametrize("pair", AT_ODDS)
def test_a_softer_rule_made_strict_elsewhere_drifts(pair: tuple[str, str]) -> None:
    assert _drifts(pair)


@pytest.mark.parametrize("pair", IN_ORDER)
def test_another_act_or_case_is_no_drift(pair: tuple[str, str]) -> None:
    assert not _drifts(pair)
