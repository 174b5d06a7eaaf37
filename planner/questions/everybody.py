"""An explanation for everybody, from the prices of one relaxation: nothing is solved again for a single person."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.instance import is_earning
from planner.questions.asking import Asking
from planner.schema.plan_tables import EXPLANATION_COLUMNS

BASIS = "price"
DIGITS = 4


def explain_everybody(asking: Asking) -> pd.DataFrame:
    """One row for each proposal and each person without one, in the order of assignments.csv: EXPLANATION_COLUMNS.

    `other_slot` is the place of the person, other than the proposal, that costs the outcome least by the bound of the
    relaxation with all goals held, and `cost_at_least` that bound on its cost.
    """
    instance, plan = asking.instance, asking.plan
    columns = instance.columns
    table = pd.DataFrame(
        {
            "jobseeker_id": instance.people["jobseeker_id"].to_numpy()[columns["person"]],
            "slot_id": instance.slots["slot_id"].to_numpy()[columns["slot"]],
            "is_beside": (columns["purpose"] == "companion").to_numpy(),
            "value": columns["value"].to_numpy(),
            "cost": np.maximum(asking.holding.least_costs(), 0.0),
        }
    )[is_earning(columns)]
    keys = ["jobseeker_id", "is_beside"]
    places = table.groupby([*keys, "slot_id"], as_index=False).agg(value=("value", "max"), cost=("cost", "min"))
    rows = plan.earlier.rows
    rows = rows[rows["status"].isin(("proposed", "unplaced"))].copy()
    rows["is_beside"] = rows["purpose"] == "companion"
    rows["at"] = np.arange(len(rows))
    pairs = rows[["at", *keys, "slot_id"]].merge(places, on=keys, suffixes=("_now", ""))
    own = pairs["slot_id"] == pairs["slot_id_now"]
    value = pairs[own].set_index("at")["value"]
    pairs["rank"] = pairs.groupby("at")["value"].rank(method="min", ascending=False)
    other = pairs[~own].sort_values(["at", "cost", "value"], ascending=[True, True, False], kind="stable")
    other = other.drop_duplicates("at").set_index("at")
    rows = rows.set_index("at")
    return pd.DataFrame(
        {
            **{name: rows[name] for name in ("jobseeker_id", "status", "slot_id", "reason_code", "reason")},
            "basis": BASIS,
            "num_places": pairs.groupby("at")["slot_id"].size().reindex(rows.index, fill_value=0),
            "rank": pairs[own].set_index("at")["rank"].reindex(rows.index).astype("Int64"),
            "value": value.reindex(rows.index).round(DIGITS),
            "other_slot": other["slot_id"].reindex(rows.index),
            "other_value": other["value"].reindex(rows.index).round(DIGITS),
            "cost_at_least": other["cost"].reindex(rows.index).round(DIGITS),
        }
    )[list(EXPLANATION_COLUMNS)].reset_index(drop=True)
