"""Supervisor's support: the people placed with a supervisor never need more support than the supervisor can give."""

from __future__ import annotations

from planner.formulation.over_time import WeeklyLoad, limit_over_time
from planner.instance import Instance
from planner.schema.rows import Rows


def supervisor_support(instance: Instance) -> Rows:
    """Limit the support need placed with a supervisor in every week.

        sum of support_need x x[c] over candidates of supervisor h that cover week t  <=  capacity - running, at least 0

    Shape: one row per limited supervisor and week in which something starts, keyed (supervisor_id, week).
    Unit: support need. Source: column `capacity` of table `supervisors`; blank means no limit.
    """
    columns, supervisors = instance.columns, instance.supervisors
    new = columns[columns["supervisor"] >= 0]
    new = new.rename(columns={"supervisor": "owner", "start_week": "start", "last_week": "end", "support": "load"})
    running = instance.running.rename(columns={"from_week": "start", "to_week": "end", "support": "load"})
    running = running.assign(owner=instance.supervisor_of_slots()[instance.running["slot"].to_numpy()])
    names = ["owner", "start", "end", "load"]
    return limit_over_time(
        "supervisor_support",
        "supervisor_id",
        supervisors["supervisor_id"],
        supervisors["capacity"],
        WeeklyLoad(new[names], running.loc[running["owner"] >= 0, names]),
    )
