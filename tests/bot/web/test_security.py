"""What every request passes: headers, the same-origin rule, limits."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from bot.channels.web.chat_visitor import RateLimit
from bot.channels.web.security import CONTENT_SECURITY_POLICY

EVENT = {"event_id": "a-good-event-id", "since": 0, "command": "help"}


@pytest.mark.parametrize("path", ["/", "/notice", "/healthz", "/static/chat.css", "/chat/history", "/nowhere"])
async def test_every_response_forbids_foreign_content_and_framing(visit, path: str) -> None:
    headers = (await visit.client.get(path)).headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_policy_names_no_other_origin_and_allows_nothing_inline() -> None:
    words = CONTENT_SECURITY_POLICY.replace(";", " ").split()
    assert "frame-ancestors 'none'" in CONTENT_SECURITY_POLICY
    assert not [word for word in words if "unsafe" in word or "*" in word or urlsplit(word).netloc]


@pytest.mark.parametrize("path", ["/", "/notice"])
async def test_pages_have_no_inline_script_style_or_handler(visit, path: str) -> None:
    import re

    html = (await visit.client.get(path)).text
    assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", html) == []


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null", "http://chat.example.elsewhere.example"])
async def test_a_page_of_another_site_cannot_write_in_a_visitors_name(visit, origin: str) -> None:
    response = await visit.client.post("/chat/events", json=EVENT, headers={"origin": origin})
    assert (response.status_code, response.json()) == (403, {"error": "origin"})


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_without_an_origin_the_browsers_own_word_counts(visit, site: str) -> None:
    assert (await visit.client.post("/chat/events", json=EVENT, headers={"sec-fetch-site": site})).status_code == 403


async def test_our_own_page_may_write(visit) -> None:
    headers = {"origin": "http://chat.example", "sec-fetch-site": "same-origin"}
    assert (await visit.client.post("/chat/events", json=EVENT, headers=headers)).status_code == 200


async def test_a_long_body_is_refused_by_its_declared_length(visit) -> None:
    response = await visit.client.post("/chat/events", content=b"x" * (300 * 1024))
    assert (response.status_code, response.json()) == (413, {"error": "too_large"})


async def test_a_long_body_without_a_declared_length_is_cut_off(visit) -> None:
    async def endless():
        for _ in range(400):
            yield b"x" * 1024

    response = await visit.client.post("/chat/events", content=endless())
    assert response.status_code == 413


def test_a_rate_limit_lets_a_burst_through_and_then_one_after_another() -> None:
    now = [0.0]
    limit = RateLimit(burst=3, per_minute=60, clock=lambda: now[0])
    assert [limit.wait("a") for _ in range(3)] == [0, 0, 0]
    assert limit.wait("a") == pytest.approx(1.0)
    assert limit.wait("b") == 0
    now[0] = 1.0
    assert limit.wait("a") == 0
    assert limit.wait("a") > 0


def test_a_rate_limit_forgets_who_was_away_longest() -> None:
    limit = RateLimit(burst=1, per_minute=1, keys=2, clock=lambda: 0.0)
    for key in ("a", "b", "c"):
        limit.wait(key)
    assert limit.wait("c") > 0
    assert limit.wait("a") == 0
