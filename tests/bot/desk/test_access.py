"""Every role, every office, every act: one table, checked against the rule and against the acts themselves."""

from __future__ import annotations

from contextlib import nullcontext
from itertools import product

import pytest

from bot.desk import acts, people
from bot.desk.access import ACTIONS, ALL_STATUSES, OPEN_STATUSES, may, may_invite, may_manage, require, visible
from bot.desk.errors import DeskError, HeldByAnother, NotAllowed, RequestNotFound
from bot.store.models import Request, Staff

OFFICES = (None, "gyeonggi", "incheon")
PEOPLE = [
    (role, office) for role, office in product(("staff", "lead", "admin"), OFFICES) if (office or role == "admin")
]


def person(role: str, office: str | None, active: bool = True, number: int = 1) -> Staff:
    return Staff(id=number, name="김담당", role=role, office=office, active=active)


def a_request(office: str | None, status: str = "new", claimed_by: int | None = None, kind: str = "request") -> Request:
    return Request(
        id=1, receipt="2306-0001", kind=kind, office=office, status=status, channel="web", user="u", notice="2023-330",
        facts={}, findings=[], clauses={}, claimed_by=claimed_by,
    )  # fmt: skip


@pytest.mark.parametrize(("role", "of"), PEOPLE)
@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("kind", ["request", "consultation"])
def test_who_sees_what(role: str, of: str | None, office: str | None, kind: str) -> None:
    expected = role == "admin" or (office is not None and office == of)
    assert visible(person(role, of), a_request(office, kind=kind)) is expected
    assert not visible(person(role, of, active=False), a_request(office, kind=kind))


@pytest.mark.parametrize(("role", "of"), PEOPLE)
@pytest.mark.parametrize("action", sorted(ACTIONS))
@pytest.mark.parametrize("holder", [None, 1, 2])
def test_who_does_what(role: str, of: str | None, action: str, holder: int | None) -> None:
    for office in OFFICES:
        sees = role == "admin" or (office is not None and office == of)
        expected = sees and (action in ("see", "note", "claim") or role in ("lead", "admin") or holder in (None, 1))
        assert may(person(role, of), action, a_request(office, "claimed" if holder else "new", holder)) is expected


@pytest.mark.parametrize("action", sorted(ACTIONS))
@pytest.mark.parametrize("status", sorted(ALL_STATUSES))
def test_an_ended_request_takes_notes_only(action: str, status: str) -> None:
    staff, request = person("lead", "gyeonggi"), a_request("gyeonggi", status)
    possible = action in ("see", "note") or (status in OPEN_STATUSES and not (action == "release" and status == "new"))
    if possible:
        require(staff, action, request)
    else:
        with pytest.raises(DeskError):
            require(staff, action, request)


@pytest.mark.parametrize(("role", "of"), PEOPLE)
@pytest.mark.parametrize("wanted", ["staff", "lead", "admin", "owner"])
@pytest.mark.parametrize("office", OFFICES)
def test_who_invites_whom(role: str, of: str | None, wanted: str, office: str | None) -> None:
    sensible = (wanted == "admin") == (office is None) and wanted != "owner"
    expected = sensible and (role == "admin" or (role == "lead" and office == of))
    assert may_invite(person(role, of), wanted, office) is expected


@pytest.mark.parametrize(("role", "of"), PEOPLE)
@pytest.mark.parametrize(("other_role", "other_of"), PEOPLE)
def test_who_ends_whose_access(role: str, of: str | None, other_role: str, other_of: str | None) -> None:
    expected = role == "admin" or (role == "lead" and other_role != "admin" and other_of == of)
    assert may_manage(person(role, of), person(other_role, other_of, number=2)) is expected
    assert not may_manage(person(role, of), person(other_role, other_of, number=1)), "nobody ends their own access"


def act_calls(office, staff, receipt):
    """Every act on a request, by name."""
    now, desk = office.now, office.desk
    return {
        "see": lambda s: acts.find(s, staff, receipt),
        "note": lambda s: acts.note(s, staff, receipt, "메모", now),
        "claim": lambda s: acts.claim(s, desk, staff, receipt, now),
        "release": lambda s: acts.release(s, desk, staff, receipt, now),
        "ask_back": lambda s: acts.ask_back(s, desk, staff, receipt, "모델명은 무엇인가요?", now),
        "check_gate": lambda s: acts.check_gate(s, staff, receipt, "no_warranty", "pass", now),
        "hand_over": lambda s: acts.hand_over(s, desk, staff, receipt, "busan", "", now),
        "close": lambda s: acts.close(s, desk, staff, receipt, "안내했습니다.", now),
    }


def test_the_acts_cover_the_table(office) -> None:
    assert set(act_calls(office, office.people["김담당"], "2306-0001")) == set(ACTIONS)


HOLDERS = {"gyeonggi": "이예시 대리", "incheon": "정본보기", None: "관리자"}
CAST = ("김담당", "박예시 과장", "정본보기", "한본보기 과장", "관리자", "옛사람")


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_acts_keep_to_the_rule(office, action: str) -> None:
    """Every person, every office and either holder: the act does what the table says."""
    for name, belongs, held in product(CAST, HOLDERS, (False, True)):
        staff, receipt = office.people[name], office.file(belongs)
        with office.store.begin() as session:
            if held:
                acts.claim(session, office.desk, office.people[HOLDERS[belongs]], receipt, office.now)
            request = acts.find(session, office.people["관리자"], receipt)
        allowed = may(staff, action, request) and request.status in ACTIONS[action]
        expected: type[Exception] | None = None if allowed else DeskError
        if not visible(staff, request):
            expected = RequestNotFound
        elif action == "claim" and held and request.claimed_by != staff.id:
            expected = HeldByAnother
        call = act_calls(office, staff, receipt)[action]
        with pytest.raises(expected) if expected else nullcontext(), office.store.begin() as session:
            call(session)


def test_a_lead_sees_only_the_own_office(office) -> None:
    with office.store.begin() as session:
        seen = people.colleagues(session, office.people["박예시 과장"])
        assert {each.office for each in seen} == {"gyeonggi"}
        assert "옛사람" not in {each.name for each in seen}
        with pytest.raises(NotAllowed):
            people.colleagues(session, office.people["김담당"])


def test_the_intake_switch_is_the_administrators(office) -> None:
    with office.store.begin() as session:
        with pytest.raises(NotAllowed):
            people.switch_intake(session, office.people["박예시 과장"], "emergency", False, office.now)
        people.switch_intake(session, office.people["관리자"], "emergency", False, office.now)
        assert people.intake(session) == {"emergency": False, "regular": True}
