"""Which branches of the templates are taken while their samples render.

The syntax tree of every template gets a marker at the head of each if, elif, else and for body, and around both sides
of an inline if. A marker writes nothing; it notes that it was passed.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemLoader, nodes, pass_context
from jinja2.environment import Template
from jinja2.runtime import Context

from knowledge.notice import Notice
from knowledge.rendering import FOLDER, environment

_MARKER = "branch_taken"


@dataclass(frozen=True)
class Branch:
    """One body of a template: where it begins and what leads into it."""

    template: str
    line: int
    kind: str  # if, elif, else, for, for-else, inline if, inline else


class BranchRecord:
    """Every branch of the templates loaded so far, and whether it was taken."""

    def __init__(self) -> None:
        self._branches: list[Branch] = []
        self._taken: set[int] = set()

    def add(self, branch: Branch) -> int:
        """The number under which a marker reports the branch."""
        self._branches.append(branch)
        return len(self._branches) - 1

    def take(self, number: int) -> None:
        """Note that the branch was taken."""
        self._taken.add(number)

    def not_taken(self) -> list[Branch]:
        """Branches that nothing rendered so far went through, in the order in which their templates were loaded."""
        return [branch for number, branch in enumerate(self._branches) if number not in self._taken]


class _MarkingLoader(BaseLoader):
    """Loads templates with markers in their branches."""

    def __init__(self, folder: Path, record: BranchRecord) -> None:
        self._files, self._record = FileSystemLoader(folder), record

    def list_templates(self) -> list[str]:
        return self._files.list_templates()

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        source, filename, uptodate = self._files.get_source(environment, name)
        tree = environment.parse(source, name, filename)
        self._mark(tree, name)
        tree.set_environment(environment)
        code = environment.compile(tree, name, filename)
        return environment.template_class.from_code(environment, code, globals or {}, uptodate)

    def _mark(self, tree: nodes.Template, name: str) -> None:
        later = {id(branch) for node in tree.find_all(nodes.If) for branch in node.elif_}
        bodies: list[nodes.If | nodes.For] = [*tree.find_all(nodes.If), *tree.find_all(nodes.For)]
        for node in bodies:
            word = "for" if isinstance(node, nodes.For) else "elif" if id(node) in later else "if"
            node.body = [self._marker(Branch(name, node.lineno, word)), *node.body]
            if node.else_:
                kind = "for-else" if word == "for" else "else"
                node.else_ = [self._marker(Branch(name, node.else_[0].lineno, kind)), *node.else_]
        for choice in list(tree.find_all(nodes.CondExpr)):
            choice.expr1 = self._marked(choice.expr1, Branch(name, choice.lineno, "inline if"))
            if choice.expr2 is not None:
                choice.expr2 = self._marked(choice.expr2, Branch(name, choice.lineno, "inline else"))

    def _marker(self, branch: Branch) -> nodes.Output:
        return nodes.Output([self._marked(nodes.Const("", lineno=branch.line), branch)], lineno=branch.line)

    def _marked(self, expression: nodes.Expr, branch: Branch) -> nodes.Expr:
        number = nodes.Const(self._record.add(branch), lineno=branch.line)
        return nodes.Filter(expression, _MARKER, [number], [], None, None, lineno=branch.line)


def marking_environment(folder: Path, notice: Notice, record: BranchRecord) -> Environment:
    """The environment of a notice folder whose templates report to `record` which branches they take."""

    @pass_context  # a filter that wants the context is never run while compiling
    def taken(_context: Context, value: Any, number: int) -> Any:
        record.take(number)
        return value

    made = environment(folder, notice)
    made.loader = _MarkingLoader(folder / FOLDER, record)
    made.filters[_MARKER] = taken
    return made
