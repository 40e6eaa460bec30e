"""Sentences that give authority to what has none: tool output, quoted text, a file, old replies.

Where a document ranks such sources as "no authority", hardly a sentence of it joins one of them
with words of binding, obeying or overriding and says neither that it is not so nor who grants it.
So what stands between the two need not be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Statement
from specaudit.lint.context import Document
from specaudit.lint.facts import having
from specaudit.lint.level_names import ranks_nothing_in_use

_SOURCE = regex(
    r"\b(?:(?:tool|search|function|API|plugin|browser|assistant)s?(?:['’]s?)?[-\s]"
    r"(?:(?:own|earlier|previous)\s)*(?:outputs?|results?|messages?|repl(?:y|ies)|responses?|answers?"
    r"|content|data)|(?:retrieved|untrusted|quoted|pasted|third[-\s]party)[-\s](?:text|content|data"
    r"|pages?|documents?|files?|instructions?|messages?|e-?mails?)|text\s+quoted"
    r"|quotations?(?:\s+marks)?|(?:web\s*)?(?:page|site)s?"
    r"|(?<!this )(?<!our )(?:file|document)s?(?!-)"
    r"|(?:file\s+)?attachments?|e-?mails?|README|(?:from|by)\s+tools|(?:earlier|previous|past|prior)"
    r"\s+(?:repl(?:y|ies)|messages?|answers?|turns?|responses?|outputs?|notes?)|said\s+earlier"
    r"|without\s+authority)\b",
    re.IGNORECASE,
)
_EMPOWERS = regex(
    r"\b(?:binding|binds?|authority|rank|standing|weight|force|overrides?|overrules?|replaces?"
    r"|supersedes?|outranks?|beats?|prevails?|wins?|counts?\s+as|treat(?:ed)?|coming\s+from|obey\w*"
    r"|honou?red|compl(?:ies|y)|follow(?:s|ed)?|grants?|gives?|lifts?|narrows?|suspends?|permission"
    r"|rights?|settles?|ends?|forbids?|limits?|levels?(?!\s+of\b))\b",
    re.IGNORECASE,
)
_HOLDS_BACK = regex(
    r"\b(?:not|no|never|cannot|nothing|neither|without(?!\s+authority)|unless|only|how|whether|which"
    r"|if\s+(?:an?\s+|the\s+)?(?:user|developer|system)|when\s+(?:an?\s+|the\s+)?(?:user|developer|system)|delegat\w*"
    r"|granted|explicit\w*|rather\s+than|information|untrusted|might|claims?|pretends?|attempt\w*|tr(?:y|ies)|malicious"
    r"|inject\w*|violat\w*|potential\w*|suspicious|ignor\w*|caution|careful\w*|for\s+example|e\.?g|could|would|had|lower|below|beneath|behind|lowest|least|last"
    r"|each|every|section)\b|n['’]t\b|[?:\"“]",
    re.IGNORECASE,
)
"""Denies it, makes it depend on somebody with authority, or speaks of something else."""
_AT_LEVEL = regex(r"\b([a-z]+)-level\b", re.IGNORECASE)
_LONGEST = 200


def empowered(document: Document) -> Iterator[Statement]:
    """Sentences that give authority to what their document ranks below every level, if anything."""
    if not ranks_nothing_in_use(document):
        return
    levels = {level.casefold() for level in document.spec.levels}
    for statement in having(document, _SOURCE, "prose"):
        text = statement.text
        other = any(found[1].casefold() not in levels for found in _AT_LEVEL.finditer(text))
        if other or len(text) > _LONGEST or _HOLDS_BACK.search(text):
            continue
        if _EMPOWERS.search(text):
            yield statement
