"""Templates and static files of the web pages, for the chat and the console alike."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.channels.web.chat_text import marked
from bot.papers.making import page_path
from knowledge.korean import day, day_full, josa, listing, won_full, won_talk

HERE = Path(__file__).parent
STATIC = HERE / "static"
STATIC_URL = "/static"
_YEAR = 365 * 24 * 3600


@cache
def static(name: str) -> str:
    """The address of a static file, with a mark of its content so that browsers may keep it for good."""
    content = (STATIC / name).read_bytes()
    return f"{STATIC_URL}/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


@cache
def environment() -> Environment:
    """Jinja2 with autoescape: whatever people wrote is text, never markup."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static"] = static
    made.globals["marked"] = marked
    made.globals["page_path"] = page_path
    made.filters.update(day=day, day_full=day_full, josa=josa, listing=listing, won_full=won_full, won_talk=won_talk)
    return made


def render(template: str, /, **values: Any) -> str:
    """A template as text. Raises jinja2.UndefinedError on a name that the template needs and did not get."""
    return environment().get_template(template).render(**values)


def page(template: str, /, status: int = 200, **values: Any) -> Response:
    """A whole page. It holds what one person sees, so no cache keeps it."""
    return HTMLResponse(render(template, **values), status, headers={"Cache-Control": "no-store"})


class OwnFiles(StaticFiles):
    """Static files; an address with a content mark never changes what it means."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        marked_address = b"v=" in scope["query_string"] and response.status_code == 200
        response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable" if marked_address else "no-cache"
        return response
