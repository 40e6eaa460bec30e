"""One issue a gap, as files a person can read, edit and file; nothing is ever sent."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence

from specaudit.domain.errors import ConfigError, InputError
from specaudit.domain.gap import Gap
from specaudit.domain.query import Arm
from specaudit.domain.report import AuditReport, GapEvidence
from specaudit.domain.text import clean, shorten
from specaudit.report import gap_words, measured, words
from specaudit.report.answers import answers, sample
from specaudit.report.escape import cell, fenced, inert, one_line, prose, quoted
from specaudit.report.markdown import place, table_of

MOST = 59_000
"""Characters of a body; with its front matter a file stays below 60,000."""
LONGEST_ANSWER = 3000
_ID = re.compile(r"GAP-[0-9A-Za-z]{1,40}")
LABELS = ("specaudit", "spec-gap")


class Issue:
    """One gap as a careful outside reader would report it."""

    def __init__(
        self, report: AuditReport, gap: Gap, evidence: GapEvidence | None, link_template: str
    ) -> None:
        """Lay out title and body; the body is cut to `MOST` characters.

        Raises:
            InputError: for an id that cannot be a file name or a shell word.
        """
        self.id = gap.candidate.id
        if not _ID.fullmatch(self.id):
            raise InputError(
                f"{one_line(self.id)[:40]}: not a gap id; the report was tampered with"
            )
        self.verdict = words.VERDICTS[gap.verdict]
        where = words.where(evidence.passages) if evidence else ""
        name = f"{self.verdict}: {where or gap.candidate.claim}"
        self.title = inert(shorten(one_line(name[:1].upper() + name[1:]), 120))
        self.labels = (*LABELS, gap.verdict.value)
        self.score = gap.score
        parts = list(_body(report, gap, evidence, link_template))
        mark = f"specaudit-id: {self.id}"
        tail = f"\n\n{mark}"
        text = "\n".join(parts)
        while len(text) + len(tail) > MOST and len(parts) > 1:
            # Whole parts go, last ones first, so that no fence is left open.
            parts.pop()
            text = "\n".join([*parts, "\n*Cut here for size; report.json has the rest.*"])
        self.body = text[: MOST - len(tail)].rstrip() + tail


def _body(
    report: AuditReport, gap: Gap, evidence: GapEvidence | None, link_template: str
) -> Iterator[str]:
    candidate = gap.candidate
    if words.simulated(report):
        yield f"> **{words.SIMULATED}**\n"
    yield f"## Problem\n\n{prose(candidate.claim)}\n"
    passages = evidence.passages if evidence else ()
    for name, passage in zip("AB", passages, strict=False):
        yield f"## Passage{f' {name}' if len(passages) > 1 else ''}\n"
        yield place(passage, link_template) + "\n\n" + quoted(passage.text) + "\n"
    if sides := gap_words.side_labels(candidate, evidence):
        yield f"**Side A:** {prose(sides[0])}\n\n**Side B:** {prose(sides[1])}\n"
    yield "## Where they collide\n"
    if candidate.situation:
        yield f"Imagined case (not a test query): {prose(candidate.situation)}\n"
    for number, query in enumerate(_collisions(evidence)):
        yield ("" if number else "Queries of the test:\n\n") + fenced(query) + "\n"
    yield f"**Tie-break:** {prose(gap_words.tie_break(candidate, passages))}\n"
    yield f"## What models did\n\n{prose(gap.because)}\n"
    if gap.figures:
        yield f"{prose(gap.figures)}\n"
    yield "\n".join(table_of(gap, evidence)) or "Nothing was asked.\n"
    passed, why = words.instrument(report)
    yield f"Instrument check {'passed' if passed else 'failed'}: {prose(why)}\n"
    findings = gap_words.related(report).get(candidate.id, ())
    yield f"## Possible wording\n\n{prose(gap_words.to_do(gap, evidence, findings))}\n"
    yield f"*{gap_words.HINT}*\n"
    for finding in findings:
        yield f"The linter says: {prose(gap_words.called(finding))}\n"
    yield "## How this was found\n\n" + _found(report, gap)
    if evidence:
        yield from _answers(evidence)


def _collisions(evidence: GapEvidence | None) -> list[str]:
    if evidence is None:
        return []
    return [q.text for q in evidence.queries if q.arm is Arm.CONFLICT][:2]


def _found(report: AuditReport, gap: Gap) -> str:
    run = report.run
    return (
        f"specaudit {prose(run.tool_version)} on {prose(run.created)}, run {prose(run.id)}, "
        f"sha256 of the spec {prose(run.spec_sha256[:16])}. "
        f"Proposed by {prose(gap_words.proposed_by(gap.candidate))}. "
        f"Committee: {', '.join(map(prose, run.committee)) or 'none'}. "
        f"Judges: {', '.join(map(prose, run.judges)) or 'none'}. "
        f"Score {gap.score:.2f} = {prose(gap_words.score_parts(gap))}.\n"
    )


def _answers(evidence: GapEvidence) -> Iterator[str]:
    shown = sample(answers(evidence), 2)
    if shown:
        yield "## Two answers from opposite ends\n"
    for answer in shown:
        text = clean(answer.response.text or "")
        kept = text if len(text) <= LONGEST_ANSWER else text[:LONGEST_ANSWER] + " […]"
        yield (
            f"{prose(answer.response.member)}, side taken {measured.side(answer.lean)}:\n\n"
            f"{fenced(kept)}\n"
        )


def issues(
    report: AuditReport, *, link_template: str = "", include_unconfirmed: bool = False
) -> list[Issue]:
    """Return the issues of the confirmed gaps (or of all), in rank order."""
    evidence = {e.candidate_id: e for e in report.evidence}
    return [
        Issue(report, gap, evidence.get(gap.candidate.id), link_template)
        for gap in report.gaps
        if gap.verdict.confirmed or include_unconfirmed
    ]


def files(
    report: AuditReport,
    form: str,
    *,
    link_template: str = "",
    include_unconfirmed: bool = False,
    redact: Sequence[str] = (),
) -> dict[str, str]:
    """Return the files to write, name to text.

    Args:
        report: What to export.
        form: ``md``, ``gh``, ``jira-csv``, ``linear-csv``, ``gitlab-csv`` or ``json``.
        link_template: Address of a passage; see `words.link`.
        include_unconfirmed: Also export gaps that the experiment did not confirm.
        redact: Regular expressions; what they match in any text is blacked out first.

    Raises:
        ConfigError: for a form that does not exist or an expression that does not compile.
    """
    if form not in FORMS:
        raise ConfigError(f"{form}: no such issue format; use {', '.join(FORMS)}")
    if redact:
        from specaudit.report.redact import redacted

        report = redacted(report, redact)
    found = issues(report, link_template=link_template, include_unconfirmed=include_unconfirmed)
    return FORMS[form](found)


def _markdown(found: Sequence[Issue]) -> dict[str, str]:
    out = {}
    for issue in found:
        front = "\n".join(
            (
                "---",
                f"title: {json.dumps(issue.title, ensure_ascii=False)}",
                f"labels: {json.dumps(list(issue.labels))}",
                f"specaudit-id: {issue.id}",
                "---",
            )
        )
        out[f"{issue.id}.md"] = f"{front}\n\n{issue.body}\n"
    return out


_CREATE = """#!/bin/sh
# Files the issues beside this script with the GitHub command line; run it inside the repository.
# An issue whose marker is already there is skipped, so that it may be run again.
set -eu
cd "$(dirname "$0")"
file_issue() {
    marker="specaudit-id: $1"
    if [ -n "$(gh issue list --state all --limit 1 --search "\\"$marker\\" in:body" \\
        --json number --jq '.[].number')" ]; then
        echo "$1: already filed"
    else
        gh issue create --title "$(cat "$1.title")" --body-file "$1.md"
    fi
}
"""


def _github(found: Sequence[Issue]) -> dict[str, str]:
    out = {"create.sh": _CREATE + "".join(f"file_issue {issue.id}\n" for issue in found)}
    for issue in found:
        out[f"{issue.id}.md"] = f"{issue.body}\n"
        out[f"{issue.id}.title"] = f"{issue.title}\n"
    return out


def _table(name: str, header: Sequence[str], row: Callable[[Issue], Sequence[str]]) -> _Form:
    def write(found: Sequence[Issue]) -> dict[str, str]:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([cell(value) for value in row(issue)] for issue in found)
        return {name: text.getvalue()}

    return write


def _json(found: Sequence[Issue]) -> dict[str, str]:
    rows = [
        {
            "id": issue.id,
            "title": issue.title,
            "labels": list(issue.labels),
            "verdict": issue.verdict,
            "score": issue.score,
            "body": issue.body,
        }
        for issue in found
    ]
    return {"issues.json": json.dumps(rows, indent=1, ensure_ascii=False) + "\n"}


_Form = Callable[[Sequence[Issue]], dict[str, str]]
FORMS: dict[str, _Form] = {
    "md": _markdown,
    "gh": _github,
    "jira-csv": _table(
        "jira.csv",
        ("Summary", "Description", "Labels", "External ID"),
        lambda issue: (issue.title, issue.body, " ".join(issue.labels), issue.id),
    ),
    "linear-csv": _table(
        "linear.csv",
        ("Title", "Description", "Labels", "ID"),
        lambda issue: (issue.title, issue.body, ",".join(issue.labels), issue.id),
    ),
    "gitlab-csv": _table(
        "gitlab.csv", ("title", "description"), lambda issue: (issue.title, issue.body)
    ),
    "json": _json,
}
