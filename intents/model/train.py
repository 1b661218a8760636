"""Trains topics, cases and the weights of verdicts: `python -m intents.model.train`. Same phrasings, same models.

The artefacts name their data by hash, so that a test sees whether they belong to the phrasings.
"""

from __future__ import annotations

import sys

from intents.model.cases import Cases, train_cases
from intents.model.phrasings import load_phrasings
from intents.model.topics import train_topics
from intents.model.weigh import weigh


def main() -> int:
    """Trains from the packaged phrasings and says how well writers are read whom the models did not know."""
    phrasings = load_phrasings()
    topics = train_topics(phrasings)
    _say(
        f"{topics['phrasings']} phrasings, topic of unknown writers {topics['held_out_accuracy']},"
        f" temperature {topics['temperature']}"
    )
    cases = Cases(phrasings)
    shares = train_cases(cases)
    _say(f"{len(cases.phrasings)} texts read by hand, {len(cases.heads)} heads")
    _say(f"verdicts weighed on {weigh(phrasings, cases, shares)} texts")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
