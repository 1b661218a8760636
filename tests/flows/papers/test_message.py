"""The page as a message of the conversation, and the procedure's picture."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

from support.papers import filed

from flows.papers import papers_message, papers_of, picture
from knowledge.loading import default_notice

NOTICE = default_notice()


def test_the_message_follows_what_was_sent_and_has_the_button_for_the_page(company):
    talk = company()
    talk.go_on()
    sent, papers = talk.step.messages[-2:]
    assert "2306-0147" in sent.text
    assert [choice.id for choice in papers.choices] == ["papers:2306-0147"]
    assert papers.card is not None


def test_the_message_says_all_that_the_page_says_in_short():
    case = filed({"documents": ("application",)})
    papers, message = papers_of(case, NOTICE), papers_message(case, NOTICE)
    for line in (*papers.missing, papers.tax, *papers.onsite, *(ban.headline for ban in papers.forbidden)):
        assert line in message.text
    for step in papers.steps[1:]:
        assert f"{step.sign} {step.title} · {step.actors}" in message.text
    assert NOTICE.clauses["apply.emergency"].quote in message.text
    assert message.text.count("지금 여기") == 1


def test_where_a_paper_is_had_is_told_for_what_is_missing():
    rows = {row.label: row.value for row in papers_message(filed(), NOTICE).card.rows}
    assert rows["신청서"] == "있음"
    assert "홈택스" in rows["납세증명서"]


def test_a_talks_message_lists_no_papers():
    card = papers_message(filed(kind="consultation"), NOTICE).card
    assert card.rows == card.quotes == ()
    assert "031-260-4931" in card.reason


def test_the_picture_is_sound_and_tells_the_same_in_words():
    drawn = ET.fromstring(picture(NOTICE))
    texts = [element.text for element in drawn.iter() if element.tag.endswith("text")]
    for step in NOTICE.procedures["emergency"]:
        assert step.title in texts
        assert f"{step.title}({', '.join(step.actors)})" in drawn.attrib["aria-label"]
    assert texts.count("지금 여기") == 1
    assert drawn.attrib["role"] == "img"
    assert "style" not in ET.tostring(drawn, encoding="unicode")


def test_a_notices_words_are_text_in_the_picture_never_markup():
    step = replace(NOTICE.procedures["emergency"][4], title='<b>"&', actors=("<script>",))
    steps = (*NOTICE.procedures["emergency"][:4], step, *NOTICE.procedures["emergency"][5:])
    drawn = picture(replace(NOTICE, procedures={**NOTICE.procedures, "emergency": steps}))
    assert "<script>" not in drawn
    assert '<b>"&' in [element.text for element in ET.fromstring(drawn).iter()]
