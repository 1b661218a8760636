"""The self-assessment by the evaluation tables of the notice."""

from flows.selfcheck.dialog import advance, begin, change, overview, reopen
from flows.selfcheck.reading import named_table
from flows.selfcheck.standing import FLOW

__all__ = ["FLOW", "advance", "begin", "change", "named_table", "overview", "reopen"]
