"""A file as pages show it: a picture, a video with its controls, or a card with kind and size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.files.kinds import FileKind, kind_named
from bot.store.models import Attachment
from flows.emergency.sent_files import size_words
from flows.labels import Labels
from knowledge.facts import Facts
from knowledge.notice import Notice


@dataclass(frozen=True)
class ShownFile:
    """`url` empty: there is nothing to open. `look`: picture, video, card. `gone`: it was taken away or not taken."""

    name: str
    kind: str
    size: str = ""
    url: str = ""
    look: str = "card"
    gone: bool = False

    @property
    def about(self) -> str:
        """사진 · 1.2MB"""
        return " · ".join(part for part in (self.kind, self.size) if part)

    @property
    def alt(self) -> str:
        """What stands in place of a picture: its kind, and its name where it has one of its own."""
        return self.kind if self.name == self.kind else f"{self.kind}: {self.name}"


def shown(attachment: Attachment, url: str, notice: Notice) -> ShownFile:
    """A kept file at its address; one that is not here (yet, or for good) has none."""
    kind = kind_named(attachment.media_type)
    word = _kind_word(kind, attachment.kind, notice)
    here = attachment.state == "stored" and attachment.stored_path is not None
    return ShownFile(
        name=attachment.name or word,
        kind=word,
        size=size_words(attachment.size) if attachment.size else "",
        url=url if here else "",
        look=_look(kind) if here else "card",
    )


def remembered(body: Mapping[str, Any], notice: Notice) -> ShownFile:
    """A file of which only the line in the conversation is left."""
    word = _kind_word(None, str(body.get("kind")), notice)
    return ShownFile(name=str(body.get("name") or word), kind=word, gone="attachment" in body)


def _kind_word(kind: FileKind | None, sent_as: str, notice: Notice) -> str:
    label = kind.label if kind is not None else sent_as if sent_as in ("photo", "video") else "document"
    return Labels(notice, Facts()).word(f"file_{label}")


def _look(kind: FileKind | None) -> str:
    if kind is None or not kind.shown:
        return "card"
    return {"photo": "picture", "video": "video"}.get(kind.group, "card")
