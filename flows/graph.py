"""The emergency request as a graph: questions, gates and outcomes, as the data says, with nothing added.

There is no order of screens to draw: what is asked next follows from the gates that are still open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.labels import Labels
from flows.questions import Condition, Question, Questions, emergency_questions
from knowledge.facts import Facts
from knowledge.notice import Notice

OUTCOMES = ("routed", "consultation", "declined", "cancelled")
_PREFIX = {"question": "q", "gate": "g", "outcome": "o"}
_SIGNS = {"is": "=", "is_not": "≠", "has": "∋"}


@dataclass(frozen=True)
class Node:
    """A question, gate or outcome. `group` is the question's group of answers (labels.yaml), empty where it has none."""

    kind: str
    name: str
    label: str
    group: str = ""

    @property
    def id(self) -> str:
        return f"{_PREFIX[self.kind]}_{self.name}"


@dataclass(frozen=True)
class Edge:
    """From one node's id to another's. `kind`: decides, when, fails, answers; `sign` is its short form."""

    start: str
    end: str
    kind: str
    sign: str = ""
    label: str = ""


@dataclass(frozen=True)
class Graph:
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def of(self, kind: str) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.kind == kind)


def graph(notice: Notice, questions: Questions | None = None) -> Graph:
    """The graph of the request under this notice."""
    drawn = emergency_questions() if questions is None else questions
    labels = Labels(notice, Facts())
    group_of = {field: id for id, made in labels.edit_groups().items() for field in made["fields"]}
    nodes = (
        *(Node("question", q.id, labels.field(q.id), group_of.get(q.id, "")) for q in drawn.values()),
        *(Node("gate", gate.id, gate.title) for gate in notice.gates.values()),
        *(Node("outcome", outcome, labels.word(f"graph_{outcome}")) for outcome in OUTCOMES),
    )
    return Graph(nodes, tuple(_edges(notice, drawn, labels)))


def _edges(notice: Notice, questions: Questions, labels: Labels) -> Iterator[Edge]:
    for question in questions.values():
        for gate_id in question.gates:
            yield Edge(f"q_{question.id}", f"g_{gate_id}", "decides")
        for condition in question.when:
            label = _condition_words(condition, questions[condition.fact], labels)
            sign = f"{_SIGNS[condition.test]} {condition.value}"
            yield Edge(f"q_{condition.fact}", f"q_{question.id}", "when", sign, label)
    for gate in notice.gates.values():
        yield Edge(f"g_{gate.id}", "q_consult", "fails", "fail", labels.word("graph_fails"))
    yield Edge("q_confirm", "o_routed", "answers", "yes", labels.word("yes"))
    yield Edge("q_consult", "o_consultation", "answers", "yes", labels.word("yes"))
    yield Edge("q_consult", "o_declined", "answers", "no", labels.word("no"))
    yield Edge("q_consent", "o_cancelled", "answers", "no", labels.word("no"))


def _condition_words(condition: Condition, asked: Question, labels: Labels) -> str:
    value = labels.choices(asked).get(condition.value, condition.value)
    return labels.word(f"graph_{condition.test}", value=value)


def mermaid(notice: Notice, questions: Questions | None = None) -> str:
    """A flowchart: a question points to the gates that it decides, a dotted line says on what a question depends."""
    return "\n".join(["flowchart LR", *(f"  {line}" for line in _lines(graph(notice, questions), notice))])


def _lines(drawn: Graph, notice: Notice) -> Iterator[str]:
    labels = Labels(notice, Facts())
    shapes = {"question": ("[", "]"), "gate": ("{{", "}}"), "outcome": ("([", "])")}
    for kind, (opens, closes) in shapes.items():
        yield f"subgraph {kind}s [{labels.word(f'graph_{kind}s')}]"
        for node in drawn.of(kind):
            yield f'  {node.id}{opens}"{node.label}<br/>{node.name}"{closes}'
        yield "end"
    for edge in drawn.edges:
        if edge.kind == "decides":
            yield f"{edge.start} --> {edge.end}"
        elif edge.kind == "when":
            yield f"{edge.start} -. {edge.sign} .-> {edge.end}"
        else:
            yield f"{edge.start} -- {edge.sign} --> {edge.end}"
