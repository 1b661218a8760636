"""Sentences from templates."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from knowledge.errors import UnknownTemplate
from knowledge.loading import NOTICES
from knowledge.notice import Notice
from knowledge.wording import Wording, default_wording


@pytest.fixture
def wording(tmp_path: Path, notice: Notice) -> Wording:
    area = tmp_path / "wording" / "answers"
    area.mkdir(parents=True)
    (area / "amount.j2").write_text(
        "{% set capped = cost > 40000000 %}\n"
        "{% block headline %}\n  정부지원금은 {{ amount|won_talk }}입니다.\n{% endblock %}\n"
        "{% block reason %}\n{% if capped %}\n한도는 {{ notice.figures.cap_won|won_talk }}입니다.\n{% endif %}\n{% endblock %}\n",
        encoding="utf-8",
    )
    return Wording(tmp_path, notice)


def test_blocks_render_apart_and_know_what_the_template_sets(wording: Wording) -> None:
    capped = wording.blocks("answers/amount", amount=20_000_000, cost=50_000_000)
    assert capped == {"headline": "정부지원금은 2,000만 원입니다.", "reason": "한도는 2,000만 원입니다."}
    assert wording.blocks("answers/amount", amount=1, cost=2)["reason"] == ""


def test_the_whole_template_renders_without_white_space_around(wording: Wording) -> None:
    assert wording.render("answers/amount", amount=500, cost=1000) == "정부지원금은 500원입니다."


def test_an_undefined_name_is_an_error(wording: Wording) -> None:
    with pytest.raises(UndefinedError):
        wording.render("answers/amount", amount=500)
    with pytest.raises(UndefinedError):
        wording.blocks("answers/amount", cost=500)


def test_an_unknown_template_is_named(wording: Wording) -> None:
    with pytest.raises(UnknownTemplate, match=r"answers/nothing"):
        wording.render("answers/nothing")


def test_the_packaged_sentences_are_found_by_area_and_name() -> None:
    files = {path.relative_to(NOTICES / "2023-330" / "wording") for path in NOTICES.glob("2023-330/wording/*/*.j2")}
    assert set(default_wording().names()) == {file.with_suffix("").as_posix() for file in files}
