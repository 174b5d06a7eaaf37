"""What `planner letters` does: opens the plan, writes the letters whole, says where."""

from __future__ import annotations

from pathlib import Path

from planner.cli.output import echo, told_truly
from planner.correspondence import Voice, letters_files, letters_of
from planner.folders import LETTERS_FILE, LETTERS_HOME, LETTERS_TABLE_FILE, Target, write_files
from planner.planning import reopen
from planner.texts import language, ngettext, speaking


def letters_into(
    plan: Path, out: Path, person: str | None, *, answers: Path | None, models: Path | None, lang: str | None
) -> None:
    """Write the letters of a plan folder into the folder `out`. `lang` is one of VOICES, or None for that spoken."""
    target = Target(out, LETTERS_FILE)
    target.refuse_plans([plan])
    target.refuse_inputs([plan], models)
    opened = reopen(plan, models=models)
    voice, spoken = Voice.of(lang or language())
    with speaking(spoken):
        letters = letters_of(opened, answers or plan, person, voice)
        files = letters_files(letters, opened, lang or spoken)
    with told_truly(target):
        with target.replaced() as folder:
            write_files(folder, files)
        echo(ngettext("{folder}: {number} letter ({home}/) and {table} for mail merge. Fill in the brackets.",
                      "{folder}: {number} letters ({home}/) and {table} for mail merge. Fill in the brackets.",
                      len(letters), folder=out, home=LETTERS_HOME, table=LETTERS_TABLE_FILE))  # fmt: skip
