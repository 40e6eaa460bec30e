"""What several tests only read is made once for all workers."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that one test of the whole session fills; the others are to leave it alone.

    Args:
        factory: Where temporary folders come from; those of all workers lie side by side.
        name: The folder's.
        make: Fills it. Where it fails, the next test tries again.
    """
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            half = Path(factory.mktemp(name))
            make(half)
            half.rename(folder)
    return folder
