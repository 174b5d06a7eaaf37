"""Budget: the cost of proposals on a budget line stays within what the line has left."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.instance import Instance, on_lines
from planner.schema.rows import Rows


def funding_budget(instance: Instance) -> Rows:
    """Limit the cost that falls on each budget line in the weeks it pays for.

        sum of cost on the line x x[c]  <=  budget_sek - committed_sek, at least 0

    Shape: one row per line with candidates, keyed (funding_id). In listed mode an unknown cost counts as nothing.
    Unit: SEK, whole öre. Source: table `funding`; committed_sek contains what running placements cost.
    """
    funding = instance.budget_lines
    left = np.maximum(funding["budget_sek"].to_numpy() - funding["committed_sek"].to_numpy(), 0.0).round(2)
    entries = on_lines(instance.charges(instance.columns))
    names = funding["funding_id"].to_numpy()
    row = pd.DataFrame({"funding_id": names[entries["funding"].to_numpy(dtype=np.int64)]})
    return Rows.at_most(
        "funding_budget",
        row=row,
        column=entries["candidate"],
        coefficient=entries["line_cost"].to_numpy(),
        upper=dict(zip(names, left, strict=True)),
    )
