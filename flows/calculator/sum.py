"""The reckoning of the calculator: what counts as cost, the subsidy, the company's share. Everything in won."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.amounts import cost_for_subsidy, own_share, recognised_cost, subsidy
from knowledge.notice import Figures


@dataclass(frozen=True)
class Reckoning:
    """From a quote, and the cost review's result where there is one. Source: overview.terms, caution.lower_amount."""

    quote: int
    reviewed: int | None
    base: int  # the lower of both
    share: int  # the notice's rate of the base, before the cap
    subsidy: int
    own: int  # the company's part of the base

    @property
    def capped(self) -> bool:
        return self.share > self.subsidy

    @property
    def beyond(self) -> int:
        """What the quote asks for beyond the base."""
        return self.quote - self.base


@dataclass(frozen=True)
class Backwards:
    """From the subsidy that somebody wants to the cost that gives it. Source: overview.terms, overview.limit."""

    wanted: int
    subsidy: int  # what is given at most of it
    cost: int  # the smallest cost that gives it
    own: int

    @property
    def capped(self) -> bool:
        return self.wanted > self.subsidy


def reckon(quote_won: int, reviewed_won: int | None, figures: Figures) -> Reckoning:
    """The reckoning for a quote. Raises ValueError for a negative amount."""
    base = quote_won if reviewed_won is None else recognised_cost(quote_won, reviewed_won)
    return Reckoning(
        quote=quote_won,
        reviewed=reviewed_won,
        base=base,
        share=base * figures.rate_percent // 100,
        subsidy=subsidy(base, figures),
        own=own_share(base, figures),
    )


def reckon_back(wanted_won: int, figures: Figures) -> Backwards:
    """The cost for a wanted subsidy; of more than the cap, the cost that reaches the cap."""
    given = min(wanted_won, figures.cap_won)
    cost = cost_for_subsidy(given, figures)
    return Backwards(wanted_won, given, cost, own_share(cost, figures))
