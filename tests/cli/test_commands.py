from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from specaudit.config import Config, load
from tests.cli.run import simulated, specaudit
from tests.conftest import SPECS
from tests.llm.stub import Stub, serve

MARLOW = SPECS / "marlow.md"
OWN = """# Desk

The assistant must answer every question about a delayed ferry.

The assistant must not answer any question about a delayed ferry in public.
"""
STUBBED_RUN = ["audit", "own.md", "--engine", "pattern", "--yes"]
HEAVY = ("anthropic", "openai", "pydantic_ai", "spacy", "numpy", "scipy", "networkx", "rich")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.md").write_text(OWN, encoding="utf-8")
    gaps = (SPECS / "marlow.gaps.json").read_text("utf-8")
    (tmp_path / "marlow.gaps.json").write_text(gaps, encoding="utf-8")


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serve(Stub()) as running:
        yield running


def served(stub: Stub, key: str = "") -> None:
    lines = []
    for name in ("a", "b", "judge"):
        lines += [f'[models."stub/{name}"]', f'base-url = "{stub.url}/v1"']
        lines += [f'api-key-env = "{key}"'] if key else []
        lines += ["price = { input = 1.0, output = 1.0 }"]
    Path("specaudit.toml").write_text("\n".join(lines))


STUBBED = ["--model", "stub/a", "--model", "stub/b", "--judge", "stub/judge"]


def test_help_names_every_command_and_imports_nothing_heavy() -> None:
    code = "import sys; from specaudit.cli import main\ntry: main(['--help'])\nexcept SystemExit:"
    code += f" print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    for command in ("lint", "audit", "report", "graph", "rules", "config", "demo"):
        assert f"  {command} " in done.stdout
    assert done.stdout.count("specaudit lint spec.md") == 1


def test_every_command_shows_its_help() -> None:
    from specaudit.cli import COMMANDS

    for name in COMMANDS:
        outcome = specaudit(name, "--help")
        assert outcome.code == 0, name
        assert "Usage: specaudit " + name in outcome.out


def test_usage_errors_exit_2_with_a_hint() -> None:
    assert specaudit().code == 2
    unknown = specaudit("lnt")
    assert unknown.code == 2
    assert "lint" in unknown.err
    assert specaudit("audit", MARLOW, "--samplez", 3).code == 2
    assert specaudit("audit", MARLOW, "--samples", 0).code == 2


def test_an_audit_writes_what_it_names(audited: str) -> None:
    assert "SIMULATED" in audited
    assert "contradiction" in audited
    wrote = [line.removeprefix("wrote ") for line in audited.splitlines() if "wrote" in line]
    assert len(wrote) == 4
    assert all(Path(name).is_file() for name in wrote)
    assert max(map(len, audited.splitlines())) <= 80 + len(".specaudit/runs/")
    report = json.loads(Path("out.json").read_text())
    assert report["schema_version"] == "1.0"
    again = specaudit("report", "latest", "--format", "json")
    assert json.loads(again.out)["gaps"] == report["gaps"]


@pytest.mark.usefixtures("audited")
def test_fail_on_confirmed_exits_1_and_nothing_else_changes() -> None:
    assert specaudit(*simulated("--fail-on", "confirmed")).code == 1


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("-o", "gaps.pdf", "no report format"),
        ("--config", 'report.output = ["gaps.pdf"]', "no report format"),
        ("--config", 'report.redact = ["("]', "not a regular expression"),
        ("--config", "report.weights = { luck = 1.0 }", "no part of the ranking"),
        ("--config", "audit.alpha = 0", "alpha must be from"),
    ],
)
def test_a_report_that_cannot_be_written_is_refused_before_anything_is_spent(
    option: str, value: str, says: str
) -> None:
    outcome = specaudit(*simulated(option, value))
    assert outcome.code == 2
    assert says in outcome.err
    assert not Path(".specaudit/runs").exists()


def test_a_dry_run_needs_no_key_and_calls_nobody() -> None:
    models = ["--model", "openai/gpt-4.1", "--model", "anthropic/claude-sonnet-4-5"]
    outcome = specaudit("audit", MARLOW, *models, "--judge", "google/gemini-2.5-pro", "--dry-run")
    assert outcome.code == 0
    assert "api.openai.com" in outcome.out
    assert "ceiling" in outcome.out
    assert "No calls were made." in outcome.out
    assert not Path(".specaudit/runs").exists()


def test_a_plan_shows_how_a_proposer_reads_and_what_of_it_is_cached() -> None:
    models = ["--model", "openai/gpt-4.1", "--model", "anthropic/claude-sonnet-4-5"]
    common = ["audit", MARLOW, *models, "--judge", "google/gemini-2.5-pro", "--dry-run"]
    out = specaudit(*common, "--proposer", "xai/grok-4", "--also-read", "whole").out
    rows = [line.split()[1] for line in out.splitlines() if line.startswith("  read: ")]
    assert rows == [
        "sweep", "tensions", "terms", "coverage", "tie-breaks", "examples", "commentary", "whole",
        "targeted",
    ]  # fmt: skip
    assert "cached" in out
    assert "xai/grok-4 sees 100.0% of all pairs of statements together" in out
    two = specaudit(*common, "--proposer", "xai/grok-4", "--proposer", "openai/gpt-4.1-mini").out
    assert "openai/gpt-4.1-mini reads for" in two
    assert specaudit(*common, "--also-read", "thirds").code == 2


def test_no_is_no_and_says_that_nothing_was_spent(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    served(stub)
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    outcome = specaudit(*(arg for arg in STUBBED_RUN if arg != "--yes"), *STUBBED)
    assert outcome.code == 2
    assert "declined: nothing was asked and nothing spent" in outcome.err
    assert stub.count == 0


def test_a_missing_key_is_named_before_any_call(stub: Stub) -> None:
    served(stub, key="STUB_KEY")
    outcome = specaudit(*STUBBED_RUN, *STUBBED)
    assert outcome.code == 2
    assert outcome.err.count("\n") == 1
    assert "STUB_KEY is not set" in outcome.err
    assert stub.count == 0
    assert not Path(".specaudit/runs").exists()


def test_a_resumed_run_has_the_settings_beside_its_spec(stub: Stub) -> None:
    served(stub)
    Path("sub").mkdir()
    for name in ("specaudit.toml", "own.md"):
        Path(name).rename(f"sub/{name}")
    first = specaudit("audit", "sub/own.md", *STUBBED_RUN[2:], *STUBBED, "--max-calls", 3)
    assert (first.code, stub.count) == (3, 3), first.err
    again = specaudit("audit", "--resume", "latest", "--yes", "--max-calls", 5)
    assert (again.code, stub.count) == (3, 5), again.err


def test_a_rejected_key_is_named_and_never_shown(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    served(stub, key="STUB_KEY")
    monkeypatch.setenv("STUB_KEY", "sk-verysecretverysecret")
    stub.status = [401] * 500
    outcome = specaudit(*STUBBED_RUN, *STUBBED, "--max-connections", 1)
    assert outcome.code == 2
    last = outcome.err.splitlines()[-1]
    assert "rejected the key in STUB_KEY" in last
    assert "secret" not in outcome.out + outcome.err
    assert stub.count == 1


def test_an_unreachable_host_is_said_once() -> None:
    with serve(Stub()) as gone:
        pass
    served(gone)
    outcome = specaudit(*STUBBED_RUN, *STUBBED)
    assert outcome.code == 2
    assert "cannot reach 127.0.0.1" in outcome.err.splitlines()[-1]


def test_answers_that_fit_nothing_leave_an_honest_report(stub: Stub) -> None:
    served(stub)
    stub.answer = lambda body: "<script>alert(1)</script> \x1b[31m I judge it fine"
    outcome = specaudit(*STUBBED_RUN, *STUBBED, "--max-gaps", 1, "--queries", 1)
    assert outcome.code == 0
    assert "Instrument check FAILED" in outcome.out
    assert "Nothing below is confirmed" in " ".join(outcome.out.split())
    assert "\x1b" not in outcome.out


def test_one_answer_a_query_is_said_to_hide_the_members_own_noise() -> None:
    said = "a member's own noise is unknown"
    small = ("--samples", 1, "--max-gaps", 1, "--queries", 2)
    assert said in " ".join(specaudit(*simulated(*small)).out.split())


def test_a_cap_on_calls_exits_3_and_says_how_to_go_on() -> None:
    outcome = specaudit(*simulated("--queries", 2, "--max-gaps", 1, "--max-calls", 350))
    assert outcome.code == 3
    assert "--resume" in outcome.err
    for change in (["--queries", 2], ["--engine", "spacy"], ["--keep-going"], [MARLOW]):
        refused = specaudit("audit", "--resume", "latest", *change)
        assert refused.code == 2
        assert f"--resume takes no {'PATH' if change == [MARLOW] else change[0]}" in refused.err
    assert specaudit("audit", "--resume", "latest").code == 0


@pytest.mark.parametrize("command", ["audit", "graph", "lint"])
def test_bad_documents_are_one_clear_line(command: str, tmp_path: Path) -> None:
    cases = {
        "missing.md": (None, "no such file"),
        "photo.md": (b"a\x00b", "NUL byte at offset 1"),
        "latin.md": (b"caf\xe9 \xff", "not valid UTF-8 at byte 3 (line 1, column 4)"),
    }
    for name, (data, says) in cases.items():
        if data is not None:
            (tmp_path / name).write_bytes(data)
        outcome = specaudit(command, name)
        assert outcome.code == 2
        assert says in outcome.err
        assert name in outcome.err


def test_an_empty_spec_is_nothing_to_audit(tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_text("")
    outcome = specaudit("audit", "empty.md")
    assert outcome.code == 2
    assert "nothing to audit" in outcome.err


def test_a_spec_over_the_size_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "big.md").write_text("Models must obey.\n" * 70_000)
    Path("specaudit.toml").write_text('[lint]\nmax-file-size = "1MB"\n')
    outcome = specaudit("graph", "big.md")
    assert outcome.code == 2
    assert "over max-file-size (1 MB)" in outcome.err


def test_broken_settings_are_named_with_their_line() -> None:
    Path("specaudit.toml").write_text("[audit]\nqueriez = 3\n")
    inside = specaudit("audit", "own.md")
    assert inside.code == 2
    assert 'specaudit.toml:2: unknown key "queriez"; did you mean "queries"?' in inside.err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a file where a folder should be")
def test_an_unwritable_run_directory_is_said_before_any_call(stub: Stub, tmp_path: Path) -> None:
    served(stub)
    (tmp_path / "taken").write_text("")
    outcome = specaudit(*STUBBED_RUN, *STUBBED, "--run-dir", "taken/runs")
    assert outcome.code == 2
    assert "--run-dir" in outcome.err
    assert stub.count == 0


def test_unknown_models_and_worlds_are_named() -> None:
    outcome = specaudit("audit", "own.md", "--model", "openai/x", "--judge", "z")
    assert outcome.code == 2
    assert 'model "z"' in outcome.err
    members = ["--model", "scripted/no:a", "--model", "scripted/no:b"]
    world = specaudit("audit", "own.md", *members, "--judge", "scripted/no:j")
    assert world.code == 2
    assert "no simulated world" in world.err


def test_graphs_come_in_every_format(tmp_path: Path) -> None:
    for ending in ("json", "dot", "mmd", "html"):
        outcome = specaudit("graph", MARLOW, "--engine", "pattern", "-o", f"graph.{ending}")
        assert outcome.code == 0
        assert (tmp_path / f"graph.{ending}").stat().st_size > 500
    assert json.loads((tmp_path / "graph.json").read_text())
    assert specaudit("graph", MARLOW, "-o", "graph.png").code == 2


def test_a_name_cannot_turn_a_line_around() -> None:
    name = "a\u202eb.md"
    Path(name).write_text(OWN, encoding="utf-8")
    said = specaudit("graph", name, "-o", "\u202eg.json").err
    assert "wrote" in said
    assert "\u202e" not in said


def test_models_are_listed_without_reading_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-verysecretverysecret")
    Path("specaudit.toml").write_text(
        '[audit]\nmodels = ["openai/gpt-4.1", "anthropic/claude-sonnet-4-5"]\n'
        'judges = ["google/gemini-2.5-pro"]\n'
        'proposer = "xai/grok-4"\nco-proposers = ["openai/gpt-4.1-mini"]\n'
    )
    outcome = specaudit("models")
    assert outcome.code == 0
    roles = {line.split()[0]: re.split(r" {2,}", line)[1] for line in outcome.out.splitlines()}
    assert roles["openai/gpt-4.1-mini"] == "proposer"
    assert "OPENAI_API_KEY set" in outcome.out
    assert "GOOGLE_API_KEY NOT SET" in outcome.out
    assert "secret" not in outcome.out


def test_every_setting_is_shown_with_its_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("specaudit.toml").write_text(
        '# ours\nfail-on = "note"\n\n[lint]\nignore = ["SA1"]\n\n'
        '[models."local/x"]\napi = "openai"\nbase-url = "http://127.0.0.1:1/v1"\n'
    )
    monkeypatch.setenv("SPECAUDIT_LINT_LIMIT", "3")
    lines = specaudit("config", "--config", "audit.queries = 9").out.splitlines()
    assert 'fail-on = "note"    # specaudit.toml:2' in lines
    assert 'lint.ignore = ["SA1"]    # specaudit.toml:5' in lines
    assert 'models."local/x".api = "openai"    # specaudit.toml:8' in lines
    assert "audit.queries = 9    # --config" in lines
    assert "audit.samples = 2    # default" in lines
    assert lines[-1].startswith("# SPECAUDIT_LINT_LIMIT is set in the environment")
    Path("specaudit.toml").unlink()
    Path("pyproject.toml").write_text(
        '[project]\nname = "x"\n\n[tool.specaudit]\nfail-on = "error"\n'
    )
    assert 'fail-on = "error"    # pyproject.toml:5' in specaudit("config").out.splitlines()


def test_settings_are_shown_written_and_described() -> None:
    assert "audit.queries = 60" in specaudit("config").out
    assert specaudit("config", "init").code == 0
    assert specaudit("config", "init").code == 2
    assert specaudit("config").code == 0
    defaults = Config()
    lines = Path("specaudit.toml").read_text().splitlines()
    Path("specaudit.toml").write_text(
        "\n".join(re.sub(r"^# (?=\[|[a-z-]+ = )", "", line) for line in lines)
    )
    written = load(Path("specaudit.toml"))
    for name in ("queries", "samples", "max_gaps", "second_votes", "refusals", "ablation"):
        assert getattr(written.audit, name) == getattr(defaults.audit, name), name
    assert (written.fail_on, written.baseline) == (defaults.fail_on, defaults.baseline)
    assert written.document == defaults.document
    planned = specaudit("audit", "own.md", "--engine", "pattern", "--dry-run")
    assert planned.code == 0, planned.err
    schema = json.loads(specaudit("config", "schema").out)
    assert "queries" in schema["properties"]["audit"]["properties"]


def test_a_report_that_is_none_says_so(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text("{}")
    outcome = specaudit("report", "other.json")
    assert outcome.code == 2
    assert "not a specaudit report.json" in outcome.err
    assert specaudit("report", "latest").code == 2


@pytest.mark.usefixtures("audited")
def test_confirmed_gaps_become_issues_and_two_runs_are_compared(tmp_path: Path) -> None:
    for fmt in ("md", "gh", "jira-csv", "linear-csv", "gitlab-csv", "json"):
        outcome = specaudit("issues", "latest", "--format", fmt, "--to", tmp_path / fmt)
        assert outcome.code == 0
        assert list((tmp_path / fmt).iterdir())
    assert specaudit(*simulated("--seed", 1, "--max-gaps", 1, "--queries", 2)).code == 0
    first, second = sorted((tmp_path / ".specaudit/runs").glob("*/report.json"))
    same = specaudit("compare", first, first, "--fail-on", "new")
    assert same.code == 0
    fewer = specaudit("compare", second, first, "--fail-on", "new")
    assert fewer.code == 1
    for form in ("markdown", "sarif", "junit", "html"):
        assert specaudit("report", first, "--format", form).code == 0


@pytest.mark.usefixtures("audited")
def test_a_run_is_rendered_again_in_part_and_with_words_blacked_out(tmp_path: Path) -> None:
    (path,) = (tmp_path / ".specaudit/runs").glob("*/report.json")
    whole = json.loads(path.read_text("utf-8"))
    first, second, *_ = (gap["candidate"]["id"] for gap in whole["gaps"])

    lines = specaudit("report", "latest", "--format", "evidence").out.splitlines()
    assert {json.loads(line).get("gap") for line in lines} >= {None, first, second}
    outcome = specaudit(
        "report", "latest", "--only", first, "--format", "evidence", "-o", "e.jsonl"
    )
    assert {json.loads(line).get("gap") for line in outcome.out.splitlines()} == {None, first}
    assert Path("e.jsonl").read_text("ascii") == outcome.out
    assert "no such gap" in specaudit("report", "latest", "--only", "GAP-00000000").err

    sizes = {
        choice: len(specaudit("report", "latest", "--format", "html", "--transcripts", choice).out)
        for choice in ("none", "sampled", "all")
    }
    assert sizes["none"] < sizes["sampled"] < sizes["all"]

    redacted = specaudit("report", "latest", "--redact", "(?i)ferr[a-z]+", "--format", "json").out
    assert "ferr" not in redacted.lower()
    assert "not a regular expression" in specaudit("report", "latest", "--redact", "(").err


@pytest.mark.usefixtures("audited")
def test_a_report_holds_the_prompts_that_were_sent(tmp_path: Path) -> None:
    (path,) = (tmp_path / ".specaudit/runs").glob("*/report.json")
    prompts = json.loads(path.read_text("utf-8"))["run"]["prompts"]
    assert prompts
    page = Path("out.html").read_text("utf-8")
    for prompt in prompts:
        assert hashlib.sha256(prompt["text"].encode()).hexdigest() == prompt["sha256"]
        assert prompt["sha256"] in page


def test_a_spec_too_large_to_audit_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "big.md").write_text("The assistant must obey.\n\n" * 150_000)
    outcome = specaudit("audit", "big.md", "--dry-run")
    assert outcome.code == 2
    assert "big.md is 3.9 MB; an audit takes up to 3 MB" in outcome.err


@pytest.mark.usefixtures("audited")
def test_what_is_to_be_redacted_is_in_no_report(tmp_path: Path) -> None:
    Path("specaudit.toml").write_text('[report]\nredact = ["librar[a-z]+"]\n')
    (tmp_path / "marlow.md").write_text(MARLOW.read_text("utf-8"), "utf-8")
    arguments = simulated("-o", "out.html", "-o", "out.md")
    arguments[1] = "marlow.md"
    assert specaudit(*arguments).code == 0
    for name in ("out.html", "out.md"):
        assert "librar" not in (tmp_path / name).read_text("utf-8").casefold()


def test_the_rule_book_is_listed_for_people_and_scripts() -> None:
    data = json.loads(specaudit("rules", "--format", "json").out)
    assert len(data) >= 35
    assert all(row["summary"].startswith("Reports ") and row["doc"] for row in data)
    assert all("   <-- here\n" in row["doc"] and "finds: SA" not in row["doc"] for row in data)
    listed = specaudit("rules").out
    assert all(f"  {row['code']}  {row['name']} " in listed for row in data)


def test_the_list_of_rules_says_when_each_runs() -> None:
    listed = specaudit("rules").out
    when = {line.split()[1]: line.split()[3] for line in listed.splitlines() if "  SA" in line}
    assert when["placeholder"] == when["heading-skip"] == "on"
    assert when["vague-term"] == "pedantic"
    assert when["suppression-without-reason"] == "setting"
    assert all(f"{word}: " in listed for word in set(when.values()))
    assert "off by default" in specaudit("rules", "SA903").out


def test_a_family_or_a_prefix_lists_its_rules() -> None:
    listed = specaudit("rules", "conflict").out
    assert listed == specaudit("rules", "SA2").out
    assert "direct-contradiction" in listed
    assert "SA1" not in listed
    assert specaudit("rules", "SA201").out.startswith("# direct-contradiction (SA201)")


def test_examples_side_by_side_on_a_rules_page_are_told_apart() -> None:
    page = specaudit("rules", "duplicate-anchor").out
    examples = page.partition("## Fails\n")[2].partition("## Passes\n")[0].split("    # Charter")
    assert len(examples) > 2
    assert all("Another document:" in between for between in examples[1:-1])


def test_a_rules_page_offers_no_lower_severity_to_a_note() -> None:
    assert 'severity = { placeholder = "note" }' in specaudit("rules", "placeholder").out
    assert "severity =" not in specaudit("rules", "heading-skip").out


def test_a_rules_page_reads_as_text_and_says_how_to_fix_and_silence() -> None:
    from specaudit.lint import rulebook

    for rule in rulebook.load().rules:
        page = specaudit("rules", rule.name).out
        heads = [line[3:] for line in page.splitlines() if line.startswith("## ")]
        assert heads[:5] == list(rulebook.HEADINGS[:5])
        assert "How to silence" in heads
        assert f"specaudit-disable-next-line {rule.name}" in page
        assert "   <-- here\n" in page
        assert "````" not in page
        assert "finds: SA" not in page + specaudit("rules", rule.name, "--format", "markdown").out
        for name, value in rule.params.items():
            shown = not isinstance(value, str) and name != "types"
            assert (f"\n- {name}: " in page) is shown
