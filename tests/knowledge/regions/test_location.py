"""A shared location finds the office of the nearest town, asks near borders, and knows what is not Korea."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.regions import nearest_office
from knowledge.regions.gazetteer import gazetteer

INLAND = {
    (37.566, 126.978): "seoul", (37.200, 126.831): "gyeonggi", (35.160, 129.055): "busan", (36.355, 127.384): "daejeon",
    (36.120, 128.350): "gyeongbuk", (35.220, 128.640): "gyeongnam", (34.855, 127.690): "jeonnam", (35.945, 126.960): "jeonbuk",
    (37.880, 127.730): "gangwon", (33.490, 126.500): "jeju", (36.970, 127.600): "chungbuk", (36.900, 126.640): "chungnam",
    (35.430, 129.340): "ulsan", (35.155, 126.880): "gwangju", (36.485, 127.285): "sejong", (37.405, 126.690): "incheon",
    (35.830, 128.500): "daegu", (37.484, 130.905): "gyeongbuk",
}  # fmt: skip

ABROAD = [
    (39.02, 125.75), (37.97, 126.55), (35.68, 139.76), (34.20, 129.29), (31.23, 121.47), (36.07, 120.38), (33.59, 130.40),
    (0.0, 0.0), (-37.5, 127.0), (36.5, 124.6), (math.nan, 127.0), (math.inf, math.inf),
]  # fmt: skip


@pytest.mark.parametrize(("point", "office"), INLAND.items())
def test_point_well_inside_finds_its_office(point: tuple[float, float], office: str) -> None:
    assert nearest_office(*point).office == office


@pytest.mark.parametrize("point", ABROAD)
def test_point_outside_korea_finds_nothing(point: tuple[float, float]) -> None:
    routing = nearest_office(*point)
    assert (routing.office, routing.candidates) == (None, ())


@pytest.mark.parametrize(
    ("point", "offices"),
    [
        ((37.480, 126.845), {"seoul", "gyeonggi"}),
        ((35.350, 129.167), {"busan", "gyeongnam"}),
        ((35.99, 126.715), {"jeonbuk", "chungnam"}),
    ],
)
def test_point_near_a_border_offers_both_sides(point: tuple[float, float], offices: set[str]) -> None:
    routing = nearest_office(*point)
    assert routing.office is None
    assert offices <= set(routing.candidates)


@given(st.floats(), st.floats())
def test_any_two_numbers_give_a_routing(latitude: float, longitude: float) -> None:
    routing = nearest_office(latitude, longitude)
    assert (routing.office is not None) == (len(routing.candidates) == 1)
    assert set(routing.candidates) <= set(gazetteer().offices)
