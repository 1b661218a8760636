"""Inputs that nobody should send and somebody will: a corpus of nasty strings, and random ones without end.

A random input is made from its seed and its number alone, so that each can be made again by itself.
"""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from intents.reading.jamo import apart
from intents.reading.keyboard import hangul_of_keys

LONGEST = 20_000  # characters
LONGEST_ODD = 2_000  # characters of random Unicode: what is longer is cut to less before it is read
SEPARATORS = tuple(
    chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in ("Zs", "Zl", "Zp")
)
CONTROLS = "".join(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)))
INJECTIONS = (
    "{{ 7*7 }}", "{% for x in range(9) %}{{ x }}{% endfor %}", "{# 주석 #}", "{{ config.__class__.__init__.__globals__ }}",
    "{{", "}}", "{%", "%}", "${7*7}", "#{7*7}", "%s%n%x", "{0.__class__}", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "<b>굵게", "</div></body>", "&lt;&amp;&#x27;", "**굵게** _밑줄_ `코드` [링크](http://x)",
    "'; DROP TABLE requests; --", "1' OR '1'='1", "\" UNION SELECT * FROM staff --", "../../etc/passwd", "$(rm -rf /)", "`id`",
    "\\u0000\\x00", "%00%0a%0d", "\r\nSet-Cookie: a=b", "javascript:alert(1)", "<!--", "-->", "]]>", "\\", "\\\\\\",
)  # fmt: skip
CORPUS: Mapping[str, tuple[str, ...]] = {
    "empty": ("", " ", "\n", "\t\r\n ", "\x00", "\u200b", "\ufeff", "."),
    "long": ("가" * 10_000, "센서가 고장 났어요 " * 1_000, "?" * 10_000, "a" * 10_000, " " * 9_999 + "얼마", "ㅋ" * 10_000),
    "combining": ("센서\u0301\u0302\u0303 고장", "e" + "\u0301" * 5_000, "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L", "가\u20dd\u20e0"),
    "surrogates": ("\ud800", "센서\udfff고장", "\ud83d" * 200, "얼마\udc80나오나요"),
    "right to left": ("\u202e요나되 원지", "مرحبا 센서 고장", "\u2067센서\u2069 지원 \u200f되나요", "שלום"),
    "zero width": ("센\u200b서\u200d고\u2060장", "\u200b" * 3_000, "지원\u00ad금\ufeff얼마", "\u034f" * 300),
    "jamo": ("ㅅㅔㄴㅅㅓㄱㅏㄱㅗㅈㅏㅇ", "ㅁㄴㅇㄹ" * 500, "ᄉ\u1166\u11ab서", "\u1100" * 400, "ㅏㅣㅏㅣ", "가ㄱㅏ가ㄴㅏ", "\ua960\ud7b0\uffa0\u3164"),
    "emoji": ("👨‍👩‍👧‍👦" * 300, "🇰🇷🇰🇷 지원되나요 🙏🏿", "🔥센서🔥고장🔥", "❤️‍🔥" * 100, "1️⃣2️⃣3️⃣만원"),
    "injections": INJECTIONS,
    "numbers": ("9" * 400, "견적 " + "9" * 400 + "원", "1," * 200, "0." + "0" * 400 + "만원", "-1원", "1e999원", "억" * 400, "만천백십" * 100,
                "２０２３년 １３월 ４５일", "99999년 99월 99일", "0000-00-00", "2월 30일", "0개월", "9" * 30 + "개월", "9" * 30 + "일 전", "٣٤٥만원", "²³만원",
                "Ⅷ억", "½만원", "1/0", "9" * 40 + "점", "천억조경해자", "광주광" + "9" * 400 + "동"),
    "separators": tuple(f"센서{one}고장{one}지원되나요" for one in SEPARATORS),
    "controls": (CONTROLS, *(f"센서{one}고장" for one in CONTROLS)),
    "wrong layout": ("tpstjrk rhwkd skTdjdy wldnjsehlskdy", "rlsrmqAS djfakskdy", "TPSTJ RHWKD", "dkssudgktpdy" * 200, "qwertyuiop" * 300),
    "repeated": ("지원 " * 2_000, "아니 " * 500 + "되나요", "안 안 안 안 못 못 없 없", "그리고 그러면 " * 400, "1만원 2만원 " * 500, "화성시 " * 800,
                 "(" * 1_000 + ")" * 1_000, "-" * 5_000, "사람이랑 " * 400, "접수한 " * 700, "데이터" * 900, "2023.6." * 600, "한 달 " * 600),
    "wide": ("ＭＥＳ　서버　고장", "㈜가나 ㎏ ㎜ ①②③", "ﬁﬂ", "ǅ", "ß", "İ" * 100, "ŉ" * 100),
}  # fmt: skip
_KEYS = {hangul_of_keys(key): key for key in "qwertyuiopasdfghjklzxcvbnm"}
_ODD_BLOCKS = ((0x20, 0x7F), (0x80, 0x250), (0x300, 0x370), (0x590, 0x700), (0x1100, 0x1200), (0x2000, 0x2070), (0x2070, 0x2200),
               (0x3000, 0x3130), (0x3130, 0x3190), (0x3200, 0x3400), (0xA960, 0xA980), (0xAC00, 0xD7A4), (0xD7B0, 0xD800),
               (0xD800, 0xE000), (0xFE00, 0xFFF0), (0x1F000, 0x1FB00), (0xE0000, 0xE0080), (0x0, 0x110000))  # fmt: skip


@dataclass(frozen=True)
class Hostile:
    """An input with the kind that it is of, and the lines that stand before it in its conversation."""

    kind: str
    before: tuple[str, ...]
    text: str


def hostile(seed: int, number: int, phrasings: Sequence[str]) -> Hostile:
    """The input of that number. Every seventh or so follows one of the phrasings."""
    chance = random.Random(f"{seed}:{number}")
    kind, make = chance.choice(_KINDS)
    text = make(chance, phrasings)[:LONGEST]
    before = (chance.choice(phrasings),) if chance.random() < 0.15 else ()
    return Hostile(kind, before, text)


def mutated(chance: random.Random, text: str, times: int) -> str:
    """The text after so many changes of the kinds that keyboards, clipboards and enemies make."""
    for _ in range(times):
        text = chance.choice(_MUTATIONS)(chance, text)
    return text


def odd_text(chance: random.Random, length: int) -> str:
    """Random characters out of a few blocks of Unicode, lone surrogates among them."""
    blocks = chance.sample(_ODD_BLOCKS, chance.randint(1, 4))
    return "".join(chr(chance.randrange(*chance.choice(blocks))) for _ in range(length))


def masked(text: str, most: int = 80) -> str:
    """At most so many characters, nothing in them that a terminal would act on."""
    shown = "".join(char if char.isprintable() else "�" for char in text[:most])
    return f"{shown}…" if len(text) > most else shown


def _place(chance: random.Random, text: str) -> int:
    return chance.randint(0, len(text))


def _piece(chance: random.Random, text: str, most: int = 40) -> str:
    start = _place(chance, text)
    return text[start : start + chance.randint(1, most)]


def _insert(chance: random.Random, text: str, what: str) -> str:
    at = _place(chance, text)
    return text[:at] + what + text[at:]


def _drop(chance: random.Random, text: str) -> str:
    at = _place(chance, text)
    return text[:at] + text[at + chance.randint(1, 5) :]


def _swap(chance: random.Random, text: str) -> str:
    at = _place(chance, text)
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]


def _repeat(chance: random.Random, text: str) -> str:
    return _insert(chance, text, _piece(chance, text, 12) * chance.randint(2, 60))


def _sprinkle(chance: random.Random, text: str) -> str:
    what = chance.choice((*SEPARATORS, *"\u200b\u00ad\u0301\ufe0f\u202e\n\t\x00.,?!~"))
    return "".join(char + what if chance.random() < 0.2 else char for char in text)


def _keyed(_chance: random.Random, text: str) -> str:
    return "".join(_KEYS.get(jamo, jamo) for jamo in apart(text))


_MUTATIONS: tuple[Callable[[random.Random, str], str], ...] = (
    _drop,
    _swap,
    _repeat,
    _sprinkle,
    _keyed,
    lambda chance, text: _insert(chance, text, chance.choice(INJECTIONS)),
    lambda chance, text: _insert(chance, text, odd_text(chance, chance.randint(1, 12))),
    lambda chance, text: _insert(chance, text, str(chance.getrandbits(chance.randint(1, 1300)))),
    lambda chance, text: _insert(chance, text, chance.choice(("원", "만", "억", "개월", "점", "일", "%", "년"))),
    lambda _chance, text: text.replace(" ", ""),
    lambda _chance, text: " ".join(text),
    lambda _chance, text: apart(text),
    lambda _chance, text: unicodedata.normalize("NFD", text),
    lambda _chance, text: text.swapcase(),
    lambda _chance, text: text[::-1],
)


def _one_of_corpus(chance: random.Random, _phrasings: Sequence[str]) -> str:
    return mutated(chance, chance.choice(chance.choice(list(CORPUS.values()))), chance.randint(0, 2))


def _mutated_phrasing(chance: random.Random, phrasings: Sequence[str]) -> str:
    return mutated(chance, chance.choice(phrasings), chance.randint(1, 6))


def _mixed(chance: random.Random, phrasings: Sequence[str]) -> str:
    """Pieces of many phrasings, so that words meet that nobody puts together."""
    return " ".join(_piece(chance, chance.choice(phrasings)) for _ in range(chance.randint(2, 30)))


def _long(chance: random.Random, phrasings: Sequence[str]) -> str:
    length, found = chance.randint(1_000, LONGEST), list[str]()
    glue = chance.choice((" ", "", "\n", ", ", ". "))
    while sum(map(len, found)) < length:
        found.append(chance.choice(phrasings))
    return glue.join(found)


def _one_over_and_over(chance: random.Random, phrasings: Sequence[str]) -> str:
    """What makes a pattern try everything: a piece over and over, and at the end what it does not fit."""
    piece = _piece(chance, chance.choice(phrasings), chance.choice((2, 4, 12, 40))) or "가"
    end = chance.choice(("", "!", "요", "\u3000", _piece(chance, chance.choice(phrasings))))
    return piece * (chance.randint(200, LONGEST) // len(piece)) + end


def _random_unicode(chance: random.Random, _phrasings: Sequence[str]) -> str:
    return odd_text(chance, chance.randint(0, chance.choice((20, 200, LONGEST_ODD))))


_KINDS: tuple[tuple[str, Callable[[random.Random, Sequence[str]], str]], ...] = (
    ("mutated", _mutated_phrasing),
    ("mutated", _mutated_phrasing),
    ("mutated", _mutated_phrasing),
    ("mixed", _mixed),
    ("mixed", _mixed),
    ("corpus", _one_of_corpus),
    ("unicode", _random_unicode),
    ("long", _long),
    ("repeated", _one_over_and_over),
    ("repeated", _one_over_and_over),
)
