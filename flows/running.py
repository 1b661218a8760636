"""Which flow a running dialog's state belongs to: `state["flow"]` names it."""

from __future__ import annotations

from collections.abc import Callable

from flows import emergency, regular
from flows.exchange import Step

ADVANCE: dict[str, Callable[..., Step]] = {
    emergency.FLOW: emergency.advance,
    regular.FLOW: regular.advance,
}
