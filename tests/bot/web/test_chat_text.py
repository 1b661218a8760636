"""Plain text as the page draws it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web.chat_text import blocks, marked, pieces


def text_of(made) -> str:
    return "".join(piece.text for block in made for line in block.lines for piece in line)


@given(st.text(alphabet="가나 다.\n·0123-smart-factory.kr", max_size=80))
def test_drawing_loses_no_sign_but_white_space_and_list_dots(text: str) -> None:
    kept = text_of(blocks(text))
    strip = str.maketrans("", "", " \n·")
    assert kept.translate(strip) == text.translate(strip)


def test_empty_lines_part_paragraphs_and_dots_make_a_list() -> None:
    made = blocks("이렇게 물을 수 있습니다.\n· 서버\n· 센서\n\n정식 신청은 따로 합니다.")
    assert [block.items for block in made] == [False, True, False]
    assert len(made[1].lines) == 2


@pytest.mark.parametrize(
    ("text", "number"),
    [("경기지역본부 031-260-4931로 전화해 주세요.", "031-260-4931"), ("02-1234-5678", "02-1234-5678")],
)
def test_a_telephone_number_can_be_called(text: str, number: str) -> None:
    assert [piece.href for piece in pieces(text) if piece.href] == [f"tel:{number}"]


@pytest.mark.parametrize("text", ["123-45-67891", "2306-0147", "2023-06-14", "1031-260-49311"])
def test_other_numbers_are_no_telephone_numbers(text: str) -> None:
    assert not [piece for piece in pieces(text) if piece.href]


@pytest.mark.parametrize("text", ["smart-factory.kr에서 따로 합니다.", "(smart-factory.kr)", "www.smart-factory.kr."])
def test_the_programmes_site_is_a_link_also_before_a_particle(text: str) -> None:
    assert [piece.href for piece in pieces(text) if piece.href] == ["https://www.smart-factory.kr"]


@pytest.mark.parametrize("text", ["smart-factory.kr.example", "x@smart-factory.kr", "notsmart-factory.kr"])
def test_a_site_that_only_looks_like_it_is_no_link(text: str) -> None:
    assert not [piece for piece in pieces(text) if piece.href]


@given(st.text(max_size=40), st.text(max_size=10))
def test_highlighting_changes_no_letter_of_a_quote(text: str, highlight: str) -> None:
    assert "".join(marked(text, highlight)) == text


@pytest.mark.parametrize(
    "text", ["요청번호 2306-0147.", "요청 2306-0147을 마쳤습니다", "경기지역본부 031-260-4931로 전화해 주세요"]
)
def test_a_number_that_is_read_out_is_not_broken_between_lines(text: str) -> None:
    (whole,) = [piece.text for piece in pieces(text) if piece.whole]
    assert whole in ("2306-0147", "031-260-4931")


@pytest.mark.parametrize("text", ["123-45-67891", "2023-06-14", "010-2306-0147"])
def test_other_numbers_are_no_request_numbers(text: str) -> None:
    assert not [piece for piece in pieces(text) if piece.whole and not piece.href]
