"""planner models: which assumptions there are, where they lie, and which ones a scenario uses."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command, FilePath
from planner.cli.options import json_option, models_option
from planner.cli.output import echo, echo_json
from planner.texts import N_


@click.command(
    "models",
    cls=Command,
    help=N_(
        "List every model: kind, version, where it was found, who has reviewed it, what is changed.\n\n"
        "A star marks those that SCENARIO uses, or without one those that are used where nothing else is said. "
        "Changed are files that are no longer what the card says; a copy may well be."
    ),
)
@click.argument("scenario", required=False, type=FilePath(path_type=Path))
@models_option
@json_option
def command(scenario: Path | None, models: Path | None, as_json: bool) -> None:
    """Run `planner models`."""
    from dataclasses import asdict

    from planner.inputs import list_models
    from planner.reports.models import models_screen

    all_models = list_models(scenario, models=models)
    if as_json:
        echo_json([asdict(model) for model in all_models])
        return
    echo(models_screen(all_models))
