"""One message while a question is open: its answer, what else it says, and what it asks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from flows.beside import beside
from flows.colloquial import standard
from flows.extracting import Found, clauses, extract, told_failure, without_numbers
from flows.labels import Labels
from flows.parsing import Accepted, Parsed, Refused, parse
from flows.questions import Question, Questions, flow_data
from flows.sentences import sentences, split_asking
from flows.spoken_numbers import written_out
from flows.statements import doubted, reply_to, speaks, stated
from intents.reading import read
from intents.reading.answers import read_later, read_yes_no
from knowledge.facts import Facts, Open
from knowledge.notice import Notice

_NAMES = ("company", "person")
# "this could not be read" says little where the message said something else
_VAGUE = ("name", "fault", "thing", "no_date", "no_amount", "no_duration", "no_place", "phone", "not_digits")
STEERING = ("consent", "confirm", "consult")
# "시간이 없어요" speaks of the time
_OF_SOMETHING_ELSE = re.compile(
    r"(?<![가-힣])(?!(?:그런|이런|해당)? ?(?:것|거|적|일|사실|해당|문제|수|이력)(?:이|가))[가-힣]{2,}(?:이|가) ?(?:없|있|안|못)"
)
_SHORT = 10
_FORMED = ("date", "amount", "months", "business_number", "phone")
_TOLD_FIRST = re.compile(r"(?P<told>.{2,40}?\d.{0,20}?(?:인데|이고|이구|거든)(?:요)?)[, ]")
# what may be told once more, with another value, beside another answer: each names its own subject
_RESTATED = ("occurred_on", "tax_certificate_issued_on")
_QUOTED = re.compile(r"[\"'‘“「](?P<name>[^\"'’”」]{2,30})[\"'’”」]")
# words of talk that no name holds
_TALK = re.compile(
    r"써야|해야|알아보|까먹|잊어|잊었|기다[려리]|찾아|물어|중이라|중인데|아직|나중|모르|뭐라|어떻게|[았었했겠됐갔왔]네|고치기로|하기로"
)
# talk around a name that is being remembered
_REMEMBERING = re.compile(r"뭐시더라|뭐더라|뭐였|이름이 ?뭐|뭐라더라|뭐라고 ?했더라")
_FILLER = re.compile(r"^(?:.*(?:\.{2,}|…)\s*)?(?:잉|아|음|어|그)\s+")
_GREETING = 20
_LONGEST_OWN = 40  # characters of an answer in the question's own words


@dataclass(frozen=True)
class Understood:
    """`answer` is for the open question, `others` for fields that are still unanswered, `asking` what is asked."""

    answer: Parsed
    others: dict[str, Accepted]
    asking: str


def wants_to_file(text: str) -> bool:
    """Whether a message that asks nothing says that it files a request: the money and the fault in it are its story."""
    _, asking = split_asking(text)
    return not asking and bool(re.search(flow_data("emergency", "words.yaml")["file"], text, re.IGNORECASE))


def finished(text: str) -> bool:
    """Whether a message says that a list is complete."""
    return len(text) <= 30 and bool(re.search(flow_data("emergency", "words.yaml")["commands"]["done"], text.strip()))


def understand(text: str, pending: str, facts: Facts, questions: Questions, notice: Notice, today: date) -> Understood:
    """Read a message against the open question and against all fields that are not answered yet."""
    question, labels = questions[pending], Labels(notice, facts)
    pressed = _label(text, question, labels)
    if pressed is not None:
        return Understood(Accepted(pressed), {}, "")
    told, asking = split_asking(text, telling=question.kind == "text")
    if not told and question.kind in _FORMED and (first := _TOLD_FIRST.match(asking)):
        # "5월 17일자인데 새로 떼야 하나요?" tells before it asks
        told = first["told"]
    if not told:
        return Understood(None, {}, asking)
    plain = written_out(standard(told))
    found = _all_told(told, plain, pending, questions, notice, today)
    again = [field for field in _RESTATED if field in found and found[field].by_form]
    answer = _answer(told, plain, question, found, labels, today)
    if question.kind in _NAMES and answer is None and pending not in found:
        quoted = _QUOTED.search(told)
        told = quoted["name"] if quoted else told
        answer, found = _name(told, pending, found, questions, notice, today)
    others = {
        field: one.answer
        for field, one in found.items()
        if field != pending
        and (field not in facts or (field in again and one.answer.value != facts[field]))
        and field not in STEERING
        and not one.answer.doubtful
    }
    if isinstance(answer, Refused) and answer.reason in _VAGUE and (others or asking):
        answer = None
    return Understood(answer, others, asking)


def _all_told(
    told: str, plain: str, pending: str, questions: Questions, notice: Notice, today: date
) -> dict[str, Found]:
    """What a message states about all fields: by form, by meaning, and by clauses that say or deny."""
    found = extract(told, pending, questions, notice, today)
    if plain != told:
        by_plain = extract(plain, pending, questions, notice, today)
        found = {**by_plain, **{field: one for field, one in found.items() if one.by_form or field not in by_plain}}
    found.update(beside(told, plain, pending, questions, today))
    if pending == "equipment" and (failure := told_failure(sentences(told), notice, today)):
        found.setdefault("fault_description", Found(Accepted(failure), by_form=True))
    for field in ("contact_name", "company_name", "supplier_name"):
        if field in found and _TALK.search(standard(str(found[field].answer.value))):
            found.pop(field)
    unsure = doubted(told)
    settled = stated(told)
    for field in [
        name for name, one in found.items() if not one.by_form and questions[name].kind in ("yes_no", "choice")
    ]:
        # what is read of a whole message may be denied by its clause, or not be known
        if field in unsure or (speaks(told, field) and field not in settled):
            found.pop(field)
    for field, value in settled.items():
        found[field] = Found(Accepted(value), by_form=False)
    return {field: one for field, one in found.items() if field in questions}


def _answer(told: str, plain: str, question: Question, found: dict[str, Found], labels: Labels, today: date) -> Parsed:
    """The answer to the open question."""
    if question.id in STEERING:
        return _steering(plain)
    if question.kind in ("yes_no", "choice"):
        return _choice(told, plain, question, found, labels, today)
    if question.id in found:
        return found[question.id].answer
    if question.kind in _NAMES:
        return None
    if question.kind in ("text", "equipment"):
        return parse(question, told, today)
    return parse(question, plain, today)


def _choice(told: str, plain: str, question: Question, found: dict[str, Found], labels: Labels, today: date) -> Parsed:
    """A yes, a no or a choice: what is not known first, then the question's own words, then a plain yes or no."""
    reply = reply_to(told, question.id)
    if reply.value is Open.UNSURE:
        return Accepted(Open.UNSURE) if Open.UNSURE in question.open else Refused("unsure")
    own = _own_words(plain, question)
    if reply.value is not None:
        # where the question's own words say something else, the clause knows what is denied
        return Accepted(reply.value)
    if own:
        return own[0] if len(own) == 1 else None
    if reply.both:
        return None
    if question.id in found:
        return _agreed(plain, question, found[question.id].answer)
    if question.kind == "choice":
        return None
    said = {
        parsed.value
        for clause in reply.rest
        if _about(clause, question, labels) and isinstance(parsed := parse(question, clause, today), Accepted)
    }
    return Accepted(said.pop()) if len(said) == 1 else None


def corrected(
    text: str, field: str, facts: Facts, questions: Questions, notice: Notice, today: date
) -> Accepted | None:
    """Another answer to a field than the one it has, where a message states it without saying that it corrects."""
    question = questions[field]
    pressed = _label(text, question, Labels(notice, facts))
    found = extract(text, None, questions, notice, today).get(field)
    answer = Accepted(pressed) if pressed is not None else found.answer if found else None
    return answer if answer and answer.value != facts.get(field) else None


def is_smalltalk(text: str, question: Question, answer: Parsed, notice: Notice, today: date) -> bool:
    """Whether a message only greets or thanks; such words could pass for a name, but no yes or number is lost."""
    if len(text) > _GREETING or (isinstance(answer, Accepted) and question.kind not in (*_NAMES, "text", "equipment")):
        return False
    asks = read(text, notice, today).asks
    return bool(asks) and asks[0].topic == "smalltalk" and asks[0].decided_by.startswith("smalltalk")


def _label(text: str, question: Question, labels: Labels) -> str | None:
    """The value whose button says just this."""
    if question.kind not in ("yes_no", "choice"):
        return None
    line = _bare(text)
    return next((value for value, label in labels.choices(question).items() if _bare(label) == line), None)


def _bare(text: str) -> str:
    return re.sub(r"[\s.!~,]", "", text)


def _steering(told: str) -> Parsed:
    patterns: dict[str, str] = flow_data("emergency", "words.yaml")["steering"]
    if read_yes_no(told) is Open.UNSURE:
        return Refused("unsure")
    said = {
        next((value for value, form in patterns.items() if re.search(form, line, re.IGNORECASE)), "")
        for line in sentences(told)
    } - {""}
    return Accepted(said.pop()) if len(said) == 1 else None


def _own_words(told: str, question: Question) -> tuple[Accepted, ...]:
    """The answers that a short message gives in the words of this question; several where it says both."""
    if len(told) > _LONGEST_OWN or read_yes_no(told) is Open.UNSURE:
        return ()
    forms: dict[str, str] = flow_data("emergency", "words.yaml")["answers"].get(question.id, {})
    return tuple(Accepted(value) for value, form in forms.items() if re.search(form, told))


def _agreed(told: str, question: Question, answer: Accepted) -> Parsed:
    """What a sentence means for the question, where its plain yes or no does not deny it.

    "제재 받은 거 없습니다" speaks of a sanction and says that there is none.
    """
    if question.kind != "yes_no" or answer.value != "yes" or read_yes_no(told) != "no":
        return answer
    return None if re.match(r"아니|아뇨|ㄴㄴ", told) else Accepted("no")


def _about(told: str, question: Question, labels: Labels) -> bool:
    """Whether a yes or no in these words can be about the question: plain, short, or in its own words.

    "중소기업 맞습니다" is no answer to whether the company is closed.
    """
    words = flow_data("emergency", "words.yaml")
    if re.search(words["plain_answer"], told, re.IGNORECASE) or read_yes_no(told) is Open.UNSURE:
        return True
    own = " ".join([labels.ask(question.id), *labels.choices(question).values(), *words["names"].get(question.id, ())])
    told_words = {word[:2] for word in re.findall(r"[가-힣]{2,}", told)}
    own_words = {word[:2] for word in re.findall(r"[가-힣]{2,}", own)}
    others = {
        word[:2]
        for field, names in words["names"].items()
        if field != question.id
        for name in names
        for word in re.findall(r"[가-힣]{2,}", name)
    }
    if told_words & own_words:
        return True
    if _OF_SOMETHING_ELSE.search(told):
        return False
    return len(_bare(told)) <= _SHORT and not told_words & others


def _name(
    told: str, pending: str, found: dict[str, Found], questions: Questions, notice: Notice, today: date
) -> tuple[Parsed, dict[str, Found]]:
    """A name is the first part of the message that can be one; the words of a name state nothing else."""
    refused: Parsed = None
    parts = clauses(told)
    for index, part in enumerate(parts):
        bare = without_numbers(part)
        if not bare:
            continue
        if _REMEMBERING.search(bare):
            continue
        if _TALK.search(standard(bare)) and not read_later(standard(bare)):
            refused = refused or Refused("name")
            continue
        answer = parse(questions[pending], bare, today)
        if isinstance(answer, Accepted) and standard(bare) != bare:
            # talk in a dialect is talk as well
            as_standard = parse(questions[pending], standard(bare), today)
            answer = answer if isinstance(as_standard, Accepted) else as_standard
        elif not isinstance(answer, Accepted):
            answer = parse(questions[pending], _FILLER.sub("", standard(bare)), today)
        if isinstance(answer, Accepted):
            rest = ", ".join([*parts[:index], *parts[index + 1 :]])
            formed = {field: one for field, one in found.items() if one.by_form}
            return answer, {**(extract(rest, pending, questions, notice, today) if rest else {}), **formed}
        refused = refused or answer
    return refused, found
