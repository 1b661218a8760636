"""Numbers that are read out digit by digit, "공일공에 이삼사오에 육칠팔구", as digits.

>>> written_out("공일공 이삼사오 육칠팔구")
'010 2345 6789'
"""

from __future__ import annotations

import re

_DIGITS = {
    "공": 0,
    "영": 0,
    "빵": 0,
    "일": 1,
    "이": 2,
    "삼": 3,
    "사": 4,
    "오": 5,
    "육": 6,
    "륙": 6,
    "칠": 7,
    "팔": 8,
    "구": 9,
}
_BETWEEN = r"(?: ?(?:에|의|다시|대시|-|국에|국|다음에|하고|,)? ?)"
# fewer digits than a telephone number are as likely a word
LEAST = 9
_SIGN = rf"(?:[{''.join(sign for sign in _DIGITS if sign != '이')}]|이(?!에요|여|요|고(?:요| )|며|라|야|다|구요|네))"  # 이 also begins "입니다" in talk
_SPOKEN = re.compile(rf"(?<![가-힣]){_SIGN}(?:{_BETWEEN}{_SIGN}){{{LEAST - 1},14}}")
_WIDE = str.maketrans("０１２３４５６７８９－", "0123456789-")


def written_out(text: str) -> str:
    """The text with each long run of spoken digits in figures; groups stay apart."""

    def figures(match: re.Match[str]) -> str:
        said = re.sub(r"[^" + "".join(_DIGITS) + r"]+", " ", match[0])
        return "".join(str(_DIGITS[sign]) if sign in _DIGITS else " " for sign in said).strip()

    return _SPOKEN.sub(figures, text.translate(_WIDE))
