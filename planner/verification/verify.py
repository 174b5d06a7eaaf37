"""From a written plan folder to the list of objections."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd

from planner.errors import InputFaults, PlannerError, UsageFault, alike, rows_of
from planner.inputs import read, read_sound_rows, uncollected
from planner.schema.scenario import Scenario
from planner.schema.tables import TABLES
from planner.schema.weeks import week_monday
from planner.texts import _
from planner.verification import (
    beyond,
    by_hand,
    candidate_table,
    changes,
    duty,
    followups,
    goal_prices,
    goal_reports,
    goal_values,
    group_alone,
    group_figures,
    group_window,
    look_ahead,
    lottery,
    made_from,
    money_figures,
    neighbours,
    overrides,
    plan_figures,
    prices,
    reason_codes,
    reserves,
    row_cells,
    rows,
    second_choices,
    sentences,
    sheets,
    shortlists,
    shut_out,
    slot_table,
    targets,
    timetables,
    usual,
)
from planner.verification.book import read_book
from planner.verification.facts import Facts, facts_of
from planner.verification.folder import PLAN, PlanFolder, read_plan
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan, parse_plan, with_listed
from planner.verification.personal import identity_numbers

Check = Callable[[Facts, ParsedPlan], list[Objection]]
ROW_CHECKS: tuple[Check, ...] = (
    rows.people, rows.eligibility, rows.numbers, rows.running, rows.hard_constraints, row_cells.cells,
    second_choices.second_choices, sentences.sentences, reason_codes.reasons, candidate_table.candidates,
    slot_table.slots, prices.prices, reserves.reserves, followups.followups, sheets.workbook,
    shortlists.shortlists, duty.duty,
)  # fmt: skip
PLAN_CHECKS: tuple[Check, ...] = (
    plan_figures.value, plan_figures.bounds, plan_figures.certificate, plan_figures.totals, by_hand.by_hand,
    plan_figures.settings, made_from.head, made_from.inputs, made_from.files, made_from.set_aside, goal_values.goals,
    goal_reports.goal_reports, group_figures.groups, group_alone.alone_parts, group_window.windows, shut_out.shut_out,
    usual.usual, overrides.overrides, lottery.lottery, look_ahead.look_ahead, beyond.beyond, neighbours.neighbours,
    targets.tags, targets.targets, timetables.timetables,
    money_figures.money, money_figures.dear, goal_prices.goal_prices, changes.changes, changes.by_employer,
)  # fmt: skip


def refuse_without_plan(folder: Path) -> None:
    """Raise UsageFault where a folder holds no plan at all."""
    # No fault of the system is raised, such as of a name that is too long.
    if not os.path.isfile(folder / PLAN):  # noqa: PTH113
        msg = _("There is no plan in {plan}: the file {file} is missing.", plan=folder, file=PLAN)
        raise UsageFault(msg)


@uncollected()
def verify(folder: Path, *, scenario: Path | None = None, models: Path | None = None) -> list[Objection]:
    """Recompute a written plan from its inputs, and list all that differs. An empty list accepts the plan.

    `folder` is a plan folder with its inputs/. With `scenario` the plan is checked against that scenario folder
    instead, and inputs/ must equal what is read from it. `models` is then one more folder to look for models in, as
    when planning. Nothing in the files can make it raise: what cannot be read or checked becomes an objection. A plan
    of an earlier version, with keys that have other names today, gets one objection, which says so.
    """
    plan = replace(read_plan(folder), workbook=read_book(folder))
    if plan.is_of_earlier_version:
        message = _("was written by an earlier version of the planner. Verify it with that version, or plan again.")
        return [Objection("version", "plan.json", message)]
    objections = list(plan.objections)
    resolved = _scenario(folder / "inputs", "inputs", None, objections)
    is_part = isinstance(aside := (plan.plan or {}).get("set_aside"), dict) and bool(aside.get("rows"))
    asked = resolved if scenario is None else _scenario(scenario, "scenario", models, objections, is_part=is_part)
    if scenario is not None and asked is not None and resolved is not None:
        asked = _with_drafts(asked, resolved)
        # Prices are found by the command, from a history that is named.
        asked = asked if asked.look_ahead is not None else replace(asked, look_ahead=resolved.look_ahead)
        objections += _guarded("inputs", partial(_unlike, asked, resolved))
    if resolved is not None and resolved.protected_in_tables:
        objections.append(Objection("protected", "inputs/", _("somebody with protected identity is in it.")))
    if resolved is not None and plan.plan is not None:
        objections += _guarded("search", partial(made_from.search, plan, resolved))
    weeks = {scenario.week for scenario in (resolved, asked) if scenario is not None}
    before = week_monday(max(weeks)) if weeks else None
    objections += _guarded("identity", partial(identity_numbers, plan, before))
    if asked is None:
        return objections
    try:
        facts = facts_of(asked)
        parsed = parse_plan(facts, plan)
        facts = with_listed(facts, parsed)
    except Exception as error:  # noqa: BLE001 - whatever in the files made reading fail, the plan is not accepted
        return [*objections, _unchecked("internal", error)]
    objections += parsed.objections
    for check in _checks(plan):
        objections += _guarded(check.__name__, partial(check, facts, parsed))
    return objections


def _checks(plan: PlanFolder) -> tuple[Check, ...]:
    """Run the checks for which the folder has the files: figures need plan.json, and proposals need the rows."""
    return (*ROW_CHECKS, *(PLAN_CHECKS if plan.plan is not None and plan.assignments is not None else ()))


def _guarded(name: str, check: Callable[[], list[Objection]]) -> list[Objection]:
    try:
        return check()
    except Exception as error:  # noqa: BLE001 - a check that fails has not accepted the plan
        return [_unchecked(name, error)]


def _unchecked(name: str, error: Exception) -> Objection:
    return Objection(name, _("plan folder"), _("cannot be checked ({fault}).", fault=type(error).__name__))


def _scenario(
    folder: Path, check: str, models: Path | None, objections: list[Objection], *, is_part: bool = False
) -> Scenario | None:
    """A scenario; `is_part` says that rows with faults were set aside when the plan was made."""
    try:
        return (read_sound_rows if is_part else read)(folder, models=models)
    except InputFaults as error:
        # The value is never repeated, and the same fault in a thousand rows is one objection.
        told = alike(replace(fault, value=None) for fault in error.faults)
        objections += [Objection(check, one[0].where_of(rows_of(one)), f"{one[0].what}.") for one in told]
    except PlannerError:
        objections.append(Objection(check, check, _("there is no scenario.toml.")))
    except Exception as error:  # noqa: BLE001 - a file that nobody foresaw is no reason to accept a plan
        objections.append(Objection(check, check, _("cannot be read ({fault}).", fault=type(error).__name__)))
    return None


def _with_drafts(asked: Scenario, resolved: Scenario) -> Scenario:
    """The scenario asked for; with the drafts of inputs/ where it has none, as they may come from a previous plan."""
    own, copied = asked.tables["placements"], resolved.tables["placements"]
    rest = copied[copied["state"] != "draft"].reset_index(drop=True)
    if (own["state"] == "draft").any() or len(rest) == len(copied) or not _same_rows(own, rest):
        return asked
    return replace(asked, tables={**asked.tables, "placements": copied})


def _same_rows(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether two tables of placements have the same rows; a column in which all is blank has no kind of its own."""
    return len(one) == len(other) and one.astype(object).equals(other.astype(object))


def _unlike(asked: Scenario, resolved: Scenario) -> list[Objection]:
    """Tables, settings, models in inputs/ that differ from those of the scenario; how tables are written may differ."""
    parts = (
        "name", "week", "municipality", "lottery_seed", "draw", "look_ahead", "protected", "groups", "constraints_off",
    )  # fmt: skip
    models = resolved.assumptions.stored
    unlike = [f"{n}.csv" for n in TABLES if n != "audit" and not asked.tables[n].equals(resolved.tables[n])]
    unlike += [f"scenario.toml {part}" for part in parts if getattr(asked, part) != getattr(resolved, part)]
    if asked.settings != resolved.settings.model_copy(
        update={name: getattr(asked.settings, name) for name in made_from.OF_WRITING}
    ):
        unlike.append("scenario.toml settings")
    unlike += [f"models/{kind}" for kind, files in asked.assumptions.stored.items() if files != models[kind]]
    return [Objection("inputs", f"inputs/{part}", _("is not what the scenario resolves to.")) for part in unlike]
