"""The subsidy: half of the cost, fractions dropped, at most the cap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.amounts import cost_from_own, own_share, recognised_cost, subsidy
from knowledge.loading import default_notice

FIGURES = default_notice().figures
COSTS = st.integers(0, 10_000_000_000)


@pytest.mark.parametrize(
    ("cost", "expected"),
    [
        (0, 0),
        (1, 0),
        (30_000_000, 15_000_000),
        (12_345_601, 6_172_800),
        (39_999_999, 19_999_999),
        (40_000_000, 20_000_000),
        (40_000_001, 20_000_000),
        (50_000_000, 20_000_000),
    ],
)
def test_subsidy_of_a_cost(cost: int, expected: int) -> None:
    assert subsidy(cost, FIGURES) == expected


def test_the_rest_of_fifty_million_is_thirty_million() -> None:
    assert own_share(50_000_000, FIGURES) == 30_000_000


def test_the_cap_is_reached_at_forty_million_and_not_a_won_earlier() -> None:
    least = FIGURES.cost_to_reach_cap_won
    assert least == 40_000_000
    assert subsidy(least, FIGURES) == FIGURES.cap_won > subsidy(least - 1, FIGURES)


@given(COSTS)
def test_subsidy_and_own_share_make_up_the_cost(cost: int) -> None:
    given_share = subsidy(cost, FIGURES)
    assert given_share + own_share(cost, FIGURES) == cost
    assert 0 <= given_share <= min(FIGURES.cap_won, cost / 2)


@given(COSTS, COSTS)
def test_a_higher_cost_never_has_a_lower_subsidy(first: int, second: int) -> None:
    assert subsidy(min(first, second), FIGURES) <= subsidy(max(first, second), FIGURES)


@given(COSTS, COSTS)
def test_the_lower_of_quote_and_review_counts(quote: int, reviewed: int) -> None:
    assert recognised_cost(quote, reviewed) == recognised_cost(reviewed, quote) <= quote


def test_a_negative_cost_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        subsidy(-1, FIGURES)


@given(COSTS)
def test_the_cost_reckoned_back_leaves_at_most_that_share_and_is_the_largest(own: int) -> None:
    cost = cost_from_own(own, FIGURES)
    assert own_share(cost, FIGURES) <= own < own_share(cost + 2, FIGURES)


def test_a_negative_share_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        cost_from_own(-1, FIGURES)
