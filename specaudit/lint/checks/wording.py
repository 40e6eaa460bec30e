"""Words: garbled text, placeholders, ambiguous or open-ended phrases, over-long sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from specaudit.domain.finding import Edit, Severity
from specaudit.domain.patterns import regex
from specaudit.domain.spec import Force, NormType, Span, Statement
from specaudit.lint.checks import Params
from specaudit.lint.context import Context, Document, Draft, Place
from specaudit.lint.facts import facts
from specaudit.lint.params import alternatives, number, words

_PLACEHOLDER = regex(
    r"(?:^|[\[(*])\s*(?:TODO|TBD|FIXME|XXX|TKTK)\b(?!s)|\b(?:TODO|FIXME|TBD)\s*:"
    r"|\bTBD\b(?=[.)\]]|\s*$)|\blorem ipsum\b|\[(?:placeholder|insert [^\]]{2,40})\](?!\()",
    re.IGNORECASE,
)
_UNFINISHED = ("todo", "tbd", "fixme", "xxx", "tktk", "lorem", "placeholder", "insert")
"""One of these stands in whatever the pattern above finds."""
_DOUBLED = regex(r"(?<![\w'’.-])([A-Za-z]++)\s++(?i:\1)(?![\w'’-])")
_GARBLED = regex(
    r"\b(?:should|must|may|can|will|would)\s+be\s+(?:\w+\s+)?be\b"
    r"|\b(should|must|shall|may)\s+(?!\1\b)(?:should|must|shall|may)\b"
    r"|(?<![\w-])(a|an|the)\s+(?!\2\b)(?:a|an|the)\s+(?=[a-z])"
    r"|(?<=[a-z])\s,(?=\s)"
)
_WHOLE_CLASS = regex(r"\b(?:any|all|every|each)\b[^.;:]*\Z", re.IGNORECASE)
_SHOUT = regex(r"\b(?:ANY|ALL|ONLY|EVERY|VERY|NO|NEVER|ALWAYS|EVEN|BOTH|IF|AND|OR)\b")
"""An ordinary word in capitals, which gives a modal beside it as stress too."""
_LABEL = regex(r"(?::\w+:|[^\w:])*[A-Z]{2,}\s+([A-Z]{2,})\b")
_OPERATORS = frozenset({"AND", "OR", "NOT", "IF", "IS", "IN"})
"""Words of a query language, which stand beside the plain word ("AND and OR are lazy")."""
_QUOTE = regex(r"[\"“][^\"”]*[\"”]")
_NEGATION = regex(r"\b(?:not|never|no|nor|neither|without|cannot)\b|n['’]t\b", re.IGNORECASE)


def placeholder(context: Context, params: Params) -> Iterator[Draft]:
    """Unfinished text that was meant to be replaced."""
    for document in context.documents:
        for statement in document.prose:
            folded = statement.text.casefold()
            if not any(word in folded for word in _UNFINISHED):
                continue
            for match in document.search(_PLACEHOLDER, statement):
                if not _quoted(document, statement, match.start()):
                    yield Draft(
                        f'"{match[0].strip("[(* ")}" was left in the text.',
                        "whoever reads the rule cannot know what belongs here",
                        (Place(document, Span(*match.span())),),
                    )


def _quoted(document: Document, statement: Statement, offset: int) -> bool:
    at = offset - statement.span.start
    return any(start < at < end for start, end in _quotes(document, statement))


def _quotes(document: Document, statement: Statement) -> list[tuple[int, int]]:
    """Where a statement quotes, from its beginning."""
    return [match.span() for match in _QUOTE.finditer(document.written(statement))]


def garbled_text(context: Context, params: Params) -> Iterator[Draft]:
    """A doubled word, two modals in a row, a space before a comma."""
    allowed = set(words(params, "may_repeat"))
    for document in context.documents:
        for statement in document.prose:
            for match in document.search(_DOUBLED, statement):
                word = match[1]
                same = match[0].split()[0] == match[0].split()[1]
                again = match[0].split()[1].islower() and word not in _OPERATORS
                if word.casefold() not in allowed and (same or again):
                    end = match.start() + len(word)
                    yield Draft(
                        f'"{word}" stands twice in a row.',
                        "a slip of the keyboard, or a lost word between the two",
                        (Place(document, Span(*match.span())),),
                        fix=(Edit(Span(end, match.end()), ""),),
                    )
            for match in document.search(_GARBLED, statement):
                if "\\" not in statement.text:
                    yield Draft(
                        f'"{" ".join(match[0].split())}" cannot be read as it stands.'
                        if match[0].strip() != ","
                        else "There is a space before the comma.",
                        "a slip of the keyboard, or a lost word",
                        (Place(document, Span(*match.span())),),
                    )


_DUTIES = ("must", "should")


def mixed_modal_case(context: Context, params: Params) -> Iterator[Draft]:
    """A modal in capitals among small ones, or the other way round."""
    share = number(params, "share")
    for document in context.documents:
        text = document.spec.text
        if re.search(r"only\s+when,?\s+they\s+appear\s+in\s+all\s+capitals", text):
            continue  # RFC 8174: only capitals bind, small letters are plain English
        spots = _modals(document, words(params, "modals"))
        counts = [len(spots[write(m)]) for write in (str.upper, str.lower) for m in _DUTIES]
        capitals = sum(counts[:2]) > 2 * sum(counts[2:])
        for modal in words(params, "modals"):
            upper, lower = spots[modal.upper()], spots[modal.lower()]
            running = [place for place in upper if not _is_label(place)]
            few, many = (lower, running) if len(lower) < len(running) else (upper, lower)
            if few is upper and (_stressed(running) or (capitals and modal not in _DUTIES)):
                continue  # where capitals bind, small "may" and "can" are plain English
            few = [place for place in few if _binds(place, modal)]
            if few and len(few) <= share * (len(few) + len(many)) and len(many) >= 5:
                yield _mixed(document, modal, few, len(many))


_KEYWORDS = regex(
    r"\b(?:MUST|SHALL|SHOULD|MAY|REQUIRED)\b(?:\s+NOT\b)?\W+(?:and\s+|or\s+)?(?:MUST|SHALL|SHOULD|MAY)\b"
)
"""Names the words themselves ("MUST, SHOULD and MAY")."""


def _modals(document: Document, modals: tuple[str, ...]) -> dict[str, list[Place]]:
    """Places of every modal in small letters and in capitals, by the word as written."""
    written = "|".join(form for modal in modals for form in (modal.lower(), modal.upper()))
    pattern = regex(rf"(?<![\w-])(?:{written})(?![\w-])")
    found: dict[str, list[Place]] = defaultdict(list)

    def read(statement: Statement) -> list[Any]:
        if _shouted(statement.text) or _KEYWORDS.search(statement.text):
            return []
        start, quotes = statement.span.start, _quotes(document, statement)
        spots = (
            (match[0], match.start() - start, match.end() - start)
            for match in document.search(pattern, statement)
        )
        return [spot for spot in spots if not any(a < spot[1] < z for a, z in quotes)]

    spots = facts(document, "modals", read, given=written)
    for statement in document.binding:
        for word, start, end in spots[statement.id]:
            span = Span(statement.span.start + start, statement.span.start + end)
            found[word].append(Place(document, span))
    return found


def _binds(place: Place, modal: str) -> bool:
    """Whether the word makes a norm: small "may" and "can" often only guess."""
    statement = place.document.statement_at(place.span)
    written = place.document.spec.text[place.span.start : place.span.end]
    return (
        written.isupper()
        or statement is None
        or any(
            norm.trigger.casefold().startswith(modal.casefold())
            for norm in place.document.norms.get(statement.id, ())
        )
    )


def _is_label(place: Place) -> bool:
    """Whether a modal is the label of a guideline ("YOU MAY use"), which is not running text."""
    statement = place.document.statement_at(place.span)
    label = _LABEL.match(statement.text) if statement else None
    return (
        label is not None
        and label[1] == place.document.spec.text[place.span.start : place.span.end]
    )


def _stressed(places: list[Place]) -> bool:
    """Whether capitals only stress: a single word, or words beside others in capitals."""
    statements = [place.document.statement_at(place.span) for place in places]
    return len(places) < 2 or all(s is not None and _SHOUT.search(s.text) for s in statements)


def _mixed(document: Document, modal: str, few: list[Place], many: int) -> Draft:
    first = document.spec.text[few[0].span.start : few[0].span.end]
    usual = modal.lower() if first.isupper() else modal.upper()
    places = (few[0], *(Place(document, place.span, "also") for place in few[1:]))
    return Draft(
        f'"{first}" stands here {_times(len(few))} where the document otherwise writes "{usual}" '
        f"({many} times).",
        "readers who know RFC 2119 take capitals for a different strength",
        places,
        # Beside capitals that bind, small letters are plain English for most readers (RFC 8174).
        severity=None if first.isupper() else Severity.NOTE,
    )


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _shouted(text: str) -> bool:
    """True for a sentence that is mostly capitals, where a capital modal says nothing."""
    return sum(map(str.isupper, text)) > sum(map(str.isalpha, text)) / 2


_RELATIVE = regex(r"\b(?:that|which)\s+\Z|\b(?:because|since|if|as)\s", re.IGNORECASE)

_REASON = regex(
    r"\b(?:because|since|as|in\s+case|if)\s+(?:(?:the|an?|this|these)\s+)?(?:\w+\s+)?\Z", re.I
)


def ambiguous_may_not(context: Context, params: Params) -> Iterator[Draft]:
    """A "may not" that can be read as a prohibition or as a possibility."""
    subjects = alternatives(params, "subjects")
    epistemic = alternatives(params, "epistemic")
    pattern = regex(
        subjects + r"(?:\s+[\w’'-]+){0,4}?\s+(?P<it>may\s+not)\s+(?!" + epistemic + r")(?=[a-z])",
        re.IGNORECASE,
    )
    for document, statement in context.binding():
        if "may" not in (folded := statement.text.casefold()) or "not" not in folded:
            continue
        for match in document.search(pattern, statement):
            # Capitals are RFC 2119's own term; there "MAY NOT" is undefined, so it counts too.
            span = Span(*match.span("it"))
            before = document.spec.text[statement.span.start : match.start()]
            if _RELATIVE.search(match[0][: match.start("it") - match.start()]) or (
                _REASON.search(before)
            ):
                continue  # "layers which may not match" tells which are meant
            yield Draft(
                '"may not" can mean "must not" or "might not".',
                "one reader takes it for a prohibition, the next for a remark",
                (Place(document, span),),
            )


_INSTEAD = regex(r";\s*(?=(?:prefer|use|choose|rather|instead)\b)", re.IGNORECASE)
"""Goes on from what is forbidden to what to do instead."""


def phrase_in_norm(context: Context, params: Params) -> Iterator[Draft]:
    """A phrase from the rule's list in a norm of the types and forces the rule names."""
    pattern = regex(
        alternatives(params, "phrases") + r"(?!\s+(?:to|for|under|by|that|which)\b)", re.IGNORECASE
    )
    types = set(words(params, "types"))
    forces = set(words(params, "forces"))
    top = int(number(params, "top_levels"))
    message, why = str(params["message"]), str(params["why"])
    # Where given, one of these words must stand before the phrase.
    after = regex(alternatives(params, "after"), re.IGNORECASE) if "after" in params else None
    # Where given, one of these before the phrase means that it only goes on with examples.
    examples = None
    if "examples" in params:
        examples = regex(alternatives(params, "examples"), re.IGNORECASE)
    for document, statement in context.binding():
        if not _in_top(document, statement, top):
            continue
        norms = document.norms.get(statement.id, ())
        if not any(norm.type in types and norm.force in forces for norm in norms):
            continue
        for match in document.search(pattern, statement):
            if _quoted(document, statement, match.start()):
                continue
            before = document.spec.text[statement.span.start : match.start()]
            if examples is not None and (examples.search(before) or _illustrates(before, match)):
                continue
            if after is None or after.search(_INSTEAD.split(before)[-1]):
                yield Draft(
                    message.replace("{phrase}", " ".join(match[0].split())),
                    why,
                    (Place(document, Span(*match.span())),),
                )
                break


def _illustrates(before: str, phrase: re.Match[str]) -> bool:
    """Whether a list only shows what a class holds that the sentence has named in full.

    That is a list in parentheses behind a word ("protected groups (race, etc.)"), and one that
    goes on from a class without limit ("any further goals, including but not limited to").
    """
    opened = before.rfind("(")
    if opened > before.rfind(")") and before[:opened].strip():
        return True
    return phrase[0].casefold().startswith("including") and bool(_WHOLE_CLASS.search(before))


def _in_top(document: Document, statement: Statement, top: int) -> bool:
    """True in one of the ``top`` highest levels; in a document without levels everywhere."""
    if not top or not document.uses_levels:
        return True
    rank = document.rank(statement.authority)
    # The lowest level is never a high one, however few there are.
    return rank is not None and rank < min(top, len(document.spec.levels) - 1)


def unranked_tradeoff(context: Context, params: Params) -> Iterator[Draft]:
    """Considerations to be weighed without a word on which wins."""
    cue = regex(alternatives(params, "cues"), re.IGNORECASE)
    order = regex(alternatives(params, "orders"), re.IGNORECASE)
    for document, statement in context.binding():
        match = cue.search(statement.text)
        if match is None or not document.norms.get(statement.id):
            continue
        if any(r.section_id == statement.section_id for r in document.spec.rankings):
            continue
        near = " ".join(s.text for s in document.in_block[statement.block_id])
        if not order.search(near):
            yield Draft(
                f'"{match[0]}" asks for a balance, and no order stands near.',
                "two careful readers will strike the balance differently",
                (document.place(statement),),
            )


def unanchored_pronoun(context: Context, params: Params) -> Iterator[Draft]:
    """A paragraph whose first words are a pronoun and a modal."""
    pattern = regex(r"(?:This|These|They|It|Those)\s+(?:must|should|shall|may)\b")
    for document in context.documents:
        for statement in document.binding:
            first = document.in_block[statement.block_id][0] is statement
            if first and pattern.match(statement.text):
                yield Draft(
                    f'The paragraph opens with "{statement.text.split()[0]}".',
                    "what it points at stands in another paragraph, or nowhere",
                    (document.place(statement),),
                )


def agentless_passive(context: Context, params: Params) -> Iterator[Draft]:
    """A strict duty in the passive that names nobody who has it."""
    pattern = regex(
        r"\b(?:must|shall)\s+(?:not\s+|never\s+|always\s+)?be\s+\w+(?:ed|en|t)\b(?!\s+by\b)",
        re.IGNORECASE,
    )
    for document, statement in context.binding():
        norms = document.norms.get(statement.id, ())
        match = pattern.search(statement.text)
        if match and norms and all(norm.agent is None for norm in norms):
            yield Draft(
                f'"{match[0]}": the sentence does not say by whom.',
                "a duty without a bearer is nobody's",
                (document.place(statement),),
            )


def compound_norm(context: Context, params: Params) -> Iterator[Draft]:
    """A sentence with many norms."""
    least = number(params, "least")
    for document, statement in context.binding():
        norms = [
            n for n in document.norms.get(statement.id, ()) if n.force is not Force.DESCRIPTIVE
        ]
        if len(norms) >= least:
            yield Draft(
                f"The sentence states {len(norms)} rules at once.",
                "nobody can cite, test or change one of them alone",
                (document.place(statement),),
            )


def over_long_norm(context: Context, params: Params) -> Iterator[Draft]:
    """A norm in a sentence too long to hold in mind."""
    most = number(params, "most_words")
    for document, statement in context.binding():
        count = len(re.sub(r"\([^)]*\)", "", statement.text).split())
        if count > most and document.norms.get(statement.id):
            yield Draft(
                f"The rule is one sentence of {count} words, asides left out.",
                "conditions and exceptions get lost in it",
                (document.place(statement),),
            )


def stacked_negation(context: Context, params: Params) -> Iterator[Draft]:
    """A norm with several negations."""
    least = number(params, "least")
    for document, statement in context.binding():
        bare = _QUOTE.sub("", statement.text)
        count = len(_NEGATION.findall(bare))
        if count >= least and document.norms.get(statement.id):
            yield Draft(
                f"The rule holds {count} negations.",
                "readers lose count and take it for its opposite",
                (document.place(statement),),
            )


def uncovered_else(context: Context, params: Params) -> Iterator[Draft]:
    """A conditional duty of the highest level without a word on the other case."""
    other = regex(r"\b(?:otherwise|else|if not|in all other cases|unless)\b", re.IGNORECASE)
    for document, statement in context.binding():
        if document.uses_levels and document.rank(statement.authority) != 0:
            continue
        conditional = any(
            norm.condition
            and norm.condition.casefold().startswith("if ")
            and norm.type in (NormType.OBLIGATION, NormType.PROHIBITION)
            and norm.force is Force.MUST
            for norm in document.norms.get(statement.id, ())
        )
        near = [statement, *document.follow(statement, 2)]
        if conditional and not any(other.search(s.text) for s in near):
            yield Draft(
                "The rule says what holds under a condition, and nothing about the other case.",
                "readers fill the gap differently",
                (document.place(statement),),
            )
