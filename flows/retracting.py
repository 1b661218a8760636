"""Earlier answers that a message quotes to take them back: "체납 없다고 했는데 지방세가 밀렸대요"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BEFORE = re.compile(
    r"^(?:아+|저기|죄송한데|죄송해요|잠깐만?요?|잠시만요|근데|그|저)?[ ,.~ㅠㅜ]*(?:아까|앞서|앞에서?|먼저(?= ?(?:답|말|드린|적))|방금 ?전에?|처음에|전에)?[ ,]*"
)
# the quote ends here: "…다고 했는데", "…라 말씀드렸으나", "…다 한 거", "…로 적었는데", "…없다했는데"
_QUOTE = re.compile(
    r"(?:다|라|음|됨|함|임|자)(?:고|는)? ?(?:말씀 ?드[렸린리]|말했|말한|말씀한|답변? ?(?:드[렸린]|했|한)|답했|답한|적었|적은|썼|쓴|눌렀|누른|입력했|입력한|체크했|체크한|골랐|선택했|선택한|했|한 ?(?:거|것|건|게|부분|말)|하였)[가-힣]*"
    r"(?P<tie>(?:는데요?|으나|지만|다만|던 ?(?:거|것|건|부분|말)|던 ?데| ?(?:거|것|건|부분|말))?[가-힣]*)"
    r"|(?:으로|로|이라|라) ?(?:적었|썼|입력했|답했|말했|눌렀|체크했|골랐|선택했)(?:는데요?|으나|지만|던)[가-힣]*"
)
_TIED = re.compile(r"는데|으나|지만|거|것|건|부분|던|말|죠|지요")
_WITHDRAWN = re.compile(
    r"취소|지워|지우|빼 ?줘|빼 ?주|무를|물리|물러|물려|번복|철회|틀[렸린림]|틀리|착오|오류|잘못|실수|정정|수정|고쳐|고치|고칠|바꿔|바꾸|바꿀|변경|없던|아니[었에야]|아닙|오타"
)
_REPORTED = re.compile(r"(?:업체|공급기업|사장|대표|팀장|담당자?|기사|직원|본사|세무서)(?:님|님께서|께서|이|가|에서)")
_CHANGE = re.compile(
    r"(?:바꿔|고쳐|수정해?|변경해?|정정해?) ?(?:주실|줄|할|하실)? ?(?:수 ?있|될까|되나|가능|주시겠|줄래)"
)


@dataclass(frozen=True)
class Retracted:
    """`old` the words that are quoted, `new` what stands instead, `withdrawn` whether they are expressly taken back."""

    old: str
    new: str
    withdrawn: bool


def retracted(line: str) -> Retracted | None:
    """The quoted answer in a message of standard Korean that sets something else against it, or None."""
    quote = next((match for match in _QUOTE.finditer(line) if _TIED.search(match[0])), None)
    if quote is None:
        return None
    start = _BEFORE.match(line)
    old, new = line[start.end() if start else 0 : quote.start() + 1].strip(" ,"), line[quote.end() :].strip(" ,.")
    told = bool(
        re.search(
            r"아까|앞서|앞에|먼저|방금|처음에|제가|전에|말씀 ?드|답변? ?드|적었|입력|말인데|말이다|말이야|말입니다",
            line[: quote.end() + 6],
        )
    )
    withdrawn = bool(_WITHDRAWN.search(new))
    if not old or not (new or withdrawn) or (_REPORTED.search(old) and not told):
        return None
    return Retracted(old, new, withdrawn) if told or withdrawn else None


def asks_for_change(line: str) -> bool:
    """ "바꿔 주실 수 있을까요?" asks nothing: it is a wish."""
    return _CHANGE.search(line) is not None
