"""Whether a clause says or denies what it speaks of: negations are counted, and two of them cancel out.

>>> denies("체납이 없습니다"), denies("없는 건 아니에요"), denies("문제 없어요")
(True, False, False)
"""

from __future__ import annotations

import re

# words that hold a negation and deny nothing
_NO_NEGATION = re.compile(
    r"(?:상관|문제|이상|이의|틀림|지장|걱정|염려|이견|변함|빠짐|예외)(?:은|는|이|가|도)? ?(?:없|안 ?(?:돼|되|됨|됩))|(?:상관|문제)(?:하지)? ?않"
    r"|(?:어쩔|할) ?수 ?없(?:지|죠|이|으니)|수 ?밖에(?:는)? ?없|못지않|괜찮|빠짐없|얼마 ?(?:안|되지)|(?:군소리|딴소리|불만|토)(?:를|을|도)? ?(?:안|없|달지)|아니나|안 ?그래도"
    r"|(?:얼마 ?전|지난)에 ?안"
)
_VERBS = (
    "하|한|할|합|해|했|함|되|된|될|됩|돼|됐|됨|받|냈|내고|내는|낸|낼|냅|내지|끝|맺|걸[려리린릴렸]|걸었|고치|고칠|고친|고쳐|고침|고쳤|밀[리렸린려]|닫|쉬|쉽|쉰|있|좋|나[왔오와]|났"
    "|넣|쓰|썼|쓴|줬|준|왔|갔|봤|들[어었]|찍|맞|풀[렸리린려]|지났|깎|빌|뗐|떼|챙|갖|가지|정했|정해|샀|산 |달[았려]|붙|뽑|돌[아리려]|멈|중단|접수|신청|가능|해당|선정|완료"
)
_NEGATION = re.compile(
    rf"지(?:는|도|를|가|만)? ?(?:않|아니|안(?= ?[해했하])|못|몬)"
    rf"|(?<![불편미제방동보평초])(?:안|못) ?(?={_VERBS})|(?<![가-힣])(?:안|못) (?=[가-힣])|(?<![가-힣])안(?![내전정쪽에산양동성경팎심녕건착료면구타간고이으은다])(?=[가-힣])"
    r"|없|아니(?!요|오)|아닌|아닙|아님|아녀|(?:지|질) ?말"
    r"|불가(?!피)|불능|어렵|어려[워우운울]|힘들|힘든|곤란|싫|거부|거절|반대|무리[이입다라예]|부족|미(?:체결|완료|보유|발급|해당)|비해당|(?<![가-힣])(?:무|[xX엑]스?)(?=[\s.]*$)"
)
_INTERJECTION = re.compile(
    r"^(?:아니(?:요|오|야|에요|예요)?|아뇨|아녀|ㄴㄴ+|네+|넵|예|응|ㅇㅇ+|그럼요?)(?:[ ,.!~…]+|$)"
)


def without_interjection(clause: str) -> str:
    """A clause without the yes or no that it may begin with."""
    return _INTERJECTION.sub("", clause.strip(), count=1)


def negations(clause: str) -> int:
    """How many negations the clause holds."""
    return len(_NEGATION.findall(_NO_NEGATION.sub(" ", clause)))


def denies(clause: str) -> bool:
    """Whether the clause denies: an odd number of negations."""
    return negations(clause) % 2 == 1
