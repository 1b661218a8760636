"""What goes wrong at the edges of the assistant.

BotError
    SettingsProblem     a setting cannot be used; one line for the operator
    PortBusy            the web server's port is taken
    ReceiptUnknown      no case has this number
    PaperNotWritten     a page cannot be written where it should be
    ConversationBusy    one person's turns kept overtaking each other
    RequestOvertaken    staff ended the request between the reading and the writing of a turn
TransportError          a delivery did not (or perhaps did) arrive
"""

from __future__ import annotations


class BotError(Exception):
    """An error whose message is one line for the operator: place, found, allowed."""


class SettingsProblem(BotError):
    """A setting cannot be used."""


class PortBusy(BotError):
    """The web server's port is taken."""


class ConversationBusy(BotError):
    """A turn was overtaken by others of the same person again and again; the event was not handled."""


class ReceiptUnknown(BotError):
    """No case has this number."""


class PaperNotWritten(BotError):
    """A case's page cannot be written to its file."""


class RequestOvertaken(BotError):
    """The request that a turn adds to or withdraws has ended since it was read: the turn is to be run again."""

    def __init__(self) -> None:
        super().__init__("request: ended since the turn was read (allowed: a request that is open)")


class TransportError(Exception):
    """A delivery failed. `kind` names the reason without the message, the recipient or the library's text.

    permanent: trying again cannot help. blocked: the person or group has shut the assistant out (permanent, too).
    retry_after: seconds to wait, as the channel said. maybe_delivered: it may have arrived all the same.
    migrated_to: the chat has a new id; the delivery goes there.
    """

    def __init__(
        self,
        kind: str,
        *,
        permanent: bool = False,
        blocked: bool = False,
        retry_after: float | None = None,
        maybe_delivered: bool = False,
        migrated_to: str | None = None,
    ) -> None:
        self.kind = kind
        self.permanent = permanent or blocked
        self.blocked = blocked
        self.retry_after = retry_after
        self.maybe_delivered = maybe_delivered
        self.migrated_to = migrated_to
        super().__init__(kind)
