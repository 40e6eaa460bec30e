"""A second process changes nothing but the time a run takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from specaudit.lint.beside import processors

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot copy processes")

TWICE = """
import dataclasses, json, os, sys
from specaudit.config import DocumentOptions
from specaudit.domain.lint import LintOptions
from specaudit.lint import cache, codec, session
from specaudit.lint.request import Request

made = []
fork = os.fork
def counted():
    made.append(1)
    return fork()
os.fork = counted
path, edited = sys.argv[1:]
def run(processes, name):
    os.environ["SPECAUDIT_CACHE_DIR"] = os.path.join(os.path.dirname(path), name)
    out = []
    for content in (path, edited):
        data = open(content, encoding="utf-8").read()
        open(path + ".now.md", "w", encoding="utf-8").write(data)
        asked = (path + ".now.md",), LintOptions(), DocumentOptions()
        request = Request(*asked, processes=processes)
        out.append(codec.to_data(session.check(request)))
        memory = session._memory(session.read(request.paths[0], "-", 10**9, ""), request)
        rows = {key: json.loads(value) for key, value in memory.known.items()}
        out.append(rows)
    return out
alone = run(1, "one")
assert not made
beside = run(2, "two")
print(json.dumps([len(made), alone == beside, len(alone[0]["findings"]), len(alone[1])]))
"""

ALONE = """
import os, sys, time
from specaudit.lint.beside import beside, possible
assert possible()
with beside(lambda: {"one": ["\\ud800", 2]}) as given:
    assert given() == {"one": ["\\ud800", 2]}
with beside(lambda: 1 / 0) as given:
    assert given() is None
with beside(lambda: os.kill(os.getpid(), 9)) as given:
    assert given() is None
start = time.monotonic()
try:
    with beside(lambda: time.sleep(600)):
        raise KeyError("here")
except KeyError:
    pass
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("none left")
"""


def script(text: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", text, *arguments], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout


def test_a_second_process_finds_and_remembers_the_same(tmp_path: Path) -> None:
    rules = "\n\n".join(
        f"## Part {n}\n\nThe assistant must keep record {n} of case {n % 7} in the archive. "
        f"The assistant must not keep record {n} of case {n % 7} in the archive. "
        f"Robin should tell group {n} about the outcome of the review (see [it](#part-{n + 900}))."
        for n in range(240)
    )
    path, edited = tmp_path / "spec.md", tmp_path / "edited.md"
    path.write_text("# Charter\n\n" + rules, encoding="utf-8")
    edited.write_text("# Charter\n\n" + rules.replace("group 9 ", "team 9 "), encoding="utf-8")
    made, same, findings, remembered = json.loads(script(TWICE, str(path), str(edited)))
    assert (made, same) == (2, True)
    assert findings > 200
    assert remembered > 200


def test_what_fails_beside_is_left_to_the_caller_and_nothing_is_left_running() -> None:
    assert script(ALONE).strip() == "none left"


def test_processors_are_those_the_process_may_use() -> None:
    assert 1 <= processors() <= (os.cpu_count() or 1)


KILLED = """
import os, sys, time
from specaudit.lint.beside import beside
with beside(lambda: "x" * 1_000_000) as given:
    time.sleep(1)
    os.kill(os.getpid(), 9)
"""

NOBODY = """
import os, signal
from specaudit.lint.beside import beside
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
with beside(lambda: [1]) as given:
    assert given() == [1]
with beside(lambda: [1]):
    pass
def refuse():
    raise OSError(24, "Too many open files")
os.pipe = refuse
with beside(lambda: [1]) as given:
    assert given() is None
print("done")
"""


def test_a_copy_whose_caller_is_gone_ends_too() -> None:
    done = subprocess.run([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, timeout=30)
    assert done.returncode == -9  # and nobody else holds its standard output open


def test_ends_of_processes_may_be_ignored_and_files_may_run_out() -> None:
    assert script(NOBODY).strip() == "done"
