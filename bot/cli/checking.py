"""`asbot notice check` and `asbot flow graph`."""

from __future__ import annotations

from pathlib import Path

from bot.errors import BotError
from flows.questions import Condition, Question, Questions, emergency_questions
from knowledge.checks import check_folder
from knowledge.loading import CURRENT, NOTICES, default_notice
from knowledge.notice import Notice


class NoticeBroken(BotError):
    """The notice folder has problems."""


def check(folder: Path | None) -> None:
    """Print each problem with file, key and what is allowed. Raises NoticeBroken where there is one."""
    folder = folder or NOTICES / CURRENT
    problems = check_folder(folder)
    for problem in problems:
        print(problem)
    if problems:
        raise NoticeBroken(f"{folder}: {len(problems)} problems")
    print(f"{folder.name}: 문제가 없습니다.")


def graph() -> None:
    """The questions, gates and outcomes as Mermaid, from the same data that the dialog runs on."""
    print(mermaid(emergency_questions(), default_notice()))


def mermaid(questions: Questions, notice: Notice) -> str:
    lines = ["flowchart TD"]
    before: Question | None = None
    for question in questions.values():
        lines.append(f'  q_{question.id}["{question.id}"]')
        if before is not None:
            lines.append(f"  q_{before.id} --> q_{question.id}")
        lines += [f"  q_{one.fact} -. {_words(one)} .-> q_{question.id}" for one in question.when]
        before = question
    lines += [f'  g_{gate.id}{{{{"{gate.id}: {gate.title}"}}}}' for gate in notice.gates.values()]
    for question in questions.values():
        lines += [f"  q_{question.id} --> g_{gate}" for gate in question.gates]
    ends = {"routed": "보냄", "consultation": "상담", "declined": "그만둠", "cancelled": "취소"}
    lines += [f'  o_{name}(["{name}: {label}"])' for name, label in ends.items()]
    lines += [f"  g_{gate} -- fail --> q_consult" for gate in notice.gates]
    lines += [
        "  q_confirm -- yes --> o_routed",
        "  q_consult -- yes --> o_consultation",
        "  q_consult -- no --> o_declined",
        "  q_consent -- no --> o_cancelled",
    ]
    return "\n".join(lines)


def _words(condition: Condition) -> str:
    return f'"{condition.fact} {condition.test} {condition.value}"'
