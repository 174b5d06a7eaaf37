"""What `plan` and `usual` share: read, plan, write whole, say it on one screen."""

from __future__ import annotations

import getpass
import platform
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from planner.cli.options import changes
from planner.cli.output import echo, echo_json, say, told_truly
from planner.cli.progress import Progress
from planner.errors import HIDDEN, UsageFault
from planner.folders import Target, json_bytes, write_files
from planner.planning import Carried, Plan, make_plan, read_scenario, refuse_uncarriable, with_answers, write_verified
from planner.reports import screen
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.plan import PLAN_FILE, RUN_FILE
from planner.schema.usual import UsualName
from planner.schema.weeks import week_monday
from planner.texts import _


def plan_into(
    *,
    scenario: Path,
    out: Path,
    models: Path | None,
    as_json: bool,
    replace: bool,
    keep_decisions: bool,
    method: Literal["goals"] | UsualName,
    **solve: Any,  # noqa: ANN401 - the options that change scenario.toml
) -> int:
    """Plan a scenario into a folder; 0, or 130 where Ctrl-C stopped the search with its best plan."""
    started = datetime.now(UTC)
    target = _settled(out, replace=replace, keep_decisions=keep_decisions)
    with told_truly(target):
        with Progress() as progress:
            week = read_scenario(scenario, models=models, changes=changes(**solve))
            target.refuse_inputs(week.homes, models)
            progress.phase("read")
            plan = make_plan(week, listener=progress.better, timer=progress.phase, method=method)
            carried = None
            if keep_decisions and target.answers:
                plan, carried = with_answers(plan, target.answers)
            with target.replaced() as folder:
                write_verified(plan, folder, progress.phase)
                write_files(folder, {RUN_FILE: json_bytes(_run(started, progress.seconds, week.week))})
                if carried is not None and not carried.not_over:
                    target.carried_over(target.answers)
        _tell(plan, target, carried, as_json=as_json)
    return 130 if plan.file.interrupted else 0


def _settled(out: Path, *, replace: bool, keep_decisions: bool) -> Target:
    """The target, with all that can be refused before anything is sought refused."""
    if replace and keep_decisions:
        msg = _("--keep-decisions carries decisions over and --replace plans without them; name one of the two.")
        raise UsageFault(msg)
    target = Target(out, PLAN_FILE)
    if keep_decisions:
        refuse_uncarriable(target.answers)
    elif not replace:
        target.refuse_answers()
    target.refuse_unkept()
    return target


def _tell(plan: Plan, target: Target, carried: Carried | None, *, as_json: bool) -> None:
    if carried is not None:
        text = _(
            "Decisions and motives: {over} rows were carried over, {not_over} were not, as the proposal is another.",
            over=carried.over,
            not_over=carried.not_over,
        )
        say(text)
    if target.kept is not None:
        say(_("The earlier plan is kept in {folder}.", folder=target.kept))
    if as_json:
        echo_json(plan.file.model_dump(mode="json"))
    else:
        echo(screen(plan, target.shown))


def _run(started: datetime, seconds: Mapping[str, float], week: int) -> dict[str, object]:
    """All that varies between runs of the same plan; a folder called by an identity number is not named."""
    monday = week_monday(week)
    words = [HIDDEN if holds_identity_number(word, monday) else word for word in sys.argv[1:]]
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = ""
    return {
        "format": 1,
        "started": started.isoformat(timespec="seconds"),
        "seconds": dict(seconds),
        "machine": {"system": platform.system(), "processor": platform.machine(), "python": platform.python_version()},
        "command": ["planner", *words],
        "user": user,
    }
