"""Workbooks from Python: a template to fill in, and where a marked copy may be written."""

from __future__ import annotations

from pathlib import Path

from planner.api.arguments import PathLike, in_language, path_of, suggesting
from planner.folders import FileTarget
from planner.texts import language as spoken
from planner.workbooks.paths import refuse_no_workbook
from planner.workbooks.template import template_book


@suggesting
def template(file: PathLike, *, language: str | None = None) -> Path:
    """Write an Excel workbook to fill in: a sheet for each table, with drop-downs, limits, explanations and examples.

    Filled in, it is a scenario: `planner.plan("week.xlsx")`. `language` ("sv", "en") is that of its headings, words and
    explanations; without it, that of `set_language`, else Swedish. Returns the path of the file.
    Raises UsageFault where the name does not end in .xlsx, the file is there already, or it cannot be written.
    """
    path = path_of(file, "template")
    with in_language(language):
        refuse_no_workbook(path)
        FileTarget(path, [], may_replace=False).write(template_book(spoken()))
    return path


def marked_target(mark: Path, scenario: Path) -> FileTarget:
    """The file that a marked copy of a scenario's workbook is to be; UsageFault where it may not be written."""
    refuse_no_workbook(mark)
    return FileTarget(mark, [scenario], may_replace=False)
