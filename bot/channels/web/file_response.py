"""Files as pages hand them out: only kinds that were recognised open in the browser, everything else is offered to keep.

No file runs anything here: its type is the one its content has and is not guessed again, and it stands in a sandbox.
"""

from __future__ import annotations

from pathlib import Path

from starlette.responses import FileResponse, Response

from bot.files.kinds import kind_named
from bot.store.models import Attachment

_SANDBOX = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"


def file_response(data_dir: Path, attachment: Attachment) -> Response | None:
    """The file, or None where there is none (any more)."""
    folder = data_dir.resolve()
    path = (folder / (attachment.stored_path or "")).resolve()
    if not attachment.stored_path or not path.is_relative_to(folder) or not path.is_file():
        return None
    kind = kind_named(attachment.media_type)
    opens = kind is not None and kind.shown
    return FileResponse(
        path,
        media_type=kind.media_type if kind else "application/octet-stream",
        filename=attachment.name or path.name,
        content_disposition_type="inline" if opens else "attachment",
        headers={
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": _SANDBOX,
            "X-Content-Type-Options": "nosniff",
        },
    )
