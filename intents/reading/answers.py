"""Reads a short answer to one question of a dialog. Everything returns None where the text does not say it."""

from __future__ import annotations

import re
from datetime import date

from intents.reading.amounts import find_amounts
from intents.reading.dates import find_days
from intents.reading.durations import find_durations
from intents.reading.equipment import GENERAL, find_equipment
from intents.reading.normalise import normalise
from intents.reading.terms import Compact
from knowledge.facts import Open

_UNSURE = re.compile(
    r"모르(?!는 ?(?:척|게))|모린|모른(?! ?(?:척|채))|몰라|몰랏|몰겠|모름|모릅|^글쎄|긴가민가|헷갈|헛갈|애매|아리송|알쏭|반신반의|가물가물|unsure|^\?+$|아마도?[ .]*$"
    r"|확실(?:하지|치|히는|하게는|하진|하지가|친|한 ?건)? ?(?:않|안|못|는? ?모|아니)|장담|확답|단정|확신(?:이|은|을)? ?(?:없|안|못)|가부"
    r"|(?:확인|검토|협의|상의|의논|논의|문의|조회)(?:을|를|이)? ?(?:좀 ?)?(?:더 ?)?(?:해|하여|해 ?보아|하고 ?나서)? ?(?:봐야|보아야|보고 ?(?:나서|말|답|알)|보겠|볼게|볼께|하여야|해야|필요|(?:이|가)? ?안 ?(?:돼|되|됐|된)|못 ?(?:했|해)|중(?:이|입|인)|전(?:이|입))"
    r"|(?:물어|알아|여쭤|여쭈어|찾아|따져|뜯어|들여다|뒤져|열어|떼)(?:는)? ?(?:봐야|보아야|보고 ?(?:나서|말|답|알)|볼게|볼께|보겠|봐야지)|봐야 ?(?:알|정확|압|안다|될|되|할|하)|보아야 ?(?:알|정확)"
    r"|기억(?:이|은|도)? ?(?:잘 ?)?(?:안|없|못|나지 ?않|가물)|판단이? ?(?:안|어렵|서지)|알 ?(?:수|길|방법)(?:가|이|는|은)? ?없|알기 ?(?:어렵|힘들)|말씀 ?드리기 ?(?:어렵|곤란|힘들)"
    r"|(?:을|ㄹ|일|할|있을|없을|했을|됐을|났을)지도|(?:했|됐|있|없|받았|갔|났|걸렸|밀렸|끝났)을 ?수(?:도|가)? ?있|(?:결정|결론)(?:이|을|도)? ?(?:아직 ?)?(?:안|못|나지 ?않)|반반|가능성"
    r"|(?:이|가|은|는) ?(?:알|아는) ?(?:거다|거야|텐데|건데|겁니다|거예요|거에요|사람|끼다)|잘 ?(?:은 ?)?(?:모|못 ?들)|저는 ?잘[ .…]*$|감이? ?안|결재(?:가|를|도)? ?(?:나야|받아야|필요|전이)|말씀(?:을|은)? ?못 ?드|된다 ?안 ?된다|(?:답|대답|답변)(?:을|은|도)? ?(?:못 ?(?:드|하|해)|드리기 ?(?:어렵|힘))|만 ?(?:알아요|아시|압니다|안다(?![가-힣]))|(?:나|받아|들어|해|물어|와|되어|돼)야 ?(?:지 ?)?(?:알|될지|할지|정해)"
)
_LATER = re.compile(
    r"나중|이따|추후|차후|later|아직 ?(?:은 ?)?(?:모르|몰라|모름|못 ?(?:정|받|구)|안 ?(?:정|나왔|받|나옴|구|뽑)|미정|없|결정|정해지)|미정|정해지지 ?않|"
    r"(?:안|못) ?정(?:했|함|해)|다음에 ?(?:적|쓸|알려|할|줄|드|말)|(?:받|수령하|나오|확인되|정해지|도착하)는 ?대로|(?:나중|추후|이따)에? ?(?:적|알려|말|드|기재)|패스|건너|스킵|skip|견적 ?(?:대기|기다)|받는 ?대로|아직[ .]*$|(?:알아보|고르|물색하|비교하)는 ?중|나오면 ?(?:적|알려|쓸)|지금은 ?(?:몰|모르|없)"
)
_NO_START = re.compile(
    r"^(?:아니(?:요|오|에요|예요|야|다|라|ㅇ|구요|고요)?|아뇨|아녀|아닙니다|아님|ㄴㄴ+|ㄴ|노+|놉|no|nope|n|없(?:어|음|습|다|네|죠|지)|안 ?(?:됩|돼|되|했|받|해|있)|못 ?(?:합|해|했|고)|"
    r"전혀|그런 ?(?:거|것|적|건) ?(?:은 ?)?없|해당 ?(?:사항)? ?(?:없|안)|절대|그렇지 ?않|동의 ?(?:안|하지 ?않)|싫|거부|불가|어려|힘들)",
    re.IGNORECASE,
)
_YES_START = re.compile(
    r"^(?:(?:네+|넵+|넹|넴|예+|옙+|옛|응+|어+|엉|웅|ㅇㅇ+|ㅇ|ㅇㅋ|ㅔ)(?:요|엡)?(?![가-힣])|그래|그럼|그럼요|그렇|맞|당연|물론|yes|yep|y|ok(?:ay)?|오케이|오키|있(?:어|음|습|다|네|죠|지)|했(?:어|음|습|다)|"
    r"됩니다|돼요|되요|됐|가능|동의|좋|알겠|할게|할께|합니다|해요|받았|완료|콜|확인했|ㄱㄱ|보내|진행|이상 ?없|문제 ?없|예스|웅웅|그러|괜찮|수락)(?!이? ?아니)",
    re.IGNORECASE,
)
_NEGATED_END = re.compile(
    r"(?:없(?:어|음|습|다|네|죠|지|는데|고|구)|아니(?:에|예|야|요|다|고|구)|아닙니다|아님|않(?:아|습|음|았|고)|(?:안|못) ?(?:했|함|받|해요|합니다|돼|됩|하고|해))"
)
# a double negation agrees: "없는 건 아니에요"
_DOUBLE = re.compile(r"(?:없|안|않|못)[가-힣 ]{0,6}(?:건|것은|거는|지는?) ?(?:아니|않)|안 ?(?:되|돼)는 ?(?:건|거)")
_ASKS = re.compile(r"\?|(?:인가|나|까|는지|은지)(?:요)?[ ?]*$|뭐|무슨|어떻게|왜|얼마")


def is_unsure(text: str) -> bool:
    """Whether a text says that something is not known or not decided."""
    return bool(_UNSURE.search(normalise(text).strip(" .!~,^;ㅎㅋㅠㅜ…")))


def read_yes_no(text: str) -> str | Open | None:
    """`yes`, `no`, `Open.UNSURE`, or None where it says none of them (a question is none of them)."""
    line = normalise(text).strip(" .!~,^;ㅎㅋㅠㅜ…")
    if not line:
        return None
    if _UNSURE.search(line):
        return Open.UNSURE
    if _DOUBLE.search(line):
        return "yes"
    if _NO_START.match(line):
        return None if _contradicts(line) else "no"
    if _YES_START.match(line):
        rest = line[_YES_START.match(line).end() :]  # type: ignore[union-attr]
        if _ASKS.search(line) and not re.match(r"(?:네|예|응|그럼요?|맞|당연)", line):
            return None
        return (
            None
            if _NEGATED_END.search(rest) and not re.match(r"[가-힣]*[ ,.]*(?:문제|이상|틀림|변함)", rest)
            else "yes"
        )
    if _ASKS.search(line):
        return None
    if _NEGATED_END.search(line):
        return "no"
    return (
        "yes"
        if re.search(
            r"(?:있(?:습|어|음|다)|맞(?:습|아|음)|했(?:습|어|음)|받았|끝났|완료했|합니다|해요|돼요|됩니다)", line
        )
        else None
    )


def _contradicts(line: str) -> bool:
    """ "아니요 있어요" and the like: the rest says the opposite of its beginning."""
    return bool(re.match(r"^아니[가-힣]*[ ,.]+(?:네|예|있(?:어|습)|맞|근데|그게)", line))


def read_later(text: str) -> bool:
    """Whether it says that the value is not known yet or will be said later."""
    line = normalise(text)
    return bool(_LATER.search(line)) or bool(_UNSURE.search(line) and not re.search(r"\d", line))


def read_amount(text: str) -> int | None:
    """Won. Of several amounts the one said to be the total, else None where they differ: which one is meant is unclear."""
    line = normalise(text)
    if re.search(r"(?:마이너스|-) ?\d", line):
        return None
    amounts = find_amounts(line, money_context=True)
    values = {amount.won for amount in amounts}
    if len(values) == 1:
        return values.pop()
    for amount in amounts:
        if re.search(
            r"(?:총|합계|합쳐서|합해서|다 ?해서|전부|모두|도합|최종)[가-힣 ]{0,6}$",
            line[max(0, amount.start - 12) : amount.start],
        ):
            return amount.won
    return None


def read_duration_months(text: str) -> float | None:
    """Months; a month has 30 days, a week 7. Several lengths said to follow each other are added."""
    line = normalise(text)
    lengths = find_durations(line)
    if not lengths:
        lone = re.fullmatch(r" *(\d+(?:\.\d+)?) *", line)
        return float(lone[1]) if lone else None
    if len(lengths) > 1 and re.search(r"(?:더|추가|또|플러스|\+|하고|이랑)", line):
        return sum(each.months for each in lengths)
    return lengths[0].months if len({each.months for each in lengths}) == 1 else max(each.months for each in lengths)


def read_date(text: str, today: date) -> date | None:
    """The one day that is said; a day without a year is the nearest to `today`. None for none or several."""
    days = {each.day for each in find_days(normalise(text), today)}
    return days.pop() if len(days) == 1 else None


def read_equipment(text: str) -> str | None:
    """The thing that is named (knowledge/vocabulary/equipment.yaml); the most telling of several."""
    found = find_equipment(Compact(normalise(text)))
    if not found:
        return None
    telling = [term for term in found if term.value not in GENERAL] or list(found)
    return max(telling, key=lambda term: (term.value not in _CARRIERS, -term.start)).value


# in "MES 서버" or "프레스 로드셀" the last thing is the broken one: systems and machines only carry it
_CARRIERS = frozenset(
    ("mes", "erp", "wms", "scada", "press", "cnc", "injection_machine", "machine", "robot", "packaging_machine")
)
