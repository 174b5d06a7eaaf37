"""The week that a scenario is planned for, as its settings state it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from planner.errors import Fault, Faults
from planner.inputs.chain import SETTINGS, Level
from planner.schema.settings import ScenarioFile
from planner.schema.weeks import week_label, week_monday, week_number
from planner.texts import _

FIRST_WEEK, LAST_WEEK = week_number("2000-W01"), week_number("2099-W01")


def plan_monday(levels: Sequence[Level]) -> date | None:
    """The Monday of the week that the settings state; None where a settings file cannot be read, or none states it."""
    heads = [level.keys.get("scenario") if level.keys is not None else None for level in levels]
    stated = [head["week"] for head in heads if isinstance(head, Mapping) and "week" in head]
    if any(level.keys is None for level in levels) or not stated or not isinstance(stated[-1], str):
        return None
    try:
        return week_monday(week_number(stated[-1]))
    except ValueError:
        return None


def plan_week(whole: ScenarioFile, faults: Faults, *, has_base: bool) -> int | None:
    """The plan week; None, with a fault, where the settings of all levels together state no week to plan."""
    for key in ("name", "week"):
        # Where the base was not found, the key may be in it.
        if getattr(whole.scenario, key) is None and has_base:
            faults.add(Fault("missing-key", SETTINGS, None, f"scenario.{key}", what=_("the key is missing"),
                             cure=_("Write {key} under [scenario].", key=key)))  # fmt: skip
    if whole.scenario.name is None or whole.scenario.week is None:
        return None
    cure = _("Write year and week, such as 2026-W48.")
    try:
        week = week_number(whole.scenario.week)
    except ValueError as error:
        faults.add(Fault("bad-value", SETTINGS, None, "scenario.week", whole.scenario.week, str(error), cure))
        return None
    if not FIRST_WEEK <= week <= LAST_WEEK:
        outside = _("is outside {first} to {last}", first=week_label(FIRST_WEEK), last=week_label(LAST_WEEK))
        faults.add(Fault("bad-value", SETTINGS, None, "scenario.week", whole.scenario.week, outside, cure))
        return None
    return week
