"""Two sentences that rank the same two things, each in a wording of its own."""

from __future__ import annotations

import pytest

from .helpers import lint

TURNED = """
Privacy weighs heavier than convenience. | Convenience wins out over privacy.
A delay is a better outcome than a crash. | A crash therefore takes priority over a delay.
Setup tasks go before build tasks. | Build tasks go before setup tasks.
Candour is worth more than tact. | When the two meet, tact is what matters, not candour.
If speed and depth cannot both be had, speed is what we keep. | Depth beats speed.
Comfort gives precedence to safety. | Safety is the first to go when comfort is at stake.
Tidiness is less important than correctness. | It is better to be tidy than correct.
Cost is secondary to quality. | Quality takes second place behind cost.
Pick cheap options over fast ones. | Fast options are to be picked over cheap ones.
Between brevity and warmth, the assistant goes for warmth. | Brevity has the edge over warmth.
Where privacy and use pull apart, privacy is the one to keep. | Use ranks above privacy.
Where price and taste are at odds, taste is the one to drop. | Taste is a bigger concern than price.
Stability counts most, then features. | Features count more than stability.
Put safety first and comfort second. | Comfort trumps safety.
Privacy outweighs convenience. | Convenience means more to us than privacy.
Choose stability if it conflicts with novelty. | Novelty takes the lead over stability.
The schedule gives way to quality. | Quality is sacrificed when the schedule demands it.
Teachers have the final say over parents. | What parents decide stands, whatever teachers say.
Our guide yields to the rules. | The rules apply only where our guide is silent.
Simplicity is a higher good than completeness. | Completeness is not to be given up for simplicity.
We value people over processes. | Processes go first, then people.
Of speed and safety, safety is what counts. | With safety and speed at odds, pick speed.
A reader's comfort is secondary to truth. | Truth can wait if a reader's comfort is at stake.
Editors rank above authors. | An author may set aside what an editor has ruled.
Editors rank above authors. | Authors stand above editors in the order of trust.
Editors are trusted more than authors. | Authors, as the writers, get more trust than editors.
A short answer is better than no answer. | No answer is still to be preferred to a short answer.
Readers rank above writers. | The desk sides with writers against readers.
Readers rank above writers. | When a reader objects to a writer, the writer prevails.
Readers rank above writers. | If a reader and a writer disagree, the desk does what the writer says.
Readers rank above writers. | The desk follows writers rather than readers.
Depth beats speed. | It is more important to be speedy than to be deep.
Depth beats speed. | Speed is our first concern, and depth comes after.
Writers should get less latitude than readers. | The desk trusts writers more than readers.
When looks and speed part ways, looks win. | Speed comes before looks.
Nothing is more urgent than speed, not even looks. | Looks come before speed.
The board outranks the clerk. | The clerk's word counts even beyond bounds the board has set.
""".strip().splitlines()
KEPT = """
Candour is worth more than tact. | When the two meet, candour is what matters, not tact.
Tidiness is less important than correctness. | It is better to be correct than tidy.
Cost is secondary to quality. | Cost takes second place behind quality.
Comfort gives precedence to safety. | Comfort is the first to go when safety is at stake.
Stability counts most, then features. | Stability counts more than features.
Tact is worth more than candour. | The vote is what counts, not the talk.
Speed outweighs depth. | It is better to go to the depth gauge than to guess the speed.
Depth is more important to us than speed. | The boxes weigh more heavily than before.
Put safety first and comfort second. | Safety trumps comfort.
Choose stability if it conflicts with novelty. | Stability takes the lead over novelty.
The schedule gives way to quality. | Quality is reviewed when the schedule allows it.
Teachers have the final say over parents. | What teachers decide stands, whatever parents say.
Our guide yields to the rules. | Our guide applies only where the rules are silent.
Readers rank above writers. | The desk sides with readers against writers.
Readers rank above writers. | If a reader and a writer disagree, the desk does what the reader says.
Depth beats speed. | It is more important to be deep than to be speedy.
Writers should get less latitude than readers. | The desk trusts readers more than writers.
Readers rank above writers. | The desk does what the writer says.
We value people over processes. | People go first, then processes.
Of speed and safety, safety is what counts. | With safety and speed at odds, pick safety.
A reader's comfort is secondary to truth. | Truth can wait if a life is at stake.
Editors rank above authors. | An editor may set aside what an author has ruled.
A short answer is better than no answer. | List the short answers first and the long ones last.
""".strip().splitlines()


def found(pair: str) -> list[str]:
    first, second = pair.split(" | ")
    text = f"# Guide\n\n## Work\n\n{first} The shop opens at nine.\n\n## Rest\n\n{second}\n"
    return [finding.rule for finding in lint(text, "priority-cycle").findings]


@pytest.mark.parametrize("pair", TURNED)
def test_an_order_and_its_reverse_are_a_circle(pair: str) -> None:
    assert found(pair)


@pytest.mark.parametrize("pair", KEPT)
def test_an_order_said_twice_is_none(pair: str) -> None:
    assert not found(pair)
