"""Amounts of money in every Korean notation, with where they stand in the text. Won as integers."""

from __future__ import annotations

import re
from dataclasses import dataclass

DIGITS = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9}
SMALL = {"십": 10, "백": 100, "천": 1000}
MOST_WON = 10**13  # beyond it a number is no price
BIG = {"만": 10_000, "억": 100_000_000}

# a spoken digit counts only before a unit: the 이 of "4,600이면" is a particle
_TOKEN = r"(?:\d[\d,]{0,17}(?:\.\d{1,6})?|[일이삼사오육륙칠팔구](?= ?[십백천만억])|[십백천만억])"
_AMOUNT = re.compile(rf"(?<![\d.,A-Za-z가-힣/-])(?:약|총|최대)?(?P<number>{_TOKEN}(?: ?{_TOKEN})*)(?P<won> ?원)?")
_PARTS = re.compile(_TOKEN)
# a bare number is money only beside words of money, and never with a counter behind it
_COUNTER = re.compile(
    r" ?(?:대|개|명|건|년|월|일|점|%|프로|퍼센트|배|번|호|차|도|시|분|초|주|달|층|종|포인트|가지|회|인|세트|군데|곳|살|위|단계|채널|라인|공장|"
    r"kg|mm|cm|톤|볼트|암페어|장|기|핀|미터|기가|테라|비트|[A-Za-z]|(?<! )[/~:-]|\.\d)"
)
_OTHER_WORD = re.compile(r"(?:가(?!량)|단|료|자재|인(?!데|지|가|걸|거)|주|래|격|장|활|칙)")
_MONEY_AFTER = re.compile(
    r" ?(?:정도|쯤|가량|밖에|이하|이상|넘게|까지)?(?:가|이|을|를|은|는|만|로|으로)? ?"
    r"(?:나온|나왔|나와|나오|이면|라면|이라면|면\b|면[?]|짜리|들었|들어|든다|든대|듭니다|썼|쓰|잡|달래|달라|부르|불렀|청구|결제|받|나간|"
    r"밖에|인데|이요|입니다|이에요|예요|주면|내면|견적|정도|쯤|$|[?])"
)
_MONEY_BEFORE = re.compile(
    r"(?:견적|금액|비용|사업비|공사비|수리비|돈|지원금|원가|총액|총|합쳐서|합해서|대략|한)[가-힣]{0,5} ?$"
)


@dataclass(frozen=True)
class Amount:
    """An amount in won and where it stands. `bare`: written without 만 or 원, so its unit is a guess (만원)."""

    won: int
    start: int
    end: int
    bare: bool = False


def _value(tokens: list[str]) -> tuple[float, bool]:
    """The number that the tokens say, and whether a unit from 만 up was named."""
    total = section = 0.0
    number: float | None = None
    last_big = 0
    small_used = False
    for token in tokens:
        if token in BIG:
            section += number or 0
            total += (section or 1) * BIG[token]
            section, number, last_big, small_used = 0.0, None, BIG[token], False
        elif token in SMALL:
            section += (number if number is not None else 1) * SMALL[token]
            number, small_used = None, True
        else:
            number = DIGITS[token] if token in DIGITS else float(token.replace(",", ""))
    section += number or 0
    if last_big == BIG["억"] and section and small_used and section < 10_000:
        section *= BIG["만"]  # 1억 2천: the rest is in 만
    return total + section, last_big > 0


def find_amounts(text: str, money_context: bool = False) -> tuple[Amount, ...]:
    """Amounts in the order of mention. With `money_context` a lone bare number counts as 만원 (an answer to "얼마")."""
    found = []
    for match in _AMOUNT.finditer(text):
        amount = _amount(text, match, money_context)
        if amount is not None:
            found.append(amount)
    return tuple(found)


def _amount(text: str, match: re.Match[str], money_context: bool) -> Amount | None:
    tokens = _PARTS.findall(match["number"])
    has_digit = any(token[0].isdigit() for token in tokens)
    value, in_big_units = _value(tokens)
    start, end = match.start("number"), match.end()
    after = text[end : end + 14]
    if value > MOST_WON or after[:1].isdigit():
        return None
    if match["won"]:
        if _OTHER_WORD.match(after):  # 원가, 원단, 원인: the 원 belongs to the next word
            end = match.end("number")
            if not in_big_units:
                return None
        if not has_digit and not in_big_units and not any(token in SMALL for token in tokens):
            return None  # 이 원, 일원
        return Amount(round(value), start, end) if value >= 1000 else None
    if in_big_units:
        if not has_digit and not _spoken_amount(tokens, after):
            return None
        return (
            None if _COUNTER.match(after) and not after.lstrip().startswith("기") else Amount(round(value), start, end)
        )
    if _COUNTER.match(after) or (not has_digit and len(tokens) < 2):
        return None
    if re.match(r"(?:이천|오천)$", match["number"]) and re.match(r" ?(?:공장|시|에|인|소재|지역)", after):
        return None  # 이천, 오천 are places as well
    money = money_context or _MONEY_BEFORE.search(text[max(0, start - 12) : start]) or _MONEY_AFTER.match(after)
    if not money:
        return None
    if value >= 1_000_000:
        return Amount(round(value), start, end)
    if (value < 50 and not money_context) or (
        re.match(r"(?:19|20)[0-3]\d$", match["number"]) and _reads_as_year(after)
    ):
        return None
    return Amount(round(value * 10_000), start, end, bare=True) if value >= 1 else None


def _spoken_amount(tokens: list[str], after: str) -> bool:
    """이만, 천만, 오만 are also parts of other words: without digits there must be a small unit, or 만 said of money."""
    if len(tokens) >= 3:
        return True
    return bool(len(tokens) == 2 and re.match(r" ?(?:정도|쯤|나온|나왔|들|이면|밖에|짜리)", after))


def _reads_as_year(after: str) -> bool:
    return bool(re.match(r"(?:에|년|이|$)", after))
