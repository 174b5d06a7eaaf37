"""Employer's approaches: no employer is asked to meet more people in a month than agreed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.formulation.approaches import approaches_left, is_known
from planner.instance import Instance
from planner.schema.rows import Rows


def employer_approaches(instance: Instance) -> Rows:
    """Limit the people whom an employer is asked to meet in the month of the plan week.

        sum of x[c] over candidates of employer e of pairs whom it has not been asked to meet yet
            <=  approaches_per_month - pairs whom it has been asked to meet this month, at least 0

    Shape: one row per limited employer, keyed (employer_id). Unit: people. Source: column `approaches_per_month` of
    table `employers`; blank means no limit. Who follows on lists counts in the same row (see shortlists.py).
    """
    left, columns = np.maximum(approaches_left(instance), 0.0), instance.columns
    own = columns[np.isfinite(left[columns["employer"].to_numpy()])]
    own = own[~is_known(instance, own)]
    names = instance.employers["employer_id"].to_numpy()
    return Rows.at_most(
        "employer_approaches",
        row=pd.DataFrame({"employer": names[own["employer"].to_numpy()]}),
        column=own.index,
        coefficient=1.0,
        upper=dict(zip(names.tolist(), left.tolist(), strict=True)),
    )
