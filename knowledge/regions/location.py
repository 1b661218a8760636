"""A shared location -> regional office, by the nearest of a table of towns."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from knowledge.regions.gazetteer import load_documents
from knowledge.regions.shapes import NOWHERE, Routing

_FARTHEST_KM = 32.0  # from a point of the table: beyond it is the sea or another country
_SURE = 0.5  # the nearest office's town must be this much nearer than the next office's
_POSSIBLE = 2.0  # offices whose town is up to this many times as far are offered
_NEAR_KM = 1.5  # closer than this to a town, the town decides unless another office's is as close
_KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class _Point:
    name: str
    office: str
    latitude: float
    longitude: float

    def distance(self, latitude: float, longitude: float) -> float:
        """Kilometres, on a plane: right to a percent over the width of the country."""
        east = (self.longitude - longitude) * math.cos(math.radians(latitude))
        return math.hypot(self.latitude - latitude, east) * _KM_PER_DEGREE


@cache
def _points() -> tuple[tuple[_Point, ...], tuple[tuple[float, float], ...]]:
    towns, line = load_documents("points.yaml")
    points = []
    for office, text in towns.items():
        words = text.split()
        for name, latitude, longitude in zip(words[::3], words[1::3], words[2::3], strict=True):
            points.append(_Point(name, office, float(latitude), float(longitude)))
    return tuple(points), tuple((longitude, latitude) for longitude, latitude in line)


def _northern_limit(longitude: float) -> float:
    """The latitude of the demarcation line at a longitude, between the corners of the table."""
    _, line = _points()
    if longitude <= line[0][0]:
        return line[0][1]
    for (west, low), (east, high) in pairwise(line):
        if longitude <= east:
            return low + (high - low) * (longitude - west) / (east - west)
    return line[-1][1]


def nearest_office(latitude: float, longitude: float) -> Routing:
    """The office for a point in degrees (WGS84). Near a border between offices: candidates, the nearest first.

    Outside Korea, and for what is no coordinate, neither office nor candidates.
    """
    if not (32.9 <= latitude <= 38.7 and 124.5 <= longitude <= 132.0) or latitude > _northern_limit(longitude):
        return NOWHERE
    nearest: dict[str, tuple[float, str]] = {}
    for point in _points()[0]:
        far = point.distance(latitude, longitude)
        if point.office not in nearest or far < nearest[point.office][0]:
            nearest[point.office] = (far, point.name)
    ranked = sorted((far, office, name) for office, (far, name) in nearest.items())
    far, office, name = ranked[0]
    if far > _FARTHEST_KM:
        return NOWHERE
    second = ranked[1][0]
    if far <= _SURE * second or (far <= _NEAR_KM and second > 2 * _NEAR_KM):
        return Routing(office, (office,), name)
    close = tuple(each for distance, each, _ in ranked if distance <= max(far * _POSSIBLE, 3.0))
    return Routing(None, close, name) if len(close) > 1 else Routing(office, close, name)
