"""The graph of the request drawn as SVG, in columns: questions by their groups, gates, the talk with the office, ends.

Drawn from the same nodes and edges as the Mermaid text, without another program: the same data gives the same bytes.
Text is measured by an estimate (a Hangul syllable one em, other signs 0.6), so that boxes fit in every font.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from flows.graph import Edge, Graph, Node, graph
from flows.labels import Labels
from flows.questions import Questions
from knowledge.facts import Facts
from knowledge.notice import Notice

LABEL, SMALL, HEAD = 15, 11, 22  # sizes of text
BOX, GAP, PAD = 42, 8, 14  # height of a box, space between two, space beside its text
MARGIN, TOP, LEFT = 32, 128, 288  # LEFT is room for the dotted lines beside the questions and their words
COLUMNS = (150, 110, 84)  # space between the four columns
GROUP_HEAD, GROUP_PAD = 26, 10
CORNER = 18  # of a gate's six corners
FONT = "'Pretendard GOV','Noto Sans KR','Noto Sans CJK KR','Malgun Gothic','Apple SD Gothic Neo',sans-serif"
FILL = {"question": "#ffffff", "gate": "#fff3db", "outcome": "#d8e5fd"}
EDGE = {"question": "#58616a", "gate": "#8a5c00", "outcome": "#083891"}
LINE = {"decides": "#4c87f6", "when": "#58616a", "fails": "#bd2c0f", "answers": "#083891"}
TEXT, QUIET, PLANE, PLANE_EDGE = "#1e2124", "#58616a", "#f4f5f6", "#cdd1d5"
# placed apart from the groups: the first, the last, and the one that every failing gate leads to
FIRST, LAST, TALK = "q_consent", "q_confirm", "q_consult"


@dataclass(frozen=True)
class Box:
    """A rectangle on the drawing."""

    x: float
    y: float
    width: float
    height: float = BOX

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True)
class Layout:
    """Where everything stands: boxes by node id, planes behind groups with their heads, the whole size."""

    boxes: Mapping[str, Box]
    planes: tuple[tuple[str, Box], ...]
    width: float
    height: float


def text_width(text: str, size: float) -> float:
    """How wide a text is at most, in the drawing's units."""
    return sum(size if ord(sign) >= 0x1100 else 0.6 * size for sign in text)


def svg(notice: Notice, questions: Questions | None = None) -> str:
    """The whole drawing. Raises what `graph` raises."""
    drawn = graph(notice, questions)
    labels = Labels(notice, Facts())
    heads = {id: str(made["label"]) for id, made in labels.edit_groups().items()}
    layout = lay_out(drawn, heads)
    title = f"{labels.word('graph_title')} · {notice.number}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(layout.width)} {_n(layout.height)}"'
        f' width="{_n(layout.width)}" height="{_n(layout.height)}" role="img" aria-labelledby="flow-title"'
        f' font-family="{FONT}">',
        f'<title id="flow-title">{escape(title)}</title>',
        f"<defs>{''.join(_arrow(kind) for kind in LINE)}</defs>",
        f'<rect width="{_n(layout.width)}" height="{_n(layout.height)}" fill="#ffffff"/>',
        _text(MARGIN, 44, title, HEAD, TEXT, bold=True),
        *_legend(labels),
        *(_plane(head, box) for head, box in layout.planes),
        *(_edge(edge, layout, drawn) for edge in drawn.edges),
        *(_node(node, layout.boxes[node.id]) for node in drawn.nodes),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


# -- where things stand ---------------------------------------------------------------------------------------------


def lay_out(drawn: Graph, heads: Mapping[str, str]) -> Layout:
    """Boxes without overlap: questions in their order, every gate near the questions that decide it."""
    width = {kind: max(_box_width(node) for node in drawn.of(kind)) for kind in FILL}
    talk_width = _box_width(next(node for node in drawn.nodes if node.id == TALK))
    gates_x = LEFT + width["question"] + COLUMNS[0]
    talk_x = gates_x + width["gate"] + COLUMNS[1]
    ends_x = talk_x + talk_width + COLUMNS[2]
    boxes, planes, bottom = _questions(drawn, heads, width["question"])
    boxes |= _gates(drawn, boxes, gates_x, width["gate"], TOP + BOX + 3 * GAP, bottom - BOX - 3 * GAP)
    gates = [boxes[node.id] for node in drawn.of("gate")]
    middle = (gates[0].y + max(gate.y for gate in gates) + BOX) / 2
    boxes[TALK] = Box(talk_x, middle - BOX / 2, talk_width)
    beside = {
        "o_cancelled": boxes[FIRST].y, "o_routed": boxes[LAST].y,
        "o_consultation": middle - BOX - GAP, "o_declined": middle + GAP,
    }  # fmt: skip
    for node in drawn.of("outcome"):
        boxes[node.id] = Box(ends_x, beside[node.id], width["outcome"])
    return Layout(boxes, planes, ends_x + width["outcome"] + MARGIN, bottom + MARGIN)


def _questions(
    drawn: Graph, heads: Mapping[str, str], width: float
) -> tuple[dict[str, Box], tuple[tuple[str, Box], ...], float]:
    """The column of questions, with a plane behind each group."""
    boxes = {FIRST: Box(LEFT, TOP, width)}
    planes = []
    y: float = TOP + BOX + 2 * GAP
    for group, head in heads.items():
        members = [node for node in drawn.of("question") if node.group == group]
        if not members:
            continue
        top, y = y, y + GROUP_HEAD
        for node in members:
            boxes[node.id] = Box(LEFT, y, width)
            y += BOX + GAP
        y += GROUP_PAD - GAP
        planes.append((head, Box(LEFT - GROUP_PAD, top, width + 2 * GROUP_PAD, y - top)))
        y += 2 * GAP
    for node in drawn.of("question"):
        if node.id not in boxes and node.id not in (LAST, TALK):
            boxes[node.id] = Box(LEFT, y, width)
            y += BOX + GAP
    boxes[LAST] = Box(LEFT, y, width)
    return boxes, tuple(planes), y + BOX


def _gates(drawn: Graph, boxes: Mapping[str, Box], x: float, width: float, top: float, bottom: float) -> dict[str, Box]:
    """Gates as near as can be to the middle of their questions, in that order; one without questions comes first."""
    order = {node.id: place for place, node in enumerate(drawn.of("gate"))}
    wanted = {}
    for gate in order:
        ys = [boxes[edge.start].y for edge in drawn.edges if edge.end == gate and edge.start in boxes]
        wanted[gate] = sum(ys) / len(ys) if ys else top
    placed, y = {}, top
    for gate in sorted(order, key=lambda one: (wanted[one], order[one])):
        y = max(y, wanted[gate])
        placed[gate] = y
        y += BOX + GAP
    end = bottom - BOX
    for gate in reversed(placed):  # what stands too low moves up
        placed[gate] = min(placed[gate], end)
        end = placed[gate] - BOX - GAP
    return {gate: Box(x, y, width) for gate, y in placed.items()}


def _box_width(node: Node) -> float:
    inside = max(text_width(node.label, LABEL), text_width(node.name, SMALL))
    return round(inside + 2 * PAD + (2 * CORNER if node.kind == "gate" else 0))


# -- how things are drawn -------------------------------------------------------------------------------------------


def _node(node: Node, box: Box) -> str:
    x, y, right, low = box.x, box.y, box.right, box.y + box.height
    look = f'fill="{FILL[node.kind]}" stroke="{EDGE[node.kind]}" stroke-width="1.5"'
    if node.kind == "gate":
        corners = [(x, box.middle), (x + CORNER, y), (right - CORNER, y), (right, box.middle), (right - CORNER, low), (x + CORNER, low)]  # fmt: skip
        shape = f'<polygon points="{" ".join(f"{_n(a)},{_n(b)}" for a, b in corners)}" {look}/>'
    else:
        round_by = BOX / 2 if node.kind == "outcome" else 6
        shape = (
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(box.width)}" height="{_n(box.height)}"'
            f' rx="{_n(round_by)}" {look}/>'
        )
    middle = x + box.width / 2
    label = _text(middle, y + 18, node.label, LABEL, TEXT, anchor="middle", bold=True)
    name = _text(middle, y + 34, node.name, SMALL, QUIET, anchor="middle")
    return f'<g data-node="{escape(node.id)}">{shape}{label}{name}</g>'


def _edge(edge: Edge, layout: Layout, drawn: Graph) -> str:
    start, end = layout.boxes[edge.start], layout.boxes[edge.end]
    said = ""
    if edge.kind == "when":
        bulge = LEFT - 46 - 10 * ([one for one in drawn.edges if one.kind == "when"].index(edge) % 3)
        path = f"M{_n(start.x)} {_n(start.middle)} C{_n(bulge)} {_n(start.middle)} {_n(bulge)} {_n(end.middle)} {_n(end.x - 3)} {_n(end.middle)}"
        said = _text(LEFT - 84, end.middle + 4, edge.label, SMALL + 1, QUIET, anchor="end")
    else:
        reach = (end.x - start.right) / 2
        path = f"M{_n(start.right)} {_n(start.middle)} C{_n(start.right + reach)} {_n(start.middle)} {_n(end.x - reach)} {_n(end.middle)} {_n(end.x - 3)} {_n(end.middle)}"
        if edge.kind == "answers":
            beside = 17 if end.middle > start.middle else -7  # on the side that the line does not come from
            said = _text(end.x - 14, end.middle + beside, edge.label, SMALL + 1, LINE["answers"], anchor="end")
        elif edge.kind == "fails" and edge == next(one for one in drawn.edges if one.kind == "fails"):
            # all of them mean the same: one word where they come together
            said = _text(end.x + 4, end.y - 9, edge.label, SMALL + 1, LINE["fails"], bold=True)
    dashes = ' stroke-dasharray="5 4"' if edge.kind == "when" else ""
    title = f"{edge.start} → {edge.end}" + (f": {edge.sign}" if edge.sign else "")
    return (
        f'<g data-edge="{escape(f"{edge.start}>{edge.end}")}" data-sign="{escape(edge.sign)}">'
        f'<path d="{path}" fill="none" stroke="{LINE[edge.kind]}" stroke-width="1.5"{dashes}'
        f' marker-end="url(#arrow-{edge.kind})"><title>{escape(title)}</title></path>{said}</g>'
    )


def _plane(head: str, box: Box) -> str:
    return (
        f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}" rx="8"'
        f' fill="{PLANE}" stroke="{PLANE_EDGE}"/>{_text(box.x + 12, box.y + 18, head, 13, QUIET, bold=True)}'
    )


def _legend(labels: Labels) -> Iterable[str]:
    """What shapes and lines mean, in one row under the title."""
    x, y = float(MARGIN), 78.0
    for kind in FILL:
        word = labels.word(f"graph_{kind}s")
        shape = f'<rect x="{_n(x)}" y="{_n(y - 13)}" width="26" height="18" rx="{9 if kind == "outcome" else 3}" fill="{FILL[kind]}" stroke="{EDGE[kind]}"/>'
        if kind == "gate":
            shape = f'<polygon points="{_n(x)},{_n(y - 4)} {_n(x + 7)},{_n(y - 13)} {_n(x + 19)},{_n(y - 13)} {_n(x + 26)},{_n(y - 4)} {_n(x + 19)},{_n(y + 5)} {_n(x + 7)},{_n(y + 5)}" fill="{FILL[kind]}" stroke="{EDGE[kind]}"/>'
        yield shape + _text(x + 34, y, word, 13, TEXT)
        x += 34 + text_width(word, 13) + 26
    for line in ("decides", "when", "fails"):
        word = labels.word(f"graph_{line}")
        dashes = ' stroke-dasharray="5 4"' if line == "when" else ""
        yield (
            f'<path d="M{_n(x)} {_n(y - 4)} h36" stroke="{LINE[line]}" stroke-width="2"{dashes}/>'
            f"{_text(x + 44, y, word, 13, TEXT)}"
        )
        x += 44 + text_width(word, 13) + 26


def _arrow(kind: str) -> str:
    return (
        f'<marker id="arrow-{kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0 8 4 0 8z" fill="{LINE[kind]}"/></marker>'
    )


def _text(x: float, y: float, text: str, size: float, colour: str, *, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{colour}" text-anchor="{anchor}"{weight}>'
        f"{escape(text)}</text>"
    )


def _n(number: float) -> str:
    """A number without needless zeros."""
    return f"{number:.1f}".removesuffix(".0")
