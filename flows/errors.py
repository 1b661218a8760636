"""What can go wrong in the flows. Messages name place, found and allowed; users see a template instead.

FlowError
├── QuestionsBroken    questions.yaml or its wording do not hold together
├── StateUnreadable    a stored state that this version cannot continue
└── ReceiptMissing     a request is to be filed, but the caller reserved no receipt
"""

from __future__ import annotations

from collections.abc import Iterable


class FlowError(Exception):
    """Base of this package's errors."""


class QuestionsBroken(FlowError):
    """An entry of a flow's data is not what it may be."""

    def __init__(self, file: str, key: str, found: object, allowed: Iterable[str]) -> None:
        self.file, self.key, self.found, self.allowed = file, key, found, tuple(allowed)
        super().__init__(f"{file}: {key}: {found} (allowed: {', '.join(self.allowed)})")


class StateUnreadable(FlowError):
    """The stored state is of another flow, or not what this flow wrote. The message holds no answers."""

    def __init__(self, key: str, found: str, allowed: str) -> None:
        self.key = key
        super().__init__(f"flow state: {key}: {found} (allowed: {allowed})")


class ReceiptMissing(FlowError):
    """Context.reserved_receipt is None in a turn that files a request."""

    def __init__(self) -> None:
        super().__init__("context: reserved_receipt: None (allowed: YYMM-NNNN, reserved before the turn)")
