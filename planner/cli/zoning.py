"""What `planner travel --points` does: puts people and places into squares, and writes a scenario of its own."""

from __future__ import annotations

from pathlib import Path

from planner.cli.output import echo, echo_json, told_truly
from planner.errors import UsageFault
from planner.folders import Target, write_files
from planner.inputs import read
from planner.inputs.write import scenario_files
from planner.reports import zoned_screen, zoned_summary
from planner.texts import _
from planner.timetables import zoned


def refuse_trips(*, is_asked: bool) -> None:
    """Raise UsageFault where trips are asked for as well: they are looked up in what is written here."""
    if is_asked:
        raise UsageFault(_("--points makes zones; look trips up, or compare them, in the scenario that it writes."))


def zone_into(
    scenario: Path, points: Path, metres: int, out: Path | None, models: Path | None, *, as_json: bool
) -> None:
    """Write a scenario whose people and places with a point are in squares; the folder must be new or empty.

    What is written is read once more before it stands, so that a zone that lacks something is told now.
    """
    if out is None:
        raise UsageFault(_("Name a new folder for the scenario with smaller zones with --out."))
    if not points.is_file():
        raise UsageFault(_("There is no file {file}.", file=points))
    target = Target(out, None)
    target.refuse_plans([scenario])
    found = zoned(read(scenario, models=models), points, metres)
    with told_truly(target):
        with target.replaced() as folder:
            write_files(folder, dict(scenario_files(found.scenario, audit=True)))
            read(folder)
        if as_json:
            echo_json(zoned_summary(found))
        else:
            echo(zoned_screen(found, out))
