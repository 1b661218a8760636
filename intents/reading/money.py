"""Gives each amount its role: quote, cost review, agreement, spent, presumed subsidy, or none of our business."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from intents.reading.amounts import Amount, find_amounts
from knowledge.facts import FactValue

_REVIEWED = re.compile(r"원가(?:계산|검토|적정성|검증|산정)?|산출 ?원가|검토(?:에서|결과)")
_AGREED = re.compile(r"협약(?:이|을|은|금액|기준|서|액| ?기준 ?금액)?")
_SPENT_BEFORE = re.compile(r"(?:우리 ?돈|먼저|선 ?집행|미리|자체 ?자금)[^,.]{0,10}$")
_SPENT_AFTER = re.compile(
    r"^ ?(?:원)?(?:을|를|이나|정도|쯤|만원)? ?(?:먼저 ?|선 ?|미리 ?)?(?:썼|쓰고|지출|집행|결제했|들여서|들었|나갔)"
)
_CLAIMED_AFTER = re.compile(
    r"^ ?(?:원)?(?:을|를|이|은|는|만|까지|정도|씩|쯤|도)? ?(?:이? ?)?(?:받|나오는 ?(?:거|게|것)? ?(?:맞|아니|아닌|죠|지)|나오나|나오죠|나오지|지원(?:받|되|해)|보태|대 ?[주줘준]|돌려받|꽉|채우|채워|풀로|까지 ?(?:받|나오|되))"
)
_CLAIMED_BEFORE = re.compile(
    r"(?:지원금|한도가?|지원 ?금액|최대|보조금|지원액|지원은|나라에서|정부에서)(?:은|이|을|가|는|으로|로|만)? ?[가-힣]{0,4} ?$"
)
# "자부담 800만 원이면 총 얼마짜리까지": the company's own share, from which the total is reckoned back
_OWN_BEFORE = re.compile(
    r"(?:자부담|자기 ?부담|기업 ?부담금?|회사 ?부담|우리 ?부담|(?<!정부)(?<!정부 )부담(?:금|액)?|우리가 ?(?:낼|내는|댈|쓸)|회사가 ?(?:낼|댈|쓸)|현금|여윳돈|예산)[^,.?!]{0,18}$"
)
_BACKWARDS = re.compile(
    r"역산|거꾸로|(?:총 ?사업비|총액|총 ?견적|견적|공사비|전체 ?(?:금액|비용)|총 ?비용)[^.?!]{0,10}(?:얼마|몇|어디까지)|얼마짜리|얼마 ?까지 ?(?:잡|가능|되|돼|할)"
)
# taxes, wages, losses, fees, turnover: amounts that say nothing about the project's cost
_OTHER_BEFORE = re.compile(
    r"(?:세금|부가세|국세|지방세|체납|매출|하루|월|매달|다달이|연간|해마다|매년|연|연봉|월급|시급|임금|대출|보증금|월세|요금|구독료|사용료|이용료|유지보수|벌금|자본금|직원|대금을|수수료)(?:가|이|는|은|를|을|로|에)? ?[가-힣]{0,6} ?$"
)
_OTHER_AFTER = re.compile(
    r"^ ?(?:원)?(?:씩|이나|정도|쯤|짜리)? ?(?:밀|체납|안 ?냈|못 ?냈|씩 ?나|매출|손해|손실|깨|벌금|어치 ?(?:못|손)|요금|유지보수|유지 ?보수|대출|연봉|월급)"
)
_CLAUSE = re.compile(r"[,.?!]|(?:인데|는데|지만|이고|하고|했고|으로)(?= )")


@dataclass
class Money:
    """The amounts of a text by role, won, with the words they came from."""

    facts: dict[str, FactValue] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)


def read_money(text: str, in_amount_thread: bool) -> Money:
    """Amounts by role. Several quotes are kept as `amounts` (text, won) and their sum as `quote_amount`."""
    money = Money()
    quotes: list[tuple[Amount, str]] = []
    amounts = find_amounts(text, money_context=in_amount_thread)
    for position, amount in enumerate(amounts):
        before = text[max(amounts[position - 1].end if position else 0, amount.start - 24) : amount.start]
        after = text[amount.end : amounts[position + 1].start if position + 1 < len(amounts) else amount.end + 20][:20]
        role = _role(before, after)
        if role == "quote" and _OWN_BEFORE.search(before):
            role = "own_amount" if _BACKWARDS.search(text) else "own_claimed" if len(amounts) > 1 else role
        words = text[amount.start : amount.end]
        if role == "quote":
            quotes.append((amount, words))
        elif role and role not in money.facts:
            money.facts[role] = amount.won
            money.evidence[role] = words
    _quotes(money, quotes)
    return money


def _role(before: str, after: str) -> str | None:
    """The role of an amount, from the words beside it; the nearer words win."""
    if _OTHER_AFTER.match(after) or _OTHER_BEFORE.search(before):
        return None
    near = _CLAUSE.split(before)[-1] if _CLAUSE.search(before) else before
    if _SPENT_AFTER.match(after) or _SPENT_BEFORE.search(near):
        return "spent_amount"
    if _REVIEWED.search(near):
        return "reviewed_amount"
    if _AGREED.search(near):
        return "agreed_amount"
    if _CLAIMED_AFTER.match(after) or _CLAIMED_BEFORE.search(near):
        return "subsidy_claimed"
    return "quote"


def _quotes(money: Money, quotes: list[tuple[Amount, str]]) -> None:
    if not quotes:
        return
    values = list(dict.fromkeys(amount.won for amount, _ in quotes))
    money.evidence["quote_amount"] = ", ".join(words for _, words in quotes)
    total = max(values)
    if len(values) > 2 and total * 2 == sum(values):
        values = [total]  # the parts and their sum were named
    money.facts["quote_amount"] = sum(values)
    if len(values) > 1:
        money.facts["amounts"] = tuple(str(value) for value in values)
        money.evidence["amounts"] = money.evidence["quote_amount"]
