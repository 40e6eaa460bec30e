"""Words written as the name of a party, a body or a class of things that only a spec could define.

A name of the world ("the National Park Service") needs no definition; one whose last word is the
word for a role, a body or a kind ("an Affiliate Seat", "the Ombuds Panel") means what the spec says
it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from specaudit.domain.patterns import regex
from specaudit.domain.spec import Span, Statement
from specaudit.lint.context import Document
from specaudit.lint.facts import facts
from specaudit.nlp.text import lemma

_BODIES = frozenset(
    "arbiter assembly bench board bureau cabinet caucus circle committee council court curator "
    "custodian delegate desk gatekeeper guardian guild jury keeper marshal moderator ombudsman "
    "ombudsperson overseer panel registrar steward tribunal trustee warden".split()
)
_ROLES = frozenset(
    "adjudicator administrator adviser advisor agent applicant approver assessor auditor author "
    "client coach collaborator contact contributor controller coordinator counsel customer deputy "
    "developer editor evaluator examiner expert facilitator guest handler host inspector "
    "integrator investigator lead liaison maintainer manager member mentor observer officer "
    "operator originator owner participant partner person principal processor publisher recipient "
    "referee representative requester requestor reseller responder reviewer seller sender server "
    "signatory source speaker specialist sponsor sponsee subscriber supervisor supplier tenant "
    "tester translator user validator vendor verifier volunteer witness".split()
)
_KINDS = frozenset(
    "account action activity allowance archive area asset badge band boundary budget case category "
    "channel charter circumstance class clearance clause condition content conversation corridor "
    "credential criterion data dataset decision deployment designation domain duty endpoint entry "
    "envelope environment epoch event exception field file flag floor gate grade grant group "
    "hold incident index information instruction interval item label ledger level licence license "
    "list listing location lock log mandate mark marker material matter measure message method "
    "metric mode network note notice object operation order output packet page pass path pathway "
    "period permit persona phase pipeline plan pledge pool position privilege procedure process "
    "product profile project protocol provision quarter queue quota quotient rank rate rating "
    "ratio record region register registry release reply report repository request reserve "
    "resource response result review right risk roster route score seal seat sequence session set "
    "setting signal site space stage standing state status stream subject submission surface "
    "tag target task term test threshold tier ticket timer token tool topic track transaction "
    "transfer trigger trust type update value vault version warrant window word work zone".split()
)
_MORE = frozenset(
    "affiliate amount balance bin buyer card carrier ceiling chamber date day deposit exchange "
    "fee formula forum fund goal goods guardian hour house index job kit ladder lane learner "
    "line map matrix night parent patient pool price purpose radius rate reader resident "
    "residue roll rota route scale scheme score season share sheet shelf shift slot stage "
    "student table trial turn unit visit week work yard year youth".split()
)
"""Common nouns that a spec may give a meaning of its own."""
HEADS = _MORE | _BODIES | _ROLES | _KINDS
"""Words that only a spec could say the bounds of."""
OF_THE_WORLD = frozenset(
    "african american asian australian british canadian chinese department digital dutch eastern "
    "european federal french general german global indian international irish italian japanese "
    "korean latin linux merge national northern pacific public pull republic royal russian "
    "southern spanish "
    "state supreme unified united universal western windows world".split()
)
_DETERMINERS = frozenset(
    "all any both each few many more most new no other several some such".split()
)
_WORD = r"[A-Z][a-z]+(?:-[A-Za-z]+)?"
_NAME = regex(
    rf"(?:(?P<one>\b(?:[Aa]n?|[Aa]ny|[Ee]ach|[Ee]very|[Oo]ne|[Oo]nly|[Ss]uch|[Aa]ll|[Nn]o)\s)|(?P<the>\b[Tt]he\s)"
    rf"|(?P<bare>\b(?:by|in|to|under|with|of|from|for|on|at|within|into)\s)|(?P<first>\A))(?P<term>{_WORD}(?:\s{_WORD}){{0,2}})(?![\w’'-])"
    r"(?=(?P<after>\W*\w*))"
)
_QUOTED = regex(
    r"\b(?:an?|the|any|each|every|no|all)\s[“\"](?P<term>[A-Za-z][\w-]+(?:\s[\w-]+){1,2})[”\"]"
    r"(?!\s*[(:=])",
    re.IGNORECASE,
)
_SAYING = regex(
    r"\b(?:say|says|said|saying|asks?|asked|words?|phrases?|call|called|named|writes?|titled"
    r"|labell?ed|reads?|terms?|means?|e\.g\.,?|describe[sd]?)\s+(?:an?|the)\s\Z",
    re.IGNORECASE,
)
_LINKING = frozenset(
    "always never also only can may must should shall will cannot might need needs has have is are "
    "was were does do keeps keep gets get decides decide approves approve lifts receives "
    "receive".split()
)
_FEW = 2
"""Times that a name may stand in a document and still count as never introduced."""


def names(document: Document) -> Iterator[tuple[str, Statement, Span]]:
    """Names that hardly stand in a document, with the statement and the place of each."""
    terms = facts(document, "names", partial(_terms, document))
    for statement in document.binding:
        for term in terms[statement.id]:
            yield from _placed(document, statement, term)


def _terms(document: Document, statement: Statement) -> list[str]:
    """What reads like a name in a statement."""
    text = statement.text
    binds = bool(document.norms.get(statement.id))
    found = [match["term"] for match in _NAME.finditer(text) if _is_name(match, binds)]
    if '"' in text or "“" in text:
        found += [
            match["term"]
            for match in _QUOTED.finditer(text)
            if _head(match["term"]) in HEADS and not _aside(text, match)
        ]
    return found


def _aside(text: str, match: re.Match[str]) -> bool:
    """Whether a quoted phrase is what somebody says, or a gloss in brackets."""
    start = match.start("term") - 1
    return text[: match.start()].endswith("(") or _SAYING.search(text[:start]) is not None


def _is_name(match: re.Match[str], binds: bool) -> bool:
    """Whether capitals name a role, a body or a kind.

    Args:
        match: What `_NAME` found.
        binds: The sentence states a rule.
    """
    words = match["term"].split()
    head = _head(match["term"])
    if len(words) == 1:
        # A single word in capitals may be any name; one that an article makes a role is none.
        return match["first"] is None and head in _BODIES and (binds or _acts(match))
    folded = {word.casefold() for word in words}
    if (
        head not in HEADS
        or words[-1].endswith("ing")
        or folded & (OF_THE_WORLD | _DETERMINERS)
        or words[-1] == "Terms"
    ):
        return False
    if match["first"] is not None:
        return _plural(words[-1]) and _acts(match) and not words[0].endswith("ing")
    if match["bare"]:
        return True
    if match["the"]:
        return head in _BODIES or _acts(match)
    return binds or _acts(match)


def _placed(
    document: Document, statement: Statement, term: str
) -> Iterator[tuple[str, Statement, Span]]:
    """Where a term stands in the source, unless it stands there often, as a link or set off."""
    text = document.spec.text
    stem = re.escape(term.removesuffix("s")).replace(r"\ ", r"\s+")
    # A pattern that begins with plain letters is looked for fast; what stands before comes after.
    begun = (found.start() for found in regex(stem.casefold()).finditer(document.folded))
    if sum(not _goes_on(document.folded, start) for start in begun) > _FEW:
        return
    for found in document.search(regex(stem), statement):
        if term.islower() and text[found.start() - 1] not in '"“':
            return  # said without the marks too: ordinary words
        around = text[max(0, found.start() - 2) : found.start()] + text[found.end() :][:3]
        if not {"[", "]", "*"} & set(around):
            yield term, statement, Span(*found.span())
        return


def _goes_on(text: str, start: int) -> bool:
    """Whether a word that began before goes on at an offset."""
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_")


def _head(term: str) -> str:
    return lemma(term.split()[-1].casefold())


def _plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


def _acts(match: re.Match[str]) -> bool:
    """Whether a verb of its own follows the name."""
    after = match["after"].strip()
    return after in _LINKING or after in {"", ",", "."}
