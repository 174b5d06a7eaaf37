"""Wishes and earlier refusals of each candidate: what was wished, what was declined before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from planner.schema.arrays import Bools, Values, positions_of
from planner.schema.scenario import Scenario

OCCUPATION_DIGITS = 4


def wishes_of(scenario: Scenario) -> list[tuple[str, ...]]:
    """The occupations each jobseeker wishes, from their row and their preferences."""
    people, preferences = scenario.tables["jobseekers"], scenario.tables["preferences"]
    ranked = preferences[(preferences["rank"] >= 1) & preferences["ssyk"].notna()]
    more = ranked.groupby("jobseeker_id")["ssyk"].agg(tuple).to_dict()
    return [
        tuple(sorted({*own, *more.get(name, ())}))
        for name, own in zip(people["jobseeker_id"], people["wished_ssyk"], strict=True)
    ]


def wished(scenario: Scenario, pairs: pd.DataFrame) -> Bools:
    """Whether the slot, or an occupation that its code begins with, is wished."""
    preferences = scenario.tables["preferences"]
    ranked = preferences[(preferences["rank"] >= 1) & preferences["slot_id"].notna()]
    named = _is_pair(scenario, pairs, list(zip(ranked["jobseeker_id"], ranked["slot_id"], strict=True)))

    def begins(wishes: Sequence[str], ssyk: str) -> float:
        return float(bool(ssyk) and any(ssyk.startswith(wish) for wish in wishes))

    return named | (by_wishes_and_occupation(scenario, pairs, begins) > 0)


def declined_before(scenario: Scenario, pairs: pd.DataFrame) -> Bools:
    """Whether the person declined a place of the same kind: occupation where both are known, else programme."""
    history = scenario.tables["history"]
    refusals = history[history["end"] == "declined"]
    if refusals.empty:
        return np.zeros(len(pairs), dtype=bool)
    people, slots = scenario.tables["jobseekers"], scenario.tables["slots"]
    occupation_of = slots.set_index("slot_id")["ssyk"].dropna().str[:OCCUPATION_DIGITS].to_dict()
    person_of = positions_of(refusals["jobseeker_id"], people["jobseeker_id"])
    by_person: dict[int, list[tuple[str | None, str | None]]] = {}
    for at, slot, programme in zip(person_of.tolist(), refusals["slot_id"], refusals["programme_id"], strict=True):
        occupation = None if pd.isna(slot) else occupation_of.get(slot)
        by_person.setdefault(at, []).append((occupation, None if pd.isna(programme) else programme))
    result = np.zeros(len(pairs), dtype=bool)
    rows = np.flatnonzero(pairs["person"].isin(list(by_person)).to_numpy())
    codes = slots["ssyk"].fillna("").str[:OCCUPATION_DIGITS].to_numpy()
    person, slot_at, form = (pairs[name].to_numpy() for name in ("person", "slot", "programme_id"))
    for row in rows:
        own = codes[slot_at[row]]
        result[row] = any(
            occupation == own if occupation is not None and own else programme == form[row]
            for occupation, programme in by_person[int(person[row])]
        )
    return result


def by_wishes_and_occupation(
    scenario: Scenario, pairs: pd.DataFrame, score: Callable[[Sequence[str], str], float]
) -> Values:
    """A score of (wishes, occupation), asked once for each distinct pair of them."""
    wishes, sets = pd.factorize(pd.Series(wishes_of(scenario), dtype=object))
    occupations, codes = pd.factorize(scenario.tables["slots"]["ssyk"].fillna(""))
    table = np.array([[score(wish, code) for code in codes] for wish in sets], dtype=float).reshape(
        len(sets), len(codes)
    )
    return np.asarray(table[wishes[pairs["person"].to_numpy(int)], occupations[pairs["slot"].to_numpy(int)]])


def _is_pair(scenario: Scenario, pairs: pd.DataFrame, named: Sequence[tuple[str, str]]) -> Bools:
    people, slots = scenario.tables["jobseekers"], scenario.tables["slots"]
    person = positions_of([name for name, _ in named], people["jobseeker_id"])
    slot = positions_of([name for _, name in named], slots["slot_id"])
    wanted = person * len(slots) + slot
    key = pairs["person"].to_numpy(np.int64) * len(slots) + pairs["slot"].to_numpy(np.int64)
    return np.isin(key, wanted)
