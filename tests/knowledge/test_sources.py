"""Reading YAML without its traps."""

from __future__ import annotations

import pytest
import yaml

from knowledge.sources import load_yaml


def test_yes_and_no_are_words_and_only_true_and_false_are_booleans() -> None:
    read = load_yaml("{a: yes, b: no, on: off, c: true, d: false, e: True}")
    assert read == {"a": "yes", "b": "no", "on": "off", "c": True, "d": False, "e": "True"}


def test_a_key_given_twice_is_refused_at_every_depth() -> None:
    for text in ("a: 1\na: 2", "x: {a: 1, a: 2}", "- {a: 1, a: 1}"):
        with pytest.raises(yaml.YAMLError):
            load_yaml(text)


def test_a_merged_key_may_be_given_anew() -> None:
    assert load_yaml("- &base {a: 1, b: 2}\n- {<<: *base, a: 3}") == [{"a": 1, "b": 2}, {"a": 3, "b": 2}]


def test_objects_are_refused() -> None:
    with pytest.raises(yaml.YAMLError):
        load_yaml("!!python/object/apply:os.getcwd []")
