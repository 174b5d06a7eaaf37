"""Waiting: people who have waited beyond the limit get a good place, the longest wait first."""

from __future__ import annotations

import math

import numpy as np

from planner.formulation.goal import Chosen, Earlier, Goal
from planner.instance import Instance, is_main, is_main_with_gain
from planner.schema.arrays import Values
from planner.schema.rows import INFINITY, Columns, Entries, Rows

OUTBID_WEIGHT = 0.01


def waiting(instance: Instance, earlier: Earlier | None = None) -> Goal:  # noqa: ARG001 - every goal is asked alike
    """Sum of waiting_weeks + times_outbid / 100 over people who waited beyond the limit and get a good place.

    A place is good if its main candidate's value is at least `waiting_best_share` of the person's greatest. No more
    people count than `waiting_places_share` of the free main places. Auxiliary variables: kind `waited`, keyed by
    person.
    """
    settings, people = instance.settings, instance.people
    columns = instance.columns[is_main_with_gain(instance.columns)]
    best = columns.groupby("person")["value"].transform("max")
    good = columns[columns["value"] >= settings.waiting_best_share * best - 1e-12]
    waits = people["waiting_weeks"].to_numpy()
    good = good[waits[good["person"].to_numpy()] > settings.waiting_limit_weeks]
    weight = turns(instance)
    most = free_main_places(instance) * settings.waiting_places_share
    cap = math.floor(most + 1e-9)
    persons = np.unique(good["person"].to_numpy())
    at = np.searchsorted(persons, good["person"].to_numpy())
    count = len(persons)
    rows = Rows(
        "goal_waiting",
        (*((str(name),) for name in people["jobseeker_id"].to_numpy()[persons]), ("all",)),
        np.full(count + 1, -INFINITY),
        np.append(np.zeros(count), cap),
        (
            Entries("waited", np.arange(count), persons, np.ones(count)),
            Entries("x", at, good.index.to_numpy(), -np.ones(len(at))),
            Entries("waited", np.full(count, count), persons, np.ones(count)),
        ),
        (Columns("waited", persons, np.zeros(count), np.ones(count), is_integer=True),),
    )
    places, of_place = good.index.to_numpy(), good["person"].to_numpy()

    def counted(chosen: Chosen) -> Values:
        placed = np.unique(of_place[np.isin(places, chosen)])
        longest = placed[np.argsort(-weight[placed], kind="stable")][:cap]
        return np.isin(persons, longest).astype(float)

    entries = (Entries("waited", np.zeros(count, dtype=np.int64), persons, weight[persons].astype(float)),)
    return Goal("waiting", entries, lambda chosen: float(counted(chosen) @ weight[persons]), rows, counted)


def turns(instance: Instance) -> Values:
    """Each person's place in the queue: waiting_weeks + times_outbid / 100, in weeks."""
    waits, outbid = (instance.people[name].to_numpy(dtype=float) for name in ("waiting_weeks", "times_outbid"))
    return np.asarray(waits + OUTBID_WEIGHT * outbid)


def free_main_places(instance: Instance) -> int:
    """Free places of slots that have a main form among their offers."""
    main = np.unique(instance.offers.loc[is_main(instance.offers), "slot"].to_numpy())
    is_open = (instance.slots["status"] == "open").to_numpy()
    return int(instance.places_left[main][is_open[main]].sum())
