"""Money of a plan by budget line."""

from __future__ import annotations

import pandas as pd

from planner.formulation import Chosen
from planner.instance import Instance


def cost_by_line(instance: Instance, chosen: Chosen) -> pd.Series[float]:
    """What the chosen candidates cost on each budget line, SEK by funding_id, in the order of the lines."""
    funding = instance.budget_lines["funding_id"]
    used = instance.charges(instance.candidates.loc[chosen]).groupby("funding")["line_cost"].sum()
    costs = [float(used.get(position, 0.0)) for position in range(len(funding))]
    return pd.Series(costs, index=pd.Index(funding.to_numpy(), dtype=object), dtype=float)
