"""Stored lines as they are drawn: cards, choices that stand, people by name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.web.chat_lines import LABELS, Said, lines_of
from bot.channels.web.chat_words import words_of
from bot.channels.web.pages import render
from bot.codec import message_to_json
from flows.exchange import Message
from intents.answer import Card, Choice, Quote, Row
from knowledge.loading import default_notice
from knowledge.wording import default_wording

AT = datetime(2023, 6, 13, 22, 4, tzinfo=UTC)
NOTICE = default_notice()
WORDS = words_of(NOTICE)
TOOLS = (Choice("flow:why", "왜 묻나요?"), Choice("flow:back", "이전 질문"), Choice("flow:cancel", "요청 그만두기"))


def assistant(key: str, message: Message, at: datetime = AT) -> Said:
    return Said(key, "assistant", at, message_to_json(message))


def company(key: str, text: str, at: datetime = AT) -> Said:
    return Said(key, "company", at, {"text": text})


def drawn(*said: Said):
    return lines_of(said, NOTICE, WORDS)


def html(*said: Said) -> str:
    return "".join(render("chat/line.html", line=line) for line in drawn(*said))


@pytest.mark.parametrize("verdict", LABELS)
def test_each_verdict_has_its_word_and_its_own_shape(verdict: str) -> None:
    made = html(assistant("m1", Message("", card=Card(verdict, "서버 수리는 이렇습니다."))))
    assert f'<span class="lab">{LABELS[verdict]}</span>' in made
    assert f'href="#i-{verdict}"' in made
    icons = render("icons.html")
    assert f'id="i-{verdict}"' in icons


def test_information_has_no_verdict_label() -> None:
    made = html(assistant("m1", Message("", card=Card(None, "완료점검이 끝난 뒤 지급합니다."))))
    assert "verdict" not in made
    assert '<p class="head">완료점검이 끝난 뒤 지급합니다.</p>' in made


def test_a_quote_is_letter_perfect_with_its_highlight_inside() -> None:
    text = "고장・결함수리 ‧ 기능 개조 지원"
    card = Card(
        "yes", "됩니다.", quotes=(Quote("support.regular.upgrade.hw", "2. 지원내용 · AS지원", text, "기능 개조"),)
    )
    made = html(assistant("m1", Message("", card=card)))
    assert "“고장・결함수리 ‧ <mark>기능 개조</mark> 지원”" in made


def test_amounts_are_a_table_whose_total_stands_out() -> None:
    card = Card(
        None, "최대 1,800만 원입니다.", rows=(Row("견적", "3,600만 원"), Row("예상 지원금", "1,800만 원", total=True))
    )
    made = html(assistant("m1", Message("", card=card)))
    assert '<dl class="fig">' in made
    assert '<div class="sum"><dt>예상 지원금</dt><dd>1,800만 원</dd></div>' in made


def test_a_choice_stands_until_the_person_has_said_something() -> None:
    ask = assistant("m1", Message("어느 쪽인가요?", (Choice("a:yes", "네"), Choice("a:no", "아니요"))))
    assert html(ask).count("<button") == 2
    answered = html(ask, company("m2", "네", AT + timedelta(seconds=9)))
    assert "<button" not in answered
    assert '<span class="picked">네' in answered
    assert "아니요" in answered


def test_a_notice_of_staff_leaves_the_open_question_open() -> None:
    ask = assistant("m1", Message("어느 쪽인가요?", (Choice("a:yes", "네"),)))
    event = Said("m2", "event", AT + timedelta(hours=2), {"text": "👤 경기지역본부 김담당이 맡았습니다."})
    assert 'data-choice="a:yes"' in html(ask, event)


def test_the_question_of_a_request_joins_the_answer_of_the_same_turn() -> None:
    answer = assistant(
        "m1", Message("", (Choice("topic:documents", "서류 보기"),), Card(None, "완료점검이 끝난 뒤 지급합니다."))
    )
    ask = assistant(
        "m2", Message(f"{WORDS.again}\n수리비를 먼저 낼 수 있나요?", (Choice("self_funds:yes", "네"), *TOOLS))
    )
    (line,) = drawn(answer, ask)
    assert line.ask is not None
    assert line.ask.resumed
    assert line.ask.question == "수리비를 먼저 낼 수 있나요?"
    assert [choice.id for choice in line.ask.main] == ["self_funds:yes"]


def test_messages_of_different_turns_stay_apart() -> None:
    first, second = Message("하나입니다."), Message("둘입니다.")
    assert len(drawn(assistant("m1", first), assistant("m2", second, AT + timedelta(seconds=1)))) == 2


def test_ways_around_a_question_are_links_and_answers_without_a_value_stand_back() -> None:
    choices = (Choice("warranty:yes", "계약에 듭니다"), Choice("warranty:unsure", "잘 모르겠습니다"), *TOOLS)
    (line,) = drawn(assistant("m1", Message("하자보수 계약이 있나요?\n무상과 유상을 모두 봅니다.", choices)))
    assert line.ask is not None
    assert line.ask.hint == "무상과 유상을 모두 봅니다."
    assert [c.id for c in line.ask.soft] == ["warranty:unsure"]
    assert [c.id for c in line.ask.tools] == ["flow:why", "flow:back", "flow:cancel"]


def test_every_refusal_that_the_wording_can_say_is_drawn_as_an_error() -> None:
    wording = default_wording()
    for reason in ("not_digits", "check_digit", "no_date", "negative_amount", "abroad", "no_place", "phone", "unread"):
        assert WORDS.is_refusal(wording.render("request/refused", reason=reason)), reason
    assert WORDS.is_refusal(wording.render("request/refused", reason="number_length", length=9))
    assert not WORDS.is_refusal("담당은 경기지역본부입니다.")


def test_staff_speak_with_office_and_name_and_without_an_emoji() -> None:
    made = html(Said("m1", "staff", AT, {"text": "👤 경기지역본부 김담당\n모델명 사진을 보내 주세요."}))
    assert "👤" not in made
    assert "<b>경기지역본부 김담당</b>" in made
    assert "<p>모델명 사진을 보내 주세요.</p>" in made


def test_a_line_tells_its_time_as_people_in_korea_read_it() -> None:
    (line,) = drawn(company("m1", "서버가 안 켜져요"))
    assert line.clock == "오전 7:04"
    (noon,) = drawn(company("m1", "서버", AT + timedelta(hours=5)))
    assert noon.clock == "오후 12:04"


def test_a_sent_request_is_waiting_until_somebody_of_the_office_speaks() -> None:
    card = Card(
        None, "경기지역본부에 보냈습니다.", rows=(Row("요청번호", "2306-0147"), Row("경기지역본부", "031-260-4931"))
    )
    sent = assistant("m1", Message("", card=card))
    assert "담당자 배정을 기다리는 중" in html(sent)
    taken = Said("m2", "event", AT + timedelta(hours=2), {"text": "👤 경기지역본부 김담당이 맡았습니다."})
    assert "기다리는 중" not in html(sent, taken)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ({"text": "", "choice": "human:connect"}, "담당자 연결"),
        ({"text": "", "choice": "flow:edit:site_address"}, "고치기: 현장 주소"),
        ({"text": "", "location": [37.2, 126.8]}, "현재 위치를 보냈습니다"),
    ],
)
def test_what_the_person_did_without_words_reads_as_words(body: dict, shown: str) -> None:
    assert shown in html(Said("m1", "company", AT, body))
