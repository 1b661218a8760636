"""The reckoning: around the cap, around rounding, and both sides of the lower-of rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calculator.sum import reckon, reckon_back
from knowledge.amounts import cost_for_subsidy, subsidy
from knowledge.loading import default_notice

FIGURES = default_notice().figures
CAP, FULL = FIGURES.cap_won, FIGURES.cost_to_reach_cap_won
won = st.integers(min_value=0, max_value=20 * FULL)


@pytest.mark.parametrize("quote", [*range(20), *range(FULL - 20, FULL + 21), 10_000, 33_333_333, 10 * FULL])
def test_the_notice_s_share_with_fractions_dropped_up_to_the_cap(quote):
    one = reckon(quote, None, FIGURES)
    assert one.subsidy == min(quote * FIGURES.rate_percent // 100, CAP)
    assert one.subsidy + one.own == one.base == quote
    assert one.capped == (quote * FIGURES.rate_percent // 100 > CAP)
    assert one.beyond == 0


@given(won, won)
def test_the_lower_of_quote_and_review_counts(quote, reviewed):
    one = reckon(quote, reviewed, FIGURES)
    assert one.base == min(quote, reviewed)
    assert one.base + one.beyond == quote
    assert one.subsidy == subsidy(min(quote, reviewed), FIGURES)
    assert one.subsidy + one.own + one.beyond == quote


@pytest.mark.parametrize("difference", [-1, 0, 1])
@pytest.mark.parametrize("quote", [10_001, FULL - 1, FULL, FULL + 1, 2 * FULL])
def test_both_sides_of_the_lower_of_rule(quote, difference):
    one = reckon(quote, quote + difference, FIGURES)
    assert one.base == quote + min(difference, 0)
    assert one.beyond == (1 if difference < 0 else 0)


@given(st.integers(min_value=0, max_value=CAP))
def test_the_cost_for_a_subsidy_is_the_smallest_that_gives_it(wanted):
    cost = cost_for_subsidy(wanted, FIGURES)
    assert subsidy(cost, FIGURES) == wanted
    assert cost == 0 or subsidy(cost - 1, FIGURES) < wanted


@pytest.mark.parametrize("wanted", [-1, CAP + 1])
def test_no_cost_gives_more_than_the_cap_or_less_than_nothing(wanted):
    with pytest.raises(ValueError, match="subsidy"):
        cost_for_subsidy(wanted, FIGURES)


@given(won)
def test_backwards_and_forwards_agree(wanted):
    one = reckon_back(wanted, FIGURES)
    assert one.subsidy == min(wanted, CAP)
    assert one.capped == (wanted > CAP)
    assert reckon(one.cost, None, FIGURES).subsidy == one.subsidy
    assert one.cost == one.subsidy + one.own
