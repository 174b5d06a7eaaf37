"""Decisions: every pin, forbidden pair and contested person in table `decisions` is respected."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.instance import Instance
from planner.schema.rows import Rows


def decisions(instance: Instance) -> Rows:
    """Make every plan keep to every decision.

        pinned pair:                        sum of x[c] over its forms  >=  1
        forbidden pair:                     sum of x[c] over its forms  <=  0
        contested person, all candidates:   sum of x[c]  <=  0

    Shape: one row per decision that names a candidate, keyed (pin, jobseeker_id, slot_id),
    (forbid, jobseeker_id, slot_id), (contested, jobseeker_id).
    Unit: proposals. Source: table `decisions`.
    """
    if not any(instance.pairs(decision) for decision in ("pin", "forbid", "contested")):
        return Rows("decisions")
    columns = instance.columns
    people, slots = instance.people["jobseeker_id"].to_numpy(), instance.slots["slot_id"].to_numpy()
    rows = Rows("decisions")
    for decision in ("pin", "forbid"):
        pairs = pd.DataFrame(sorted(set(instance.pairs(decision))), columns=["person", "slot"], dtype=np.int64)
        own = columns[["person", "slot"]].reset_index(names="candidate").merge(pairs, on=["person", "slot"])
        own = own.sort_values("candidate")
        row = pd.DataFrame({"decision": decision, "person": people[own["person"]], "slot": slots[own["slot"]]})
        if decision == "pin":
            lower = dict.fromkeys(row.itertuples(index=False, name=None), 1.0)
            rows = rows.joined(
                Rows.at_least("decisions", row=row, column=own["candidate"], coefficient=1.0, lower=lower)
            )
        else:
            upper = dict.fromkeys(row.itertuples(index=False, name=None), 0.0)
            rows = rows.joined(
                Rows.at_most("decisions", row=row, column=own["candidate"], coefficient=1.0, upper=upper)
            )
    contested = {person for person, _ in instance.pairs("contested")}
    own = columns[columns["person"].isin(contested)]
    row = pd.DataFrame({"decision": "contested", "person": people[own["person"]]})
    upper = dict.fromkeys(row.itertuples(index=False, name=None), 0.0)
    return rows.joined(Rows.at_most("decisions", row=row, column=own.index, coefficient=1.0, upper=upper))
