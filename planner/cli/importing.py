"""What `planner import` does: reads an export, writes the tables whole, says what became of each column."""

from __future__ import annotations

from pathlib import Path

from planner.cli.output import echo, echo_json, told_truly
from planner.folders import Target, write_files
from planner.imports import Sources, import_tables
from planner.reports import import_screen, import_summary


def import_into(sources: Sources, out: Path, *, as_json: bool) -> None:
    """Import an export into a new or empty folder."""
    target = Target(out, None)
    done = import_tables(sources)
    target.refuse_inputs(done.homes, None)
    with told_truly(target):
        with target.replaced() as folder:
            write_files(folder, done.files)
        if as_json:
            echo_json({"folder": str(out), **import_summary(done)})
        else:
            echo(import_screen(done, out))
