"""What is asked: rules for clear cases first, then the facts, then the topic model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from intents.reading.lexicon import Mention, lexicon
from intents.reading.reading import TopicGuess
from intents.reading.sentences import asking_part
from intents.reading.stating import Sentences, first
from intents.reading.topic_model import TopicScores, topic_model
from knowledge.facts import FactValue

# words that tie a question to the programme
PROGRAMME = re.compile(
    r"긴급AS|AS지원|(?<![A-Z])AS(?![A-Z])|정기모집|수시모집|스마트공장|보급확산|공급기업|도입기업|수준확인|원가(?:계산|검토|적정)|현장평가|서면평가|하자보수|"
    r"지원 ?(?:사업|대상|되|돼|됨|받|금|해|가능|범위|안|불가|여부|율|한도|이 ?되|도)|이 ?사업|공고(?:문|에|를|는|가|번호|상| ?보니)|정부 ?(?:지원|사업|돈)|나라 ?(?:지원|돈)|협약|완료점검|수행계획서|완료보고서|납세증명|긴급(?:으로|은|이)"
)
# words of an application that other programmes share: beside them the model must be very sure to call a question outside
NEAR_PROGRAMME = re.compile(
    r"신청|접수|[넣너](?:고|나|으|지|노|어|었|을|는)|받[나아노는]|견적|평가|심사|탈락|떨어[지졌]|엑스|국세|지방세|부가세|체납|휴업|폐업|떼야|서류|연장|개월|달 안에|"
    r"기간|공급|업체|원가|완료보고|점수|뽑|선정|영수증|낮은 ?금액|참여 ?제한|업글|모집|우편|협약|센서|서버|단말|고장|나갔|수리|교체|갈아"
)
# what names this programme and no other
OWN_NAME = re.compile(
    r"긴급AS|AS지원|(?<![A-Z])AS ?사업|(?:이|본) ?사업|정기모집|수시모집|보급확산|긴급(?:으로|은|이)|공고(?:문|에)"
)
_MAY_APPLY = re.compile(
    r"자격|신청(?:이|을|은|도|해도)? ?(?:되|돼|가능|할 ?수|하면|안|해 ?볼|넣|괜찮|문제|은 ?되)|넣(?:을|어도|어 ?볼|어볼) ?.{0,6}(?:수|되|돼|있)|지원 ?(?:대상|자격)(?:이|은)? ?(?:되|돼)|참여(?:가|할 ?수)? ?(?:가능|있|되)|되나|돼요|가능|괜찮|문제"
)
_MAY_BE_COVERED = re.compile(
    r"지원|되나|돼요|됨|되는|됩니까|될까|되냐|되요|가능|대상|고쳐|해 ?주나|해 ?줘|대 ?주|나오나|나옵|나와|받을 ?수|도움|도와|봐 ?주|바꿔|살 ?수|ㄱㄴ|주나|줍니까|되것|되겄|됩니꺼|되노|쳐 ?주|포함|인정|해당|괜찮|커버|맞죠|어떻게 ?되|수 ?있|문제 ?없"
)
_ELIGIBILITY_FACTS = ("tax_state", "tax_arrears", "closed", "sanction_state", "sanctioned", "program_state", "level_certificate",
                      "level_certificate_pending", "programme_variant")  # fmt: skip
_OF_THINGS = frozenset(("linked", "warranty_state", "equipment_unit", "licence", "track"))
_FOLLOW_UP = re.compile(
    r"^(?:그럼|그러면|그건|그거|그것|그게|그걸|그래도|근데|그런데|그리고|거기|그렇다면|하는 ?김에|아 ?그럼|그때|그 ?(?:번호|서류|기간|돈|금액)|먼저 ?낸|아니 ?(?:그|그게)?|아까|저건|이건|이것도|그거는|"
    r"그러니까|만약|또|추가로|혹시 ?그|반대로)(?![가-힣]*(?:사업장))"
    r"|^.{1,16}(?:은|는)(?:요)?\?*$|^.{1,14}(?:이?면|으면|지면)(?:요)?\?*$|^.{1,10}도 ?(?:거기|되|돼|같|그래|마찬|요)"
)
# how sure the model must be that a question is outside where a rule or a fact says that it is not
SURE_OUTSIDE = 0.7
SURE_BESIDE_WORDS = 0.75
VERY_SHORT = 14  # characters of a follow-up that says nothing of its own
# rules whose topic is asked beside others, in one message
_ASKED_TOGETHER = ("contact", "documents", "amount", "period", "window", "evaluation", "procedure", "apply", "types")


@dataclass(frozen=True)
class _Hit:
    topic: str
    mention: Mention


def asks(
    text: Sentences, facts: Mapping[str, FactValue], thread_topic: str | None
) -> tuple[tuple[TopicGuess, ...], bool]:
    """What is asked, the main thing first, and whether it leans on what was said before."""
    part = asking_part(text.all)
    follow_up = is_follow_up(text.text, thread_topic)
    talk = first(lexicon("smalltalk"), text)
    said = facts.keys() & {"equipment", "work", "quote_amount", "office", "tax_state"}
    if talk is not None and (not said or (said == {"equipment"} and facts["equipment"] == "robot")):
        return (_rule("smalltalk", talk, part, f"smalltalk.{talk.value}"),), False
    told = _hits(text)
    hits = [hit for hit in told if not _overruled(hit, facts, text)]
    outside = first(lexicon("outside"), text)
    own = OWN_NAME if outside is not None and outside.value == "other_programme" else PROGRAMME
    if outside is not None and own.search(text.text) is None and not _own_matter(hits, facts):
        return (_rule("out_of_scope", outside, part, f"outside.{outside.value}"),), False
    for topic in ("human", "status", "request"):
        if hits and hits[0].topic == topic:
            return tuple(_guess(hit, part) for hit in hits[:1]), follow_up
    if (
        hits
        and hits[0].topic in ("amount", "procedure", "types", "caution")
        and facts.keys() & {"same_company", "disguise"}
    ):
        trick = _trick(facts)
        return (TopicGuess(trick, 0.8, part, ((hits[0].topic, 0.5),), f"facts.{trick}"),), follow_up
    theme = facts.get("unanswered_theme")
    if theme and not (follow_up and theme == "announcement_date"):
        return (
            TopicGuess("unanswered", 0.9, part, tuple((hit.topic, 0.5) for hit in hits[:2]), f"unanswered.{theme}"),
        ), follow_up
    stands_alone = len(text.text) > VERY_SHORT and PROGRAMME.search(text.text) is None
    if hits and stands_alone and "support_type" not in facts and thread_topic is None:
        scores = topic_model().scores(text.text, part)
        if scores.best == "out_of_scope" and scores.of("out_of_scope") > SURE_OUTSIDE:
            return (TopicGuess("out_of_scope", scores.margin, part, scores.runners_up("out_of_scope"), "model"),), False
    if hits:
        main = _guess(hits[0], part, tuple((hit.topic, 0.5) for hit in hits[1:3]))
        return (main, *_together(hits, part)), follow_up
    return (_from_facts_or_model(text, part, facts, thread_topic, told),), follow_up


def is_follow_up(text: str, thread_topic: str | None) -> bool:
    """Whether the text leans on what was said before."""
    if _FOLLOW_UP.search(text) is not None and len(text) <= 60:
        return True
    return thread_topic is not None and len(text) <= 14


def _own_matter(hits: list[_Hit], facts: Mapping[str, FactValue]) -> bool:
    return bool(hits and hits[0].topic in ("human", "status", "contact", "types")) or "support_type" in facts


def _hits(text: Sentences) -> list[_Hit]:
    """Rule topics in the order of precedence."""
    hits: list[_Hit] = []
    for entry in lexicon("topics").entries:
        if entry.pattern is None:
            continue
        found = [
            Mention(entry.value, match[0].strip(), match.start(), match.end())
            for match in entry.pattern.finditer(text.text)
            if match.end() > match.start() and not text.hides(entry, match.start())
        ]
        if found:
            # what an asking sentence says goes before how it came about
            asked = (each for each in found if (sentence := text.around(each.start)) is not None and sentence.asks)
            hits.append(_Hit(entry.value, next(asked, found[0])))
    return hits


def _overruled(hit: _Hit, facts: Mapping[str, FactValue], text: Sentences) -> bool:
    """A rule's words that the facts explain otherwise."""
    sentence = text.around(hit.mention.start)
    story = len(text.all) > 1 and sentence is not None and not sentence.asks
    if hit.topic in ("documents", "window", "procedure", "caution", "period", "overview", "apply", "evaluation"):
        return story
    if hit.topic == "amount":
        return story and "quote_amount" not in facts
    return False


def _together(hits: list[_Hit], part: str) -> tuple[TopicGuess, ...]:
    others = [hit for hit in hits[1:] if hit.topic in _ASKED_TOGETHER and hits[0].topic in _ASKED_TOGETHER]
    return tuple(_guess(hit, part) for hit in others[:2])


def _guess(hit: _Hit, part: str, runners_up: tuple[tuple[str, float], ...] = ()) -> TopicGuess:
    return TopicGuess(hit.topic, 0.9, part, runners_up, f"topics.{hit.topic}")


def _rule(topic: str, mention: Mention, part: str, name: str) -> TopicGuess:
    return TopicGuess(topic, 0.95, part or mention.words, (), name)


def _from_facts_or_model(
    text: Sentences, part: str, facts: Mapping[str, FactValue], thread_topic: str | None, told: list[_Hit]
) -> TopicGuess:
    follow_up = is_follow_up(text.text, thread_topic)
    scores = topic_model().scores(text.text, part)
    by_facts = _by_facts(text.text, facts, scores)
    if by_facts is None and thread_topic == "coverage" and facts.keys() & _OF_THINGS:
        by_facts = "coverage"
    if by_facts is not None:
        return TopicGuess(
            by_facts, max(0.7, scores.of(by_facts)), part, scores.runners_up(by_facts), f"facts.{by_facts}"
        )
    if told and scores.margin < 0.8:
        return _guess(told[0], part, scores.runners_up(told[0].topic))
    if follow_up and thread_topic is not None and (scores.margin < 0.6 or len(text.text) <= VERY_SHORT):
        return TopicGuess(thread_topic, 0.6, part, scores.runners_up(thread_topic), "thread")
    near = PROGRAMME.search(text.text) or NEAR_PROGRAMME.search(text.text)
    if scores.best == "out_of_scope" and near and scores.margin < SURE_BESIDE_WORDS:
        best = next((topic for topic, _ in scores.runners_up("out_of_scope") if topic != "smalltalk"), "coverage")
        return TopicGuess(best, 0.1, part, scores.runners_up(best), "model.programme")
    return TopicGuess(scores.best, scores.margin, part, scores.runners_up(scores.best), "model")


def _trick(facts: Mapping[str, FactValue]) -> str:
    """Where an idea that the notice rules out belongs: the kind of support, the thing, or the cautions."""
    if "same_company" in facts or "self_capable" in facts:
        return "caution"
    if facts.get("support_type") in ("emergency", "both"):
        return "types"
    return "coverage" if "equipment" in facts else "caution"


def _by_facts(text: str, facts: Mapping[str, FactValue], scores: TopicScores) -> str | None:
    """`coverage` or `eligibility` where the facts make it plain what the question is about."""
    thing = "equipment" in facts or "work" in facts or "condition" in facts
    standing = [name for name in _ELIGIBILITY_FACTS if name in facts]
    kind = facts.get("company_kind") in ("midsize", "large", "not_manufacturer", "sole_trader")
    if "same_company" in facts or ("disguise" in facts and "duration_months" not in facts):
        return _trick(facts)
    if facts.get("other_application_state") in ("pending", "selected", "both_at_once"):
        return "types"
    if "duration_months" in facts and re.search("일정|기간|연장|걸[리려린]", text):
        return "period"
    if (
        (standing or kind)
        and (_MAY_APPLY.search(text) or len(text) <= 20)
        and not (thing and "warranty_state" in facts)
    ):
        return "eligibility"
    if (
        thing
        and (scores.of("out_of_scope") < (0.9 if "condition" in facts else SURE_OUTSIDE) or PROGRAMME.search(text))
        and (_MAY_BE_COVERED.search(text) or len(text) <= 24 or PROGRAMME.search(text))
    ):
        return "coverage"
    if ("warranty_state" in facts or "licence" in facts) and _MAY_BE_COVERED.search(text):
        return "coverage"
    if "track" in facts and _MAY_APPLY.search(text):
        return "eligibility"
    if "quote_amount" in facts and scores.of("out_of_scope") < SURE_OUTSIDE and len(text) < 40:
        return "amount"
    if "office" in facts or "offices" in facts:
        return "contact" if scores.of("contact") > 0.3 and len(text) < 40 else None
    return None
