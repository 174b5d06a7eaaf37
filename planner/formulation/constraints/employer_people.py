"""Employer's people: over all its slots, no employer has more people placed at a time than it accepts."""

from __future__ import annotations

from planner.formulation.over_time import WeeklyLoad, limit_over_time
from planner.instance import Instance
from planner.schema.rows import Rows


def employer_people(instance: Instance) -> Rows:
    """Limit the people placed at an employer in every week.

        sum of x[c] over candidates of employer e that cover week t  <=  max_people - running, at least 0

    Shape: one row per limited employer and week in which something starts, keyed (employer_id, week).
    Unit: people. Source: column `max_people` of table `employers`; blank means no limit.
    """
    columns, employers = instance.columns, instance.employers
    new = columns.rename(columns={"employer": "owner", "start_week": "start", "last_week": "end"})
    running = instance.running.rename(columns={"from_week": "start", "to_week": "end"})
    running = running.assign(owner=instance.employer_of_slots()[instance.running["slot"].to_numpy()], load=1.0)
    names = ["owner", "start", "end", "load"]
    return limit_over_time(
        "employer_people",
        "employer_id",
        employers["employer_id"],
        employers["max_people"],
        WeeklyLoad(new.assign(load=1.0)[names], running[names]),
    )
