"""Worth without a profile of persons: points that people have set by legal form and priority class."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.schema.arrays import Values
from planner.schema.models import PointsModel


def points(model: PointsModel, people: pd.DataFrame, pairs: pd.DataFrame) -> Values:
    """The points of each candidate: of its rule and the person's class, else of the rule for everybody, else 0."""
    table = {(row.rule, row.priority_class): row.points for row in model.points}
    # 0 is no class that anybody can have: it stands for a blank.
    classes = people["priority_class"].fillna(0).to_numpy(dtype=np.int64)[pairs["person"].to_numpy(dtype=np.int64)]
    codes, distinct = pd.factorize(pd.MultiIndex.from_arrays([pairs["rule"].to_numpy(), classes]))
    each = [table.get((rule, number), table.get((rule, None), 0.0)) for rule, number in distinct]
    return np.array(each, dtype=float)[codes]
