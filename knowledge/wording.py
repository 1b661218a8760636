"""Sentences from templates: `<area>/<name>.j2` under the notice's wording/. An undefined name is an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound
from jinja2.environment import Template

from knowledge import korean
from knowledge.errors import UnknownTemplate
from knowledge.loading import CURRENT, NOTICES, default_notice
from knowledge.notice import Notice

FOLDER = "wording"
SUFFIX = ".j2"
FILTERS = {
    "won_talk": korean.won_talk,
    "won_full": korean.won_full,
    "day": korean.day,
    "day_full": korean.day_full,
    "josa": korean.josa,
    "number": korean.plain_number,
    "listing": korean.listing,
}


def environment(folder: Path, notice: Notice | None, kind: type[Environment] = Environment) -> Environment:
    """The Jinja2 environment of a notice folder. Every template sees `notice`; channels escape, templates do not."""
    made = kind(
        loader=FileSystemLoader(folder / FOLDER),
        undefined=StrictUndefined,
        autoescape=False,  # plain text: HTML is made, and escaped, by the channels
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    if notice is not None:
        made.globals["notice"] = notice
    return made


class Wording:
    """The sentences of one notice folder."""

    def __init__(self, folder: Path, notice: Notice | None = None) -> None:
        self._environment = environment(folder, notice)

    def render(self, name: str, **values: Any) -> str:
        """The whole template, without white space around. Raises UnknownTemplate, jinja2.UndefinedError."""
        return self._template(name).render(**values).strip()

    def blocks(self, name: str, **values: Any) -> dict[str, str]:
        """Each block of the template by its name, without white space around; an empty block is an empty text."""
        return blocks_of(self._template(name), values)

    def names(self) -> tuple[str, ...]:
        """All templates, as `render` takes them."""
        return tuple(name.removesuffix(SUFFIX) for name in self._environment.list_templates(extensions=["j2"]))

    def _template(self, name: str) -> Template:
        try:
            return self._environment.get_template(name.removesuffix(SUFFIX) + SUFFIX)
        except TemplateNotFound as error:
            raise UnknownTemplate(str(error.name)) from error


def blocks_of(template: Template, values: dict[str, Any]) -> dict[str, str]:
    """Each block rendered apart, with what the template sets and imports outside of its blocks."""
    context = template.new_context(dict(values))
    for _ in template.root_render_func(context):
        pass  # runs the top level, which exports its set and import statements into the context
    return {name: "".join(block(context)).strip() for name, block in template.blocks.items()}


@cache
def default_wording() -> Wording:
    """The current notice's sentences."""
    return Wording(NOTICES / CURRENT, default_notice())
