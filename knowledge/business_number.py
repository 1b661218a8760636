"""사업자등록번호: ten digits, written 123-45-67891; the last one is computed from the others.

The rule is the one by which the tax office's forms refuse a mistyped number: weights 1 3 7 1 3 7 1 3 5 over the first
nine digits, the tens of the ninth product added again. A few numbers in use do not follow it, so `check` reports the
check digit apart from what can be no number at all.

>>> check("123-45-67891").valid_check_digit
True
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from knowledge.errors import NotDigits, WrongCheckDigit, WrongLength

LENGTH = 10
_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—−ㅡ․·.]+")


@dataclass(frozen=True)
class BusinessNumber:
    """Ten digits without separators. Kept out of representations, since it is personal data."""

    digits: str = field(repr=False)
    valid_check_digit: bool

    @property
    def written(self) -> str:
        """As people write it: 123-45-67891."""
        return f"{self.digits[:3]}-{self.digits[3:5]}-{self.digits[5:]}"


def check_digit(first_nine: str) -> str:
    """The tenth digit that nine digits give."""
    products = [int(digit) * weight for digit, weight in zip(first_nine, _WEIGHTS, strict=True)]
    return str(-(sum(products) + products[-1] // 10) % 10)


def check(text: str) -> BusinessNumber:
    """The number in a text that holds nothing else. Raises NotDigits, WrongLength."""
    digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    if not (digits.isascii() and digits.isdigit()):
        raise NotDigits
    if len(digits) != LENGTH:
        raise WrongLength(len(digits))
    return BusinessNumber(digits, check_digit(digits[:-1]) == digits[-1])


def require_valid(text: str) -> BusinessNumber:
    """As `check`, and also raises WrongCheckDigit: for the first time that a number is given."""
    number = check(text)
    if not number.valid_check_digit:
        raise WrongCheckDigit
    return number


def same_number(first: str, second: str) -> bool:
    """Whether two texts hold the same digits, however they are separated."""
    return _digits(first) == _digits(second) != ""


def _digits(text: str) -> str:
    return "".join(re.findall(r"[0-9]", unicodedata.normalize("NFKC", text)))
