"""What `planner template` does: makes the workbook, writes it whole, says what to do with it."""

from __future__ import annotations

from pathlib import Path

from planner.cli.output import echo, told_truly
from planner.folders import FileTarget
from planner.texts import _, language
from planner.workbooks.paths import refuse_no_workbook
from planner.workbooks.template import template_book


def template_into(file: Path, *, may_replace: bool) -> None:
    """Write a template, in the language that is spoken."""
    refuse_no_workbook(file)
    target = FileTarget(file, [], may_replace=may_replace)
    with told_truly(target):
        target.write(template_book(language()))
        echo(_("{file} is written. Fill it in, then: planner check {file}", file=target.shown))
