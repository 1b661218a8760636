"""From a stored case to its page: what the channels, the console and the command line call."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.errors import PaperNotWritten
from bot.papers.page import pdf
from bot.store.models import Request
from bot.store.requests import filed_on
from flows.papers import Filed, filed_of, papers_of
from knowledge.notice import Notice

MEDIA_TYPE = "application/pdf"


@dataclass(frozen=True)
class PaperMaker:
    """Makes pages. `public_url` is the chat's address, where it has one: the QR then leads there."""

    notice: Notice
    public_url: str | None = None

    def make(self, request: Request) -> bytes:
        """The case's page as a PDF. Slow enough (a tenth of a second) to be kept out of an event loop."""
        return pdf(papers_of(filed_from(request), self.notice), self.code(request.receipt))

    def code(self, receipt: str) -> str:
        """What the QR says: the case's address in the chat, which opens for its own visitor alone, else its number."""
        return f"{self.public_url}{page_path(receipt)}" if self.public_url else f"asbot {receipt}"


def page_path(receipt: str) -> str:
    """Where the web chat shows a case to the visitor who sent it."""
    return f"/chat/requests/{receipt}"


def file_name(receipt: str) -> str:
    """No name of a company or person stands in it."""
    return f"asbot-{receipt}.pdf"


def keep(body: bytes, target: Path) -> None:
    """Write a page to a file of this user's alone. Raises PaperNotWritten."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:  # mode 0600 from the start
            file.write(body)
        Path(file.name).replace(target)
    except OSError as error:
        raise PaperNotWritten(
            f"papers: {target} cannot be written ({error.strerror}; allowed: a file in a folder of this user's)"
        ) from None


def filed_from(request: Request) -> Filed:
    """The case as it was sent; the office is the one that has it now."""
    columns = ("receipt", "kind", "office", "facts", "findings", "clauses", "subsidy_krw")
    return filed_of({name: getattr(request, name) for name in columns}, filed_on(request))
