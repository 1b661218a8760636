"""Where a lexicon entry or a topic rule fires although the person who read the phrasing by hand says otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from intents.model.phrasings import Phrasing
from intents.reading import Reading, read
from intents.reading.lexicon import FOLDER, lexicon
from intents.reading.sentences import split
from intents.reading.stating import Sentences, mentions
from knowledge.equipment import all_equipment
from knowledge.notice import Notice

MOST_EXAMPLES = 2
# families of `TopicGuess.decided_by` in which no words fired
NO_RULE = frozenset({"model", "thread", "choice", "nothing read"})
# how phrasings name a fact -> the fact that the reading has for it
READ_AS = {"kind": "equipment", "unit": "equipment_unit", "work": "works"}
# a rule's family or a fact -> the lexicon whose entries it is of
LEXICONS = {"unanswered": "unanswered_theme", "works": "work"}
# what a hand notes that no lexicon reads
NOT_READ = frozenset({"presumes"})


@dataclass(frozen=True)
class Example:
    """A phrasing in which an entry fires, the words that made it, and what the hand says instead ("" nothing)."""

    text: str
    words: str
    says: str


@dataclass(frozen=True)
class Overmatch:
    """An entry (`work.replace`, `topics.amount`): how often it fired, against the hand, and where the hand says nothing."""

    entry: str
    fired: int
    wrong: int
    unsaid: int
    examples: tuple[Example, ...]


@dataclass
class _Tally:
    fired: int = 0
    wrong: list[Example] = field(default_factory=list)
    unsaid: list[Example] = field(default_factory=list)


@dataclass(frozen=True)
class _Firing:
    entry: str
    words: str
    wrong: bool = False
    unsaid: bool = False
    says: str = ""


def overmatches(phrasings: Iterable[Phrasing], notice: Notice, today: date) -> tuple[Overmatch, ...]:
    """Entries that fired against the hand or without it, the worst first.

    A fact counts as unsaid only where its phrasing was read for facts, and where somebody notes that fact at all.
    """
    listed = tuple(phrasings)
    noted = {fact for each in listed for fact in each.facts or ()} - NOT_READ
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    for phrasing in listed:
        reading = read(phrasing.text, notice, today)
        for firing in (*_of_topics(phrasing, reading), *_of_facts(phrasing, reading, noted)):
            tally, example = tallies[firing.entry], Example(phrasing.text, firing.words, firing.says)
            tally.fired += 1
            if firing.wrong:
                tally.wrong.append(example)
            elif firing.unsaid:
                tally.unsaid.append(example)
    found = [
        Overmatch(
            entry, tally.fired, len(tally.wrong), len(tally.unsaid), (*tally.wrong, *tally.unsaid)[:MOST_EXAMPLES]
        )
        for entry, tally in tallies.items()
        if tally.wrong or tally.unsaid
    ]
    return tuple(sorted(found, key=lambda each: (-each.wrong, -each.unsaid, each.entry)))


def _of_topics(phrasing: Phrasing, reading: Reading) -> Iterator[_Firing]:
    """The rule that decided the topic; a rule whose topic is answered beside it is at most unsaid."""
    for place, guess in enumerate(reading.asks):
        if guess.decided_by.partition(".")[0] not in NO_RULE:
            other = guess.topic != phrasing.topic
            words = _words(guess.decided_by, reading)
            yield _Firing(guess.decided_by, words, other and place == 0, other, phrasing.topic if other else "")


def _words(rule: str, reading: Reading) -> str:
    """The words by which an entry of a lexicon fired; "" where it has no patterns, as for a rule over facts."""
    name, _, value = rule.partition(".")
    name = LEXICONS.get(name, name)
    if not (FOLDER / f"{name}.yaml").exists():
        return ""
    found = mentions(lexicon(name), Sentences(reading.normalised, split(reading.normalised)))
    return next((each.words for each in found if each.value == value), "")


def _of_facts(phrasing: Phrasing, reading: Reading, noted: Iterable[str]) -> Iterator[_Firing]:
    """Every value that was read of a fact which hands note."""
    if phrasing.facts is None:
        return
    for fact in sorted(noted):
        said = _listed(phrasing.facts.get(fact))
        name = READ_AS.get(fact, fact)
        for value in _listed(reading.facts.get(name)):
            entry = f"{LEXICONS.get(name, name)}.{value}"
            agrees = _as_noted(fact, value, reading) in said
            yield _Firing(
                entry,
                _words(entry, reading) or reading.evidence.get(name, ""),
                wrong=bool(said) and not agrees,
                unsaid=not said,
                says="" if agrees else ", ".join(said),
            )


def _as_noted(fact: str, value: str, reading: Reading) -> str:
    """A value as hands note it: a thing by its kind, a certificate that is on its way as pending."""
    if fact == "kind":
        return all_equipment()[value].kind
    if fact == "level_certificate" and "level_certificate_pending" in reading.facts:
        return "pending"
    return value


def _listed(value: object) -> tuple[str, ...]:
    """One value or several, as text."""
    if value is None:
        return ()
    return tuple(str(each) for each in value) if isinstance(value, list | tuple) else (str(value),)
