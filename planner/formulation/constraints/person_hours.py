"""Hours: a person's proposals and running placements together stay within the hours that the person can work."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.formulation.over_time import WeeklyLoad, limit_over_time
from planner.instance import Instance, hours_of_people
from planner.schema.rows import Rows


def person_hours(instance: Instance) -> Rows:
    """Limit the hours of a person's proposals in every week to what their running placements leave.

        sum of hours x x[c] over candidates of person j that cover week t  <=  hours_per_week - running, at least 0

    Shape: one row per person and week that could bind, keyed (jobseeker_id, week).
    Where a pin overrides gate hours, the hours of its slot take the place of hours_per_week.
    Unit: hours a week. Source: column `hours_per_week` of table `jobseekers`.
    """
    columns, people = instance.columns, instance.people
    hours = hours_of_people(instance)
    most = np.zeros((2, len(people)))
    for number, kind in enumerate((columns["purpose"] == "companion", columns["purpose"] != "companion")):
        np.maximum.at(most[number], columns.loc[kind, "person"].to_numpy(), columns.loc[kind, "hours"].to_numpy())
    running = instance.running[instance.running["person"] >= 0]
    tight = most.sum(axis=0) > hours
    tight[running["person"].to_numpy()] = True
    if instance.is_off("one_main"):  # then a person's main proposals can add up
        tight[:] = True
    new = columns[tight[columns["person"].to_numpy()]]
    return limit_over_time(
        "person_hours",
        "jobseeker_id",
        people["jobseeker_id"],
        pd.Series(hours),
        WeeklyLoad(
            new.rename(columns={"person": "owner", "start_week": "start", "last_week": "end", "hours": "load"})[
                ["owner", "start", "end", "load"]
            ],
            running.rename(columns={"person": "owner", "from_week": "start", "to_week": "end", "hours": "load"})[
                ["owner", "start", "end", "load"]
            ],
        ),
    )
