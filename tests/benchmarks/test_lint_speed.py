"""What the benchmark of lint's speed measures of a process."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from benchmarks.lint_speed import once


def test_memory_is_that_of_the_process_not_of_the_one_that_measures(tmp_path: Path) -> None:
    ours = bytearray(b"x" * 200_000_000)
    environment = dict(os.environ)
    small = once([sys.executable, "-c", "print(1)"], environment, tmp_path)
    large = once([sys.executable, "-c", "x = b'x' * 150_000_000"], environment, tmp_path)
    assert len(ours) / 2**20 > 150 > 100 > small.memory > 1
    assert large.memory > 140 and small.output == "1\n"
    assert small.wall > 0 and small.cpu > 0
