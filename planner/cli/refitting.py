"""What `planner travel --refit` does: fits the travel model anew to the scenario's table, and writes a new version."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from planner.cli.output import echo, echo_json, told_truly
from planner.errors import UsageFault
from planner.folders import Target, write_files
from planner.inputs import read
from planner.reports import refitted_screen, refitted_summary
from planner.texts import _
from planner.timetables import line_files_of, refitted


def refuse_beside_refit(*, is_asked: bool) -> None:
    """Raise UsageFault where a table is to be made or compared as well."""
    if is_asked:
        raise UsageFault(_("--refit fits the travel model to the scenario's own table: leave out what makes another."))


def refit_into(scenario: Path, out: Path, models: Path | None, *, as_json: bool) -> None:
    """Write a new version of the travel model into a new or empty folder."""
    is_version = re.fullmatch(r"[0-9]+(\.[0-9]+)*", out.name) is not None
    if not is_version or re.fullmatch(r"[a-z0-9_]+", out.parent.name) is None or out.parent.parent.name != "travel":
        msg = _("--refit: {path} does not end in travel/NAME/VERSION, such as models/travel/our_line/1.", path=out)
        raise UsageFault(msg)
    target = Target(out, None)
    found = refitted(read(scenario, models=models))
    files = line_files_of(found, out.parent.name, out.name, date.today().year)  # noqa: DTZ011 - the user's own day
    with told_truly(target):
        with target.replaced() as folder:
            write_files(folder, files)
        if as_json:
            echo_json({"folder": str(out), **refitted_summary(found)})
        else:
            echo(refitted_screen(found, out))
