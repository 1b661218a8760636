"""The ways around a question, the same under each of them."""

from __future__ import annotations

from flows.labels import Labels
from intents.answer import Choice


def navigation(labels: Labels, can_go_back: bool) -> tuple[Choice, ...]:
    """Why it is asked, one question back, end, a person."""
    back = (Choice("flow:back", labels.word("back")),) if can_go_back else ()
    return (
        Choice("flow:why", labels.word("why")),
        *back,
        Choice("flow:cancel", labels.word("cancel")),
        Choice("human:connect", labels.word("person")),
    )
