"""planner rules: a legal form in plain words, with its sources."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from planner.cli.command import CalendarDay, Command
from planner.cli.options import json_option, models_option
from planner.cli.output import echo, echo_json
from planner.texts import N_


@click.command(
    "rules",
    cls=Command,
    help=N_(
        "Print the rule PROGRAMME as it stands on a day, or all rules on one screen where none is named.\n\n"
        "PROGRAMME is the rule's key, such as nystartsjobb. What nobody has verified is marked."
    ),
)
@click.argument("programme", required=False)
@click.option("--on", type=CalendarDay(), metavar=N_("DAY"), help=N_("Day, YYYY-MM-DD.  [default: today]"))
@click.option(
    "--pack",
    metavar=N_("PACK"),
    default="sweden",
    show_default=True,
    help=N_("Rule pack, such as sweden or sweden/2026.1."),
)
@models_option
@json_option
def command(
    programme: str | None,
    on: datetime | None,
    pack: str,
    models: Path | None,
    as_json: bool,
) -> None:
    """Run `planner rules`."""
    from planner.inputs.models import rule_pack, shipped
    from planner.reports.legal_forms import as_objects, one_form, overview

    stated = rule_pack(pack, [*([models] if models else []), shipped()])
    day = (on or datetime.now()).date()  # noqa: DTZ005 - the reader's own day; it stands in what is printed
    if as_json:
        echo_json(as_objects(stated, day, programme))
    elif programme is None:
        echo(overview(stated, day))
    else:
        echo(one_form(stated, day, programme))
