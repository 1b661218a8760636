"""What the clauses of a message state about the yes/no fields, with what denies it and what is not known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from flows.colloquial import standard
from flows.questions import flow_data
from flows.sentences import asks, sentences
from intents.reading.answers import is_unsure
from intents.reading.polarity import denies, without_interjection
from knowledge.facts import Open

# a connecting ending that closes a clause; "하고 있다", "받고 싶다" are one predicate
_ENDINGS = re.compile(
    r"(?:(?<=[가-힣])(?<![다라자냐신재창최권중공참경광])고(?:요|구요)?|(?<=[았었했렸겼])다가|(?:안|못) ?[가-힣]{1,2}서|부족해서|힘들어서|곤란해서|(?<=않아서)|(?<=없어서)|(?<=끝나서)|(?<=지나서)|(?<=만료돼서)|(?<=못해서)|(?<=못 해서)|(?<=아니라서)|(?<=안 해서)|(?<=어려워서)|구요?|으며|이며|하며|지만|는데요?|은데요?|인데요?|던데요?|으나|므로|면서|아니라|말고|다니까|거든요?)(?:\s*,\s*|\s+)(?!있|싶|나서|계시|계신|말|봤)"
    r"|(?<=[없있했됐났았었맞]고)(?=[가-힣])(?! ?(?:있|싶|나서|요|계|말))|(?<=아니고)(?=[가-힣])(?!요)|(?<=니다)\s+|(?<=[어아해네세에돼]요)\s+|(?<=[있없했됐맞]음)\s+|(?<=[가-힣][임함됨])\s+(?=[가-힣])|(?<=[있없했됐]다)\s+|(?<=[있없했됐]지)\s+(?!않|아니|못|안)|(?<=[가-힣]요)\s+|(?<=[가-힣])[ㅋㅎㅠㅜ]{2,}\s*|(?<=[가-힣]),\s*|\s+그리고\s+|;\s*"
)
_SUPPOSED = re.compile(r"(?:다|라|으|이|하|되|려|있|없|나|리)?면(?![가-힣]*적)")
_NO_SENTENCE_BREAK = re.compile(r"(?<=\d)\.(?=\d)")
# what a clause ends in that says something; "체납이요, 없어요" says it only behind the comma
_PREDICATE = re.compile(
    r"(?:다|(?<!이)(?<!거)요|죠|음|임|함|됨|짐|긴|지|고|고요|구요|으며|이며|하며|지만|는데|은데|인데|던데|으나|므로|면서|아니라|말고|거든|네|래|야|어|아|여|해|돼|(?:않아|없어|해|라|워|돼|되어|나|와)서|으로(?=,)|게|까|슴|제)[,.!~ ㅎㅋㅠㅜ^;]*$"
)
# "있긴 한데": what follows counts
_HEDGED = re.compile(r"(?:긴|기는|기야|순|수는) ?(?:한데|하지만|했는데|합니다만|있는데|있지만)")
_WAS_SO = re.compile(
    r"(?:[았었했렸겼]다가|[았었]었(?:는데|지만|으나|고)?요?|[했렸겼]었(?:는데|지만|으나|고)?요?|적은 있(?:는데|지만|으나))\s*,?\s*$"
)
_LONGEST = 400  # characters


@dataclass(frozen=True)
class Clause:
    """One clause in standard Korean. `unsure`: its sentence says that it is not known."""

    text: str
    unsure: bool


@dataclass(frozen=True)
class _Form:
    pattern: re.Pattern[str]
    value: str | None
    denied: str | None
    own: bool


@cache
def _forms() -> dict[str, tuple[_Form, ...]]:
    data: dict[str, list[dict[str, object]]] = flow_data("emergency", "statements.yaml")
    return {
        field: tuple(
            _Form(
                re.compile(str(one["form"]).replace(" ?", " ").replace(" ", " ?")),
                _value(one.get("is")),
                _value(one.get("not")),
                bool(one.get("own")),
            )
            for one in forms
        )
        for field, forms in data.items()
    }


def _value(found: object) -> str | None:
    return None if found is None else str(found)


def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of a message, in order, without its questions."""
    found: list[Clause] = []
    for sentence in sentences(standard(text)):
        if asks(sentence):
            continue
        unsure = is_unsure(sentence)
        held = ""
        for part in split_clauses(sentence):
            # a bare "네," belongs to what follows it, and so does a noun that says nothing yet: "휴업, 폐업 모두 없습니다"
            held = f"{held} {part}".strip()
            if held and without_interjection(held) and _PREDICATE.search(held):
                found.append(Clause(held, unsure))
                held = ""
        if held:
            found.append(Clause(held, unsure))
    return tuple(found)


def split_clauses(sentence: str) -> list[str]:
    """The clauses of a sentence, each with the ending that closes it."""
    parts, start = [], 0
    for match in _ENDINGS.finditer(sentence):
        parts.append(sentence[start : match.end()])
        start = match.end()
    return [*parts, sentence[start:]]


def states(clause: str, field: str, own: bool = False) -> str | None:
    """The value that a clause states of a field. `own`: also by words that only its own question gives a meaning."""
    bare = without_interjection(clause)
    for form in _forms().get(field, ()):
        match = form.pattern.search(bare) if own or not form.own else None
        if match is None:
            continue
        if _SUPPOSED.search(bare, match.start(), min(len(bare), match.end() + 4)) and field != "lower_amount_consent":
            supposed = _SUPPOSED.search(bare[match.end() :])
            if supposed and not re.search(r"면 ?(?:된|됩|돼|되)", bare):
                return None
        if form.value is None and form.denied is None:
            return None
        value = form.denied if denies(_scope(bare, match.start())) else form.value
        if value is not None:
            return value
    return None


def _scope(clause: str, start: int) -> str:
    """From where a form stands to the end of the clause, with a negation right before it."""
    before = re.search(r"(?<![가-힣])(?:안|못|미|비|불) ?$", clause[:start])
    return clause[before.start() if before else start :]


def speaks_of(clause: str, field: str) -> bool:
    """Whether words of a clause mean this field, whatever is asked."""
    bare = without_interjection(clause)
    return any(form.pattern.search(bare) for form in _forms().get(field, ()) if not form.own)


def stated(text: str) -> dict[str, str]:
    """The yes/no fields that a message settles, whatever was asked. What it is unsure of or says both ways is left out."""
    found: dict[str, set[str]] = {}
    for clause in clauses_of(text):
        for field in _forms():
            value = None if clause.unsure else states(clause.text, field)
            if value is not None:
                found.setdefault(field, set()).add(value)
    return {field: values.pop() for field, values in found.items() if len(values) == 1}


def doubted(text: str) -> set[str]:
    """The fields that a message speaks of without knowing."""
    return {
        field for clause in clauses_of(text) if clause.unsure for field in _forms() if speaks_of(clause.text, field)
    }


def speaks(text: str, field: str) -> bool:
    """Whether any clause of a message speaks of a field."""
    return any(speaks_of(clause.text, field) for clause in clauses_of(text))


@dataclass(frozen=True)
class Reply:
    """What a message says to the open yes/no question. `rest`: its clauses that speak of no other field."""

    value: str | Open | None
    rest: tuple[str, ...]
    both: bool = False


def reply_to(text: str, field: str) -> Reply:
    """The answer that a message gives to a yes/no question by what its clauses state."""
    if len(text) > _LONGEST:
        return Reply(None, (text,))
    values: list[str] = []
    before: list[str] = []  # what was so and has changed since
    rest: list[str] = []
    unsure = False
    for clause in clauses_of(text):
        mine = speaks_of(clause.text, field)
        others = any(speaks_of(clause.text, other) for other in _forms() if other != field)
        if others and not mine:
            continue
        rest.append(clause.text)
        if clause.unsure:
            unsure = True
            continue
        value = states(clause.text, field, own=True)
        if value is not None and _HEDGED.search(clause.text) and not mine:
            return Reply(None, tuple(rest), both=True)
        if value is not None:
            (before if _WAS_SO.search(clause.text) else values).append(value)
    if unsure:
        return Reply(Open.UNSURE, tuple(rest))
    distinct = set(values or (before if not rest or _WAS_SO.search(rest[-1]) else ()))
    return Reply(
        distinct.pop() if len(distinct) == 1 else None,
        tuple(rest),
        both=len(distinct) > 1 or bool(before and not distinct),
    )
