from __future__ import annotations

from pathlib import Path

import pytest

from specaudit import config
from specaudit.config import Config
from specaudit.domain.errors import ConfigError


def write(tmp_path: Path, text: str, name: str = "specaudit.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_default_comes_back_from_an_empty_file(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    loaded = config.load(path)
    assert loaded.path == str(path)
    assert loaded.audit == Config().audit
    assert loaded.lint == Config().lint


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('\nfial-on = "x"', 2, 'did you mean "fail-on"?'),
        ("fail-on = 3", 1, "must be one of error, warning, note, never"),
        ('[audit]\nseed = 1\nmodels = "x"', 3, "models must be a list of strings"),
        ("[audit]\nqueries = true", 2, "queries must be a whole number"),
        ("[lint]\n[lint.severity]\nSA101 = 3", 3, "SA101 must be a string"),
        ("lint = 3", 1, "lint must be a table"),
        ('[models."a/b"]\nbase = "x"', 2, 'unknown key "base"'),
        ('[models."a/b"]\napi-key-env = "sk-' + "a" * 30 + '"', 2, "looks like a key"),
        ('required-version = ">=99.0"', 1, "needs specaudit >=99.0"),
        ('required-version = "latest"', 1, "must look like"),
    ],
)
def test_mistakes_are_named_with_their_line(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        config.load(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert says in str(caught.value)
    assert "sk-" not in str(caught.value)


def test_broken_toml_says_where(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"not valid TOML.*line 2"):
        config.load(write(tmp_path, "a = 1\nb = = 2\n"))


def test_the_nearest_file_wins_and_pyproject_needs_its_table(tmp_path: Path) -> None:
    inner = tmp_path / "docs" / "spec"
    inner.mkdir(parents=True)
    write(tmp_path, "[tool.specaudit.audit]\nqueries = 3", "pyproject.toml")
    write(tmp_path / "docs", "[project]\nname = 'x'", "pyproject.toml")
    found = config.discover(inner / "spec.md")
    assert found == tmp_path / "pyproject.toml"
    assert config.load(found).audit.queries == 3


def test_errors_in_pyproject_name_its_own_lines(tmp_path: Path) -> None:
    text = "[project]\nqueries = 1\n\n[tool.specaudit.audit]\nqueries = 'x'"
    with pytest.raises(ConfigError, match=r"pyproject\.toml:5: queries must be a whole number"):
        config.load(write(tmp_path, text, "pyproject.toml"))


def test_single_settings_lie_over_the_file_and_leave_the_rest(tmp_path: Path) -> None:
    path = write(tmp_path, "[audit]\nqueries = 3\nsamples = 4")
    loaded = config.load(path, ["audit.samples = 5", 'fail-on = "note"'])
    assert (loaded.audit.queries, loaded.audit.samples, loaded.fail_on) == (3, 5, "note")


def test_a_single_setting_that_is_wrong_is_an_error() -> None:
    with pytest.raises(ConfigError, match="--config"):
        config.load(None, ["audit.samplez = 5"])
