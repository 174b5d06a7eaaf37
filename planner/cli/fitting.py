"""What `planner fit` does: reads a history, fits, writes the model whole, says how good it is."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from planner.cli.output import echo, echo_json, say, told_truly
from planner.errors import UsageFault, report_lines
from planner.folders import Target, write_files
from planner.inputs.models import outcome_model, places
from planner.learning import ModelName, fit, model_files_of, read_history
from planner.reports import fit_screen, fit_summary
from planner.texts import _


def fit_into(
    history: Path, settings: Path | None, out: Path, models: Path | None, as_of: datetime | None, *, as_json: bool
) -> None:
    """Fit a model on a history into a new or empty folder."""
    today = date.today() if as_of is None else as_of.date()  # noqa: DTZ011 - the user's own day
    named = ModelName(out.parent.name, out.name, today)
    if not named.is_sound or out.parent.parent.name != "outcome":
        msg = _("--out: {path} does not end in outcome/NAME/VERSION, such as models/outcome/town/2026.1.", path=out)
        raise UsageFault(msg)
    target = Target(out, None)
    read = read_history(history, settings, today)
    for line in report_lines(read.warnings):
        say(line)
    made = fit(read, outcome_model(read.settings.base, [place.folder for place in places([], models)]))
    files = model_files_of(made, named)
    with told_truly(target):
        with target.replaced() as folder:
            write_files(folder, files)
        if as_json:
            echo_json({"folder": str(out), **fit_summary(made)})
        else:
            echo(fit_screen(made, out))
