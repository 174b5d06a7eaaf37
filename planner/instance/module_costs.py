"""What modules before a place cost, on the budget lines that pay for them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.schema.arrays import Positions, Values, positions_of


def takes_module(candidates: pd.DataFrame) -> Positions:
    """The rows of candidates, as positions, whose person takes a module before the place."""
    return np.flatnonzero(candidates["module"] >= 0) if "module" in candidates else np.array([], dtype=np.int64)


def module_costs(candidates: pd.DataFrame, modules: pd.DataFrame) -> Values:
    """By candidate, what the module before the place costs: SEK, 0 without one."""
    cost, own = np.zeros(len(candidates)), takes_module(candidates)
    if len(own):
        cost[own] = modules["cost_sek"].to_numpy(dtype=float)[candidates["module"].to_numpy()[own]]
    return cost


def with_modules(
    charges: pd.DataFrame, candidates: pd.DataFrame, modules: pd.DataFrame, funding: pd.DataFrame
) -> pd.DataFrame:
    """What candidates cost on lines, with a further row for each module that a line pays for."""
    own = candidates.iloc[takes_module(candidates)]
    module = own["module"].to_numpy() if len(own) else np.array([], dtype=np.int64)
    line = positions_of(modules["funding_id"], funding["funding_id"])[module]
    if not (line >= 0).any():
        return charges
    weeks, cost = (modules[name].to_numpy(dtype=float)[module] for name in ("weeks", "cost_sek"))
    first = own["module_from"].to_numpy(dtype=np.int64)
    more = pd.DataFrame(
        {"candidate": own.index.to_numpy(), "offer": own["offer"].to_numpy(), "funding": line, "line_cost": cost,
         "cost_week": cost / weeks, "share": 1.0, "first": first, "last": first + weeks.astype(np.int64) - 1}
    )  # fmt: skip
    both: pd.DataFrame = pd.concat([charges, more[line >= 0].astype(charges.dtypes.to_dict())], ignore_index=True)
    return both


def on_lines(charges: pd.DataFrame) -> pd.DataFrame:
    """One row per candidate and line (`line_cost`, SEK), by line and candidate, where they cost something there."""
    charges = charges[charges["line_cost"].fillna(0.0) != 0.0].sort_values(["funding", "candidate"])
    # A module and its place may be paid by one line.
    again = charges.duplicated(["funding", "candidate"])
    if again.any():
        sums = charges.groupby(["funding", "candidate"])["line_cost"].transform("sum")
        charges = charges.assign(line_cost=sums.round(2))[~again]
    return charges
