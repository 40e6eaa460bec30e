from __future__ import annotations

import re
from pathlib import Path

import pytest

from specaudit.cli.rules import markdown_table
from specaudit.config import DocumentOptions
from specaudit.domain.errors import ConfigError, InputError
from specaudit.domain.finding import Severity
from specaudit.domain.lint import Default, LintOptions, Rule
from specaudit.lint import frontmatter, rulebook, runner
from specaudit.lint.checks import CHECKS
from specaudit.lint.checks import load as load_check
from specaudit.lint.session import parse
from specaudit.lint.sources import Source

from .cases import Case, cases

BOOK = rulebook.load()
PAGES = [BOOK.page(rule) for rule in BOOK.rules]
FENCE = re.compile(r"^````.*?^````$", re.MULTILINE | re.DOTALL)
CASES = [case for page in PAGES for case in cases(page)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    # The own rules of the runner judge comments on other rules, so those run too.
    helpers = ("placeholder",) if not case.rule.check else ()
    options = LintOptions(select=(case.rule.name, *helpers))
    spec = parse(Source("case.md", case.text.encode()), DocumentOptions())
    result = runner.run([spec], options)
    found = [f for f in result.findings if f.rule == case.rule.name]
    assert [f.passages[0].start.line for f in found] == list(case.lines)
    for finding in found:
        for passage in finding.passages:
            assert case.text[passage.span.start : passage.span.end] == passage.text
            assert passage.text


@pytest.mark.parametrize("case", [c for c in CASES if c.heading == "Passes"], ids=str)
def test_a_passing_case_is_quiet_under_every_rule_that_runs_by_default(case: Case) -> None:
    spec = parse(Source("case.md", case.text.encode()), DocumentOptions())
    result = runner.run([spec], LintOptions(extend_select=(case.rule.name,)))
    assert [(f.rule, f.passages[0].text) for f in result.findings] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page(page: Rule) -> None:
    own = [case for case in CASES if case.rule.name == page.name]
    assert any(case.lines for case in own if case.heading == "Fails")
    assert all(case.lines for case in own if case.heading == "Fails")
    assert any(case.heading == "Passes" for case in own)
    assert not any(case.lines for case in own if case.heading == "Passes")
    headings = re.findall(r"^## (.*)$", FENCE.sub("", page.doc), re.MULTILINE)
    assert tuple(headings) in (rulebook.HEADINGS, rulebook.HEADINGS[:-1])
    assert page.summary.startswith("Reports ")
    assert page.doc.startswith(f"# {page.name} ({page.code})")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_default_and_severity_agree(page: Rule) -> None:
    if page.default is Default.LINT:
        assert page.severity is Severity.NOTE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_word_list_and_threshold_is_explained(page: Rule) -> None:
    shown = {key for key, value in page.params.items() if not isinstance(value, str)}
    unexplained = {key for key in shown - {"types"} if f"`{key}`" not in page.doc}
    assert not unexplained


def test_codes_and_names_are_unique() -> None:
    assert len({page.code for page in PAGES}) == len(PAGES) >= 35
    assert len({page.name for page in PAGES}) == len(PAGES)


def test_every_check_is_used_and_loads() -> None:
    used = {page.check for page in PAGES} - {""}
    assert used == set(CHECKS)
    for name in CHECKS:
        assert callable(load_check(name))


def test_front_matter_agrees_with_a_yaml_reader() -> None:
    yaml = pytest.importorskip("yaml")
    for page in PAGES:
        head, _ = frontmatter.split((BOOK.root / f"{page.name}.md").read_text(encoding="utf-8"))
        ours = frontmatter.parse(head)
        theirs = yaml.safe_load(head)
        assert ours.keys() == theirs.keys()
        assert ours["code"] == theirs["code"]
        params = ours.get("params", {})
        assert isinstance(params, dict)
        for key, value in params.items():
            other = theirs["params"][key]
            assert value == (tuple(other) if isinstance(other, list) else other)


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("code SA1", "line 2: expected 'key: value'"),
        ("code: SA1\ncode: SA2", "line 3: 'code' is repeated"),
        ("words: [a, b", "line 2: list is not closed"),
        ("  deep: 1", "line 2: 'deep' is misplaced"),
        ('words: ["a]', "line 2: quote is not closed"),
    ],
)
def test_front_matter_is_strict(head: str, message: str) -> None:
    with pytest.raises(frontmatter.FrontMatterError, match=message.replace("[", r"\[")):
        frontmatter.parse(head)


def test_unknown_key_is_an_error(tmp_path: Path) -> None:
    text = (BOOK.root / "placeholder.md").read_text(encoding="utf-8")
    (tmp_path / "placeholder.md").write_text(text.replace("since:", "sicne: 1\nsince:"))
    with pytest.raises(InputError, match=r"placeholder.md: unknown key 'sicne'"):
        rulebook.load(tmp_path)


def test_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match='did you mean "direct-contradiction"'):
        BOOK.matching("direct-contradicton")
    with pytest.raises(ConfigError, match=r'^unknown rule "SA999"; see specaudit rules$'):
        BOOK.matching("SA999")


def test_selectors_take_names_codes_prefixes_families() -> None:
    assert [r.code for r in BOOK.matching("SA101")] == ["SA101"]
    assert {r.code[:3] for r in BOOK.matching("SA1")} == {"SA1"}
    assert BOOK.matching("sa1") == BOOK.matching("SA1")
    assert BOOK.matching("structure") == BOOK.matching("SA1")
    assert BOOK.matching("all") == BOOK.rules


def test_index_is_current() -> None:
    assert (BOOK.root / "README.md").read_text(encoding="utf-8").endswith(markdown_table(PAGES))
