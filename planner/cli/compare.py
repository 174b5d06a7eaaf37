"""planner compare: a scenario and what-ifs planned with the same seeds, and what changes for whom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from planner.cli.command import Command, FilePath, WholeNumber
from planner.cli.options import json_option, models_option, solve_options
from planner.schema.overrides import MOST_DRAWS, overrides
from planner.texts import N_


@click.command(
    "compare",
    cls=Command,
    help=N_(
        "Plan BASE and each WHATIF with the same seeds and say what changes: people, gain, money, minutes, "
        "who.\n\n"
        "A what-if of two to six changes is also planned with each change alone: what only their coming together "
        "does is called joint.\n\n"
        "With --out also writes comparison.csv (a column for each what-if), figures.csv, changes.csv, joint.csv, "
        "comparison.json and pictures; where there are several what-ifs, in a folder for each. With --draws also "
        "draws.csv.\n\n"
        "With --weeks no plan is made: the weeks after BASE pass in drawn worlds, with and without each WHATIF, as "
        "planner simulate lets them, and the differences have intervals. Then --out is the folder of a simulation: "
        "results.csv, weeks.csv, money.csv, differences.csv and summary.json. Stopped at any moment, the same command "
        "goes on from there."
    ),
)
@click.argument("base", type=FilePath(path_type=Path))
@click.argument("what_ifs", metavar="WHATIF...", nargs=-1, required=True, type=FilePath(path_type=Path))
@click.option("--out", type=FilePath(path_type=Path), help=N_("Folder for the comparison's files."))
@click.option(
    "--alone/--no-alone",
    default=None,
    help=N_("Plan each change of a what-if alone too, or do not.  [default: where it has 2 to 6]"),
)
@click.option("--together", is_flag=True, help=N_("Plan all what-ifs together too, as one that makes all changes."))
@click.option(
    "--draws",
    type=WholeNumber(1, MOST_DRAWS),
    metavar=N_("NUMBER"),
    help=N_("Random futures to hold the plans against each other in, for intervals; 1000 is a good number."),
)
@click.option(
    "--weeks", type=WholeNumber(1, 520), metavar=N_("NUMBER"), help=N_("Weeks to pass, instead of one week's plans.")
)
@click.option(
    "--seeds", type=WholeNumber(1, 1000), metavar=N_("NUMBER"), help=N_("With --weeks, worlds to draw.  [default: 20]")
)
@click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar=N_("NAME"),
    help=N_("With --weeks, way of planning; several with commas or repeated.  [default: greedy]"),
)
@click.option(
    "--history",
    type=FilePath(path_type=Path),
    help=N_("With --weeks, scenario whose people, with the weeks they came in, are those who come."),
)
@solve_options
@models_option
@json_option
def command(
    *,
    base: Path,
    what_ifs: tuple[Path, ...],
    out: Path | None,
    alone: bool | None,
    together: bool,
    draws: int | None,
    weeks: int | None,
    seeds: int | None,
    policies: tuple[str, ...],
    history: Path | None,
    models: Path | None,
    as_json: bool,
    **solve: Any,  # noqa: ANN401 - options
) -> None:
    """Run `planner compare`."""
    from planner.cli.comparing import Wanted, compare_into
    from planner.cli.comparing_weeks import WeeksWanted, compare_weeks_into, refuse_together

    of_week = {"alone": alone, "together": together or None, "draws": draws, **solve}
    of_weeks = {"seeds": seeds, "policy": policies or None, "history": history}
    refuse_together(weeks, out, of_week, of_weeks)
    if weeks is not None and out is not None:
        compare_weeks_into(WeeksWanted(base, what_ifs, policies, weeks, seeds, history, out, models), as_json=as_json)
        return
    wanted = Wanted(base, what_ifs, out, models, overrides(**solve), alone, together, draws or 0)
    compare_into(wanted, as_json=as_json)
