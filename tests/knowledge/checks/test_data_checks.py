"""One deliberately broken folder for each kind of error in the data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.checks import check_folder
from knowledge.errors import NoticeErrors
from knowledge.loading import load_notice

Assert = Callable[..., object]


def test_the_sound_folder_has_no_problem(folder: Path) -> None:
    assert check_folder(folder) == []


# files and shapes


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "offices.yaml").unlink()
    assert [(problem.file, problem.found) for problem in check_folder(folder)] == [("offices.yaml", "missing")]


def test_a_missing_folder_is_one_problem(folder: Path) -> None:
    problems = check_folder(folder / "2024-100")
    assert [(problem.file, problem.found) for problem in problems] == [("2024-100", "missing")]


def test_an_emptied_entry_is_named(assert_problem: Assert) -> None:
    old = "{title: AS 지원 수행기간 및 추진계획의 적정성}"
    assert_problem("scoring.yaml", old, "{}", "emergency.groups.긴급복구 적정성.items.#1.title", "missing")


def test_a_place_that_is_no_text_is_named(assert_problem: Assert) -> None:
    assert_problem("places.yaml", "head: 첫머리", "head: 1", "head", "1")


def test_a_missing_text_is_named(folder: Path) -> None:
    (folder / "notice.txt").unlink()
    assert ("notice.txt", "file") in {(problem.file, problem.key) for problem in check_folder(folder)}


def test_a_syntax_error_is_named_with_its_line(assert_problem: Assert) -> None:
    assert_problem("windows.yaml", "emergency: {", "emergency: [", "line 3", "no YAML")


def test_a_key_given_twice_is_named(folder: Path) -> None:
    path = folder / "figures.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + "cap_won: {value: 1, unit: won, clauses: []}\n", encoding="utf-8"
    )
    assert any("key cap_won given twice" in problem.found for problem in check_folder(folder))


def test_a_wrong_type_is_named(assert_problem: Assert) -> None:
    assert_problem("figures.yaml", "value: 90", 'value: "90"', "companies.value", "90")


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "found"),
    [
        ("notice.yaml", "year: 2023", "year: soon", "year", "soon"),
        ("notice.yaml", "issued_on: 2023-05-31", "issued_on: May", "issued_on", "May"),
        ("documents.yaml", "tracks: [program]", "tracks: program", "track_proof.tracks", "program"),
        ("support.yaml", "supported: true", "supported: often", "repair_regular.supported", "often"),
        ("procedures.yaml", "title: 사업공고", "name: 사업공고", "regular.title 1", ""),
        ("scoring.yaml", "points: [15, 12, 9, 6, 3]", "points: many", "written.groups.스마트공장 활용정도.items", ""),
        ("exclusions.yaml", "- excluded.closed", "- {clause: excluded.closed}", "file", "a list"),
        ("places.yaml", "head: 첫머리", "- 첫머리", "line", ""),
    ],
)
def test_each_wrong_shape_is_named_in_its_file(
    folder: Path, edit: Callable[..., None], file: str, old: str, new: str, key: str, found: str
) -> None:
    edit(file, old, new)
    problems = [problem for problem in check_folder(folder) if problem.file == file]
    assert problems
    assert any(
        problem.key.startswith(key.split()[0].rsplit(".", 1)[0]) and found in problem.found for problem in problems
    )


def test_a_misspelt_field_is_named_with_the_fields_there_are(assert_problem: Assert) -> None:
    problem = assert_problem(
        "procedures.yaml", "note: 필요시", "notes: 필요시", "regular.중간점검.notes", "unknown field"
    )
    assert "note_clause" in problem.allowed  # type: ignore[attr-defined]


def test_a_list_where_a_mapping_belongs(folder: Path) -> None:
    (folder / "gates.yaml").write_text("- duration\n", encoding="utf-8")
    assert ("gates.yaml", "a list", "a mapping") in {(p.file, p.found, p.allowed) for p in check_folder(folder)}


def test_loading_refuses_what_the_check_reports(folder: Path, edit: Callable[..., None]) -> None:
    edit("figures.yaml", "value: 50,", "value: 40,")
    with pytest.raises(NoticeErrors, match=r"figures\.yaml: rate_percent\.value: 40 is not in"):
        load_notice(folder)


# quotes and places


def test_a_quote_that_is_not_the_notices_words_is_named(assert_problem: Assert) -> None:
    assert_problem(
        "clauses.yaml", "15영업일 이내 수행계획서", "15영업일 안에 수행계획서", "caution.fifteen_days.quote", "안에"
    )


def test_one_altered_middle_dot_is_found(assert_problem: Assert) -> None:
    assert_problem("clauses.yaml", "휴·폐업중인 기업", "휴‧폐업중인 기업", "excluded.closed.quote", "휴‧폐업")


def test_an_empty_part_of_a_quote_is_found(assert_problem: Assert) -> None:
    assert_problem("clauses.yaml", "AS지원 | 정기모집", "AS지원 | | 정기모집", "overview.intake.regular.quote", "")


def test_white_space_in_a_quote_does_not_matter(folder: Path, edit: Callable[..., None]) -> None:
    edit("clauses.yaml", "90개사 내외", "90 개사내외")
    assert check_folder(folder) == []


def test_a_clause_given_twice_is_named(assert_problem: Assert) -> None:
    assert_problem(
        "clauses.yaml", "{id: overview.scale.note,", "{id: overview.scale,", "overview.scale", "id given twice"
    )


def test_a_clause_without_a_place_is_named(assert_problem: Assert) -> None:
    assert_problem(
        "places.yaml", "contact: 6. 지역별 문의처", "contact.seoul: 6. 지역별 문의처", "contact.jeju", "without a place"
    )


def test_a_place_of_no_clause_is_named(assert_problem: Assert) -> None:
    assert_problem("places.yaml", "window: 3.", "windows: 3.", "windows", "no such clause")


# references


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("figures.yaml", "[overview.scale]", "[overview.scales]", "companies.clauses"),
        ("windows.yaml", "overview.intake.regular", "overview.intake.nothing", "regular.clauses"),
        ("offices.yaml", "clause: contact.busan", "clause: contact.pusan", "busan.clause"),
        ("documents.yaml", "clause: documents.tax", "clause: documents.taxes", "tax.clause"),
        ("procedures.yaml", "procedure.regular.cost", "procedure.regular.costs", "regular.9.note_clause"),
        ("scoring.yaml", "scoring.onsite.result", "scoring.onsite.end", "onsite.result_clause"),
        ("scoring.yaml", "scoring.written.cost", "scoring.written.costs", "written.비용 적정성.clause"),
        ("utilization.yaml", "utilization.data", "utilization.base", "data.clause"),
        ("support.yaml", "support.warranty", "support.guarantee", "warranty.clause"),
        ("exclusions.yaml", "excluded.tax", "excluded.taxes", "excluded.taxes"),
        ("cautions.yaml", "caution.cost_review", "caution.costs", "caution.costs"),
        ("gates.yaml", "[excluded.sanction]", "[excluded.sanctions]", "not_sanctioned.clauses"),
        ("gates.yaml", "program: [scope.program]", "program: [scope.programme]", "in_scope.program"),
        (
            "gates.yaml",
            "subscription: unsupported.rental_license",
            "subscription: unsupported.rent",
            "supported_item.kind_clauses",
        ),
    ],
)
def test_a_clause_that_does_not_exist_is_named_wherever_it_is_mentioned(
    assert_problem: Assert, file: str, old: str, new: str, key: str
) -> None:
    assert_problem(file, old, new, key, "unknown clause")


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("cautions.yaml", "- caution.other_rules\n", "", "5 clauses caution."),
        ("exclusions.yaml", "- excluded.tax\n", "- excluded.closed\n", "4 clauses excluded."),
        ("support.yaml", "clause: unsupported.other", "clause: unsupported.unrelated", "2 clauses unsupported."),
        ("support.yaml", "clause: utilization.data", "clause: utilization.users", "4 clauses utilization."),
        ("utilization.yaml", "clause: utilization.data", "clause: utilization.users", "5 clauses utilization."),
    ],
)
def test_a_list_that_lacks_a_clause_is_named(assert_problem: Assert, file: str, old: str, new: str, found: str) -> None:
    assert_problem(file, old, new, "file", found)


def test_a_supported_thing_listed_twice_is_named(assert_problem: Assert) -> None:
    assert_problem("support.yaml", "id: upgrade_software", "id: upgrade", "upgrade", "id given twice")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("제2023-330호", "제2023-331호", "number"),
        ("(2차)", "(3차)", "title"),
        ("smart-factory.kr", "smart-factory.com", "site"),
    ],
)
def test_the_notices_own_name_stands_in_its_text(assert_problem: Assert, old: str, new: str, key: str) -> None:
    assert_problem("notice.yaml", old, new, key, new)


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "found"),
    [
        ("support.yaml", "types: [emergency]", "types: [urgent]", "repair_emergency.types", "urgent"),
        ("support.yaml", "types: [emergency]", "types: []", "repair_emergency.types", "none"),
        ("documents.yaml", "tracks: [program]", "tracks: [programme]", "track_proof.tracks", "programme"),
    ],
)
def test_support_types_and_tracks_are_closed_lists(
    assert_problem: Assert, file: str, old: str, new: str, key: str, found: str
) -> None:
    assert_problem(file, old, new, key, found)


# figures, windows, offices, papers


def test_a_figure_out_of_range_is_named(assert_problem: Assert) -> None:
    assert_problem("figures.yaml", "value: 50,", "value: 500,", "rate_percent.value", "500", None)


def test_a_figure_of_zero_is_out_of_range(assert_problem: Assert) -> None:
    assert_problem("figures.yaml", "value: 15,", "value: 0,", "start_business_days.value", "0")


def test_a_figure_that_its_clause_does_not_name_is_found(assert_problem: Assert) -> None:
    assert_problem("figures.yaml", "value: 20000000", "value: 30000000", "cap_won.value", "not in overview.terms")


def test_a_shortlist_the_wrong_way_round_is_found(folder: Path, edit: Callable[..., None]) -> None:
    edit("figures.yaml", "shortlist_min: {value: 1.3", "shortlist_min: {value: 1.5")
    edit("figures.yaml", "shortlist_max: {value: 1.5", "shortlist_max: {value: 1.3")
    assert ("shortlist_min.value", "1.5 above 1.3") in {(p.key, p.found) for p in check_folder(folder)}


@pytest.mark.parametrize(
    ("old", "new", "key", "found"),
    [
        ("companies:", "firms:", "firms", "unknown figure"),
        ("companies:", "firms:", "companies", "missing figure"),
        ("[overview.scale]", "[]", "companies.clauses", "no clause"),
    ],
)
def test_figures_are_a_closed_list_with_clauses(
    assert_problem: Assert, old: str, new: str, key: str, found: str
) -> None:
    assert_problem("figures.yaml", old, new, key, found)


@pytest.mark.parametrize(
    ("old", "new", "key", "found"),
    [
        ("closes: 2023-06-22", "closes: 2023-05-22", "regular.closes", "2023-05-22"),
        ("opens: 2023-03-27", "opens: 2022-03-27", "emergency.opens", "2022-03-27"),
        ("closes: 2023-06-22", "closes: 2023-06-23", "regular.closes", "2023-06-23"),
        ("regular: {", "standard: {", "regular", "missing"),
        ("regular: {", "standard: {", "standard", "unknown support type"),
        ("closes: null, ", "", "emergency.closes", "missing"),
    ],
)
def test_a_window_is_the_one_that_its_clause_names(
    assert_problem: Assert, old: str, new: str, key: str, found: str
) -> None:
    assert_problem("windows.yaml", old, new, key, found)


@pytest.mark.parametrize(
    ("old", "new", "key", "found"),
    [
        ("051-630-7430", "051-630-7431", "busan", "051-630-7431"),
        ("region: 부산", "region: 경남", "busan.region", "경남"),
        ("id: busan", "id: jeju", "file", "16 offices"),
        ("id: busan", "id: jeju", "busan", "missing"),
        ("clause: contact.busan", "clause: contact.ulsan", "busan.clause", "contact.ulsan"),
    ],
)
def test_the_offices_are_the_17_of_the_notice(assert_problem: Assert, old: str, new: str, key: str, found: str) -> None:
    assert_problem("offices.yaml", old, new, key, found)


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "found"),
    [
        ("documents.yaml", "number: 2", "number: 7", "program", "1, 7, 3, 4, 5, 6"),
        ("documents.yaml", "number: 2", "number: 1", "application", "two keys"),
        ("procedures.yaml", "number: 12", "number: 13", "regular", "numbers"),
        ("procedures.yaml", "title: 서면평가", "title: 서류평가", "regular.4.title", "서류평가"),
        ("procedures.yaml", "actors: [중소벤처기업부]", "actors: [중기부]", "regular.1.actors", "중기부"),
        ("procedures.yaml", "emergency:", "urgent:", "emergency", "missing"),
        ("procedures.yaml", "actors: [중소벤처기업부]", "actors: []", "regular.1.actors", "nobody"),
        ("utilization.yaml", "DB 최적화", "DB 정리", "data.items", "DB 정리"),
        ("utilization.yaml", "    - 백업 및 문제 발생 시 복구 지원\n", "", "data.items", "데이터 관리"),
    ],
)
def test_documents_steps_and_groups_are_the_notices(
    assert_problem: Assert, file: str, old: str, new: str, key: str, found: str
) -> None:
    assert_problem(file, old, new, key, found)


# scoring


@pytest.mark.parametrize(
    ("old", "new", "key", "found"),
    [
        ("points: 25", "points: 30", "written.스마트공장 활용정도.points", "30"),
        ("points: 25", "points: 30", "written", "105 points"),
        (
            "[5, 4, 3, 2, 1]",
            "[5, 4, 3, 2]",
            "written.AS 요청사항.AS 요청사항 관련 해결방안 제시/분석 구체성.points",
            "5, 4, 3, 2",
        ),
        (
            "[5, 4, 3, 2, 1]",
            "[5, 4, 3, 1, 2]",
            "written.AS 요청사항.AS 요청사항 관련 해결방안 제시/분석 구체성.points",
            "1, 2",
        ),
        ("[5, 4, 3, 2, 1]", "[5, 4, 3, 2, 0]", "written.AS 요청사항", "5 4 3 2 0"),
        ("AS 수행기간의 적합성", "AS 수행기간의 적정성", "written.AS 요청사항", "적정성"),
        (", track: program}", ", track: programme}", "onsite.AS 대상 적합성", "programme"),
        (", track: program}", "}", "onsite.AS 대상 적합성", "worded for self_built only"),
        ("  title: AS지원(현장평가)", "  name: AS지원(현장평가)", "onsite.title", "missing"),
        ("onsite:", "visit:", "onsite", "missing"),
        ("onsite:", "visit:", "visit", "unknown table"),
    ],
)
def test_evaluation_tables_add_up_and_are_the_notices(
    folder: Path, edit: Callable[..., None], old: str, new: str, key: str, found: str
) -> None:
    edit("scoring.yaml", old, new)
    problems = check_folder(folder)
    assert any(p.file == "scoring.yaml" and p.key.startswith(key) and found in p.found for p in problems), problems


def test_the_emergency_table_has_as_many_criteria_as_the_figures_say(folder: Path) -> None:
    path = folder / "scoring.yaml"
    text = path.read_text(encoding="utf-8")
    last = text.rindex("    - title: 관리 및 활용")
    path.write_text(text[:last], encoding="utf-8")
    assert ("scoring.yaml", "emergency", "6 criteria") in {(p.file, p.key, p.found) for p in check_folder(folder)}


# gates


@pytest.mark.parametrize(
    ("old", "new", "key", "found"),
    [
        ("fail_above: p", "fail_over: p", "duration.fail_over", "unknown operator"),
        ("review_above: period_months\n", "review_above: period\n", "duration.review_above", "unknown figure period"),
        ('pass_if: "no"\n  fail_if: "yes"\n  clauses: [excluded.tax]', 'pass_if: never\n  fail_if: "yes"\n  clauses: [excluded.tax]', "tax_clear.pass_if", "never"),
        ('  fail_if: "yes"\n  clauses: [excluded.tax]', "  clauses: [excluded.tax]", "tax_clear", "operators pass_if"),
        ("facts: [tax_arrears]", "facts: [tax_debt]", "tax_clear.facts", "unknown fact tax_debt"),
        ("facts: [tax_arrears]", "facts: [tax_arrears, closed]", "tax_clear.facts", "2 facts"),
        ("facts: [failure_repair, works]", "facts: [failure_repair]", "failure_repair.facts", "failure_repair"),
        ("clauses: [excluded.tax]", "clauses: []", "tax_clear.clauses", "no clause"),
        ("clauses: [excluded.tax]", "clauses: [excluded.tax]\n  rule: track\n  program: {proof: track, clauses: [{a: 1}]}", "tax_clear.program.clauses", "unknown clause"),
        ("tax_clear:", "tax_free:", "tax_free", "unknown gate"),
        ("tax_clear:", "tax_free:", "tax_clear", "missing gate"),
        ("rule: distinct_supplier", "rule: other_supplier", "distinct_supplier.rule", "unknown rule other_supplier"),
        ("rule: distinct_supplier", "rule: distinct_supplier\n  fail_if: same", "distinct_supplier.fail_if", "unknown data"),
        ("  tax_document: tax\n", "", "documents.tax_document", "missing"),
        ("tax_document: tax", "tax_document: taxes", "documents.tax_document", "taxes"),
        ("[office, facility, machine]", "[office, gadget]", "in_scope.review_kinds", "gadget"),
        ("beyond_repair: [upgrade,", "beyond_repair: [upgrades,", "failure_repair.beyond_repair", "upgrades"),
        ("{proof: program_completed,", "{proof: program_done,", "track.program.proof", "program_done"),
        ("{proof: program_completed,", "{fact: program_completed,", "track.program", "program_completed"),
    ],
)  # fmt: skip
def test_gates_use_a_closed_set_of_operators_rules_and_facts(
    assert_problem: Assert, old: str, new: str, key: str, found: str
) -> None:
    assert_problem("gates.yaml", old, new, key, found)


def test_an_unknown_operator_reads_as_one_clear_line(assert_problem: Assert) -> None:
    problem = assert_problem("gates.yaml", "fail_above: p", "fail_over: p", "duration.fail_over", "unknown operator")
    assert str(problem) == (
        "gates.yaml: duration.fail_over: unknown operator (allowed: pass_if, fail_if, review_above, fail_above)"
    )
