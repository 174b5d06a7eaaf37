"""One main placement: nobody is proposed two places of which each is meant to fill the week."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd

from planner.instance import COMPETING_CLASS, Instance
from planner.schema.rows import Rows


def one_main(instance: Instance) -> Rows:
    """Give each person at most one proposal of purpose main, activity or sheltered, and at most one companion.

        sum of x[c] over candidates of person j in the class  <=  1

    Shape: one row per person and class that has candidates, keyed (jobseeker_id, main or companion).
    Unit: proposals. Source: docs/method.md; main, activity and sheltered exclude each other.
    """
    columns, people = instance.columns, instance.people["jobseeker_id"]
    kinds = ["companion", "main"]
    is_main = columns["purpose"].isin(COMPETING_CLASS).to_numpy()
    row = pd.DataFrame(
        {
            "person": pd.Categorical(people).take(columns["person"].to_numpy()),
            "kind": pd.Categorical.from_codes(is_main.astype(np.int64), pd.Index(kinds)),
        }
    )
    upper = dict.fromkeys(itertools.product(people, kinds), 1.0)
    return Rows.at_most("one_main", row=row, column=columns.index, coefficient=1.0, upper=upper)
