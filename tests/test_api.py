"""The Python interface: what is public works as documented, and prints nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import specaudit
from specaudit.config import AuditConfig

ROOT = Path(__file__).parents[1]
DRAFT = ROOT / "specs" / "marlow.md"
WORLD = "scripted/gaps@marlow.gaps.json"
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_every_public_name_is_there() -> None:
    for name in specaudit.__all__:
        assert getattr(specaudit, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = specaudit.nothing


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, specaudit; print(sorted(set(sys.modules) & {'pydantic', 'click', 'numpy'}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_lint_works_before_and_after_its_package_is_imported() -> None:
    code = (
        "import specaudit; specaudit.lint(text='# A'); import specaudit.lint.runner;"
        "print(len(specaudit.lint(text='# A').documents))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


def test_lint_gives_what_the_command_gives(capsys: pytest.CaptureFixture[str]) -> None:
    from_file = specaudit.lint(DRAFT, no_cache=True)
    from_text = specaudit.lint(text=DRAFT.read_text("utf-8"))
    assert from_file.findings
    assert from_file.exit_code == 1
    assert [f.fingerprint for f in from_file.findings] == [
        f.fingerprint for f in from_text.findings
    ]
    assert specaudit.lint(DRAFT, fail_on="never").exit_code == 0
    assert not specaudit.lint(DRAFT, select=["dangling-reference"], ignore=["SA1"]).findings
    assert capsys.readouterr() == ("", "")


def test_bad_input_raises_one_line(tmp_path: Path) -> None:
    with pytest.raises(specaudit.InputError, match=r"missing\.md"):
        specaudit.lint(tmp_path / "missing.md")
    with pytest.raises(specaudit.ConfigError, match="not both"):
        specaudit.lint(DRAFT, text="# A")
    with pytest.raises(specaudit.ConfigError, match="no setting colour"):
        specaudit.plan(DRAFT, colour="red")  # type: ignore[call-arg]
    roles: dict[str, Any] = {"models": ["openai/a"], "judges": ["openai/b", "openai/c"]}
    with pytest.raises(specaudit.ConfigError, match="queries must be a whole number"):
        specaudit.plan(DRAFT, **roles, queries="many")  # type: ignore[arg-type]
    with pytest.raises(specaudit.ConfigError, match=r"settings: alpha must be from 0\.0001"):
        specaudit.plan(DRAFT, **roles, alpha=7)
    with pytest.raises(specaudit.ConfigError, match="conditioning must be one of"):
        specaudit.plan(DRAFT, **roles, conditioning="none")  # type: ignore[arg-type]
    with pytest.raises(specaudit.ConfigError, match="models must be a list"):
        specaudit.plan(DRAFT, models="openai/a", judges=roles["judges"])
    with pytest.raises(specaudit.ConfigError, match="select must be a list"):
        specaudit.lint(DRAFT, select="SA101")
    with pytest.raises(specaudit.ConfigError, match="no setting colour"):
        specaudit.lint(DRAFT, colour="red")  # type: ignore[call-arg]
    with pytest.raises(specaudit.ConfigError, match="fail_on must be one of"):
        specaudit.lint(DRAFT, fail_on="always")  # type: ignore[arg-type]
    with pytest.raises(specaudit.InputError, match=r"report\.json"):
        specaudit.Report.load(tmp_path / "report.json")
    (tmp_path / "report.json").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(specaudit.InputError, match="not UTF-8"):
        specaudit.Report.load(tmp_path / "report.json")


def test_every_setting_of_an_audit_is_offered_and_typed() -> None:
    assert set(specaudit.AuditSettings.__annotations__) == {f.name for f in fields(AuditConfig)}


def test_a_cap_of_the_file_can_be_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT / "specs")
    config = tmp_path / "specaudit.toml"
    config.write_text("[audit]\nmax-calls = 1\n")
    run: dict[str, Any] = {
        "config": config,
        "engine": "pattern",
        "models": [f"{WORLD}:a", f"{WORLD}:b"],
        "judges": [f"{WORLD}:j"],
        "max_gaps": 1,
        "queries": 1,
    }
    assert not specaudit.audit("marlow.md", **run, run_dir=str(tmp_path / "a")).run.complete
    taken = specaudit.audit("marlow.md", **run, run_dir=str(tmp_path / "b"), max_calls=None)
    assert taken.run.complete


async def test_waiting_inside_an_event_loop_is_refused() -> None:
    with pytest.raises(specaudit.ConfigError, match="await audit_async"):
        specaudit.audit(DRAFT, models=["scripted/noise:a"], judges=["scripted/noise:j"])


async def test_an_audit_inside_an_event_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT / "specs")
    seen = []
    report = await specaudit.audit_async(
        "marlow.md",
        engine="pattern",
        observe=lambda progress: seen.append(progress.stage),
        models=[f"{WORLD}:{member}" for member in "abcd"],
        judges=[f"{WORLD}:judge-1"],
        generator=f"{WORLD}:generator",
        max_gaps=2,
        queries=3,
        run_dir=str(tmp_path / "runs"),
    )
    assert report.gaps
    assert report.run.committee == tuple(f"{WORLD}:{member}" for member in "abcd")
    assert set(report.confirmed) <= set(report.gaps)
    assert report.findings
    assert seen
    report.write(tmp_path / "a.json", tmp_path / "a.html")
    again = specaudit.Report.load(tmp_path / "a.json")
    assert again == report
    assert not report.compare(again).new
    with pytest.raises(specaudit.ConfigError, match="no report format"):
        report.write(tmp_path / "never.json", tmp_path / "a.pdf")
    assert not (tmp_path / "never.json").exists()
    assert capsys.readouterr() == ("", "")


def test_the_documented_blocks_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = BLOCK.findall((ROOT / "docs" / "python.md").read_text("utf-8"))
    assert len(blocks) >= 5
    names: dict[str, object] = {"run_dir": str(tmp_path / "runs")}
    for block in blocks:
        exec(compile(block, "docs/python.md", "exec"), names)


def test_the_documented_blocks_are_typed_strictly(tmp_path: Path) -> None:
    """What a user's own type checker makes of the package, through its ``py.typed``."""
    blocks = BLOCK.findall((ROOT / "docs" / "python.md").read_text("utf-8"))
    types = (
        "assert_type(result, specaudit.LintResult)",
        "assert_type(report, specaudit.Report)",
        "assert_type(older, specaudit.Report)",
        "assert_type(gap.candidate.claim, str)",
        "assert_type(finding.passages[0].start.line, int)",
    )
    head = ["from typing import assert_type", "run_dir: str = ''"]
    script = tmp_path / "script.py"
    script.write_text("\n".join([*head, *blocks, *types]), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", "", str(script)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.stdout == "Success: no issues found in 1 source file\n"
