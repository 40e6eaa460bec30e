"""What a full reading sends, counted by the server that receives it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from specaudit.config import ModelConfig
from specaudit.domain.spec import Spec
from specaudit.llm.base import CHARS_PER_TOKEN
from specaudit.llm.client import Client
from specaudit.pipeline import proposing
from specaudit.propose.digest import digest
from specaudit.store.calls import CallStore
from tests.llm.kit import NAMES, PATHS
from tests.llm.stub import Stub, serve
from tests.propose.kit import conflict, in_focus, judged, made_up, parsed, rows

MODEL = "stub/m"
CACHED_PRICE = 0.1


@dataclass(frozen=True)
class Sent:
    """One request as the server saw it."""

    prefix: str
    """All that comes before the task: system prompt and schema."""
    task: str
    marked: bool
    """Whether the end of the system prompt, and nothing else, is marked for the cache."""


def sent(path: str, body: dict[str, Any]) -> Sent:
    if path.endswith("/messages"):
        (system,) = body["system"]
        (task,) = body["messages"][0]["content"]
        marked = "cache_control" in system and "cache_control" not in task
        schema = json.dumps(body["output_config"])
        return Sent(system["text"] + schema, task["text"], marked)
    system, task = body["messages"]
    schema = json.dumps(body["response_format"])
    return Sent(system["content"] + schema, task["content"], True)


def eager(body: dict[str, Any], path: str) -> str:
    """Propose as much as is judged at most, so that the dearest reading is measured."""
    request = sent(path, body)
    if "\n[P1]\n" in request.task:
        return json.dumps(judged(request.task, lambda a, b: False))
    labelled = rows(request.prefix)
    near = [label for label in in_focus(request.task)[:12] if len(labelled[label].split()) > 6]
    pairs = list(zip(near, near[1:] + near[:1], strict=True))  # each statement twice: not too many
    found = [conflict((a, labelled[a][:200]), (b, labelled[b][:200])) for a, b in pairs]
    return json.dumps({"proposals": found})


def read(spec: Spec, server: Stub, api: str, folder: Path, **options: Any) -> list[Sent]:
    """Let a proposer at a server read a spec; returns what was sent."""

    async def run() -> None:
        model = ModelConfig(
            api=api,  # type: ignore[arg-type]
            base_url=server.url + PATHS[api],
            model=NAMES[api],
        )
        store = CallStore(folder / "calls.sqlite")
        async with Client({MODEL: model}, store) as client:
            await proposing.propose(client, spec, [MODEL], limit=30, **options)
        store.close()

    asyncio.run(run())
    return [sent(path, body) for path, body, _ in server.requests]


def full_price(requests: list[Sent]) -> float:
    """Input tokens at full price, where a prefix seen before costs a tenth."""
    seen: set[str] = set()
    total = 0.0
    for request in requests:
        share = CACHED_PRICE if request.prefix in seen else 1.0
        seen.add(request.prefix)
        total += (len(request.prefix) * share + len(request.task)) / CHARS_PER_TOKEN
    return total


def shown_together(spec: Spec, requests: list[Sent]) -> float:
    """Share of all pairs of statements that stand in one request."""
    wanted = [f"[S{n + 1}] " for n in range(len(digest(spec).statements))]
    met: set[tuple[int, int]] = set()
    for text in {request.prefix for request in requests if "one or two objects" in request.prefix}:
        met.update(combinations([n for n, mark in enumerate(wanted) if mark in text], 2))
    return len(met) / (len(wanted) * (len(wanted) - 1) / 2)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    for name in ("OPENAI", "ANTHROPIC"):
        monkeypatch.setenv(f"{name}_API_KEY", "sk-none")
    found = Stub()

    def respond(path: str, body: dict[str, Any]) -> None:
        found.answer = partial(eager, path=path)

    found.respond = respond
    with serve(found):
        yield found


@pytest.mark.parametrize("api", ["openai", "anthropic"])
def test_the_model_spec_is_read_whole_within_budget(
    api: str, server: Stub, shared_specs: Path, tmp_path: Path
) -> None:
    spec = parsed(shared_specs / "openai-model-spec-2025-12-18.md")
    requests = read(spec, server, api, tmp_path)
    judging = [r for r in requests if "\n[P1]\n" in r.task]
    assert len(judging) == 4, "the dearest reading is the one to measure"
    assert len({r.prefix for r in requests}) == 2, "one prefix to read with, one to judge with"
    assert all(r.marked for r in requests)
    assert shown_together(spec, requests) == 1.0
    assert len(requests) <= 90
    assert full_price(requests) <= 250_000
    planned = proposing.plan(spec, MODEL)
    assert planned.total.calls == len(requests)
    assert planned.total.full_price == pytest.approx(full_price(requests), rel=0.05)


@pytest.mark.parametrize("api", ["openai", "anthropic"])
def test_the_first_call_of_a_prefix_ends_before_the_others_begin(
    api: str, server: Stub, tmp_path: Path
) -> None:
    """Else nothing would be in the cache when the second call arrives."""
    server.delay = 0.05
    started: list[tuple[str, int]] = []
    usual = server.respond
    assert usual is not None

    def respond(path: str, body: dict[str, Any]) -> None:
        started.append((sent(path, body).prefix, server.answered))
        usual(path, body)

    server.respond = respond
    read(made_up(12), server, api, tmp_path)
    for prefix in {prefix for prefix, _ in started}:
        before = [answered for text, answered in started if text == prefix]
        assert all(answered > before[0] for answered in before[1:])


def test_a_spec_larger_than_the_context_is_split_and_still_fully_exposed(
    server: Stub, tmp_path: Path
) -> None:
    spec = made_up(60)
    whole = proposing.plan(spec, MODEL)
    split = proposing.plan(spec, MODEL, context=26_000)
    assert split.windows > 1
    assert split.exposure == 1.0
    assert split.total.full_price > whole.total.full_price

    model = ModelConfig(base_url=server.url + "/v1", model="gpt-4.1", context=26_000)

    async def run() -> None:
        store = CallStore(tmp_path / "calls.sqlite")
        async with Client({MODEL: model}, store) as client:
            await proposing.propose(client, spec, [MODEL], limit=30)
        store.close()

    asyncio.run(run())
    requests = [sent(path, body) for path, body, _ in server.requests]
    assert shown_together(spec, requests) == 1.0
    assert max(len(r.prefix) + len(r.task) for r in requests) / 3 + 8000 < 26_000


def test_one_edited_rule_costs_a_tenth_of_a_sweep_at_most(server: Stub, tmp_path: Path) -> None:
    spec = made_up(92)
    edited = spec.statements[300].id
    requests = read(spec, server, "openai", tmp_path, earlier=proposing.Earlier(changed=(edited,)))
    sweep = next(line for line in proposing.plan(spec, MODEL).lines if line.strategy == "sweep")
    assert 0 < len(requests) <= sweep.cost.calls / 10
    judging = [r for r in requests if "\n[P1]\n" in r.task]
    assert sum(r.task.count(spec.statements[300].text) for r in judging) >= 50
    assert any("S301" in in_focus(r.task) for r in requests if r not in judging)
