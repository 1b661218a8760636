"""All checks of a notice's data; the wording has its own."""

from __future__ import annotations

from knowledge.checks.quotes import quote_problems
from knowledge.errors import NoticeProblem
from knowledge.notice import Notice


def data_problems(notice: Notice) -> list[NoticeProblem]:
    """Everything in the data that does not hold together."""
    return [problem for check in CHECKS for problem in check(notice)]


CHECKS = (quote_problems,)
