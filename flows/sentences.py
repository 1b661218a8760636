"""Messages as sentences: which of them ask something, and which state something."""

from __future__ import annotations

import re

_BREAKS = re.compile(r"(?<=[.?!…])\s+|\n+|(?<=[가-힣][?!])(?=\S)")
_ASKING_END = re.compile(
    r"\?$"
    r"|(?:나요|까요?|을까|ㄹ까|는지요?|은지요|인지요|건지요?|던가요|니까|뭐죠|뭐지|뭔가요|뭐예요|뭐에요|뭐야|뭡니까|어때요?|왜요)$"
    r"|(?:인|은|는|한|된|할|될|운|른)가요?$"
    r"|(?:되|있|없|받|걸리|가능하|필요하)나$|(?:되|하|있|없|받|걸리|주|가능하|필요하)(?:냐|니)$"
    r"|(?:알려|가르쳐|설명해|말해) ?(?:주세요|줘요?|주십시오|줄래요?)$"
    r"|궁금(?:해요?|합니다|하네요)?$"
)
_ASKING_WORDS = ("얼마", "언제", "어떻게", "어디", "누가", "누구", "무엇", "무슨", "뭐", "몇", "왜")
_ASKED_BY = ("요", "죠", "지", "되", "돼", "함", "음")
_ALONE = ("얼마", "언제", "어디", "뭐", "무엇", "누구")
_NOT_ASKING = re.compile(r"모르|몰라|모릅|모름|나중에 ?(?:적|알려|말|드|올)|추후|[죠지네다] 뭐(?![가-힣])")
_TAIL = " .!~,^;ㅎㅋㅠㅜ…"


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a message, in order."""
    return tuple(part.strip() for part in _BREAKS.split(text) if part and part.strip())


def asks(sentence: str, telling: bool = False) -> bool:
    """Whether a sentence is a question or asks to be told something.

    `telling`: where a description is awaited, words such as 왜 and 어떻게 alone do not make a question of it.
    """
    line = sentence.strip().rstrip(_TAIL)
    if line.endswith("?") or _ASKING_END.search(line):
        return not (_NOT_ASKING.search(line) and not line.endswith("?"))
    return not telling and _has_asking_word(line) and not _NOT_ASKING.search(line)


def _has_asking_word(line: str) -> bool:
    """An asking word and an ending that asks with it, or an asking word at the end."""
    return line.endswith(_ALONE) or (line.endswith(_ASKED_BY) and any(word in line[:-1] for word in _ASKING_WORDS))


def split_asking(text: str, telling: bool = False) -> tuple[str, str]:
    """What a message states and what it asks, each as one text."""
    parts = sentences(text)
    asking = [part for part in parts if asks(part, telling)]
    return " ".join(part for part in parts if part not in asking), " ".join(asking)
