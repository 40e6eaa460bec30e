from __future__ import annotations

import pytest

from specaudit.config import AuditConfig
from specaudit.domain.errors import ConfigError
from specaudit.llm.base import Message, Request
from specaudit.pipeline.roles import EMBEDDED, base_model, bind, for_member


def test_without_models_the_embedded_one_fills_every_role() -> None:
    roles = bind(AuditConfig())
    assert roles.embedded_default
    assert roles.models() == (EMBEDDED,)
    assert len(roles.committee) == 3
    assert len(set(roles.committee)) == 3


def test_a_committee_of_one_becomes_clones_and_repeats_are_numbered() -> None:
    one = bind(AuditConfig(models=("a/b",), judges=("c/d",)))
    assert one.committee == ("a/b#1", "a/b#2", "a/b#3")
    two = bind(AuditConfig(models=("a/b", "x/y", "a/b"), judges=("c/d",)))
    assert two.committee == ("a/b#1", "x/y", "a/b#2")


def test_nobody_judges_their_own_answers_unasked() -> None:
    audit = AuditConfig(models=("a/b", "c/d"), judges=("c/d",))
    with pytest.raises(ConfigError, match="c/d would judge its own answers"):
        bind(audit)
    both = AuditConfig(models=("a/b", "c/d"), judges=("c/d", "a/b"))
    with pytest.raises(ConfigError, match="a/b, c/d would judge their own answers"):
        bind(both)
    allowed = AuditConfig(models=audit.models, judges=audit.judges, allow_judge_on_committee=True)
    assert bind(allowed).judges == ("c/d",)


@pytest.mark.parametrize(
    ("audit", "says"),
    [
        (AuditConfig(judges=("c/d",)), "no committee"),
        (AuditConfig(models=("a/b", "c/d")), "no judges"),
    ],
)
def test_an_empty_role_is_named(audit: AuditConfig, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        bind(audit)


def test_the_proposer_writes_scenarios_unless_another_model_is_named() -> None:
    audit = AuditConfig(models=("a/b", "c/d"), judges=("e/f",), proposer="p/q")
    assert bind(audit).generator == "p/q"


@pytest.mark.parametrize(
    "models",
    [("a/b#1", "a/b#1"), ("a/b", "a/b", "a/b#1"), ("a/b#x", "a/b#y"), ("a/b", "a/b#0")],
)
def test_no_two_members_are_the_same_clone(models: tuple[str, ...]) -> None:
    """Their answers would be one answer, and its agreement with itself a result."""
    with pytest.raises(ConfigError, match="a/b"):
        bind(AuditConfig(models=models, judges=("c/d",)))


def test_clones_share_the_model_and_never_a_sample() -> None:
    request = Request("a/b", (Message("user", "hi"),), 5, sample=1, meta={"role": "committee"})
    first, second = for_member(request, "a/b#1"), for_member(request, "a/b#2")
    assert first.model == second.model == "a/b"
    assert len({request.sample, first.sample, second.sample}) == 3
    assert second.meta == {"role": "committee", "member": "a/b#2"}
    assert base_model("a/b#2") == "a/b"
