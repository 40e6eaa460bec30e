"""What a run keeps of its settings, and what it takes anew when it is resumed."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from pathlib import Path

from specaudit.config import AuditConfig, Config
from specaudit.pipeline import audit
from tests.conftest import SPECS

ANEW = {"max_cost", "max_calls", "max_connections", "timeout"}


def test_a_resumed_run_has_all_its_settings_but_the_caps_given_now(tmp_path: Path) -> None:
    def models(*names: str) -> tuple[str, ...]:
        return tuple(f"scripted/mixed:{name}" for name in names)

    first = AuditConfig(
        proposer="scripted/mixed:p",
        co_proposers=models("p2"),
        also_read=("whole",),
        generator="scripted/mixed:g",
        co_generators=models("g2"),
        models=models("a", "b"),
        judges=models("a", "j"),
        conditioning="full",
        max_gaps=3,
        queries=6,
        samples=3,
        second_votes=0.25,
        refusals=False,
        ablation=False,
        seed=5,
        alpha=0.05,
        max_cost=1.0,
        max_calls=150,
        max_connections=3,
        timeout=9.0,
        run_dir=str(tmp_path / "runs"),
        keep_going=True,
        allow_judge_on_committee=True,
        seeded_faults=4,
    )
    untouched = AuditConfig()
    assert [
        f.name for f in fields(first) if getattr(first, f.name) == getattr(untouched, f.name)
    ] == []
    job = audit.begin(audit.prepare(SPECS / "marlow.md", Config(audit=first), "pattern"))
    now = AuditConfig(max_calls=7, timeout=3.0, run_dir=first.run_dir)
    again = audit.resume(audit.run_id(job), Config(audit=now))
    caps = {name: value for name, value in asdict(now).items() if name in ANEW}
    assert again.config.audit == replace(first, **caps)
    assert again.roles == job.roles
