"""planner build-slots: tasks of departments bundled into posts for simple jobs."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from planner.cli.options import json_option, language_option


@click.command("build-slots")
@click.argument("tasks", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="CSV file for the posts, as rows of slots.")
@click.option("--replace", is_flag=True, help="Write over --out if it is there.")
@click.option("--programmes", metavar="IDS", default="bea_enkla", show_default=True, help="Legal forms of the posts.")
@click.option(
    "--least", type=click.IntRange(10, 100), default=75, show_default=True, help="Smallest post, percent of 40 hours."
)
@click.option(
    "--most", type=click.IntRange(10, 100), default=100, show_default=True, help="Largest post, percent of 40 hours."
)
@language_option
@json_option
def command(
    *,
    tasks: Path,
    out: Path,
    replace: bool,
    programmes: str,
    least: int,
    most: int,
    language: Literal["sv", "en"],
    as_json: bool,
) -> None:
    """Bundle the TASKS of each unit into posts (enkla jobb) that free as many hours of core staff as possible.

    TASKS is a CSV file, see `planner schema tasks`. A post fits one person: at most four hours a half-day, five days a
    week, never an evening and a morning of the same day or the next. The posts are checked, and written as planned
    slots, which nobody can have until the union has been asked.
    """
    from planner.cli.bundling import build_into

    build_into(tasks, out, programmes, (least, most), language=language, as_json=as_json, may_replace=replace)
