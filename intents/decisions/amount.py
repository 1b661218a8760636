"""What the subsidy comes to, from the amounts that a question states. Everything in won."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.amounts import cost_from_own, own_share, recognised_cost, subsidy
from knowledge.facts import Facts
from knowledge.notice import Figures


@dataclass(frozen=True)
class Sum:
    """The reckoning behind an answer about money.

    `basis` says what the cost is: quote, total (several quotes added), reviewed (the review's lower result), agreed,
    own (reckoned back from what the company can pay).
    `unpaid` is what was spent beyond the agreed cost; it stays with the company.
    """

    cost: int
    basis: str
    subsidy: int
    half: int
    own: int
    unpaid: int = 0
    reviewed_higher: bool = False

    @property
    def capped(self) -> bool:
        """Half of the cost is more than the cap allows."""
        return self.half > self.subsidy


def reckon(facts: Facts, figures: Figures) -> Sum | None:
    """The subsidy for the stated amounts; None where no cost is stated.

    The agreed cost counts before the reviewed one, and that before the quote; of quote and review the lower one.
    """
    agreed, reviewed = facts.known("agreed_amount"), facts.known("reviewed_amount")
    quote, spent = facts.known("quote_amount"), facts.known("spent_amount")
    several = [int(amount) for amount in facts.known("amounts") or ()]
    basis, cost = "quote", quote
    if agreed is not None:
        basis, cost = "agreed", agreed
    elif reviewed is not None and (quote is not None or spent is not None):
        basis, cost = "reviewed", recognised_cost(quote if quote is not None else spent, reviewed)
    elif reviewed is not None:
        basis, cost = "reviewed", reviewed
    elif len(several) > 1:
        basis, cost = "total", sum(several)
    elif quote is None and facts.known("own_amount") is not None:
        basis, cost = "own", cost_from_own(facts.known("own_amount"), figures)
    elif quote is None:
        cost = spent
    if cost is None or cost < 0:
        return None
    paid = spent if spent is not None else (quote if basis == "agreed" and quote else cost)
    return Sum(
        cost=cost,
        basis=basis,
        subsidy=subsidy(cost, figures),
        half=cost * figures.rate_percent // 100,
        own=own_share(cost, figures),
        unpaid=max(0, paid - cost) if basis == "agreed" else 0,
        reviewed_higher=basis == "reviewed" and quote is not None and reviewed is not None and reviewed > quote,
    )
