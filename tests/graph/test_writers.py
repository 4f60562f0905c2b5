"""A graph as SVG, Mermaid and JSON: well-formed, the same each time, nothing on anything else."""

from __future__ import annotations

import itertools
import json
import re
from xml.etree import ElementTree as ET

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.graph.objects import EVERY, Object, manifests_of, pods, policy, service
from tests.leaks.canaries import BY_KEY, CANARY, RIGHT, shown
from todo_k8s import render
from todo_k8s.errors import ValuesError
from todo_k8s.graph import Graph, graph_of
from todo_k8s.graph.cards import cards_of
from todo_k8s.graph.data import as_data
from todo_k8s.graph.layout import laid_out
from todo_k8s.graph.measuring import cut, text_width
from todo_k8s.graph.mermaid import mermaid_of
from todo_k8s.graph.places import Box, Link, Picture
from todo_k8s.graph.svg import svg_of

BY_NAME = pytest.mark.parametrize("name", EVERY)
SVG = "{http://www.w3.org/2000/svg}"


class SvgFile(SingleFileSnapshotExtension):
    """Keeps a snapshot as an SVG file, to be looked at."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


def graph(name: str) -> Graph:
    """Return the graph of one of the renderings or charts."""
    return graph_of(manifests_of(name), "todo", name)


def test_picture_of_the_default_values(snapshot: SnapshotAssertion) -> None:
    """The reviewed one: open the file in a browser."""
    assert svg_of(graph("default")) == snapshot(extension_class=SvgFile)


def test_flowchart_of_the_default_values(snapshot: SnapshotAssertion) -> None:
    """The reviewed one."""
    assert mermaid_of(graph("default")) == snapshot


def sizes(made: Graph) -> tuple[Picture, dict[str, Box], list[Link]]:
    """Return where the cards of a graph go, and how large they are."""
    cards, lines = cards_of(made)
    boxes = {card.id: Box(card.width, card.height) for card in cards}
    links = [
        Link(line.source, line.target, line.start, line.end, Box(60, 18) if line.label else None)
        for line in lines
    ]
    return laid_out(boxes, links), boxes, links


def overlaps(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Tell whether two rectangles, each as left, top, right and bottom, overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@BY_NAME
def test_nothing_lies_on_anything_else(name: str) -> None:
    """Neither cards nor labels nor the straight parts of lines that pass by."""
    picture, boxes, links = sizes(graph(name))
    cards = {
        each: (x, y, x + boxes[each].width, y + boxes[each].height)
        for each, (x, y) in picture.corners.items()
    }
    labels = [
        (x - 30, y - 9, x + 30, y + 9) for x, y in (r.label for r in picture.routes if r.label)
    ]
    for one, other in itertools.combinations([*cards.values(), *labels], 2):
        assert not overlaps(one, other)
    for link, route in zip(links, picture.routes, strict=True):
        ends = {link.source, link.target}
        for (x, y), (to, height) in itertools.pairwise(route.points):
            passing = min(x, to), min(y, height) - 1, max(x, to), max(y, height) + 1
            hit = [each for each, card in cards.items() if overlaps(passing, card)]
            assert not set(hit) - ends or y != height


@BY_NAME
def test_everything_is_within_the_picture(name: str) -> None:
    """Cards, lines and labels."""
    picture, boxes, _ = sizes(graph(name))
    for each, (x, y) in picture.corners.items():
        assert 0 <= x <= picture.width - boxes[each].width + 0.01
        assert -0.01 <= y <= picture.height - boxes[each].height + 0.01
    for route in picture.routes:
        assert all(
            0 <= x <= picture.width and -0.01 <= y <= picture.height for x, y in route.points
        )


@BY_NAME
def test_svg_is_well_formed(name: str) -> None:
    """It parses, is as large as it says, has no script and loads nothing."""
    text = svg_of(graph(name))
    root = ET.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        *("svg", "title", "style", "defs", "marker", "path", "rect", "g", "text"),
    }
    assert not re.search(r"href|url\((?!#m-)|@import|<script", text)
    assert not re.search(r'="[^"]*\b(nan|inf)\b', text)
    assert text == svg_of(graph(name))


def test_themes_have_their_colours() -> None:
    """One file is dark for those who like it dark; the other themes are the same for all."""
    made = graph("default")
    auto, light, dark = (svg_of(made, theme) for theme in ("auto", "light", "dark"))
    assert "prefers-color-scheme:dark" in auto
    assert "prefers" not in light + dark
    assert len({auto, light, dark}) == 3
    names = set(re.findall(r"var\((--[a-z]+)\)", auto))
    for part in (light, dark):
        assert names <= {*re.findall(r"(--[a-z]+):#", part)}


@BY_NAME
def test_lines_are_told_by_the_legend(name: str) -> None:
    """What a line of each kind means, if there is one."""
    made = graph(name)
    root = ET.fromstring(svg_of(made))
    texts = {each.text for each in root.iter(f"{SVG}text")}
    assert set(made.notes) <= texts
    assert made.title in texts


AWKWARD = [
    'a"b',
    "<b>",
    "a&b",
    "ä→日本",
    "a;b",
    "[x]",
    "}}",
    "%%",
    "`a`",
    "#1;",
    "a|b",
    "-->",
    "end",
]
NODE = re.compile(
    r'    n\d+(?:\(\[|\{\{|\(|\[\[|\[/|\[\(|\[)"[^"]*"(?:\]\)|\}\}|\)|\]\]|/\]|\)\]|\]):::[a-z]+'
)
EDGE = re.compile(r'    n\d+ (?:==>|-->|-\.-x|-\.->)(?:\|"[^"]*"\|)? n\d+')
STYLE = re.compile(r"    classDef [a-z]+ stroke:#[0-9a-f]{6},stroke-width:2px")


def check_mermaid(text: str) -> None:
    """See that a flowchart has only lines of the forms that Mermaid knows."""
    head, *rest = text.rstrip("\n").split("\n")
    if head == "---":
        assert re.fullmatch(r'title: "(?:[^"\\]|\\.)*"', rest.pop(0))
        assert [rest.pop(0), rest.pop(0)] == ["---", "flowchart LR"]
    else:
        assert head == "flowchart LR"
    for line in rest:
        assert any(form.fullmatch(line) for form in (NODE, EDGE, STYLE)) or line[:7] == "    %% "
        inside = re.findall(r'"([^"]*)"', line)
        assert not re.search(r"[^\w ./:,*=→–…#;&<>-]|<(?!/?b>|br>)", "".join(inside))


@BY_NAME
def test_mermaid_is_well_formed(name: str) -> None:
    """Each line is a node, an edge or a style."""
    check_mermaid(mermaid_of(graph(name)))


@pytest.mark.parametrize("awkward", AWKWARD)
def test_awkward_names_are_escaped(awkward: str) -> None:
    """In each format; kubectl would not take most of them, and another tool may write them."""
    objects: list[Object] = [
        pods("web", env=[{"name": awkward, "value": "http://api"}]),
        pods("api", envFrom=[{"secretRef": {"name": awkward}}]),
        service("api"),
        policy("api", ingress=[{"from": [{"podSelector": {"matchLabels": {"app": awkward}}}]}]),
        policy("web", policyTypes=["Egress"], egress=[]),
        {**service(awkward), "metadata": {"name": awkward}},
    ]
    made = graph_of(objects, awkward, awkward)
    check_mermaid(mermaid_of(made))
    texts = [each.text or "" for each in ET.fromstring(svg_of(made)).iter()]
    assert awkward in texts
    assert any(f"Secret {awkward}" in text for text in texts)
    assert json.loads(json.dumps(as_data(made)))["title"] == awkward


def test_control_characters_are_escaped() -> None:
    """XML has no place for them, and terminals obey them."""
    made = graph_of([pods("a\x1b[31m\x00")], "b\x07", "c\x08")
    ET.fromstring(svg_of(made))
    assert not re.search("[\x00-\x09\x0b-\x1f]", svg_of(made) + mermaid_of(made))


@pytest.mark.parametrize("case", BY_KEY)
def test_no_secret_is_shown(case: str) -> None:
    """Of todo-chatbot, whatever the secrets are."""
    try:
        manifests = render(BY_KEY[case])
    except ValuesError:
        manifests = render(RIGHT)
    made = graph_of(manifests, "todo", "todo")
    for text in (svg_of(made), mermaid_of(made), json.dumps(as_data(made)), repr(made)):
        assert not shown(text)


def test_values_of_variables_are_not_shown() -> None:
    """Only their names are, where they lead to a Service."""
    url = {"name": "API_URL", "value": f"http://user:{CANARY}@api:80/{CANARY}"}
    made = graph_of([pods("web", env=[url], args=[CANARY]), pods("api"), service("api")])
    assert "API_URL" in svg_of(made)
    assert not shown(svg_of(made) + mermaid_of(made) + json.dumps(as_data(made)))


def test_many_objects_are_drawn_in_time() -> None:
    """A chain of 60 workloads, each of which calls the next three."""
    chain = [
        pods(
            f"w{n}",
            env=[{"name": f"A{k}", "value": f"http://w{n + k}"} for k in (1, 2, 3)],
        )
        for n in range(60)
    ]
    made = graph_of([*chain, *(service(f"w{n}") for n in range(60))])
    ET.fromstring(svg_of(made))
    assert len([edge for edge in made.edges if edge.kind == "allowed"]) == 59 + 58 + 57


def test_circles_are_drawn() -> None:
    """Of two who call each other, one line goes back."""
    objects = [
        pods(one, env=[{"name": "A", "value": f"http://{other}"}])
        for one, other in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "d"))
    ]
    made = graph_of([*objects, *map(service, "abcd")])
    picture, _, links = sizes(made)
    assert len(links) == 3
    back = [route for route in picture.routes if route.points[0][0] > route.points[-1][0]]
    assert len(back) == 1


def test_text_is_not_wider_than_measured() -> None:
    """Wide letters of other scripts count for more, and joined marks for nothing."""
    assert text_width("日本", 12) > text_width("ab", 12)
    assert text_width("e\u0301", 12) == text_width("e", 12)
    assert text_width("a", 12, is_bold=True) > text_width("a", 12)
    assert cut("a" * 100, 11) == "aaaaa…aaaaa"
    assert cut("abc", 3) == "abc"
