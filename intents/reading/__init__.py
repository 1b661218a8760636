"""Korean text to facts and topics: `read` for a message, `intents.reading.answers` for one answer of a dialog."""

from intents.reading.reader import read
from intents.reading.reading import Reading, TopicGuess

__all__ = ["Reading", "TopicGuess", "read"]
