"""The request as data: fields of the contract, their words, the drawing, and what broken data says."""

from __future__ import annotations

import pytest

from flows.errors import QuestionsBroken
from flows.graph import OUTCOMES, mermaid
from flows.labels import Labels
from flows.questions import build_questions, flow_data
from knowledge.checks import check_folder
from knowledge.equipment import all_equipment
from knowledge.facts import Facts, Open
from knowledge.loading import NOTICES

FIELDS = (
    "consent", "company_name", "business_number", "contact_name", "phone", "site_address", "manufacturing_sme",
    "track", "program_completed", "level_certificate", "closed", "tax_arrears", "sanctioned", "other_application",
    "equipment", "fault_description", "occurred_on", "failure_repair", "scope_link", "unsupported_item", "warranty",
    "self_capable", "supplier_name", "supplier_number", "quote_amount", "self_funds", "lower_amount_consent",
    "duration_months", "documents", "tax_certificate_issued_on", "attachments", "confirm",
)  # fmt: skip


def test_the_request_has_the_fields_of_the_contract_and_the_offer_to_talk(questions):
    assert set(questions) == {*FIELDS, "consult"}


def test_unsure_is_taken_by_track_and_by_every_yes_no_but_those_that_steer(questions):
    taking = {q.id for q in questions.values() if Open.UNSURE in q.open}
    yes_no = {q.id for q in questions.values() if q.kind == "yes_no"}
    assert taking == yes_no - {"consent", "confirm", "consult"} | {"track"}


def test_later_is_taken_by_the_five_fields_of_the_contract(questions):
    taking = {q.id for q in questions.values() if Open.LATER in q.open}
    assert taking == {"supplier_name", "supplier_number", "quote_amount", "duration_months", "occurred_on"}


def test_every_gate_of_a_question_is_a_gate_that_its_fact_decides(questions, notice):
    for question in questions.values():
        for gate in question.gates:
            assert question.id in notice.gates[gate].facts


def test_every_gate_but_the_intake_has_a_question(questions, notice):
    asked = {gate for question in questions.values() for gate in question.gates}
    assert set(notice.gates) - asked == {"intake_open"}


def test_every_clause_and_choice_of_the_wording_exists(questions, notice):
    for track in (None, "program", "self_built"):
        labels = Labels(notice, Facts({"track": track} if track else {}))
        for question in questions.values():
            clause = labels.clause(question.id)
            assert clause is None or clause in notice.clauses
            assert labels.ask(question.id).rstrip(".").endswith(("나요?", "까요?", "가요?", "주세요"))
            if question.kind == "equipment":
                assert set(labels.choices(question)) <= set(all_equipment())
    assert set(flow_data("emergency", "words.yaml")["names"]) == set(questions) - {"consent", "confirm", "consult"}


def test_labels_follow_the_voice(questions, notice):
    labels = Labels(notice, Facts())
    for question in questions.values():
        words = [labels.ask(question.id), labels.hint(question.id), labels.why(question.id)]
        for text in [*words, *labels.choices(question).values()]:
            assert "!" not in text
            assert "죄송" not in text
            assert not text.rstrip(".").endswith(("해요", "세요요", "십시오"))


def test_the_requests_templates_take_every_branch():
    problems = [p for p in check_folder(NOTICES / "2023-330") if p.file.startswith("wording/request/")]
    assert problems == []


def test_the_drawing_has_every_question_gate_and_outcome(questions, notice):
    drawn = mermaid(notice)
    assert drawn.startswith("flowchart LR")
    for node in [*(f"q_{q}" for q in questions), *(f"g_{g}" for g in notice.gates), *(f"o_{o}" for o in OUTCOMES)]:
        assert node in drawn
    assert "q_track -. = program .-> q_program_completed" in drawn
    assert "q_tax_arrears --> g_tax_clear" in drawn


@pytest.mark.parametrize(
    ("data", "key", "found"),
    [
        ({"a": {"kind": "nonsense"}}, "a.kind", "nonsense"),
        ({"a": {"kind": "text", "colour": 1}}, "a.colour", "colour"),
        ({"a": {"kind": "text", "needs": ["money"]}}, "a.needs", "money"),
        ({"a": {"kind": "text", "open": ["never"]}}, "a.open", "never"),
        ({"a": {"kind": "text", "when": [{"fact": "b", "is": "x"}]}}, "a.when", "b"),
        ({"a": {"kind": "text", "when": [{"fact": "a"}]}}, "a.when", "fact"),
        ({"a": {"kind": "text", "renewed": ["b"]}}, "a.renewed", "b"),
    ],
)
def test_broken_questions_name_file_key_and_what_is_allowed(data, key, found):
    with pytest.raises(QuestionsBroken) as error:
        build_questions(data, "questions.yaml")
    assert error.value.key == key
    assert str(error.value).startswith(f"questions.yaml: {key}: ")
    assert found in str(error.value)
    assert error.value.allowed
