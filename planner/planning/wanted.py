"""Places that departments offer, beside those that they were asked for."""

from __future__ import annotations

import pandas as pd

from planner.instance import Instance

DEPARTMENT = "department"
WANTED_COLUMNS = ("employer_id", "name", "places_offered", "places_free", "places_wanted")


def places_wanted(instance: Instance) -> pd.DataFrame:
    """Places offered against places wanted: a row for each department, in the order of table employers.

    Offered are the places of open slots that start in the plan week or later; free are those of them that facts leave.
    Blank where nobody has said what is wanted. Nothing decides by it.
    """
    employers, slots = instance.employers, instance.slots
    is_open = (slots["status"] == "open") & (slots["start_week"] >= instance.week)
    own = slots.assign(free=instance.places_left)[is_open]
    sums = own.groupby("employer_id")[["places", "free"]].sum()
    departments = employers[employers["sector"] == DEPARTMENT]
    by_department = sums.reindex(departments["employer_id"]).fillna(0).astype("int64")
    columns = (
        departments["employer_id"].to_numpy(),
        departments["name"].to_numpy(),
        by_department["places"].to_numpy(),
        by_department["free"].to_numpy(),
        departments["places_wanted"].astype("Int64").array,
    )
    return pd.DataFrame(dict(zip(WANTED_COLUMNS, columns, strict=True)))
