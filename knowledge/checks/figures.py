"""Figures in the ranges in which the rules make sense."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.errors import NoticeProblem
from knowledge.notice import Notice

RANGES: dict[str, tuple[float, float]] = {
    "rate_percent": (1, 100),
    "cap_won": (1, 10_000_000_000),
    "period_months": (1, 60),
    "extension_months": (0, 60),
    "companies": (1, 100_000),
    "pass_points": (1, 100),
    "shortlist_min": (1, 10),
    "shortlist_max": (1, 10),
    "start_business_days": (1, 365),
    "tax_certificate_months": (1, 24),
    "emergency_criteria": (1, 100),
}


def figure_problems(notice: Notice) -> Iterator[NoticeProblem]:
    """Figures out of range, and a shortlist whose bounds are the wrong way round."""
    figures = notice.figures
    for name, (least, most) in RANGES.items():
        value = getattr(figures, name)
        if not least <= value <= most:
            yield NoticeProblem("figures.yaml", f"{name}.value", f"{value:g}", f"{least:g} to {most:g}")
    if figures.shortlist_min > figures.shortlist_max:
        found = f"{figures.shortlist_min:g} above {figures.shortlist_max:g}"
        yield NoticeProblem("figures.yaml", "shortlist_min.value", found, "at most shortlist_max")
