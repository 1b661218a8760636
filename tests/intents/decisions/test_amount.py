"""What the subsidy comes to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.decisions.amount import reckon
from knowledge.facts import Facts, FactValue
from knowledge.loading import default_notice

FIGURES = default_notice().figures


@pytest.mark.parametrize(
    ("facts", "cost", "subsidy", "unpaid"),
    [
        ({"quote_amount": 36_000_000}, 36_000_000, 18_000_000, 0),
        ({"quote_amount": 52_000_000}, 52_000_000, 20_000_000, 0),
        ({"amounts": ("12000000", "9000000")}, 21_000_000, 10_500_000, 0),
        ({"quote_amount": 32_000_000, "reviewed_amount": 28_000_000}, 28_000_000, 14_000_000, 0),
        ({"quote_amount": 20_000_000, "reviewed_amount": 28_000_000}, 20_000_000, 10_000_000, 0),
        ({"spent_amount": 25_000_000, "agreed_amount": 20_000_000}, 20_000_000, 10_000_000, 5_000_000),
        ({"quote_amount": 3}, 3, 1, 0),
    ],
)
def test_the_reckoning(facts: dict[str, FactValue], cost: int, subsidy: int, unpaid: int) -> None:
    money = reckon(Facts(facts), FIGURES)
    assert money is not None
    assert (money.cost, money.subsidy, money.unpaid) == (cost, subsidy, unpaid)


def test_without_an_amount_nothing_is_reckoned() -> None:
    assert reckon(Facts({"subsidy_claimed": 50_000_000}), FIGURES) is None


@given(st.integers(0, 10**10), st.integers(0, 10**10))
def test_subsidy_and_own_share_make_up_the_lower_cost(quote: int, reviewed: int) -> None:
    money = reckon(Facts({"quote_amount": quote, "reviewed_amount": reviewed}), FIGURES)
    assert money is not None
    assert money.cost == min(quote, reviewed)
    assert money.subsidy + money.own == money.cost
    assert money.subsidy <= FIGURES.cap_won
