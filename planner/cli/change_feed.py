"""planner change-feed: a timetable feed with other trips, for a what-if."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command, FilePath
from planner.cli.options import json_option
from planner.texts import N_


@click.command(
    "change-feed",
    cls=Command,
    help=N_(
        "Write a timetable FEED (GTFS) anew with the CHANGES of a TOML file: trips of a line taken away or added, a "
        "line more, a stop moved.\n\n"
        "FEED stays as it is. Look trips up in both feeds with `planner travel`, and compare the two tables with "
        "--with. Exit codes: 0 done, 2 usage, 3 a fault in the files, such as a line that the feed does not have."
    ),
)
@click.argument("feed", type=FilePath(path_type=Path))
@click.argument("changes", type=FilePath(path_type=Path))
@click.option("--out", type=FilePath(path_type=Path), required=True, help=N_("File for the new feed, a zip."))
@click.option("--replace", is_flag=True, help=N_("Write over --out if it is there."))
@json_option
def command(*, feed: Path, changes: Path, out: Path, replace: bool, as_json: bool) -> None:
    """Run `planner change-feed`."""
    from planner.cli.travelling import change_feed

    change_feed(feed, changes, out, may_replace=replace, as_json=as_json)
