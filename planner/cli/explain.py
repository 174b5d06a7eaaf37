"""planner explain: why, why not, what it would take, and what one more place is worth."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command, FilePath
from planner.cli.options import json_option, models_option
from planner.texts import N_


@click.command(
    "explain",
    cls=Command,
    help=N_(
        "Explain the plan in DIR. With PERSON: what the place is worth, the next best and the goal that decided; or "
        "why there is no place, and the smallest changes that would give one. With PERSON and --slot: what stands in "
        "the way there, or what it would cost and who would move. With --slot or --employer alone: why places are "
        "full or empty, what one more is worth, and who is next in line.\n\n"
        "Each answer is found by solving the week again, exactly up to 500 people. In a larger week the neighbourhood "
        "of the plan is searched for 2 seconds, under the bound of the linear relaxation. --all explains everybody "
        "from the prices of that relaxation and writes explanations.csv and explanations.json to --out.\n\n"
        "Nothing in DIR is changed. Where the answer comes upon a better plan it says so, and --improved plans the "
        "week again from it into a folder of its own. Exit codes: 0 done, 2 an unknown person, slot or employer, or a "
        "folder that is no plan, 3 a plan that the verifier objects to."
    ),
)
@click.argument("plan", metavar="DIR", type=FilePath(path_type=Path))
@click.argument("person", required=False)
@click.option("--slot", metavar=N_("SLOT"), help=N_("A slot of the plan."))
@click.option("--employer", metavar=N_("EMPLOYER"), help=N_("An employer of the plan: all of its slots."))
@click.option("--all", "everybody", is_flag=True, help=N_("Everybody, from prices; needs --out."))
@click.option("--out", type=FilePath(path_type=Path), help=N_("Folder for the explanations of --all."))
@click.option(
    "--improved",
    metavar=N_("FOLDER"),
    type=FilePath(path_type=Path),
    help=N_("Where the answer finds a better plan: the folder for the week planned again from it."),
)
@models_option
@json_option
def command(  # noqa: PLR0917 - as many as the command has options
    plan: Path,
    person: str | None,
    slot: str | None,
    employer: str | None,
    everybody: bool,
    out: Path | None,
    improved: Path | None,
    models: Path | None,
    as_json: bool,
) -> None:
    """Run `planner explain`."""
    from planner.cli.explaining import explain, explain_all
    from planner.questions import Question

    if everybody or out is not None:
        explain_all(plan, out if everybody else None, models, is_alone=not any((person, slot, employer, improved)))
    else:
        explain(plan, Question(person, slot, employer), models, improved, as_json=as_json)
