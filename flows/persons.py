"""Names of persons in a sentence: "공무팀 최만수 반장 찾으세요", "담당자는 저 정예린입니다"."""

from __future__ import annotations

import re
from functools import cache

from flows.colloquial import standard
from flows.questions import flow_data

_ENDS = r"(?:입니다|이에요|예요|이예요|에요|이요|요|임|이고|고|이구|인데|이라|라|이며|이여|이야|야|으로|로|님|씨|이|가|은|는|을|를|한테|에게|께|$|[\s,.!~)])"
_LABEL = r"(?:(?:연락 ?(?:받을|받는|담당)? ?(?:사람|담당자?)|담당자?|책임자|성함|이름)(?:자|님|명)?(?:은|는|이|가|:|：)?|(?:저는|나는|제가|저예요,|저(?= )))"
_SAYING = r"(?:입니다|이라고|라고|이에요|예요|이예요|에요|이여|이고요?|이며|이야|임(?![가-힣])|으로 ?(?:해|적|넣|기재)|로 ?(?:해|적|넣|기재))"
_NO_NAME = re.compile(
    r"(?:이번|이거|이것|저희|우리|하자|공장|기계|회사|업체|사업|신청|연락|담당|번호|전화|오늘|내일|어제|지금|아직|나중|이름|성함|주소|정보|정부|사람|직원|사장|부장|과장|공무|생산|관리|전산|총무|경리|설비|품질|사용|수리|고장|서버|인데|하는|하고|여기|거기|모르|몰라|안해|안되|신입|대신|본인|문자|메일|이메일|기간|견적|서류|제출|동의|한다|하기|해주|확인|없|있|[가-힣]{1,4}(?:팀|과|부|실|반|업|업체|회사|원|품|만|서|측|쪽|분)$)"
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data: dict[str, list[str]] = flow_data("emergency", "persons.yaml")
    surname = "|".join(sorted(data["surnames"], key=len, reverse=True))
    title = "|".join(sorted(data["titles"], key=len, reverse=True))
    name = rf"(?:{surname})[가-힣]{{1,2}}"
    before = r"(?:^|(?<=[\s,.:(]))"
    return (
        # with a title behind or before it
        re.compile(rf"{before}(?P<name>{name} ?(?:{title}))(?:님)?{_ENDS}"),
        re.compile(rf"{before}(?P<name>(?:{title}) {name})(?={_ENDS})"),
        # behind a label or oneself: "담당자는 저 정예린", "제 이름은 윤서희", "내이름최민재"
        re.compile(
            rf"{before}(?:저희 |우리 |제 ?|내 ?)?{_LABEL} ?(?:저(?:는|예요|고)?,? ?|나는 ?|바로 ?|제가 ?)?(?:[가-힣A-Za-z()㈜]{{2,14}} )?(?P<name>(?:{surname})[가-힣]{{2}})(?={_SAYING}|\s*$|\s*[,.]|\s+[\d폰번])"
        ),
        # a whole clause that says a name: "윤혜숙이라고 적어 주세요", "조만식이라고 우리 공장장 있어"
        re.compile(rf"{before}(?P<name>(?:{surname})[가-힣]{{2}})(?={_SAYING})"),
    )


def find_person(text: str, asked: bool) -> str | None:
    """A person's name with the title beside it, as said. `asked`: the name is what was asked, so that less shows it."""
    line = standard(text)
    line = re.sub(r"(?<=[가-힣]) ?(?:핸드)?(?:폰|번호|연락처)(?= ?\d)", " 폰", line)
    for index, pattern in enumerate(_patterns()):
        if index == 3 and not asked:
            continue
        if (
            index == 2
            and not asked
            and not re.search(
                r"담당|이름|성함|책임자|연락|[가-힣]{2,14} [가-힣]{3}(?:입니다|이에요|예요|이고|라고|이라고)", line
            )
        ):
            continue
        for match in pattern.finditer(line):
            name = match["name"].strip()
            bare = re.sub(r"\s?(?:" + "|".join(flow_data("emergency", "persons.yaml")["titles"]) + r")\s?", "", name)
            if (
                len(bare) >= 2
                and not (len(bare) == 2 and bare[1] in "은는이가을를도에의로시고")
                and not _NO_NAME.match(bare)
            ):
                return name
    return None
