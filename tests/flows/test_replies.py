"""How people really reply: dialect, formal letters, no spaces, several facts, doubt, corrections, commands in many words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.colloquial import standard
from flows.commands import command
from flows.editing import find_edit
from flows.parsing import Accepted
from flows.persons import find_person
from flows.questions import emergency_questions, flow_data
from flows.spoken_numbers import written_out
from flows.statements import reply_to, stated
from flows.understanding import understand
from intents.reading.polarity import denies
from knowledge.facts import Facts, Open
from knowledge.loading import default_notice

TODAY = date(2023, 6, 14)  # a Wednesday
QUESTIONS = emergency_questions()
ANSWERED = Facts(
    {
        "consent": "yes", "equipment": "server", "fault_description": "부팅되지 않습니다", "failure_repair": "yes",
        "track": "program", "program_completed": "yes", "scope_link": "yes", "unsupported_item": "no", "warranty": "no",
        "self_capable": "no", "manufacturing_sme": "yes", "closed": "no", "tax_arrears": "no", "sanctioned": "no",
        "other_application": "no", "site_address": "경기 화성시 봉담읍", "company_name": "가나정밀",
        "business_number": "1234567891", "contact_name": "김가나 과장", "phone": "010-2345-6789",
        "occurred_on": date(2023, 6, 13), "supplier_name": "다라시스템", "quote_amount": 36_000_000,
        "self_funds": "yes", "lower_amount_consent": "yes",
    }
)  # fmt: skip


def reply(field: str, said: str):
    return understand(said, field, Facts({}), QUESTIONS, default_notice(), TODAY)


def value(field: str, said: str):
    answer = reply(field, said).answer
    return answer.value if isinstance(answer, Accepted) else answer


def edit(said: str, pending: str = "duration_months"):
    return find_edit(said, ANSWERED, pending, QUESTIONS, default_notice(), TODAY)


@pytest.mark.parametrize(
    ("field", "said", "meant"),
    [
        ("closed", "아이다 우리 공장 잘 돌아간다", "no"),
        ("closed", "휴업한 일 없습니다", "no"),
        ("closed", "휴폐업에 해당하지 아니함", "no"),
        ("closed", "작년에 휴업했다가 올해 3월에 다시 열었심더", "no"),
        ("closed", "폐업 신고 안혔슈", "no"),
        ("closed", "휴업, 폐업 모두 없습니다", "no"),
        ("tax_arrears", "체납이요, 그런 거 없어요", "no"),
        ("sanctioned", "참여제한, 제재 같은 건 받지 않았습니다", "no"),
        ("closed", "시방은 문 닫고 쉬고 있는디", "yes"),
        ("tax_arrears", "체납된거 읎어유", "no"),
        ("tax_arrears", "체납사실이 존재하지 않습니다", "no"),
        ("tax_arrears", "부가세를 못내고 있다", "yes"),
        ("tax_arrears", "체납x", "no"),
        ("warranty", "하자보수 기간은 이미 도과하였습니다", "no"),
        ("warranty", "계약을 갱신하지 않아서 지금은 없어요", "no"),
        ("warranty", "무상기간 한참 남았심더", "yes"),
        ("self_capable", "고칠 사람이 없어유", "no"),
        ("self_capable", "내가 고칠 수 있당께", "yes"),
        ("sanctioned", "제재 받았었는데 작년에 풀렸심더", "no"),
        ("sanctioned", "제재기간이 아직 안 끝났어요", "yes"),
        ("other_application", "금년도에 신청한 사실이 없습니다", "no"),
        ("other_application", "정기모집에 넣어놨는데 아직 발표가 안 났어요", "yes"),
        ("self_funds", "먼저 낼 돈이 없당께", "no"),
        ("lower_amount_consent", "감액에 이의 없습니다", "yes"),
        ("lower_amount_consent", "그건 받아들일 수 없습니다", "no"),
        ("failure_repair", "고치는 거 말고 다른 건 바라는 게 없어요", "yes"),
        ("track", "정부 지원을 받지 않고 자체적으로 구축하였습니다", "self_built"),
        ("program_completed", "완료되지 않았습니다", "no"),
        ("scope_link", "연동이 되어 있지 않은 단독 장비입니다", "no"),
        ("unsupported_item", "빌린 거 아니고 우리가 산 거라예", "no"),
        ("consent", "전달해도 됩니더", "yes"),
        ("consent", "개인정보 주기 싫습니다", "no"),
        ("confirm", "이상 없습니다 접수해주세요", "yes"),
    ],
)
def test_a_yes_or_no_in_dialect_formal_or_short_words(field, said, meant):
    assert value(field, said) == meant


# affirmative sentences and the same denied: neither may be read as the other
DENIED = [
    ("closed", "휴업했습니다", "휴업하지 않았습니다"),
    ("closed", "휴업 중입니다", "휴업 중이 아닙니다"),
    ("tax_arrears", "체납이 있습니다", "체납이 없습니다"),
    ("tax_arrears", "세금을 다 냈습니다", "세금을 다 내지 못했습니다"),
    ("warranty", "유지보수 계약을 맺었습니다", "유지보수 계약을 맺지 아니하였습니다"),
    ("warranty", "하자보수 기간이 끝났습니다", "하자보수 기간이 안 끝났습니다"),
    ("self_capable", "우리가 고칠 수 있습니다", "우리가 고칠 수 없습니다"),
    ("manufacturing_sme", "중소기업입니다", "중소기업이 아닙니다"),
    ("sanctioned", "참여제한을 받았습니다", "참여제한을 받은 사실이 없습니다"),
    ("other_application", "올해 신청했습니다", "올해 신청한 적이 없습니다"),
    ("scope_link", "MES와 연동됩니다", "MES와 연동되지 않습니다"),
    ("level_certificate", "수준확인서를 받았습니다", "수준확인서를 못 받았습니다"),
    ("self_funds", "먼저 낼 수 있습니다", "먼저 낼 수 없습니다"),
    ("lower_amount_consent", "감액에 동의합니다", "감액에 동의하지 않습니다"),
    ("program_completed", "사업이 완료됐습니다", "사업이 완료되지 않았습니다"),
    ("unsupported_item", "임대한 것입니다", "임대한 것이 아닙니다"),
    ("failure_repair", "기능 추가를 원합니다", "기능 추가를 원하지 않습니다"),
]


@pytest.mark.parametrize(("field", "positive", "negative"), DENIED)
def test_a_denied_statement_never_means_what_it_denies(field, positive, negative):
    said, denied = value(field, positive), value(field, negative)
    assert said in QUESTIONS[field].values
    assert denied in QUESTIONS[field].values
    assert said != denied


UNSURE = [
    "잘 모르겠어요", "확인해 봐야 합니다", "대표님께 여쭤봐야 해요", "확실하지가 않네요", "가부를 확답드리기 어렵습니다",
    "내는 모린다", "사무실에 물어봐야 안다", "기억이 안 납니다", "아직 결정을 못 했어요", "알아봐야 돼유", "잘 모르것는디",
    "서류를 봐야 알 것 같습니다",
]  # fmt: skip
YES_NO = [
    field
    for field, question in QUESTIONS.items()
    if question.kind == "yes_no" and field in dict.fromkeys(f for f, _, _ in DENIED)
]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(DENIED),
    st.booleans(),
    st.sampled_from(UNSURE),
    st.booleans(),
    st.sampled_from([" ", ", ", "는데 "]),
)
def test_doubt_before_or_behind_a_yes_or_no_never_gives_either(sentence, denied, doubt, before, tie):
    field, positive, negative = sentence
    said = negative if denied else positive
    if before:
        text = f"{doubt}{tie if tie != '는데 ' else ', '}{said}"
    else:
        text = f"{said.removesuffix('니다')}니다만, {doubt}" if tie == "는데 " else f"{said}{tie}{doubt}"
    assert value(field, text) not in QUESTIONS[field].values


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(YES_NO),
    st.sampled_from(["네", "아니요", "있어요", "없습니다", "맞아요", "했어요"]),
    st.sampled_from(UNSURE),
)
def test_doubt_beside_a_bare_yes_or_no_never_gives_either(field, word, doubt):
    assert value(field, f"{word}, {doubt}") not in ("yes", "no")
    assert value(field, f"{doubt} {word}") not in ("yes", "no")


@pytest.mark.parametrize(
    ("said", "field", "new"),
    [
        ("체납 없다고 한 거 취소요, 자동차세가 밀려 있네요", "tax_arrears", "yes"),
        ("아까 중소기업이라 캤는데 중견이라 카네예", "manufacturing_sme", "no"),
        ("휴업 안 한다 한 거 틀렸다 지난달부터 휴업이다", "closed", "yes"),
        ("선집행 된다고 했던 거 무를게요", "self_funds", "no"),
        ("먼저 낼 수 있다고 한 것 말인데요, 자금이 안 돼서 못 내겠습니다", "self_funds", "no"),
        ("올해 신청한 적 없다고 말씀드렸는데 착오였습니다. 3월에 신청했습니다", "other_application", "yes"),
        ("아까 지원사업으로 했다고 한 거 아니고 우리 돈으로 한 거래요", "track", "self_built"),
        ("회사 이름 두레금형으로 바까주소", "company_name", "두레금형"),
        ("견적을 3,600만원이라 적었으나 2,900만원이 맞습니다", "quote_amount", 29_000_000),
        ("견적 금액을 3,600만원에서 2,900만원으로 정정합니다", "quote_amount", 29_000_000),
        ("전화번호 010-2345-6789 말고 010-3344-5566으로 해주세요", "phone", "010-3344-5566"),
        ("고장난 날은 어제가 아니고 그저께였어요", "occurred_on", date(2023, 6, 12)),
        ("담당자 이름 오타요 김가나 아니고 김가람", "contact_name", "김가람"),
        ("업체명 수정 다라시스템→다라시스템즈", "supplier_name", "다라시스템즈"),
        ("주소 틀맀다 봉담읍 아이고 화성시 향남읍이다", "site_address", "화성시 향남읍"),
    ],
)
def test_a_correction_changes_the_field_it_is_about(said, field, new):
    found = edit(said)
    assert found is not None
    assert found.field == field
    assert found.answer is not None
    assert found.answer.value == new


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("체납 없다고 한 거 취소요, 자동차세가 밀려 있네요", "tax_arrears"),
        ("선집행 된다고 했던 거 무를게요", "self_funds"),
    ],
)
def test_a_correction_leaves_all_other_answers_as_they_were(company, said, field):
    talk = company()
    talk.go_on(until="duration_months")
    before = {entry["fact"]: entry["value"] for entry in talk.step.state["answers"]}
    talk.say(said)
    after = {entry["fact"]: entry["value"] for entry in talk.step.state["answers"]}
    assert {name for name in after if after[name] != before.get(name)} == {field}


@pytest.mark.parametrize(
    "said",
    [
        "사장님이 먼저 낼 수 있다고 했어요",
        "업체에서 다음 주에 온다고 했는데요",
        "제재는 받은 적이 없습니다",
        "부품을 바꿔야 합니다",
        "두 달이라고 합니다",
    ],
)
def test_what_somebody_else_said_is_no_correction(said):
    assert edit(said) is None


def test_consent_that_is_taken_back_ends_the_request_and_forgets(company):
    talk = company()
    talk.go_on(until="equipment")
    talk.say("아까 동의한다고 한 거 취소할게요, 동의 안 합니다")
    assert talk.step.state is None
    assert "forget" in [effect.kind for effect in talk.step.effects]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("그건 왜 알아야 하는데예", "why"),
        ("이걸 물으시는 까닭이 있습니까", "why"),
        ("전 단계로 돌아갈게요", "back"),
        ("하나만 뒤로 가입시더", "back"),
        ("그냥 신청 안 하겠습니다", "cancel"),
        ("고마 때려치울란다", "cancel"),
        ("직원분 연결 좀 해주세요", "person"),
        ("상담원 바까주이소", "person"),
        ("여태 적은 거 한번 보여줘", "summary"),
        ("입력한 내용을 요약해 주시기 바랍니다", "summary"),
        ("앞에 쓴 답 하나 고치고 싶어요", "edit"),
        ("하던 거 마저 할게요", "resume"),
    ],
)
def test_a_command_in_many_words(said, meant):
    assert command(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "왜 그런지 모르겠는데 화면이 자꾸 꺼져요",
        "로봇이 뒤로 가다가 멈춰버립니다",
        "작업자가 입력한 내용이 화면에 안 나와요",
        "서버 통신이 끊겨서 직원이 연결을 못 하고 있어요",
        "올해 신청했다가 취소했어요",
        "담당자는 신가온 과장입니다",
        "유지보수 계약을 중단했습니다",
    ],
)
def test_a_story_is_no_command(said):
    assert command(said) is None


def test_several_facts_of_one_reply_are_all_taken():
    found = reply("closed", "문 안 닫았고 세금도 밀린 거 없고 제재도 없심더")
    assert found.answer == Accepted("no")
    assert {field: answer.value for field, answer in found.others.items()} == {"tax_arrears": "no", "sanctioned": "no"}


def test_company_person_and_telephone_in_one_line():
    found = reply("company_name", "두레금형 담당 신가온 과장 010-3344-5566")
    assert found.answer == Accepted("두레금형")
    assert found.others["contact_name"] == Accepted("신가온 과장")
    assert found.others["phone"] == Accepted("010-3344-5566")


def test_who_repairs_is_told_beside_another_answer():
    found = reply("occurred_on", "그저께요, 수리는 누리제어에서 하기로 했습니다")
    assert found.answer == Accepted(date(2023, 6, 12))
    assert found.others["supplier_name"] == Accepted("누리제어")


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("supplier_name", "아직 업체를 못 정했는데 나중에 말씀드릴게요"),
        ("supplier_name", "난중에 갈치주께"),
        ("supplier_number", "업체에서 받는 대로 추후 기재하도록 하겠습니다"),
        ("quote_amount", "견적서를 받는 대로 알려드리겠습니다"),
        ("duration_months", "업체에 물어보고 나중에 적을게요"),
    ],
)
def test_later_is_no_name_and_no_number(field, said):
    assert value(field, said) is Open.LATER


@pytest.mark.parametrize(
    "said",
    [
        "잠깐 기다려 보이소",
        "지금 담당자가 자리에 없네요",
        "아직 미정입니다",
        "이름은 까먹었네",
        "사장입니다",
        "뭐라고 써야 하노",
    ],
)
@pytest.mark.parametrize("field", ["contact_name"])
def test_talk_in_a_dialect_is_no_name(field, said):
    assert not isinstance(reply(field, said).answer, Accepted)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("전산팀 유한결 대리라예", "유한결 대리"),
        ("담당자는 저 문가람입니다", "문가람"),
        ("관리소장 문가람이라고 합니다", "관리소장 문가람"),
        ("저는 모르는 내용이라서요", None),
        ("제조업이고 중소기업입니다", None),
        ("저희는 도매업이에요", None),
        ("대표님께 여쭤볼게요", None),
    ],
)
def test_persons_in_a_sentence(said, name):
    assert find_person(said, asked=True) == name


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("공일공 삼삼사사 오오육육", "01033445566"),
        ("일이삼에 사오에 육칠팔구일", "1234567891"),
        ("공일공에 삼삼사사에 오오육육이에요", "01033445566"),
    ],
)
def test_digits_that_are_read_out(said, digits):
    assert "".join(filter(str.isdigit, written_out(said))) == digits


@given(st.text(alphabet="가나다라 이일삼정공 기업에의", max_size=40))
def test_words_are_not_numbers(said):
    written = written_out(said)
    digits = sum(sign.isdigit() for sign in written)
    assert digits == 0 or digits >= 9


@pytest.mark.parametrize(
    ("field", "said", "day"),
    [
        ("occurred_on", "어린이날이었어요", date(2023, 5, 5)),
        ("occurred_on", "이틀 전부터라예", date(2023, 6, 12)),
        ("tax_certificate_issued_on", "저번주 수욜", date(2023, 6, 7)),
    ],
)
def test_days_in_other_words(field, said, day):
    assert value(field, said) == day


def test_papers_that_are_to_come_are_not_taken_for_ready():
    assert value("documents", "동의서랑 재무제표는 있는데 나머지는 준비중이에요") == ("consent_form", "financials")


def test_a_paper_and_its_date_are_both_heard(company):
    talk = company()
    talk.go_on(until="documents")
    talk.say("납세증명서 있고 6월 5일에 발급받았습니다")
    talk.press("done")
    assert talk.ask == "attachments"


@given(st.text(max_size=80))
@settings(deadline=None)
def test_any_text_is_read_without_an_exception(text):
    standard(text)
    command(text)
    stated(text)
    for field in ("closed", "track"):
        reply_to(text, field)


def test_reading_in_standard_korean_twice_changes_nothing():
    for line in ("없심더", "안 했슈", "몬 고친다 캤는데", "괘안타", "바까주이소", "지난주 금욜"):
        assert standard(standard(line)) == standard(line)


@pytest.mark.parametrize(
    ("clause", "denied"),
    [
        ("없는 것은 아닙니다", False),
        ("안 되지는 않습니다", False),
        ("문제 없습니다", False),
        ("동의하기 어렵습니다", True),
        ("못 고칩니다", True),
        ("할 수밖에 없습니다", False),
        ("불안합니다", False),
    ],
)
def test_negations_are_counted(clause, denied):
    assert denies(clause) == denied


def test_statements_are_about_fields_and_their_values():
    for field, forms in flow_data("emergency", "statements.yaml").items():
        stated_values = {str(form[key]) for form in forms for key in ("is", "not") if key in form}
        assert stated_values <= set(QUESTIONS[field].values), field


def test_a_hedged_answer_is_asked_again_and_another_subject_is_no_answer():
    assert value("level_certificate", "있긴 한데 기한이 지났어요") is None
    assert value("self_capable", "할 수는 있는데 시간이 없어요") is None


@pytest.mark.parametrize(
    "said", ["잠깐 기다려 보이소", "회사 이름은 나중에 말할게", "뭐라고 써야 하노", "지금 찾아보고 있어예"]
)
def test_talk_is_no_company(said):
    assert not isinstance(reply("company_name", said).answer, Accepted)
