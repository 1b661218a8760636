"""Korean as people read it: particles, money, days. Numbers go in as integers and dates, never as ready-made text."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from knowledge.errors import UnknownParticle

# after a final consonant / after a vowel (로 also after ㄹ)
PARTICLES = (
    "은/는", "이/가", "을/를", "과/와", "으로/로", "으로서/로서", "으로써/로써", "으로는/로는", "으로도/로도",
    "이나/나", "이라/라", "이라면/라면", "이라도/라도", "이라는/라는", "이라고/라고", "이란/란", "이든/든", "이며/며",
    "이고/고", "이면/면", "이어서/여서", "이었/였", "이에요/예요", "이랑/랑", "아/야",
)  # fmt: skip
_PAIRS = {tuple(pair.split("/")) for pair in PARTICLES}

WEEKDAYS = "월화수목금토일"
_MAN, _EOK = 10_000, 100_000_000

# final sounds: "" for a vowel, ㄹ apart since 로 follows it, anything else as ㄱ
_DIGIT_ENDS = {"0": "ㅇ", "1": "ㄹ", "2": "", "3": "ㅁ", "4": "", "5": "", "6": "ㄱ", "7": "ㄹ", "8": "ㄹ", "9": ""}
_LETTER_ENDS = {"l": "ㄹ", "r": "ㄹ", "m": "ㅁ", "n": "ㄴ"}  # 엘 알 엠 엔; every other letter's name ends in a vowel
_SYMBOL_ENDS = {"%": "", "℃": "", "㎡": "", "㎜": "", "㈜": "", "+": ""}
_COMPANY_MARK = re.compile(r"\(주\)$|㈜$")  # read 주식회사 at the end of a name
_BRACKETED = re.compile(r"(?<=.)\s*[(\[（［][^()\[\]（）［］]*[)\]）］]$")
_QUOTES = "\"'“”‘’」』》〉｣* "


def final_sound(text: str) -> str | None:
    """The consonant in which the text ends when read aloud: "" for a vowel, None where it cannot be told.

    A bracket at the end is passed over, since a particle follows the word before it: MES(생산관리시스템)는 as 에스는.
    """
    word = text.rstrip(_QUOTES)
    while _BRACKETED.search(word) and not _COMPANY_MARK.search(word):
        word = _BRACKETED.sub("", word).rstrip(_QUOTES)
    if _COMPANY_MARK.search(word):
        return ""
    word = word.rstrip(")]）］" + _QUOTES)
    if not word:
        return None
    last = word[-1]
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
        return {0: "", 8: "ㄹ"}.get(final, "ㄱ")
    if last.isascii() and last.isdigit():
        return _number_sound(word)
    if last.isascii() and last.isalpha():
        return _letters_sound(word)
    return _SYMBOL_ENDS.get(last)


def _number_sound(word: str) -> str:
    found = re.search(r"[\d,]*\.?\d+$", word)
    digits = found.group().replace(",", "") if found else word[-1]
    zeros = len(digits) - len(digits.rstrip("0"))
    if "." in digits or zeros == 0 or zeros == len(digits):
        return _DIGIT_ENDS[digits[-1]]
    # 십 백 천 만 억 end in consonants; only 조 (12 to 15 zeros) in a vowel
    return "" if 12 <= zeros <= 15 else "ㄱ"


def _letters_sound(word: str) -> str:
    found = re.search(r"[A-Za-z]+$", word)
    letters = found.group() if found else word[-1]
    last = letters[-1].lower()
    spelt_out = letters.isupper() or len(letters) == 1
    if spelt_out:
        return _LETTER_ENDS.get(last, "")
    # an English word as Koreans say it: 엑셀, 시스템, 스캔, 모니터링; other endings get a vowel (서버, 오피스, 리스트)
    if letters.lower().endswith("ng"):
        return "ㅇ"
    return _LETTER_ENDS[last] if last in "lmn" else ""


def particle(text: str, pair: str) -> str:
    """The particle of a pair that fits after the text; both in one (은(는)) where the reading cannot be told.

    Raises UnknownParticle for a pair outside PARTICLES; either order is accepted.
    """
    first, _, second = pair.partition("/")
    if (first, second) not in _PAIRS:
        first, second = second, first
    if (first, second) not in _PAIRS:
        raise UnknownParticle(pair, PARTICLES)
    sound = final_sound(text)
    if sound is None:
        return f"{first}({second})"
    if sound == "ㄹ" and first.startswith("으로"):
        return second
    return first if sound else second


def josa(text: object, pair: str) -> str:
    """The text with the fitting particle attached: MES는, 센서를, 서울로."""
    return f"{text}{particle(str(text), pair)}"


def won_full(amount: int) -> str:
    """18,000,000원: for tables and the console."""
    return f"{amount:,}원"


def won_talk(amount: int) -> str:
    """1,800만 원, 617만 2,800원, 1억 2,000만 원: as an amount is said, to the won."""
    if amount < 0:
        return f"-{won_talk(-amount)}"
    eok, rest = divmod(amount, _EOK)
    man, won = divmod(rest, _MAN)
    parts = [f"{eok:,}억" if eok else "", f"{man:,}만" if man else ""]
    if won or not amount:
        return " ".join([*filter(None, parts), f"{won:,}원"])
    return " ".join([*filter(None, parts), "원"])


def day(value: date) -> str:
    """6월 22일(목)."""
    return f"{value.month}월 {value.day}일({WEEKDAYS[value.weekday()]})"


def day_full(value: date) -> str:
    """2023년 6월 22일(목)."""
    return f"{value.year}년 {day(value)}"


def clock(value: time | datetime) -> str:
    """오전 9:05, 오후 12:30: the time of day of a moment that is in Korean time already."""
    return f"{'오전' if value.hour < 12 else '오후'} {(value.hour - 1) % 12 + 1}:{value:%M}"


def plain_number(value: float) -> str:
    """A number without a needless fraction: 4.0 as 4, 4.5 as 4.5, 3.9667 as 3.97."""
    return f"{round(value, 2):,.2f}".rstrip("0").rstrip(".")


def listing(items: list[str] | tuple[str, ...]) -> str:
    """Things in a row: 가, 가와 나, 가, 나와 다."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join([*items[:-2], josa(items[-2], '과/와')])} {items[-1]}"
