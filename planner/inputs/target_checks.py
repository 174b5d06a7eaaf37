"""Checks of targets by date: windows, paths, what is counted by hand, tags and groups that exist, sums of one kind."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from planner.inputs.cells import FROM_FILE, FROM_ROW
from planner.inputs.cross_table import CrossTable, hint
from planner.schema.arrays import Bools, Values
from planner.schema.models import OutcomeModel, PointsModel
from planner.schema.weeks import week_label, week_monday
from planner.texts import _, listed

# What targets of one name have in common, so that they can be summed.
ALIKE = ("counts", "from_week", "to_week")
TAGGED = ("slots", "programmes", "funding")


def check_targets(across: CrossTable, groups: Collection[str], model: OutcomeModel | PointsModel, week: int) -> None:
    """Every target can be counted, and its path leads from its first week to its last."""
    table = across.tables["targets"]
    if table.empty or {"targets", "target_steps"} & set(across.unread):
        return
    _check_by_hand(across, table)
    _warn_of_days_to_come(across, table, week)
    _check_filters(across, table, groups)
    _check_names(across, table)
    _check_steps(across, table)
    if isinstance(model, PointsModel):
        rows = np.flatnonzero((table["counts"] == "work_or_study").to_numpy(dtype=bool))
        across.note("targets", "targets-points", rows, "counts",
                    _("cannot be counted: the outcome model gives points, and says of nobody whether they come to work "
                      "or study"),
                    _("Count placements or paid jobs, or choose another outcome model."))  # fmt: skip
    if not set(TAGGED) & set(across.unread):
        _warn_of_tags(across, table)


def _check_by_hand(across: CrossTable, table: pd.DataFrame) -> None:
    """A number counted by hand has its day, and a day its number."""
    number, day = (table[name].notna() | _misread(across, table, name) for name in ("reached", "reached_on"))
    across.note("targets", "targets-reached-on", np.flatnonzero(number & ~day), "reached_on",
                _("is blank, and reached is stated: nobody can tell which starts are in it"),
                _("Write the day for which the number was counted, such as 2026-11-15."))  # fmt: skip
    across.note("targets", "targets-reached", np.flatnonzero(day & ~number), "reached",
                _("is blank, and reached_on is stated"),
                _("Write the number reached by that day, or leave both blank."))  # fmt: skip


def _warn_of_days_to_come(across: CrossTable, table: pd.DataFrame, week: int) -> None:
    """Warn of a number counted by hand on a day after the plan week: what starts until then counts no more."""
    late = table["reached_on"] >= pd.Timestamp(week_monday(week + 1))
    across.warn("targets", "targets-reached-late", np.flatnonzero(late.to_numpy(dtype=bool)), "reached_on",
                _("is after the plan week {week}, so no start up to that day is counted", week=week_label(week)),
                _("Write the day for which the number was counted, at the latest the last of the plan week."),
                )  # fmt: skip


def _misread(across: CrossTable, table: pd.DataFrame, column: str) -> Bools:
    """By target, whether its cell in a column holds a fault of its own: it reads as blank, and is not."""
    code = f"targets-{column.replace('_', '-')}"
    at_fault = {(fault.file, fault.row) for fault in across.faults.found if fault.code == code}
    return np.array([place in at_fault for place in zip(table[FROM_FILE], table[FROM_ROW], strict=True)], dtype=bool)


def _check_filters(across: CrossTable, table: pd.DataFrame, groups: Collection[str]) -> None:
    """A group is declared, and limits what people count towards: a place that is offered is nobody's yet."""
    unknown = np.flatnonzero(table["group"].notna() & ~table["group"].isin(list(groups)))
    names = table["group"].tolist()
    across.note("targets", "targets-group", unknown, "group", _("is no declared group"),
                lambda at: f"{hint(names[at], groups)}{_declare(across, groups)}")  # fmt: skip
    of_places = (table["counts"] == "places") & table["group"].notna()
    across.note("targets", "targets-group-of-places", np.flatnonzero(of_places.to_numpy(dtype=bool)), "group",
                _("limits a target that counts places, which are offered to everybody"),
                _("Leave the cell blank, or count placements."))  # fmt: skip


def _declare(across: CrossTable, groups: Collection[str]) -> str:
    if not groups:
        return _("Declare it under [groups] in {settings}, or leave the cell blank.", settings=across.settings)
    return _("Choose {groups}, or declare it under [groups] in {settings}.", groups=listed(sorted(groups), "or"),
             settings=across.settings)  # fmt: skip


def _check_names(across: CrossTable, table: pd.DataFrame) -> None:
    """Targets of one name count the same in the same weeks: they are summed."""
    named = table[table["name"].notna()]
    first = named.groupby("name")[list(ALIKE)].transform("first")
    for column in ALIKE:
        other = named[column].notna() & (named[column] != first[column])
        across.note("targets", "targets-unlike", named.index[other.to_numpy(dtype=bool)], column,
                    _("is not that of the first target of this name, and targets of one name are summed"),
                    _("Write the same in each, or give this one another name."))  # fmt: skip


def _check_steps(across: CrossTable, table: pd.DataFrame) -> None:
    """Steps lie in the window of their target, ask for no more than it, and never for less than the step before."""
    steps = across.tables["target_steps"]
    known = table.drop_duplicates("target_id").set_index("target_id")
    first, last, whole = (_of_steps(steps, known[name]) for name in ("from_week", "to_week", "target"))
    week, due = (steps[name].to_numpy(dtype=float, na_value=np.nan) for name in ("week", "due"))
    across.note("target_steps", "target-steps-week", np.flatnonzero((week < first) | (week > last)), "week",
                _("is not in the window of the target"),
                _("Write a week from its from_week to its to_week."))  # fmt: skip
    across.note("target_steps", "target-steps-due", np.flatnonzero(due > whole), "due",
                _("is more than the target itself"), _("Write a number up to the target, or raise the target."),
                )  # fmt: skip
    order = steps.assign(at=range(len(steps))).sort_values(["target_id", "week"], kind="stable")
    falls = order["due"] < order.groupby("target_id")["due"].cummax()
    across.note("target_steps", "target-steps-fall", sorted(order.loc[falls.to_numpy(dtype=bool), "at"]), "due",
                _("is less than an earlier step of the target"),
                _("Write what is to be reached in all by then, not in the weeks since the step before."),
                )  # fmt: skip


def _of_steps(steps: pd.DataFrame, cells: pd.Series[Any]) -> Values:
    return np.asarray(steps["target_id"].map(cells.astype(float)), dtype=np.float64)


def _warn_of_tags(across: CrossTable, table: pd.DataFrame) -> None:
    """Warn of a tag that nothing has: nothing counts towards the target."""
    known = {tag for name in TAGGED[:2] for tags in across.tables[name]["tags"] for tag in tags}
    unknown: Bools = (table["tag"].notna() & ~table["tag"].isin(list(known))).to_numpy(dtype=bool)
    names = table["tag"].tolist()
    across.warn("targets", "targets-tag", np.flatnonzero(unknown), "tag",
                _("is the tag of no slot and no programme, so nothing counts towards the target"),
                lambda at: f"{hint(names[at], known)}"
                + _("Write it in column tags of slots or programmes, or correct it."))  # fmt: skip
