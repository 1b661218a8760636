"""The drawing for staff: everything of the Mermaid is in it, nothing overlaps, every text fits its box."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest

from flows.graph import graph, mermaid
from flows.graph_svg import BOX, LABEL, LEFT, PAD, lay_out, svg, text_width
from flows.labels import Labels
from knowledge.facts import Facts

SPACE = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn(notice):
    return ET.fromstring(svg(notice))


@pytest.fixture(scope="module")
def layout(notice):
    heads = {id: made["label"] for id, made in Labels(notice, Facts()).edit_groups().items()}
    return lay_out(graph(notice), heads)


def nodes(drawn):
    return {each.get("data-node"): each for each in drawn.iter(f"{SPACE}g") if each.get("data-node")}


def test_every_node_of_the_mermaid_is_drawn_with_its_label(drawn, notice):
    text = mermaid(notice)
    named = dict(re.findall(r'^ +([qgo]_\w+)[\[({]+"(.*?)<br/>', text, re.M))
    assert set(nodes(drawn)) == set(named)
    assert len(named) > 50
    for id, label in named.items():
        assert [each.text for each in nodes(drawn)[id].iter(f"{SPACE}text")] == [label, id[2:]]


def test_every_edge_of_the_mermaid_is_drawn_once_with_its_sign(drawn, notice):
    lines = [line.strip() for line in mermaid(notice).splitlines()]
    wanted = sorted(
        (f"{found[1]}>{found[3]}", (found[2] or "").strip(" .-"))
        for found in (re.fullmatch(r"([qgo]_\w+) -[-.](.*?)[-.]?-?> ([qgo]_\w+)", line) for line in lines)
        if found
    )
    made = sorted(
        (each.get("data-edge"), each.get("data-sign")) for each in drawn.iter(f"{SPACE}g") if each.get("data-edge")
    )
    assert made == wanted
    assert len(made) > 40


def test_no_two_boxes_overlap_and_all_stand_on_the_drawing(layout):
    for (one, first), (other, second) in combinations(layout.boxes.items(), 2):
        apart = (
            first.right <= second.x
            or second.right <= first.x
            or first.y + first.height <= second.y
            or second.y + second.height <= first.y
        )
        assert apart, f"{one} over {other}"
    for box in layout.boxes.values():
        assert box.x >= LEFT
        assert box.y > 90
        assert box.right < layout.width
        assert box.y + box.height < layout.height


def test_every_text_fits_its_box(layout, notice):
    for node in graph(notice).nodes:
        box = layout.boxes[node.id]
        assert text_width(node.label, LABEL) + 2 * PAD <= box.width, node.id
        assert box.height == BOX


def test_each_group_is_a_plane_around_its_own_questions_alone(layout, notice):
    groups = Labels(notice, Facts()).edit_groups()
    assert [head for head, _ in layout.planes] == [made["label"] for made in groups.values()]
    for (_, plane), made in zip(layout.planes, groups.values(), strict=True):
        inside = {
            id.removeprefix("q_")
            for id, box in layout.boxes.items()
            if id.startswith("q_") and plane.y <= box.y < plane.y + plane.height and plane.x <= box.x < plane.right
        }
        assert inside == set(made["fields"])


def test_words_beside_lines_stand_in_no_box(drawn, layout):
    for each in drawn.iter(f"{SPACE}g"):
        for text in each.iter(f"{SPACE}text") if each.get("data-edge") else ():
            width = text_width(text.text, float(text.get("font-size")))
            x, y = float(text.get("x")), float(text.get("y"))
            left = {"end": x - width, "start": x, "middle": x - width / 2}[text.get("text-anchor")]
            assert left > 0
            for id, box in layout.boxes.items():
                clear = left + width <= box.x or left >= box.right or y <= box.y or y - 10 >= box.y + box.height
                assert clear, f"{text.text} in {id}"


def test_the_same_data_gives_the_same_drawing(notice):
    assert svg(notice) == svg(notice)


def test_the_drawing_runs_nothing_and_asks_nobody(drawn):
    tags = {each.tag.removeprefix(SPACE) for each in drawn.iter()}
    assert tags <= {"svg", "title", "defs", "marker", "path", "rect", "polygon", "g", "text"}
    names = {name for each in drawn.iter() for name in each.attrib}
    assert not [name for name in names if name.startswith("on") or name in ("style", "href", "class")]
