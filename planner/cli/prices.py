"""planner prices: what one more of each limit of a plan's week brings, and what one less costs."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command, FilePath
from planner.cli.options import json_option, models_option
from planner.texts import N_


@click.command(
    "prices",
    cls=Command,
    help=N_(
        "Say what one more place, 100,000 SEK, supervisor or start a week brings the week of the plan in DIR, and what "
        "one less costs; what places would bring at departments without a free one; and places offered against "
        "wanted.\n\n"
        "The folder suffices. Each price holds while all else stays as it is: they are never summed. With --out also "
        "writes prices.csv, places_wanted.csv, templates.csv and prices.json. With --full also says what each goal "
        "costs and each restriction inside it, and writes goal_prices.csv. Exit codes: 0 done, 2 a folder that is "
        "no plan, 3 a plan that verify objects to."
    ),
)
@click.argument("plan", metavar="DIR", type=FilePath(path_type=Path))
@click.option("--out", type=FilePath(path_type=Path), help=N_("Folder for the files of the prices."))
@click.option(
    "--full",
    is_flag=True,
    help=N_("Also plan the week anew without each goal and each restriction inside it, and say who would gain."),
)
@models_option
@json_option
def command(*, plan: Path, out: Path | None, full: bool, models: Path | None, as_json: bool) -> None:
    """Run `planner prices`."""
    from planner.cli.pricing import price_into

    price_into(plan, out, models, full=full, as_json=as_json)
