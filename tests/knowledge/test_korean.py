"""Particles, money and days as people read them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import UnknownParticle
from knowledge.korean import PARTICLES, clock, day, day_full, josa, listing, plain_number, won_full, won_talk

HANGUL = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)


@pytest.mark.parametrize(
    ("word", "topic", "direction"),
    [
        ("센서", "센서는", "센서로"),
        ("견적", "견적은", "견적으로"),
        ("서울", "서울은", "서울로"),
        ("MES", "MES는", "MES로"),
        ("PLM", "PLM은", "PLM으로"),
        ("URL", "URL은", "URL로"),
        ("Excel", "Excel은", "Excel로"),
        ("server", "server는", "server로"),
        ("MES(생산관리시스템)", "MES(생산관리시스템)는", "MES(생산관리시스템)로"),
        ("센서 [온도]", "센서 [온도]는", "센서 [온도]로"),
        ("“견적”", "“견적”은", "“견적”으로"),
        ("(주)가나정밀", "(주)가나정밀은", "(주)가나정밀로"),
        ("가나정밀(주)", "가나정밀(주)는", "가나정밀(주)로"),
        ("가나정밀㈜", "가나정밀㈜는", "가나정밀㈜로"),
        ("6월 22일(목)", "6월 22일(목)은", "6월 22일(목)로"),
        ("1,800만 원", "1,800만 원은", "1,800만 원으로"),
        ("3", "3은", "3으로"),
        ("7", "7은", "7로"),
        ("10", "10은", "10으로"),
        ("0", "0은", "0으로"),
        ("1.5", "1.5는", "1.5로"),
        ("1,000,000,000,000", "1,000,000,000,000는", "1,000,000,000,000로"),
        ("50%", "50%는", "50%로"),
    ],
)
def test_a_particle_follows_the_sound_in_which_a_word_ends(word: str, topic: str, direction: str) -> None:
    assert josa(word, "은/는") == topic
    assert josa(word, "으로/로") == direction


def test_where_the_sound_cannot_be_told_both_particles_are_shown() -> None:
    assert josa("→", "은/는") == "→은(는)"
    assert josa("", "을/를") == "을(를)"


@given(st.text(HANGUL, min_size=1, max_size=6), st.sampled_from(PARTICLES))
def test_every_hangul_word_takes_exactly_one_of_the_pair(word: str, pair: str) -> None:
    with_consonant, with_vowel = pair.split("/")
    attached = josa(word, pair).removeprefix(word)
    final = (ord(word[-1]) - 0xAC00) % 28
    vowel_like = final == 0 or (final == 8 and pair.startswith("으로"))
    assert attached == (with_vowel if vowel_like else with_consonant)
    assert josa(word, f"{with_vowel}/{with_consonant}") == word + attached


def test_an_unknown_pair_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(UnknownParticle) as caught:
        josa("센서", "은/을")
    assert caught.value.found == "은/을"
    assert "은/는" in caught.value.allowed


@pytest.mark.parametrize(
    ("amount", "talk", "full"),
    [
        (0, "0원", "0원"),
        (500, "500원", "500원"),
        (9_999, "9,999원", "9,999원"),
        (10_000, "1만 원", "10,000원"),
        (6_172_800, "617만 2,800원", "6,172,800원"),
        (18_000_000, "1,800만 원", "18,000,000원"),
        (100_000_000, "1억 원", "100,000,000원"),
        (120_000_000, "1억 2,000만 원", "120,000,000원"),
        (100_000_001, "1억 1원", "100,000,001원"),
        (-5_000_000, "-500만 원", "-5,000,000원"),
    ],
)
def test_money_in_talk_and_in_full(amount: int, talk: str, full: str) -> None:
    assert (won_talk(amount), won_full(amount)) == (talk, full)


@given(st.integers(0, 10**13))
def test_money_in_talk_is_exact_to_the_won(amount: int) -> None:
    units = {"억": 100_000_000, "만": 10_000, "": 1}
    said = won_talk(amount).removesuffix("원").split()
    total = sum(int(part.rstrip("억만").replace(",", "")) * units[part.strip("0123456789,")] for part in said)
    assert total == amount


def test_days_with_their_weekday() -> None:
    assert day(date(2023, 6, 22)) == "6월 22일(목)"
    assert day_full(date(2023, 5, 31)) == "2023년 5월 31일(수)"


def test_numbers_without_needless_fractions() -> None:
    assert [plain_number(value) for value in (4.0, 4.5, 119 / 30, 10, 1000)] == ["4", "4.5", "3.97", "10", "1,000"]


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["서울"], "서울"), (["서울", "부산"], "서울과 부산"), (["서울", "대구", "부산"], "서울, 대구와 부산")],
)
def test_things_in_a_row(items: list[str], text: str) -> None:
    assert listing(items) == text


@pytest.mark.parametrize(
    ("at", "said"),
    [(time(0, 5), "오전 12:05"), (time(9, 0), "오전 9:00"), (time(12, 30), "오후 12:30"), (time(23, 59), "오후 11:59")],
)
def test_the_time_of_day_as_people_say_it(at: time, said: str) -> None:
    assert clock(at) == said
