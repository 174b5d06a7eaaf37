"""Runs the cells of a notebook in this process, as a kernel would, without a kernel, a socket or another package."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any


def cells(path: Path) -> list[dict[str, Any]]:
    """The cells of a stored notebook."""
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def run_code(text: str, names: dict[str, Any], where: str) -> object:
    """Run code with the names of the code before it; what its last line is worth, if that is an expression."""
    tree = ast.parse(text, where)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, where, "exec"), names)  # noqa: S102 - our own pages
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), where, "eval"), names)  # noqa: S307 - likewise


def run_notebook(path: Path) -> list[str]:
    """Run all cells in order, in the working folder; what each shows, as HTML where it can be, as text otherwise."""
    names: dict[str, Any] = {"__name__": "__main__"}
    shown = []
    for number, cell in enumerate(cells(path)):
        if cell["cell_type"] == "code":
            value = run_code("".join(cell["source"]), names, f"{path.name} cell {number}")
            as_html = getattr(value, "_repr_html_", None)
            shown.append("" if value is None else str(as_html() if callable(as_html) else value))
    return shown
