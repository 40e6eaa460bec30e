from __future__ import annotations

from specaudit.config import DocumentOptions
from specaudit.nlp.base import load_engine
from specaudit.parse import document
from specaudit.propose.digest import LONGEST_TURN, Digest, digest
from specaudit.propose.quotes import Quotes
from tests.propose.kit import marlow

TEXT = """# Ferries {#ferries authority=root}

## Late ones {#late}

### Questions {#questions authority=crew}

The assistant must tell a traveller:

- when the ferry sails
- why it waits

As “Late ones” says, the crew decides the rest. When two rules conflict, the safer one prevails.

# Manners {#manners}

Be kind to all.

**Example**: a late ferry

~~~xml
<user>
Why &amp; how late is it?
</user>
<assistant> <!-- GOOD -->
LONG
</assistant>
~~~

In the example above, the crew is busy. Here we stop.
"""


def made(answer: str = "Ask the crew &lt;now&gt;, please.") -> Digest:
    order = DocumentOptions(authority_order=("root", "crew"))
    text = TEXT.replace("LONG", answer)
    return digest(document.parse(text, engine=load_engine("pattern"), options=order))


def test_headings_show_where_a_section_stands_and_none_is_left_out() -> None:
    headings = [row for row in made().text().splitlines() if row.startswith("#")]
    assert headings == [
        "# Ferries",
        "## Late ones",
        "### Questions (level: crew)",
        "# Manners (level: none stated)",
    ]
    no_levels = digest(document.parse("# Desk\n\nBe kind.\n", engine=load_engine("pattern")))
    assert "# Desk\n" in no_levels.text()


def test_an_item_names_the_sentence_that_opens_its_list() -> None:
    assert "[S2] (under S1) when the ferry sails" in made().text()
    assert "[S2] (under S1)" in made().text([4, 1]), "also where that is not shown"


def test_a_sentence_on_an_example_that_is_left_out_says_so() -> None:
    text = made().text()
    assert "] (on an example) In the example above, the crew is busy." in text
    assert text.count("(on an example)") == 1


def test_the_header_lists_every_statement_that_settles_clashes() -> None:
    whole = made()
    (label,) = (name for name, s in whole.by_label().items() if "prevails" in s.text)
    assert f"Statements that say what wins over what: {label}" in whole.text()
    assert whole.levels == "Levels, highest first: root > crew"
    orders = digest(marlow()).text().partition("#")[0]
    assert ">>" not in orders, "an order is written out only where it stands"


def test_an_example_is_shown_as_its_reader_sees_it_and_says_where_it_was_cut() -> None:
    assert "Why & how late is it?" in made().example_text(0)
    assert "Ask the crew <now>, please." in made().example_text(0)
    assert Quotes(made()).example(1, "ask the crew <now>") == made().examples[0]
    long = made("word " * LONGEST_TURN).example_text(0)
    assert long.endswith("word [cut here, not by the author]")
