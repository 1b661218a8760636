"""One writing for many: jamo, layout, aliases, typos."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.reading.jamo import apart, compose
from intents.reading.normalise import MOST_CHARACTERS, normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rlsrmqas 신청", "긴급AS 신청"),
        ("tlscjd 어떻게 해요", "신청 어떻게 해요"),
        ("바코드스캔어 인식불량", "바코드스캐너 인식불량"),
        ("수리 돼나여", "수리 되나요"),
        ("에이에스 되요?", "AS 돼요?"),
        ("스마트 공장 보급‧확산 사업", "스마트공장 보급확산 사업"),
        ("수준확인써 없어도", "수준확인서 없어도"),
        ("게이투웨이 고장", "게이트웨이 고장"),
        ("메스가 안 켜져요", "MES가 안 켜져요"),
        ("고자ㅇ났어요", "고장났어요"),
        ("ㄱㅣㄱㅖ 고장", "기계 고장"),
        ("３천만원", "3천만원"),
        ("ㅋㅋ ㅠㅠ", "ㅋㅋ ㅠㅠ"),
        ("server down wifi", "server down wifi"),
    ],
)
def test_other_writings_become_one(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    "word",
    ["법인카드로 결제", "통신이 안 돼요", "수집하기 위해", "열처리 온도", "공급가액", "지원하나요", "담당하는 분"],
)
def test_right_words_are_not_put_right(word: str) -> None:
    assert normalise(word) == word


@given(st.text(max_size=300))
def test_reading_a_second_time_changes_no_letter_count_much_and_never_fails(text: str) -> None:
    once = normalise(text)
    assert len(normalise(once)) <= len(once) + 8


def test_a_very_long_message_is_cut() -> None:
    assert len(normalise("가나다 " * 50_000)) <= MOST_CHARACTERS + 40


@given(st.text(alphabet="가나다각낙밟값의왜뭐쥐꿹", max_size=20))
def test_syllables_taken_apart_come_together_again(text: str) -> None:
    # two single finals before a vowel are ambiguous, so each syllable is put together by itself
    assert "".join(compose(apart(char)) if len(apart(char)) < 4 else char for char in text) == text
