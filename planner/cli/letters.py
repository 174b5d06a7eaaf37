"""planner letters: letters to the people whom a plan is about."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command, FilePath
from planner.cli.options import models_option
from planner.texts import N_


class _LettersCommand(Command):
    """The command, whose letters may be in easy Swedish too."""

    more_languages = ("lattlast",)


@click.command(
    "letters",
    cls=_LettersCommand,
    help=N_(
        "Write letters about the plan in DIR: one for each row that the meeting has accepted, or with --person for "
        "everything about one person, with a place or without. A letter says what it is and why, what else was "
        "possible, who decides and how to object; without a place also what would have given another answer, each "
        "change tried by planning the week again. It names nobody else, promises nothing and is no decision: the "
        "municipality's own decision is a letter of its own.\n\n"
        "--lang lattlast writes easy Swedish. In --out are a page for each letter (HTML, which Word opens too) and "
        "letters.csv for mail merge, with a field for each part. What stands in brackets the municipality fills in, "
        "names too. Exit codes: 0 done, 2 nothing accepted, an unknown person, or a folder that is no plan, 3 a fault "
        "in the answers, or a plan that the verifier objects to."
    ),
)
@click.argument("plan", metavar="DIR", type=FilePath(path_type=Path))
@click.option("--out", type=FilePath(path_type=Path), required=True, help=N_("Folder for the letters."))
@click.option("--person", metavar=N_("PERSON"), help=N_("Letters about this person alone, whatever has become of it."))
@click.option(
    "--answers",
    type=FilePath(path_type=Path),
    help=N_("Answers: assignments.csv as the meeting filled it in, a CSV, or a workbook; else that in DIR."),
)
@models_option
def command(
    *, plan: Path, out: Path, person: str | None, answers: Path | None, models: Path | None, lang: str | None
) -> None:
    """Run `planner letters`."""
    from planner.cli.lettering import letters_into

    letters_into(plan, out, person, answers=answers, models=models, lang=lang)
