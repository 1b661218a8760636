"""Yes and no in a story: what is spoken of, and the first word behind it that affirms or denies it."""

from __future__ import annotations

import re

from flows.stories.words import words

# a list shares its end: "국세·지방세 체납, 참여제한, 휴폐업 모두 해당 없고"
_REACH = 46
_SENTENCE = re.compile(r"(?<=[.!?。])\s+|\n+|(?<=다)\.\s*|(?<=요)\.\s*")
# whose closing it is that a story tells of: the installer's is none of one's own
_OTHERS = re.compile(r"(?:업체|공급|구축|설치|깔아|만든|개발)[가-힣 ]{0,12}$")
# to agree is to say that nothing speaks against it
_AGREED = re.compile(r"이의[가-힣]? ?없|문제[가-힣]? ?없|상관[가-힣]? ?없|군말 ?안|괜찮")
_AGREES = ("self_funds", "lower_amount_consent")


def statements(text: str) -> dict[str, str]:
    """Fields with the answer that a text states about them; questions have been taken out before."""
    found: dict[str, str] = {}
    for sentence in _SENTENCE.split(text):
        for field, value in (*_by_subject(sentence), *_plain(sentence)):
            found.setdefault(field, value)
    return found


def plain_statements(text: str) -> dict[str, str]:
    """What is said in words that need no polarity: also what stands behind the label of another field."""
    found: dict[str, str] = {}
    for sentence in _SENTENCE.split(text):
        for field, value in _plain(sentence):
            found.setdefault(field, value)
    return found


def labelled(field: str, value: str) -> str | None:
    """The answer to a yes or no field that stands behind its label in a form."""
    for answer, pattern in words().statements.get(field, {}).items():
        if pattern.search(value):
            return answer
    return _polarity(field, value)


def _by_subject(sentence: str) -> list[tuple[str, str]]:
    found = []
    for field, subject in words().subjects.items():
        for match in subject.finditer(sentence):
            if field == "closed" and _OTHERS.search(sentence[: match.start()]):
                continue
            said = _polarity(field, sentence[match.end() : match.end() + _REACH])
            if said is not None:
                found.append((field, said))
                break
    return found


def _plain(sentence: str) -> list[tuple[str, str]]:
    return [
        (field, answer)
        for field, forms in words().statements.items()
        for answer, pattern in forms.items()
        if pattern.search(sentence)
    ]


def _polarity(field: str, behind: str) -> str | None:
    """The first word that affirms or denies; None where it is only supposed."""
    if words().supposed.match(behind):
        return None
    agreed = _AGREED.search(behind) if field in _AGREES else None
    hits = [
        (match.start(), answer, match.end())
        for answer, pattern in words().says.items()
        if (match := pattern.search(behind)) is not None
    ]
    if agreed and (not hits or agreed.start() <= min(hits)[0]):
        return "yes"
    if not hits:
        return None
    _, answer, end = min(hits)
    return None if words().not_said.match(behind[end:]) else answer
