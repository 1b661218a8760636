"""The things a text names."""

from __future__ import annotations

from intents.reading.lexicon import lexicon
from intents.reading.terms import Compact, Term

# a general word says less than any other that stands beside it
GENERAL = frozenset(("machine", "software", "solution", "terminal", "network", "pc", "consumable_supplies",
                     "maintenance_fee"))  # fmt: skip


def find_equipment(text: Compact) -> tuple[Term, ...]:
    """Things in the order of mention."""
    return lexicon("equipment").terms(text)
