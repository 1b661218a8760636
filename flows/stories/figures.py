"""Amounts, lengths, days and papers in a story."""

from __future__ import annotations

import re
from datetime import date

from flows.parsing import Accepted, parse
from flows.questions import Questions, flow_data
from flows.stories.words import words
from intents.reading.amounts import find_amounts
from intents.reading.dates import find_days
from intents.reading.durations import find_durations
from intents.reading.normalise import normalise

_MONEY = re.compile(
    r"견적|수리비|비용|금액|수리에|든다|든답|들었|달래|달라|부르|불렀|나온|나왔|받았|가격|값은|주셨|얼마|원정|KRW|₩|고치는 ?데"
)
_UNIT = re.compile(r"[원만억천]")
_CORRECTED = re.compile(r"아니다|다시 ?보니|정정")
# at the end of a form's line: "업체 써모랩 … / 265만 / 10일"
_LONE_MONEY = re.compile(r"(?m)^\s*(?P<count>\d{2,5}) ?만(?: ?원)?\s*$")
_LONE_DAYS = re.compile(r"(?m)^\s*(?P<count>\d{1,3}) ?일\s*$")
_BARE_MONEY = re.compile(r"(?:견적|수리비|금액|업체)[^\d]{0,20}(?P<number>\d{1,3}(?:,\d{3})+|\d{2,4})(?![\d\-.])")
_WON_SIGN = re.compile(
    r"(?:KRW|₩|\\)\s?(?P<number>\d{1,3}(?:,\d{3})+)|(?P<before>\d{1,3}(?:,\d{3})+)\s?won", re.IGNORECASE
)
_LENGTH = re.compile(r"걸리|걸린|걸림|소요|기간|예상|이면|잡으|된답|된다|lead ?time|안에|공사", re.IGNORECASE)
_WEEKS = re.compile(r"(?P<count>\d{1,2}) ?weeks?", re.IGNORECASE)
_DAYS = re.compile(
    r"(?P<days>\d{1,3}) ?일 ?(?:잡|걸|이면|안에|정도 ?(?:걸|예상))|원,? ?(?:/ ?)?(?P<alone>\d{1,3})일(?= ?(?:[,.\n/]|$))"
)
_LATER = re.compile(
    r"아직 ?안 ?나|아직이|나오면|나온다고|그때 ?(?:알려|같이|드)|나중에|추후|받는 ?대로|미정|물어보고|보고 ?알려"
)
_SINCE = re.compile(
    r"부터|이래|뒤로|후로|~|발생|일어|끊|멈|꺼|나갔|고장|깨졌|일이고|떨어|타버|죽|먹통|안 ?(?:켜|돼|되|나|들|보|잡|움직)|전에|째"
)
# days of something else
_OTHER_DAY = re.compile(
    r"공고|발급|뗐|뗀|떼|계약|완료|도입|구축|만료|까지|예정|신청|접수|상담|점검|휴가|특근|감사|나온다|견적|입사|봤|연락|알려|폐업|망"
)
_TODAY = re.compile(r"오늘|방금|새벽조|아침|금일")
_NIGHT = re.compile(r"어젯밤|간밤|어제 ?밤")
_READY = re.compile(r"준비|구비|갖|있|뗐|떼|발급받|보유|O(?![가-힣])")
_LACKING = re.compile(r"(?:는|은|만)? ?(?:아직|없|못|미비|준비 ?중)")
_ALL = re.compile(r"전부|모두|다 ?(?:준비|있|갖)|일체")
_PAPERS_PART = re.compile(r"(?<=[가-힣]),\s*|\.\s+|\n|(?<=고)\s|(?<=는데)\s")
_ISSUED = re.compile(
    r"(?:납세|완납)[가-힣 ]{0,12}\(?[은는이가을를]? ?[^가-힣\d]{0,3}(?P<inside>[^,\n]{0,24}?)(?:발급|뗐|뗀|떼|자(?![가-힣])|일자)|발급일[^\d가-힣]{0,4}(?P<labelled>[^,\n]{3,14})"
)


def quote_amount(text: str) -> int | None:
    """The repair's quote in won: the amount that stands with its words, the last one where it was corrected."""
    line = normalise(text)
    lone = _LONE_MONEY.search(text)
    if lone:
        return int(lone["count"]) * 10_000
    sign = _WON_SIGN.search(text)
    if sign:
        return int((sign["number"] or sign["before"]).replace(",", ""))
    kept = []
    for amount in find_amounts(line, money_context=bool(_MONEY.search(line))):
        before, behind = line[: amount.start], line[amount.end :]
        if words().other_amount_before.search(before[-24:]) or words().other_amount_after.match(behind):
            continue
        near = bool(_MONEY.search(before[-22:]) or _MONEY.match(behind[:14].strip()) or _MONEY.search(behind[:12]))
        kept.append((near, amount.won, amount.start, bool(_UNIT.search(line[amount.start : amount.end + 1]))))
    near_ones = [each for each in kept if each[0]] or [each for each in kept if each[3]]
    values = list(dict.fromkeys(won for _, won, _, _ in near_ones))
    if len(values) > 1 and _CORRECTED.search(line):
        return values[-1]
    if len(values) == 1:
        return values[0]
    bare = _BARE_MONEY.search(line)
    if not values and bare and "," in bare["number"]:
        return int(bare["number"].replace(",", ""))
    return None


_REPORTED = re.compile(
    r"(?:견적|수리비|수리)[^.?!\n]{0,24}?(?:원|만|천)[^.?!\n]{0,6}?(?:나왔|나온|부르|불렀|달라|달래|든다|든답|들었|받았)"
)


def reported_amount(text: str) -> int | None:
    """The quote told in a sentence that goes on to ask: "수리비 1,200만 원이 나왔는데 되나요"."""
    told = _REPORTED.search(text)
    return quote_amount(told.group()) if told else None


def amount_later(text: str) -> bool:
    """Whether the quote is said to come later."""
    return any(_LATER.search(part) for part in re.findall(r"견적[^.\n]{0,30}", text))


def months(text: str) -> float | None:
    """How long the repair takes, in months; None where no length stands with its words."""
    weeks = _WEEKS.search(text)
    if weeks:
        return round(int(weeks["count"]) * 7 / 30, 4)
    lone = _LONE_DAYS.search(text)
    if lone:
        return round(int(lone["count"]) / 30, 4)
    line = normalise(text)
    days = _DAYS.search(line)
    if days:
        return round(int(days["days"] or days["alone"]) / 30, 4)
    for found in find_durations(line):
        around = line[max(0, found.start - 14) : found.end + 12]
        behind_amount = re.search(r"원[,/ ]{0,3}$", line[: found.start])
        if (_LENGTH.search(around) or behind_amount) and not re.search(
            r"전|째|지났|남았|만에|마다|년 ?이용|보증|하자|유지", around[:-1]
        ):
            return found.months
    return None


def occurred(text: str, today: date) -> date | None:
    """The day since when it is broken: the day that stands with the failure; the last one where it was corrected."""
    line = normalise(text)
    if _NIGHT.search(text):
        return date.fromordinal(today.toordinal() - 1)
    days = [day for day in find_days(line, today) if day.day <= today]
    if not days:
        return weekday(line, today)
    days = [day for day in days if not _OTHER_DAY.search(line[max(0, day.start - 12) : day.end + 16])]
    near = [day for day in days if _SINCE.search(line[day.end : day.end + 26])]
    if near:
        corrected = re.search(r"아니 ?(?:그저께|그제|엊그제|어제)|그러니까", line)
        return near[-1].day if corrected else near[0].day
    told = {day.day for day in days}
    return told.pop() if len(told) == 1 else None


_WEEKDAY = re.compile(r"(?P<day>[월화수목금토일])(?:요일|욜)(?=[가-힣 ,(]{0,14})")


def weekday(line: str, today: date) -> date | None:
    """The last such weekday with which a failure began; else today, where it began this morning."""
    since = [
        match["day"]
        for match in _WEEKDAY.finditer(line)
        if not re.search(r"다음|돌아오", line[max(0, match.start() - 6) : match.start()])
    ]
    if len(set(since)) == 1 and _SINCE.search(line):
        return date.fromordinal(today.toordinal() - (today.weekday() - "월화수목금토일".index(since[0])) % 7)
    return today if not since and _TODAY.search(line) and _SINCE.search(line) else None


def papers(text: str, questions: Questions) -> tuple[str, ...]:
    """The papers that are said to be there, in the order of the notice; none where nothing is said of papers."""
    own: dict[str, str] = flow_data("emergency", "stories.yaml")["papers"]
    listed: dict[str, str] = flow_data("emergency", "words.yaml")["documents"]
    patterns = {key: f"{form}|{own[key]}" if key in own else form for key, form in listed.items()}
    had: set[str] = set()
    for part in re.split(r"\n|(?<=[.!])\s", text):
        named = {key for key, pattern in patterns.items() if re.search(pattern, part)}
        if re.search(r"서류", part) and _ALL.search(part) and not named:
            return tuple(questions["documents"].values) or tuple(patterns)
        if len(named) < 2 and not re.search(r"서류|준비|구비|납세|docs", part, re.IGNORECASE):
            continue
        if not _READY.search(part) and not re.search(r"서류|docs", part, re.IGNORECASE):
            continue
        lacking = {
            key
            for piece in _PAPERS_PART.split(part)
            for key, pattern in patterns.items()
            if (match := re.search(pattern, piece)) and _LACKING.match(piece[match.end() :])
        }
        had |= named - lacking
    return tuple(key for key in patterns if key in had)


def tax_certificate_day(text: str, questions: Questions, today: date) -> date | None:
    """The day on which the tax certificate was issued, where it is told."""
    for match in _ISSUED.finditer(text):
        said = match["inside"] or match["labelled"] or ""
        answer = parse(questions["tax_certificate_issued_on"], said, today) if said.strip() else None
        if isinstance(answer, Accepted) and isinstance(answer.value, date):
            return answer.value
    return None
