"""What can go wrong at the staff desk. Messages carry no personal data; what a person sees is chosen by the type.

DeskError
    RequestNotFound     no such request, or not one that this person may see: the two are told apart nowhere
    NotAllowed          the person may see it, but not do this
    HeldByAnother       somebody else has the request
    ActionNotOpen       the request's status does not take this action
    RequestChanged      somebody changed the request in the same moment
    UndoTooLate         the few seconds for taking an act back are over
    TextMissing, TextTooLong
    OfficeUnknown, GateUnknown, StaffNotFound
    InviteError
        InviteUnknown, InviteUsed, InviteExpired, InviteNotForGroup
    LinkRefused         a one-time console link that is unknown, used or expired
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime


class DeskError(Exception):
    """Base of all refusals of the desk."""


class RequestNotFound(DeskError):
    """There is no such request for this person; also said of a request that another office has."""

    def __init__(self) -> None:
        super().__init__("request: not found for this person")


class NotAllowed(DeskError):
    """The person's role does not include the action."""

    def __init__(self, action: str, role: str) -> None:
        self.action = action
        self.role = role
        super().__init__(f"{action}: not for role {role}")


class HeldByAnother(DeskError):
    """Somebody else claimed the request first. `name` and `at` are for the person who is told, not for logs."""

    def __init__(self, name: str, at: datetime) -> None:
        self.name = name
        self.at = at
        super().__init__("claim: another member of staff has the request")


class ActionNotOpen(DeskError):
    """The request's status does not take the action."""

    def __init__(self, action: str, status: str, allowed: Iterable[str]) -> None:
        self.action = action
        self.status = status
        self.allowed = tuple(sorted(allowed))
        super().__init__(f"{action}: status is {status} (allowed: {', '.join(self.allowed)})")


class RequestChanged(DeskError):
    """The request was changed between reading and writing; what the person saw is no longer so."""

    def __init__(self) -> None:
        super().__init__("request: changed in the same moment")


class UndoTooLate(DeskError):
    """The act can no longer be taken back: it is too old, not one's own, or something happened since."""

    def __init__(self) -> None:
        super().__init__("undo: nothing of this person's that can still be taken back")


class TextMissing(DeskError):
    """The act needs words and there are none."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(f"{field}: empty")


class TextTooLong(DeskError):
    """More characters than a message may have."""

    def __init__(self, field: str, length: int, most: int) -> None:
        self.field = field
        self.length = length
        self.most = most
        super().__init__(f"{field}: {length} characters (allowed: {most})")


class OfficeUnknown(DeskError):
    """The office is not one of the notice's, or is the one that already has the request."""

    def __init__(self, office: str | None, allowed: Iterable[str]) -> None:
        self.office = office
        self.allowed = tuple(allowed)
        super().__init__(f"office: {office!r} (allowed: {', '.join(self.allowed)})")


class GateUnknown(DeskError):
    """The request has no finding for this gate, or none that staff have to look at."""

    def __init__(self, gate: str, allowed: Iterable[str]) -> None:
        self.gate = gate
        self.allowed = tuple(allowed)
        super().__init__(f"gate: {gate!r} (allowed: {', '.join(self.allowed)})")


class StaffNotFound(DeskError):
    """There is no such member of staff for this person."""

    def __init__(self) -> None:
        super().__init__("staff: not found for this person")


class InviteError(DeskError):
    """An invite code does not admit."""


class InviteUnknown(InviteError):
    """No invite has this code."""

    def __init__(self) -> None:
        super().__init__("invite: unknown code")


class InviteUsed(InviteError):
    """The invite was used: each admits one person or one group."""

    def __init__(self) -> None:
        super().__init__("invite: already used")


class InviteExpired(InviteError):
    """The invite's time is over."""

    def __init__(self, expired_at: datetime) -> None:
        self.expired_at = expired_at
        super().__init__(f"invite: expired {expired_at:%Y-%m-%d}")


class InviteNotForGroup(InviteError):
    """A group belongs to one office and holds no rights of its own: an invite for a lead or an admin is for a person."""

    def __init__(self, role: str) -> None:
        self.role = role
        super().__init__(f"invite: role {role} joins as a person, not as a group (allowed: staff)")


class LinkRefused(DeskError):
    """A one-time console link is unknown, used or expired; which of them is said to nobody."""

    def __init__(self) -> None:
        super().__init__("console link: unknown, used or expired")
