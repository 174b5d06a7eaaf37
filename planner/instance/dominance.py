"""Which form of a place is the best for a person: a form that another beats on every count need not be weighed."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.candidates import Found


def dominated(found: Found, table: pd.DataFrame) -> NDArray[np.bool_]:
    """Main candidates beaten by another form of the same pair: worth no more, as long, and no cheaper on any line.

    `table` has person, slot, offer, purpose, weeks, value and cost. Leaving such a form out changes no optimum:
    whatever it could be chosen for, the other serves as well, uses no more of any budget, and costs no more in all. Of
    forms alike in everything the first stays. An unknown cost compares with nothing.
    """
    main = table[(table["purpose"] == "main").to_numpy()]
    several = main[main.duplicated(["person", "slot"], keep=False).to_numpy()]
    result = np.zeros(len(table), dtype=bool)
    if several.empty:
        return result
    rows = several[["person", "slot", "offer", "weeks", "value", "cost"]].reset_index(names="row")
    pairs = rows.merge(rows, on=["person", "slot"], suffixes=("", "_other"))
    pairs = pairs[(pairs["offer"] != pairs["offer_other"]) & (pairs["weeks"] == pairs["weeks_other"])]
    worth, cost = pairs["value_other"] - pairs["value"], pairs["cost_other"] - pairs["cost"]
    no_dearer = _no_dearer(found, pairs["offer"].to_numpy(), pairs["offer_other"].to_numpy())
    alike = (worth == 0) & (cost == 0) & _no_dearer(found, pairs["offer_other"].to_numpy(), pairs["offer"].to_numpy())
    beaten = (worth >= 0) & (cost <= 0) & no_dearer & (~alike | (pairs["offer_other"] < pairs["offer"]))
    result[np.searchsorted(table.index.to_numpy(), pairs.loc[beaten, "row"].to_numpy())] = True
    return result


def _no_dearer(found: Found, offer: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether `other` costs each budget line no more than `offer` does (a line it does not use costs nothing)."""
    charge = found.lines.groupby(["offer", "funding"])["line_cost"].sum()
    used = charge[charge > 0].reset_index()
    asked = pd.DataFrame({"offer": offer, "other": other}).drop_duplicates()
    charged = asked.merge(used, left_on="other", right_on="offer", suffixes=("", "_of_other"))
    theirs = charged.merge(used, on=["offer", "funding"], how="left", suffixes=("", "_own"))["line_cost_own"].fillna(
        0.0
    )
    over = charged.loc[charged["line_cost"].to_numpy() > theirs.to_numpy(), ["offer", "other"]]
    dearer = set(zip(over["offer"], over["other"], strict=True))
    return np.array([pair not in dearer for pair in zip(offer.tolist(), other.tolist(), strict=True)], dtype=bool)
