"""A case's page in the web chat: for the browser that sent it, and for no other."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from pypdf import PdfReader

from bot.channels.web.chat_visitor import COOKIE, user_of
from bot.runner import Runner


def address(receipt: str) -> str:
    return f"/chat/requests/{receipt}/papers.pdf"


async def filed(visit: Any, runner: Runner, meet: Callable[..., Any]) -> str:
    """A case that this visitor has sent; returns its receipt."""
    await visit.open()
    who = meet(runner, "web", user_of(visit.client.cookies[COOKIE]))
    return str(who.files_a_request().outcome.receipt)


async def test_the_sender_gets_the_page_as_a_download_that_nothing_keeps(visit, runner, meet):
    receipt = await filed(visit, runner, meet)
    page = await visit.client.get(address(receipt))
    assert page.status_code == 200
    assert page.headers["content-type"] == "application/pdf"
    assert page.headers["content-disposition"] == f'attachment; filename="asbot-{receipt}.pdf"'
    assert page.headers["cache-control"] == "no-store"
    (sheet,) = PdfReader(io.BytesIO(page.content)).pages
    assert receipt in sheet.extract_text()
    assert "가나정밀" in sheet.extract_text()


async def test_to_another_visitor_it_does_not_exist(visit, second_visit, runner, meet):
    receipt = await filed(visit, runner, meet)
    stranger = await second_visit.client.get(address(receipt))
    await second_visit.open()
    known = await second_visit.client.get(address(receipt))
    nobodys = await second_visit.client.get(address("2306-9999"))
    assert [one.status_code for one in (stranger, known, nobodys)] == [404, 404, 404]
    assert known.content == nobodys.content, "whether a number is in use is told to nobody"


async def test_a_case_from_telegram_is_not_had_by_a_visitor_of_the_same_id(visit, runner, meet):
    await visit.open()
    receipt = meet(runner, "telegram", user_of(visit.client.cookies[COOKIE])).files_a_request().outcome.receipt
    assert (await visit.client.get(address(receipt))).status_code == 404


async def test_the_printed_address_leads_its_own_visitor_to_the_chat(visit, second_visit, runner, meet):
    receipt = await filed(visit, runner, meet)
    own = await visit.client.get(f"/chat/requests/{receipt}")
    assert (own.status_code, own.headers["location"]) == (303, "/")
    assert (await second_visit.client.get(f"/chat/requests/{receipt}")).status_code == 404


async def test_who_asks_again_and_again_is_told_to_wait(visit, runner, meet):
    receipt = await filed(visit, runner, meet)
    answers = [(await visit.client.get(address(receipt))) for _ in range(12)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1


async def test_the_conversation_links_the_page_and_draws_the_procedure(visit, runner, meet):
    receipt = await filed(visit, runner, meet)
    page = (await visit.open()).text
    conversation, panel = page.split('<aside id="panel"')
    for part in (conversation, panel):
        assert f'href="{address(receipt)}"' in part
        assert "지금 여기" in part
        assert '<svg class="steps-picture"' in part
    assert f'data-choice="papers:{receipt}"' not in page, "a link is no answer that is used up"


async def test_the_link_stays_when_the_person_goes_on_talking(visit, runner, meet):
    receipt = await filed(visit, runner, meet)
    await visit.says("견적 3천만원이면 얼마 나와요?")
    assert f'href="{address(receipt)}"' in (await visit.open()).text.split('<aside id="panel"')[0]


async def test_without_a_request_the_panel_draws_no_procedure(visit):
    assert "steps-picture" not in (await visit.open()).text


async def test_who_asks_for_the_own_requests_gets_the_newest_ones_page(visit, runner, meet):
    receipt = await filed(visit, runner, meet)
    update = await visit.presses("request:status")
    assert f'href="{address(receipt)}"' in update["lines"][-1]["html"]
