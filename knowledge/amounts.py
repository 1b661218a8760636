"""The subsidy and what stays with the company, in won."""

from __future__ import annotations

from knowledge.notice import Figures


def subsidy(cost_won: int, figures: Figures) -> int:
    """The notice's share of the cost, fractions of a won dropped, at most the cap.

    Source: overview.terms, overview.limit. Raises ValueError for a negative cost.
    """
    if cost_won < 0:
        raise ValueError("amounts: cost: negative (allowed: 0 won or more)")
    return min(cost_won * figures.rate_percent // 100, figures.cap_won)


def own_share(cost_won: int, figures: Figures) -> int:
    """What the company pays in the end: the cost less the subsidy. Source: overview.terms."""
    return cost_won - subsidy(cost_won, figures)


def recognised_cost(quote_won: int, reviewed_won: int) -> int:
    """The cost that counts: the lower of quote and reviewed cost. Source: caution.lower_amount."""
    return min(quote_won, reviewed_won)
