"""An interrupt pauses an audit and says how to go on."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.test_kill import answer, command, config
from tests.llm.stub import Stub, serve


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts by signal")
@pytest.mark.parametrize(
    ("number", "code", "before"),
    [
        (signal.SIGINT, 130, signal.SIG_DFL),
        (signal.SIGTERM, 143, signal.SIG_DFL),
        (signal.SIGTERM, 143, signal.SIG_IGN),  # as in the background of a script
    ],
)
def test_an_interrupt_saves_says_how_to_resume_and_exits(
    tmp_path: Path, number: signal.Signals, code: int, before: signal.Handlers
) -> None:
    with serve(Stub(answer=answer, delay=0.02)) as stub:
        config(tmp_path, stub.url)
        environment = {**os.environ, "PYTHONPATH": os.getcwd()}
        process = subprocess.Popen(
            command("marlow.md", "--engine", "pattern"),
            cwd=tmp_path,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=partial(signal.signal, signal.SIGINT, before),
        )
        deadline = time.monotonic() + 30
        while stub.answered < 40 and time.monotonic() < deadline:
            time.sleep(0.01)
        if before is signal.SIG_IGN:
            process.send_signal(signal.SIGINT)
            time.sleep(0.5)
            assert process.poll() is None
        started = time.monotonic()
        process.send_signal(number)
        _, said = process.communicate(timeout=20)
        assert process.returncode == code
        assert time.monotonic() - started < 5
        found = re.search(
            r"paused: (\d+) answers saved in \S+\. Resume: specaudit (audit --resume \S+)", said
        )
        assert found, said
        assert "Traceback" not in said
        assert int(found[1]) >= 40 - 16  # what was under way had no one left to store it
        again = subprocess.run(
            [sys.executable, "-m", "specaudit", *found[2].split()],
            cwd=tmp_path,
            env=environment,
            check=False,
            capture_output=True,
        )
        assert again.returncode == 0
