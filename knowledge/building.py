"""A notice folder's files, read into `Notice`. How the values must fit together is checked in `knowledge.checks`."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

from knowledge.errors import NoticeProblem
from knowledge.notice import (
    Clause,
    Document,
    Figures,
    GateSpec,
    Notice,
    Office,
    ScoringGroup,
    ScoringItem,
    ScoringTable,
    Step,
    SupportItem,
    UtilizationGroup,
    Window,
)
from knowledge.sources import Record, Source, shape

TEXT_FILE = "notice.txt"
_MILLION = 1_000_000
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:백만원)?")
FIGURE_NAMES = tuple(field.name for field in dataclasses.fields(Figures))


def build(folder: Path) -> tuple[Notice, list[NoticeProblem]]:
    """The notice of a folder, and what is wrong with the shape of its files.

    With problems the notice has gaps where they are: it serves for finding more of them, not for answering.
    """
    problems: list[NoticeProblem] = []
    clauses = _clauses(Source(folder, "clauses.yaml", problems), Source(folder, "places.yaml", problems))
    head = Source(folder, "notice.yaml", problems).record()
    notice = Notice(
        id=head.text("id"),
        year=head.integer("year"),
        number=head.text("number"),
        title=head.text("title"),
        issued_on=head.day("issued_on"),
        site=head.text("site"),
        text=_text(folder, problems),
        clauses=clauses,
        figures=_figures(Source(folder, "figures.yaml", problems), clauses),
        windows={key: _window(key, record) for key, record in Source(folder, "windows.yaml", problems).entries()},
        offices={o.id: o for o in map(_office, Source(folder, "offices.yaml", problems).records())},
        documents=tuple(map(_document, Source(folder, "documents.yaml", problems).records())),
        procedures=_procedures(Source(folder, "procedures.yaml", problems)),
        scoring={key: _table(key, record) for key, record in Source(folder, "scoring.yaml", problems).entries()},
        utilization=tuple(map(_utilization, Source(folder, "utilization.yaml", problems).records())),
        support=tuple(map(_support, Source(folder, "support.yaml", problems).records())),
        exclusions=Source(folder, "exclusions.yaml", problems).names(),
        cautions=Source(folder, "cautions.yaml", problems).names(),
        rulings=Source(folder, "rulings.yaml", problems).names(),
        gates={key: _gate(key, record) for key, record in Source(folder, "gates.yaml", problems).entries()},
    )
    head.done()
    return notice, problems


def _text(folder: Path, problems: list[NoticeProblem]) -> str:
    try:
        return (folder / TEXT_FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(NoticeProblem(TEXT_FILE, "file", type(error).__name__, "the official text as UTF-8"))
        return ""


def place_of(clause: str, places: dict[str, str]) -> str | None:
    """The place of a clause: that of the longest key which is the clause or stands above it."""
    parts = clause.split(".")
    keys = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((places[key] for key in keys if key in places), None)


def _places(source: Source) -> dict[str, str]:
    read = source.data if isinstance(source.data, dict) else {}
    if source.data is not None and not read:
        source.problem("file", "no places", "a mapping of clause ids, or what they begin with, to places")
    for key, value in read.items():
        if not isinstance(value, str) or not value:
            source.problem(str(key), shape(value), "a place such as 2. 지원내용 · 긴급AS")
    return {str(key): str(value) for key, value in read.items()}


def _clauses(clauses: Source, places_file: Source) -> dict[str, Clause]:
    places = _places(places_file)
    built: dict[str, Clause] = {}
    for record in clauses.records():
        clause_id = record.text("id")
        place = place_of(clause_id, places)
        if place is None and places:
            places_file.problem(clause_id, "clause without a place", "a key that is the clause or stands above it")
        if clause_id in built:
            clauses.problem(clause_id, "id given twice", "each clause once")
        built[clause_id] = Clause(clause_id, record.text("title"), record.text("quote"), place or "")
        record.done()
    for key in places:
        if built and not any(clause == key or clause.startswith(f"{key}.") for clause in built):
            places_file.problem(key, "no such clause", "a clause id, or what clause ids begin with")
    return built


def _figures(source: Source, clauses: dict[str, Clause]) -> Figures:
    values: dict[str, Any] = dict.fromkeys(FIGURE_NAMES, 0)
    kinds = {field.name: field.type for field in dataclasses.fields(Figures)}
    entries = dict(source.entries())
    for name, record in entries.items():
        if name not in kinds:
            source.problem(name, "unknown figure", ", ".join(FIGURE_NAMES))
            continue
        values[name] = record.number("value") if kinds[name] == "float" else record.integer("value")
        record.text("unit")
        _figure_clauses(source, name, values[name], record.texts("clauses"), clauses)
        record.done()
    for name in FIGURE_NAMES:
        if entries and name not in entries:
            source.problem(name, "missing figure", ", ".join(FIGURE_NAMES))
    return Figures(**values)


def _figure_clauses(
    source: Source, name: str, value: float, named: tuple[str, ...], clauses: dict[str, Clause]
) -> None:
    """A figure names its clauses, and stands in each of them: in figures, or in the notice's 백만원."""
    if not named:
        source.problem(f"{name}.clauses", "no clause", "at least one clause id")
    written = {f"{value:g}" if value < _MILLION else f"{value / _MILLION:g}백만원"}
    for clause in named:
        if clause not in clauses:
            source.problem(f"{name}.clauses", f"unknown clause {clause}", "an id of clauses.yaml")
        elif value and not written & set(_NUMBER.findall(clauses[clause].quote)):
            source.problem(f"{name}.value", f"{value:g} is not in {clause}", "a number that its clauses name")


def _window(support_type: str, record: Record) -> Window:
    window = Window(support_type, record.day("opens"), record.day_or_none("closes"), record.texts("clauses"))
    record.done()
    return window


def _office(record: Record) -> Office:
    office = Office(
        record.text("id"), record.text("name"), record.text("region"), record.text("phone"), record.text("clause")
    )
    record.done()
    return office


def _document(record: Record) -> Document:
    document = Document(
        record.text("key"),
        record.integer("number"),
        record.text("title"),
        record.text("clause"),
        record.texts("tracks"),
        record.text("note", ""),
    )
    record.done()
    return document


def _procedures(source: Source) -> dict[str, tuple[Step, ...]]:
    if not isinstance(source.data, dict):
        return {}
    return {str(key): tuple(map(_step, source.records(value, str(key)))) for key, value in source.data.items()}


def _step(record: Record) -> Step:
    step = Step(
        record.integer("number"),
        record.text("title"),
        record.texts("actors"),
        record.text("note", ""),
        record.optional_text("note_clause"),
    )
    record.done()
    return step


def _table(table_id: str, record: Record) -> ScoringTable:
    groups = tuple(map(_group, record.records("groups")))
    table = ScoringTable(table_id, record.text("title"), record.text("result_clause"), groups)
    record.done()
    return table


def _group(record: Record) -> ScoringGroup:
    items = tuple(map(_item, record.records("items")))
    group = ScoringGroup(record.text("title"), record.optional_integer("points"), record.text("clause"), items)
    record.done()
    return group


def _item(record: Record) -> ScoringItem:
    item = ScoringItem(record.text("title"), record.integers("points"), record.optional_text("track"))
    record.done()
    return item


def _utilization(record: Record) -> UtilizationGroup:
    group = UtilizationGroup(record.text("id"), record.text("title"), record.text("clause"), record.texts("items"))
    record.done()
    return group


def _support(record: Record) -> SupportItem:
    item = SupportItem(
        record.text("id"), record.text("title"), record.text("clause"), record.texts("types"), record.flag("supported")
    )
    record.done()
    return item


def _gate(gate_id: str, record: Record) -> GateSpec:
    title, facts, clauses = record.text("title"), record.texts("facts"), record.texts("clauses")
    rule = record.optional_text("rule")
    return GateSpec(gate_id, title, facts, clauses, record.rest(), rule)
