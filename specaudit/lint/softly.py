"""A strict rule taken up in few words under any soft sign: adverbs, predicates, wants, conditions.

What is left of a soft sentence without its sign is held against the strict rules by its roots. A
rule is taken up where it has hardly any company in naming them, and where the soft sentence has no
act of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from specaudit.domain.patterns import regex
from specaudit.lint.judged import judged_condition
from specaudit.lint.kin import roots
from specaudit.lint.loosened import runs
from specaudit.lint.similarity import COMMON, STOP, Similarity, Unit, sequence, unit_facts
from specaudit.lint.soft_words import HEDGE, WEAKENER
from specaudit.lint.softened import (
    FILLERS,
    is_strict,
    of_another_form,
    other_party,
    softens_no_rule,
    strict_unit,
)
from specaudit.nlp.lexicon import VERBS
from specaudit.nlp.text import lemma

_DEGREE = (
    r"(?>(?:rather|quite|somewhat|very|also|just|only|merely|always|usually|often|generally|perhaps"
    r"|probably|likewise|still|therefore|seldom|rarely|hardly|not|a\s+(?:little|bit)|all\s+things\s+considered"
    r"|as\s+a\s+(?:general\s+)?(?:rule(?:\s+of\s+thumb)?|matter|courtesy)|on\s+the\s+whole|by\s+and\s+large"
    r"|in\s+general|in\s+principle|if\s+anything|something|\w+ly),?\s+)*"
)
_LEFT = (
    r"(?:left|avoided|omitted|kept|not\s+\w+|refused|declined|ignored|skipped|dropped|done|given|read"
    r"|treated|handled|made|put|reserved|disclosed|mentioned|taken|said|stated|named|resisted|shunned)"
)
_GOOD = (
    r"(?:good|nice|helpful|useful|kind|polite|wise|unwise|sensible|prudent|courteous|considerate"
    r"|desirable|undesirable|advisable|inadvisable|preferable|preferred|commendable|laudable"
    r"|recommended|encouraged|discouraged|suggested|appreciated|optional|voluntary|welcome"
    r"|worthwhile|recommendable|appropriate|proper|fitting|praiseworthy|well\s+advised|ill\s+advised"
    r"|ill-advised|well-advised|frowned\s+upon|looked\s+down\s+on|ideal|bad|poor|unfortunate|regrettable"
    r"|best\s+practice|valued|favou?red|to\s+be\s+(?:hoped|wished"
    r"|preferred|welcomed|recommended|encouraged|discouraged|avoided(?=\s+(?:if|where|when)))"
    rf"|(?:best|better|preferably|ideally|safer|nicer|wiser)\s+(?:off\s+)?{_LEFT}|best|better)"
)
_NOUN = (
    r"(?:idea|habit|thing|touch|practice|form|style|manners|taste|default|gesture|step|course|choice"
    r"|option|courtesy|recommendation|suggestion|plus|bonus|addition|extra|nicety|preference|aim|goal"
    r"|ideal|aspiration|formality|kindness|virtue|start|move|guideline|matter\s+of\s+(?:taste|choice|courtesy|preference|style|habit|politeness|opinion)|custom|policy"
    r"|rule\s+of\s+thumb|target|point|favou?r)"
)
_ACT = r"(?:to|not\s+to|from|against|about|over|on)"
_SELF = r"(?:it|they|you|one|he|she|we|the\s+(?:assistant|model|agent)|claude)"
_SIGN = regex(
    r"\b(?:by\s+preference|in\s+an\s+ideal\s+world|ideally|preferably|optionally|all\s+things\s+considered"
    r"|all\s+being\s+well|perhaps|hopefully|in\s+principle|if\s+only|at\s+best|as\s+a\s+rule\s+of\s+thumb"
    r"|as\s+a\s+general\s+(?:matter|rule)|(?:as|so)\s+far\s+as\s+(?:is\s+)?(?:practicable|possible|feasible"
    r"|practical|reasonable|it\s+(?:can|likes|wishes))|(?:if|where(?:ver)?|when(?:ever)?)\s+(?:at\s+all\s+)?(?:practicable|practical"
    r"|possible|feasible|convenient|reasonable|helpful|useful|easy)|whenever\s+(?:it|that|this)\s+suits"
    r"|as\s+(?:an\s+act\s+of|a\s+matter\s+of|a|an)\s+(?:courtesy|kindness|politeness|favou?r|habit|gesture"
    r"|aspiration|extra|bonus|guideline|suggestion|recommendation))\b"
    rf"|\b(?:is|are|would\s+be|be|seems?|remains?|counts?\s+as|(?:is|are)\s+considered|(?:is|are)\s+thought)\s+"
    rf"{_DEGREE}(?:{_GOOD}|(?:an?|the|no|our|its)\s+(?:\w+\s+){{0,2}}?{_NOUN}|good\s+{_NOUN}|bad\s+{_NOUN}|poor\s+{_NOUN}"
    r"|something\s+(?:to\s+(?:aim|strive|wish|hope)\s+for|we\s+(?:recommend|advise|encourage|like|value"
    rf"|appreciate|suggest)|{_SELF}\s+(?:tends?|tries|aims?|seeks?|prefers?|likes?|would\s+rather|can|may"
    r"|might|could)(?:\s+(?:not\s+)?to)?(?:\s+(?:avoid|do|skip|leave\s+out|do\s+without|omit))?(?:\s+not\s+do)?)"
    r"|worth\b|(?:left|up)\s+to\s+(?:its|their|your|whoever|each|every|the|one['’]s|[\w]+['’]s)\b)"
    r"|\bdeserves?\s+(?:respect|thought|consideration|a\s+thought|attention)\b"
    r"|\b(?:would|might|could|should|may|can)\s+(?:(?:also|even|well|still)\s+)?(?:do\s+(?:well|better)|rather|prefer|like|choose|wish"
    rf"|want|decide|opt|think\s+twice|consider)\b(?:\s+(?:{_ACT}|whether\s+to)\b)?"
    rf"|\b(?:is|are|would\s+be|(?<!will )(?<!may )(?<!can )be)\s+{_DEGREE}(?:free|welcome|invited"
    r"|encouraged|advised|urged|asked|wise"
    rf"|well\s+advised|reluctant|hesitant|slow|loath|hoped|inclined|disinclined|expected\s+if\s+possible)\s+{_ACT}\b"
    r"|\b(?:may|might|can|could)\s+(?:\w+ly\s+)?(?:refrain|abstain|hold\s+back|keep|shy\s+away|stay\s+away)(?:\s+(?:from|out\s+of))?\b"
    rf"|\b(?:prefers?|tends?|tries|seeks?|aims?|strives?|likes?|hopes?|thinks?\s+twice"
    r"|does\s+(?:its|their)\s+best|does\s+what\s+it\s+can|makes?\s+(?:an?|every|some)\s+(?:\w+\s+)?effort"
    rf"|hesitates?)\s+{_ACT}\b|\btry\s+(?:not\s+)?to\b"
    r"|\b(?:has|have)\s+(?:the|an)\s+(?:option|choice|chance|opportunity)\s+(?:of|to)\b"
    r"|\b(?:we|i)\s+(?:(?:would|also|strongly|generally|do)\s+)*(?:prefer|appreciate|like|hope|suggest|recommend"
    r"|advise|encourage|welcome|wish|favou?r|value|discourage)\b(?:\s+it\s+if|\s+that)?"
    r"|\bthere\s+is\s+no\s+(?:strict\s+|real\s+|hard\s+)?(?:need|obligation|duty|requirement)\s+to\b"
    r"|\b(?:need|do|does)\s+not\s+(?:have\s+to|strictly\s+have\s+to)\b"
    r"|\bit\s+is\s+(?:\w+ly\s+)?(?:best|better|good|wise|polite|kind|nice|advisable|preferable|desirable)\b"
    r"|\b(?:looks?|feels?|works?|reads?|sounds?)\s+(?:much\s+)?(?:better|best|good|nicer?|bad|worse)\b"
    r"|\b(?:seldom|rarely|hardly\s+ever)\s+(?:a|an)\s+good\s+idea\b"
    r"|(?:\A\W*|[,;]\s+(?:so\s+)?(?:do\s+)?(?:please\s+)?)(?:try|consider|think\s+about)\b",
    re.IGNORECASE,
)
"""Hands a rule over to whoever follows it."""
_CUES = (
    *"""
    prefer ideal option best better good nice help use kind polite wise sens prudent consider desir
    advis commend laud recommend courage suggest appreciat voluntar welcome worth frown bad
    poor tend
    tries seek aim striv like hope twice effort hesita when where perhaps general invited reluctant
    refrain abstain rather choose wish want obligation chance gesture formal aspir plus bonus
    courtes usual mostly often deserve principle well fit appropriate favour favor slow loath normal
    typical ordinar need whole keep
    """.split(),
    *("if ", "try ", "far as", "long as", "should it", "should they", "rule of thumb", "free to"),
    *("up to", "left to", "not have to", "hold back", "by and large"),
)
"""One of these stands in every sentence that is soft."""
QUIET = regex(
    r"\A\W*(?:otherwise|else|instead)\b|;|\bthese\b|\bthose\b|\binstead\b(?!\s+of\b)"
    r"|\b(?:needs|(?:you|they|we|will|would)\s+need)\s+to\b|(?<!not )\b(?:have|has)\s+to\b"
    r"|(?<!what it )(?<!what they )(?<!that it )(?<!that they )\bcannot\b"
    r"|\b(?:must|shall|required|mandatory|only|prohibited|forbidden|always)\b|[:?]\s*\Z|\bhow\b"
    r"|\bmore\s+(?:than(?!\s+(?:one|two|half|\d+)\b)|\w+\s+than)\b|\bbetter\s+than\b",
    re.IGNORECASE,
)
"""Says something strict, compares, or asks."""
LIGHT = roots(
    """
    write give produce provide include carry come make take do keep stay leave tell say let put have
    hold contain answer generate create offer show treat handle stop go respond reply
    engage get see
    refrain abstain happen follow respect comply adhere observe work apply act use
    refuse decline reject withhold
    avoid response question user person people thing way case time something anybody someone
    directly outright likewise too well good part behalf
    """.split()
)
"""Say little of what a rule asks for; verbs among them may stand for others."""
_WORD = regex(r"[A-Za-z][\w’'-]*")
_VERBAL = frozenset(
    "to not never may can could might should would will it they you we one i assistant claude "
    "model agent".split()
)
_PERMITS = regex(
    r"\b(?:may|can|could|might)\s+(?:optionally|choose|wish|want|decide|opt|like|prefer)\b|\bfree\s+to\b"
    r"|\bha(?:s|ve)\s+the\s+(?:option|choice)\b",
    re.IGNORECASE,
)
"""Leaves an act to somebody, who may have acts that no rule speaks of."""
_LONGEST = 180
_TWO, _ALONE, _RARELY, _OF_SEVERAL = 2, 3, 4, 8
_MOST = 0.6
_FEW = 2
_MANY = 4
_NEAREST = 4
"""Strict rules that share the most with a soft sentence."""
_LONG_RUN = 5
"""Words in a row that two sentences do not share by accident."""
_UNDONE = regex(r"\b(?:left|kept|stays?|remains?|goes?|be)\s+un(?=\w{3,}ed\b)", re.IGNORECASE)
"""What is left undone is not done."""
_OF_TWO = (
    (regex(r"\bturn(?:s|ed|ing)?\s+down\b", re.IGNORECASE), "refuse"),
    (regex(r"\blet(?:s|ting)?\s+((?:[\w-]+\s+){1,3}?)know\b", re.IGNORECASE), r"tell \1"),
    (regex(r"\b(?:is|are|be)\s+unable\s+to\b", re.IGNORECASE), "cannot"),
)
"""Verbs of two words, and one that means the same."""
_WHOEVER = regex(r",\s+(?:whoever|whatever|however|wherever|no\s+matter)\b[^,.;]*", re.IGNORECASE)
_ASIDE = regex(r"\([^()]*\)")


class _Said(NamedTuple):
    """Roots that a soft sentence names beside its sign, and those of its own acts."""

    words: frozenset[str]
    acts: frozenset[str]
    exactly: bool


def softly(similarity: Similarity) -> Iterator[tuple[Unit, Unit]]:
    """Strict rules with the soft sentence that takes each up."""
    known = unit_facts(similarity.units, "softly", _read)
    soft = {
        unit: _Said(frozenset(data[1]), frozenset(data[2]), data[0])
        for unit, data in known.items()
        if data
    }
    if not soft:
        return
    book = _Book(similarity)
    for weak, said in soft.items():
        strong = book.taken_up(weak, said)
        if strong is not None:
            yield strong, weak


class _Book:
    """The units of a run by the roots of their words."""

    def __init__(self, similarity: Similarity) -> None:
        self._similarity = similarity
        self._strict: dict[int, bool] = {}

    def taken_up(self, weak: Unit, said: _Said) -> Unit | None:
        """The strict unit that a soft one takes up."""
        held, units = self._similarity.roots, self._similarity.units
        found = (self._similarity.rooted.get(word, ()) for word in said.words)
        # A root of too many units is no evidence, and makes too many pairs.
        near = sorted(
            {number for numbers in found if len(numbers) <= COMMON for number in numbers},
            key=lambda number: (-len(said.words & held[number]), number),
        )
        strict = (n for n in near if units[n] is not weak and self._is_strict(n))
        for number in islice(strict, _NEAREST):
            if self._takes_up(units[number], held[number], weak, said):
                return units[number]
        return None

    def _is_strict(self, number: int) -> bool:
        if number not in self._strict:
            self._strict[number] = strict_unit(self._similarity.units[number])
        return self._strict[number]

    def _takes_up(self, strong: Unit, told: frozenset[str], weak: Unit, said: _Said) -> bool:
        if strong.statement.text.rstrip().endswith(":") or other_party(strong, weak):
            return False
        return not of_another_form(strong, weak) and self._in_words(strong, told, weak, said)

    def _in_words(self, strong: Unit, told: frozenset[str], weak: Unit, said: _Said) -> bool:
        """Whether a soft sentence says what a rule says, and hardly any other statement does."""
        shared = said.words & told
        missing = said.words - shared
        if len(shared) >= _MANY and len(missing) * 2 <= len(shared) and not said.exactly:
            return len(self._similarity.holding(shared)) <= _TWO
        if self._by_phrase(strong, weak, said, shared) or _in_a_row(strong, weak, shared):
            return True
        if said.acts - told - LIGHT:
            return False
        if len(said.words) == 1:
            company = len(self._similarity.holding(shared))
            return company <= _ALONE or (_bare(strong, shared) and company <= _OF_SEVERAL)
        if len(shared) < 2 or (said.exactly and missing):
            return False
        company = len(self._similarity.holding(shared))
        if company <= _TWO and not said.exactly and len(missing) <= 1:
            return True  # the words that are shared stand together nowhere else
        if len(missing) > 1 + (len(shared) > 3) or len(shared) < _MOST * len(said.words):
            return False
        if missing and not _same_act(strong, roots(weak.lemmas), len(shared)):
            return False
        return company <= (_RARELY if len(shared) == 2 else _OF_SEVERAL)

    def _by_phrase(self, strong: Unit, weak: Unit, said: _Said, shared: frozenset[str]) -> bool:
        """Whether half of a soft sentence stands together in one rule alone, words in a row too.

        Of a sentence that is only hedged, nearly all must.
        """
        missing = len(said.words) - len(shared)
        if len(strong.lemmas & weak.lemmas) <= _FEW or len(shared) < _TWO:
            return False
        if missing > len(shared) - (_FEW if said.exactly else 0):
            return False
        alone = len(self._similarity.holding(shared)) <= _TWO
        return alone and bool(self._similarity.rare_phrases(strong, weak))


def _in_a_row(strong: Unit, weak: Unit, shared: frozenset[str]) -> bool:
    """Whether both say the act of the rule within a row of words, small ones among them."""
    acts = roots(norm.action for norm in strong.norms) & shared
    rows = runs(strong, _LONG_RUN) & runs(weak, _LONG_RUN) if acts else frozenset()
    return any(acts & roots(row) for row in rows)


def _same_act(strong: Unit, told: frozenset[str], shared: int) -> bool:
    """Whether the words of a soft sentence name an act that a strict one asks for.

    Who gives an address also provides it: where the verb says little, what it is done to counts in
    its place, if more than a few words are shared.
    """
    actions = roots(norm.action for norm in strong.norms)
    if actions and actions <= LIGHT and shared > _FEW:
        return not roots(norm.object for norm in strong.norms if norm.object).isdisjoint(told)
    return not actions or not actions.isdisjoint(told - LIGHT)


def _bare(strong: Unit, shared: frozenset[str]) -> bool:
    """Whether a strict norm asks for one act and nothing else."""
    return any(
        is_strict(norm) and roots([norm.action]) == shared and norm.object is None
        for norm in strong.norms
    )


def _read(unit: Unit) -> list[object]:
    """What a soft sentence says: whether it is only hedged, its words, its own acts."""
    text = unit.statement.text
    folded = text.casefold()
    if len(text) > _LONGEST or not any(cue in folded for cue in _CUES):
        return []
    if QUIET.search(text) or softens_no_rule(text) or strict_unit(unit):
        return []
    text = _UNDONE.sub("not ", _WHOEVER.sub("", _ASIDE.sub(" ", text)))
    for pattern, word in _OF_TWO:
        text = pattern.sub(word, text)
    rest, soft = judged_condition(text)
    plain = _SIGN.sub(" ", WEAKENER.sub(" ", _SIGN.sub(" ", rest)))
    soft = soft or plain != rest
    bare = HEDGE.sub(" ", plain)
    if not soft and bare == plain:
        return []
    if not soft and "should" in folded:
        return []
    said = roots(frozenset(sequence(bare)) - FILLERS) - LIGHT
    exactly = not soft or _PERMITS.search(text) is not None
    if not soft and len(said) <= _FEW:
        return []
    return [exactly, sorted(said), sorted(_acts(bare) & said)] if said else []


def _acts(text: str) -> frozenset[str]:
    """Roots of the words of a text that stand where verbs stand."""
    tokens = [word.casefold() for word in _WORD.findall(text)]
    found = set()
    for at, word in enumerate(tokens):
        base, before = lemma(word), tokens[at - 1] if at else ""
        if base not in VERBS and (before != "to" or word in STOP or word.endswith(("s", "ing"))):
            continue
        if (
            word.endswith("ing")
            or before in _VERBAL
            or before.endswith("ly")
            or (word.endswith("ed") and before in ("be", "is", "are", "not", "been"))
        ):
            found.add(base)
    return roots(found)
