"""Whatever a person wrote, Telegram accepts what we send, and every sign of it arrives."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bot_api import visible_text

from bot.channels.telegram.markup import LIMIT, Block, messages, split, units

NASTY = st.text(
    alphabet=st.one_of(st.sampled_from(list("<>&\"'/b\n .가나👩‍🔧️；")), st.characters(exclude_categories=["Cs"])),
    max_size=300,
)
BLOCKS = st.lists(st.builds(Block, st.sampled_from(["plain", "bold", "quote"]), NASTY.filter(str.strip)), min_size=1)


def _folded(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f]+", "", text)


@given(BLOCKS)
def test_any_text_is_valid_markup_within_the_limit(blocks: list[Block]) -> None:
    for text in messages(blocks):
        assert visible_text(text) is not None
        assert units(text) <= LIMIT


@given(BLOCKS, st.integers(min_value=80, max_value=400))
def test_nothing_is_lost_when_a_message_is_split(blocks: list[Block], limit: int) -> None:
    shown = "".join(visible_text(text) for text in messages(blocks, limit))
    assert _folded(shown) == _folded("".join(block.text for block in blocks))
    assert all(units(text) <= limit for text in messages(blocks, limit))


def test_a_long_text_is_cut_between_paragraphs_before_sentences_before_words() -> None:
    paragraph = "가" * 40
    assert split(f"{paragraph}\n\n{paragraph}", 60) == [paragraph, paragraph]
    assert split("첫 문장은 여기까지입니다. 둘째 문장은 다음 쪽입니다.", 20)[0] == "첫 문장은 여기까지입니다."
    assert split("가나다 라마바 사아자", 8) == ["가나다 라마바", "사아자"]


def test_a_text_of_escaped_signs_is_split_by_its_escaped_length() -> None:
    assert all(units(text) <= LIMIT for text in messages([Block("plain", "&" * 5000)]))


def test_receipts_can_be_copied_with_a_tap_and_phone_numbers_stay_plain() -> None:
    (text,) = messages([Block("plain", "접수번호 2306-0147, 전화 031-260-4931")])
    assert "<code>2306-0147</code>" in text
    assert "031-260-4931" in text
    assert "<code>260-4931" not in text


@pytest.mark.parametrize(("length", "tag"), [(40, "<blockquote>"), (400, "<blockquote expandable>")])
def test_a_quote_of_more_than_four_lines_is_folded(length: int, tag: str) -> None:
    assert messages([Block("quote", "가" * length)])[0].startswith(tag)
