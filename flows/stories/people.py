"""Who speaks, for which company, and who is to repair: names in a story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from flows.names import read_company
from flows.questions import flow_data
from flows.stories.words import words
from intents.reading.answers import read_equipment
from intents.reading.lexicon import lexicon
from knowledge.regions import find_regions

MARK = r"(?:\(주\)|㈜|주식회사|유한회사|\(유\)|\(합\)|합자회사|농업회사법인|영농조합법인)"
_WORD = r"[가-힣A-Za-z0-9&]"
_PARTICLE = r"(?:이?(?:라고|라는|라구|인데|인디|인디유|입니다|입니당|임니다|이고|이구|이며|예요|에요|이에요|이여|이여유|이유|이오|이요|구요|이구요|고요|래요|올시다|임(?![가-힣]))(?:요|유)?|의|은|는|이|가|에서|에|요|여|로|와|과|도|만)?"
_MARKED = re.compile(rf"(?P<name>{MARK}\s?{_WORD}{{2,16}}?|{_WORD}{{2,16}}\s?{MARK})(?={_PARTICLE}(?:[\s,.)(/]|$))")
# a name in Latin letters: two capitalised words, or one that says that it is a company's
_LATIN = re.compile(
    r"(?P<name>(?:[A-Z][A-Za-z&]+ )+(?:Co\.,? ?Ltd\.?|Inc\.?|Corp\.?|Korea|[A-Z][A-Za-z]{3,}))(?=\s*(?:입니다|이고|인데|[가-힣]{0,4}공장|,|$))"
)
_OTHERS_BEHIND = re.compile(
    r"^\s?(?:에서|가|이|한테|에게|쪽|제품|것|라는 ?(?:업체|데|곳)|이라는 ?(?:업체|데|곳)|말로는|에)\s?[가-힣]*\s?(?:설치|구축|납품|깔|만든|만들|제작|시공|공급|왔|와서|봐|고쳐|수리|견적|하는 ?말|그러|하래|한대|알려|품질|고치|맡|수행|해 ?주기로)"
)
_SELF_BEFORE = re.compile(
    r"(?:(?:에|에서|읍|면|동|시|군|구|단|단지)\s?(?:있는|위치한|소재한?|공장\s?하는|[가-힣]{1,8}\s?(?:만드는|담그는|짜는|말리는|붓는|하는|생산하는|제조하는))|(?:저희|우리|여기|당사|폐사|나|저)(?:는|은|가|이)?|(?:저희|우리)?\s?(?:(?<!수리)(?<!공급)(?<!납품)(?<!구축)(?<!수리 )(?<!공급 )(?:회사|업체)|공장|상호|기업|협력사)\s?(?:이름|명)?(?:은|는|이|가|:)?|어느 ?회사\?)\s*$"
)
_INTRODUCED = re.compile(
    r"^(?:이?(?:라고|라는|라구|인데|인디|입니다|임니다|이고|예요|에요|이에요|이여|이오|이요|구요|이구요|이구|래요|고요|이유|이여유|임(?![가-힣]))|여(?![가-힣])|유(?![가-힣])|요(?![가-힣]))"
)
_SUPPLIER_BEFORE = re.compile(
    r"(?:(?:수리|고치|고칠|맡|공급|납품|제작|구축|설치)[가-힣 ]{0,7}(?:회사|업체|처|사|곳|디|데|기업|사람)|수리(?:는|를)?|공급|업체|vendor|누가 ?고[치쳐]나?\??요?|견적은|거기)\s?(?:은|는|이|가|에선|에서)?\s?[:：→]?\s*$",
    re.IGNORECASE,
)
_SUPPLIER_BEHIND = re.compile(
    r"^\s?(?:\([^)]{0,30}\))?\s?(?:에서|이라는 ?(?:디서|데서|곳에서)|이|가|은|는|한테|에|말로는|라고|라구|의)?\s?(?:[0-9,천백만 원이]{0,12}?)(?:견적|수리해|고쳐|고치|맡|수행|해 ?주기로|부르|불렀|수리할|공급업체|와서|왔|사람 ?왔|[가-힣]{1,3}님 ?왈|오는 ?사람|제시|요구|봐 ?줬|다녀|하기로|해 ?준다)"
)
_PLACE_END = re.compile(r"(?:읍|면|동|시|군|구|도|리|산단|공단|단지|지구|factory)$", re.IGNORECASE)
_TALK_END = re.compile(
    r"(?:습니다|니다|이나|있으나|하오|이오|이유|여유|슈|는디|이라나|었어|았어|게요?|어요|아요|네요|데요|데유|인디|는데|지만|고요|구요|면서|어서|해서|하고|라고|부터|까지|에서|보다|처럼|이라|있는|하는|되는|대유|와유|혀유|해유|돼유|래유|겠유|라구|구유)$"
)
_NAME = r"[가-힣A-Za-z&]{2,14}"
_SPAN = re.compile(rf"(?:{MARK}\s?)?{_NAME}")
_NO_COMPANY = re.compile(
    r"^(?:저희|우리|여기|수리|업체|견적|회사|공장|현장|이번|다른|같은|그|저|내|제|정부|나라|스마트|올해|작년|지금|오늘|어제|전화|본사|번호|사업자|기간|금액|대표|사장|담당|직원|반장|과장|팀장|고장|증상|공급|하자|유지|자체|서버|센서)"
)


# a name with a business number right behind it
_NUMBERED = re.compile(
    r"(?:^|(?<=[\s,:/]))(?P<name>[가-힣A-Za-z&]{2,14})(?=[\s,(/]{1,3}(?:사업자[가-힣 ]*)?[:\s]*\d{3}[- ]?\d{2}[- ]?\d{5})"
)


def own_company(text: str, others: Sequence[str] = ()) -> str | None:
    """The name of the company that writes; None where none is told. `others` are known to be somebody else's."""
    for match in _MARKED.finditer(text):
        name = match["name"].strip()
        if (
            not _OTHERS_BEHIND.match(text[match.end() :])
            and not _is_supplier(text, match.start(), match.end())
            and name not in others
        ):
            return name
    numbered = _NUMBERED.search(text)
    if (
        numbered
        and numbered["name"] not in others
        and not _no_name(numbered["name"])
        and not _is_supplier(text, numbered.start("name"), numbered.end("name"))
    ):
        return numbered["name"]
    candidates = [*_by_ending().finditer(text), *_after_place(text), *_LATIN.finditer(text)]
    for match in sorted(candidates, key=lambda found: found.start("name")):
        start, end, name = match.start("name"), match.end("name"), match["name"]
        if name in others or _no_name(name) or _is_supplier(text, start, end) or _OTHERS_BEHIND.match(text[end:]):
            continue
        if _is_own(text, start, end, name):
            return name
    return None


def _no_name(name: str) -> bool:
    """Whether a word is a place, a part of speech, or talk, and no name of a company."""
    return bool(_NO_COMPANY.match(name) or _PLACE_END.search(name) or _TALK_END.search(name) or find_regions(name))


def _is_own(text: str, start: int, end: int, name: str) -> bool:
    before, behind = text[:start], text[end:]
    a_thing = name in _things() if len(name) >= 4 else read_equipment(name) is not None
    known = _known_ending(name) and not _ends_as_thing(name)
    if _LATIN.fullmatch(name):
        return True
    introduced = bool(_SELF_BEFORE.search(before)) or _behind_place(text, start)
    role = re.match(
        rf"^\s?(?:{words().department}|{words().title}|[가-힣]{{0,3}}공장(?![가-힣])|공무|생산|{words().surname}[가-힣]{{1,2}} ?(?:{words().title}))",
        behind,
    )
    said = bool(_INTRODUCED.match(behind))
    ends = bool(re.match(r"^\s*(?:[,.(/~—-]|$|\s(?:이|저|내) )", behind))
    if _behind_place(text, start) and _known_ending(name) and not a_thing:
        return True
    if introduced and (known or len(name) >= 3):
        return bool(known or (not a_thing and (said or role or ends)) or (role and not read_equipment(name[:-2])))
    if _known_ending(name) and not a_thing and (role or (said and not _ends_as_thing(name))) and len(name) >= 4:
        return True
    return bool(known and (said or role or ends or start == 0)) or bool(role and _known_ending(name) and not a_thing)


def _behind_place(text: str, start: int) -> bool:
    """Whether a place ends right before: "군산 한길산업", "구미 공단동에 있는 …", "천안 3산단 미래광학"."""
    return bool(
        re.search(
            r"(?:산단|공단|단지|클러스터|소재|[가-힣]{1,6}(?:시|군|구|읍|면|동|리|로|길|합덕))(?: ?\d*산단| ?\d[\d번-]*길? ?\d*)?(?:에서|의|에)?\s*$",
            text[:start],
        )
    ) or any(
        mention.end <= start and not text[mention.end : start].strip(" 에의\t")
        for mention in find_regions(text[:start] + " ")
    )


def _after_place(text: str) -> list[re.Match[str]]:
    found = []
    for match in re.finditer(rf"(?:^|(?<=[\s,]))(?P<name>{_NAME}?)(?={_PARTICLE}(?:[\s,.()/~]|$))", text):
        before = text[: match.start("name")]
        if _SELF_BEFORE.search(before) or _behind_place(text, match.start("name")):
            found.append(match)
    return found


@cache
def _endings() -> tuple[str, ...]:
    return tuple(flow_data("emergency", "words.yaml")["company_endings"])


def _known_ending(name: str) -> bool:
    return len(name) >= 3 and name.endswith(_endings())


@cache
def _things() -> frozenset[str]:
    """What things are called, without spaces: no such word is a company's name."""
    return frozenset(form.replace(" ", "") for entry in lexicon("equipment").entries for form in entry.forms)


def _ends_as_thing(name: str) -> bool:
    return name.endswith(tuple(flow_data("emergency", "words.yaml")["thing_endings"]))


@cache
def _by_ending() -> re.Pattern[str]:
    endings = "|".join(sorted(_endings(), key=len, reverse=True))
    return re.compile(
        rf"(?:^|(?<=[\s,(:]))(?P<name>[가-힣A-Za-z&]{{1,10}}?(?:{endings})(?:\(주\)|㈜)?)(?={_PARTICLE}(?:[\s,.()/~—-]|$))"
    )


def _is_supplier(text: str, start: int, end: int) -> bool:
    return bool(_SUPPLIER_BEFORE.search(text[:start])) or bool(_SUPPLIER_BEHIND.match(text[end:]))


def supplier(text: str) -> str | None:
    """The name of the supplier that is to repair; None where none is told."""
    for match in _CANDIDATE.finditer(text):
        name = match["name"]
        if _NO_COMPANY.match(name) or _TALK_END.search(name) or name in _things() or find_regions(name):
            continue
        if not read_company(name) or _SELF_BEFORE.search(text[: match.start()]):
            continue
        if _supplies(text, match, name):
            return name
    return None


def _supplies(text: str, match: re.Match[str], name: str) -> bool:
    before, behind = text[: match.start()], text[match.end() :]
    labelled = _SUPPLIER_BEFORE.search(before)
    numbered = _NUMBER_BEHIND.match(behind)
    does = _SUPPLIER_BEHIND.match(behind)
    a_name = _known_ending(name) or bool(_MARK_AT_END.search(name)) or len(name) >= 4
    if labelled and (numbered or does or _NAME_ENDS.match(behind)):
        return True
    if does and (numbered or a_name):
        return True
    around = text[max(0, match.start() - 14) : match.end() + 40]
    return bool(numbered and match.start() > 0 and re.search(r"수리|업체|견적|맡|공급", around))


_CANDIDATE = re.compile(
    rf"(?:^|(?<=[\s,(:：→]))(?P<name>(?:{MARK}\s?)?{_NAME}?(?:\s?{MARK})?)(?={_PARTICLE}(?:[\s,.()/]|$))"
)
_NUMBER_BEHIND = re.compile(r"^\s?\(?(?:사업자|등록번호|번호)?[:\s]*\d{3}[- ]?\d{2}[- ]?\d{5}")
_NAME_ENDS = re.compile(r"^\s?(?:[,.(/]|$|입니다|이고|예요|이에요|요\b|이구|인데|라는|\n)")
_MARK_AT_END = re.compile(rf"^{MARK}|{MARK}$")


def named(value: str) -> str | None:
    """What stands behind a label for a person: any name, a foreigner's too."""
    name = re.split(r"[(,/]|\d", value)[0].strip(" .")
    return (
        name
        if re.fullmatch(rf"[가-힣A-Za-z. ]{{2,20}}?(?: ?(?:{words().title}))?", name) and not _TALK_END.search(name)
        else None
    )


def contact(text: str) -> str | None:
    """The name of the person who writes, with the title as said; None where none is told."""
    known = words()
    person = rf"(?P<person>{known.surname}[가-힣]{{1,2}})"
    title = rf"(?: ?(?P<title>{known.title}))"
    after = r"(?=\s|,|\(|/|\.|이|예|입|라|래|요|임|에요|$)"
    said = r"(?=,|\(|/|입니다|이라고|라고|이고|예요|에요|이에요|이오|요(?![가-힣])|래요|임(?![가-힣]))"
    forms = (
        rf"(?:저는|제 이름은|내 이름은?|이름은|나는|담당자?(?:는|:)?|실무 ?담당자?:?|문의:?|작성자:?|연락(?:처|은)?:?|신청인:?|전산 ?담당) ?(?:저 )?(?:(?:{known.department}|{known.title}) ?)*{person}{title}?{after}",
        rf"(?:{known.department}) ?{person}{title}{after}",
        rf"(?:{known.department}) ?(?:(?:{known.title}) ?)?{person}(?P<title>){said}",
        rf"(?:^|[\s,(/:]){person} ?(?P<title>{known.title}){after}",
        rf"(?:{known.title}) {person}(?P<title>){said}",
        rf"(?:^|[\s,(/:]){person}(?P<title>)[\s,(/]{{1,3}}0\d{{1,2}}[- ]?\d{{3,4}}[- ]?\d{{4}}",
    )
    for form in forms:
        for match in re.finditer(form, text):
            name = match["person"]
            if (
                not _NO_PERSON.match(name)
                and not name.endswith(_PARTICLES)
                and not find_regions(name)
                and (len(name) == 3 or match["title"])
            ):
                return f"{name} {match['title']}" if match["title"] else name
    return None


_PARTICLES = ("를", "을", "는", "에", "의", "로", "도", "만", "절", "한", "할", "된", "될")
_NO_PERSON = re.compile(
    r"^(?:연결|연락|공장|공무|공급|공정|기계|기간|기존|고장|고객|구축|구매|국세|금액|금년|나라|남은|내일|노후|도입|동작|모두|모터|문제|문의|반장|방금|배터|변경|사업|사용|사장|서버|서류|선지|설비|성함|센서|신청|안녕|양식|어제|업체|연락|오늘|온도|용접|우리|원가|유지|이번|이름|이상|이에|이고|인데|인버|일단|임대|장비|저희|전기|전산|전화|정부|정기|정상|제가|제어|조금|주소|지금|지방|지원|직원|진행|차장|채납|천만|추가|코드|태블|표시|하자|한번|현재|현장|화면|회사|가능|감액|감사|갑자|계속|계약|견적|경기|생산|수리|확인|필요|프레|라인|라벨|로봇|대표|대리|담당|번호|부장|과장|팀장|사원|두절|주임|계장|책임|선임|수석|이사|전무|상무|사출|금형|정밀|구형|신형)"
)
