"""What stands beside a running self-check or calculator: how far it is, and its answers by groups."""

from __future__ import annotations

from dataclasses import dataclass

from bot.standing import Standing
from flows.exchange import Context
from flows.guides import Given
from flows.running import overview
from knowledge.notice import Notice


@dataclass(frozen=True)
class GuidePanel:
    """A guide as the page shows it. `total` 0: it is not known yet how much will be asked."""

    title: str
    ask: str | None
    done: int
    total: int
    groups: tuple[tuple[str, tuple[Given, ...]], ...]
    input_mode: str = "text"
    kind: str = "guide"


def guide_panel_of(conversation: Standing, notice: Notice, context: Context) -> GuidePanel | None:
    """The panel of a running guide; None where none runs."""
    if conversation.flow is None or not conversation.in_guide:
        return None
    found = overview(conversation.flow, notice, context)
    done, total = found.progress or (0, 0)
    return GuidePanel(found.title, found.ask, done, total, found.groups)
