"""A sentence said again with a "not": clauses of the same words of which one is denied.

Norms are compared elsewhere, verb by verb. Here whole clauses are, so that it makes no difference
whether a rule is put as a duty, a ban, a habit ("we do not offer X") or a state. The denied word of
the one clause must stand undenied in the other, and hardly a word may be said in one of them only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from specaudit.domain.patterns import regex
from specaudit.domain.spec import BlockKind
from specaudit.lint.acts import bound
from specaudit.lint.alternatives import each_denied
from specaudit.lint.apart import parted
from specaudit.lint.contrary import Clause, contrary
from specaudit.lint.kin import choices, families, family
from specaudit.lint.one_case import POINTS, case_before
from specaudit.lint.similarity import COMMON, Similarity, Unit, sequence, unit_facts
from specaudit.nlp.lexicon import VERBS
from specaudit.nlp.text import lemma, lemmas
from specaudit.parse.order_words import SOME

_BREAK = regex(
    r"[.;:!?–]\s|—|\s-{1,3}\s|,\s+(?=\w+\s+which\b)|,\s+(?:but|so|because|since|which|who|whose|where|as|though|although"
    r"|even|whereas|while|for\s+example|e\.g\.|including|nor|and\s+(?=(?:\w+\s+){0,3}?(?:must|should"
    r"|shall|may|can|will|is|are|do|does|not|never)\b))\b"
    r"|\smeans\s+(?:that\s+)?(?=(?:\w+\s+){1,3}?(?:must|should|may|can|will|never|does|do|is|are)\b)"
    r"|\s(?:because|although|though|whereas|so\s+that"
    r"|as(?=\s+(?:this|it|they|these|doing|that)\s))\s"
    r"|\s(?=(?:rather\s+than|instead\s+of)\s)|\sbut\s+(?=(?:rather|instead)\b)"
    r"|\sand\s+(?=(?:try\s+to\s+)?(?:avoid|refrain)(?:ing)?\b)|,\s+and\s+(?=(?:\w+\s+){0,3}?(?:avoid|refrain))"
    r"|\sand\s+(?=there\s+(?:is|are)\b)"
    r"|\sand\s+(?=(?:must|should|shall|may|can|will|never|is|are|do|does|has|have)(?:n['’]t)?\b)"
    r"|\sand\s+(?=(?:do|does|is|are|wo|ca)n?['’]t\b|cannot\b)"
    r"|,\s+(?=(?:and\s+)?not\s)|\swhile\s+(?=(?:not|never|avoiding|refraining)\b)",
    re.IGNORECASE,
)
"""Where one clause ends and another begins."""
_CONCEDED = regex(
    r"\A\W*(?:(?:even\s+)?though|although|whereas|while(?!\s+\w+ing\b))\s"
    r"(?!we\s+(?:understand|know|recogni[sz]e|reali[sz]e|appreciate|acknowledge)\b)(?P<what>[^,;]{3,200}),\s+(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""What a sentence grants before it says what it is about."""
_CONDITION = regex(
    r"\b(?:(?<!as\s)if|when(?:ever)?|where(?:ver)?|once|(?:as\s+long|insofar)\s+as|(?<!\bbe\s)(?<!\bis\s)(?<!\bare\s)provided(?!\s+(?:by|in|with|to|for|on|at|from)\b)"
    r"|in\s+case|in\s+order\s+to)\b[^,]*",
    re.I,
)
_INSTEAD = regex(
    r"\W*(?:rather\s+than|instead\s+of)\s+(?P<done>[a-z]+ing\b[^,]*)(?:,\s*(?P<rest>.*))?",
    re.I | re.S,
)
"""What is not to be done, for another thing is."""
_OVER = regex(r"\W*(?:rather\s+than|instead\s+of)\b", re.IGNORECASE)
_SOLELY = regex(
    r"\b(?:solely|merely|purely|simply|just)\s+(?=(?:to|because|for|in\s+order)\b)", re.IGNORECASE
)
"""What is wanted for a reason is wanted for that reason alone."""
_FIRST = regex(
    r"\b(?:(?:before|until|prior\s+to|without)\s+(?P<done>[a-z]+ing)"
    r"|(?:that|which|who)\s+(?:can|may|could|is|are)\s+(?:be\s+)?(?P<of>[a-z]+))\b",
    re.IGNORECASE,
)
"""Names what comes later, or not at all, or what a thing is described by."""
_CONFINED = regex(
    r"\b(?:other\s+than|apart\s+from|only|outside|out\s+of|here)\b|\A\W*otherwise\b"
    r"|\b(?:differ(?:s|ent)?|distinct)\s+from\b",
    re.IGNORECASE,
)
"""Says something of some cases or places, and nothing of others."""
_REASON = regex(r",?\s+because\s(?!of\b)[^.;]*", re.IGNORECASE)
"""Says what is so, and asks for nothing."""
_BY_DOING = regex(
    r"(\bavoid(?:s|ing)?\s+(?!\w+ing\b)(?:[\w'’-]+\s+){1,6}?)(?=by\s+\w+ing\b)", re.IGNORECASE
)
"""Up to the means by which a thing, not an act, is avoided: the means is wanted."""
_EXCEPTION = regex(r"\b(?:unless|except)\b[^,;:]*", re.IGNORECASE)
_FOR_EXAMPLE = regex(
    r",?\s+(?:including|such\s+as|for\s+example|e\.g\.)[^.;]*:\W*\Z", re.IGNORECASE
)
"""Opens a list of examples, before which a sentence is complete."""
_IN_PART = regex(
    r"(?:not|never|n['’]t)\s+(?:only|just|merely|simply|necessarily|always|all|every|mean|imply|to\s+say"
    r"|authori[sz]e|entitle|guarantee"
    r"|(?:\w+\s+){0,3}?(?:more|less|fewer|longer|later|higher|lower)\s+than"
    r"|solely|entirely|yet|alone(?=\s+(?!and\b|or\b|in\b)\w)|\w+\s+but)\b"
    r"|no\s+(?:longer(?!\s+(?:obligated|obliged|required|bound|needs?|has|have|must)\b)|more|less|fewer|matter|doubt|later|sooner|exception)\b",
    re.IGNORECASE,
)
"""Denies part of what follows, or nothing."""
_DESCRIBES = regex(
    r"\b(?:that|which|who)(?:\s+(?:was|were|is|are|has|have|do|does|did))?\s+\Z", re.I
)
"""What a denial describes a thing by ("content that was not asked for")."""
_OF_ONE = regex(r"\b(?:that|which|who|whose)\b", re.IGNORECASE)
_OF_SOME = regex(SOME, re.IGNORECASE)
_NO_SUBJECT = regex(r"\A\W*(?:\w+,?\s+)?(?:no|neither|none|nobody)\s", re.IGNORECASE)
"""Denies all that a sentence says."""
UNASKED = regex(
    r"(?:,\s+)?\b(?:even\s+)?(?:(?:without|when\s+not|if\s+not|where\s+not)\s+"
    r"(?:having\s+been\s+|being\s+)?(?:\w+ly\s+)?"
    r"(?:asked|requested|told|instructed|prompted|invited|authori[sz]ed|(?:(?:an?|any|their|explicit)\s+){0,2}(?:permission|consent|approval|requests?"
    r"|instructions?))(?:\s+to(?:\s+do\s+so|\s+(?:that|this)\s+effect)?)?|(?:un(?:prompted|asked|bidden|solicited|requested)\s*(?=[,.]|\Z))"
    r"|(?:even\s+)?(?:if|when|where)\s+(?:nobody|no\s+one|no\s+user)\s+(?:has\s+)?(?:ask|request)\w+"
    r"(?:\s+(?:for\s+(?:it|them|this)|to))?)(?=\s*[,.]|\s*\Z)",
    re.IGNORECASE,
)
"""Leaves out what would lift a ban: the bare rule is meant."""
_INSERTED_LIST = regex(
    r"\s*(?:—|\s–|\s--?)\s*(?P<what>[^—–:;]{3,200}?)\s*(?:—|–\s|--?\s)\s*(?=(?:must|should|shall|may|can|will|is|are)\b)",
    re.IGNORECASE,
)
"""An aside that tells what the subject takes in."""
_CASE_OPENS = regex(r"\A(\W*(?:if|when|where|once)\s[^,:;]{1,80}):(?=\s)", re.IGNORECASE)
"""A case that a colon parts from what is done in it."""
_LABEL = regex(r"\A\W*(?P<label>[^.;:!?]{2,60}):\s")
_AND = regex(r",\s+and\s+", re.IGNORECASE)
_FINITE = regex(
    r"\b(?:must|should|shall|may|can|will|would|is|are|was|were|be|do|does|did|has|have|never|not|no)\b"
    r"|n['’]t\b|,\s+(?:if|when)\b|\A\W*(?:if|when|where|once|unless|to)\b",
    re.IGNORECASE,
)
_OR_OTHERS = regex(
    r"[\"”’']?\s+(?:or|and)\s+(?:any\s+|some\s+)?other\s+[\w-]+"
    r"(?:\s+(?!(?:is|are|must|should|shall|may|can|will|that|which|who|to|for|in|on|of|with|by|from"
    r"|at)\b)[\w-]+)?",
    re.IGNORECASE,
)
"""What else is of the kind of a thing that is named ("bots or other automated methods")."""
_ASIDE = regex(r"\s*\([^()]*\)")
_SLASH = regex(r"(?<![\w/.:])([A-Za-z]{3,})/(?=[A-Za-z]{3,}(?:[\s,.]|\Z))")
"""Between two alternatives that are written as one word."""
_PHRASES = regex(
    r"[,()]|\b(?:by|in|on|at|of|for|with|from|about|against|through|between|into|as|to)\b", re.I
)
"""Between the phrases of a clause: a word narrows only what stands in its own one."""
_FIRST_WORD = regex(r"\W*([A-Za-z-]+)")
_LEAVES_OUT = regex(
    r",?\s(?:[-–]\s)?(?:while\s)?without\s+(?P<done>[a-z-]+ing\b.*)", re.IGNORECASE | re.S
)
"""What is left out of what is to be done."""
_ASKS = regex(r"\b(?:must|should|shall|may|will|needs?\s+to)\b", re.IGNORECASE)
_NOT_DO = regex(r"\A\W*(?:and\s+)?not\s+(?:to\s+)?(?P<verb>[a-z]+)", re.IGNORECASE)
_SHORT_NOT = regex(r"\b(?P<verb>[a-z]+)n['’]t\b", re.IGNORECASE)
_OPEN = regex(r"\b(?:whether\s+or\s+not|or\s+not|if\s+not|why\s+not)\b", re.IGNORECASE)
_DENIES = regex(
    r"\b(?:not|never|cannot|(?:is|are|be|been|being|was|were|remains?|considered)\s+(?:\w+ly\s+|always\s+|also\s+|hereby\s+)?"
    r"(?:prohibited|forbidden|banned|barred|disallowed)(?:\s+(?:from|to))?|(?<!may\s)(?<!can\s)(?:declin|refus)(?:e|es|ing)\s+to"
    r"|unacceptable|impermissible|no\s+longer\s+(?=(?:obligated|obliged|required|bound|needs?|has|have|must)\b)"
    r"|avoid(?:s|ing)?|refrain(?:s|ing)?\s+from|abstain(?:s|ing)?\s+from|without(?=\s+(?:an?\s|any\s|\w+ing\b))|no|nobody|none|neither)\b|n['’]t\b",
    re.IGNORECASE,
)
_PASSED_OVER = regex(
    r"\b(?:not|never)\s+(?:\w+ly\s+)?(?:avoid|refrain\s+from|abstain\s+from|decline\s+to|refuse\s+to)\b(?:\s+or\s+\w+)?|\w+ly\s+and\s+(?=without\b)"
    r"|\A\W*(?:in\s+addition\s+to|besides|beside|as\s+well\s+as|given(?=\s+(?:such|this|that|these)\s))"
    r"\s[^,]{3,120},",
    re.IGNORECASE,
)
"""Denied twice; a manner beside another one that is denied; what is said to hold as well."""
_BOUND = regex(
    r"\b(?:must|should|shall|may|never|needs?\s+not|prohibited|forbidden|banned|barred|avoids?|refrains?|cannot"
    r"|nobody|no|(?:is|are)\s+not\s+to)\b|\A\W*(?:do\s+not|don['’]t)\b",
    re.IGNORECASE,
)
"""Forbids, and does not only tell what is not done."""
_STRICT = regex(
    r"\bmust\s+(?:\w+\s+)?(?:avoid|refrain|decline|refuse)\b|"
    r"\b(?:must|shall|may|can)\s+not\b|\b(?:is|are)\s+not\s+to\b|\b(?:never|prohibited|forbidden|banned|barred|cannot|nobody|no)\b"
    r"|\b(?:mustn|can|shan)['’]t\b|\A\W*(?:do\s+not|don['’]t)\b",
    re.IGNORECASE,
)
_MAY = regex(
    r"\b(?:may|can|allowed|permitted|free\s+to|acceptable|permissible|fine|okay|welcome)\b",
    re.IGNORECASE,
)
_ACCEPTS = regex(
    r"\b(?:is|are)\s+(?:\w+\s+)?(?:allowed|permitted|acceptable|permissible|fine|okay|ok|welcome|all\s+right"
    r"|no\s+problem)\b(?!\s+to\s)",
    re.IGNORECASE,
)
"""Says of a thing that it may be, and not what is done with it."""
_OF_SUBJECT = regex(
    r"\b(?:prohibited|forbidden|banned|barred|disallowed|unacceptable|impermissible|not\s+(?:\w+\s+)?(?:allowed"
    r"|permitted|acceptable|permissible|welcome|fine|okay|belong))\W*(?:by\s.*|for\s.*|from\s+(?:the|this).*|in\s.*|on\s.*"
    r"|at\s.*|under\s.*|here|to\s+the.*|\w+ly)?\W*\Z",
    re.IGNORECASE,
)
"""Denies what stands before it."""
_NO_HEAD = regex(
    r"\A\W*(?:and\s+)?(?:must|should|shall|may|can|cannot|will|is|are)\b", re.IGNORECASE
)
"""Opens a clause whose subject stands in the one before."""
_NO_ACT = regex(r"\b(?:not|n['’]t|never)\s+be\s+an?\s", re.IGNORECASE)
"""Bans no act: to be somebody of a kind is none."""
_UNSURE = regex(
    r"\b(?<!that\s)(?<!which\s)(?<!who\s)(?:would|could|might)\b|\b(?:sometimes|often|suppose|imagine|example"
    r"|violat(?:es?|ing))\b",
    re.IGNORECASE,
)
_POINTS = regex(r"\b(?:this|that|these|those|such|it|they|them)\b", re.IGNORECASE)
_SKIPPED = frozenset(
    "engage indulge allow permit require mandate oblige obligated obligate bound need be "
    "have try aim attempt want wish expect allowed supposed able acceptable permissible "
    "fine okay ok welcome appropriate".split()
)
"""Words between "not" and what it denies."""
_SAID_NOTHING = frozenset(
    "allow permit prohibit forbid forbidden ban bar disallow avoid refrain abstain please note "
    "acceptable permissible fine okay ok welcome unacceptable impermissible free "
    "always generally usually by default well also again thus hence course nobody anyone "
    "everyone somebody anybody none neither without cannot additionally furthermore moreover "
    "similarly likewise longer obligate obligated oblige further "
    "thereby therefore decline refuse able belong".split()
)
_WE = regex(r"\bwe\b", re.IGNORECASE)
_INSERTED = "should not "
"""Before what a sentence denies in other words."""
_FAMILIES, _HEADS, _LATER = 0, 1, 2
"""Places of the families of a clause's words, of what it denies and of what comes later, in its
plain data."""
_LEAST = 2
"""Words of a short clause."""
_LONGEST = 600


def denials(similarity: Similarity) -> Iterator[tuple[Unit, Unit]]:
    """Pairs of units of which one denies what the other says, in no order."""
    denied, said = _book(similarity)
    # A word of too many clauses is no evidence, and makes too many pairs.
    few = {word: found for word, found in said.items() if len(found) <= COMMON}
    built: dict[int, Clause] = {}
    for unit, row in denied:
        denial = _built(row, built)
        for word in sorted(denial.denied):
            for other, there in few.get(word, ()):
                both_cells = unit.statement.kind is other.statement.kind is BlockKind.CELL
                if other is unit or both_cells or not _turns(denial, there[_HEADS], word):
                    continue
                if contrary(similarity, denial, _built(there, built), (unit, other)):
                    yield unit, other


def _turns(denial: Clause, heads: Sequence[str], word: str) -> bool:
    """Whether all that turns a clause back is the denial of one word.

    Args:
        denial: The clause that denies.
        heads: What the other clause denies by itself.
        word: The denied word that both say.
    """
    if not heads:
        return len(denial.denied) == 1
    more = frozenset(heads) - denial.denied
    # Of what is not so, nothing is said.
    if any(not head.startswith("~") or head[1:] in denial.words for head in more):
        return False
    return denial.denied.difference(heads) == {word}


def _book(
    similarity: Similarity,
) -> tuple[list[tuple[Unit, list[Any]]], dict[str, list[tuple[Unit, list[Any]]]]]:
    """The clauses that deny something, and all clauses by the denied words that they say."""
    known = unit_facts(similarity.units, "denials", _clauses)
    wanted = frozenset(head for rows in known.values() for row in rows for head in row[_HEADS])
    said: dict[str, list[tuple[Unit, list[Any]]]] = defaultdict(list)
    denied: list[tuple[Unit, list[Any]]] = []
    for unit in similarity.units:
        for row in known[unit]:
            if row[_HEADS]:
                denied.append((unit, row))
            for word in wanted.intersection(row[_FAMILIES].split()):
                if word not in row[_HEADS] and word not in row[_LATER]:
                    said[word].append((unit, row))
    return denied, said


def _clauses(unit: Unit) -> list[Any]:
    """The clauses of a unit that say enough, as plain data."""
    text = unit.statement.text
    if len(text) > _LONGEST or text.rstrip().endswith("?") or _OF_SOME.match(text):
        return []
    text = _FOR_EXAMPLE.sub("", text)
    if text.rstrip().endswith(":"):
        text = text.rpartition(", ")[0]  # what opens the list says nothing by itself
    text = _CASE_OPENS.sub(r"\1,", text[_name_ends(text) :])
    bare = _ASIDE.sub(" ", _INSERTED_LIST.sub(" ", text))
    text = _SHORT_NOT.sub(_spelled, UNASKED.sub(" ", bare if bare.strip() else text.strip("() ")))
    text = _CONCEDED.sub(r"\g<rest> ; \g<what>", text)
    excepted = " ".join(match[0] for match in _EXCEPTION.finditer(text))
    text = _EXCEPTION.sub("", text)
    agents = {family(agent) for norm in unit.norms if (agent := bound(norm))}
    agents |= {family("we")} if _WE.search(text) else set()
    found: list[Any] = []
    whole = _NO_SUBJECT.match(text) is not None
    if _below_denial(unit):
        if not _names_act(text):
            return []
        text = _INSERTED + text
    setting = sorted(case_before(unit)) if POINTS.search(text) else []
    opening = _CONDITION.match(text)
    carried = sorted(families(sequence(opening[0]))) if opening else []
    unless = sorted(families(sequence(excepted)))
    of_all = [sorted(agents), setting, carried, unless]
    for part in _of_subject(text, _parts(text)):
        if setting:
            part = POINTS.sub(" ", part)
        condition = " ".join(match[0] for match in _CONDITION.finditer(part))
        if _DENIES.search(part):
            part = _OR_OTHERS.sub("", part)
        main = _CONDITION.sub(" , ", part)
        if _OPEN.search(part) or _UNSURE.search(main) or _CONFINED.search(part):
            continue
        main = _SLASH.sub(r"\1 or ", _PASSED_OVER.sub(" ", _SOLELY.sub("", main)))
        rows = (_row(clause, condition) for clause in _written_out(main))
        found.extend([*own, *of_all] for own in rows if own)
    return [row for row in found if row[_HEADS]] if whole else found


def _name_ends(text: str) -> int:
    """Where a label ends that names what follows, and says nothing of it."""
    match = _LABEL.match(text)
    if match is None or _DENIES.search(match["label"]):
        return 0
    return match.end() if VERBS.isdisjoint(lemmas(match["label"])) else 0


def _of_subject(text: str, parts: Iterable[str]) -> Iterator[str]:
    """The clauses of a sentence, with its subject where they begin with their verb."""
    subject = parted(text)[0]
    for part in parts:
        if part.startswith(_INSERTED) or not _NO_HEAD.match(part):
            yield part
        elif subject:
            yield f"{subject} {part}"


def _below_denial(unit: Unit) -> bool:
    """Whether the words above a list deny what its items say."""
    block = unit.document.blocks[unit.statement.block_id]
    stem = unit.document.statements.get(block.stem_id or "")
    return stem is not None and _DENIES.search(_ASIDE.sub(" ", stem.text)) is not None


def _names_act(text: str) -> bool:
    """Whether an item of a list begins with what is done."""
    match = _FIRST_WORD.match(text)
    return match is not None and (match[1].endswith("ing") or match[1].casefold() in VERBS)


def _spelled(match: re.Match[str]) -> str:
    """A verb with its "not" as two words."""
    verb = {"ca": "can", "wo": "will", "sha": "shall"}.get(match["verb"].casefold(), match["verb"])
    return f"{verb} not"


def _row(main: str, condition: str) -> list[Any] | None:
    """What a clause says by itself; None where that is too little."""
    words = [word for word in sequence(main) if word not in _SAID_NOTHING]
    heads = [_head(main, denies) for denies in _DENIES.finditer(main)]
    if len(words) < _LEAST or "" in heads:
        return None
    said = " ".join(map(family, words))
    later = [
        family(lemma(match[match.lastindex or 0].casefold())) for match in _FIRST.finditer(main)
    ]
    runs, cases = ([sorted(one) for one in choices(of, sequence)] for of in (main, condition))
    when = [sorted(families(sequence(condition))), cases, _POINTS.search(condition) is not None]
    marks = [mark.search(main) is not None for mark in (_BOUND, _STRICT, _MAY, _ACCEPTS)]
    marks[0] = marks[0] or _OF_SUBJECT.search(main) is not None
    marks[1] = marks[1] and not (_POINTS.search(main) or _NO_ACT.search(main))
    return [said, heads, later, " ".join(words), _pairs(main), runs, *when, *marks]


def _denying(main: str) -> list[re.Match[str]]:
    """The words of a clause that deny what it says, and do not only describe a thing."""
    found = _DENIES.finditer(main)
    return [match for match in found if not _DESCRIBES.search(main, 0, match.start())]


def _written_out(main: str) -> list[str]:
    """The clause, once for each alternative where it denies one of several."""
    denies = [match.end() for match in _denying(main)]
    if len(denies) != 1 or (_NO_SUBJECT.search(main) and _OF_ONE.search(main)):
        return [main]
    return [main, *each_denied(main[: denies[0]], main[denies[0] :])]


def _parts(text: str) -> Iterator[str]:
    """The clauses of a sentence; what another thing is done instead of is denied."""
    listed = _AND.search(text)
    if listed and not _FINITE.search(text[: listed.start()]):
        text = f"{text[: listed.start()]} and {text[listed.end() :]}"  # things, not clauses
    leading = _INSTEAD.match(text)
    if leading and leading["rest"]:
        yield _INSERTED + leading["done"]
        text = leading["rest"]
    for part in _BREAK.split(_BY_DOING.sub(r"\1; ", _REASON.sub("", text))):
        instead = _INSTEAD.match(part)
        if instead is not None:
            yield _INSERTED + instead["done"]
        elif not _OVER.match(part) and not _other_thing(part):
            left_out = _LEAVES_OUT.search(part)
            if left_out is None or not _asks(part[: left_out.start()]):
                yield part
                continue
            yield part[: left_out.start()]
            yield _INSERTED + left_out["done"]


def _asks(part: str) -> bool:
    """Whether a part says what to do, and denies nothing."""
    bare = _CONDITION.sub("", part)
    return _ASKS.search(bare) is not None and _DENIES.search(bare) is None


def _other_thing(part: str) -> bool:
    """Whether a part only names what was not meant ("the link, not the image")."""
    match = _NOT_DO.match(part)
    return match is not None and lemma(match["verb"].casefold()) not in VERBS


def _built(row: Sequence[Any], built: dict[int, Clause]) -> Clause:
    """The clause of a row, built once; the rows live as long as the run."""
    clause = built.get(id(row))
    if clause is None:
        clause = built[id(row)] = _clause(row)
    return clause


def _clause(row: Sequence[Any]) -> Clause:
    (
        said,
        heads,
        _,
        words,
        pairs,
        runs,
        condition,
        cases,
        points,
        bound,
        strict,
        may,
        accepts,
        *of_all,
    ) = row
    agents, setting, carried, excepted = map(frozenset, of_all)
    return Clause(
        dict(zip(said.split(), words.split(), strict=True)),
        frozenset((a, b) for a, b in pairs),
        tuple(map(frozenset, runs)),
        frozenset(condition),
        tuple(map(frozenset, cases)),
        points,
        frozenset(heads),
        bound,
        strict,
        may,
        accepts,
        agents,
        setting,
        carried,
        excepted,
    )


def _head(text: str, denies: re.Match[str]) -> str:
    """The family of the first content word after a denial; "~" leads what is denied in part."""
    of_subject = _OF_SUBJECT.search(text, denies.start()) is not None
    told = text if of_subject else text[denies.end() :]
    after = (word for word in sequence(told) if word not in _SKIPPED | _SAID_NOTHING)
    named = next((word for word in after if not word.endswith("ly")), "")
    in_part = _IN_PART.match(text, denies.start()) or _DESCRIBES.search(text, 0, denies.start())
    part = "~" if named and in_part else ""
    return part + family(named)


def _pairs(text: str) -> list[tuple[str, str]]:
    return [
        (family(a), family(b)) for part in _PHRASES.split(text) for a, b in pairwise(lemmas(part))
    ]
