"""Second thoughts on a topic."""

from __future__ import annotations

import pytest

from intents.reading.reading import TopicGuess
from intents.refine import also_asked, refined
from knowledge.facts import Facts, FactValue


def topic_after(
    topic: str, text: str, facts: dict[str, FactValue], margin: float = 0.1, thread: str | None = None
) -> str:
    guess = TopicGuess(topic, margin, text, decided_by="model")
    return refined(guess, Facts(facts), text, thread)[0]


@pytest.mark.parametrize(
    ("topic", "text", "facts", "wanted"),
    [
        ("window", "휴업 중인데 지금 신청되나요", {"closed": "yes"}, "eligibility"),
        (
            "eligibility",
            "자체 구축했고 단말기가 고장 났어요",
            {"track": "self_built", "equipment": "pop", "condition": "broken"},
            "coverage",
        ),
        ("coverage", "이거 써도 되나요", {"document": "tax", "issued_on": "x"}, "documents"),
        ("coverage", "58점인데요", {"scoring_table": "onsite", "points": 58}, "evaluation"),
        (
            "request",
            "모듈 추가 긴급AS로 신청할게요",
            {"support_type": "emergency", "works": ("add_module",)},
            "coverage",
        ),
        ("request", "마감 지났는데 접수해 주나요", {}, "window"),
        ("documents", "팩스로 서류 보내도 되나요", {}, "apply"),
        ("smalltalk", "너는 봇이야. 한도는 5천만원", {"subsidy_claimed": 50_000_000}, "amount"),
        ("amount", "더 쓴 돈도 주나요", {}, "caution"),
        (
            "caution",
            "구독료를 사업비에 녹여도 되나요",
            {"disguise": "yes", "equipments": ("subscription_fee",)},
            "coverage",
        ),
        ("human", "상담원이 된다던데 체납인데 되나요", {"tax_state": "arrears"}, "eligibility"),
        ("out_of_scope", "스캐너가 안 찍혀요", {"equipment": "barcode_scanner", "condition": "broken"}, "coverage"),
        ("window", "접수했는데 연락이 없어요", {}, "status"),
    ],
)
def test_facts_and_words_correct_the_topic(topic: str, text: str, facts: dict[str, FactValue], wanted: str) -> None:
    assert topic_after(topic, text, facts) == wanted


@pytest.mark.parametrize(
    ("topic", "text", "facts"),
    [
        ("coverage", "센서가 고장 났어요", {"equipment": "sensor", "condition": "broken"}),
        ("window", "지금 접수하나요", {"support_type": "emergency"}),
        ("out_of_scope", "날씨 어때요", {}),
        ("human", "담당자 바꿔 주세요", {}),
        ("smalltalk", "안녕하세요", {}),
    ],
)
def test_what_nothing_speaks_against_stays(topic: str, text: str, facts: dict[str, FactValue]) -> None:
    assert topic_after(topic, text, facts) == topic


def test_a_sure_outside_guess_stays_outside() -> None:
    facts: dict[str, FactValue] = {"equipment": "robot", "condition": "broken"}
    assert topic_after("out_of_scope", "로봇 고장 코드 뜻이 뭐야", facts, margin=0.9) == "out_of_scope"


def test_circumstances_go_on_with_the_thing_before() -> None:
    assert (
        topic_after("eligibility", "보급확산 사업으로 산 거예요", {"track": "program"}, thread="coverage") == "coverage"
    )
    assert topic_after("eligibility", "보급확산 사업으로 산 거예요", {"track": "program"}) == "eligibility"


def test_what_is_plainly_asked_beside_is_answered_too() -> None:
    said = Facts({"quote_amount": 44_000_000, "office": "gangwon"})
    assert also_asked(("period",), said, "석 달 걸리고 4,400만원인데 얼마 나오고 문의처는 어디인가요") == (
        "amount",
        "contact",
    )
    assert also_asked(("period",), Facts(), "얼마 나오나요") == ()
