"""Gates between a person and a slot: each answers 0 (passes), 1 (refuses) or 2 (refuses because of a blank).

A gate depends on a few columns of the slots only. So it is evaluated once for each distinct combination of their
values, and the result is copied to all slots with it: a thousand slots have only six levels of education.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.candidates.travel import Trips, limits
from planner.schema.arrays import Bools, Codes, Positions, Texts, positions_of
from planner.schema.cells import HALF_DAYS
from planner.schema.choices import SWEDISH_LEVELS
from planner.schema.settings import Settings


@dataclass(frozen=True)
class Pool:
    """People as the gates see them, and what the gates need beside the two tables.

    `homes` are municipality codes by person, and `seats` by slot_id.
    """

    people: pd.DataFrame
    trips: Trips
    settings: Settings
    vetoes: pd.DataFrame
    declined: pd.DataFrame
    held: pd.DataFrame
    pins: pd.DataFrame
    homes: Texts
    seats: Mapping[str, str]
    modules: pd.DataFrame
    week: int

    def asks(self, gate: str) -> bool:
        """Whether a gate may refuse anybody: that of municipalities only where neighbours keep places apart."""
        return gate != "municipality" or self.settings.own_residents == "apart"

    def block(self, positions: Positions) -> Pool:
        """The same with some of the people."""
        people = self.people.iloc[positions]
        own = {name: getattr(self, name) for name in ("vetoes", "declined", "held", "pins")}
        own = {name: table[table["jobseeker_id"].isin(people["jobseeker_id"])] for name, table in own.items()}
        return replace(self, people=people, trips=self.trips.of(positions), homes=self.homes[positions], **own)

    def pinned(self, slots: pd.DataFrame) -> tuple[Positions, Positions]:
        """The pinned pairs of these people and slots, as positions of both."""
        person = positions_of(self.pins["jobseeker_id"], self.people["jobseeker_id"])
        slot = positions_of(self.pins["slot_id"], slots["slot_id"])
        is_here = (person >= 0) & (slot >= 0)
        return person[is_here], slot[is_here]


@dataclass(frozen=True)
class Gate:
    """A named gate, the slot columns it looks at, and its test on people (rows) and distinct slots (columns)."""

    name: str
    looks_at: tuple[str, ...]
    test: Callable[[Pool, pd.DataFrame], Codes]


def _available(pool: Pool, slots: pd.DataFrame) -> Codes:
    return _refused(slots["start_week"].to_numpy()[None, :] < pool.people["available_from"].to_numpy()[:, None])


def _hours(pool: Pool, slots: pd.DataFrame) -> Codes:
    return _refused(slots["hours_per_week"].to_numpy()[None, :] > pool.people["hours_per_week"].to_numpy()[:, None])


def _busy(pool: Pool, slots: pd.DataFrame) -> Codes:
    return _refused(_shared(pool.people["busy"], slots["shift"], HALF_DAYS))


def _education(pool: Pool, slots: pd.DataFrame) -> Codes:
    return _at_least(
        slots["min_education"].to_numpy(dtype=float, na_value=np.nan),
        pool.people["education_level"].to_numpy(dtype=float, na_value=np.nan),
    )


def _swedish(pool: Pool, slots: pd.DataFrame) -> Codes:
    levels = {level: float(i) for i, level in enumerate(SWEDISH_LEVELS)}
    asked = slots["min_swedish"].map(levels).to_numpy(dtype=float, na_value=np.nan)
    return _at_least(asked, pool.people["swedish_level"].map(levels).to_numpy(dtype=float, na_value=np.nan))


def _driving_licence(pool: Pool, slots: pd.DataFrame) -> Codes:
    return _refused(_lacks(pool.people["driving_licence"], slots["driving_licence"]))


def _skills(pool: Pool, slots: pd.DataFrame) -> Codes:
    return _refused(_lacks(pool.people["skills"], slots["skills"]))


def _limits(pool: Pool, slots: pd.DataFrame) -> Codes:
    return _refused(_shared(pool.people["limits"], slots["excluded_limits"], _words(slots["excluded_limits"])))


def _veto(pool: Pool, slots: pd.DataFrame) -> Codes:
    codes = np.zeros((len(pool.people), len(slots)), dtype=np.uint8)
    row = positions_of(pool.vetoes["jobseeker_id"], pool.people["jobseeker_id"])
    names, occupations = slots["slot_id"].to_numpy(), slots["ssyk"].fillna("").to_numpy()
    for person, slot, ssyk in zip(row.tolist(), pool.vetoes["slot_id"], pool.vetoes["ssyk"], strict=True):
        if person < 0:
            continue
        hit = np.zeros(len(slots), dtype=bool)
        if not pd.isna(slot):
            hit |= names == slot
        if not pd.isna(ssyk):
            hit |= np.array([text.startswith(ssyk) for text in occupations], dtype=bool)
        codes[person, hit] = 1
    return codes


def _declined(pool: Pool, slots: pd.DataFrame) -> Codes:
    return _named(pool.people, slots, pool.declined)


def _already_there(pool: Pool, slots: pd.DataFrame) -> Codes:
    return _named(pool.people, slots, pool.held)


def _named(people: pd.DataFrame, slots: pd.DataFrame, pairs: pd.DataFrame) -> Codes:
    """Refuse the pairs of a table with columns jobseeker_id and slot_id."""
    codes = np.zeros((len(people), len(slots)), dtype=np.uint8)
    row = positions_of(pairs["jobseeker_id"], people["jobseeker_id"])
    column = positions_of(pairs["slot_id"], slots["slot_id"])
    is_asked = (row >= 0) & (column >= 0)
    codes[row[is_asked], column[is_asked]] = 1
    return codes


def _municipality(pool: Pool, slots: pd.DataFrame) -> Codes:
    if not pool.asks("municipality"):
        return np.zeros((len(pool.people), len(slots)), dtype=np.uint8)
    there = slots["slot_id"].map(pool.seats).to_numpy(dtype=object)
    return _refused(np.asarray(pool.homes[:, None] != there[None, :], dtype=bool))


def _last_bus(pool: Pool, slots: pd.DataFrame) -> Codes:
    return _refused(pool.trips.stranded[np.ix_(pool.trips.origin, pool.trips.end_of(slots))])


def travel_codes(pool: Pool, *, short: bool) -> Codes:
    """Gate travel for people (rows) and ends of trips (columns), under the shorter or the longer limit of travel."""
    trips, limit = pool.trips, limits(pool.people, pool.settings, short=short)[:, None]
    known, modelled = trips.known[trips.origin], trips.modelled[trips.origin]
    too_long = (trips.least[trips.origin] > limit) | (modelled > limit + pool.settings.travel_check_minutes)
    unknown = np.isnan(known) & np.isnan(modelled) & ~trips.stranded[trips.origin]
    return np.where(unknown, 2, too_long).astype(np.uint8)


GATES: tuple[Gate, ...] = (
    Gate("available", ("start_week",), _available),
    Gate("hours", ("hours_per_week",), _hours),
    Gate("busy", ("shift",), _busy),
    Gate("education", ("min_education",), _education),
    Gate("swedish", ("min_swedish",), _swedish),
    Gate("driving_licence", ("driving_licence",), _driving_licence),
    Gate("skills", ("skills",), _skills),
    Gate("limits", ("excluded_limits",), _limits),
    Gate("veto", ("slot_id", "ssyk"), _veto),
    Gate("declined", ("slot_id",), _declined),
    Gate("already_there", ("slot_id",), _already_there),
    Gate("municipality", ("employer_id",), _municipality),
    Gate("last_bus", ("zone", "shift"), _last_bus),
)


@dataclass(frozen=True)
class Spread:
    """Which slots differ in the columns that a gate looks at (`first`), and which of those each slot is like."""

    gate: Gate
    first: pd.DataFrame
    like: Positions

    def codes(self, pool: Pool) -> Codes:
        """The gate's codes for distinct slots (rows) and people (columns)."""
        return np.ascontiguousarray(self.gate.test(pool, self.first).T)


def spread(gate: Gate, slots: pd.DataFrame) -> Spread:
    """The distinct slots for which a gate must be evaluated."""
    like = slots.groupby(list(gate.looks_at), sort=False, dropna=False).ngroup().to_numpy()
    _, first = np.unique(like, return_index=True)
    return Spread(gate, slots.iloc[first], np.asarray(like, dtype=np.int64))


def evaluate(gate: Gate, pool: Pool, slots: pd.DataFrame) -> Codes:
    """The gate's codes for people (rows) and slots (columns)."""
    over = spread(gate, slots)
    return over.codes(pool)[over.like].T


def _refused(refuses: Bools) -> Codes:
    return refuses.astype(np.uint8)


def _at_least(asked: NDArray[np.floating[Any]], held: NDArray[np.floating[Any]]) -> Codes:
    demand, level = asked[None, :], held[:, None]
    unknown = ~np.isnan(demand) & np.isnan(level)
    return np.where(unknown, 2, level < demand).astype(np.uint8)


def _words(cells: pd.Series[Any]) -> tuple[str, ...]:
    return tuple(sorted({word for cell in cells for word in cell}))


def _holds(cells: pd.Series[Any], words: tuple[str, ...]) -> NDArray[np.float32]:
    """Cells (rows) by words (columns), 1 where the list holds the word."""
    at = {word: i for i, word in enumerate(words)}
    table = np.zeros((len(cells), len(words)), dtype=np.float32)
    for row, cell in enumerate(cells):
        for word in cell:
            if word in at:
                table[row, at[word]] = 1
    return table


def _shared(held: pd.Series[Any], other: pd.Series[Any], words: tuple[str, ...]) -> Bools:
    return np.asarray(_holds(held, words) @ _holds(other, words).T > 0)


def _lacks(held: pd.Series[Any], needed: pd.Series[Any]) -> Bools:
    """Whether a person lacks at least one of the words a slot needs."""
    words = _words(needed)
    need = _holds(needed, words)
    return np.asarray(_holds(held, words) @ need.T < need.sum(axis=1)[None, :])
