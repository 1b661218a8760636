"""The guided request for 긴급AS."""

from flows.emergency.dialog import FLOW, advance, start

__all__ = ["FLOW", "advance", "start"]
