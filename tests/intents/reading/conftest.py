"""What the tests of the reading share."""

from collections.abc import Callable
from datetime import date

import pytest

from intents.reading import Reading, read
from knowledge.loading import default_notice

TODAY = date(2023, 7, 3)


@pytest.fixture(scope="session")
def reading_of() -> Callable[..., Reading]:
    """Reads a text on the day by which the notice's questions are judged."""
    notice = default_notice()

    def reading(text: str, thread_topic: str | None = None) -> Reading:
        return read(text, notice, TODAY, thread_topic)

    return reading
