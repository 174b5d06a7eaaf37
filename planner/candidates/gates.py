"""Gates between a person and a slot: each a function of people and slots, 0 passes, 1 refuses, 2 refuses for a blank.

A gate looks at a few columns of the slots only, so it is asked once for each distinct combination of them and its
answer spread over all slots that share it: a thousand slots ask for six levels of education, not for a thousand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.candidates.travel import Minutes
from planner.schema.cells import HALF_DAYS
from planner.schema.settings import Settings
from planner.schema.tables import SWEDISH_LEVELS

Codes = NDArray[np.uint8]


@dataclass(frozen=True)
class Pool:
    """People as the gates see them, and what the gates need beside the two tables."""

    people: pd.DataFrame
    minutes: Minutes
    settings: Settings
    vetoes: pd.DataFrame
    held: pd.DataFrame

    def block(self, positions: NDArray[np.int64]) -> Pool:
        """The same with some of the people."""
        return Pool(self.people.iloc[positions], self.minutes, self.settings, self.vetoes, self.held)


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
    row_of = {name: i for i, name in enumerate(pool.people["jobseeker_id"])}
    own = pool.vetoes[pool.vetoes["jobseeker_id"].isin(list(row_of))]
    names, occupations = slots["slot_id"].to_numpy(), slots["ssyk"].fillna("").to_numpy()
    for person, slot, ssyk in zip(own["jobseeker_id"], own["slot_id"], own["ssyk"], strict=True):
        hit = np.zeros(len(slots), dtype=bool)
        if not pd.isna(slot):
            hit |= names == slot
        if not pd.isna(ssyk):
            hit |= np.array([text.startswith(ssyk) for text in occupations], dtype=bool)
        codes[row_of[person], hit] = 1
    return codes


def _already_there(pool: Pool, slots: pd.DataFrame) -> Codes:
    codes = np.zeros((len(pool.people), len(slots)), dtype=np.uint8)
    row_of = {name: i for i, name in enumerate(pool.people["jobseeker_id"])}
    column_of = {name: i for i, name in enumerate(slots["slot_id"])}
    own = pool.held[pool.held["jobseeker_id"].isin(list(row_of))]
    for person, slot in zip(own["jobseeker_id"], own["slot_id"], strict=True):
        codes[row_of[person], column_of[slot]] = 1
    return codes


def _travel(pool: Pool, slots: pd.DataFrame) -> Codes:
    minutes, modelled = trips(pool, slots)
    limit = travel_limits(pool)[:, None]
    limit = np.where(modelled, limit + pool.settings.travel_check_minutes, limit)
    return np.where(np.isnan(minutes), 2, minutes > limit).astype(np.uint8)


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
    Gate("already_there", ("slot_id",), _already_there),
    Gate("travel", ("zone",), _travel),
)


def evaluate(gate: Gate, pool: Pool, slots: pd.DataFrame) -> Codes:
    """The gate's codes for people (rows) and slots (columns)."""
    columns = list(gate.looks_at)
    sparse = {"veto": pool.vetoes, "already_there": pool.held}
    if gate.name in sparse and sparse[gate.name].empty:
        return np.zeros((len(pool.people), len(slots)), dtype=np.uint8)
    distinct = slots.groupby(columns, sort=False, dropna=False).ngroup().to_numpy()
    _, first = np.unique(distinct, return_index=True)
    return np.take(gate.test(pool, slots.iloc[first]), distinct, axis=1)


def travel_limits(pool: Pool) -> NDArray[np.float64]:
    """Minutes each person may travel: their own, else the policy's."""
    own = pool.people["max_travel_minutes"].to_numpy(dtype=float, na_value=np.nan)
    return np.where(np.isnan(own), pool.settings.max_travel_minutes, own)


def trips(pool: Pool, slots: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Minutes and whether they are modelled, people (rows) by slots (columns)."""
    homes = np.array([pool.minutes.homes[zone] for zone in pool.people["home_zone"]], dtype=np.int64)
    ends = np.array([pool.minutes.ends[zone] for zone in slots["zone"]], dtype=np.int64)
    minutes = np.full((len(homes), len(ends)), np.nan)
    modelled = np.ones((len(homes), len(ends)), dtype=bool)
    modes = pool.people["travel_mode"].to_numpy()
    for mode, table in pool.minutes.minutes.items():
        rows = np.flatnonzero(modes == mode)
        if len(rows):
            minutes[rows] = table[np.ix_(homes[rows], ends)]
            modelled[rows] = pool.minutes.modelled[mode][np.ix_(homes[rows], ends)]
    return minutes, modelled


def _refused(refuses: NDArray[np.bool_]) -> Codes:
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


def _shared(held: pd.Series[Any], other: pd.Series[Any], words: tuple[str, ...]) -> NDArray[np.bool_]:
    return np.asarray(_holds(held, words) @ _holds(other, words).T > 0)


def _lacks(held: pd.Series[Any], needed: pd.Series[Any]) -> NDArray[np.bool_]:
    """Whether a person lacks at least one of the words a slot needs."""
    words = _words(needed)
    need = _holds(needed, words)
    return np.asarray(_holds(held, words) @ need.T < need.sum(axis=1)[None, :])
