"""Corrections in free words: which earlier answer is meant, and what it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flows.colloquial import standard
from flows.extracting import READ_FIELDS, allowed, clauses, extract
from flows.parsing import Accepted, parse
from flows.persons import find_person
from flows.questions import Question, Questions, flow_data
from flows.retracting import Retracted, asks_for_change, retracted
from flows.sentences import asks
from flows.spoken_numbers import written_out
from flows.statements import reply_to, stated, states
from intents.reading import read
from intents.reading.answers import is_unsure, read_equipment, read_yes_no
from knowledge.facts import Facts, Open
from knowledge.notice import Notice
from knowledge.regions import find_regions

# words that fit a correction of the dialog, and not what is asked of a machine ("부품을 바꿔 주세요")
_SURE = re.compile(
    r"잘못\s?(?:말|적|썼|쓴|눌|누|입력|했|알려|답|쳤|친|기재|씀)|틀렸|틀리게|틀린|정정|번복|착오|오타|오기|아까|앞서|앞에|방금 ?전|(?<![할갈볼쓸려올])라고요|라니까|→"
)
_PARTICLE = r"(?:은|는|이|가|을|를|도|의|만|:)?\s*"
_TO = re.compile(r"\s*(?:으로|로)?\s*(?:바꿔|바꾸|고쳐|고치|수정|정정|변경|맞게)[가-힣 ]*[.!~]*$")
_HEARSAY = re.compile(
    r"(?:이었어요|였어요|이었습니다|였습니다|이네요|네요|이래요|래요|이라네요|라네요|랍니다|라고 ?합니다|라고 ?해요|기래요|이다)$"
)
_SAID = re.compile(r"(?:했었|했던|말씀|아까|앞에|앞서|제가)")


@dataclass(frozen=True)
class Edit:
    """A correction. `field` None: it is not clear which answer is meant; `answer` None: the new value is not said."""

    field: str | None
    answer: Accepted | None


CONSENT_WITHDRAWN = Edit("consent", Accepted("no"))


def find_edit(
    text: str, facts: Facts, pending: str | None, questions: Questions, notice: Notice, today: date
) -> Edit | None:
    """The correction that a message makes of an answered field, or None where it makes none."""
    words = flow_data("emergency", "words.yaml")
    line = written_out(standard(text))
    taken_back = retracted(line)
    if taken_back is not None and (edit := _taken_back(taken_back, facts, pending, questions, notice, today)):
        return edit
    cue = re.search(words["correction"], line)
    if not cue or (asks(line) and not asks_for_change(line) and not _SAID.search(line)):
        return None
    sure = bool(_SURE.search(line))
    if pending is not None and questions[pending].kind == "text" and not sure:
        return None
    field, name = named_field(line, facts)
    candidates = tuple(_values(line, name))
    if field is not None and field != pending:
        if questions[field].kind in ("yes_no", "choice"):
            answer = _new_state(_without_cue(line), field, questions[field])
            return Edit(field, answer if answer and answer.value != facts[field] else None)
        return Edit(field, _value_for(field, candidates, facts, questions, notice, today))
    if field is None and named_field(line, None)[0] not in (None, pending):
        candidates = ()  # it corrects something that has not been answered
    for candidate in candidates:
        found = _by_form(candidate, facts, questions, notice, today)
        if found and found.field != pending:
            return found
    return Edit(None, None) if sure and len(line) < 60 else None


def named_field(text: str, facts: Facts | None) -> tuple[str | None, str]:
    """The answered field that the text names, by the longest name, and that name. Without facts: any field."""
    names: dict[str, list[str]] = flow_data("emergency", "words.yaml")["names"]
    best: tuple[str | None, str] = (None, "")
    for field, forms in names.items():
        for form in forms:
            if (facts is None or field in facts) and form in text and len(form) > len(best[1]):
                best = (field, form)
    return best


# -- what was said before is taken back ---------------------------------------------------------------------------


def _taken_back(
    said: Retracted, facts: Facts, pending: str | None, questions: Questions, notice: Notice, today: date
) -> Edit | None:
    """The correction of a quoted answer: by its new words, or, for a yes or no that is only taken back, its opposite."""
    if re.search(r"동의", said.old) and not re.search(r"감액|깎|적게|낮", said.old) and "consent" in facts:
        return CONSENT_WITHDRAWN if said.withdrawn or _refuses(said.new) else None
    field, old = _quoted(said.old, facts, pending)
    if field is not None:
        answer = _new_state(said.new, field, questions[field])
        if answer is None and said.withdrawn and not is_unsure(said.new):
            answer = _opposite(old, questions[field])
        return Edit(field, answer)
    field, name = named_field(said.old, facts)
    if len(named_field(said.old, None)[1]) > len(name):
        field, name = None, ""  # the longer name is that of a field that has not been answered
    elif field is None or field == pending:
        field, name = named_field(said.old + " " + said.new, facts)
    if field is None:
        # of a field that the request has not asked: it is that field's answer all the same
        field, name = named_field(said.old, None)
        answer = (
            _value_for(field, tuple(_values(said.new, name)), facts, questions, notice, today)
            if field and field != pending and questions[field].kind not in ("yes_no", "choice")
            else None
        )
        if answer is not None:
            return Edit(field, answer)
        field = None
    if field is None and "equipment" in facts and pending != "equipment" and read_equipment(said.old):
        named_thing = _value_for("equipment", tuple(_values(said.new, "")), facts, questions, notice, today)
        return Edit("equipment", named_thing) if named_thing else None
    if field is None or field == pending:
        return None
    if questions[field].kind in ("yes_no", "choice"):
        return Edit(field, _new_state(said.new, field, questions[field]))
    return Edit(field, _value_for(field, tuple(_values(said.new, name)), facts, questions, notice, today))


def _quoted(old: str, facts: Facts, pending: str | None) -> tuple[str | None, str]:
    """The answered yes/no field that a quoted answer states, and the value it states."""
    found = {field: value for field, value in stated(old).items() if field in facts and field != pending}
    if not found:
        own = {
            field: value
            for field in flow_data("emergency", "statements.yaml")
            if field in facts and field != pending and (value := states(old, field, own=True)) is not None
        }
        found = {field: value for field, value in own.items() if facts[field] == value}
        found = found if len(found) == 1 else own if len(own) == 1 else {}
    if len(found) > 1:
        named, _ = named_field(old, facts)
        found = {field: value for field, value in found.items() if field == named}
    if not found:
        # said of a field that the request has not asked: it is that field's answer, and not the open one's
        untold = {field: value for field, value in stated(old).items() if field != pending}
        found = untold if len(untold) == 1 else {}
    return next(iter(found.items()), (None, ""))


def _new_state(new: str, field: str, question: Question) -> Accepted | None:
    """The yes/no value that the new words state of a field; None where they state none."""
    reply = reply_to(new, field)
    if reply.value is Open.UNSURE:
        return Accepted(Open.UNSURE) if Open.UNSURE in question.open else None
    value = reply.value or (None if reply.both else stated(new).get(field))
    return Accepted(value) if value in question.values else None


def _opposite(value: str, question: Question) -> Accepted | None:
    others = [other for other in question.values if other != value]
    return Accepted(others[0]) if len(others) == 1 else None


def _refuses(new: str) -> bool:
    return read_yes_no(new) == "no" or bool(re.search(r"안 ?하|않|못 ?하", new))


def _without_cue(line: str) -> str:
    """The sentences and clauses that say what is right, without those that only say that something was wrong."""
    cue = flow_data("emergency", "words.yaml")["correction"]
    parts = [part for part in re.split(r"(?<=[.!])\s+|,\s*|\n", line) if part]
    kept = [part for part in parts if not re.search(cue, part)]
    return " ".join(kept) if kept else re.sub(cue, " ", line)


# -- the new value -------------------------------------------------------------------------------------------------


def _values(text: str, name: str) -> Iterator[str]:
    """The parts of a correction that may be the new value, the likeliest first."""
    words = flow_data("emergency", "words.yaml")
    for pattern in words["new_value"]:
        for match in re.finditer(pattern, text):
            yield _without_name(match["value"], name)
    parts = [part for part in re.split(r"[.!](?!\d)\s*|\n", text) for part in clauses(part)]
    for part in parts:
        if not re.search(words["correction"], part):
            yield _without_name(part, name)
    for match in re.finditer(words["correction"], text):
        yield _without_name(re.sub(r"^[가-힣]*[ ,.]+", "", text[match.end() :]), name)
    for part in parts:
        yield _without_name(re.sub(words["correction"] + r"[가-힣]*", " ", part), name)


def _without_name(value: str, name: str) -> str:
    bare = re.sub(rf"(?:^|(?<=\s)){re.escape(name)}{_PARTICLE}", "", value) if name else value
    bare = re.sub(r"^(?:아까|아니|아뇨|사실은?|실은|근데|그거|다시|확인해? ?보니까?|알고 ?보니)[ ,]+", "", bare.strip())
    # what only asks to write it down is no part of the value
    sentences = [part for part in re.split(r"(?<=[가-힣])[.!]\s*|,\s+(?=수정|정정|고쳐|바꿔)", bare) if part.strip()]
    kept = [part for part in sentences if not re.match(r"\s*(?:수정|정정|고쳐|바꿔|변경)", part)]
    return _HEARSAY.sub("", _TO.sub("", kept[0] if len(kept) == 1 else bare).strip(" ,.")).strip(" ,.")


def _value_for(
    field: str, candidates: tuple[str, ...], facts: Facts, questions: Questions, notice: Notice, today: date
) -> Accepted | None:
    question = questions[field]
    for candidate in candidates:
        if not candidate:
            continue
        said = read(candidate, notice, today).facts.known(field) if field in READ_FIELDS else None
        if question.kind in ("company", "person") and re.search(r"모르|몰라|몰라요|잘못|틀[렸린]|다시|나중", candidate):
            continue
        if said is not None and allowed(field, said, questions, today):
            answer: Accepted | None = Accepted(said)
        else:
            spoken = find_person(candidate, asked=True) if question.kind == "person" else None
            parsed = Accepted(spoken) if spoken else parse(question, candidate, today)
            answer = parsed if isinstance(parsed, Accepted) and not isinstance(parsed.value, Open) else None
        if answer and answer.value != facts.get(field):
            return answer
    return None


def _by_form(candidate: str, facts: Facts, questions: Questions, notice: Notice, today: date) -> Edit | None:
    """A correction without a field's name: the value itself tells which field it is."""
    for field, found in extract(candidate, None, questions, notice, today).items():
        if field in facts and found.answer.value != facts[field]:
            return Edit(field, found.answer)
    if "site_address" in facts and find_regions(candidate):
        answer = parse(questions["site_address"], candidate, today)
        if isinstance(answer, Accepted) and answer.value != facts["site_address"]:
            return Edit("site_address", answer)
    return None
