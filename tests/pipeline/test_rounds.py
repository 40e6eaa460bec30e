"""Who writes the scenarios and who judges twice, through the real pipeline."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from specaudit.config import AuditConfig, Config
from specaudit.domain.errors import ConfigError
from specaudit.domain.report import AuditReport
from specaudit.pipeline import audit
from specaudit.probe import template
from specaudit.report import render
from tests.conftest import SPECS


def config(tmp_path: Path, name: str, **changes: object) -> Config:
    settings = AuditConfig(
        models=tuple(f"scripted/{name}:{letter}" for letter in "abc"),
        judges=tuple(f"scripted/{name}:j{n}" for n in range(2)),
        generator=f"scripted/{name}:g",
        queries=6,
        max_gaps=4,
        run_dir=str(tmp_path / "runs"),
    )
    return Config(audit=replace(settings, **changes))  # type: ignore[arg-type]


def run(settings: Config) -> AuditReport:
    return audit.run(audit.prepare(SPECS / "marlow.md", settings, "pattern"))


def writers(report: AuditReport) -> Counter[str]:
    return Counter(s.generator for e in report.evidence for s in e.scenarios)


def several(name: str, count: int) -> dict[str, object]:
    return {"co_generators": tuple(f"scripted/{name}:g{n}" for n in range(2, count + 1))}


def test_generators_take_turns_and_the_record_names_them(tmp_path: Path) -> None:
    report = run(config(tmp_path, "mixed", **several("mixed", 3)))
    names = [f"scripted/mixed:{g}" for g in ("g", "g2", "g3")]
    assert set(writers(report)) == set(names)
    firsts = set()
    for evidence in report.evidence:
        order = [names.index(s.generator) for s in evidence.scenarios]
        assert all((a + 1) % 3 == b for a, b in pairwise(order))
        firsts.update(order[:1])
        if evidence.rubric is not None:
            assert evidence.rubric.author == names[0]
    assert len(firsts) > 1, "candidates start with different generators"
    assert not any(s.explores for e in report.evidence for s in e.scenarios)
    used = {use.model for use in report.run.models if use.role == "generator"}
    assert used == set(names)


def test_where_one_refuses_another_is_asked_and_refusals_are_counted_by_generator(
    tmp_path: Path,
) -> None:
    alone = run(config(tmp_path / "1", "refusing"))
    three = run(config(tmp_path / "3", "refusing", **several("refusing", 3)))
    shares = [writers(r)[template.NAME] / writers(r).total() for r in (alone, three)]
    assert shares[0] > 0.25
    assert shares[1] < shares[0] / 2
    # Three generators share a few seeds: one of them may refuse none.
    for report, least in ((alone, 1), (three, 2)):
        notes = [n for n in report.run.notes if "by scripted/refusing:g" in n]
        assert len(notes) >= least
        for note in notes:
            assert "refused" in note
            turned_away, asked = int(note.split()[0]), int(note.split()[2])
            assert 0 < turned_away < asked


def test_a_generator_that_repeats_itself_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from specaudit.pipeline import messages

    real = messages.made_up
    monkeypatch.setattr(
        messages, "made_up", lambda world, about, key: real(world, (about[0], "0"), key)
    )
    report = run(config(tmp_path, "mixed", max_gaps=2))
    assert any("near-duplicate" in note for note in report.run.notes)
    for evidence in report.evidence:
        own = [s for s in evidence.scenarios if s.generator != template.NAME]
        assert len(own) <= 1, "the same words are kept once"
        assert len({s.id for s in evidence.scenarios}) == len(evidence.scenarios)


def test_more_generators_need_a_first(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="co-generators needs a generator"):
        run(config(tmp_path, "mixed", generator="", **several("mixed", 2)))


def test_second_votes_show_a_judges_noise_and_change_no_finding(tmp_path: Path) -> None:
    once = run(config(tmp_path, "contradiction"))
    twice = run(config(tmp_path, "contradiction", second_votes=0.5))
    assert twice.gaps == once.gaps
    assert twice.overall == once.overall
    verdicts = [v for e in twice.evidence for v in e.verdicts]
    first = {(v.response_id, v.judge) for v in verdicts if v.vote == 0}
    again = {(v.response_id, v.judge) for v in verdicts if v.vote == 1}
    assert again < first
    assert 0.4 < len(again) / len(first) < 0.6
    assert all(j.repeated is None for j in once.judges)
    for judge in twice.judges:
        assert judge.repeated is not None
        assert judge.moved is not None
        assert judge.repeated.value is not None
        # Its errors (0.06) and "ambiguous" (a quarter under conflict) are drawn anew each time.
        assert 0.6 < judge.repeated.value < 1.0
        assert judge.repeated.n == len(again) // 2
        assert judge.moved.value is not None
        assert 0 < judge.moved.value < 1.0
    for form in ("terminal", "html", "markdown"):
        said = " ".join(render(twice, form).split())
        assert "Judges asked again give the same verdict" in said, form
        assert "asked again" not in render(once, form), form


def test_the_plan_covers_several_generators_and_second_votes(tmp_path: Path) -> None:
    settings = config(tmp_path, "refusing", second_votes=0.5, **several("refusing", 2))
    job = audit.prepare(SPECS / "marlow.md", settings, "pattern")
    loads = [row.load for row in audit.plan(job).rows]
    report = audit.run(job)
    for use in report.run.models:
        low = sum(x.low for x in loads if x.model == use.model)
        ceiling = sum(x.ceiling for x in loads if x.model == use.model)
        called = sum(u.calls for u in report.run.models if u.model == use.model)
        assert low <= called <= ceiling, use.model


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_lies_between_none_and_all(tmp_path: Path, share: float) -> None:
    with pytest.raises(ConfigError, match="second-votes"):
        run(config(tmp_path, "mixed", second_votes=share))
