"""Joining: single use, expiring, per office, person or group."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk import invites
from bot.desk.errors import (
    InviteError,
    InviteExpired,
    InviteNotForGroup,
    InviteUnknown,
    InviteUsed,
    NotAllowed,
    OfficeUnknown,
    TextMissing,
    TextTooLong,
)
from bot.store.models import Invite, Staff, StaffChat


def invited(office, role="staff", to="gyeonggi", by=None) -> str:
    with office.store.begin() as session:
        return invites.create_invite(
            session, office.store.cipher, role, to, office.desk.notice.offices, office.now, by
        ).code


def join(office, code, name="새사람", later=timedelta(0), **where) -> Staff:
    with office.store.begin() as session:
        return invites.join_person(session, office.store.cipher, code, name, office.now + later, **where)


def test_an_invite_admits_one_person_to_its_office(office) -> None:
    staff = join(office, invited(office, "lead", "busan"), "  최  예시 ")
    assert (staff.name, staff.office, staff.role, staff.active) == ("최 예시", "busan", "lead", True)


def test_an_invite_admits_once(office) -> None:
    code = invited(office)
    join(office, code)
    with pytest.raises(InviteUsed):
        join(office, code, "둘째")


def test_of_two_who_join_at_once_one_gets_in(office) -> None:
    code, start, outcomes = invited(office), threading.Barrier(6), []

    def press(number: int) -> None:
        start.wait()
        try:
            outcomes.append(join(office, code, f"사람{number}"))
        except InviteUsed as refused:
            outcomes.append(refused)

    threads = [threading.Thread(target=press, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(each, Staff) for each in outcomes) == 1


def test_an_invite_expires(office) -> None:
    code = invited(office)
    with pytest.raises(InviteExpired):
        join(office, code, later=timedelta(days=invites.INVITE_DAYS))


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC", "'; drop table staff", "가나다"])
def test_a_code_that_is_none_is_refused(office, code: str) -> None:
    with pytest.raises(InviteUnknown):
        join(office, code)


def test_a_code_is_read_as_people_type_it(office) -> None:
    code = invited(office)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert join(office, f"  {typed} ").office == "gyeonggi"


def test_only_the_digest_of_a_code_is_kept(office) -> None:
    code = invited(office)
    with office.store.read() as session:
        row = session.exec(select(Invite)).one()
    assert code.replace("-", "") not in row.code_digest


@pytest.mark.parametrize(("role", "to"), [("staff", None), ("admin", "gyeonggi"), ("owner", "gyeonggi")])
def test_only_an_administrator_has_no_office(office, role: str, to: str | None) -> None:
    with pytest.raises(NotAllowed):
        invited(office, role, to)


def test_an_unknown_office_is_named(office) -> None:
    with pytest.raises(OfficeUnknown, match="moon"):
        invited(office, "staff", "moon")


def test_a_lead_invites_for_the_own_office_only(office) -> None:
    lead = office.people["박예시 과장"]
    assert join(office, invited(office, "staff", "gyeonggi", lead)).office == "gyeonggi"
    for role, to in (("staff", "incheon"), ("admin", None)):
        with pytest.raises(NotAllowed):
            invited(office, role, to, lead)


@pytest.mark.parametrize(("name", "error"), [("  ", TextMissing), ("가" * 41, TextTooLong)])
def test_a_refused_name_does_not_use_the_invite(office, name: str, error: type[Exception]) -> None:
    code = invited(office)
    with pytest.raises(error):
        join(office, code, name)
    assert join(office, code, "김새로").active


def test_a_group_gets_the_offices_notices_and_its_members_may_act(office) -> None:
    with office.store.begin() as session:
        chat = invites.join_group(session, office.store.cipher, invited_in(session, office), "-100", office.now)
        assert (chat.office, chat.is_group, chat.active) == ("gyeonggi", True, True)
        member = invites.member_of_group(session, "-100", "4711", "윤모임", office.now)
        assert member is not None
        assert (member.office, member.role) == ("gyeonggi", "staff")
        assert invites.member_of_group(session, "-999", "4712", "남", office.now) is None, "not a group of ours"


def invited_in(session, office, role="staff", to="gyeonggi") -> str:
    return invites.create_invite(session, office.store.cipher, role, to, office.desk.notice.offices, office.now).code


def test_a_person_whose_access_ended_does_not_come_back_through_the_group(office) -> None:
    office.person("나간사람", "gyeonggi", active=False, telegram_user="4713")
    with office.store.begin() as session:
        invites.join_group(session, office.store.cipher, invited_in(session, office), "-100", office.now)
        assert invites.member_of_group(session, "-100", "4713", "나간사람", office.now) is None


@pytest.mark.parametrize(("role", "to"), [("lead", "gyeonggi"), ("admin", None)])
def test_rights_beyond_staff_are_not_given_to_a_group(office, role: str, to: str | None) -> None:
    code = invited(office, role, to)
    with pytest.raises(InviteNotForGroup), office.store.begin() as session:
        invites.join_group(session, office.store.cipher, code, "-100", office.now)
    assert join(office, code).role == role, "the refusal did not use it"


def test_a_person_in_telegram_gets_notices_in_the_private_chat(office) -> None:
    staff = join(office, invited(office), telegram_user="4714", chat_id="4714")
    with office.store.read() as session:
        chat = session.exec(select(StaffChat)).one()
    assert (chat.chat_id, chat.is_group, chat.staff_id, chat.office) == ("4714", False, staff.id, "gyeonggi")


def test_somebody_who_joins_again_moves_office_but_an_administrator_stays_one(office) -> None:
    first = join(office, invited(office), telegram_user="4715")
    again = join(office, invited(office, "lead", "busan"), telegram_user="4715")
    assert (again.id, again.office, again.role) == (first.id, "busan", "lead")
    join(office, invited(office, "admin", None), telegram_user="4715")
    kept = join(office, invited(office), telegram_user="4715")
    assert (kept.role, kept.office) == ("admin", None)


def test_refusals_say_no_code(office) -> None:
    code = invited(office)
    join(office, code)
    with pytest.raises(InviteError) as refused:
        join(office, code)
    assert code not in str(refused.value)
