"""planner models: which assumptions there are, where they lie, and which ones a scenario uses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.command import Command, FilePath
from planner.cli.options import json_option, models_option
from planner.cli.output import echo, echo_json, say
from planner.errors import InputFaults
from planner.texts import N_, _

if TYPE_CHECKING:
    from planner.timetables import LineError


@click.command(
    "models",
    cls=Command,
    help=N_(
        "List every model: kind, version, where it was found, who has reviewed it, what is changed.\n\n"
        "A star marks those that SCENARIO uses, or without one those that are used where nothing else is said. "
        "Changed are files that are no longer what the card says; a copy may well be. Where SCENARIO has a table of "
        "trips, the error of the straight line against it is shown by distance."
    ),
)
@click.argument("scenario", required=False, type=FilePath(path_type=Path))
@models_option
@json_option
def command(scenario: Path | None, models: Path | None, as_json: bool) -> None:
    """Run `planner models`."""
    from planner.inputs import list_models
    from planner.reports.models import models_screen, models_summary

    all_models = list_models(scenario, models=models)
    errors = [] if scenario is None else line_errors_of(scenario, models)
    if as_json:
        echo_json(models_summary(all_models, errors))
        return
    echo(models_screen(all_models, errors))


def line_errors_of(scenario: Path, models: Path | None) -> list[LineError]:
    """The error of the straight line against a scenario's table of trips; none where its tables have faults."""
    from planner.inputs import read
    from planner.timetables import line_errors

    try:
        return line_errors(read(scenario, models=models))
    except InputFaults:
        say(_("The tables of the scenario have faults (planner check), so the straight line is held against nothing."))
        return []
