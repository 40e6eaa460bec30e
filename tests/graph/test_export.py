from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specaudit.domain.errors import ConfigError
from specaudit.graph.export import render
from specaudit.graph.relations import node_ids, relations
from specaudit.nlp.base import load_engine
from specaudit.parse.document import parse

from .specs import read, statement

SPEC = read()
EDGES = relations(SPEC)
_VOID = {"meta", "br", "hr"}


class Page(HTMLParser):
    """Collects tags, and fails on anything that is not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def test_json_holds_every_node_norm_and_relation() -> None:
    data = json.loads(render(SPEC, EDGES, "json"))
    assert data["schema"] == "specaudit-graph/1"
    assert [node["id"] for node in data["nodes"]] == list(node_ids(SPEC))
    assert len(data["relations"]) == len(EDGES)
    assert sum(len(node.get("norms", ())) for node in data["nodes"]) == len(SPEC.norms)
    node = next(n for n in data["nodes"] if n["id"] == statement(SPEC, "staff names"))
    assert node["norms"][0]["action"] == "reveal"
    assert node["authority"] == "root"


def test_the_page_is_self_contained_and_links_lead_somewhere() -> None:
    text = render(SPEC, EDGES, "html")
    page = Page(text)
    assert "script" not in page.tags
    names = {value for key, value in page.attributes if key == "id"}
    targets = {value for key, value in page.attributes if key == "href"}
    assert targets
    assert all(target and target.startswith("#") and target[1:] in names for target in targets)
    assert not re.search(r"(?:src|srcset|action)=|url\(|@import|https?:", text)
    assert "default-src 'none'" in text
    assert "is an exception to" in page.words


def test_dot_and_mermaid_have_a_line_per_node_and_edge() -> None:
    dot = render(SPEC, EDGES, "dot")
    assert dot.startswith("digraph principles {")
    assert dot.count(" -> ") == len(EDGES)
    mermaid = render(SPEC, EDGES, "mmd").splitlines()
    assert mermaid[0] == "flowchart LR"
    assert len(mermaid) == 1 + len(node_ids(SPEC)) + len(EDGES)


def test_an_unknown_format_is_told_in_one_line() -> None:
    with pytest.raises(ConfigError, match="json, dot, mmd, html"):
        render(SPEC, EDGES, "pdf")


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title><iframe>",
    '"]; n9 [label="owned',
    'n1["x"] --> n2["y"]; click n1 href "javascript:alert(1)"',
    "a\\",
    "\u202eevil\u2066",
    "%%{init: {}}%%",
    "]]--><svg/onload=alert(1)>",
    "`code` & <b>bold</b>",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40)), min_size=1, max_size=5))
def test_hostile_text_stays_text(parts: list[str]) -> None:
    body = "\n\n".join(f"The assistant must say {part}." for part in parts)
    spec = parse(
        f"# {parts[0]}\n\n**{parts[0]}** means {parts[-1]}.\n\n{body}",
        path=parts[-1],
        engine=load_engine("pattern"),
    )
    edges = relations(spec)
    page = Page(render(spec, edges, "html"))
    allowed = set(
        "html head meta title style body h1 p table tr th td ul li details summary".split()
    )
    assert set(page.tags) <= allowed | {"strong", "span", "a"}
    assert not [key for key, _ in page.attributes if key.startswith("on") or key == "src"]
    json.loads(render(spec, edges, "json"))
    _check_dot(render(spec, edges, "dot"))
    _check_mermaid(render(spec, edges, "mmd"))
    for form in ("html", "dot", "mmd"):
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", render(spec, edges, form))


_STRING = r'"(?:[^"\\\n]|\\.)*"'


def _check_dot(text: str) -> None:
    lines = text.rstrip("\n").split("\n")
    node = re.compile(rf"  {_STRING} \[label={_STRING}, shape=\w+\];")
    edge = re.compile(rf"  {_STRING} -> {_STRING} \[label={_STRING}, style=\w+\];")
    assert lines[0] == "digraph principles {"
    assert lines[-1] == "}"
    assert all(node.fullmatch(line) or edge.fullmatch(line) for line in lines[3:-1])


def _check_mermaid(text: str) -> None:
    node = re.compile(r'  n\d+\["[^"<>\[\]{}|`%\\]*"\]:::\w+')
    edge = re.compile(r"  n\d+ -->\|[\w-]+\| n\d+")
    lines = text.rstrip("\n").split("\n")
    assert all(node.fullmatch(line) or edge.fullmatch(line) for line in lines[1:])
