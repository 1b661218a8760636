"""The tables hold together: every office is known to the notice, every name is one that can be found."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from knowledge.loading import default_notice
from knowledge.regions import route
from knowledge.regions.gazetteer import DATA, Level, gazetteer
from knowledge.sources import load_yaml


def test_offices_are_those_of_the_notice() -> None:
    contacts = {clause.removeprefix("contact.") for clause in default_notice().clauses if clause.startswith("contact.")}
    assert set(gazetteer().offices) == contacts & set(gazetteer().offices)
    assert len(gazetteer().offices) == 17


@pytest.mark.parametrize("file", sorted(DATA.glob("*.yaml")), ids=lambda path: path.name)
def test_no_key_stands_twice_in_a_table(file: Path) -> None:
    for document in file.read_text(encoding="utf-8").split("\n---\n"):
        try:
            load_yaml(document)
        except yaml.YAMLError as error:
            pytest.fail(f"{file.name}: {error}")


def test_every_place_name_routes_to_its_own_offices() -> None:
    for name in gazetteer().names.values():
        if name.places[0].level == Level.PLACE:
            assert set(route(name.text).candidates) == {place.office for place in name.places}, name.text


def test_every_official_name_routes_to_its_own_offices() -> None:
    for name in gazetteer().names.values():
        if name.long:
            offices = {place.office for place in name.places if place.bare}
            assert set(route(name.text).candidates) == offices, name.text


def test_towns_that_tell_names_apart_point_to_a_known_office() -> None:
    known = gazetteer()
    for name, towns in known.told_apart.items():
        if not any(place.bare for place in known.names[name].places):
            continue  # stands behind its province only
        for town, office in towns.items():
            assert office in known.offices, (name, town)
            assert route(f"{name} {town}").office == office, (name, town)
