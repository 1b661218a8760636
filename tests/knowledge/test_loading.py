"""The notice as it is packaged: complete, and to the letter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import NoticeErrors
from knowledge.loading import default_notice, load_notice
from knowledge.notice import Notice

CLAUSE_IDS = Path(__file__).parents[1] / "data" / "clause-ids.txt"


def test_all_105_clauses_stand_under_their_ids_in_order(notice: Notice) -> None:
    assert list(notice.clauses) == CLAUSE_IDS.read_text(encoding="utf-8").split()
    assert len(notice.clauses) == 105
    assert all(clause.place and clause.quote and clause.title for clause in notice.clauses.values())


def test_places_read_as_people_name_them(notice: Notice) -> None:
    assert notice.clauses["support.emergency.repair"].place == "2. 지원내용 · 긴급AS"
    assert notice.clauses["overview.terms"].place.startswith("1. 사업개요")
    assert notice.clauses["contact.gyeonggi"].place == "6. 지역별 문의처"


def test_the_figures_are_the_notices(notice: Notice) -> None:
    figures = notice.figures
    assert (figures.rate_percent, figures.cap_won) == (50, 20_000_000)
    assert (figures.period_months, figures.extension_months, figures.period_months_max) == (4, 2, 6)
    assert (figures.companies, figures.pass_points, figures.emergency_criteria) == (90, 60, 7)
    assert (figures.shortlist_min, figures.shortlist_max) == (1.3, 1.5)
    assert (figures.start_business_days, figures.tax_certificate_months) == (15, 3)
    assert (notice.year, notice.issued_on) == (2023, date(2023, 5, 31))


def test_there_are_17_offices_with_their_numbers(notice: Notice) -> None:
    assert len(notice.offices) == 17
    assert notice.offices["gyeonggi"].name == "경기지역본부"
    assert notice.offices["gyeonggi"].phone == "031-260-4931"


def test_both_procedures_have_12_steps_and_the_company_acts_where_it_must(notice: Notice) -> None:
    for support_type in ("regular", "emergency"):
        assert [step.number for step in notice.procedures[support_type]] == list(range(1, 13))
    acting = {
        support_type: [step.number for step in steps if "도입기업" in step.actors]
        for support_type, steps in notice.procedures.items()
    }
    assert acting == {"regular": [7, 8, 11], "emergency": [5, 6, 8, 10]}


def test_the_point_tables_come_to_a_hundred_and_the_emergency_has_seven_criteria(notice: Notice) -> None:
    for table in ("written", "onsite"):
        best = [item.points[0] for group in notice.scoring[table].groups for item in group.items if item.points]
        assert sum(best) == 100
    assert len(notice.scoring["emergency"].groups) == 7


def test_each_track_hands_in_six_papers(notice: Notice) -> None:
    for track in ("program", "self_built"):
        papers = [paper for paper in notice.documents if not paper.tracks or track in paper.tracks]
        assert [paper.number for paper in papers] == [1, 2, 3, 4, 5, 6]


def test_supported_and_unsupported_things_exist_for_both_types(notice: Notice) -> None:
    for support_type in ("regular", "emergency"):
        for supported in (True, False):
            assert any(item.supported is supported and support_type in item.types for item in notice.support)
    assert [item.id for item in notice.support if item.supported and "emergency" in item.types] == ["repair_emergency"]


def test_utilisation_groups_exclusions_and_cautions_are_all_there(notice: Notice) -> None:
    assert [len(group.items) for group in notice.utilization] == [4, 2, 4, 4, 1]
    assert len(notice.exclusions) == 4
    assert len(notice.cautions) == 6


def test_the_current_notice_is_loaded_once() -> None:
    assert default_notice() is default_notice()


def test_a_folder_that_is_not_there_names_every_missing_file(tmp_path: Path) -> None:
    with pytest.raises(NoticeErrors) as caught:
        load_notice(tmp_path)
    missing = {problem.file for problem in caught.value.problems}
    assert {"notice.txt", "clauses.yaml", "gates.yaml", "figures.yaml"} <= missing
