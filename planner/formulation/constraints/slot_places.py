"""Places: no slot takes more people than it has free places; a slot with a minimum gets that many or nobody."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.instance import COMPETING_CLASS, Instance
from planner.schema.rows import INFINITY, Columns, Entries, Rows


def slot_places(instance: Instance) -> Rows:
    """Limit the proposals of each slot to its free places, and give a slot with a minimum that many or none.

        sum of x[c] over candidates of slot s  <=  places - running - reserved_by_hand, at least 0
        with a minimum:  least x u[s]  <=  sum of x[c]  <=  free places x u[s]
        where least is min_places less the running placements of the slot that begin with it or later
        and per person:  sum of x[c]  <=  u[s]
        without a minimum, per person with a companion and another form in the slot:  sum of x[c]  <=  1

    Shape: one row per slot with candidates, keyed (slot_id, limit); with a minimum (slot_id, minimum), (slot_id, open);
    per person (slot_id, person, jobseeker_id). Auxiliary variables u (the slot runs): kind `runs`, keyed by slot.
    Unit: places. Source: columns `places`, `min_places`, `reserved_by_hand` of table `slots`.
    """
    columns = instance.columns
    minimum = instance.least_in_slot
    # A minimum of one demands nothing: the first person meets it.
    has_minimum = minimum[columns["slot"].to_numpy()] > 1
    names = instance.slots["slot_id"].to_numpy()
    plain = columns[~has_minimum]
    kind = pd.Categorical.from_codes(np.zeros(len(plain), dtype=np.int64), pd.Index(["limit"]))
    row = pd.DataFrame({"slot_id": pd.Categorical(names).take(plain["slot"].to_numpy()), "kind": kind})
    left = {(name, "limit"): float(n) for name, n in zip(names, instance.places_left, strict=True)}
    rows = Rows.at_most("slot_places", row=row, column=plain.index, coefficient=1.0, upper=left)
    return rows.joined(_once(instance, plain)).joined(_with_minimum(instance, columns[has_minimum]))


def _once(instance: Instance, columns: pd.DataFrame) -> Rows:
    """At most one place of a slot for each person who could have both a companion and another form there.

    For everybody else one_main ensures it.
    """
    competes = columns["purpose"].isin(COMPETING_CLASS)
    own = columns[competes.groupby([columns["slot"], columns["person"]]).transform("nunique") > 1]
    slots, people = instance.slots["slot_id"].to_numpy(), instance.people["jobseeker_id"].to_numpy()
    row = pd.DataFrame({"slot": slots[own["slot"]], "kind": "person", "person": people[own["person"]]})
    upper = dict.fromkeys(row.itertuples(index=False, name=None), 1.0)
    return Rows.at_most("slot_places", row=row, column=own.index, coefficient=1.0, upper=upper)


def _with_minimum(instance: Instance, columns: pd.DataFrame) -> Rows:
    slots = np.unique(columns["slot"].to_numpy())
    names, people = instance.slots["slot_id"].to_numpy(), instance.people["jobseeker_id"].to_numpy()
    least = instance.least_in_slot[slots].astype(float)
    free = instance.places_left[slots].astype(float)
    count = len(slots)
    at = np.searchsorted(slots, columns["slot"].to_numpy())
    key = columns.index.to_numpy()
    pairs = columns[["slot", "person"]].drop_duplicates().sort_values(["slot", "person"])
    pair_at = np.asarray(columns.groupby(["slot", "person"], sort=True).ngroup(), dtype=np.int64) + 2 * count
    every = np.arange(count)
    one = np.ones(len(key))
    keys = [(str(names[s]), kind) for kind in ("minimum", "open") for s in slots]
    pair_keys = [(str(names[s]), "person", str(people[j])) for s, j in zip(pairs["slot"], pairs["person"], strict=True)]
    runs_rows = np.concatenate([every, every + count, np.arange(len(pairs)) + 2 * count])
    runs_keys = np.concatenate([slots, slots, pairs["slot"].to_numpy()])
    runs_coefficients = np.concatenate([-least, -free, -np.ones(len(pairs))])
    return Rows(
        "slot_places",
        (*keys, *pair_keys),
        np.concatenate([np.zeros(count), np.full(count + len(pairs), -INFINITY)]),
        np.concatenate([np.full(count, INFINITY), np.zeros(count + len(pairs))]),
        (
            Entries("x", at, key, one),
            Entries("x", at + count, key, one),
            Entries("x", pair_at, key, one),
            Entries("runs", runs_rows, runs_keys, runs_coefficients),
        ),
        (Columns("runs", slots, np.zeros(count), (free >= least).astype(float), is_integer=True),),
    )
