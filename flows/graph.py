"""The emergency request drawn as Mermaid: questions, gates and outcomes, as the data says, with nothing added."""

from __future__ import annotations

from collections.abc import Iterator

from flows.labels import Labels
from flows.questions import Questions, emergency_questions
from knowledge.facts import Facts
from knowledge.notice import Notice

OUTCOMES = {
    "routed": "요청을 본부에 보냄",
    "consultation": "상담을 본부에 보냄",
    "declined": "상담 없이 마침",
    "cancelled": "그만둠",
}


def mermaid(notice: Notice, questions: Questions | None = None) -> str:
    """A flowchart: a question points to the gates that it decides, a dotted line says on what a question depends.

    There is no order of screens to draw: what is asked next follows from the gates that are still open.
    """
    drawn = emergency_questions() if questions is None else questions
    return "\n".join(["flowchart LR", *(f"  {line}" for line in _lines(notice, drawn))])


def _lines(notice: Notice, questions: Questions) -> Iterator[str]:
    labels = Labels(notice, Facts())
    yield "subgraph questions [질문]"
    for question in questions.values():
        yield f"  q_{question.id}[{_text(question.id, labels.field(question.id))}]"
    yield "end"
    yield "subgraph gates [요건]"
    for gate in notice.gates.values():
        yield f"  g_{gate.id}{{{{{_text(gate.id, gate.title)}}}}}"
    yield "end"
    yield "subgraph outcomes [끝]"
    for outcome, label in OUTCOMES.items():
        yield f"  o_{outcome}([{_text(outcome, label)}])"
    yield "end"
    for question in questions.values():
        for gate_id in question.gates:
            yield f"q_{question.id} --> g_{gate_id}"
        for condition in question.when:
            sign = {"is": "=", "is_not": "≠", "has": "∋"}[condition.test]
            yield f"q_{condition.fact} -. {sign} {condition.value} .-> q_{question.id}"
    for gate in notice.gates.values():
        yield f"g_{gate.id} -- fail --> q_consult"
    yield "q_confirm -- yes --> o_routed"
    yield "q_consult -- yes --> o_consultation"
    yield "q_consult -- no --> o_declined"
    yield "q_consent -- no --> o_cancelled"


def _text(id: str, label: str) -> str:
    return f'"{label}<br/>{id}"'
