"""Who is in the pool, and who has left it: what goals that look back need to know of both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from planner.instance import Instance, groups_now, last_starts
from planner.schema.scenario import Scenario
from planner.texts import _
from planner.weeks.log import ChangeLog


def weeks_back(scenario: Scenario) -> int:
    """How many weeks the goals and minimums of a scenario look back; 0 where they do not."""
    return max(scenario.settings.fair_share_weeks, scenario.settings.group_minimum_weeks)


def fix_groups(people: pd.DataFrame, instance: Instance, log: ChangeLog) -> None:
    """Write down the groups of everybody who has been planned for the first time, as they were in that plan."""
    groups, cells = groups_now(instance), people["entry_groups"].tolist()
    for at, person in enumerate(people["jobseeker_id"]):
        if not cells[at] and person in groups:
            cells[at] = groups[person]
            log.cell("jobseekers", (person,), "entry_groups", ((), groups[person]), _("first planned"))
    people["entry_groups"] = pd.Series(cells, index=people.index, dtype=object)


def left_rows(
    leavers: Mapping[str, int], before: Scenario, people: pd.DataFrame, log: ChangeLog
) -> list[dict[str, Any]]:
    """Rows of table left_pool for people who leave; `leavers` has by person the last week in the pool.

    `people` are the jobseekers with those who leave; people with protected identity, who are in no plan, get no row.
    """
    starts = last_starts(before)
    rows: list[dict[str, Any]] = []
    own = people[people["jobseeker_id"].isin(leavers)]
    for person, entered, groups in zip(own["jobseeker_id"], own["entered_week"], own["entry_groups"], strict=True):
        if person not in starts.index:
            continue
        begun = {name: None if pd.isna(week) else int(week) for name, week in starts.loc[person].items()}
        rows.append({"jobseeker_id": person, "entered_week": entered, "left_week": leavers[person],
                     "entry_groups": groups, **{str(name): week for name, week in begun.items()}})  # fmt: skip
        log.added("left_pool", (person,), _("has left"), _("left the pool"))
    return rows


def without_old(left: pd.DataFrame, first: int, log: ChangeLog) -> pd.DataFrame:
    """Table left_pool without those who left before week `first`, at whom no goal looks any more."""
    is_old = left["left_week"].astype(float) < first
    for person in left.loc[is_old, "jobseeker_id"]:
        log.removed("left_pool", (person,), _("has left"), _("no goal looks so far back"))
    return left[~is_old].reset_index(drop=True)
