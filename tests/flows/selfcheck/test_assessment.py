"""Points: sums of the notice's own points, whatever the combination."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.selfcheck.assessment import assess
from flows.selfcheck.criteria import criteria_of, row_in_clause
from knowledge.facts import Open
from knowledge.loading import default_notice

NOTICE = default_notice()
PASS = NOTICE.figures.pass_points
CRITERIA = {id: criteria_of(table) for id, table in NOTICE.scoring.items()}


def completed(table: str, unsure: bool = False):
    """A full set of answers; with `unsure` some of them not known."""
    return st.fixed_dictionaries(
        {each.id: st.sampled_from((*each.values, Open.UNSURE) if unsure else each.values) for each in CRITERIA[table]}
    )


tables = st.sampled_from(sorted(CRITERIA))
any_table = tables.flatmap(lambda table: st.tuples(st.just(table), completed(table)))
any_table_unsure = tables.flatmap(lambda table: st.tuples(st.just(table), completed(table, unsure=True)))


def by_hand(table: str, answers) -> int:
    """The sum from the notice's own data, reckoned without the code under test."""
    grades = ("excellent", "good", "fair", "poor", "bad")
    total, number = 0, 0
    for group in NOTICE.scoring[table].groups:
        seen_track = False
        for item in group.items:
            number += 0 if item.track and seen_track else 1
            seen_track = seen_track or item.track is not None
            if item.points:
                total += item.points[grades.index(answers[f"{table}.{number}"])]
    return total


def test_the_tables_have_the_criteria_of_the_notice():
    assert len(CRITERIA["written"]) == 9
    assert len(CRITERIA["onsite"]) == 10
    assert len(CRITERIA["emergency"]) == NOTICE.figures.emergency_criteria
    assert [sum(each.points[0] for each in CRITERIA[id] if each.points) for id in ("written", "onsite")] == [100, 100]


@settings(max_examples=300, deadline=None)
@given(any_table)
def test_the_total_is_the_sum_of_the_points(made):
    table, answers = made
    one = assess(CRITERIA[table], answers)
    assert one.least == one.most == by_hand(table, answers)
    assert one.full - one.most == sum(each.lost for each in one.judged)
    assert sum(part.most for _, part in one.groups()) == one.most


@settings(max_examples=200, deadline=None)
@given(any_table_unsure, st.randoms())
def test_the_order_of_answers_does_not_matter(made, chance):
    table, answers = made
    shuffled = list(answers.items())
    chance.shuffle(shuffled)
    assert assess(CRITERIA[table], dict(shuffled)) == assess(CRITERIA[table], answers)


@settings(max_examples=300, deadline=None)
@given(any_table_unsure, st.data())
def test_what_is_not_known_gives_a_range_that_holds_every_completion(made, data):
    table, answers = made
    one = assess(CRITERIA[table], answers)
    decided = {
        each.id: data.draw(st.sampled_from(each.values)) if answers[each.id] is Open.UNSURE else answers[each.id]
        for each in CRITERIA[table]
    }
    full = assess(CRITERIA[table], decided)
    assert one.least <= full.least == full.most <= one.most
    # a plain statement about the threshold holds for every completion
    if one.reaches(PASS) is not None:
        assert full.reaches(PASS) == one.reaches(PASS)


@settings(max_examples=100, deadline=None)
@given(any_table_unsure)
def test_both_ends_of_the_range_are_reached(made):
    table, answers = made
    one = assess(CRITERIA[table], answers)
    for end, place in ((one.most, 0), (one.least, -1)):
        decided = {
            each.id: each.values[place] if answers[each.id] is Open.UNSURE else answers[each.id]
            for each in CRITERIA[table]
        }
        assert assess(CRITERIA[table], decided).least == end


def test_one_point_below_at_and_above_the_threshold():
    """Answers that come to exactly the threshold, and one point to either side of it."""
    criteria = [each for each in CRITERIA["written"] if each.points]
    wanted = {PASS - 1: False, PASS: True, PASS + 1: True}
    sums: dict[int, dict[str, str]] = {0: {}}
    for each in criteria:
        sums = {
            total + points: {**answers, each.id: grade}
            for total, answers in sums.items()
            for grade, points in zip(each.values, each.points, strict=True)
        }
    for total, enough in wanted.items():
        one = assess(CRITERIA["written"], sums[total])
        assert one.least == total
        assert one.reaches(PASS) is enough


@settings(max_examples=200, deadline=None)
@given(any_table)
def test_what_costs_most_comes_first_and_the_next_grade_brings_what_it_says(made):
    table, answers = made
    one = assess(CRITERIA[table], answers)
    lost = [each.lost for each in one.pulling_down]
    assert lost == sorted(lost, reverse=True)
    assert all(lost)
    for each in one.pulling_down:
        grade, gain = each.better
        better = assess(CRITERIA[table], {**answers, each.criterion.id: grade})
        assert better.most == one.most + gain
    assert {each.criterion.id for each in one.failed} == {id for id, value in answers.items() if value == "unmet"}


def test_a_criterion_s_row_stands_in_its_clause_to_the_letter():
    for criteria in CRITERIA.values():
        for each in criteria:
            for track in ("program", "self_built"):
                row = row_in_clause(each, track, NOTICE)
                assert row
                assert row in NOTICE.clauses[each.group.clause].quote
                assert all(str(points) in row for points in each.points)
