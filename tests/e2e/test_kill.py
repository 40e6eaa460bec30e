"""Killed at random moments and resumed, an audit ends like one that was left alone."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SPECS
from tests.llm.stub import Stub, serve

KILLS = 10


def answer(body: dict[str, Any]) -> str:
    """Answer by a hash of the messages: free, repeatable, and without sense."""
    digest = hashlib.blake2b(json.dumps(body["messages"]).encode()).digest()
    schema = body.get("response_format", {}).get("json_schema", {}).get("name")
    if schema == "ComplianceAnswer":
        verdict = ("compliant", "non-compliant", "ambiguous")[digest[0] % 3]
        return json.dumps({"reason": "r", "statements": ["S1"], "verdict": verdict})
    if schema == "SpectrumAnswer":
        return json.dumps({"reason": "r", "first": digest[1] % 7, "second": digest[2] % 7})
    if schema == "RefusalAnswer":
        return json.dumps({"reason": "r", "level": digest[3] % 7})
    return f"Answer {digest.hex()[:12]}."


def config(folder: Path, url: str) -> None:
    lines = ["[audit]", 'models = ["stub/a", "stub/b"]', 'judges = ["stub/j", "stub/k"]']
    lines += ["queries = 4", "max-gaps = 3", "keep-going = true"]
    for name in "abjk":
        lines += [f'[models."stub/{name}"]', f'base-url = "{url}/v1"']
        lines += ["price = { input = 0.0, output = 0.0 }"]
    (folder / "specaudit.toml").write_text("\n".join(lines))
    (folder / "marlow.md").write_text((SPECS / "marlow.md").read_text("utf-8"), "utf-8")


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "specaudit", "--quiet", "audit", *args]


def last_report(folder: Path) -> dict[str, Any]:
    newest = max((folder / ".specaudit/runs").glob("*/report.json"))
    report: dict[str, Any] = json.loads(newest.read_text("utf-8"))
    for key in ("id", "created", "models", "spent"):
        del report["run"][key]
    return report


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_ten_kills_lose_no_answer_and_change_no_report(tmp_path: Path) -> None:
    whole, torn = tmp_path / "whole", tmp_path / "torn"
    options = ["marlow.md", "--engine", "pattern"]
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    with serve(Stub(answer=answer, delay=0.004)) as stub:
        whole.mkdir()
        config(whole, stub.url)
        subprocess.run(command(*options), cwd=whole, env=environment, check=True)
        expected, needed = last_report(whole), stub.answered
        assert needed > 300

        torn.mkdir()
        config(torn, stub.url)
        before = stub.answered
        rng = random.Random(7)
        args = options
        killed = 0
        for _ in range(KILLS):
            process = subprocess.Popen(
                command(*args), cwd=torn, env=environment, stderr=subprocess.DEVNULL
            )
            seen = stub.count
            deadline = time.monotonic() + 20
            # The clock starts with the first call: until then there is nothing to lose.
            while stub.count == seen and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.005)
            time.sleep(rng.uniform(0.0, 0.25))
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
            args = ["--resume", "latest"]
        assert killed >= KILLS // 2
        subprocess.run(command(*args), cwd=torn, env=environment, check=True)
        assert last_report(torn) == expected
        # What was under way at a kill may have been answered unseen; nothing else is asked twice.
        under_way = 2 * 8 * killed
        assert needed <= stub.answered - before <= needed + under_way
