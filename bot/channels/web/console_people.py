"""사람과 알림: colleagues, invites, chats that get notices, and the intake switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from bot.channels.web.console_session import Visit
from bot.channels.web.pages import page
from bot.desk import invites, people
from bot.desk.acts import Desk
from bot.desk.errors import DeskError, NotAllowed, StaffNotFound
from bot.desk.invites import NewInvite
from bot.settings import Settings
from bot.store import Store

if TYPE_CHECKING:
    from bot.channels.web.console import Console

PATH = "/console/people"


class People:
    """Pages for leads (their office) and administrators (everybody)."""

    def __init__(self, store: Store, desk: Desk, settings: Settings, console: Console) -> None:
        self._store = store
        self._desk = desk
        self._settings = settings
        self._console = console

    def show(
        self,
        visit: Visit,
        status: int = 200,
        problem: str = "",
        made: NewInvite | None = None,
        link: tuple[str, str] | None = None,
    ) -> Response:
        """The page; `made` and `link` are shown this once, for they are kept as digests only."""
        try:
            with self._store.read() as session:
                values = self._console.frame(session, visit)
                found = people.colleagues(session, visit.staff)
                chats = people.chats(session, visit.staff)
                invited = people.open_invites(session, visit.staff, visit.now)
        except NotAllowed as error:
            return self._refused(visit, error)
        return page(
            "console/people.html",
            status,
            **values,
            people=found,
            chats=chats,
            invites=invited,
            problem=problem,
            made=made,
            made_link=f"{self._base(visit)}/console/join?code={made.code}" if made else "",
            link_for=link,
            notice=self._desk.notice,
            open_receipt="",
        )

    def _base(self, visit: Visit) -> str:
        return self._settings.public_url or str(visit.web.base_url).rstrip("/")

    def _refused(self, visit: Visit, error: DeskError) -> Response:
        if isinstance(error, StaffNotFound):
            return self._console.missing(visit, error)
        with self._store.read() as session:
            values = self._console.frame(session, visit)
        return page("console/missing.html", 403, **values, text=self._console.refusal(error, visit), open_receipt="")

    def invite(self, visit: Visit) -> Response:
        role = visit.form.get("role", "staff")
        office = None if role == "admin" else visit.form.get("to") or visit.staff.office
        try:
            with self._store.begin() as session:
                made = invites.create_invite(
                    session, self._store.cipher, role, office, self._desk.notice.offices, visit.now, by=visit.staff
                )
        except DeskError as error:
            return self._refused(visit, error)
        return self.show(visit, made=made)

    def switch(self, visit: Visit) -> Response:
        try:
            with self._store.begin() as session:
                is_open = visit.form.get("open") == "yes"
                people.switch_intake(session, visit.staff, visit.form.get("type", ""), is_open, visit.now)
        except DeskError as error:
            return self._refused(visit, error)
        return RedirectResponse(PATH, 303)

    def end(self, visit: Visit) -> Response:
        try:
            with self._store.begin() as session:
                people.end_access(session, visit.staff, int(visit.web.path_params["person"]))
        except DeskError as error:
            return self._refused(visit, error)
        return RedirectResponse(PATH, 303)

    def link(self, visit: Visit) -> Response:
        person = int(visit.web.path_params["person"])
        try:
            with self._store.begin() as session:
                token = people.link_for(session, self._store.cipher, visit.staff, person, visit.now)
                name = next(each.name for each in people.colleagues(session, visit.staff) if each.id == person)
        except DeskError as error:
            return self._refused(visit, error)
        return self.show(visit, link=(name, f"{self._base(visit)}/console/enter/{token}"))
