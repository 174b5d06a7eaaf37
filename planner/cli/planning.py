"""What `plan` and `usual` share: read, plan, write whole, say it on one screen."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from planner.cli.output import echo, echo_json, say, told_truly
from planner.cli.progress import Progress
from planner.cluster import crew_of
from planner.folders import Target, read_earlier
from planner.inputs import simulation_model
from planner.planning import (
    Carried,
    Plan,
    Run,
    make_plan,
    read_history,
    read_scenario,
    refuse_unverified,
    settled,
    with_goal_prices,
    with_previous,
    write_whole,
)
from planner.reports import screen
from planner.schema.overrides import overrides
from planner.schema.scenario import Scenario
from planner.schema.usual import UsualName
from planner.solving import WarmStart
from planner.studies import goal_prices, with_look_ahead
from planner.texts import _, decimal

# Where the prices of the weeks to come leave the search less than this share of its time, that is said.
LEAST_LEFT = 0.5


def plan_into(
    *,
    scenario: Path,
    out: Path,
    models: Path | None,
    as_json: bool,
    replace: bool,
    keep_decisions: bool,
    set_aside: bool,
    method: Literal["goals"] | UsualName,
    previous: Path | None = None,
    look_ahead: Path | None = None,
    prices: Literal["estimate", "full"] = "estimate",
    cluster: str | None = None,
    **solve: Any,  # noqa: ANN401 - the options that change scenario.toml
) -> int:
    """Plan a scenario into a folder; 0, or 130 where Ctrl-C stopped the search with its best plan.

    `previous` is the folder of the plan before, whose proposals become drafts. `look_ahead` is a history from which the
    weeks to come are drawn. With `prices` full, what each goal and restriction costs is found by planning the week anew
    without it. `cluster` is the address of a Dask cluster.
    """
    started = datetime.now(UTC)
    target = settled(out, replace=replace, keep_decisions=keep_decisions)
    with told_truly(target):
        with Progress() as progress, crew_of(cluster) as crew:
            week = read_scenario(scenario, models=models, changes=overrides(**solve), set_aside=set_aside)
            target.refuse_inputs(week.homes, models)
            week, before = (week, None) if previous is None else with_previous(week, read_earlier(previous))
            if look_ahead is not None:
                week = looking_ahead(week, look_ahead, models, target, progress)
            else:
                progress.phase("read")
            plan = make_plan(
                week, listener=progress.better, timer=progress.phase, method=method, before=before, crew=crew
            )
            if prices == "full" and not plan.file.interrupted:
                plan = with_goal_prices(plan, goal_prices(plan, verifying(progress)).parts)
            run = Run(started, progress.seconds, ("planner", *sys.argv[1:]))
            plan, carried = write_whole(plan, target, run, progress.phase, keep_decisions=keep_decisions)
        _tell(plan, target, carried, as_json=as_json)
    return 130 if plan.file.interrupted else 0


def looking_ahead(week: Scenario, history: Path, models: Path | None, target: Target, progress: Progress) -> Scenario:
    """A scenario with prices of the weeks to come, drawn from a history that the target may not replace.

    Says on stderr where finding them has left the search less than a share of its time.
    """
    past = read_history(history, models=models)
    target.refuse_inputs(past.homes, models)
    progress.phase("read")
    progress.begun("look_ahead")
    ahead = with_look_ahead(week, past, simulation_model(week.homes, models))
    progress.phase("look_ahead")
    left, limit = ahead.solve.time_limit_seconds, week.solve.time_limit_seconds
    if left < LEAST_LEFT * limit:
        said = _(
            "Finding the prices of the weeks to come took {took} s, counted in --time-limit {limit}: {left} s are left "
            "for the search, and the plan may be worse for it. Allow more: --time-limit.",
            took=decimal(progress.seconds["look_ahead"], 1), limit=decimal(limit, 0 if limit >= 1 else 1),
            left=decimal(left, 1),
        )  # fmt: skip
        say(said)
    return ahead


def verifying(progress: Progress) -> Callable[[Scenario, WarmStart | None], Plan]:
    """What plans a week from a warm start and has the verifier read the plan, as what-ifs are planned."""

    def verified(scenario: Scenario, start: WarmStart | None) -> Plan:
        plan = make_plan(scenario, listener=progress.better, timer=progress.phase, start=start)
        refuse_unverified(plan, progress.phase)
        return plan

    return verified


def _tell(plan: Plan, target: Target, carried: Carried | None, *, as_json: bool) -> None:
    if carried is not None:
        text = _(
            "Decisions and motives: {over} rows were carried over. {not_over} were not: their proposal is another now, "
            "or they have something in a column of your own.",
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
