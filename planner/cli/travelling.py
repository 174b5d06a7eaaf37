"""What `planner travel` does: reads a scenario, looks its trips up in timetables, writes the table whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from planner.candidates import TripSides, trip_sides, trip_sides_with
from planner.cli.output import echo, echo_json, told_truly
from planner.errors import UsageFault
from planner.folders import FileTarget
from planner.inputs import read
from planner.inputs.write import table_text
from planner.pictures import trip_sides_picture
from planner.reports import (
    changed_feed_screen,
    changed_feed_summary,
    timetable_screen,
    timetable_summary,
    trip_sides_screen,
    trip_sides_summary,
)  # fmt: skip
from planner.schema.scenario import Scenario
from planner.schema.weeks import week_number
from planner.texts import _, ngettext
from planner.timetables import FeedSources, Matrix, changed_feed, of_matrix, timetabled, usual_folder


def change_feed(feed: Path, changes: Path, out: Path, *, may_replace: bool, as_json: bool) -> None:
    """Write a feed anew with the changes of a file."""
    for path in (feed, changes):
        if not path.is_file():
            raise UsageFault(_("There is no file {file}.", file=path))
    target = FileTarget(out, [feed, changes], may_replace=may_replace)
    made = changed_feed(feed, changes)
    with told_truly(target):
        target.write(made.content)
        if as_json:
            echo_json(changed_feed_summary(made))
        else:
            echo(changed_feed_screen(made, out))


def sources_of(
    feeds: tuple[Path, ...], streets: Path | None, week: str | None, kept: Path | None, *, gaps: bool
) -> FeedSources:
    """What trips are looked up in, as named on the command line. UsageFault where a file or week is none."""
    if not feeds:
        raise UsageFault(_("Give a timetable with --gtfs, or another engine's matrix with --matrix."))
    for path in [*feeds, *([] if streets is None else [streets])]:
        if not path.is_file():
            raise UsageFault(_("There is no file {file}.", file=path))
    return FeedSources(feeds, streets, None if week is None else _week(week), gaps, kept or usual_folder())


def matrix_of(
    path: Path,
    columns: tuple[str, str, str],
    called: tuple[str | None, str | None],
    when: str,
    *,
    as_of: datetime | None,
    has_feeds: bool,
) -> Matrix:
    """Another engine's matrix, as named on the command line; `called` are its unit and mode.

    UsageFault where something is not named, or too much.
    """
    unit, mode = called
    if has_feeds:
        raise UsageFault(_("Give either --gtfs or --matrix, not both."))
    if not path.is_file():
        raise UsageFault(_("There is no file {file}.", file=path))
    if unit is None or mode is None:
        raise UsageFault(_("--matrix needs --unit and --mode: nobody can tell them from the numbers."))
    return Matrix(path, columns, unit, mode, when, None if as_of is None else as_of.date())


@dataclass(frozen=True)
class TravelOutput:
    """Where the table goes, whether it is compared with the straight line, and where the picture of that goes."""

    out: Path | None
    may_replace: bool
    compare: bool
    picture: Path | None
    as_json: bool

    def __post_init__(self) -> None:
        """Refuse a picture of nothing."""
        if self.picture is not None and not self.compare:
            raise UsageFault(_("--picture is of what --compare finds: give both."))

    def targets(self, given: list[Path]) -> _Targets:
        """The files that will be written, checked. UsageFault where one cannot be."""
        if self.out is not None and self.picture is not None and self.out.resolve() == self.picture.resolve():
            raise UsageFault(_("--out and --picture name the same file."))
        table, picture = (
            None if path is None else FileTarget(path, given, may_replace=self.may_replace)
            for path in (self.out, self.picture)
        )
        return _Targets(table, picture)

    def named(self) -> Path:
        """The file of the table; UsageFault where none is named."""
        if self.out is None:
            raise UsageFault(_("Name the file for the table with --out."))
        return self.out


class _Targets(NamedTuple):
    table: FileTarget | None
    picture: FileTarget | None


class _Made(NamedTuple):
    """Rows of table travel (None: the scenario's own), and what is said of them: lines of the screen, and data."""

    table: pd.DataFrame | None
    lines: list[str]
    summary: dict[str, Any]


def take_in(scenario: Path, matrix: Matrix, output: TravelOutput, models: Path | None) -> None:
    """Write another engine's matrix as table travel."""
    out, targets = output.named(), output.targets([matrix.path])
    week = read(scenario, models=models)
    table = of_matrix(week, matrix)
    said = ngettext(
        "{number} pair of zones of {matrix}: {file}", "{number} pairs of zones of {matrix}: {file}", len(table),
        matrix=matrix.path.name, file=out,
    )  # fmt: skip
    _finish(week, _Made(table, [said], {"rows": len(table)}), output, targets)


def look_up(scenario: Path, sources: FeedSources, output: TravelOutput, models: Path | None) -> None:
    """Look up the trips of a scenario and write them as table travel."""
    out = output.named()
    targets = output.targets([*sources.feeds, *([] if sources.streets is None else [sources.streets])])
    week = read(scenario, models=models)
    made = timetabled(week, sources)
    _finish(week, _Made(made.table, [timetable_screen(made, out)], timetable_summary(made)), output, targets)


def compare_own(scenario: Path, output: TravelOutput, models: Path | None) -> None:
    """Compare the scenario's own table travel with the straight line; no table is written."""
    if output.out is not None:
        raise UsageFault(_("--out is for a table that is looked up: give --gtfs or --matrix, or leave it out."))
    targets = output.targets([])
    week = read(scenario, models=models)
    _finish(week, _Made(None, [], {}), output, targets)


def refuse_tables(output: TravelOutput, *, is_asked: bool) -> None:
    """Raise UsageFault where two scenarios are to be compared and a table to be made as well, or nothing compared."""
    if not output.compare:
        raise UsageFault(_("--with names what --compare compares with: give both."))
    if is_asked or output.out is not None:
        raise UsageFault(_("--with compares the tables of two scenarios: leave out --gtfs, --matrix and --out."))


def compare_with(scenario: Path, other: Path, output: TravelOutput, models: Path | None) -> None:
    """Compare the trips of a scenario with those of another; no table is written."""
    targets = output.targets([])
    sides = trip_sides_with(read(scenario, models=models), read(other, models=models))
    _told(sides, [], {}, output, targets)


def _finish(week: Scenario, made: _Made, output: TravelOutput, targets: _Targets) -> None:
    """Compare where that is asked for, write what is to be written, and say it."""
    sides = trip_sides(week, made.table) if output.compare else None
    table = None if made.table is None or targets.table is None else table_text("travel", made.table)
    _told(sides, made.lines, made.summary, output, targets, table)


def _told(  # noqa: PLR0917 - what was found, and where all of it goes
    sides: TripSides | None,
    lines: list[str],
    summary: dict[str, Any],
    output: TravelOutput,
    targets: _Targets,
    table: str | None = None,
) -> None:
    """Write table and picture, and say what was found."""
    drawn = None
    if sides is not None:
        lines.append(trip_sides_screen(sides))
        summary = summary | {"compared": trip_sides_summary(sides)}
        drawn = trip_sides_picture(sides) if targets.picture is not None else None
        if targets.picture is not None:
            lines.append(
                _("No picture: too few people.") if drawn is None else _("Picture: {file}", file=output.picture)
            )
    svg = None if drawn is None else drawn.svg
    with told_truly(targets.table), told_truly(targets.picture):
        if targets.table is not None and table is not None:
            targets.table.write(table.encode())
        if targets.picture is not None and svg is not None:
            targets.picture.write(svg.encode())
        if output.as_json:
            echo_json(summary)
        else:
            echo("\n".join(lines))


def _week(text: str) -> int:
    try:
        return week_number(text)
    except ValueError as fault:
        msg = _('--week: "{week}" is no week, such as 2026-W48.', week=text)
        raise UsageFault(msg) from fault
