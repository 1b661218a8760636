"""Splits a message into sentences and says which of them ask something."""

from __future__ import annotations

import re
from dataclasses import dataclass

_END = re.compile(
    r"[.!?。…]+(?=\s|$)|(?<=[다요죠까음함임됨])\s*[,;](?=\s)|(?<=니다) (?=[가-힣])|(?<=[어아해]요) (?=[가-힣])|(?<=[네세거라]요) (?=[가-힣])"
)
ASKING = re.compile(
    r"[?]|(?:나요|까요|가요|을까|ㄹ까|됩니까|입니까|습니까|는지|은지|인지|나|남|냐|니|죠|지요|는가|은가|되나|돼나|대나|되는거|하나|주나|건가|는거|을지)(?:요|여)?[ .~!ㅠㅜㅋㅎ]*$|"
    r"알려|알고 ?싶|안내|궁금|문의|여쭤|여쭙|가르쳐 ?주|말해|말씀해|답변|부탁|얼마|어디|언제|뭐|무엇|몇 |어떻게|어느|확인 ?(?:부탁|바|해 ?주)|돼요|가능(?:한가|할까|해요|합니까|하[나죠]|여부|$)|되는지|되나|될까|해 ?주세요|해줘"
)


@dataclass(frozen=True)
class Sentence:
    """A part of the text between start and end; `asks`: whether it asks for something."""

    text: str
    start: int
    end: int
    asks: bool


def split(text: str) -> tuple[Sentence, ...]:
    """The sentences in order; never empty for a text that is not."""
    sentences, start = [], 0
    for match in _END.finditer(text):
        sentences.append(_sentence(text, start, match.end()))
        start = match.end()
    sentences.append(_sentence(text, start, len(text)))
    return tuple(each for each in sentences if each.text)


def _sentence(text: str, start: int, end: int) -> Sentence:
    part = text[start:end]
    stripped = part.strip()
    lead = len(part) - len(part.lstrip())
    return Sentence(stripped, start + lead, start + lead + len(stripped), bool(ASKING.search(stripped)))


def asking_part(sentences: tuple[Sentence, ...]) -> str:
    """What is asked: the asking sentences of a story (the last three at most), or all of a short text."""
    asking = [each for each in sentences if each.asks]
    if not asking or sum(len(each.text) for each in sentences) <= 60:
        return " ".join(each.text for each in sentences)
    return " ".join(each.text for each in asking[-3:])
