"""planner fit: an outcome model from the municipality's own follow-ups."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from planner.cli.command import CalendarDay, Command, FilePath
from planner.cli.options import json_option, models_option
from planner.texts import N_


@click.command(
    "fit",
    cls=Command,
    help=N_(
        "Fit an outcome model on HISTORY, a CSV file of what became of people (see `planner schema "
        "outcomes_history`), and say how good it is on people it has not seen.\n\n"
        "--out ends in models/outcome/NAME/VERSION. A model that is no better than the base rate is written too, but "
        "plans refuse it unless a scenario names its version. Needs the extra fit. Exit codes: 0 done, 2 usage, "
        "3 a fault in the files."
    ),
)
@click.argument("history", type=FilePath(path_type=Path))
@click.option("--out", type=FilePath(path_type=Path), required=True, help=N_("Folder for the model, new or empty."))
@click.option(
    "--settings", type=FilePath(path_type=Path),
    help=N_("TOML file that names the outcome, the features, the groups and the columns."),
)  # fmt: skip
@click.option("--as-of", type=CalendarDay(), help=N_("Day after which nothing is known.  [default: today]"))
@models_option
@json_option
def command(
    *,
    history: Path,
    out: Path,
    settings: Path | None,
    as_of: datetime | None,
    models: Path | None,
    as_json: bool,
) -> None:
    """Run `planner fit`."""
    from planner.cli.fitting import fit_into

    fit_into(history, settings, out, models, as_of, as_json=as_json)
