"""What `planner explain` does: opens the plan, solves its week again, says the answer."""

from __future__ import annotations

from pathlib import Path

from planner.cli.output import echo, echo_json, told_truly
from planner.errors import UsageFault
from planner.folders import EXPLANATIONS_FILE, Target, write_files
from planner.planning import reopen, retold
from planner.questions import Asking, Question, answers, explain_everybody
from planner.reports import everybody_files, explained_json, explained_screen
from planner.texts import _


def explain(plan: Path, question: Question, models: Path | None, *, as_json: bool) -> None:
    """Answer one question about a plan folder."""
    opened = retold(reopen(plan, models=models))
    with Asking(opened) as asking:
        found = answers(asking, question)
    if as_json:
        echo_json(explained_json(found))
    else:
        echo(explained_screen(found, opened))


def explain_all(plan: Path, out: Path | None, models: Path | None, *, is_alone: bool) -> None:
    """Explain everybody from prices, into the folder `out`."""
    if out is None or not is_alone:
        raise UsageFault(_("--all explains everybody and needs --out; name nobody beside it."))
    target = Target(out, EXPLANATIONS_FILE)
    target.refuse_plans([plan])
    opened = retold(reopen(plan, models=models))
    with Asking(opened) as asking:
        table = explain_everybody(asking)
    with told_truly(target):
        with target.replaced() as folder:
            write_files(folder, everybody_files(table, opened))
        echo(_("{number} explanations in {folder}.", number=len(table), folder=out))
