"""What a run asks and pays over all its processes, counted by the server that answers."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import chdir
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import Outcome, specaudit
from tests.conftest import SPECS
from tests.llm.stub import Stub, serve

COMMITTEE, JUDGES = ("a", "b"), ("j", "k")
PRICE = 1e-6 * (60 + 10)
"""Of one answer: the server counts 100 tokens in, 40 of them cached and free here, and 10 out."""


def words(digest: bytes, count: int) -> str:
    syllables = "ba do fe gri hu ka lo mi nu pe ra sto ti ve wo zan".split()
    made = ["".join(syllables[b % 16] for b in digest[i : i + 3]) for i in range(count)]
    return " ".join(made)


def answer(body: dict[str, Any]) -> str:
    """Answer by a hash of model, messages and sample, in the shape that was asked for."""
    said = json.dumps([body["model"], body["messages"], body.get("seed")]).encode()
    digest = hashlib.blake2b(said, digest_size=48).digest()
    wanted = body.get("response_format", {}).get("json_schema", {})
    if wanted.get("name") == "ComplianceAnswer":
        verdict = ("compliant", "non-compliant", "ambiguous")[digest[0] % 3]
        return json.dumps({"reason": "r", "statements": ["S1"], "verdict": verdict})
    if wanted.get("name") == "SpectrumAnswer":
        return json.dumps({"reason": "r", "first": digest[1] % 7, "second": digest[2] % 7})
    if wanted.get("name") == "RefusalAnswer":
        return json.dumps({"reason": "r", "level": digest[3] % 7})
    if wanted.get("name") == "Seed":
        keys = wanted["schema"]["properties"]
        return json.dumps({k: words(hashlib.blake2b(digest + k.encode()).digest(), 20)
                           for k in keys})  # fmt: skip
    if wanted:
        return "no JSON at all"  # rubric authors and proposers may fail; the run goes on
    return f"Answer {digest.hex()[:12]}."


def write(folder: Path, url: str, committee: tuple[str, ...], judges: tuple[str, ...]) -> None:
    lines = ["[audit]", f"models = {[f'stub/{m}' for m in committee]}"]
    lines += [f"judges = {[f'stub/{j}' for j in judges]}"]
    lines += ['generator = "stub/g"', "queries = 2", "max-gaps = 2", "keep-going = true"]
    for name in (*committee, *judges, "g"):
        lines += [f'[models."stub/{name}"]', f'base-url = "{url}/v1"']
        lines += ["price = { input = 1.0, output = 1.0, cached = 0.0 }"]
    (folder / "specaudit.toml").write_text("\n".join(lines))
    (folder / "marlow.md").write_text((SPECS / "marlow.md").read_text("utf-8"), "utf-8")


def audit(*args: object) -> Outcome:
    engine = () if "--resume" in args else ("--engine", "pattern")
    return specaudit("--quiet", "audit", *args, "--yes", *engine)


def newest() -> dict[str, Any]:
    path = max(Path(".specaudit/runs").glob("*/report.json"), key=lambda p: p.stat().st_mtime_ns)
    report: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return report


def verdicts(report: dict[str, Any]) -> dict[str, Any]:
    """What a run found, without what it is called and what it cost."""
    for key in ("id", "created", "models", "spent"):
        del report["run"][key]
    return report


def models(requests: list[tuple[str, dict[str, Any], dict[str, str]]]) -> Counter[str]:
    return Counter(body["model"] for _, body, _ in requests)


@pytest.fixture
def stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    monkeypatch.chdir(tmp_path)
    with serve(Stub(answer=answer)) as running:
        write(tmp_path, running.url, COMMITTEE, JUDGES)
        yield running


@dataclass(frozen=True)
class First:
    """A finished run, in this test's folder, and the server it asked."""

    stub: Stub
    report: dict[str, Any]
    asked: frozenset[bytes]
    """Every request of the run."""
    total: int
    """How many the run sent."""


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, First]]:
    folder = tmp_path_factory.mktemp("first")
    with serve(Stub(answer=answer)) as running:
        write(folder, running.url, COMMITTEE, JUDGES)
        with chdir(folder):
            assert audit("marlow.md").code == 0
            report = newest()
        asked = frozenset(bytes(b) for b in running.bodies)
        yield folder, First(running, report, asked, running.count)


@pytest.fixture
def first(
    finished: tuple[Path, First], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[First]:
    folder, run = finished
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    yield replace(run, report=deepcopy(run.report))
    run.stub.respond = None


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts by signal")
def test_interrupted_at_any_request_it_ends_alike_and_asks_nothing_twice(
    first: First, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub, whole, needed, total = first.stub, verdicts(first.report), first.asked, first.total
    assert total == len(needed) > 200
    # Whoever starts the tests in the background of a script lets them ignore interrupts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for share in (0.05, 0.7):
        folder = tmp_path / f"cut-{share}"
        folder.mkdir()
        monkeypatch.chdir(folder)
        write(folder, stub.url, COMMITTEE, JUDGES)
        before, cut = stub.count, threading.Event()

        def respond(path: str, body: dict[str, Any], at: int = before + int(share * total),
                    cut: threading.Event = cut) -> None:  # fmt: skip
            if stub.count >= at and not cut.is_set():
                cut.set()
                os.kill(os.getpid(), signal.SIGINT)

        stub.respond = respond
        stopped = audit("marlow.md")
        assert stopped.code == 130, stopped.err
        assert cut.is_set()
        stub.respond = None
        assert audit("--resume", "latest").code == 0
        assert verdicts(newest()) == whole
        asked = stub.bodies[before:]
        assert {bytes(b) for b in asked} == needed
        # Only what was under way at the interrupt (8 at once) may have to be asked again.
        assert len(asked) - total <= 8


def test_a_new_member_is_all_that_is_asked_and_judged(first: First, tmp_path: Path) -> None:
    stub, old, seen = first.stub, first.asked, first.report
    before = stub.count
    write(tmp_path, stub.url, (*COMMITTEE, "c"), JUDGES)
    assert audit("marlow.md").code == 0
    report = newest()
    new = models(stub.requests[before:])
    assert set(new) == {"c", *JUDGES}
    assert not old & {bytes(b) for b in stub.bodies[before:]}
    answers = [r for e in report["evidence"] for r in e["responses"]]
    by_c = sum(r["member"] == "stub/c" for r in answers)
    assert by_c == len(answers) // 3 > 0
    controls = 8
    assert new["c"] == by_c + controls
    assert all(new[judge] >= 2 * by_c for judge in JUDGES), "a score and a verdict per answer of c"
    refusal_levels = sum(new[judge] - 2 * by_c for judge in JUDGES)
    assert refusal_levels == by_c, "one judge places each answer of c on the steps of refusing"
    # What was known before is there as it was.
    for one, two in zip(seen["evidence"], report["evidence"], strict=True):
        kept = [r for r in two["responses"] if r["member"] != "stub/c"]
        assert kept == one["responses"]
        assert {json.dumps(s) for s in one["scores"]} <= {json.dumps(s) for s in two["scores"]}


def test_another_judge_asks_no_member_and_no_generator(first: First, tmp_path: Path) -> None:
    stub, seen = first.stub, first.report
    before = stub.count
    write(tmp_path, stub.url, COMMITTEE, ("l",))
    assert audit("marlow.md").code == 0
    report = newest()
    assert set(models(stub.requests[before:])) == {"l"}
    assert [e["responses"] for e in report["evidence"]] == [
        e["responses"] for e in seen["evidence"]
    ]
    assert [e["queries"] for e in report["evidence"]] == [e["queries"] for e in seen["evidence"]]
    assert {s["judge"] for e in report["evidence"] for s in e["scores"]} == {"stub/l"}
    assert any(e["scores"] for e in report["evidence"])


def test_more_samples_ask_only_for_the_additional_answers(stub: Stub) -> None:
    assert audit("marlow.md", "--samples", "1").code == 0
    first = stub.count
    old = {bytes(b) for b in stub.bodies}
    assert audit("marlow.md", "--samples", "2").code == 0
    new = models(stub.requests[first:])
    assert "g" not in new
    answers = [r for e in newest()["evidence"] for r in e["responses"]]
    second = sum(r["sample"] == 1 for r in answers)
    assert sum(new[m] for m in COMMITTEE) == second
    assert not old & {bytes(b) for b in stub.bodies[first:]}


def test_spending_adds_up_over_resumes(stub: Stub) -> None:
    stopped = audit("marlow.md", "--max-calls", "100")
    assert stopped.code == 3, stopped.err
    assert "100 calls over the whole run (--max-calls)" in stopped.err
    report = newest()
    assert stub.count == 100
    assert report["run"]["spent"] == pytest.approx(100 * PRICE)

    again = audit("--resume", "latest", "--max-calls", "100")
    assert again.code == 3
    assert stub.count == 100, "the cap is the run's, not the process's"
    assert newest()["run"]["spent"] == pytest.approx(100 * PRICE)

    assert audit("--resume", "latest", "--max-calls", "150").code == 3
    assert stub.count == 150

    assert audit("--resume", "latest", "--max-calls", "100000").code == 0
    report = newest()
    assert stub.count > 200
    assert report["run"]["spent"] == pytest.approx(stub.count * PRICE)
    uses = report["run"]["models"]
    assert sum(use["cost"] for use in uses) == pytest.approx(stub.count * PRICE)
    assert sum(use["input_tokens"] for use in uses) == 100 * stub.count
    assert sum(use["stored"] for use in uses) == 0, "all of it was paid for by this run"


def test_a_cap_on_cost_holds_over_resumes(stub: Stub) -> None:
    cap = 0.01
    assert audit("marlow.md", "--max-cost", cap).code == 3
    first = newest()["run"]["spent"]
    assert 0 < first <= cap
    asked = stub.count
    again = audit("--resume", "latest", "--max-cost", cap)
    assert again.code == 3
    assert "for the whole run (--max-cost)" in again.err
    # What is left may still pay for a shorter call than the one that stopped the first run.
    spent = newest()["run"]["spent"]
    assert first <= spent <= cap
    assert spent - first == pytest.approx((stub.count - asked) * PRICE)


def test_answers_another_run_paid_for_cost_this_one_nothing(first: First) -> None:
    asked = first.stub.count
    assert audit("marlow.md").code == 0
    report = newest()
    assert report["run"]["id"] != first.report["run"]["id"]
    assert first.stub.count == asked
    assert report["run"]["spent"] == 0
    assert all(use["stored"] == use["calls"] for use in report["run"]["models"])
