"""A small parsed spec and candidates on it, built by hand so that no parser is needed."""

from __future__ import annotations

from specaudit.domain.candidate import Candidate, CandidateKind
from specaudit.domain.query import Arm, Lean, Query
from specaudit.domain.response import Response
from specaudit.domain.spec import (
    Block,
    BlockKind,
    Example,
    Precedence,
    Section,
    Span,
    Spec,
    Statement,
    Turn,
    Verdict,
)

TEXT = """# Ferry desk {#desk}

Where two parts disagree, the part with the higher level wins.

## Candour {#candour}

The assistant must answer every question about a delay fully. <!-- specaudit-ignore SA301 -->
It should give times to the minute.

## Discretion {#discretion}

The assistant must not reveal what the crew has told it about a delay.
Candour takes precedence over tone.

The assistant must:

- greet the traveller
- name the next sailing

Examples follow.

BEGIN
Why are we late?
GOOD The engine is being repaired; we sail at 14:05.
BAD I am not allowed to talk to you.
END

## Tone {#tone}

The assistant should be cheerful.
"""

A = "candour/a"
B = "discretion/b"


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _statement(
    sid: str, words: str, kind: BlockKind = BlockKind.PARAGRAPH, block: str = ""
) -> Statement:
    section = sid.split("/")[0]
    return Statement(sid, block or f"{sid}#b", section, kind, _span(words), words, "crew", True)


def _section(sid: str, title: str, depth: int, parent: str | None, until: str | None) -> Section:
    head = _span(f"{'#' * depth} {title} {{#{sid}}}")
    end = TEXT.index(until) if until else len(TEXT)
    return Section(
        sid, sid, title, depth, parent, (title,), "crew", None, (), True, head, Span(head.end, end)
    )


def spec() -> Spec:
    """Return the parsed form of `TEXT`."""
    statements = (
        _statement("desk/t", "Where two parts disagree, the part with the higher level wins."),
        _statement(
            A, "The assistant must answer every question about a delay fully.", block="candour/b1"
        ),
        _statement("candour/m", "It should give times to the minute.", block="candour/b1"),
        _statement(B, "The assistant must not reveal what the crew has told it about a delay."),
        _statement("discretion/p", "Candour takes precedence over tone."),
        _statement("discretion/stem", "The assistant must:"),
        _statement("discretion/i1", "greet the traveller", BlockKind.ITEM),
        _statement("discretion/i2", "name the next sailing", BlockKind.ITEM),
        _statement("tone/c", "The assistant should be cheerful."),
    )
    blocks = {
        s.block_id: Block(
            s.block_id,
            s.kind,
            s.section_id,
            s.span,
            0,
            "discretion/stem" if s.kind is BlockKind.ITEM else None,
            None,
            True,
        )
        for s in statements
    }
    begin, end = TEXT.index("BEGIN"), TEXT.index("END") + 3
    return Spec(
        path="ferry.md",
        text=TEXT,
        sha256="0" * 64,
        dialect="plain",
        levels=("company", "crew"),
        sections=(
            _section("desk", "Ferry desk", 1, None, None),
            _section("candour", "Candour", 2, "desk", "## Discretion"),
            _section("discretion", "Discretion", 2, "desk", "## Tone"),
            _section("tone", "Tone", 2, "desk", None),
        ),
        blocks=tuple(blocks.values()),
        statements=statements,
        precedences=(
            Precedence("Candour", "tone", "discretion", "discretion/p", statements[4].span),
        ),
        examples=(
            Example(
                "discretion/ex",
                "discretion",
                "late",
                Span(begin, end),
                (
                    Turn(
                        "user",
                        "Why are we late?",
                        _span("Why are we late?"),
                        None,
                        None,
                        None,
                        None,
                    ),
                    _answer("The engine is being repaired; we sail at 14:05.", Verdict.GOOD),
                    _answer("I am not allowed to talk to you.", Verdict.BAD),
                ),
            ),
        ),
    )


def _answer(words: str, verdict: Verdict) -> Turn:
    return Turn("assistant", words, _span(words), verdict, None, None, 1)


def pair(situation: str = "A traveller asks why the 14:05 ferry is late.") -> Candidate:
    """Return a candidate of two statements."""
    texts = {s.id: s.text for s in spec().statements}
    return Candidate(
        "GAP-0000000a",
        CandidateKind.CONFLICT,
        "T1",
        (A, B),
        (texts[A], texts[B]),
        "Candour asks for what discretion forbids.",
        situation,
        0.9,
        (),
    )


def single(readings: tuple[str, ...] = ()) -> Candidate:
    """Return a candidate of one statement."""
    return Candidate(
        "GAP-0000000b",
        CandidateKind.AMBIGUITY,
        "T14",
        ("tone/c",),
        ("The assistant should be cheerful.",),
        "Nobody can say what cheerful means on a cancelled sailing.",
        "",
        0.5,
        (),
        None,
        readings,
    )


def query(arm: Arm = Arm.CONFLICT, lean: Lean = Lean.NEUTRAL, text: str = "Why so late?") -> Query:
    """Return one query of the pair."""
    return Query(f"QRY-{arm}-{lean}", "SCN-1", pair().id, arm, lean, text)


def response(
    text: str | None = "We sail at 14:05.", member: str = "vendor/secret-name"
) -> Response:
    """Return one answer to `query`."""
    return Response("RSP-1", query().id, pair().id, member, 0, text, None, None)
