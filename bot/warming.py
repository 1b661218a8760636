"""What would make the first answers slow is done before the doors open."""

from __future__ import annotations

import gc
from datetime import date

from intents.ask import ask
from intents.thread import Thread
from intents.world import World
from knowledge.business_days import is_business_day
from knowledge.loading import default_notice
from knowledge.wording import default_wording

# one question of each kind loads lexicons, models and the templates that are used most
QUESTIONS = (
    "센서가 고장 났는데 지원되나요",
    "견적 3천만 원이면 얼마 나와요",
    "서류는 뭐가 필요한가요",
    "절차를 알려 주세요",
)


def warm(today: date) -> None:
    """Loads what answers need and keeps the garbage collector from walking over it at every collection."""
    world = World(default_notice(), default_wording(), today, {})
    for question in QUESTIONS:
        ask(question, Thread(), world)
    is_business_day(today)
    gc.collect()
    gc.freeze()
