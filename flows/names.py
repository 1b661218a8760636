"""Free text as a name or a description. A question, a command or a short word of the dialog is neither."""

from __future__ import annotations

import re

from flows.sentences import asks, split_asking
from intents.reading.answers import read_later, read_yes_no

MOST_NAME = 40
MOST_THING = 30
MOST_FAULT = 600
_START = re.compile(
    r"^(?:네[, ]+|아[, ]+)?(?:저희|우리|제|저)?\s?(?:는|가|의)?\s?"
    r"(?:(?:회사|업체|기업|공급기업|공급사|공급업체|수리업체|상호|법인|담당자?|사람)\s?(?:이름|명)?|이름|성함|상호)?\s?(?:은|는|이|가|:|：)?\s+"
)
_LABEL = re.compile(r"^(?:회사|업체|기업|공급기업|공급사|상호|담당자?|성함|이름)(?:이름|명)?(?:은|는|:|：)\s*")
_END = re.compile(
    r"\s?(?:이라는|라는)\s?(?:곳|데|회사|업체|기업|사람)(?:입니다|이에요|예요|이요|요|임)?[ .~!]*$|"
    r"\s?(?:이라고|라고)\s?(?:합니다|해요|함|하고요|하는데요)[ .]*$|(?:입니다|이에요|예요|이예요|이고요|이구요|이요|임|인데요|이라고요)[ .~!]*$"
)
_NO_NAME = re.compile(
    r"^(?:네+|넵|예|응|ㅇㅇ|ㅇㅋ|ㄴㄴ|아니[요오]?|아뇨|맞아요?|없어요?|있어요?|없음|없습니다|싫어요?|안녕|하이|hi|hello|test|테스트|음+|어+|그냥|아무거나|취소|이전|yes|no|ok)$",
    re.IGNORECASE,
)
_TALKING = re.compile(
    r"(?:[가-힣]요|어요|아요|해요|돼요|되요|네요|데요|세요|게요|래요|습니다|합니다|됩니다|해줘|해 줘|하자|까요|나요|다고|는데|지만|해라|[ㅋㅎㅠㅜ]{2,}|하오|하였소|겠소|았소|었소|시오|했다|없다|있다|한다|된다)$"
)
_SPOKEN = re.compile(r"(?:요|죠|다|까|냐|네|임|함|음|됨|남|부터|때문에)$")
_TITLE = r"(?:대표이사|대표|사장|전무|상무|이사|부장|차장|과장|대리|주임|계장|반장|조장|직장|팀장|실장|소장|공장장|본부장|센터장|사원|기사|매니저|책임|선임|수석|프로|씨|님)+"
_PERSON = re.compile(rf"^(?:{_TITLE}\s+)?([가-힣]{{2,5}}|[A-Za-z][A-Za-z .'-]{{1,38}})(?:\s?{_TITLE})?$")


# a name that ends in a vowel takes a bare 요, as talk does: only what is plainly a company's keeps its name so
_MARK = re.compile(r"\(주\)|㈜|주식회사|유한회사|\(유\)")
_COMPANY_END = re.compile(
    r"(소프트|전자|테크|코리아|오토|모터스|시스템즈|솔루션즈|에너지|데이터|파트너스|아이티|바이오)요$"
)


def _stripped(line: str) -> str:
    bare = _LABEL.sub("", line.strip(), count=1)
    bare = _START.sub("", bare, count=1) if bare == line.strip() else bare
    return _END.sub("", bare, count=1).strip(" .,~!'\"“”")


def _talking(line: str) -> bool:
    return asks(line) or bool(_TALKING.search(line)) or bool(_NO_NAME.match(line))


def read_company(text: str) -> str | None:
    """A company's name, without the words around it; None where the text is talk and no name."""
    name = _COMPANY_END.sub(r"\1", _stripped(text))
    if _MARK.search(name):
        name = name.removesuffix("요")
    if not 2 <= len(name) <= MOST_NAME or not re.search(r"[가-힣A-Za-z]", name) or "\n" in name:
        return None
    if len(name.split()) > 5 or _talking(name) or (asks(text) and "?" in text):
        return None
    return name


def read_person(text: str) -> str | None:
    """A person's name with an office title as said: 홍길동 과장."""
    name = re.sub(r"\s?(?:이고|이며)$", "", _stripped(text))
    if asks(text) or _NO_NAME.match(name) or read_later(name):
        return None
    return name if _PERSON.match(name) and not _TALKING.search(name) else None


def read_thing(text: str) -> str | None:
    """A thing by a name of its own, in a few words; None where the text is talk."""
    name = read_company(text)
    if name is None or len(name) > MOST_THING or len(name.split()) > 4 or _SPOKEN.search(name) or read_later(name):
        return None
    return name


def read_fault(text: str) -> str | None:
    """The part of a message that describes a failure: its statements, not its questions."""
    told, _ = split_asking(text, telling=True)
    told = told.strip()
    short = re.sub(r"[\s.!~]", "", told)
    if len(short) < 4 or len(told) > MOST_FAULT or not re.search(r"[가-힣]{2}", told) or _NO_NAME.match(short):
        return None
    if len(short) < 12 and (
        read_later(told)
        or (read_yes_no(told) is not None and not re.search(r"[안못]|(?<!그렇지 )않|고장|불량|오류", told))
    ):
        return None
    return told
