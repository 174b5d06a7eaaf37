"""What `planner travel` does: reads a scenario, looks its trips up in timetables, writes the table whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from planner.cli.output import echo, echo_json, told_truly
from planner.errors import UsageFault
from planner.folders import FileTarget
from planner.inputs import read
from planner.reports import timetable_screen, timetable_summary
from planner.schema.weeks import week_number
from planner.texts import _, ngettext
from planner.timetables import FeedSources, Matrix, of_matrix, timetabled


def sources_of(feeds: tuple[Path, ...], streets: Path | None, week: str | None, *, gaps: bool) -> FeedSources:
    """What trips are looked up in, as named on the command line. UsageFault where a file or week is none."""
    if not feeds:
        raise UsageFault(_("Give a timetable with --gtfs, or another engine's matrix with --matrix."))
    for path in [*feeds, *([] if streets is None else [streets])]:
        if not path.is_file():
            raise UsageFault(_("There is no file {file}.", file=path))
    return FeedSources(feeds, streets, None if week is None else _week(week), gaps)


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


def take_in(
    scenario: Path, matrix: Matrix, out: Path, models: Path | None, *, may_replace: bool, as_json: bool
) -> None:
    """Write another engine's matrix as table travel."""
    target = FileTarget(out, [matrix.path], may_replace=may_replace)
    text, rows = of_matrix(read(scenario, models=models), matrix)
    with told_truly(target):
        target.write(text.encode())
        if as_json:
            echo_json({"rows": rows})
        else:
            said = ngettext(
                "{number} pair of zones of {matrix}: {file}", "{number} pairs of zones of {matrix}: {file}", rows,
                matrix=matrix.path.name, file=out,
            )  # fmt: skip
            echo(said)


def look_up(
    scenario: Path, sources: FeedSources, out: Path, models: Path | None, *, may_replace: bool, as_json: bool
) -> None:
    """Look up the trips of a scenario and write them as table travel."""
    given = [*sources.feeds, *([] if sources.streets is None else [sources.streets])]
    target = FileTarget(out, given, may_replace=may_replace)
    made = timetabled(read(scenario, models=models), sources)
    with told_truly(target):
        target.write(made.text.encode())
        if as_json:
            echo_json(timetable_summary(made))
        else:
            echo(timetable_screen(made, out))


def _week(text: str) -> int:
    try:
        return week_number(text)
    except ValueError as fault:
        msg = _('--week: "{week}" is no week, such as 2026-W48.', week=text)
        raise UsageFault(msg) from fault
