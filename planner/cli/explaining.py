"""What `planner explain` does: opens the plan, solves its week again, says the answer."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from planner.cli.output import echo, echo_json, told_truly
from planner.errors import UsageFault
from planner.folders import EXPLANATIONS_FILE, Target, write_files
from planner.planning import reopen
from planner.questions import Asking, explain_everybody, explain_person, explain_slot, why_not
from planner.questions.named import person_called, slot_called, slots_of_employer
from planner.reports import everybody_files, explained_json, explained_screen
from planner.texts import _


class Asked(NamedTuple):
    """What is asked: a person, a slot, both, an employer, or everybody (written to `out`)."""

    person: str | None
    slot: str | None
    employer: str | None
    out: Path | None
    everybody: bool


def explain(plan: Path, asked: Asked, models: Path | None, *, as_json: bool) -> None:
    """Answer one question about a plan folder."""
    _refuse_unclear(asked)
    target = None if asked.out is None else Target(asked.out, EXPLANATIONS_FILE)
    if target is not None:
        target.refuse_plans([plan])
    opened = reopen(plan, models=models)
    instance = opened.instance
    person = None if asked.person is None else person_called(instance, asked.person)
    slots = [slot_called(instance, asked.slot)] if asked.slot is not None else []
    slots = slots_of_employer(instance, asked.employer) if asked.employer is not None else slots
    with Asking(opened) as asking, told_truly(target):
        if target is not None:
            table = explain_everybody(asking)
            with target.replaced() as folder:
                write_files(folder, everybody_files(table, opened))
            echo(_("{number} explanations in {folder}.", number=len(table), folder=asked.out))
            return
        if person is None:
            answers: list[object] = [explain_slot(asking, slot) for slot in slots]
        else:
            answers = list(explain_person(asking, person)) if not slots else [why_not(asking, person, slots[0])]
        if as_json:
            echo_json(explained_json(answers))
        else:
            echo(explained_screen(answers, opened))


def _refuse_unclear(asked: Asked) -> None:
    """Raise UsageFault where nobody can tell what is asked."""
    others = (asked.person, asked.slot, asked.employer)
    if asked.everybody:
        if asked.out is None or any(others):
            raise UsageFault(_("--all explains everybody and needs --out; name nobody beside it."))
    elif asked.employer is not None and (asked.person is not None or asked.slot is not None):
        raise UsageFault(_("--employer stands alone."))
    elif not any(others):
        raise UsageFault(_("Name a person, --slot, --employer, or --all."))
