"""Who may see and do what at the staff desk: the one place where it is decided.

A request belongs to an office. Its staff and leads see it and act on it, and nobody else's; administrators see all of
them, and they alone see what has no office yet. What one person has claimed, a colleague may read and note on, but not
act on; a lead and an administrator may.
"""

from __future__ import annotations

from bot.desk.errors import ActionNotOpen, NotAllowed, RequestNotFound
from bot.store.models import Request, Staff

ROLES = ("staff", "lead", "admin")
OPEN_STATUSES = frozenset({"new", "claimed", "contacted", "waiting_company"})
ALL_STATUSES = OPEN_STATUSES | {"closed", "withdrawn"}

# the statuses in which each act on a request makes sense
ACTIONS: dict[str, frozenset[str]] = {
    "see": ALL_STATUSES,
    "note": ALL_STATUSES,
    "claim": OPEN_STATUSES,
    "release": OPEN_STATUSES - {"new"},
    "ask_back": OPEN_STATUSES,
    "check_gate": OPEN_STATUSES,
    "hand_over": OPEN_STATUSES,
    "close": OPEN_STATUSES,
}
# a colleague may do these on a request that somebody else has; who may claim it is decided by the claim itself
BESIDE_THE_HOLDER = frozenset({"see", "note", "claim"})


def visible(staff: Staff, request: Request) -> bool:
    """Whether this person may know that the request exists."""
    if not staff.active:
        return False
    if staff.role == "admin":
        return True
    return request.office is not None and staff.office == request.office


def may(staff: Staff, action: str, request: Request) -> bool:
    """Whether this person may do the act, whatever the request's status is."""
    if not visible(staff, request):
        return False
    return action in BESIDE_THE_HOLDER or staff.role in ("lead", "admin") or request.claimed_by in (None, staff.id)


def require(staff: Staff, action: str, request: Request) -> None:
    """Raises RequestNotFound, NotAllowed or ActionNotOpen, in this order, unless the act may be done now."""
    if not visible(staff, request):
        raise RequestNotFound
    if not may(staff, action, request):
        raise NotAllowed(action, staff.role)
    if request.status not in ACTIONS[action]:
        raise ActionNotOpen(action, request.status, ACTIONS[action])


def may_invite(staff: Staff, role: str, office: str | None) -> bool:
    """A lead invites colleagues of the own office, an administrator anybody; only an admin invite needs no office."""
    if not staff.active or role not in ROLES or (office is None) != (role == "admin"):
        return False
    return staff.role == "admin" or (staff.role == "lead" and role != "admin" and office == staff.office)


def may_manage(staff: Staff, other: Staff) -> bool:
    """Whether this person may end the other's access. Nobody ends their own: the last administrator stays."""
    if not staff.active or staff.id == other.id:
        return False
    return staff.role == "admin" or (staff.role == "lead" and other.role != "admin" and other.office == staff.office)


def may_switch_intake(staff: Staff) -> bool:
    """The intake switch is national: administrators only."""
    return staff.active and staff.role == "admin"


def sees_people(staff: Staff) -> bool:
    """Leads see their office's people, administrators everybody."""
    return staff.active and staff.role in ("lead", "admin")
