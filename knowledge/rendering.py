"""How templates are rendered: one environment with the Korean filters, and blocks rendered apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import Template

from knowledge import korean
from knowledge.notice import Notice

FOLDER = "wording"
SUFFIX = ".j2"
FILTERS = {
    "won_talk": korean.won_talk,
    "won_full": korean.won_full,
    "day": korean.day,
    "day_full": korean.day_full,
    "clock": korean.clock,
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


def blocks_of(template: Template, values: dict[str, Any]) -> dict[str, str]:
    """Each block rendered apart, with what the template sets and imports outside of its blocks."""
    context = template.new_context(dict(values))
    for _ in template.root_render_func(context):
        pass  # runs the top level, which exports its set and import statements into the context
    return {name: "".join(block(context)).strip() for name, block in template.blocks.items()}
