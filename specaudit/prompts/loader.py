"""Prompt files: Markdown with front matter, strict variables, inputs as delimited data.

A prompt file has the fields ``id, version, inputs, output, max_tokens``, a part ``# System``
and a part ``# User``. ``{{name}}`` stands for an input. Every input is data: it is wrapped in
``<name>`` tags, and nothing in it can open or close a tag of this prompt.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from specaudit.domain.run import PromptUse
from specaudit.domain.text import clean

FIELDS = ("id", "version", "inputs", "output", "max_tokens")
_VARIABLE = re.compile(r"\{\{(\w+)\}\}")
_PARTS = re.compile(r"\A# System\n(?P<system>.*?)\n# User\n?(?P<user>.*)\Z", re.DOTALL)
# Between the letters of a tag a model may read over spaces, joiners and soft hyphens.
_UNSEEN = "[\\s\u00ad\u200c\u200d]*"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt, ready to be filled in."""

    id: str
    version: int
    sha256: str
    """Digest of the whole file."""
    inputs: tuple[str, ...]
    output: str
    max_tokens: int
    system: str
    user: str
    text: str
    """The whole file."""

    @property
    def use(self) -> PromptUse:
        """How a request names this prompt."""
        return PromptUse(self.id, self.version, self.sha256)

    def render(self, **inputs: str) -> tuple[str, str]:
        """Fill in the system and the user part.

        Raises:
            ValueError: where an input is missing or unknown: a mistake in the code, not data.
        """
        if set(inputs) != set(self.inputs):
            raise ValueError(
                f"prompt {self.id} takes {sorted(self.inputs)}, was given {sorted(inputs)}"
            )
        values = {name: delimited(name, text, self.inputs) for name, text in inputs.items()}

        def fill(part: str) -> str:
            return _VARIABLE.sub(lambda found: values[found[1]], part).strip()

        return fill(self.system), fill(self.user)


def delimited(name: str, text: str, tags: Iterable[str] = ()) -> str:
    """Wrap data in tags; nothing inside can open or close them, or any other of ``tags``."""
    inside = _tag_pattern(frozenset({name, *tags})).sub("‹", clean(text))
    return f"<{name}>\n{inside}\n</{name}>"


@cache
def _tag_pattern(names: frozenset[str]) -> re.Pattern[str]:
    """Match the bracket that begins a tag of one of these names."""
    words = "|".join(_UNSEEN.join(map(re.escape, name)) for name in sorted(names))
    return re.compile(rf"[<＜](?={_UNSEEN}[/／]?{_UNSEEN}(?:{words})(?!\w))", re.IGNORECASE)


@cache
def load(prompt_id: str) -> Prompt:
    """Read a prompt such as ``judge/compliance``.

    Raises:
        ValueError: where the file breaks the format: a mistake in the package.
    """
    text = files("specaudit.prompts").joinpath(f"{prompt_id}.md").read_text("utf-8")
    return parse(prompt_id, text)


def parse(prompt_id: str, text: str) -> Prompt:
    """Parse the text of a prompt file; see `load`."""
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    parts = _PARTS.match(body.lstrip("\n"))
    if tuple(fields) != FIELDS or parts is None or fields["id"] != prompt_id:
        raise ValueError(f"prompt file {prompt_id}: needs {', '.join(FIELDS)}, # System, # User")
    inputs = tuple(n.strip() for n in fields["inputs"].strip("[]").split(",") if n.strip())
    used = set(_VARIABLE.findall(body))
    if used != set(inputs):
        raise ValueError(f"prompt file {prompt_id}: inputs {inputs}, used {sorted(used)}")
    return Prompt(
        id=prompt_id,
        version=int(fields["version"]),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        inputs=inputs,
        output=fields["output"],
        max_tokens=int(fields["max_tokens"]),
        system=parts["system"],
        user=parts["user"],
        text=text,
    )
