"""Wording: every template is valid, has samples, renders with each of them, and has no branch that none of them takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, TemplateSyntaxError, UndefinedError, nodes
from jinja2.environment import Template

from knowledge.checks.branches import BranchRecord, marking_environment
from knowledge.errors import NoticeProblem
from knowledge.notice import Notice
from knowledge.rendering import FOLDER, SUFFIX, blocks_of
from knowledge.sources import load_yaml, shape

SAMPLES = ".samples.yaml"
_PARTIAL = "_"  # a file of macros or shared parts: rendered by the templates that use it, without samples of its own
# what the assistant never says (ux: voice), with what it says instead
VOICE = (
    (
        re.compile(r"죄송|십시오|고객님|귀하"),
        "statements in -습니다, requests in -해 주세요, without apology or address",
    ),
    (re.compile(r"[!！]"), "no exclamation mark"),
    (re.compile(r"(?:해|에|예|돼|워|려|거든)요(?![가-힣])"), "-습니다, -해 주세요, -나요?"),
)


def template_problems(folder: Path, notice: Notice) -> Iterator[NoticeProblem]:
    """Everything that is wrong with the wording of a folder."""
    wording = folder / FOLDER
    record = BranchRecord()
    environment = marking_environment(folder, notice, record)
    files = sorted(path.relative_to(wording).as_posix() for path in wording.rglob("*") if path.is_file())
    for file in files:
        yield from _place(file, files)
    sound = True
    for file in files:
        if file.endswith(SUFFIX):
            problems = list(_template(environment, wording, file))
            sound = sound and not problems
            yield from problems
    # after a failure branches are missed because of it: only sound templates are asked for the rest
    for branch in record.not_taken() if sound else ():
        yield NoticeProblem(
            f"{FOLDER}/{branch.template}",
            f"line {branch.line}",
            f"no sample takes this {branch.kind}",
            f"a sample in {branch.template.removesuffix(SUFFIX)}{SAMPLES} that does",
        )


def _place(file: str, files: list[str]) -> Iterator[NoticeProblem]:
    path = f"{FOLDER}/{file}"
    if file.count("/") != 1:
        yield NoticeProblem(path, "file", "wrong folder", f"{FOLDER}/<area>/<name>{SUFFIX}")
    if file.endswith(SAMPLES):
        template = file.removesuffix(SAMPLES) + SUFFIX
        if template not in files:
            yield NoticeProblem(path, "file", "samples of no template", f"{FOLDER}/{template} beside it")
    elif not file.endswith((SUFFIX, ".yaml")):
        yield NoticeProblem(path, "file", "unknown kind of file", f"<name>{SUFFIX}, <name>{SAMPLES}, <name>.yaml")


def _template(environment: Environment, wording: Path, file: str) -> Iterator[NoticeProblem]:
    path = f"{FOLDER}/{file}"
    try:
        template = environment.get_template(file)
    except TemplateSyntaxError as error:
        yield NoticeProblem(path, f"line {error.lineno}", f"syntax: {error.message}", "a valid Jinja2 template")
        return
    yield from _voice(environment, wording, file)
    if Path(file).name.startswith(_PARTIAL):
        return
    samples, problems = _samples(wording, file)
    yield from problems
    for number, sample in enumerate(samples, 1):
        yield from _render(template, path, number, sample)


def _samples(wording: Path, file: str) -> tuple[list[dict[str, Any]], list[NoticeProblem]]:
    name = file.removesuffix(SUFFIX) + SAMPLES
    path = f"{FOLDER}/{name}"
    try:
        read = load_yaml((wording / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [], [NoticeProblem(path, "file", "missing", f"samples for {FOLDER}/{file}")]
    except yaml.YAMLError as error:
        return [], [NoticeProblem(path, "file", f"no YAML: {getattr(error, 'problem', None)}", "valid YAML")]
    if not isinstance(read, list) or not read or not all(isinstance(sample, dict) for sample in read):
        return [], [NoticeProblem(path, "file", shape(read), "a list of mappings, one for each sample")]
    return read, []


def _render(template: Template, path: str, number: int, sample: dict[str, Any]) -> Iterator[NoticeProblem]:
    try:
        text = template.render(**sample).strip()
        blocks_of(template, sample)
    except UndefinedError as error:
        found = f"undefined: {error.message}"
        yield NoticeProblem(path, f"sample {number}", found, "names that the sample gives, filters, and notice")
    except Exception as error:  # whatever a template's expressions raise is the template's fault, to be named
        found = f"{type(error).__name__}: {error}"
        yield NoticeProblem(path, f"sample {number}", found, "a template that renders")
    else:
        if not text and not template.blocks:
            yield NoticeProblem(path, f"sample {number}", "renders to nothing", "a sentence")


def _voice(environment: Environment, wording: Path, file: str) -> Iterator[NoticeProblem]:
    source = (wording / file).read_text(encoding="utf-8")
    for data in environment.parse(source).find_all(nodes.TemplateData):
        for pattern, allowed in VOICE:
            for match in pattern.finditer(data.data):
                line = data.lineno + data.data[: match.start()].count("\n")
                yield NoticeProblem(f"{FOLDER}/{file}", f"line {line}", f"voice: {match.group()}", allowed)
