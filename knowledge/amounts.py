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


def cost_from_own(own_won: int, figures: Figures) -> int:
    """The largest cost that leaves the company no more to pay than `own_won`. Source: overview.terms, overview.limit.

    Above the cap every further won is the company's own. Raises ValueError for a negative amount.
    """
    if own_won < 0:
        raise ValueError("amounts: own share: negative (allowed: 0 won or more)")
    return min(own_won * 100 // (100 - figures.rate_percent), own_won + figures.cap_won)


def cost_for_subsidy(subsidy_won: int, figures: Figures) -> int:
    """The smallest cost whose subsidy is `subsidy_won`, rounded up. Source: overview.terms, overview.limit.

    Raises ValueError for a negative amount, and for one above the cap: no cost gives it.
    """
    if not 0 <= subsidy_won <= figures.cap_won:
        raise ValueError("amounts: subsidy: outside of what is given (allowed: 0 won to the cap)")
    return -(-subsidy_won * 100 // figures.rate_percent)
