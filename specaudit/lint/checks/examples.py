"""Examples and commentary: malformed, one-sided, at odds with the rules they illustrate."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from specaudit.domain.patterns import regex
from specaudit.domain.spec import (
    BlockKind,
    Example,
    Force,
    Norm,
    NormType,
    Span,
    Statement,
    Turn,
    Verdict,
)
from specaudit.lint.checks import Params
from specaudit.lint.context import Context, Document, Draft, Place, label
from specaudit.lint.params import number, words
from specaudit.lint.similarity import content
from specaudit.lint.unlevelled import binds_to_itself

_QUOTED = regex(r"[\"“]([^\"“”]{6,120})[\"”]")
# The norm stands in the clause that the sentence concedes and goes on from.
_CONCEDED = regex(r"(?:While|Although|Though)\b[^,]*\b(?:must|should|shall|never)\b", re.IGNORECASE)
_PUBLISHERS = regex(
    r"\b(?:our\s+(?:[\w-]+\s+){0,2}?(?:models?|assistants?|agents?|systems?|products?)"
    r"|(?:models?|assistants?|agents?|systems?|products?)\s+(?:that\s+|which\s+)?we\s)",
    re.IGNORECASE,
)
"""What the publisher makes: a duty of it is what the publisher promises, not what to do."""
_FOR_INSTANCE = regex(
    r"\W*(?:For\s+(?:instance|example)|E\.g\.|As\s+an\s+example)\b", re.IGNORECASE
)
_PARENTHESES = regex(r"\(([^()]*)\)")


def malformed_example(context: Context, params: Params) -> Iterator[Draft]:
    """An example whose turns or verdicts cannot be read as intended."""
    for document in context.documents:
        for example in document.spec.examples:
            for problem in example.problems:
                yield Draft(
                    f"The example cannot be read: {problem}.",
                    "what it shows as good or bad is lost on every reader and tool",
                    (Place(document, _first_line(document, example.span)),),
                )
        for trouble in document.spec.problems:
            if trouble.kind in words(params, "problems"):
                yield Draft(
                    _sentence(trouble.message),
                    "what it shows as good or bad is lost on every reader and tool",
                    (Place(document, _first_line(document, trouble.span)),),
                )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


def _first_line(document: Document, span: Span) -> Span:
    end = document.spec.text.find("\n", span.start)
    return Span(span.start, min(span.end, len(document.spec.text) if end < 0 else end))


def one_sided_example(context: Context, params: Params) -> Iterator[Draft]:
    """An example that shows only good or only bad answers."""
    for document in context.documents:
        for example in document.spec.examples:
            verdicts = {turn.verdict for turn in example.turns if turn.verdict is not None}
            if len(verdicts) == 1 and verdicts <= {Verdict.GOOD, Verdict.BAD}:
                shown = verdicts.pop().lower()
                yield Draft(
                    f"The example shows only {shown} answers.",
                    "the contrast is what tells a reader where the line runs",
                    (Place(document, _first_line(document, example.span)),),
                )


def same_answer_both_verdicts(context: Context, params: Params) -> Iterator[Draft]:
    """The same answer to the same turns, called good once and bad once."""
    for document in context.documents:
        seen: dict[tuple[str, ...], dict[Verdict, Turn]] = defaultdict(dict)
        for example in document.spec.examples:
            for before, turn in _answers(example):
                key = (*before, " ".join(turn.text.split()))
                assert turn.verdict is not None
                other = {Verdict.GOOD: Verdict.BAD, Verdict.BAD: Verdict.GOOD}.get(turn.verdict)
                if other and other in seen[key]:
                    yield Draft(
                        "The same answer to the same question is marked "
                        f"{other} here and {turn.verdict} there.",
                        "one of the two verdicts is a slip",
                        (
                            Place(document, turn.span),
                            Place(document, seen[key][other].span, "conflicts-with"),
                        ),
                    )
                seen[key].setdefault(turn.verdict, turn)


def _answers(example: Example) -> Iterator[tuple[tuple[str, ...], Turn]]:
    """Judged answers with the unjudged turns before them."""
    before: list[str] = []
    for turn in example.turns:
        if turn.verdict is None:
            before.append(turn.role + ":" + " ".join(turn.text.split()))
        else:
            yield tuple(before), turn


def forbidden_phrase_in_good(context: Context, params: Params) -> Iterator[Draft]:
    """A phrase a prohibition quotes as wrong, in an answer marked good."""
    least = int(number(params, "least_words"))
    for document in context.documents:
        good: dict[str, list[Turn]] = defaultdict(list)
        for example in document.spec.examples:
            turns = [turn for turn in example.turns if turn.verdict is Verdict.GOOD]
            for section in document.branch(example.section_id) if turns else ():
                good[section.id] += turns
        for statement in document.binding:
            for phrase, span in _forbidden(document, statement, least):
                for turn in good[statement.section_id]:
                    if _within(phrase, turn.text):
                        yield Draft(
                            f'An answer marked GOOD says "{phrase}", which the rule forbids.',
                            "models copy the example and break the rule",
                            (
                                _phrase_place(document, turn, phrase),
                                Place(document, span, "conflicts-with"),
                            ),
                        )


def _forbidden(document: Document, statement: Statement, least: int) -> Iterator[tuple[str, Span]]:
    """Quoted examples in the parentheses of a prohibition."""
    norms = document.norms.get(statement.id, ())
    if not norms or any(norm.type is not NormType.PROHIBITION for norm in norms):
        return
    for aside in _PARENTHESES.finditer(statement.text):
        for quoted in _QUOTED.finditer(aside[1]):
            phrase = quoted[1].strip(" .,…!?")
            if len(phrase.split()) >= least and "→" not in phrase:
                yield phrase, statement.span


def _within(phrase: str, text: str) -> bool:
    return " ".join(phrase.casefold().split()) in " ".join(text.casefold().split())


def _phrase_place(document: Document, turn: Turn, phrase: str) -> Place:
    source = document.spec.text[turn.span.start : turn.span.end]
    at = source.casefold().find(phrase.casefold())
    if at < 0:
        return Place(document, turn.span)
    return Place(document, Span(turn.span.start + at, turn.span.start + at + len(phrase)))


def _said_in_section(document: Document, statement: Statement) -> bool:
    """True where a rule of the same section says nearly the same."""
    words_ = content(statement.text)
    return any(
        len(words_ & other) >= 0.6 * len(words_)
        for rule in document.in_section[statement.section_id]
        if rule.kind is not BlockKind.COMMENTARY and (other := content(rule.text))
    )


def norm_in_commentary(context: Context, params: Params) -> Iterator[Draft]:
    """A duty of the agent that only a non-normative block states."""
    agents, triggers = set(words(params, "agents")), set(words(params, "triggers"))
    for document in context.documents:
        for statement in document.prose:
            if statement.kind is not BlockKind.COMMENTARY:
                continue
            duty = _duty(document, statement, agents | {document.main_agent or ""}, triggers)
            if (
                duty is None
                or _CONCEDED.match(statement.text)
                or _explains(document, statement, duty)
            ):
                continue
            if not _said_in_section(document, statement):
                section = document.sections.get(statement.section_id)
                yield Draft(
                    f"Commentary in {label(section)} tells the agent what it "
                    f"{duty.trigger.casefold()} do.",
                    "commentary binds nobody, so the duty is stated where it does not count",
                    (document.place(statement),),
                )


def _duty(
    document: Document, statement: Statement, agents: set[str], triggers: set[str]
) -> Norm | None:
    """The first norm by which a sentence says what an agent must or should do."""
    for norm in document.norms.get(statement.id, ()):
        if (
            norm.agent in agents
            and norm.force in (Force.MUST, Force.SHOULD)
            and norm.type in (NormType.OBLIGATION, NormType.PROHIBITION)
            and norm.trigger.casefold().split(" ")[0] in triggers
        ):
            return norm
    return None


def _explains(document: Document, statement: Statement, duty: Norm) -> bool:
    """Whether a duty is the publisher's promise, or an example of what was said to others."""
    if binds_to_itself(statement) or _PUBLISHERS.search(statement.text):
        return True
    if not _FOR_INSTANCE.match(statement.text):
        return False
    before = document.before(statement)
    told = document.norms.get(before.id, ()) if before is not None else None
    return told is not None and all(norm.agent != duty.agent for norm in told)
