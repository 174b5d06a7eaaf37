"""Dominance: of the forms under which a person may have a slot, those that another form beats in every respect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.candidates import Eligibility
from planner.instance.purposes import is_main
from planner.schema.arrays import Bools


def dominated(eligibility: Eligibility, table: pd.DataFrame, leads_on: Collection[str] = ()) -> Bools:
    """Main candidates dominated by another form of the pair: as long, worth no more, no cheaper on any line or in all.

    `table` has person, slot, offer, programme_id, purpose and value, sorted by person, then offer. Leaving out a
    dominated form changes no optimum: wherever it could be chosen, the other could be chosen instead, with no less
    value, no more of any budget and no higher cost. Of forms that are equal in all of this, the first stays. A form of
    unknown cost neither dominates nor is dominated. Forms in `leads_on` dominate none: each of them needs a place held
    for the next step, and the other does not. Where the table has charges of a plan that looks ahead, the value less
    the charge must be no less either.
    """
    person, slot, offer, value = (table[name].to_numpy() for name in ("person", "slot", "offer", "value"))
    main = is_main(table)
    needs_a_place = table["programme_id"].isin(leads_on).to_numpy() if leads_on else np.zeros(len(table), dtype=bool)
    counted = [value, value - table["charge"].to_numpy()] if "charge" in table else [value]
    result = np.zeros(len(table), dtype=bool)
    for apart in range(1, len(table)):
        # The forms of a pair are adjacent rows. If no two rows at this distance are of one pair, none at a greater
        # distance are.
        same = (person[:-apart] == person[apart:]) & (slot[:-apart] == slot[apart:])
        if not same.any():
            break
        first = np.flatnonzero(same & main[:-apart] & main[apart:])
        second = first + apart
        first_as_cheap, second_as_cheap = _as_cheap(eligibility, offer[first], offer[second])
        first_as_cheap &= ~needs_a_place[first]
        second_as_cheap &= ~needs_a_place[second]
        more = [of[first] - of[second] for of in counted]
        at_least, at_most = np.minimum.reduce(more), np.maximum.reduce(more)
        result[second] |= first_as_cheap & (at_least >= 0)
        alike = first_as_cheap & (at_least == 0) & (at_most == 0)
        result[first] |= second_as_cheap & (at_most <= 0) & ~alike
    return result


def _as_cheap(eligibility: Eligibility, first: NDArray[np.int32], second: NDArray[np.int32]) -> tuple[Bools, Bools]:
    """By pair of offers: whether the first is as long as the second and costs no more, in all and on every budget line.

    The second result is the same with the two offers exchanged.
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
