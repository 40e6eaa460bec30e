"""One figure given twice in other words, and figures of two things."""

from __future__ import annotations

import pytest

from tests.lint.helpers import lint


def found(first: str, second: str) -> int:
    text = f"# Harbour guide\n\n## Rules\n\n{first}\n\n## Practice\n\n{second}\n"
    return len(lint(text, "inconsistent-number").findings)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Two wardens sign off on each closure.",
         "Closures take effect on one warden's signature."),
        ("Attempts at the lock end after the fifth wrong code.",
         "After three wrong codes, attempts at the lock end."),
        ("A pilot retries a failed call three times.", "Five retries are made when a call fails."),
        ("A stall gets two free passes.", "Free passes are limited to four for a stall."),
        ("A poster may hold up to 8,000 letters.", "The letter ceiling for a poster stands at 4k."),
        ("Boats may send 100 calls a minute.", "The call limit for boats is one call per second."),
        ("The free berth includes 20 lamps a day.",
         "On the free berth one can light fifty lamps daily."),
        ("A berth costs $40 a year.", "The charge for a berth is five dollars a month."),
        ("Tables are limited to six planks.", "No table is wider than four planks."),
        ("Chart names may have 32 letters.", "Names of charts: 40 characters maximum."),
        ("The default dimming is 0.7.", "Unless set otherwise, dimming is 1.0."),
        ("The cellar stays at or below 20 °C.", "The cellar may reach 77 °F."),
        ("A pass lasts a week.", "Your ten-day pass begins at the gate."),
        ("Spare keys are kept for 30 days.", "We hold spare keys for two weeks."),
        ("Reminders older than a year get shredded.",
         "Shredding of reminders follows after 6 months."),
        ("Comments on the chart are taken until 1 March.",
         "Comments on the chart are read if they come by 15 March."),
        ("Half of all pilots must come from outside the town.",
         "Outside pilots make up a third of them."),
        ("Consent of a parent is needed below 18.",
         "Guests younger than fifteen need a parent's consent."),
        ("We promise 99.9% of lit nights.", "Lit nights: 99.5 per cent is what we promise."),
        ("The harbour board has seven members.", "Nine people sit on the harbour board."),
        ("The lamp is lit every two weeks.", "The lamp is lit once per month."),
        ("Minimum code length: 12.", "A code of eight characters or longer is accepted."),
        ("If the hall is full, two wardens open the door.",
         "If the hall is full, three wardens open the door."),
    ],
)  # fmt: skip
def test_one_figure_in_other_words(first: str, second: str) -> None:
    assert found(first, second) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A free berth gets 10 lamps a day.", "Paid berths get 200 lamps daily."),
        ("Letters stop at 20 MB.", "Business guests can send letters of 50 MB."),
        ("Changes to the chart need two votes.", "Lamp changes need one vote."),
        ("The quay berth includes 10 GB of storage.", "The mole berth includes 100 GB of storage."),
        ("Bad leaks are fixed in two days.", "Leaks of middling size are fixed in 30 days."),
        ("A first slip means one day ashore.", "A second slip means seven days ashore."),
        ("Answer letters within 48 hours.", "Close letters within ten days."),
        ("The board has nine members.", "Six members of the board are a quorum."),
        ("The default page holds 25 rows.", "A page holds at most 100 rows."),
        ("A watch is seven days long.", "Pilots have 21 days between watches."),
        ("Two pilots check a chart.", "Three pilots check a route."),
        ("Summaries for guests take two lines.", "Radio summaries take five lines."),
        ("Boats may send 100 calls a minute.", "Boats may send 4,000 calls an hour."),
        ("Ropes are tested daily.", "Ropes are replaced once a year."),
        ("Notices run 14 days.", "Notices of closure run 3 days."),
        ("A berth holds five boats.", "A guest holds two boats."),
        ("A pass is valid for 30 days.", "Another pass takes 10 days."),
        ("Passes last an average of 20 days.", "A pass lasts 30 days."),
        ("Keys are kept for 30 days.", "Keys are kept for one month."),
        ("A chart has 2 of 3 marks.", "For example, a chart has 5 marks."),
        ("Only guests get three passes.", "Guests get five passes."),
        ("A watch lasts eight hours.", "A night watch lasts ten hours."),
        ("Logs are kept for 30 days.", "Monthly logs are kept for a year."),
        ("Boats run every ten minutes.", "Boats run every 30 minutes at night."),
        ("Samples are stored at 4 °C.", "Samples are shipped at 20 °C."),
        ("Seats are kept for 15 minutes.", "Seats are booked for two hours."),
        ("A pilot may call three boats.", "A pilot may call a boat five times."),
        ("Boats may be 120 metres long.", "Boats may make 60 km/h."),
        ("The fair opens on 1 March 2024.", "The fair opened on 3 March 2023."),
        ("A lamp costs 10 euros.", "A lamp costs 12 dollars."),
    ],
)  # fmt: skip
def test_figures_of_two_things(first: str, second: str) -> None:
    assert found(first, second) == 0


def test_what_a_third_sentence_is_told_of_too_is_no_pair() -> None:
    text = (
        "# Guide\n\n## One\n\nA pass lasts 3 days.\n\n## Two\n\nThe night pass lasts 9 days.\n\n"
        "## Three\n\nA boat pass lasts 5 days.\n"
    )
    assert not lint(text, "inconsistent-number").findings
