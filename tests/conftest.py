"""What every test lives under: no network but loopback, no keys, no user folders."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# Every end-to-end test starts Python anew: without bytecode it would compile everything again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# How long an example takes says something about the machine, and nothing about the code.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

ROOT = Path(__file__).resolve().parents[1]
SPECS = ROOT / "specs"
SHARED_SPECS = ROOT.parent / "shared" / "specs"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files")
    parser.addoption("--run-live", action="store_true", help="run tests that call real providers")


LONGEST = (
    *("test_embedded_audit", "test_kill", "test_reading_cost", "test_walk", "test_cache_edits"),
    *("test_selftest", "test_browser", "test_whole_run", "test_bad_input", "test_proposing"),
)
"""Modules to begin with: begun last, one of them would keep one core busy and the other idle."""
UNTRACED = (
    *("test_walk", "test_reading_cost", "test_real_specs", "test_cache_edits"),
    *("test_decide", "test_relations"),
)
"""Modules whose lines others cover as well: tracing them takes as long as running them."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    first = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: first.get(item.path.stem, len(first)))
    if config.getoption("--run-live"):
        return
    for item in items:
        if item.get_closest_marker("live"):
            item.add_marker(pytest.mark.skip(reason="LIVE TEST: add --run-live and keys"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Trace nothing of an untraced module, what its tests share included.

    Not ``no_cover``: a worker has begun to measure twice, and stopping one wakes the other.
    """
    if item.path.stem not in UNTRACED:
        return (yield)
    here, threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(here)
        threading.settrace(threads)


@pytest.fixture(autouse=True)
def _closed_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine, and forget keys and settings."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and host not in {"127.0.0.1", "::1", "localhost"}:
            raise OSError(101, f"tests may not connect to {host}")
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    for name in list(os.environ):
        ours = name.startswith("SPECAUDIT_") and name != "SPECAUDIT_CACHE_DIR"
        if ours or name.endswith(("_API_KEY", "_BASE_URL")):
            monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten instead of compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def shared_specs() -> Iterator[Path]:
    """The folder of real specs; tests that need it are skipped aloud where it is absent."""
    if not SHARED_SPECS.is_dir():
        pytest.skip(f"REAL SPECS ABSENT: {SHARED_SPECS.name} is not beside the checkout")
    yield SHARED_SPECS
