"""planner build-slots: tasks of departments bundled into posts for simple jobs."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command, FilePath, WholeNumber
from planner.cli.options import json_option
from planner.texts import N_


@click.command(
    "build-slots",
    cls=Command,
    help=N_(
        "Bundle the TASKS of each unit into posts (enkla jobb) that free as many hours of core staff as "
        "possible.\n\n"
        "TASKS is a CSV file, see `planner schema tasks`. A post fits one person: at most four hours a half-day, "
        "five days a week, never an evening and a morning of the same day or the next. The posts are checked, and "
        "written as planned slots, which nobody can have until the union has been asked."
    ),
)
@click.argument("tasks", type=FilePath(path_type=Path))
@click.option(
    "--out", type=FilePath(path_type=Path), required=True, help=N_("CSV file for the posts, as rows of slots.")
)
@click.option("--replace", is_flag=True, help=N_("Write over --out if it is there."))
@click.option(
    "--programmes", metavar=N_("FORMS"), default="bea_enkla", show_default=True, help=N_("Legal forms of the posts.")
)
@click.option(
    "--least",
    type=WholeNumber(10, 100),
    metavar=N_("PERCENT"),
    default=75,
    show_default=True,
    help=N_("Smallest post, percent of 40 hours."),
)
@click.option(
    "--most",
    type=WholeNumber(10, 100),
    metavar=N_("PERCENT"),
    default=100,
    show_default=True,
    help=N_("Largest post, percent of 40 hours."),
)
@json_option
def command(
    *,
    tasks: Path,
    out: Path,
    replace: bool,
    programmes: str,
    least: int,
    most: int,
    as_json: bool,
) -> None:
    """Run `planner build-slots`."""
    from planner.cli.bundling import build_into

    build_into(tasks, out, programmes, (least, most), as_json=as_json, may_replace=replace)
