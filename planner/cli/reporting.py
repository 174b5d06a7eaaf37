"""What `planner report` does: makes the page of a folder, writes it whole, says where."""

from __future__ import annotations

from pathlib import Path

from planner.cli.output import echo, told_truly
from planner.errors import UsageFault
from planner.folders import FileTarget, lies_in
from planner.pages import kind_of, report_page
from planner.texts import _


def report_into(folder: Path, out: Path | None, models: Path | None, *, may_replace: bool) -> None:
    """Write the report of a plan or comparison; without `out` into a file beside the folder, called after it."""
    out = _beside(folder) if out is None else out
    if lies_in(out, folder):
        msg = _("{file} would lie in {folder}, which holds a result and nothing else. Name a file beside it.",
                file=out, folder=folder)  # fmt: skip
        raise UsageFault(msg)
    kind_of(folder)  # before anything is said of the file
    target = FileTarget(out, [], may_replace=may_replace)
    page = report_page(folder, models=models)
    with told_truly(target):
        target.write(page)
        echo(_("{file} is written. Open it in a browser.", file=target.shown))


def _beside(folder: Path) -> Path:
    home = folder if folder.name else folder.resolve()
    return home.parent / f"{home.name}_report.html"
