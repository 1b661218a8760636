"""Regions in free sentences: found where a place is meant, left alone where the word is a common one or an amount."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.regions import find_regions

FOUND = {
    "여기 화성 향남인데 어디다 전화해야 되나요": [("화성 향남", "gyeonggi")],
    "충북 음성군 대소면에 소재한 공장입니다": [("충북 음성군 대소면", "chungbuk")],
    "여수산단 문의처 전화번호 알려주세요": [("여수산단", "jeonnam")],
    "경기 광주시 곤지암 문의처": [("경기 광주시 곤지암", "gyeonggi")],
    "본사는 서울 구로구인데 공장은 평택에 있어요": [("서울 구로구", "seoul"), ("평택", "gyeonggi")],
    "공장이 양산하고 창원에 따로 있어요": [("양산", "gyeongnam"), ("창원", "gyeongnam")],
    "여기 이천인데 전화번호 좀요": [("이천", "gyeonggi")],
    "이천에 공장이 있어요": [("이천", "gyeonggi")],
    "예산에 있는 공장인데 서버가 죽었어요": [("예산", "chungnam")],
    "하남산단 서버가 고장났어요": [("하남산단", "gwangju")],
    "하남에서 왔어요": [("하남", "gyeonggi")],
    "천안 공장 PLC가 꺼졌어요": [("천안", "chungnam")],
    "아산도 거기인가요": [("아산", "chungnam")],
    "광주 공장 게이트웨이 고장": [("광주", None)],
}

TRAPS = [
    "서면평가 커트라인이 몇 점인가요", "설비 이동 비용도 되나요", "예산 소진되면 끝인가요", "예산이 부족해요", "예산 담당자가 누구예요", "기장 프로그램 오류",
    "상주 인력 교육비", "견적이 이천만원 나왔어요", "이천 정도 들어요", "사천만 원이면 얼마 지원되나요", "센서가 작동을 안 해요", "수동으로 돌리고 있어요", "고성능 서버로 교체",
    "목표 달성이 안 됩니다", "양산 라인이 멈췄어요", "양산 중인 제품", "음성 안내가 안 나와요", "구리 배선이 끊어졌어요", "진도가 안 나가요", "전주에 고장 났어요",
    "경기가 안 좋아서요", "경기 침체로 힘들어요", "대전 방지 설비", "정선 작업", "인제 어떡하나요", "권한을 부여해 주세요", "돈이 남구요", "그동안 고생했어요", "입구로 들어가면",
    "연수 받으러 갔어요", "수지 사출기", "사상 최대 실적", "영양 성분 표시", "무안하네요", "영광입니다", "장수 직원", "서울대 교수", "대구은행 대출", "경남은행",
    "중국 청도에 있는 공장", "재구매시 할인", "이전시 지원되나요", "고장시 연락처", "강화된 기준", "공장 100평", "우리 예산으로는 모자라요", "경기도 안 좋은데",
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), FOUND.items())
def test_places_of_a_sentence_are_found_in_order(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(mention.matched, mention.office) for mention in find_regions(sentence)] == expected


@pytest.mark.parametrize("sentence", TRAPS)
def test_common_words_and_amounts_are_no_places(sentence: str) -> None:
    assert find_regions(sentence) == ()


def test_ambiguous_name_in_a_sentence_keeps_its_candidates() -> None:
    (mention,) = find_regions("광주 공장 게이트웨이 고장")
    assert set(mention.candidates) == {"gyeonggi", "gwangju"}


@given(st.sampled_from([*FOUND, *TRAPS]), st.text(max_size=40))
def test_positions_cut_out_the_matched_words(sentence: str, noise: str) -> None:
    text = f"{noise} {sentence}"
    last = 0
    for mention in find_regions(text):
        assert text[mention.start : mention.end] == mention.matched
        assert mention.start >= last
        assert mention.candidates
        last = mention.end


@given(st.text(alphabet="가나다라마바사아자차카타파하 시군구동면읍리로길이천만원0123456789,.", max_size=80))
def test_any_korean_text_is_searched_without_error(text: str) -> None:
    assert all(mention.candidates for mention in find_regions(text))
