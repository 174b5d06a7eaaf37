"""Modules before a place: which module closes the gap between a person and a slot, and from which week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from planner.candidates.gates import Pool
from planner.schema.arrays import Bools, Codes, Whole
from planner.schema.choices import SWEDISH_LEVELS

NO_MODULE = -1
GAP_GATES = ("swedish", "driving_licence", "skills")
_LEVELS = {level: position for position, level in enumerate(SWEDISH_LEVELS)}


@dataclass(frozen=True)
class ClosedGaps:
    """By person (rows) and slot: the module that closes the gap (position, -1 none), and which gates still refuse."""

    module: Whole
    open: Mapping[str, Bools] = field(repr=False)


def close_gaps(pool: Pool, slots: pd.DataFrame, codes: Mapping[str, Codes]) -> tuple[Whole, Mapping[str, Codes]]:
    """The module of each pair of people (rows) and slots (columns), -1 for none, and the codes that are left with it.

    `codes` are those of GAP_GATES, each by people and slots. A gate that a pin overrides leaves no gap.
    """
    gaps, pinned = {name: codes[name] > 0 for name in GAP_GATES}, pool.pinned(slots)
    for name in pool.settings.may_override:
        if name in gaps:
            gaps[name][pinned] = False
    found = closed(pool.modules, pool.week, pool.people, slots, gaps)
    left = {name: np.where(gaps[name] & ~found.open[name], np.uint8(0), codes[name]) for name in GAP_GATES}
    return found.module, left


def begins(modules: pd.DataFrame, week: int) -> Whole:
    """By module, the first week in which a plan of `week` lets somebody begin it."""
    return np.maximum(modules["start_week"].to_numpy(dtype=float, na_value=0.0).astype(np.int64), week + 1)


def in_order(modules: pd.DataFrame) -> list[int]:
    """Positions of modules in the order in which they are taken: least cost, then fewest weeks, then id."""
    keys = zip(modules["cost_sek"], modules["weeks"], modules["module_id"], strict=True)
    return [position for _, position in sorted((key, at) for at, key in enumerate(keys))]


def closed(
    modules: pd.DataFrame, week: int, people: pd.DataFrame, slots: pd.DataFrame, gaps: Mapping[str, Bools]
) -> ClosedGaps:
    """Close gaps of people (rows) at slots (columns) with the first module that closes each wholly and in time.

    `gaps` says by gate of GAP_GATES which pairs it refuses. Its pairs that no module may close are left as they are.
    """
    found = np.full((len(people), len(slots)), NO_MODULE, dtype=np.int64)
    still = {gate: gaps[gate].copy() for gate in GAP_GATES}
    wanting = np.logical_or.reduce(list(gaps.values()))
    # Most modules concern few pairs: only the people and slots of a gap are looked at.
    rows, columns = np.flatnonzero(wanting.any(axis=1)), np.flatnonzero(wanting.any(axis=0))
    if not len(rows) or not len(modules):
        return ClosedGaps(found, still)
    near = np.ix_(rows, columns)
    own, asked = people.iloc[rows], slots.iloc[columns]
    first = begins(modules, week)
    for position in in_order(modules):
        module = modules.iloc[position]
        refuses = {gate: gaps[gate][near] & ~_closes(gate, module, own, asked) for gate in GAP_GATES}
        may = in_time(module, int(first[position]), own, asked) & takes_part(module, own)[:, None]
        new = wanting[near] & (found[near] == NO_MODULE) & may & ~np.logical_or.reduce(list(refuses.values()))
        row, column = (at[part] for at, part in zip((rows, columns), np.nonzero(new), strict=True))
        found[row, column] = position
        for gate in GAP_GATES:
            still[gate][row, column] = False
    return ClosedGaps(found, still)


def closing(modules: pd.DataFrame, week: int, person: pd.DataFrame, slot: pd.DataFrame) -> list[tuple[int, bool, int]]:
    """The modules that close all that a person (one row) lacks for a slot (one row) and still make no candidate.

    Of each, in the order in which modules are taken: its position, whether the person may take part, and the week in
    which it would end. A module that would make the pair a candidate is left out.
    """
    found, first = [], begins(modules, week)
    lacking = [gate for gate in GAP_GATES if not _passes(gate, person, slot)]
    for position in in_order(modules) if lacking else ():
        module = modules.iloc[position]
        may = bool(takes_part(module, person)[0])
        is_in_time = bool(in_time(module, int(first[position]), person, slot)[0, 0])
        if all(_closes(gate, module, person, slot)[0, 0] for gate in lacking) and not (may and is_in_time):
            begun = max(int(person["available_from"].iloc[0]), int(first[position]))
            found.append((position, may, begun + int(module["weeks"]) - 1))
    return found


def _passes(gate: str, person: pd.DataFrame, slot: pd.DataFrame) -> bool:
    """Whether a person (one row) passes a gate of GAP_GATES at a slot (one row) without a module."""
    if gate == "swedish":
        asked, level = slot["min_swedish"].iloc[0], person["swedish_level"].iloc[0]
        return bool(pd.isna(asked) or (not pd.isna(level) and _LEVELS[level] >= _LEVELS[asked]))
    column = "skills" if gate == "skills" else "driving_licence"
    return set(slot[column].iloc[0]) <= set(person[column].iloc[0])


def in_time(module: pd.Series[Any], first: int, people: pd.DataFrame, slots: pd.DataFrame) -> Bools:
    """Whether a person (rows) who begins a module in week `first` or when available ends it before a slot starts."""
    ends = np.maximum(people["available_from"].to_numpy(dtype=np.int64), first) + int(module["weeks"])
    return np.asarray(ends[:, None] <= slots["start_week"].to_numpy(dtype=np.int64)[None, :])


def takes_part(module: pd.Series[Any], people: pd.DataFrame) -> Bools:
    """By person, whether they have the Swedish that the module asks for."""
    least = module["from_swedish"]
    if pd.isna(least):
        return np.ones(len(people), dtype=bool)
    return np.asarray(people["swedish_level"].map(_LEVELS).to_numpy(dtype=float, na_value=np.nan) >= _LEVELS[least])


def _closes(gate: str, module: pd.Series[Any], people: pd.DataFrame, slots: pd.DataFrame) -> Bools:
    """Whether a person (rows) passes a gate at a slot (columns) after the module."""
    if gate == "swedish":
        known = people["swedish_level"].notna().to_numpy()
        reached = -1 if pd.isna(module["gives_swedish"]) else _LEVELS[module["gives_swedish"]]
        asked = slots["min_swedish"].map(_LEVELS).to_numpy(dtype=float, na_value=-1.0)
        return np.asarray(known[:, None] & (asked <= reached)[None, :])
    column, gives = ("skills", "gives_skills") if gate == "skills" else ("driving_licence", "gives_licence")
    given = frozenset(module[gives])
    # What is left to have beforehand, by slot; few slots differ in it.
    rest = [frozenset(cell) - given for cell in slots[column]]
    held = [frozenset(cell) for cell in people[column]]
    by_rest = {need: np.array([need <= own for own in held], dtype=bool) for need in set(rest)}
    return np.stack([by_rest[need] for need in rest], axis=1)
