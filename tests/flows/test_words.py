"""Free Korean in the request: several answers at once, opening lines, corrections, questions in the middle, refusals."""

from __future__ import annotations

from datetime import date

import pytest

from flows.exchange import FlowEvent
from flows.names import read_company, read_fault, read_person
from flows.sentences import asks, split_asking


def test_several_answers_in_one_message_are_all_taken(company):
    talk = company()
    talk.go_on(until="company_name")
    talk.say("가나정밀이고 사업자번호는 123-45-67891, 담당자는 김가나 과장 010-2345-6789, 견적은 3,600만원입니다")
    talk.go_on()
    assert not {"business_number", "contact_name", "phone", "quote_amount"} & set(talk.asked)
    facts = talk.facts
    assert facts["company_name"] == "가나정밀"
    assert facts["business_number"] == "1234567891"
    assert facts["contact_name"] == "김가나 과장"
    assert facts["phone"] == "010-2345-6789"
    assert facts["quote_amount"] == 36_000_000


def test_an_answer_to_another_question_is_kept_and_the_open_one_asked_again(company):
    talk = company()
    talk.go_on(until="warranty")
    talk.say("견적은 2천만원이에요")
    assert talk.ask == "warranty"
    assert "1,000만 원" in talk.texts
    talk.go_on()
    assert "quote_amount" not in talk.asked


def test_the_suppliers_number_is_not_taken_for_the_companys_own(company):
    talk = company()
    talk.go_on(until="company_name")
    talk.say("가나정밀이고 공급기업 사업자번호는 220-81-00011")
    assert talk.ask == "business_number"


def test_facts_of_the_opening_lines_are_not_asked_again_but_shown(company):
    raw = "정부 지원사업으로 구축한 MES 서버가 어제부터 고장나서 켜지지 않습니다. 견적은 3천만원입니다."
    talk = company({"track": "program", "equipment": "server", "quote_amount": 30_000_000}, raw)
    assert "옮겨 적었습니다" in talk.texts
    assert talk.progress[0][0] >= 3
    talk.go_on()
    assert not {"track", "equipment", "quote_amount"} & set(talk.asked)
    assert talk.step.outcome.subsidy_krw == 15_000_000


def test_the_story_of_the_opening_lines_is_the_description(company):
    talk = company({"equipment": "server"}, "MES 서버가 고장나서 켜지지 않습니다. 수리 지원되나요?")
    talk.go_on()
    assert "fault_description" not in talk.asked
    assert talk.filed["fault"] == "MES 서버가 고장나서 켜지지 않습니다."


def test_an_opening_fact_that_fails_a_gate_says_so_at_once(company):
    talk = company({"tax_arrears": "yes"})
    assert talk.ask == "consult"
    assert talk.statuses()["tax_clear"] == "fail"


def test_what_the_opening_lines_only_supposed_is_asked(company):
    talk = company({"tax_arrears": "yes"}, "체납이면 신청 못 하나요?")
    assert talk.ask == "consent"
    talk.go_on(until="tax_arrears")
    assert talk.statuses()["tax_clear"] == "open"


def test_an_opening_value_that_is_none_of_the_fields_is_left_out(company):
    talk = company({"quote_amount": -5, "track": "nonsense", "consent": "yes", "support_type": "emergency"})
    assert talk.ask == "consent"
    assert talk.step.state["answers"] == []


@pytest.mark.parametrize(
    ("said", "office", "same"),
    [
        ("아까 주소 잘못 말했어요, 평택이에요", "gyeonggi", True),
        ("주소를 충남 천안시로 고쳐 주세요", "chungnam", False),
        ("현장 주소 틀렸어요. 천안시입니다", "chungnam", False),
        ("아까 잘못 말했어요, 평택이에요", "gyeonggi", True),
    ],
)
def test_an_address_corrected_in_free_words(company, said, office, same):
    talk = company()
    talk.go_on(until="phone")
    talk.say(said)
    assert talk.ask == "phone"
    assert ("담당은 그대로 경기지역본부입니다" in talk.texts) == same
    talk.go_on()
    assert talk.step.outcome.office == office


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("견적 금액을 2천만원으로 고쳐 주세요", "quote_amount", 20_000_000),
        ("아까 견적 잘못 적었어요. 2,500만원입니다", "quote_amount", 25_000_000),
        ("회사 이름은 나다정공으로 바꿔 주세요", "company_name", "나다정공"),
        ("전화번호 틀렸어요, 010-9876-5432예요", "phone", "010-9876-5432"),
        ("아까 기간 잘못 말했어요 3개월이에요", "duration_months", 3.0),
        ("연락받을 사람 이름이 잘못됐어요 아까 잘못 적었어요, 이다라 부장입니다", "contact_name", "이다라 부장"),
    ],
)
def test_an_answer_corrected_in_free_words(company, said, field, value):
    talk = company()
    talk.go_on(until="confirm")
    talk.say(said)
    assert talk.ask == "confirm"
    talk.go_on()
    assert talk.facts[field] == value


def test_a_correction_without_the_new_value_asks_the_field_again(company):
    talk = company()
    talk.go_on(until="confirm")
    talk.say("전화번호 잘못 적었어요")
    assert talk.ask == "phone"


def test_a_correction_that_names_nothing_offers_all_answers(company):
    talk = company()
    talk.go_on(until="confirm")
    talk.say("아까 잘못 말했어요")
    assert talk.ask == "confirm"
    assert "flow:edits:contact" in talk.choices


def test_a_wish_about_the_machine_is_no_correction(company):
    talk = company()
    talk.go_on(until="fault_description")
    talk.say("서버 전원 장치가 나가서 부품을 바꿔 주세요")
    assert talk.ask != "fault_description"


@pytest.mark.parametrize("field", ["company_name", "fault_description", "self_funds", "quote_amount", "site_address"])
def test_a_question_in_the_middle_is_answered_and_fills_no_field(company, field):
    talk = company()
    talk.go_on(until=field)
    before = talk.step.state
    talk.say("돈은 언제 들어와요?")
    assert talk.step.answer is not None
    assert talk.step.answer.in_scope
    assert talk.ask == field
    assert talk.step.state == before
    assert "이어서 답해 주세요" in talk.texts
    assert talk.step.thread is not None


def test_an_answer_and_a_question_in_one_message_are_both_heard(company):
    talk = company()
    talk.go_on(until="self_funds")
    talk.say("네 낼 수 있습니다. 그런데 돈은 언제 들어와요?")
    assert talk.step.answer is not None
    assert talk.statuses()["self_funds"] == "pass"
    assert talk.ask == "lower_amount_consent"


@pytest.mark.parametrize(
    ("field", "said", "words"),
    [
        ("business_number", "123-45-6789", "9자리"),
        ("business_number", "몰라서요 그냥 진행", "숫자"),
        ("occurred_on", "2023년 7월 10일", "아직 오지 않은 날"),
        ("occurred_on", "1995년 3월 2일", "오래된 날"),
        ("occurred_on", "그때쯤", "날짜를 읽지 못했습니다"),
        ("quote_amount", "-300만원", "0원보다"),
        ("quote_amount", "0원", "0원보다"),
        ("quote_amount", "9천억원", "보기 어렵습니다"),
        ("quote_amount", "많이 나왔습니다", "금액을 읽지 못했습니다"),
        ("site_address", "베트남 하노이", "국내"),
        ("site_address", "중국 상하이 푸동", "국내"),
        ("site_address", "저기 공장", "찾지 못했습니다"),
        ("phone", "12345", "전화번호가 맞지 않습니다"),
        ("phone", "010-12", "전화번호가 맞지 않습니다"),
        ("duration_months", "금방이요", "기간을 읽지 못했습니다"),
        ("duration_months", "900개월", "보기 어렵습니다"),
        ("company_name", "네", "이름으로"),
        ("contact_name", "서버가 안 켜져요", "이름으로"),
        ("fault_description", "네", "고장 내용으로"),
        ("equipment", "네", "가까운 것"),
        ("tax_certificate_issued_on", "2023년 12월 1일", "아직 오지 않은 날"),
    ],
)
def test_invalid_input_is_named_asked_again_and_not_stored(company, field, said, words):
    talk = company()
    talk.go_on(until=field)
    before = talk.step.state
    talk.say(said)
    assert words in talk.texts
    assert talk.ask == field
    assert talk.step.state == before


def test_a_wrong_check_digit_is_refused_once_and_then_left_to_staff(company):
    talk = company()
    talk.go_on(until="business_number")
    talk.say("123-45-67890")
    assert talk.ask == "business_number"
    assert "끝자리가 맞지 않습니다" in talk.texts
    assert "1234567890" not in str(talk.step.state)
    talk.say("123 45 67890")
    assert talk.ask != "business_number"
    talk.go_on(until="confirm")
    assert "123-45-67890 (끝자리 확인 필요)" in talk.texts
    talk.go_on()
    assert talk.facts["business_number_unverified"] == "yes"


def test_a_second_other_wrong_number_is_refused_again(company):
    talk = company()
    talk.go_on(until="business_number")
    talk.say("123-45-67890")
    talk.say("123-45-67892")
    assert talk.ask == "business_number"
    talk.say("123-45-67891")
    talk.go_on()
    assert "business_number_unverified" not in talk.facts


def test_a_right_number_after_an_unverified_one_is_verified(company):
    talk = company()
    talk.go_on(until="business_number")
    talk.say("123-45-67890")
    talk.say("123-45-67890")
    talk.press("flow:back")
    talk.say("123-45-67891")
    talk.go_on()
    assert "business_number_unverified" not in talk.facts


def test_a_wrong_check_digit_in_a_correction_asks_that_number_again(company):
    talk = company()
    talk.go_on(until="confirm")
    talk.say("사업자번호를 123-45-67890으로 고쳐 주세요")
    assert talk.ask == "business_number"
    assert "끝자리가 맞지 않습니다" in talk.texts
    talk.say("123-45-67891")
    assert talk.ask == "confirm"


@pytest.mark.parametrize(
    ("field", "said", "status"),
    [
        ("closed", "제조업이고 중소기업 맞습니다", "open"),
        ("closed", "영업 중입니다", "pass"),
        ("sanctioned", "제재 받은 거 없습니다", "pass"),
        ("other_application", "네, 없습니다", "pass"),
        ("tax_arrears", "체납은 없어요", "pass"),
        ("self_funds", "회사돈으로 먼저 낼 수 있어요", "pass"),
        ("self_funds", "어렵습니다", "fail"),
    ],
)
def test_a_yes_or_no_is_taken_only_in_words_about_the_question(company, field, said, status):
    talk = company()
    talk.go_on(until=field)
    gate = talk.notice.gates[next(g for g in talk.notice.gates if field in talk.notice.gates[g].facts)].id
    talk.say(said)
    assert talk.statuses()[gate] == status


def test_after_a_failing_gate_another_answer_can_simply_be_said(company):
    talk = company()
    talk.go_on(until="consult", closed=FlowEvent(choice="yes"))
    talk.say("영업 중입니다")
    assert talk.statuses()["operating"] == "pass"
    assert talk.ask == "tax_arrears"


def test_an_answer_to_something_else_never_refuses_the_talk_with_the_office(company):
    talk = company()
    talk.go_on(until="consult", closed=FlowEvent(choice="yes"))
    talk.say("제재 받은 거 없습니다")
    assert talk.step.outcome is None
    assert talk.ask == "consult"


def test_an_ambiguous_address_asks_which_office(company):
    talk = company()
    talk.go_on(until="site_address")
    talk.say("중구")
    assert talk.ask == "site_address"
    assert {"site_address:seoul", "site_address:busan", "site_address:daegu"} <= set(talk.choices)
    talk.press("busan")
    assert talk.ask == "company_name"
    talk.go_on()
    assert talk.step.outcome.office == "busan"


def test_an_ambiguous_address_is_settled_in_words(company):
    talk = company()
    talk.go_on(until="site_address")
    talk.say("중구")
    talk.say("부산이요")
    talk.go_on()
    assert talk.step.outcome.office == "busan"
    assert "중구" in talk.facts["site_address"]


def test_an_office_that_the_address_cannot_mean_is_not_taken(company):
    talk = company()
    talk.go_on(until="site_address")
    talk.say("중구")
    talk.press("jeju")
    assert talk.ask == "site_address"


def test_a_position_is_an_address(company):
    talk = company()
    talk.go_on(until="site_address")
    talk.do(FlowEvent(location=(37.2, 126.83)))
    assert talk.ask == "company_name"
    talk.go_on()
    assert talk.step.outcome.office == "gyeonggi"


def test_a_shared_contact_is_the_telephone_number(company):
    talk = company()
    talk.go_on(until="company_name")
    talk.do(FlowEvent(contact_phone="+821023456789"))
    assert talk.ask == "company_name"
    talk.go_on()
    assert "phone" not in talk.asked
    assert talk.facts["phone"] == "010-2345-6789"


def test_papers_in_words(company):
    talk = company()
    talk.go_on(until="documents")
    talk.say("신청서랑 사업자등록증명원, 납세증명서 있어요")
    assert talk.ask == "documents"
    assert "고른 서류" in talk.texts
    talk.say("다 골랐습니다")
    assert talk.ask == "tax_certificate_issued_on"
    talk.go_on()
    assert talk.facts["documents"] == ["application", "registration", "tax"]


def test_a_paper_can_be_taken_out_again(company):
    talk = company()
    talk.go_on(until="documents")
    talk.press("tax")
    talk.press("documents:drop:tax")
    talk.press("done")
    assert talk.ask == "attachments"


def test_no_papers_and_no_files_in_words(company):
    talk = company()
    talk.go_on(until="documents")
    talk.say("없어요")
    assert talk.ask == "attachments"
    talk.say("없습니다")
    assert talk.ask == "confirm"


def test_a_thing_that_no_list_knows_goes_on_in_its_own_words(company):
    talk = company()
    talk.go_on(until="equipment")
    talk.say("타각 인자 유닛")
    assert talk.ask == "fault_description"
    talk.go_on()
    assert talk.step.outcome.result == "routed"
    assert talk.statuses()["supported_item"] == "review"


def test_a_description_of_an_improvement_fails_before_it_is_asked_and_can_be_corrected(company):
    talk = company()
    talk.go_on(until="fault_description")
    talk.say("MES를 새 버전으로 업그레이드하려고 합니다")
    assert talk.gate("failure_repair").status == "fail"
    assert "regular:path" in talk.choices
    talk.press("flow:edit:failure_repair")
    assert talk.ask == "failure_repair"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("가나정밀", "가나정밀"),
        ("저희는 (주)가나정밀입니다", "(주)가나정밀"),
        ("회사명은 주식회사 가나", "주식회사 가나"),
        ("회사 이름은 가나테크예요", "가나테크"),
        ("ABC Korea", "ABC Korea"),
        ("네", None),
        ("왜 물어보세요?", None),
        ("서버가 안 켜져요", None),
        ("010-1234-5678", None),
        ("ㅋㅋㅋ", None),
    ],
)
def test_company_names_in_free_words(text, name):
    assert read_company(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("김가나", "김가나"),
        ("김가나 과장입니다", "김가나 과장"),
        ("담당자는 이다라예요", "이다라"),
        ("네", None),
        ("모르겠어요", None),
    ],
)
def test_names_of_persons_in_free_words(text, name):
    assert read_person(text) == name


@pytest.mark.parametrize("text", ["네", "몰라요", "수리 지원되나요?", "ㅇㅇ", "1234"])
def test_what_is_no_description_of_a_failure(text):
    assert read_fault(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "돈은 언제 들어와요",
        "얼마까지 되나요",
        "신청 기간이 언제죠",
        "서류가 뭐예요",
        "방법 좀 알려주세요",
        "이거 지원될까요",
        "누가 결정하는지 궁금합니다",
    ],
)
def test_questions(text):
    assert asks(text)


@pytest.mark.parametrize(
    "text", ["네", "센서 하나", "서버가 나가요", "잘 모르겠어요", "가나정밀입니다", "언제인지 모르겠어요"]
)
def test_statements(text):
    assert not asks(text)


def test_a_message_is_split_into_what_it_tells_and_asks():
    assert split_asking("네 맞습니다. 돈은 언제 들어와요?") == ("네 맞습니다.", "돈은 언제 들어와요?")


def test_the_day_of_the_failure_is_taken_from_the_description(company):
    talk = company()
    talk.go_on(until="fault_description")
    talk.say("어제 아침부터 서버가 고장나서 켜지지 않습니다")
    talk.go_on()
    assert "occurred_on" not in talk.asked
    assert talk.facts["occurred_on"] == {"date": date(2023, 6, 13).isoformat()}
