"""Answers to criteria in free words: grades, ○/×, places, points; one or several in one message.

What does not read as answers throughout is none: a story in which the word 우수 stands fills no criterion.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.questions import flow_data
from flows.selfcheck.criteria import MET, UNMET, Criterion
from intents.decisions.criteria import items_in
from intents.reading.answers import read_yes_no
from intents.reading.normalise import normalise
from knowledge.facts import FactValue, Open
from knowledge.notice import ScoringTable

LONGEST = 200  # characters of a message that can be a list of answers
_SIGNS = re.compile(r"[oOxX○◯×✕]{2,}")
_NOT_HANGUL = re.compile(r"[^가-힣A-Za-z0-9]+")


@dataclass(frozen=True)
class Mention:
    """One answer as it stands in a message. `number`: the criterion that is named with it; `rest`: all that are left."""

    kind: str  # value, plain (a yes or no), place, points, bare
    value: str
    number: int | None = None
    rest: bool = False


@dataclass(frozen=True)
class Unread:
    """Why a message is no answer: unread, ambiguous (a number is a place or points), no_points, too_many, other_kind."""

    reason: str
    number: int = 0


def words() -> Mapping[str, Any]:
    data: Mapping[str, Any] = flow_data("selfcheck", "words.yaml")
    return data


def one_of(text: str, forms: Mapping[str, str]) -> str | None:
    """The one of these that the text names; None for none and for several."""
    found = [value for value, form in forms.items() if re.search(form, text, re.IGNORECASE)]
    return found[0] if len(found) == 1 else None


def named_table(text: str) -> str | None:
    """The id of the table that a message names; None for none and for several."""
    return one_of(text, words()["tables"])


def read_mentions(text: str, table: ScoringTable, criteria: Sequence[Criterion]) -> tuple[Mention, ...]:
    """The answers in a message, in its order; empty where it says anything else beside them."""
    line = _plain(text)
    if len(line) > LONGEST or re.search(words()["not_grade"], line):
        return ()
    if _SIGNS.fullmatch(line.replace(" ", "")):
        return tuple(Mention("value", MET if sign in "oO○◯" else UNMET) for sign in line.replace(" ", ""))
    found: list[Mention] = []
    left: list[str] = []
    rest, number, end = False, None, 0
    for match in _pattern().finditer(line):
        before = line[end : match.start()]
        end = match.end()
        if match.lastgroup == "rest":
            left.append(before)
            rest = True
            continue
        if re.search(words()["denied"], line[match.end() :]):
            left.append(before)
            continue
        if match.lastgroup == "place" and _names_an_item(line, match):
            left.append(before)
            number = int(match["place_number"])
            continue
        pointed = number or _pointed(before, table, criteria)
        left.append(before)
        found.append(_mention(match, pointed, rest))
        rest, number = False, None
    left.append(line[end:])
    said = [mention for mention in found if mention.kind != "plain"]
    if any(mention.value != Open.UNSURE for mention in said) or (len(found) == 2 and len(said) == 1):
        found = said  # "네, 우수요": the yes answers nothing of its own
    return tuple(found) if found and _says_nothing_else(left, criteria) else ()


def _plain(text: str) -> str:
    """One line without marks around; symbols and digits as they are."""
    line = normalise(text) if re.search("[가-힣ㄱ-ㅎ]", text) else text
    return re.sub(r"\s+", " ", line).strip(" .!?~^;ㅎㅋㅠㅜ…")


@cache
def _pattern() -> re.Pattern[str]:
    """Whatever can be an answer, each kind a named group."""
    data = words()
    named = [("rest", data["rest"]), *data["grades"].items(), *data["suitable"].items()]
    named += [(f"plain_{value}", form) for value, form in data["plain"].items()]
    named += [
        ("unsure", data["unsure"]),
        ("points", r"(?<!\d)(?P<points_number>\d{1,3}) ?점(?!검|심)"),
        (
            "place",
            r"(?<!\d)(?P<place_number>\d{1,2}) ?번(?:째)?(?:은|는|을|를|이|가|도|:)?(?: |(?![가-힣])|(?=이요|요|이에요|입니다))",
        ),
        ("bare", r"(?<![\d가-힣])\d{1,2}(?![\d가-힣])"),
    ]
    return re.compile("|".join(f"(?P<{name}>{form})" for name, form in named))


def _names_an_item(line: str, match: re.Match[str]) -> bool:
    """Whether "3번" names a criterion rather than the third answer: a grade follows it."""
    after = _pattern().match(line, match.end())
    return after is not None and after.lastgroup not in ("place", "bare", "rest")


def _mention(match: re.Match[str], number: int | None, rest: bool) -> Mention:
    kind = str(match.lastgroup)
    if kind in ("points", "place"):
        return Mention(kind, match[f"{kind}_number"], number, rest)
    if kind == "bare":
        return Mention("bare", match["bare"], number, rest)
    if kind.startswith("plain_"):
        return Mention("plain", kind.removeprefix("plain_"), number, rest)
    return Mention("value", kind, number, rest)


def _pointed(before: str, table: ScoringTable, criteria: Sequence[Criterion]) -> int | None:
    """The criterion that the words before an answer name, where it is one alone."""
    bare = re.sub(words()["filler"], " ", before)
    items = items_in(bare, table, None) if re.search("[가-힣]{2}", bare) else ()
    numbers = {each.number for each in criteria if any(item in items for item in each.wordings)}
    return numbers.pop() if len(numbers) == 1 else None


def _says_nothing_else(left: Sequence[str], criteria: Sequence[Criterion]) -> bool:
    """Whether what stands beside the answers are the criteria's own words and fillers."""
    own = sorted(
        {word for each in criteria for item in each.wordings for word in re.findall("[가-힣A-Za-z]{2,}", item.title)}
        | {word for each in criteria for word in re.findall("[가-힣A-Za-z]{2,}", each.group.title)},
        key=len,
        reverse=True,
    )
    text = " ".join(left)
    for word in own:
        text = text.replace(word, " ")
    text = re.sub(words()["filler"], " ", text)
    unread = _NOT_HANGUL.sub("", text)
    return len(unread) <= words()["most_unread"] and not re.search(r"\d", unread)


def resolve(mention: Mention, criterion: Criterion) -> FactValue | Unread:
    """What a mention means for a criterion."""
    if mention.kind in ("value", "plain"):
        if mention.value == Open.UNSURE:
            return Open.UNSURE
        return mention.value if mention.value in criterion.values else Unread("other_kind", criterion.number)
    number = int(mention.value)
    by_place = _by_place(number, criterion)
    by_points = criterion.values[criterion.points.index(number)] if number in criterion.points else None
    if mention.kind == "place":
        return by_place if by_place is not None else Unread("unread")
    if mention.kind == "points":
        return by_points if by_points is not None else Unread("no_points", number)
    if by_place is not None and by_points is not None and by_place != by_points:
        return Unread("ambiguous", number)
    value = by_place if by_place is not None else by_points
    return value if value is not None else Unread("unread")


def _by_place(number: int, criterion: Criterion) -> FactValue | None:
    """The answer of the button at a place, from 1; the last one is unsure."""
    values: tuple[FactValue, ...] = (*criterion.values, Open.UNSURE)
    return values[number - 1] if 1 <= number <= len(values) else None


def answers_in(
    text: str, table: ScoringTable, criteria: tuple[Criterion, ...], following: tuple[Criterion, ...]
) -> dict[str, FactValue] | Unread:
    """Answers by criterion id: named ones to their criterion, the others to the open one and those after it in turn."""
    mentions = read_mentions(text, table, criteria)
    if not mentions:
        return _plain_yes_no(text, following)
    taken: dict[str, FactValue] = {}
    by_number = {each.number: each for each in criteria}
    waiting = list(following)
    for mention in mentions:
        if mention.rest:
            for each in waiting:
                value = resolve(mention, each)
                if not isinstance(value, Unread):
                    taken[each.id] = value
            waiting = [each for each in waiting if each.id not in taken]
            continue
        if mention.number is not None and mention.number not in by_number:
            return Unread("unread")
        if mention.number is None and not waiting:
            return Unread("too_many", len(mentions))
        target = by_number[mention.number] if mention.number is not None else waiting[0]
        value = resolve(mention, target)
        if isinstance(value, Unread):
            return value
        taken[target.id] = value
        waiting = [each for each in waiting if each.id != target.id]
    return taken or Unread("unread")


def _plain_yes_no(text: str, following: tuple[Criterion, ...]) -> dict[str, FactValue] | Unread:
    """A plain yes or no answers ○/×; to a grade it says nothing."""
    if not following or len(text) > LONGEST:
        return Unread("unread")
    said = read_yes_no(text)
    if said is Open.UNSURE:
        return {following[0].id: Open.UNSURE}
    names_grade = any(re.search(form, text) for form in (*words()["grades"].values(), words()["not_grade"]))
    if following[0].points or said is None or names_grade:
        return Unread("unread")
    return {following[0].id: MET if said == "yes" else UNMET}
