"""planner advance: a plan and its answers to next week's scenario."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.command import CalendarDay, Command, FilePath
from planner.cli.options import dialect_option, headings_option, json_option, models_option
from planner.texts import N_

if TYPE_CHECKING:
    from planner.schema.dialect import Dialect


@click.command(
    "advance",
    cls=Command,
    help=N_(
        "Make next week's scenario of PLAN and what became of it, and list every change made.\n\n"
        "Acceptances become placements, declines free the place, what nobody decided becomes a draft, and waits, "
        "months and money run on. Exit codes: 0 done, 2 usage, 3 a fault in any file handed in (nothing is written)."
    ),
)
@click.argument("plan", type=FilePath(path_type=Path))
@click.option("--to", metavar=N_("WEEK"), required=True, help=N_("The next plan week, such as 2026-W49."))
@click.option(
    "--answers",
    type=FilePath(path_type=Path),
    help=N_(
        "Answers: plan.xlsx or assignments.csv as the meeting filled it in, a CSV or a workbook; else those in PLAN."
    ),
)
@click.option("--out", type=FilePath(path_type=Path), required=True, help=N_("New folder for the scenario."))
@click.option(
    "--scenario",
    type=FilePath(path_type=Path),
    help=N_("The folder PLAN was made from: it alone has people with protected identity."),
)
@click.option(
    "--news", type=FilePath(path_type=Path), help=N_("Folder of new and changed rows, leavers.csv, withdrawn.csv.")
)
@click.option("--by", metavar=N_("ROLE"), help=N_("Who decided, where an answer does not say; never a name."))
@click.option("--on", type=CalendarDay(), metavar=N_("DAY"), help=N_("When, where an answer does not say."))
@models_option
@dialect_option
@headings_option
@json_option
def command(
    *,
    plan: Path,
    to: str,
    answers: Path | None,
    out: Path,
    scenario: Path | None,
    news: Path | None,
    by: str | None,
    on: datetime | None,
    models: Path | None,
    dialect: Dialect | None,
    headings: str | None,
    as_json: bool,
) -> None:
    """Run `planner advance`."""
    from planner.cli.advancing import advance_into

    asked = {"answers": answers, "scenario": scenario, "news": news, "models": models, "by": by}
    day = None if on is None else on.date()
    advance_into(plan, to, out, dialect=dialect, headings=headings, as_json=as_json, on=day, **asked)
