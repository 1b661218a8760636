"""What can go wrong in the knowledge. Messages name place, found and allowed; users see a template instead.

KnowledgeError
├── NoticeErrors            a notice folder that does not hold together, with all its problems
├── UnknownTemplate         a sentence that was asked for and is not there
├── UnknownParticle         a particle pair that the josa filter does not know
├── UnknownEquipment        an equipment value outside the vocabulary
└── BusinessNumberError     a 사업자등록번호 that cannot be one
    ├── NotDigits
    ├── WrongLength
    └── WrongCheckDigit
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class KnowledgeError(Exception):
    """Base of this package's errors."""


@dataclass(frozen=True)
class NoticeProblem:
    """One thing that is wrong in a notice folder: where, what was found, what is allowed."""

    file: str  # relative to the folder
    key: str
    found: str
    allowed: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.found} (allowed: {self.allowed})"


class NoticeErrors(KnowledgeError):
    """The notice folder has problems; each line of the message is one."""

    def __init__(self, problems: Sequence[NoticeProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnknownTemplate(KnowledgeError):
    """No template of this name in the notice's wording."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"wording: template {name} not found (allowed: <area>/<name> of a file <area>/<name>.j2)")


class UnknownParticle(KnowledgeError):
    """A particle pair that is not Korean, or not known here."""

    def __init__(self, found: str, allowed: Sequence[str]) -> None:
        self.found, self.allowed = found, tuple(allowed)
        super().__init__(f"josa: {found} (allowed: {', '.join(allowed)})")


class UnknownEquipment(KnowledgeError):
    """An equipment value outside vocabulary/equipment.yaml."""

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(f"equipment: {found} (allowed: a value of vocabulary/equipment.yaml)")


class BusinessNumberError(KnowledgeError):
    """A text that is no 사업자등록번호. The message never holds the number: it is personal data."""


class NotDigits(BusinessNumberError):
    """Something other than digits, spaces and hyphens."""

    def __init__(self) -> None:
        super().__init__("business number: characters other than digits (allowed: 10 digits, spaces, hyphens)")


class WrongLength(BusinessNumberError):
    """Too few or too many digits; `length` is how many there are."""

    def __init__(self, length: int) -> None:
        self.length = length
        super().__init__(f"business number: {length} digits (allowed: 10)")


class WrongCheckDigit(BusinessNumberError):
    """The last digit does not follow from the first nine: misread or mistyped, or one of the few exceptions in use."""

    def __init__(self) -> None:
        super().__init__("business number: wrong check digit (allowed: the digit that the first nine give)")
