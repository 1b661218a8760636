"""The Bot API's limits: 30 a second in all, 1 a second per chat, 20 a minute per group."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.deliveries.pace import CHAT_BURST, PER_GROUP_MINUTE, PER_SECOND, Pace


def _send_all_one_can(recipient: str, seconds: float) -> list[float]:
    """The moments at which one recipient is sent to, when there is always something to send."""
    pace, now, sent = Pace(), 0.0, []
    while now <= seconds:
        if pace.room(now) > 0 and recipient not in pace.resting(now):
            pace.sent(recipient, now)
            sent.append(now)
        else:
            now += 0.05
    return sent


def test_one_chat_gets_one_a_second_after_a_short_burst() -> None:
    sent = _send_all_one_can("7", 20)
    assert len([at for at in sent if at < 0.5]) == CHAT_BURST
    assert len(sent) <= 20 + CHAT_BURST


def test_a_group_gets_twenty_in_any_minute() -> None:
    sent = _send_all_one_can("-7", 180)
    for start in sent:
        assert len([at for at in sent if start <= at < start + 60]) <= PER_GROUP_MINUTE
    assert len(sent) >= 3 * PER_GROUP_MINUTE - 1


def test_all_chats_together_get_thirty_a_second() -> None:
    pace = Pace()
    for chat in range(PER_SECOND):
        pace.sent(str(chat), 5.0)
    assert pace.room(5.9) == 0
    assert pace.room(6.1) == PER_SECOND


@given(st.floats(0.1, 600))
def test_a_halted_chat_rests_exactly_as_long_as_it_was_told(seconds: float) -> None:
    pace = Pace()
    pace.halt("7", seconds, 100.0)
    assert pace.resting(100.0)["7"] == 100.0 + seconds
    assert "7" not in pace.resting(100.1 + seconds)
    assert "8" not in pace.resting(100.0)
