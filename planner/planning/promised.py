"""What is accepted and offered, apart and together with what is proposed: a person counts once."""

from __future__ import annotations

import pandas as pd

from planner.instance import is_main
from planner.schema.plan import Promised, PromisedPart, Together

# Values nearer to each other than this count as equal.
SAME = 9


def promised_part(rows: pd.DataFrame) -> Promised:
    """The sums of accepted and of offered placements, from the rows of `planner.instance.promised`."""
    return Promised(
        accepted=_part(rows[rows["state"] == "accepted"]),
        offered=_part(rows[rows["state"] == "offered"]),
        untold=int((~rows["is_told"]).sum()),
    )


def _part(rows: pd.DataFrame) -> PromisedPart:
    best = _best(rows)
    return PromisedPart(
        people=len(best),
        uplift=_short(float(best["value"].sum())),
        expected_gain=_short(float(best["expected"].sum())),
    )


def together(rows: pd.DataFrame, proposals: pd.DataFrame) -> Together:
    """Proposals (candidates) with what is promised; of both, the one that counts more stands for a person."""
    main = proposals[is_main(proposals)]
    own = pd.DataFrame({"value": main["value"], "expected": main["acceptance"] * main["uplift"]})
    own = own.groupby(main["person"].astype("int64")).sum()
    best = _best(rows).set_index("person")[["value", "expected"]]
    both = best.index.intersection(own.index)
    is_more = best.loc[both, "value"].round(SAME) > own.loc[both, "value"].round(SAME)
    kept = pd.concat([own.drop(both[is_more]), best.drop(both[~is_more])])
    # Proposals of other purposes have no value, and no share in what is expected.
    return Together(
        placed=len(kept),
        uplift=_short(float(kept["value"].sum())),
        expected_gain=_short(float(kept["expected"].sum())),
    )


def _best(rows: pd.DataFrame) -> pd.DataFrame:
    """The main placement of each person that counts most; of equal ones that from which most is expected."""
    main = rows[rows["is_main"]]
    order = main.assign(rounded=main["value"].round(SAME))
    order = order.sort_values(["rounded", "expected"], ascending=False, kind="stable")
    return order.drop_duplicates("person")


def _short(value: float) -> float:
    return round(value, 9) + 0.0
