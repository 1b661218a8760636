"""All checks of a notice's data; the wording has its own."""

from __future__ import annotations

from knowledge.checks.figures import figure_problems
from knowledge.checks.gates import gate_problems
from knowledge.checks.offices import office_problems
from knowledge.checks.papers import paper_problems
from knowledge.checks.quotes import quote_problems
from knowledge.checks.references import reference_problems
from knowledge.checks.scoring import scoring_problems
from knowledge.checks.windows import window_problems
from knowledge.errors import NoticeProblem
from knowledge.notice import Notice

CHECKS = (
    quote_problems,
    reference_problems,
    figure_problems,
    window_problems,
    office_problems,
    paper_problems,
    scoring_problems,
    gate_problems,
)


def data_problems(notice: Notice) -> list[NoticeProblem]:
    """Everything in the data that does not hold together."""
    return [problem for check in CHECKS for problem in check(notice)]
