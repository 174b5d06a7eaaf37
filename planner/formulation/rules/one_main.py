"""One main placement: nobody is proposed two places that are each meant to fill their weeks."""

from __future__ import annotations

import numpy as np

from planner.instance import COMPETING_CLASS, Instance
from planner.schema.rows import Rows


def one_main(instance: Instance) -> Rows:
    """Give each person at most one proposal of purpose main, activity or sheltered, and at most one companion.

        sum of x[c] over candidates of person j in the class  <=  1

    Shape: one row per person and class that has candidates, keyed (jobseeker_id, main or companion).
    Unit: proposals. Source: docs/method.md; main, activity and sheltered exclude each other.
    """
    columns = instance.columns
    kind = np.where(columns["purpose"].isin(COMPETING_CLASS), "main", "companion")
    row = columns[["person"]].assign(kind=kind)
    row = row.assign(person=instance.people["jobseeker_id"].to_numpy()[columns["person"]])
    upper = dict.fromkeys(row.itertuples(index=False, name=None), 1.0)
    return Rows.at_most("one_main", row=row, column=columns.index, coefficient=1.0, upper=upper)
