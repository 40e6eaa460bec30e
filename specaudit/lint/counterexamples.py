"""What a document shows as wrong: an item under "Anti-patterns", or after a crossing-out sign.

Such an item says in plain words what must not be done ("Use `eval`"), and reads like a rule that
wants it. Nothing that it says can be held against what other rules say.
"""

from __future__ import annotations

import re

from specaudit.domain.patterns import regex
from specaudit.domain.spec import BlockKind, Statement
from specaudit.lint.context import Document
from specaudit.nlp.lexicon import VERBS

_ITEMS = frozenset({BlockKind.ITEM, BlockKind.CELL})
_BAD = (
    r"anti-?\s?patterns?|pitfalls|gotchas"
    r"|(?:bad|poor|weak)\s+(?:answers|code|examples?|habits|outputs|patterns|practices?|prompts|questions)"
    r"|(?:common|typical|frequent|usual)\s+(?:mistakes|errors|violations)|mistakes\s+to\s+avoid"
    r"|not\s+supported"
)
_TITLE = regex(
    rf"\b(?:{_BAD})\b"
    r"|\A\W*(?:(?:please\s+)?do\s+not(?:\s+do)?|don['’]?ts?(?:\s+do)?|never(?:\s+do)?|never\s+ever"
    r"|(?:what|things|when)\s+(?:not\s+to(?:\s+do)?|to\s+avoid|(?:you\s+)?(?:must|should)\s+(?:not|never)\s+do)"
    r"|avoid|forbidden|prohibited|disallowed|banned|not\s+allowed|bad|wrong|incorrect|no-gos?)"
    r"(?:\s+(?:these|this|any\s+of\s+these|things|actions|behaviou?rs?))?\W*\Z",
    re.IGNORECASE,
)
"""A title all of whose section is wrong; "Do not lie" is none: it heads rules on lying."""
_SIGN = regex(r"\A\W{0,3}[❌🚫✗✘⛔✖🔴👎]|\A\W*(?:bad|wrong|incorrect)\s*:", re.IGNORECASE)
"""Crosses out what follows."""
_FAULT = regex(
    r"\A\W*(?:problem|symptoms?|error|root\s+cause)\s*:\W*(?P<first>\w*)"
    r"(?!.*\b(?:must|should|shall|may|never|do\s+not|don['’]t)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""Tells what went wrong."""
_OPENS = 40
_DENIES = regex(
    r"\b(?:not(?!\s+\w+ing\b)|never|cannot|avoid\w*|forbid\w*|prohibit\w*|refrain|always|must|should)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
"""What makes an item a rule of its own, wherever it stands."""


def is_counterexample(document: Document, statement: Statement) -> bool:
    """Whether a statement tells what went wrong, or shows it in words that deny nothing."""
    fault = _FAULT.match(statement.text)
    if fault and fault["first"].casefold() not in VERBS:
        return True
    if _DENIES.search(statement.text[:_OPENS]):
        return False
    if _SIGN.match(statement.text):
        return True
    if statement.kind not in _ITEMS:
        return False
    section = document.sections.get(statement.section_id)
    return section is not None and _TITLE.search(section.title) is not None
