"""`asbot evaluate` judges as the contract says, holds to its floor, and compares runs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.cli import evaluating
from bot.cli.evaluate_compare import compared
from bot.cli.evaluate_files import BelowFloor, QuestionSetProblem, hold_to_floor, read_questions, read_run, run_to_json
from bot.cli.evaluate_score import Item, Score, calibration, failed_parts, folded, interval, judged
from bot.settings import Settings
from intents.ask import ask
from intents.thread import Thread
from intents.world import World
from knowledge.loading import default_notice
from knowledge.wording import default_wording

DEV = Path(__file__).parents[2] / "data" / "questions-dev.jsonl"
QUESTION = {"id": "a", "q": "?", "style": "formal", "topic": ["coverage"], "verdict": ["yes"], "clauses": ["a", "b"],
            "must": [["1,500만 원", "천오백"]], "must_not": ["불가"]}  # fmt: skip
ANSWER = {"in_scope": True, "topic": "coverage", "verdict": "yes", "clauses": ["b"], "text": "1500 만원입니다"}


def item(number: int = 0, margin: float = 0.5, **changed: object) -> Item:
    return judged({**QUESTION, "id": f"q{number}"}, {**ANSWER, **changed}, margin, "model")


@pytest.mark.parametrize(("changed", "failed"), [
    ({}, []), ({"in_scope": False}, ["in_scope"]), ({"verdict": None}, ["verdict"]), ({"clauses": []}, ["clauses"]),
    ({"text": "모릅니다"}, ["must"]), ({"text": "1,500만 원 불가"}, ["must_not"]), ({"topic": "amount"}, []),
])  # fmt: skip
def test_each_part_of_a_right_answer_is_judged(changed: dict[str, object], failed: list[str]) -> None:
    assert failed_parts(QUESTION, {**ANSWER, **changed}) == failed


def test_a_wrong_yes_is_harmful_and_a_question_back_is_not() -> None:
    score = Score([item(verdict=verdict) for verdict in ("no", "conditional", "yes")])
    assert (score.questions, score.right, score.harmful, score.decisive, score.decidable) == (3, 1, 1, 1, 3)


def test_intervals_hold_the_share_and_narrow_with_the_count() -> None:
    few, many = interval(9, 10), interval(900, 1000)
    assert few[0] < 0.9 < few[1]
    assert many[1] - many[0] < few[1] - few[0]


def official(question: Mapping[str, Any], answer: Mapping[str, Any]) -> tuple[bool, bool, bool]:
    """Right, harmful, decisive, written a second time from the contract's table of fields."""

    def squeezed(text: str) -> str:
        return "".join(
            each for each in re.sub("<[^>]*?>", "", text) if not each.isspace() and each not in ",‚·*_`~"
        ).lower()

    text, verdict = squeezed(answer["text"]), answer["verdict"] or "none"
    accepted = set(question.get("verdict") or ())
    outside = set(question["topic"]) & {"out_of_scope", "smalltalk"}
    scope = {True} if not outside else {False} if outside == set(question["topic"]) else {True, False}
    right = (
        answer["in_scope"] in scope
        and (not accepted or verdict in accepted)
        and (not question.get("clauses") or any(each in answer["clauses"] for each in question["clauses"]))
        and all([each for each in group if squeezed(each) in text] for group in question.get("must") or [])
        and not [each for each in question.get("must_not") or [] if squeezed(each) in text]
    )
    harmful = verdict in ("yes", "no") and bool(accepted) and verdict not in accepted
    return right, harmful, bool(accepted & {"yes", "no"}) and verdict in ("yes", "no") and not harmful


def test_the_development_questions_are_judged_as_the_contract_says() -> None:
    from bot import contract

    world = World(default_notice(), default_wording(), date(2023, 7, 3), {"emergency": True, "regular": True})
    questions = read_questions(DEV)
    found = list(evaluating.answered(questions, world))
    seen = set()
    for question, one in zip(questions, found, strict=True):
        thread = Thread()
        for line in question.get("context") or ():
            _, thread = ask(line, thread, world)
        answer = contract.answer(ask(question["q"], thread, world)[0])
        # and the same answer spoiled in each way that a set can tell
        for spoiled in ({}, {"verdict": "yes"}, {"verdict": "no"}, {"verdict": None}, {"clauses": []}, {"text": ""},
                        {"in_scope": not answer["in_scope"]}, {"text": " ".join(question.get("must_not") or ())}):  # fmt: skip
            again = judged(question, {**answer, **spoiled})
            expected = official(question, {**answer, **spoiled})
            assert (again.right, again.harmful, again.decisive) == expected, (question["id"], spoiled)
            seen.add(expected)
        assert (one.right, one.harmful, one.decisive) == official(question, answer), question["id"]
    assert {(True, False, True), (True, False, False), (False, True, False), (False, False, False)} <= seen


@pytest.mark.parametrize("text", ["1,500\u00a0만 원", "<b>가능</b>*합니다*", "A·B‚c_d~"])
def test_folding_ignores_spaces_commas_and_markup(text: str) -> None:
    assert not re.search(r"[\s,‚·*_`~<>]|[A-Z]", folded(text))


def test_a_line_ends_at_a_line_feed_only(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(
        json.dumps({**QUESTION, "q": "한 줄\u2028입니다\x85"}, ensure_ascii=False) + "\n\n", encoding="utf-8"
    )
    assert [question["q"] for question in read_questions(tmp_path / "q.jsonl")] == ["한 줄\u2028입니다\x85"]


@pytest.mark.parametrize(
    "content", ["[1]\n", "{}\n", '{"q": "?"}\n', '{"q": "?", "style": "s", "topic": []}', "{", "\xff"]
)
def test_a_broken_question_set_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "q.jsonl").write_bytes(content.encode("latin-1"))
    with pytest.raises(QuestionSetProblem, match=re.escape("q.jsonl: ")):
        read_questions(tmp_path / "q.jsonl")


def test_calibration_counts_each_item_once_at_its_margin() -> None:
    items = [item(margin=margin) for margin in (0.0, 0.1, 0.5, 0.95, 1.0)] + [item(margin=0.5, topic="amount", text="")]
    bins = calibration(items)
    assert sum(each.items for each in bins) == len(items)
    assert [(each.low, each.items, each.topics_right, each.right) for each in bins if each.low == 0.4] == [
        (0.4, 2, 1, 1)
    ]


def test_topics_and_styles_hold_every_item_and_harm_stands_first() -> None:
    score = Score([item(0), item(1, text=""), item(2, verdict="no", topic="amount")])
    for kind in ("style", "topic"):
        assert sum(group.questions for group in score.groups(kind).values()) == 3
    assert score.confused() == {("coverage", "amount"): 1}
    assert [one.id for one in score.worst()] == ["q2", "q1"]


def test_a_run_is_read_back_as_it_was_and_equals_itself(tmp_path: Path) -> None:
    score = Score([item(0), item(1, text="")])
    (tmp_path / "run.json").write_text(json.dumps(run_to_json(score)), encoding="utf-8")
    again = read_run(tmp_path / "run.json")
    assert again == score
    comparison = compared(again, score)
    assert (comparison.worse, comparison.better, comparison.same, comparison.chance) == ((), (), 2, 1.0)


def test_a_comparison_tells_better_from_worse_and_harm_first() -> None:
    before = Score([item(0), item(1), item(2, text=""), item(3), item(4)])
    after = Score([item(0, text=""), item(1, verdict="no"), item(2), item(3), item(5)])
    comparison = compared(before, after)
    assert [change.after.id for change in comparison.worse] == ["q1", "q0"]
    assert [change.after.id for change in comparison.better] == ["q2"]
    assert (comparison.same, comparison.only_before, comparison.only_after) == (1, 1, 1)
    assert comparison.chance == pytest.approx(1.0)


def test_few_changes_may_be_chance_and_many_one_way_are_not() -> None:
    before = Score([item(number, text="") for number in range(10)])
    assert compared(before, Score([item(number) for number in range(10)])).chance == pytest.approx(2 / 2**10)


def test_something_that_is_no_run_is_named(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"right": 1.0}', encoding="utf-8")
    with pytest.raises(QuestionSetProblem, match="no items of a run"):
        read_run(tmp_path / "run.json")


@pytest.mark.parametrize(("least", "held"), [
    ({"right": 0.5}, True), ({"right": 0.51}, False), ({"harmful": 0.5}, True), ({"harmful": 0.49}, False),
    ({"decisive": 0.5}, True), ({"decisive": 0.6}, False),
])  # fmt: skip
def test_a_floor_lets_pass_what_is_not_worse(least: dict[str, float], held: bool) -> None:
    score = Score([item(0), item(1, verdict="no")])
    if held:
        hold_to_floor(score, least, Path("floor.json"))
    else:
        with pytest.raises(BelowFloor, match=next(iter(least))):
            hold_to_floor(score, least, Path("floor.json"))


def test_evaluating_prints_json_that_the_next_run_is_compared_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = [{"id": "g", "q": "안녕하세요", "style": "oos", "topic": ["smalltalk"]},
                 {"id": "h", "q": "얼마까지 지원되나요?", "style": "formal", "topic": ["amount"], "must": [["없는 말"]]}]  # fmt: skip
    file, run = tmp_path / "q.jsonl", tmp_path / "run.json"
    file.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in questions), encoding="utf-8")
    settings = Settings()
    evaluating.evaluate(settings, file, as_json=True, floor=None)
    run.write_text(capsys.readouterr().out, encoding="utf-8")
    assert json.loads(run.read_text(encoding="utf-8"))["counts"] == {
        "right": 1,
        "harmful": 0,
        "decisive": 0,
        "decidable": 0,
    }
    evaluating.evaluate(settings, file, as_json=False, floor=None, compare=run)
    drawn = capsys.readouterr().out
    assert "나빠짐 0" in drawn
    assert "틀림 h" in drawn
