"""Capacity: how much supervisors, caseworkers and employers can take on."""

import math

import numpy as np
import pandas as pd

from planner.synthesis.employers import MUNICIPAL
from planner.synthesis.programmes import all_of
from planner.synthesis.settings import SynthesisSettings
from planner.synthesis.streams import chance, stream

MEAN_SUPPORT_NEED = 1.35  # of the shares in `people`


def supervisor_table(
    settings: SynthesisSettings, slots: pd.DataFrame, people: pd.DataFrame, claimed: pd.DataFrame
) -> pd.DataFrame:
    """Return the table `supervisors`, cells as text: capacity for running placements and most of the free places.

    claimed: seats of `promises.claims`, for which there is always capacity. One supervisor in five has capacity for
    fewer than all free places.
    """
    need = people.set_index("jobseeker_id")["support_need"].astype(float)
    at = slots.set_index("slot_id")["supervisor_id"]
    load = claimed["jobseeker_id"].map(need).groupby(claimed["slot_id"].map(at)).sum()
    named = slots[slots["supervisor_id"] != ""]
    free = named.groupby("supervisor_id", sort=True)["free"].sum()
    draw = stream(settings.seed, "supervisors", "capacity")
    room = np.where(chance(draw, len(free), 0.2), 0.6, 1.0) * np.ceil(free.to_numpy() * MEAN_SUPPORT_NEED)
    room = room + draw.choice([0, 0, 1], len(free))
    total = np.ceil(load.reindex(free.index).fillna(0).to_numpy() + room).astype(int)
    return pd.DataFrame({"supervisor_id": free.index, "capacity": [str(max(1, value)) for value in total]})


def kept_by_hand(slots: pd.DataFrame, people: pd.DataFrame, pool: pd.DataFrame) -> pd.DataFrame:
    """Return the slots with as many places reserved as people with protected identity have a share in, rounded up.

    pool: people without a running placement. The places are added to those free, one to each of the largest intakes,
    those of departments first: they have no limit on people that would grow with them.
    """
    protected = int((people["protected_identity"] == "yes").sum())
    everybody = max(protected + int((pool["protected_identity"] == "no").sum()), 1)
    counted = (slots["status"] == "open") & ~all_of(slots["programme_ids"], "course")
    kept, free = (int(slots.loc[counted, names].to_numpy().sum()) for names in (["reserved"], ["free", "reserved"]))
    wanted = slots[counted & (slots["free"] > 0) & (slots["reserved"] == 0) & (slots["min_places"] == 0)]
    wanted = wanted.assign(is_other=wanted["sector"] != "department")
    order = wanted.sort_values(["is_other", "free"], ascending=[True, False], kind="stable").index.tolist()
    more: list[int] = []
    while order and kept + len(more) < math.ceil(protected * (free + len(more)) / everybody):
        more.append(order.pop(0))
    return slots.assign(reserved=slots["reserved"] + slots.index.isin(more))


def caseworker_table(settings: SynthesisSettings, people: pd.DataFrame, claimed: pd.DataFrame) -> pd.DataFrame:
    """Return the table `caseworkers`, cells as text: two to five starts a week, more where seats are claimed."""
    num = settings.caseworkers
    ahead = claimed[claimed["from"] >= 0]
    who = ahead["jobseeker_id"].map(people.set_index("jobseeker_id")["caseworker"])
    most = ahead.groupby([who, ahead["from"]]).size().groupby(level=0).max()
    starts = stream(settings.seed, "caseworkers", "starts").integers(2, 6, num)
    starts = np.maximum(starts, most.reindex(range(1, num + 1)).fillna(0).to_numpy(dtype=np.int64))
    return pd.DataFrame(
        {
            "caseworker_id": [f"K{nth}" for nth in range(1, num + 1)],
            "starts_per_week": [str(value) for value in starts],
        }
    )


def employer_caps(
    settings: SynthesisSettings, employers: pd.DataFrame, slots: pd.DataFrame, claimed: pd.DataFrame
) -> tuple[list[str], list[str]]:
    """Return (max_people, places_wanted) cells: none at departments, one fewer than offered at a few."""
    draw = stream(settings.seed, "employers", "caps")
    main = slots[~all_of(slots["programme_ids"], "course")]
    sums = (
        main.groupby("employer_id")[["free", "running", "reserved"]].sum().reindex(employers["employer_id"]).fillna(0)
    )
    at = claimed["slot_id"].map(slots.set_index("slot_id")["employer_id"])
    taken = at.value_counts().reindex(employers["employer_id"]).fillna(0).to_numpy()
    offered = sums.sum(axis=1).to_numpy()
    num = len(employers)
    cap = offered + draw.choice([-1, 0, 0, 1, 2], num)
    cap = np.maximum(cap, np.maximum(taken, 1)).astype(int)
    public = employers["sector"].isin(MUNICIPAL).to_numpy()
    noted = chance(draw, num, 0.6) & (offered > 0) & (employers["sector"] != "department").to_numpy()
    wanted = np.where(public, np.ceil(offered * draw.uniform(0.8, 1.6, num)), offered).astype(int)
    shown = public | chance(draw, num, 0.3)
    return (
        [str(value) if note else "" for value, note in zip(cap, noted, strict=True)],
        [str(value) if note and value else "" for value, note in zip(wanted, shown, strict=True)],
    )
