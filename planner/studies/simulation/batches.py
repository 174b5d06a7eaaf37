"""Arrivals in weekly batches, everybody planned in the week of arrival: four policies, and what each brings.

The protocol of Ahani, Golz, Procaccia, Teytelboym, Trapp, Dynamic placement in refugee resettlement, Operations
Research 72 (2024): capacities hold for the whole period, and nobody waits. Every problem in it is a network, so that
plans are whole and prices the smallest optimal ones.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from scipy import sparse

from planner.formulation import MIP
from planner.schema.arrays import Positions, Values, Whole
from planner.solving import flow

BatchPolicy = Literal["greedy", "potentials", "hindsight"]
BATCH_POLICIES: tuple[BatchPolicy, ...] = ("greedy", "potentials", "hindsight")
FUTURES = 5


@dataclass(frozen=True)
class Batches:
    """People who arrive in batches, and places that are there for them.

    `worth` is people x places (any unit, 0 or more; NaN where somebody may not go). `batch` is by person, from 0.
    `capacity` is batches x places: how many more places there are from each batch on; what is unused stays. Where all
    of it stands in the first row, capacities hold for the whole period.
    """

    worth: Values = field(repr=False)
    batch: Whole = field(repr=False)
    capacity: Whole = field(repr=False)

    @property
    def number(self) -> int:
        """The number of batches."""
        return len(self.capacity)

    def members(self, batch: int) -> Positions:
        """The people of a batch."""
        return np.flatnonzero(self.batch == batch)

    def room(self, batch: int, used: Whole) -> Whole:
        """By batch from this one on, and by place, what may be used until then in all: (batches left) x places."""
        return np.cumsum(self.capacity, axis=0)[batch:] - used


@dataclass(frozen=True)
class BatchRun:
    """What a policy brings: by person the place (-1 none), the value in all, and the seconds of each week."""

    policy: BatchPolicy
    place: Whole = field(repr=False)
    value: float
    seconds: Values = field(repr=False)

    @property
    def placed(self) -> int:
        """How many people have a place."""
        return int((self.place >= 0).sum())


def place_batches(
    batches: Batches, policy: BatchPolicy, *, futures: int = FUTURES, seed: int = 0, history: Values | None = None
) -> BatchRun:
    """Place every batch by a policy.

    `potentials` draws `futures` of the arrivals to come each week, with replacement from `history` (people x places),
    or where there is none from the people who have come so far; it never looks at who is to come.
    """
    place = np.full(len(batches.batch), -1, dtype=np.int64)
    if policy == "hindsight":
        begun = time.perf_counter()
        place[:] = _plan(batches.worth, batches.batch, batches.room(0, _none(batches)))[0]
        seconds = np.array([time.perf_counter() - begun])
    else:
        plan: Callable[[int, Whole], Whole] = _Greedy(batches).plan
        if policy == "potentials":
            plan = _Potentials(batches, futures, seed, history).plan
        seconds = np.zeros(batches.number)
        used = _none(batches)
        for batch in range(batches.number):
            begun = time.perf_counter()
            found = plan(batch, used)
            place[batches.members(batch)] = found
            used = used + np.bincount(found[found >= 0], minlength=len(used))
            seconds[batch] = time.perf_counter() - begun
    there = np.flatnonzero(place >= 0)
    return BatchRun(policy, place, float(batches.worth[there, place[there]].sum()), seconds)


@dataclass(frozen=True)
class _Greedy:
    """Each week the best plan for its batch in what is left."""

    batches: Batches

    def plan(self, batch: int, used: Whole) -> Whole:
        own = self.batches.members(batch)
        return _plan(self.batches.worth[own], np.zeros(len(own), dtype=np.int64), self.batches.room(batch, used)[:1])[0]


@dataclass(frozen=True)
class _Potentials:
    """Each week the best plan for its batch, where a place is charged the mean of its prices over drawn futures."""

    batches: Batches
    futures: int
    seed: int
    history: Values | None

    def plan(self, batch: int, used: Whole) -> Whole:
        batches, own = self.batches, self.batches.members(batch)
        room = batches.room(batch, used)
        worth = batches.worth[own]
        charges = np.zeros(worth.shape[1])
        come = np.flatnonzero(batches.batch <= batch)
        pool = batches.worth[come] if self.history is None else self.history
        later = np.repeat(np.arange(1, len(room)), [len(batches.members(b)) for b in range(batch + 1, batches.number)])
        # The further away, the fewer limits are kept: those of the batches 0, 1, 2, 4, 8 and so on, and the last.
        kept = np.unique([*np.minimum(2 ** np.arange(room.shape[0].bit_length() + 1) - 1, len(room) - 1)])
        own_week, later = np.zeros(len(own), dtype=np.int64), np.searchsorted(kept, later)
        for future in range(self.futures):
            # Named by week and future alone, so that the draws do not depend on what was planned.
            draw = np.random.Generator(np.random.Philox(key=np.array([self.seed, batch * self.futures + future])))
            drawn = pool[draw.integers(len(pool), size=len(later))]
            everybody = np.concatenate([worth, drawn])
            charges += _plan(everybody, np.concatenate([own_week, later]), room[kept])[1]
        net = worth - charges / self.futures
        return _plan(net, own_week, room[:1])[0]


def _none(batches: Batches) -> Whole:
    return np.zeros(batches.capacity.shape[1], dtype=np.int64)


def _plan(value: Values, when: Whole, room: Whole) -> tuple[Whole, Values]:
    """The best plan of some people, and what a place is charged in the first batch: its smallest optimal price.

    `value` is people x places, `when` the batch of each person counted from the first row of `room` (batches x places:
    what may be used up to and with each). The first is the place by person, -1 for none. Prices are in units of value.
    """
    # A limit that does not grow is kept where the limit after it is.
    limits = np.append((np.diff(room, axis=0) > 0).any(axis=1), True).nonzero()[0]
    room, when = room[limits], np.searchsorted(limits, when)
    person, at = np.nonzero(np.nan_to_num(value) > 0)
    batches, places = room.shape
    number = len(person)
    # Row (b, p) holds everybody of the batches up to b at place p: the rows of a place are nested.
    reach = batches - when[person]
    column = np.repeat(np.arange(number), reach)
    up_to = batches - np.repeat(np.cumsum(reach), reach) + np.arange(reach.sum())
    row = np.concatenate([person, len(value) + up_to * places + at[column]])
    column = np.concatenate([np.arange(number), column])
    shape = (len(value) + batches * places, number)
    matrix = sparse.csr_matrix((np.ones(len(row)), (row, column)), shape=shape)
    names = (*[("one_main", (str(n),)) for n in range(len(value))],
             *[("slot_places", (str(n),)) for n in range(batches * places)])  # fmt: skip
    upper = np.concatenate([np.ones(len(value)), room.ravel().astype(np.float64)])
    mip = MIP(
        {"x": np.arange(number)}, {"x": 0}, np.zeros(number), np.ones(number), np.ones(number, dtype=bool),
        matrix, np.full(len(upper), -np.inf), upper, names,
    )  # fmt: skip
    found = flow(mip, value[person, at])
    assert found is not None and found.x is not None  # noqa: S101, PT018 - nested rows without demands are a network
    place = np.full(len(value), -1, dtype=np.int64)
    taken = found.x > 0.5  # noqa: PLR2004 - 0 or 1
    place[person[taken]] = at[taken]
    return place, found.prices[len(value) :].reshape(batches, places).sum(axis=0)
