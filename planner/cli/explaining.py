"""What `planner explain` does: opens the plan, solves its week again, says the answer."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from planner.cli.output import echo, echo_json, say, told_truly
from planner.errors import UsageFault
from planner.folders import EXPLANATIONS_FILE, Target, write_files
from planner.planning import Phases, Reopened, Run, reopen, retold, settled, write_whole
from planner.questions import Answer, Asking, Question, answers, better_found, explain_everybody, improved
from planner.reports import everybody_files, explained_json, explained_screen
from planner.texts import _, decimal


def explain(plan: Path, question: Question, models: Path | None, out: Path | None, *, as_json: bool) -> None:
    """Answer one question about a plan folder; into `out` goes the better plan that the answer came upon, if any."""
    started, seconds = datetime.now(UTC), Phases()
    target = None if out is None else settled(out, replace=False, keep_decisions=False)
    opened = retold(reopen(plan, models=models))
    if target is not None:
        target.refuse_inputs([plan], models)
    with Asking(opened) as asking:
        found = answers(asking, question)
    if as_json:
        echo_json(explained_json(found, opened))
    else:
        echo(explained_screen(found, opened))
    if target is not None:
        _improve(opened, found, target, (started, seconds))


def _improve(opened: Reopened, found: list[Answer], target: Target, begun: tuple[datetime, Phases]) -> None:
    """Plan the week again from the better plan in an answer, and write the plan if it gains more."""
    better = better_found(found)
    with told_truly(target):
        plan = None if better is None else improved(opened, better)
        if plan is None:
            say(_("No better plan was found; nothing was written."))
            return
        started, phases = begun
        phases.ended("explain")
        write_whole(plan, target, Run(started, phases.seconds, ("planner", *sys.argv[1:])))
        gain = plan.file.value - float(opened.file["value"])
        say(_("A plan that gains {gain} more is in {folder}.", gain=decimal(gain, 4), folder=target.shown))


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
