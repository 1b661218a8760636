"""One deliberately broken folder for each kind of error in the wording, and every kind of branch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.checks import check_folder

Assert = Callable[..., object]
FILE = "wording/answers/window.j2"
SAMPLES = "wording/answers/window.samples.yaml"


def problems_of(folder: Path, template: str, samples: str) -> list[tuple[str, str]]:
    """Key and found of every problem when the one template and its samples are these."""
    (folder / FILE).write_text(template, encoding="utf-8")
    (folder / SAMPLES).write_text(samples, encoding="utf-8")
    return [(problem.key, problem.found) for problem in check_folder(folder)]


def test_a_syntax_error_is_named_with_its_line(assert_problem: Assert) -> None:
    assert_problem(FILE, "{% else %}", "{% otherwise %}", "line 4", "syntax")


def test_an_undefined_name_is_named_with_the_sample(assert_problem: Assert) -> None:
    assert_problem(FILE, "접수 중입니다.", "{{ day }}까지 접수합니다.", "sample 1", "'day' is undefined")


def test_an_unknown_filter_is_named(assert_problem: Assert) -> None:
    assert_problem(FILE, "접수 중입니다.", "{{ open|won }}입니다.", "sample 1", "No filter named 'won'")


def test_an_error_while_rendering_is_named(assert_problem: Assert) -> None:
    assert_problem(FILE, "접수 중입니다.", "{{ open + 'a' }}입니다.", "sample 1", "TypeError")


def test_samples_are_required(folder: Path) -> None:
    (folder / SAMPLES).unlink()
    assert (SAMPLES, "missing") in {(problem.file, problem.found) for problem in check_folder(folder)}


def test_samples_that_are_no_list_of_mappings_are_named(assert_problem: Assert) -> None:
    assert_problem(SAMPLES, "- {open: true}\n- {open: false}", "open: true", "file", "a mapping")


def test_samples_that_are_no_yaml_are_named(assert_problem: Assert) -> None:
    assert_problem(SAMPLES, "- {open: true}", "- {open: true", "file", "no YAML")


def test_samples_of_no_template_are_named(folder: Path) -> None:
    (folder / "wording/answers/other.samples.yaml").write_text("- {}\n", encoding="utf-8")
    assert [problem.found for problem in check_folder(folder)] == ["samples of no template"]


@pytest.mark.parametrize("path", ["wording/window.j2", "wording/answers/deep/window.j2", "wording/answers/window.txt"])
def test_files_in_the_wrong_place_or_of_an_unknown_kind_are_named(folder: Path, path: str) -> None:
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_text("접수 중입니다.\n", encoding="utf-8")
    assert path in {problem.file for problem in check_folder(folder)}


def test_a_sentence_that_renders_to_nothing_is_named(folder: Path) -> None:
    assert problems_of(folder, "{% if open %}{% endif %}", "- {open: true}\n") == [("sample 1", "renders to nothing")]


@pytest.mark.parametrize(
    "words",
    ["죄송합니다.", "접수 중입니다!", "접수 중이에요.", "신청해요.", "기다려 주십시오.", "고객님의 신청입니다."],
)
def test_words_that_the_assistant_never_says_are_named(folder: Path, edit: Callable[..., None], words: str) -> None:
    edit(FILE, "마감했습니다.", words)
    assert [problem.key for problem in check_folder(folder) if problem.found.startswith("voice")] == ["line 5"]


@pytest.mark.parametrize("words", ["다시 적어 주세요.", "낼 수 있나요?", "아니요", "필요한 서류입니다."])
def test_the_assistants_own_endings_are_fine(folder: Path, edit: Callable[..., None], words: str) -> None:
    edit(FILE, "마감했습니다.", words)
    assert check_folder(folder) == []


BRANCHES = [
    ("{% if a %}\n가\n{% endif %}\n나", "- {a: false}", "- {a: true}", "line 1", "if"),
    ("{% if a %}\n가\n{% else %}\n나\n{% endif %}", "- {a: true}", "- {a: false}", "line 3", "else"),
    ("{% if a %}\n가\n{% elif b %}\n나\n{% endif %}\n다", "- {a: true}", "- {a: false, b: true}", "line 3", "elif"),
    ("{% for x in a %}\n{{ x }}\n{% endfor %}\n가", "- {a: []}", "- {a: [1]}", "line 1", "for"),
    ("{% for x in a %}\n{{ x }}\n{% else %}\n가\n{% endfor %}", "- {a: [1]}", "- {a: []}", "line 3", "for-else"),
    ("{{ '가' if a else '나' }}", "- {a: false}", "- {a: true}", "line 1", "inline if"),
    ("{{ '가' if a else '나' }}", "- {a: true}", "- {a: false}", "line 1", "inline else"),
    ("{% if a %}\n{% if b %}\n가\n{% endif %}\n{% endif %}\n나", "- {a: true, b: false}", "- {a: true, b: true}", "line 2", "if"),
    ("{% block c %}\n{% if a %}\n가\n{% endif %}\n나\n{% endblock %}", "- {a: false}", "- {a: true}", "line 2", "if"),
    ("{% macro m(a) %}{% if a %}가{% endif %}{% endmacro %}\n{{ m(a) }}나", "- {a: false}", "- {a: true}", "line 1", "if"),
]  # fmt: skip


@pytest.mark.parametrize(("template", "sample", "other", "key", "kind"), BRANCHES)
def test_a_branch_that_no_sample_takes_is_named_until_one_does(
    folder: Path, template: str, sample: str, other: str, key: str, kind: str
) -> None:
    found = problems_of(folder, template, sample)
    assert len(found) == 1
    assert found[0][0] in (key, f"line {int(key.split()[1]) + 1}")  # an else begins where its first words are
    assert found[0][1] == f"no sample takes this {kind}"
    assert problems_of(folder, template, f"{sample}\n{other}\n") == []


def test_shared_parts_need_no_samples_but_their_branches_need_to_be_taken(folder: Path) -> None:
    part = folder / "wording/answers/_day.j2"
    part.write_text("{% if late %}마감했습니다.{% else %}접수 중입니다.{% endif %}", encoding="utf-8")
    including = '{% include "answers/_day.j2" %}'
    found = problems_of(folder, including, "- {late: true}\n")
    assert found == [("line 1", "no sample takes this else")]
    assert problems_of(folder, including, "- {late: true}\n- {late: false}\n") == []


def test_templates_know_the_notice_and_the_korean_filters(folder: Path) -> None:
    template = "{{ name|josa('은/는') }} {{ notice.figures.cap_won|won_talk }}까지, {{ on|day }}입니다."
    assert problems_of(folder, template, "- {name: MES, on: 2023-06-22}\n") == []
