"""Pace: the proposals of one week book no more than a share of what a budget line has left."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.instance import Instance, on_lines, pace_left
from planner.schema.rows import Rows


def funding_pace(instance: Instance) -> Rows:
    """Limit what the proposals of the plan week book on a budget line, whatever weeks they run.

        sum of cost on the line x x[c]  <=  pace_share x (budget_sek - committed_sek, at least 0)

    Shape: one row per line with a pace and candidates, keyed (funding_id). Unit: SEK, whole öre. Source: column
    `pace_share` of table `funding`; blank means no limit. What is accepted or offered is in committed_sek, and is not
    booked a second time.
    """
    funding = instance.budget_lines
    left = funding["budget_sek"].to_numpy(dtype=float) - funding["committed_sek"].to_numpy(dtype=float)
    paced = funding["pace_share"].notna().to_numpy()
    entries = on_lines(instance.charges(instance.columns))
    line = entries["funding"].to_numpy(dtype=np.int64)
    entries = entries[paced[line]]
    names = funding["funding_id"].to_numpy()
    row = pd.DataFrame({"funding_id": names[entries["funding"].to_numpy(dtype=np.int64)]})
    upper = pace_left(funding["pace_share"].to_numpy(dtype=float, na_value=np.nan), left)
    return Rows.at_most(
        "funding_pace",
        row=row,
        column=entries["candidate"],
        coefficient=entries["line_cost"].to_numpy(),
        upper=dict(zip(names[paced], upper[paced].tolist(), strict=True)),
    )
