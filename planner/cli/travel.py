"""planner travel: minutes between zones by timetables, as table travel."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from planner.cli.command import CalendarDay, Command, FilePath, WholeNumber
from planner.cli.options import json_option, models_option
from planner.texts import N_


@click.command(
    "travel",
    cls=Command,
    help=N_(
        "Look up in timetables how long it takes from every home zone of SCENARIO to every workplace zone, and write "
        "table travel.\n\n"
        "For each part of the week that shifts use: the last trip that arrives by the start and the first one that "
        "leaves after the end, waits included, the longer of the two. Nothing is fetched; give the feeds (GTFS) of "
        "your region as files. Needs the extra transit. With --matrix it takes another engine's minutes instead. "
        "--compare says how many pairs of person and place change sides of the limit. Exit codes: 0 done, 2 "
        "usage, 3 a fault in the files, such as a feed that has ended."
    ),
)
@click.argument("scenario", type=FilePath(path_type=Path))
@click.option(
    "--gtfs", "feeds", type=FilePath(path_type=Path), multiple=True,
    help=N_("Timetable feed, a GTFS zip; may be given several times."),
)  # fmt: skip
@click.option(
    "--osm", "streets", type=FilePath(path_type=Path),
    help=N_("Streets to walk on, an extract of OpenStreetMap (.osm.pbf); without it people walk in straight lines."),
)  # fmt: skip
@click.option(
    "--out",
    type=FilePath(path_type=Path),
    help=N_("File for the table, such as travel.csv; with --points a new folder."),
)
@click.option("--replace", is_flag=True, help=N_("Write over --out and --picture if they are there."))
@click.option(
    "--compare", is_flag=True,
    help=N_(
        "Say who changes sides of the limit of a trip, against the straight line; without --gtfs and --matrix by the "
        "scenario's own table travel."
    ),
)  # fmt: skip
@click.option(
    "--with", "other", type=FilePath(path_type=Path), metavar=N_("WHAT-IF"),
    help=N_("With --compare: hold the scenario's trips against those of this what-if instead of the straight line."),
)  # fmt: skip
@click.option(
    "--picture", type=FilePath(path_type=Path), help=N_("File for a picture of --compare, such as sides.svg.")
)
@click.option("--week", metavar=N_("WEEK"), help=N_("Week whose timetable is looked up.  [default: the plan week]"))
@click.option(
    "--gaps", is_flag=True,
    help=N_("Where a feed has no trips on a day or at an hour, take it that its lines do not run then."),
)  # fmt: skip
@click.option(
    "--kept", type=FilePath(path_type=Path, file_okay=False),
    help=N_(
        "Folder of minutes looked up earlier: what is asked again is not computed again.  [default: the user's cache]"
    ),
)  # fmt: skip
@click.option(
    "--matrix", type=FilePath(path_type=Path),
    help=N_("Instead of feeds: a CSV of another engine, with a row for each pair of zones."),
)  # fmt: skip
@click.option("--unit", type=click.Choice(["minutes", "seconds"]), help=N_("Unit of its times; needed with --matrix."))
@click.option(
    "--mode", type=click.Choice(["transit", "car", "bike", "walk"]), help=N_("Its mode; needed with --matrix.")
)
@click.option(
    "--when", type=click.Choice(["any", "morning", "day", "evening", "weekend"]), default="any", show_default=True,
    help=N_("Part of the week that it is for."),
)  # fmt: skip
@click.option(
    "--columns", nargs=3, default=("from_id", "to_id", "travel_time"), show_default=True,
    metavar=N_("START END TIME"), help=N_("Its columns of start, end and time."),
)  # fmt: skip
@click.option("--as-of", type=CalendarDay(), help=N_("Day that its times are of."))
@click.option(
    "--points", type=FilePath(path_type=Path),
    help=N_(
        "Instead of trips: make zones of a CSV with id (of a jobseeker or slot), lat and lon, and write the scenario "
        "with them. No coordinates of people are written."
    ),
)  # fmt: skip
@click.option(
    "--grid", type=WholeNumber(100, 20_000), default=500, show_default=True, metavar=N_("METRES"),
    help=N_("Side of the squares of --points; one with fewer than five people joins the nearest."),
)  # fmt: skip
@click.option(
    "--refit", type=FilePath(path_type=Path, file_okay=False),
    help=N_(
        "Instead of trips: fit the figures of the travel model to the scenario's own table, and write them as a new "
        "version, such as models/travel/our_line/1."
    ),
)  # fmt: skip
@models_option
@json_option
def command(
    *,
    scenario: Path,
    feeds: tuple[Path, ...],
    streets: Path | None,
    out: Path | None,
    replace: bool,
    compare: bool,
    other: Path | None,
    picture: Path | None,
    week: str | None,
    gaps: bool,
    kept: Path | None,
    matrix: Path | None,
    unit: str | None,
    mode: str | None,
    when: str,
    columns: tuple[str, str, str],
    as_of: datetime | None,
    points: Path | None,
    grid: int,
    refit: Path | None,
    models: Path | None,
    as_json: bool,
) -> None:
    """Run `planner travel`."""
    from planner.cli.refitting import refit_into, refuse_beside_refit
    from planner.cli.travelling import (
        TravelOutput,
        compare_own,
        compare_with,
        look_up,
        matrix_of,
        refuse_tables,
        sources_of,
        take_in,
    )  # fmt: skip
    from planner.cli.zoning import refuse_trips, zone_into

    if refit is not None:
        refuse_beside_refit(is_asked=bool(feeds) or points is not None or matrix is not None or compare)
        refit_into(scenario, refit, models, as_json=as_json)
        return
    if points is not None:
        refuse_trips(is_asked=bool(feeds) or matrix is not None or compare)
        zone_into(scenario, points, grid, out, models, as_json=as_json)
        return
    output = TravelOutput(out, replace, compare, picture, as_json)
    if other is not None:
        refuse_tables(output, is_asked=bool(feeds) or matrix is not None)
        compare_with(scenario, other, output, models)
    elif matrix is not None:
        given = matrix_of(matrix, columns, (unit, mode), when, as_of=as_of, has_feeds=bool(feeds))
        take_in(scenario, given, output, models)
    elif compare and not feeds:
        compare_own(scenario, output, models)
    else:
        look_up(scenario, sources_of(feeds, streets, week, kept, gaps=gaps), output, models)
