"""Sentences from templates: `<area>/<name>.j2` under the notice's wording/. An undefined name is an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import TemplateNotFound
from jinja2.environment import Template

from knowledge.errors import UnknownTemplate
from knowledge.loading import CURRENT, NOTICES, default_notice
from knowledge.notice import Notice
from knowledge.rendering import SUFFIX, blocks_of, environment


class Wording:
    """The sentences of one notice folder."""

    def __init__(self, folder: Path, notice: Notice | None = None) -> None:
        self._environment = environment(folder, notice)

    def render(self, name: str, /, **values: Any) -> str:
        """The whole template, without white space around. Raises UnknownTemplate, jinja2.UndefinedError."""
        return self._template(name).render(**values).strip()

    def blocks(self, name: str, /, **values: Any) -> dict[str, str]:
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


@cache
def default_wording() -> Wording:
    """The current notice's sentences."""
    return Wording(NOTICES / CURRENT, default_notice())
