"""Every value of every lexicon: stated by its examples, not stated by its counter-examples, and in the closed list."""

from pathlib import Path

import pytest
import yaml

from intents.answer import TOPICS
from intents.reading.errors import LexiconError
from intents.reading.lexicon import FOLDER, _entry, lexicon
from intents.reading.normalise import normalise
from intents.reading.sentences import split
from intents.reading.stating import Sentences, mentions
from intents.reading.terms import Compact
from knowledge.equipment import VOCABULARY

# lexicons of patterns; the others are word lists or belong to the answers
NAMES = [path.stem for path in sorted(FOLDER.glob("*.yaml")) if "\nentries:" in "\n" + path.read_text(encoding="utf-8")]
STATED = [
    (name, entry.value, example) for name in NAMES for entry in lexicon(name).entries for example in entry.examples
]
NOT_STATED = [
    (name, entry.value, example) for name in NAMES for entry in lexicon(name).entries for example in entry.counter
]
FACTS = yaml.safe_load((VOCABULARY / "question_facts.yaml").read_text(encoding="utf-8"))
# values of a lexicon that the reading turns into fields of their own
TURNED = {"level_certificate": {"pending"}, "closed": {"resuming"}}


def stated(name: str, text: str) -> set[str]:
    normalised = normalise(text)
    return {mention.value for mention in mentions(lexicon(name), Sentences(normalised, split(normalised)))}


@pytest.mark.parametrize(("name", "value", "example"), STATED)
def test_an_example_states_its_value(name: str, value: str, example: str) -> None:
    assert value in stated(name, example)


@pytest.mark.parametrize(("name", "value", "example"), NOT_STATED)
def test_a_counter_example_does_not_state_the_value(name: str, value: str, example: str) -> None:
    assert value not in stated(name, example)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("equipment",)])
def test_every_pattern_entry_has_an_example(name: str) -> None:
    assert [entry.value for entry in lexicon(name).entries if not entry.examples] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name in FACTS and name != "equipment"])
def test_values_are_those_of_the_question_facts(name: str) -> None:
    allowed = set(FACTS[name]["values"]) | TURNED.get(name, set())
    assert set(lexicon(name).values()) <= allowed


def test_topic_rules_name_topics_of_the_contract() -> None:
    assert set(lexicon("topics").values()) <= set(TOPICS)


def test_the_equipment_lexicon_and_vocabulary_have_the_same_values() -> None:
    vocabulary = yaml.safe_load((VOCABULARY / "equipment.yaml").read_text(encoding="utf-8"))["values"]
    assert set(lexicon("equipment").values()) == {item["value"] for item in vocabulary}


def test_no_form_of_the_equipment_lexicon_stands_for_two_values() -> None:
    seen: dict[str, str] = {}
    double = []
    for entry in lexicon("equipment").entries:
        for form in entry.forms:
            key = form.replace(" ", "").lower()
            if seen.setdefault(key, entry.value) != entry.value:
                double.append((form, seen[key], entry.value))
    assert double == []


FORMS = [(entry.value, form) for entry in lexicon("equipment").entries for form in entry.forms]


@pytest.mark.parametrize(("value", "form"), FORMS)
@pytest.mark.parametrize("frame", ["{}", "{} 고장", "{}가 안 돼요", "우리 {}도 되나요"])
def test_a_thing_is_found_with_particles_and_without_spaces(value: str, form: str, frame: str) -> None:
    for written in {form, form.replace(" ", "")}:
        found = lexicon("equipment").terms(Compact(frame.format(written)))
        assert value in {term.value for term in found}, written


@pytest.mark.parametrize(
    "entry", [entry for entry in lexicon("equipment").entries if entry.blocks], ids=lambda entry: entry.value
)
def test_a_longer_word_hides_the_thing_inside_it(entry: object) -> None:
    for block in entry.blocks:  # type: ignore[attr-defined]
        found = lexicon("equipment").terms(Compact(f"{block} 문의"))
        assert entry.value not in {term.value for term in found}, block  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "trap"),
    [
        ("가장 비싼 걸로 하려고요", "장비"),
        ("업그레이드하려고요", "레이드"),
        ("공장 비용이 많이 들어요", "장비"),
        ("센서스 조사 나왔어요", "센서"),
        ("코로나 백신 맞았어요", "백신"),
        ("법인카드로 내도 되나요", "법인차"),
    ],
)
def test_words_that_only_look_like_a_thing_name_none(text: str, trap: str) -> None:
    found = {term.form for term in lexicon("equipment").terms(Compact(normalise(text)))}
    assert trap not in found


def test_an_unknown_key_of_an_entry_names_place_found_and_allowed() -> None:
    with pytest.raises(LexiconError, match=r"track\.yaml: program: unknown key form \(allowed: .*forms"):
        _entry("track.yaml: program", {"value": "program", "form": ["x"]})


def test_an_entry_without_words_is_refused() -> None:
    with pytest.raises(LexiconError, match="no forms and no patterns"):
        _entry("track.yaml: program", {"value": "program"})


def test_lexicons_are_where_the_package_looks() -> None:
    assert Path(FOLDER).name == "lexicons"
    assert len(NAMES) > 20
