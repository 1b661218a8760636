"""Files of a request: numbered, listed, taken away one by one, by button or in words."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.emergency.evidence import files_to_remove
from flows.emergency.sent_files import MOST_FILES, SentFile, sent_files, with_number
from flows.exchange import FileRef, FlowEvent
from flows.parsing import Refused
from flows.state import FILES, Entry

PHOTO = FileRef("p", "photo", "서버 앞면.jpg", 1_300_000)
VIDEO = FileRef("v", "video", "", 5_000_000)
PAPER = FileRef("d", "document", "견적서.pdf", 80_000)


def at_files(company, *files: FileRef):
    talk = company()
    talk.go_on(until="attachments")
    for file in files:
        talk.do(FlowEvent(file=file))
    return talk


def held(talk) -> list[str]:
    """Ids of the files in the state, oldest first."""
    newest = [one["value"] for one in talk.step.state["answers"] if one["fact"] == FILES][-1]
    return [json.loads(text)["id"] for text in newest]


def dropped(talk) -> list[str]:
    return [id for effect in talk.step.effects if effect.kind == "drop_files" for id in effect.data["ids"]]


def test_the_question_lists_the_files_with_kind_name_and_size(company):
    talk = at_files(company, PHOTO, VIDEO, PAPER)
    assert "1번: 사진 서버 앞면.jpg, 1.2MB" in talk.texts
    assert "2번: 동영상, 4.8MB" in talk.texts
    assert "3번: 파일 견적서.pdf, 78KB" in talk.texts
    assert [one for one in talk.choices if "remove" in one] == [f"attachments:remove:{n}" for n in (1, 2, 3)]


def test_a_button_takes_one_file_away_and_numbers_stay_what_they_were(company):
    talk = at_files(company, PHOTO, VIDEO, PAPER)
    talk.press("attachments:remove:2")
    assert held(talk) == ["p", "d"]
    assert dropped(talk) == ["v"]
    assert "2번 파일을 뺐습니다." in talk.texts
    assert "3번: 파일 견적서.pdf" in talk.texts
    talk.press("attachments:remove:2")
    assert "그 번호의 파일이 없습니다." in talk.texts
    talk.do(FlowEvent(file=FileRef("n", "photo", "", 1)))
    assert "4번: 사진" in talk.texts


def test_starting_over_drops_every_file(company):
    talk = at_files(company, PHOTO, PAPER)
    talk.press("attachments:clear")
    assert (held(talk), dropped(talk)) == ([], ["p", "d"])
    assert "올린 파일을 모두 뺐습니다." in talk.texts


def test_what_was_taken_away_is_not_handed_over(company):
    talk = at_files(company, PHOTO, VIDEO, PAPER)
    talk.press("attachments:remove:1")
    talk.press("done")
    talk.press("confirm:yes")
    (effect,) = [one for one in talk.step.effects if one.kind == "file_request"]
    assert [file["id"] for file in effect.data["files"]] == ["v", "d"]
    assert effect.data["facts"]["attachments"] == ["v", "d"]


def test_at_the_summary_words_take_a_file_away_and_the_answer_follows(company):
    talk = at_files(company, PHOTO, PAPER)
    talk.press("done")
    assert talk.ask == "confirm"
    talk.say("견적서 파일 빼주세요")
    assert (talk.ask, held(talk)) == ("confirm", ["p"])
    talk.press("confirm:yes")
    (effect,) = [one for one in talk.step.effects if one.kind == "file_request"]
    assert effect.data["facts"]["attachments"] == ["p"]


def test_an_answer_that_is_edited_stays_open_until_done(company):
    talk = at_files(company, PHOTO, PAPER)
    talk.press("done")
    talk.press("flow:edit:attachments")
    talk.press("attachments:remove:1")
    assert talk.ask == "attachments"
    talk.press("flow:keep")
    talk.press("confirm:yes")
    (effect,) = [one for one in talk.step.effects if one.kind == "file_request"]
    assert effect.data["facts"]["attachments"] == ["d"]


def test_one_file_too_many_is_named_and_not_kept(company):
    talk = at_files(company, *(FileRef(f"f{n}", "photo", "", 1) for n in range(MOST_FILES)))
    talk.do(FlowEvent(file=FileRef("more", "photo", "", 1)))
    assert "파일은 20개까지 받습니다." in talk.texts
    assert dropped(talk) == ["more"]
    assert len(held(talk)) == MOST_FILES


def test_the_same_file_once_more_is_one_file(company):
    assert held(at_files(company, PHOTO, PHOTO)) == ["p"]


def test_a_file_before_consent_is_dropped(company):
    talk = company()
    talk.do(FlowEvent(file=PHOTO))
    assert dropped(talk) == ["p"]


def test_a_file_that_is_found_out_when_it_is_fetched_leaves_the_request(company):
    talk = at_files(company, PHOTO, PAPER)
    talk.context = replace(talk.context, refused_files=frozenset({"d"}))
    talk.press("done")
    talk.press("confirm:yes")
    (effect,) = [one for one in talk.step.effects if one.kind == "file_request"]
    assert [file["id"] for file in effect.data["files"]] == ["p"]


def test_a_fault_that_speaks_of_files_is_a_fault(company):
    talk = company()
    talk.go_on(until="fault_description")
    talk.say("서버의 도면 파일이 지워져서 복구가 안 됩니다")
    assert talk.ask != "fault_description"


SENT = (
    SentFile(1, "a", "photo", "서버 앞면.jpg", 1, "a"),
    SentFile(2, "b", "photo", "IMG_2231.jpg", 1, "b"),
    SentFile(4, "c", "video", "", 1, "c"),
    SentFile(5, "d", "document", "견적서.pdf", 1, "d"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2번 사진 빼주세요", "b"),
        ("2번 빼 주세요", "b"),
        ("4번 지워줘", "c"),
        ("1번이랑 2번 삭제해 주세요", "ab"),
        ("마지막 사진 지워줘", "b"),
        ("마지막 파일 삭제", "d"),
        ("방금 올린 거 빼줘", "d"),
        ("두 번째 사진 빼주세요", "b"),
        ("세 번째 파일 빼줄래요?", "c"),
        ("첫 사진은 뺄게요", "a"),
        ("동영상 삭제해주세요", "c"),
        ("견적서 빼주세요", "d"),
        ("img_2231 지워주세요", "b"),
        ("사진 다 지워줘", "ab"),
        ("사진은 전부 빼주세요", "ab"),
        ("파일 모두 삭제해 주세요", "abcd"),
    ],
)
def test_words_say_which_file_goes(text, expected):
    found = files_to_remove(text, SENT, asked_now=True)
    assert "".join(file.id for file in found) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("사진 빼주세요", "which_file"),
        ("2번 빼고 다 지워주세요", "which_file"),
        ("9번 사진 빼주세요", "no_such_file"),
        ("3번 지워줘", "no_such_file"),
        ("일곱 번째 파일 삭제해 주세요", "no_such_file"),
    ],
)
def test_words_that_do_not_say_which_are_asked_again(text, reason):
    assert files_to_remove(text, SENT, asked_now=True) == Refused(reason)


@pytest.mark.parametrize(
    "text",
    [
        "다 올렸어요",
        "사진 지우지 마세요",
        "사진을 지우면 어떻게 되나요?",
        "2번",
        "없어요",
        "사진이 잘 안 보여요",
        "견적서는 나중에 드릴게요",
        "취소",
        "요청 취소해 주세요 그리고 처음부터 다시 하고 싶은데 이 대화에 적은 것을 어떻게 하면 되는지 알려 주세요",
    ],
)
def test_other_words_take_nothing_away(text):
    assert files_to_remove(text, SENT, asked_now=True) is None


@pytest.mark.parametrize("text", ["2번 빼주세요", "그 기능은 빼주세요", "부품 2번 교체하고 빼줘"])
def test_away_from_the_question_a_file_has_to_be_named(text):
    assert files_to_remove(text, SENT, asked_now=False) is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.just("add"), st.integers(0, 7)), max_size=14))
def test_numbers_are_given_once_and_every_removal_takes_exactly_one(company, moves):
    """Whatever is added and taken away: what is held is what was added without what was taken, in order."""
    talk = at_files(company)
    there: dict[int, str] = {}
    given_numbers = 0
    for count, move in enumerate(moves):
        if move == "add":
            given_numbers += 1
            there[given_numbers] = f"id{count}"
            talk.do(FlowEvent(file=FileRef(f"id{count}", "photo", "", 1)))
        else:
            gone = there.pop(move, None)
            talk.press(f"attachments:remove:{move}")
            assert dropped(talk) == ([gone] if gone else [])
        if given_numbers:
            assert held(talk) == list(there.values())
        assert talk.ask == "attachments"


def test_files_of_an_older_state_have_the_numbers_of_their_places():
    texts = tuple(json.dumps({"id": id, "kind": "photo", "name": "", "size": 1}) for id in "ab")
    assert [one.number for one in sent_files(texts)] == [1, 2]
    added = with_number(FileRef("c", "photo", "", 1), [Entry(FILES, texts, "", "2023-06-14")])
    assert json.loads(added)["number"] == 3
