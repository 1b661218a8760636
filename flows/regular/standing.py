"""Where a talk about AS지원 stands, derived from what was answered: no gate is judged, the office looks at the case."""

from __future__ import annotations

from functools import cache

from flows.engine import Standing, office_of
from flows.questions import Questions, build_questions, flow_data
from flows.state import State, replay
from knowledge.facts import Open

SUPPORT_TYPE = "regular"
NEED = "need_description"


@cache
def regular_questions() -> Questions:
    """The questions of the talk."""
    return build_questions(flow_data("regular", "questions.yaml"), "flows/regular/questions.yaml")


def standing(state: State) -> Standing:
    """The standing of a state. `ask` None: everything is known and the talk can be sent."""
    questions = regular_questions()
    replayed = replay(state.entries, questions)
    office, candidates = office_of(replayed.facts)

    def answered(field: str) -> bool:
        if field == "site_address":
            return office is not None or replayed.facts.state(field) == Open.LATER
        return field in replayed.facts

    missing = [field for field in questions if not answered(field)]
    return Standing(
        facts=replayed.facts,
        findings=(),
        ask=replayed.focus or next(iter(missing), None),
        reopened=replayed.focus is not None,
        progress=(len(questions) - len(missing), len(questions)),
        office=office,
        candidates=candidates,
    )
