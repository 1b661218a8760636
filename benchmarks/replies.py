"""`python -m benchmarks.replies`: how well the request reads what people reply, at every question.

Each reply is given to a request that waits for its field. It is right where everything that it states was written down and
nothing else; harmful where something was written down that it does not say.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks.turns import PRESSED, TODAY, WRITTEN
from flows import emergency
from flows.engine import CONSULT, standing
from flows.exchange import Context, FlowEvent, Step
from flows.questions import emergency_questions
from flows.state import CHOSEN, state_from_json
from knowledge.business_number import check
from knowledge.errors import BusinessNumberError
from knowledge.facts import Facts, Open
from knowledge.loading import default_notice

REPLIES = Path(__file__).parent.parent / "tests" / "data" / "replies"
QUESTIONS, NOTICE = emergency_questions(), default_notice()
CONTEXT = Context(
    TODAY, datetime(2023, 6, 14, 10, 16), {"emergency": True, "regular": True}, frozenset({"gyeonggi"}), reserved_receipt="2306-0001"  # noqa: DTZ001
)  # fmt: skip
FREE = ("equipment", "fault_description", "site_address")
NAMES = ("company_name", "contact_name", "supplier_name")
NUMBERS = ("phone", "business_number", "supplier_number")
CHECK_DIGIT = "끝자리"
WRITTEN_ALONE = {**WRITTEN, "company_name": "가나정밀", "contact_name": "김가나 과장", "supplier_name": "다라시스템"}


@dataclass(frozen=True)
class Judged:
    """What was wrong with how a reply was taken; nothing where it was right."""

    wrong: tuple[str, ...] = ()
    harmful: bool = False


def main(
    replies: Annotated[Path, typer.Argument(help="답 파일이나 폴더")] = REPLIES,
    show: Annotated[bool, typer.Option("--show", help="틀린 것을 하나씩")] = False,
) -> None:
    """요청의 물음마다 사람들이 적은 답을 얼마나 알아듣는지 셉니다."""
    for path in sorted(replies.glob("*.jsonl")) if replies.is_dir() else [replies]:
        kinds, right, harmful = Counter[str](), Counter[str](), 0
        for reply in _read(path):
            judged = judge(reply)
            kinds[kind_of(reply)] += 1
            right[kind_of(reply)] += not judged.wrong
            harmful += judged.harmful
            if show and judged.wrong:
                mark = "H" if judged.harmful else "-"
                print(f"{mark} {reply['id']} {reply['ask']} | {reply['text']!r} | {' · '.join(judged.wrong)}")
        total, good = sum(kinds.values()), sum(right.values())
        by_kind = "  ".join(f"{kind} {right[kind]}/{count}" for kind, count in kinds.items())
        print(f"{path.stem}: {total}개  맞음 {good / total:.1%}  해로움 {harmful} ({harmful / total:.1%})  {by_kind}")


def _read(path: Path) -> Iterator[Mapping[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def kind_of(reply: Mapping[str, Any]) -> str:
    """plain, several, edit, command, question or nothing."""
    expected = reply["expect"]
    named = next((kind for kind in ("command", "edit", "nothing", "question") if kind in expected), None)
    return named or ("several" if len(expected.get("facts", {})) > 1 else "plain")


@cache
def waiting_for(field: str) -> Mapping[str, Any]:
    """The state of a request in order that waits for this field."""
    step = emergency.start(Facts({}), "", NOTICE, CONTEXT)
    for _ in range(60):
        if step.ask == field:
            assert step.state is not None
            return step.state
        step = _answered(step, "track:self_built" if field == "level_certificate" and step.ask == "track" else None)
    raise AssertionError(f"{field} is never asked")


def _answered(step: Step, choice: str | None) -> Step:
    assert step.state is not None
    ask = str(step.ask)
    event = FlowEvent(choice=choice or PRESSED.get(ask, f"{ask}:yes"))
    if choice is None and ask in WRITTEN_ALONE:
        event = FlowEvent(text=WRITTEN_ALONE[ask])
    return emergency.advance(json.loads(json.dumps(step.state)), event, NOTICE, CONTEXT)


def facts_in(state: Mapping[str, Any]) -> dict[str, Any]:
    facts = dict(standing(state_from_json(state, "emergency"), QUESTIONS, NOTICE, CONTEXT).facts)
    facts.setdefault("documents", facts.get(CHOSEN))
    return {field: _plain(value) for field, value in facts.items() if field in QUESTIONS and value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, Open):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, tuple) else value


def judge(reply: Mapping[str, Any]) -> Judged:
    """How a reply was taken, against what a careful clerk would write down."""
    state = waiting_for(str(reply["ask"]))
    before = facts_in(state)
    step = emergency.advance(
        json.loads(json.dumps(state)), FlowEvent(text=str(reply["text"])), NOTICE, replace(CONTEXT)
    )
    after = dict(before) if step.state is None else facts_in(step.state)
    if any(effect.kind == "file_request" for effect in step.effects):
        after["confirm"] = "yes"
    elif reply["ask"] == "consent" and step.state is None:
        after["consent"] = "no"
    changed = {field: value for field, value in after.items() if before.get(field) != value}
    expected = reply["expect"]
    if "command" in expected:
        return _judged_command(str(expected["command"]), str(reply["ask"]), step, changed)
    if expected.get("nothing"):
        filled = bool(changed) or step.outcome is not None
        return Judged(("filled " + ", ".join(changed),), harmful=True) if filled else Judged()
    return _judged_facts(expected, step, before, after, changed)


def _judged_command(command: str, ask: str, step: Step, changed: Mapping[str, Any]) -> Judged:
    said = "\n".join(message.text for message in step.messages)
    cancelled = step.outcome is not None and step.outcome.result == "cancelled"
    done = {
        "cancel": cancelled,
        "why": step.ask == ask and len(step.messages) > 1 and step.answer is None and "못했습니다" not in said,
        "back": step.ask != ask,
        "person": step.ask == CONSULT,
        "edit": "고칠 답" in said,
        "summary": any(message.card is not None and message.card.rows for message in step.messages),
        "resume": step.ask == ask,
    }[command]
    if set(changed) - {CONSULT}:
        return Judged((f"filled {', '.join(changed)}",), harmful=True)
    return Judged() if done else Judged((f"no {command}",))


def _judged_facts(
    expected: Mapping[str, Any],
    step: Step,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    changed: Mapping[str, Any],
) -> Judged:
    said = "\n".join(message.text for message in step.messages)
    wrong: list[str] = []
    harmful = False
    edits: Mapping[str, Any] = expected.get("edit") or {}
    facts: dict[str, Any] = {
        field: value for field, value in (expected.get("facts") or {}).items()
        if value != "done" and not (field == "confirm" and value == "no")
    }  # fmt: skip
    for field, value in {**facts, **{f: v for f, v in edits.items() if v is not None}}.items():
        if field in NUMBERS and field not in changed and (CHECK_DIGIT in said or _made_up(field, value)):
            continue  # a number whose check digit is wrong is refused once, or left out beside an answer, as it should be
        if not same(field, value, after.get(field)):
            wrong.append(f"{field} is {after.get(field)!r}, not {value!r}")
            harmful |= field in changed
    for field, value in edits.items():
        if value is None and step.ask != field and "고칠 답" not in said:
            wrong.append(f"{field} is not asked again")
    derived = {"fault_description", "occurred_on", "documents", "attachments"} | ({"confirm"} if edits else set())
    extra = set(changed) - set(facts) - set(edits) - derived
    if extra:
        wrong.append("also filled " + ", ".join(sorted(extra)))
        harmful = True
    if expected.get("question") and step.answer is None:
        wrong.append("the question is not answered")
    if edits and before.get(next(iter(edits))) is None and wrong:
        harmful = False  # what is corrected was never answered
    return Judged(tuple(wrong), harmful)


def _made_up(field: str, value: Any) -> bool:
    """Whether a business number's check digit is wrong."""
    try:
        return field != "phone" and value != "later" and not check(str(value)).valid_check_digit
    except BusinessNumberError:
        return False


def same(field: str, wanted: Any, found: Any) -> bool:
    """Whether a value is what was meant; free words count where there are any, names without their legal form."""
    if found is None:
        return False
    if wanted == "later" or found == "later":
        return bool(wanted == found)
    if field in FREE:
        return True
    if field in NAMES:
        one, other = (re.sub(r"\s|주식회사|\(주\)|㈜", "", str(value)) for value in (wanted, found))
        return one in other or other in one
    if field in NUMBERS:
        return re.sub(r"\D", "", str(wanted)) == re.sub(r"\D", "", str(found))
    if field == "duration_months":
        return abs(float(wanted) - float(found)) < 0.1
    if field == "documents":
        return sorted(wanted) == sorted(found)
    return bool(wanted == found)


if __name__ == "__main__":
    typer.run(main)
