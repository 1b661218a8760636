"""One-time links and sessions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk import console_access, people
from bot.desk.errors import LinkRefused, NotAllowed, StaffNotFound
from bot.store.models import ConsoleLink, ConsoleSession, Staff


def linked(office, name: str | None = None) -> str:
    staff = office.people[name] if name else None
    with office.store.begin() as session:
        return console_access.create_link(session, office.store.cipher, office.now, staff.id if staff else None)


def used(office, token: str, minutes: float = 0):
    with office.store.begin() as session:
        return console_access.use_link(session, office.store.cipher, token, office.now + timedelta(minutes=minutes))


def who(office, token: str, hours: float = 0) -> Staff | None:
    with office.store.read() as session:
        found = console_access.find_session(session, office.store.cipher, token, office.now + timedelta(hours=hours))
        return found[0] if found else None


def test_a_link_opens_one_session(office) -> None:
    token = linked(office, "김담당")
    opened = used(office, token)
    assert who(office, opened.token).name == "김담당"
    with pytest.raises(LinkRefused):
        used(office, token)


def test_the_operators_link_signs_in_the_same_administrator_every_time(office) -> None:
    first, second = used(office, linked(office)), used(office, linked(office))
    assert first.staff.role == "admin"
    assert first.staff.id == second.staff.id == office.people["관리자"].id


def test_a_link_expires_and_an_unknown_one_opens_nothing(office) -> None:
    token = linked(office, "김담당")
    with pytest.raises(LinkRefused):
        used(office, token, console_access.LINK_MINUTES)
    with pytest.raises(LinkRefused):
        used(office, "guessed")


def test_a_session_ends_after_twelve_hours_or_with_its_persons_access(office) -> None:
    token = used(office, linked(office, "김담당")).token
    assert who(office, token, 11.9) is not None
    assert who(office, token, 12) is None
    with office.store.begin() as session:
        people.end_access(session, office.people["박예시 과장"], office.people["김담당"].id)
    assert who(office, token) is None
    with pytest.raises(LinkRefused):
        used(office, linked(office, "김담당"))


def test_signing_out_closes_the_session(office) -> None:
    token = used(office, linked(office, "김담당")).token
    with office.store.begin() as session:
        console_access.close_session(session, office.store.cipher, token)
    assert who(office, token) is None


def test_tokens_are_kept_as_digests(office) -> None:
    link = linked(office, "김담당")
    token = used(office, link).token
    with office.store.read() as session:
        kept = [row.token_digest for row in session.exec(select(ConsoleLink))]
        kept += [row.token_digest for row in session.exec(select(ConsoleSession))]
    assert not any(secret in digest for digest in kept for secret in (link, token))


def test_access_is_ended_within_the_own_office_only(office) -> None:
    lead = office.people["박예시 과장"]
    with office.store.begin() as session:
        with pytest.raises(StaffNotFound):
            people.end_access(session, lead, office.people["정본보기"].id)
        with pytest.raises(StaffNotFound):
            people.end_access(session, lead, 999)
        with pytest.raises(StaffNotFound):
            people.end_access(session, office.people["김담당"], office.people["이예시 대리"].id)
        with pytest.raises(NotAllowed):
            people.end_access(session, lead, lead.id)
