from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.llm.kit import KEY
from tests.llm.stub import Stub, serve


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serve(Stub()) as running:
        yield running


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUB_KEY", KEY)
