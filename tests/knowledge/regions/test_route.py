"""An address in any wording finds its regional office; what fits several asks, what fits none says so."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.regions import route
from knowledge.regions.gazetteer import gazetteer

OFFICES = gazetteer().offices

ONE_OFFICE = {
    # official, short, old and new names of the 시도
    "서울특별시 금천구 가산디지털1로 10": "seoul",
    "강원특별자치도 원주시 문막읍": "gangwon",
    "강원도 원주시 문막읍": "gangwon",
    "전북특별자치도 군산시 오식도동": "jeonbuk",
    "전라북도 군산시 오식도동": "jeonbuk",
    "전남광주통합특별시 광산구 장덕동": "gwangju",
    "전남광주통합특별시 북구 월출동": "gwangju",
    "전남광주통합특별시 여수시 월내동": "jeonnam",
    "충청북도 음성군 대소면": "chungbuk",
    "세종시 부강면": "sejong",
    "제주 서귀포": "jeju",
    # 시군구 alone, with particles
    "화성이에요": "gyeonggi",
    "평택입니다": "gyeonggi",
    "창원에서": "gyeongnam",
    "구미요": "gyeongbuk",
    "여긴 당진인데요": "chungnam",
    "익산에 있어요": "jeonbuk",
    "울주군": "ulsan",
    # words that are also common: the whole answer is the place
    "예산이에요": "chungnam",
    "이천이요": "gyeonggi",
    "음성 대소": "chungbuk",
    "기장 정관": "busan",
    "상주입니다": "gyeongbuk",
    "공주에 있습니다": "chungnam",
    "동해요": "gangwon",
    # no spaces
    "경기도화성시향남읍": "gyeonggi",
    "경남창원시성산구": "gyeongnam",
    "서울특별시용산구용산2가동": "seoul",
    "주소는경기도화성시": "gyeonggi",
    # renamed, merged, moved
    "충북 청원군 오창읍": "chungbuk",
    "충남 연기군 전의면": "sejong",
    "경북 군위군 효령면": "daegu",
    "대구 군위군": "daegu",
    "군위": "daegu",
    "마산시 회원구": "gyeongnam",
    "진해 웅동": "gyeongnam",
    "여천시": "jeonnam",
    "인천 제물포구": "incheon",
    "인천 서해구": "incheon",
    "검단구": "incheon",
    "화성시 만세구 향남읍": "gyeonggi",
    "부천시 원미구": "gyeonggi",
    "전남 광산군": "gwangju",
    "경남 김해군 녹산면": "busan",
    # the province decides
    "경기 광주시": "gyeonggi",
    "경기 광주 오포": "gyeonggi",
    "강원 고성군": "gangwon",
    "경남 고성 동해면": "gyeongnam",
    "고성이요, 강원도": "gangwon",
    "인천 중구": "incheon",
    "울산 남구": "ulsan",
    "포항 남구": "gyeongbuk",
    "광주 북구": "gwangju",
    "광주 하남산단": "gwangju",
    "전라도 광주": "gwangju",
    "경상도 고성": "gyeongnam",
    "부산 강서구": "busan",
    # a town tells the bearers of a name apart
    "강서구 마곡동": "seoul",
    "강서구 지사동": "busan",
    "고성 거진읍": "gangwon",
    "남구 대명10동": "daegu",
    # a name of a city that is a town here
    "강릉 대전동": "gangwon",
    "영동군 용산면": "chungbuk",
    "서울 종로구 세종로": "seoul",
    "수원시 남구로": "gyeonggi",
    "여주 하동": "gyeonggi",
    # industrial complexes and everyday names
    "반월": "gyeonggi",
    "시화공단": "gyeonggi",
    "남동공단": "incheon",
    "구미공단이요": "gyeongbuk",
    "창원산단": "gyeongnam",
    "여수산단": "jeonnam",
    "온산공단": "ulsan",
    "명지녹산국가산단": "busan",
    "대불산단": "jeonnam",
    "군산국가산단": "jeonbuk",
    "오송": "chungbuk",
    "오창과학단지": "chungbuk",
    "판교": "gyeonggi",
    "송도국제도시": "incheon",
    "구로디지털단지": "seoul",
    "성서산단": "daegu",
    "달성공단인대": "daegu",
    "하남산단": "gwangju",
    "하남시": "gyeonggi",
    "탕정면": "chungnam",
    "곤지암": "gyeonggi",
    "관평동": "daejeon",
    # typos
    "평텍이요": "gyeonggi",
    "하성시": "gyeonggi",
    "수언시에 있어요": "gyeonggi",
    "경기됴 어딘가": "gyeonggi",
    # postal codes, and names before them
    "18600": "gyeonggi",
    "우편번호 51542": "gyeongnam",
    "(63309)": "jeju",
    "445-930": "gyeonggi",
    "광주 12800": "gyeonggi",
    "중구 04500": "seoul",
    # the factory, not the head office; not what is taken back
    "본사는 서울 구로구인데 실제 공장은 평택에 있습니다": "gyeonggi",
    "화성 말고 평택이요": "gyeonggi",
    "아까 주소 잘못 말했어요, 평택이에요": "gyeonggi",
    "부산 기장 정관산단임": "busan",
    "구미 공단동인데": "gyeongbuk",
}

SEVERAL = {
    "광주": {"gyeonggi", "gwangju"},
    "광주시": {"gyeonggi", "gwangju"},
    "광주 하남": {"gyeonggi", "gwangju"},
    "고성": {"gangwon", "gyeongnam"},
    "고성군": {"gangwon", "gyeongnam"},
    "중구": {"seoul", "incheon", "daejeon", "daegu", "ulsan", "busan"},
    "동구": {"incheon", "daejeon", "daegu", "ulsan", "busan", "gwangju"},
    "서구": {"incheon", "daejeon", "daegu", "busan", "gwangju"},
    "강서구": {"seoul", "busan"},
    "전남광주통합특별시": {"gwangju", "jeonnam"},
    "충청도": {"chungbuk", "chungnam"},
    "서울 부산": {"seoul", "busan"},
    "경기도 창원시": {"gyeonggi", "gyeongnam"},
    "화성에서 창원으로 옮겼어요": {"gyeonggi", "gyeongnam"},
}

NOWHERE = [
    "", " ", "ㅁㄴㅇㄹ", "asdf", "모르겠어요", "베트남 하노이", "중국 청도", "중국 산동성 청도", "미국 조지아주", "북한 강원도 원산",
    "예산 초과", "예산 소진되면 끝인가요", "견적 이천만원", "사천만 원", "목표 달성", "양산 라인", "서면평가", "이동", "작동", "수동", "고성능",
    "고장시", "이전시", "수리시", "상주 인력", "경기 침체", "010-1234-5678", "35,000,000원", "30000원", "12345개", "서울대학교",
]  # fmt: skip


@pytest.mark.parametrize(("address", "office"), ONE_OFFICE.items())
def test_address_finds_its_office(address: str, office: str) -> None:
    routing = route(address)
    assert (routing.office, routing.candidates) == (office, (office,))
    assert routing.matched


@pytest.mark.parametrize(("address", "offices"), SEVERAL.items())
def test_name_of_several_places_gives_candidates_and_no_office(address: str, offices: set[str]) -> None:
    routing = route(address)
    assert routing.office is None
    assert set(routing.candidates) == offices


@pytest.mark.parametrize("bearer", ["남구", "북구"])
def test_wards_of_several_cities_offer_all_of_them(bearer: str) -> None:
    routing = route(bearer)
    assert routing.office is None
    assert {"busan", "daegu", "ulsan", "gwangju", "gyeongbuk"} <= set(routing.candidates)


@pytest.mark.parametrize("text", NOWHERE)
def test_what_is_no_korean_place_finds_nothing(text: str) -> None:
    routing = route(text)
    assert (routing.office, routing.candidates, routing.matched) == (None, (), "")


def test_candidates_stand_in_the_order_of_the_notice() -> None:
    for address in SEVERAL:
        candidates = route(address).candidates
        assert list(candidates) == sorted(candidates, key=OFFICES.index)


LONG_NAMES = sorted(
    name.text
    for name in gazetteer().names.values()
    if name.long and len(name.text) > 2 and len({place.office for place in name.places}) == 1
)
PARTICLES = ["", "이에요", "입니다", "에서", "에 있어요", "인데요", "이고요", " 쪽이요", "요", "에 공장이 있습니다"]


@given(st.sampled_from(LONG_NAMES), st.sampled_from(PARTICLES), st.sampled_from(["", "저희는 ", "공장은 ", "음.. "]))
def test_official_name_with_any_particle_finds_its_office(name: str, particle: str, opening: str) -> None:
    offices = {place.office for place in gazetteer().names[name].places}
    assert route(f"{opening}{name}{particle}").office in offices


SHORT = {
    "경기": "gyeonggi",
    "충남": "chungnam",
    "전북": "jeonbuk",
    "경남": "gyeongnam",
    "부산": "busan",
    "인천": "incheon",
}


@given(st.sampled_from(sorted(SHORT)), st.sampled_from(LONG_NAMES), st.booleans())
def test_province_before_a_city_of_another_never_gives_a_third(short: str, name: str, spaced: bool) -> None:
    offices = {place.office for place in gazetteer().names[name].places}
    routing = route(f"{short}{' ' if spaced else ', '}{name}")
    assert set(routing.candidates) <= offices | {SHORT[short]}


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    routing = route(text)
    assert set(routing.candidates) <= set(OFFICES)
    assert (routing.office is not None) == (len(routing.candidates) == 1)


@given(st.lists(st.sampled_from([*gazetteer().names, *PARTICLES, "로 12", "동", "면", " ", ", ", "12345"]), max_size=8))
def test_any_string_of_names_is_read_without_error(parts: list[str]) -> None:
    routing = route("".join(parts))
    assert (routing.office is not None) == (len(routing.candidates) == 1)


def test_a_call_takes_less_than_a_millisecond() -> None:
    route("화성")
    addresses = [*ONE_OFFICE, *SEVERAL, *NOWHERE]
    fastest = min(_seconds(addresses) for _ in range(3))
    assert fastest / len(addresses) < 0.001


def _seconds(addresses: list[str]) -> float:
    start = time.perf_counter()
    for address in addresses:
        route(address)
    return time.perf_counter() - start
