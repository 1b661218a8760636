"""What every request to the web pages passes: headers, the same-origin rule for changes, a limit on bodies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# everything comes from this server: no inline script, no inline style, nothing embeds the pages
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not no-referrer: browsers would then send `Origin: null` with forms
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class SecurityHeaders:
    """Adds the headers to every response that does not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)


class SameOrigin:
    """Refuses requests that change something when another site's page sent them.

    Browsers name the sending page in `Origin`; a client that names none carries nobody's cookies by itself. Paths in
    `exempt` are called by machines and have their own secret.
    """

    def __init__(self, app: ASGIApp, public_url: str | None = None, exempt: Sequence[str] = ()) -> None:
        self.app = app
        self._public_host = urlsplit(public_url).netloc if public_url else None
        self._exempt = tuple(exempt)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] == "http"
            and scope["method"] not in SAFE_METHODS
            and not scope["path"].startswith(self._exempt)
            and not self._same(Headers(scope=scope))
        ):
            await JSONResponse({"error": "origin"}, 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _same(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
        return urlsplit(origin).netloc in (headers.get("host"), self._public_host) and origin != "null"


class BodyTooLarge(Exception):
    """A request's body is longer than its path allows; the answer is 413."""


class BodyLimit:
    """Stops reading a body at its limit in bytes: `default`, or what `by_path` says."""

    def __init__(self, app: ASGIApp, default: int, by_path: Mapping[str, int]) -> None:
        self.app = app
        self._default = default
        self._by_path = dict(by_path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS:
            await self.app(scope, receive, send)
            return
        limit = self._by_path.get(scope["path"], self._default)
        declared = Headers(scope=scope).get("content-length", "0")
        too_large = JSONResponse({"error": "too_large"}, 413)
        if not declared.isdecimal() or int(declared) > limit:
            await too_large(scope, receive, send)
            return
        seen = 0
        started = False

        async def limited() -> Message:
            nonlocal seen
            message = await receive()
            if message["type"] == "http.request":
                seen += len(message.get("body", b""))
                if seen > limit:
                    raise BodyTooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, limited, watched)
        except BodyTooLarge:
            if started:
                raise
            await too_large(scope, receive, send)
