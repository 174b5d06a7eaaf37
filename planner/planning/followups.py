"""The table of follow-up: which steps of placements are due or overdue, by caseworker."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.instance import Instance
from planner.schema.arrays import Bools, Values
from planner.schema.choices import STEPS
from planner.schema.plan_tables import FOLLOWUP_COLUMNS
from planner.schema.weeks import week_label, week_monday

# Steps that fall due in the plan week and so many weeks after it are listed.
WEEKS_AHEAD = 4
# A placement that ended longer ago is not followed up any more.
WEEKS_BACK = 52
# datetime64 counts days from here, ordinals from the first day of year 1.
EPOCH = date(1970, 1, 1).toordinal()
DAYS_AFTER = {"days_30": 30, "days_90": 90, "days_180": 180}
# Of steps that fall due in one week, the first of these stands for all.
FIRST_OF_A_WEEK = ("exit", "day_3", "week_2", "before_end", "midpoint")


def followup_table(instance: Instance) -> pd.DataFrame:
    """One row per step that is to be taken, by caseworker, overdue ones first."""
    steps = _undone(instance, _steps(_followed(instance)))
    week, monday = instance.week, week_monday(instance.week).toordinal()
    overdue = steps["due"] < monday
    is_near = steps["week"].between(week, week + WEEKS_AHEAD)
    steps = steps[is_near | (overdue & (not instance.steps_taken.empty))].copy()
    steps["caseworker_id"] = steps["jobseeker_id"].map(_of(instance.people, "jobseeker_id", "caseworker_id"))
    steps["employer_id"] = steps["slot_id"].map(_of(instance.slots, "slot_id", "employer_id"))
    steps["is_due_later"] = steps["due"] >= monday
    steps["nth"] = steps["step"].map({step: nth for nth, step in enumerate(STEPS)})
    texts = steps.assign(slot_id=steps["slot_id"].fillna(""))
    order = ["caseworker_id", "is_due_later", "due", "jobseeker_id", "slot_id", "nth"]
    steps = steps.loc[texts.sort_values(order, na_position="last", kind="stable").index]
    late = np.maximum(monday - steps["due"].to_numpy(), 0)
    return pd.DataFrame(
        {
            **{name: steps[name].astype(object) for name in ("caseworker_id", "jobseeker_id", "slot_id")},
            "employer_id": steps["employer_id"].astype(object),
            "step": steps["step"].astype(object),
            "due_on": [_day(due) for due in steps["due"].tolist()],
            "week": [week_label(number) for number in steps["week"].tolist()],
            "overdue": np.where(late > 0, "yes", "no"),
            "overdue_days": late,
        },
        columns=list(FOLLOWUP_COLUMNS),
    ).reset_index(drop=True)


def _followed(instance: Instance) -> pd.DataFrame:
    """The placements that are followed up: jobseeker_id, slot_id, first and last week (NaN unknown), is_over.

    Accepted and started placements, and those of history that ended or were interrupted in a known week.
    """
    begun = instance.begun_placements()
    begun = begun[begun["person"] >= 0]
    held = pd.DataFrame(
        {
            "jobseeker_id": instance.people["jobseeker_id"].to_numpy()[begun["person"].to_numpy()],
            "slot_id": instance.slots["slot_id"].to_numpy()[begun["slot"].to_numpy()],
            "first": begun["from_week"].to_numpy(dtype=float),
            "last": begun["to_week"].to_numpy(dtype=float),
            "is_over": False,
        }
    )
    history = instance.history
    history = history[(history["end"] != "declined") & history["to_week"].notna()]
    over = history[["jobseeker_id", "slot_id"]].assign(
        first=history["from_week"].to_numpy(dtype=float), last=history["to_week"].to_numpy(dtype=float), is_over=True
    )
    both = pd.concat([held, over], ignore_index=True) if len(held) and len(over) else (held if len(held) else over)
    return both[both["last"] >= instance.week - WEEKS_BACK].reset_index(drop=True)


def _steps(followed: pd.DataFrame) -> pd.DataFrame:
    """Every step of the placements: the columns of `followed`, step, due (day, as an ordinal), week."""
    parts = []
    last = followed["last"].to_numpy()
    first = followed["first"].fillna(followed["last"]).to_numpy()
    length = last - first + 1
    days = {
        "day_3": (_monday(first) + 2, length >= 1),
        "week_2": (_monday(first + 1) + 4, length >= 2),  # noqa: PLR2004 - the second week
        "midpoint": (_monday(first + length // 2), length >= 1),
        "before_end": (_monday(last - 2) + 4, last - 2 >= first),
        "exit": (_monday(last) + 4, length >= 1),
        **{step: (_workday(_monday(last) + 4 + later), length >= 1) for step, later in DAYS_AFTER.items()},
    }
    is_over = followed["is_over"].to_numpy(dtype=bool)
    for step, (due, exists) in days.items():
        # What has ended can no longer be followed up before its end.
        own = exists & (~is_over | (STEPS.index(step) >= STEPS.index("exit")))
        parts.append(followed[own].assign(step=step, due=due[own].astype(np.int64), placement=np.flatnonzero(own)))
    steps = pd.concat(parts, ignore_index=True)
    steps["week"] = (steps["due"] - 1) // 7
    first_of = {step: nth for nth, step in enumerate(FIRST_OF_A_WEEK)}
    during = steps[steps["step"].isin(first_of)]
    during = during.assign(nth=during["step"].map(first_of))
    kept = during.sort_values("nth", kind="stable").drop_duplicates(["placement", "week"])
    rest = steps[~steps["step"].isin(first_of)]
    both: pd.DataFrame = pd.concat([kept.drop(columns="nth"), rest], ignore_index=True)
    return both


def _undone(instance: Instance, steps: pd.DataFrame) -> pd.DataFrame:
    """The steps that nobody has taken since the placement began."""
    taken = instance.steps_taken
    key = ["jobseeker_id", "slot_id", "step"]
    latest = taken.assign(slot_id=taken["slot_id"].fillna("")).groupby(key)["done_on"].max()
    asked = pd.MultiIndex.from_frame(steps.assign(slot_id=steps["slot_id"].fillna(""))[key])
    done_on = latest.reindex(asked).to_numpy()
    undone = steps[~_is_since(done_on, steps["first"].to_numpy())]
    # A placement that ended may stand among both placements and history.
    return undone.drop_duplicates(["jobseeker_id", "slot_id", "step", "due"])


def _is_since(done_on: NDArray[np.datetime64], first: Values) -> Bools:
    """Whether each day is known, and no earlier than the Monday of a week; an unknown week is before every day."""
    is_known = ~np.isnat(done_on)
    day = np.where(is_known, done_on, np.datetime64("1970-01-01", "ns")).astype("datetime64[D]").astype(np.int64)
    return np.asarray(is_known & (day + EPOCH >= np.where(np.isnan(first), 0, 7 * np.nan_to_num(first) + 1)))


def _monday(week: Values) -> Values:
    return 7 * week + 1


def _workday(day: Values) -> Values:
    """The day, or the Monday after it where it is a Saturday or Sunday."""
    of_week = (day - 1) % 7
    return np.where(of_week >= 5, day + 7 - of_week, day)  # noqa: PLR2004 - Saturday


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _of(table: pd.DataFrame, key: str, column: str) -> dict[str, str]:
    return dict(zip(table[key], table[column], strict=True))
