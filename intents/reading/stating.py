"""Which values of a lexicon a text states, with negation."""

from __future__ import annotations

import re
from bisect import bisect_right

from intents.reading.lexicon import Entry, Lexicon, Mention
from intents.reading.sentences import Sentence

# behind a literal form: the particle and what takes it back
_NEGATED = re.compile(
    r"(?:은|는|이|가|도|을|를|인 ?건|인 ?게|인|된 ?건|한 ?건|난 ?건)? ?(?:전혀 |따로 |별로 )?"
    r"(?:아니|아닌|아닙|아님|없(?!이)|안 ?(?:했|받|된|됐|나|하|되고|돼)|못 ?(?:받|했)|말고|빼고)"
)


# behind what may or may not be so: "설치했는지는 모르겠어요"
_UNKNOWN = re.compile(
    r"[가-힣]{0,6}지(?:는|도|를|가|요)? ?(?:저희도 |저도 |잘 |확실히 |정확히 )?(?:모르|몰라|확실|기억|헷갈|불분명|알 ?수 ?없)"
)


class Sentences:
    """The sentences of a text with a quick way from a place to its sentence."""

    def __init__(self, text: str, sentences: tuple[Sentence, ...]) -> None:
        self.text = text
        self.all = sentences
        self._hidden: dict[tuple[int, int], bool] = {}
        self._starts = [sentence.start for sentence in sentences]

    def around(self, place: int) -> Sentence | None:
        """The sentence at a place."""
        index = bisect_right(self._starts, place) - 1
        return self.all[index] if index >= 0 else None

    def hides(self, entry: Entry, start: int) -> bool:
        """Whether the sentence says what the entry's `unless` excludes."""
        if entry.unless is None:
            return False
        sentence = self.around(start)
        if sentence is None:
            return False
        key = (id(entry), sentence.start)
        if key not in self._hidden:
            self._hidden[key] = entry.unless.search(sentence.text) is not None
        return self._hidden[key]


def mentions(lexicon: Lexicon, text: Sentences) -> list[Mention]:
    """Everything that the lexicon's entries state, by the order of the entries (their precedence), then of the text."""
    found = []
    for entry in lexicon.entries:
        if entry.pattern is None:
            continue
        for match in entry.pattern.finditer(text.text):
            if match.end() > match.start() and not text.hides(entry, match.start()):
                found.append(Mention(entry.value, match[0].strip(), match.start(), match.end()))
    return found


def negated_after(text: str, end: int) -> bool:
    """Whether what stands before `end` is taken back right behind it."""
    return _NEGATED.match(text, end) is not None


def unknown_after(text: str, start: int, end: int) -> bool:
    """Whether what stands there is said not to be known."""
    return _UNKNOWN.search(text, start, min(len(text), end + 24)) is not None


def first(lexicon: Lexicon, text: Sentences) -> Mention | None:
    """The mention of the entry that takes precedence."""
    for entry in lexicon.entries:
        if entry.pattern is None:
            continue
        for match in entry.pattern.finditer(text.text):
            if match.end() > match.start() and not text.hides(entry, match.start()):
                return Mention(entry.value, match[0].strip(), match.start(), match.end())
    return None
