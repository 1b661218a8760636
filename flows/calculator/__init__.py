"""The calculator of cost, subsidy and own share."""

from flows.calculator.dialog import FLOW, advance, begin, overview

__all__ = ["FLOW", "advance", "begin", "overview"]
