"""Which form of a place is the best for a person: a form that another beats on every count need not be weighed."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.candidates import Eligibility
from planner.instance.purposes import is_main
from planner.schema.arrays import Bools


def dominated(eligibility: Eligibility, table: pd.DataFrame) -> Bools:
    """Main candidates beaten by another form of the same pair: worth no more, as long, and no cheaper on any line.

    `table` has person, slot, offer, purpose and value, by person then offer. Leaving such a form out changes no
    optimum: whatever it could be chosen for, the other serves as well, uses no more of any budget, and costs no more
    in all. Of forms alike in everything the first stays. An unknown cost compares with nothing.
    """
    person, slot, offer, value = (table[name].to_numpy() for name in ("person", "slot", "offer", "value"))
    main = is_main(table)
    result = np.zeros(len(table), dtype=bool)
    for apart in range(1, len(table)):
        # The forms of a pair stand one after the other, so nothing this far apart means nothing farther.
        same = (person[:-apart] == person[apart:]) & (slot[:-apart] == slot[apart:])
        if not same.any():
            break
        first = np.flatnonzero(same & main[:-apart] & main[apart:])
        second = first + apart
        first_as_cheap, second_as_cheap = _as_cheap(eligibility, offer[first], offer[second])
        more = value[first] - value[second]
        result[second] |= first_as_cheap & (more >= 0)
        alike = first_as_cheap & (more == 0)
        result[first] |= second_as_cheap & (more <= 0) & ~alike
    return result


def _as_cheap(eligibility: Eligibility, first: NDArray[np.int32], second: NDArray[np.int32]) -> tuple[Bools, Bools]:
    """For pairs of offers of one length: whether the first costs no more than the second, in all and on every line.

    And whether the second costs no more than the first.
    """
    keys, which = np.unique(first.astype(np.int64) * len(eligibility.offers) + second, return_inverse=True)
    pairs = [divmod(key, len(eligibility.offers)) for key in keys.tolist()]
    weeks, cost = eligibility.offers["weeks"].to_numpy(), eligibility.offers["cost"].to_numpy(dtype=float)
    charges: dict[int, dict[int, float]] = defaultdict(dict)
    lines = (
        eligibility.lines[eligibility.lines["line_cost"] > 0]
        .groupby(["offer", "funding"], as_index=False)["line_cost"]
        .sum()
    )
    for offer, line, amount in lines[["offer", "funding", "line_cost"]].itertuples(index=False):
        charges[offer][line] = amount

    def no_dearer(offer: int, other: int) -> bool:
        on_lines = all(amount <= charges[other].get(line, 0.0) for line, amount in charges[offer].items())
        return bool(weeks[offer] == weeks[other] and cost[offer] <= cost[other] and on_lines)

    forth = np.array([no_dearer(offer, other) for offer, other in pairs], dtype=bool)
    back = np.array([no_dearer(other, offer) for offer, other in pairs], dtype=bool)
    return forth[which], back[which]
