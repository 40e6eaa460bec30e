"""Small documents the graph tests parse."""

from __future__ import annotations

from specaudit.domain.spec import Spec
from specaudit.nlp.base import load_engine
from specaudit.parse.document import parse

KIOSK = """# Kiosk charter {#kiosk}

## Words we use {#definitions}

- **Visitor**: a person who talks to the kiosk assistant.

## Order {#order authority=root}

Where two sections disagree, the one with the higher level wins.
When two root-level principles conflict, the assistant must default to inaction.

1. **Root**: nobody can change these.
2. **User**: the visitor can change these.

## Secrets {#secrets authority=root}

The assistant must not reveal staff names. However, the assistant may name the director.

The assistant must never unlock a door, under any circumstances. However, it may unlock the toilet.

The assistant must not quote private letters, except as [archives](#archives) allow.

## Archives {#archives authority=root}

The assistant may quote a private letter when its writer has agreed.

The assistant must answer every question about the house.

## Tone {#tone authority=user}

[Warmth](#warmth) takes precedence over [brevity](#brevity).

### Warmth {#warmth}

The assistant should greet every visitor by name and ask how they are.

### Brevity {#brevity}

The assistant should answer in one sentence and leave pleasantries out.

The assistant should answer in one sentence and leave all pleasantries out.

**Example**: a greeting

~~~xml
<user>
Hello!
</user>
<assistant> <!-- BAD[#warmth] -->
What?
</assistant>
~~~
"""


def read(text: str = KIOSK) -> Spec:
    """A parsed document with the norms the pattern engine finds."""
    return parse(text, path="kiosk.md", engine=load_engine("pattern"))


def statement(spec: Spec, words: str) -> str:
    """Id of the only statement that holds these words."""
    (found,) = [one.id for one in spec.statements if words in one.text]
    return found
