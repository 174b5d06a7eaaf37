"""Makes a scenario ready to optimise."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.candidates import Eligibility, find
from planner.candidates.running import last_proposals, most_at_a_time, running_placements
from planner.instance.ahead import charged
from planner.instance.dominance import dominated
from planner.instance.groups import lottery_numbers, members
from planner.instance.instance import Instance
from planner.instance.interviews import awaited
from planner.instance.purposes import is_main
from planner.outcomes import baselines, expected_weeks, worth
from planner.outcomes.held import Held, held
from planner.schema.arrays import Bools, Counts, positions_of
from planner.schema.scenario import Scenario

_OWNERS = (("employer", "employer_id"), ("supervisor", "supervisor_id"))
# Candidates whose worth is computed at once. A big week has millions, and the computation needs a dozen more columns.
_ROWS_AT_A_TIME = 1_000_000


def build(scenario: Scenario, eligibility: Eligibility | None = None) -> Instance:
    """Build the instance: candidates (found here unless given) with their worth, running placements, and limits left.

    No candidate is chosen here.
    """
    eligibility = find(scenario) if eligibility is None else eligibility
    running = running_placements(scenario, eligibility.offers)
    slots, people = scenario.tables["slots"], scenario.tables["jobseekers"]
    in_slot = most_at_a_time(running, slots, eligibility.offers)
    left = np.maximum(slots["places"].to_numpy() - in_slot - slots["reserved_by_hand"].to_numpy(), 0)
    baseline = baselines(scenario)
    lottery = lottery_numbers(scenario, people["jobseeker_id"])
    at_hand = held(scenario, left)
    return Instance(
        scenario=scenario,
        eligibility=eligibility,
        candidates=_candidates(scenario, eligibility, left, at_hand),
        held=at_hand,
        running=running,
        last_week=last_proposals(scenario, eligibility.offers),
        baseline=baseline,
        baseline_weeks=expected_weeks(scenario),
        lottery=lottery,
        groups=members(scenario, baseline),
        running_in_slot=in_slot,
        places_left=left,
    )


def _candidates(scenario: Scenario, eligibility: Eligibility, left: Counts, at_hand: Held) -> pd.DataFrame:
    """One small row per candidate (positions in four bytes, words as categories); worth is computed in blocks."""
    offer, person = (eligibility.table[name].to_numpy() for name in ("offer", "person"))
    by_offer, by_person = _of_offers(scenario, eligibility.offers), _of_people(scenario)
    columns: dict[str, Any] = {str(name): cells.array for name, cells in eligibility.table.items()}
    columns |= {name: values.take(offer) for name, values in by_offer.items()}
    columns |= {name: values.take(person) for name, values in by_person.items()}
    table = pd.DataFrame(columns, copy=False)
    parts = [worth(scenario, table.iloc[first:last], at_hand) for first, last in _blocks(person)]
    columns |= {str(n): pd.concat([part[n] for part in parts], ignore_index=True).array for n in parts[0]}
    table = pd.DataFrame(columns, copy=False)
    if scenario.look_ahead is not None:
        columns["charge"] = charged(scenario, eligibility, table)
        table = pd.DataFrame(columns, copy=False)
    columns["is_column"] = _may_be_chosen(scenario, table, left) & ~dominated(eligibility, table, at_hand.steps)
    return pd.DataFrame(columns, copy=False)


def _blocks(person: NDArray[np.int32]) -> list[tuple[int, int]]:
    """Blocks of about _ROWS_AT_A_TIME rows (first, one past the last); each person's rows are in one block."""
    cuts = [0]
    while cuts[-1] < len(person) or len(cuts) == 1:
        last = min(cuts[-1] + _ROWS_AT_A_TIME, len(person))
        cuts.append(last if last == len(person) else int(np.searchsorted(person, person[last - 1], side="right")))
    return list(pairwise(cuts))


def _of_offers(scenario: Scenario, offers: pd.DataFrame) -> dict[str, Any]:
    """By offer, the columns that its candidates copy from it."""
    slots = scenario.tables["slots"].iloc[offers["slot"]]
    whole = {
        **{name: offers[name] for name in ("slot", "programme", "start_week", "weeks")},
        "last_week": offers["start_week"] + offers["weeks"] - 1,
        **{name: positions_of(slots[key], scenario.tables[f"{name}s"][key]) for name, key in _OWNERS},
    }
    return {
        **{name: np.asarray(values, dtype=np.int32) for name, values in whole.items()},
        **{name: pd.Categorical(offers[name]) for name in ("programme_id", "rule", "purpose")},
        "hours": offers["hours_per_week"].to_numpy(),
        **{name: offers[name].to_numpy() for name in ("cost", "subsidy")},
    }


def _of_people(scenario: Scenario) -> dict[str, Any]:
    """By person, the columns that their candidates copy."""
    people = scenario.tables["jobseekers"]
    caseworker = positions_of(people["caseworker_id"], scenario.tables["caseworkers"]["caseworker_id"])
    return {"caseworker": caseworker.astype(np.int32), "support": people["support_need"].to_numpy()}


def _may_be_chosen(scenario: Scenario, table: pd.DataFrame, left: Counts) -> Bools:
    """Which candidates may be columns: main ones without a loss, others if their goal is set, and pinned ones.

    Whoever was interviewed for a list that is open (so many places are `left` by slot) has no other main candidate.
    """
    decisions = scenario.tables["decisions"]
    pins = decisions[decisions["decision"] == "pin"]
    person = positions_of(pins["jobseeker_id"], scenario.tables["jobseekers"]["jobseeker_id"])
    slot = positions_of(pins["slot_id"], scenario.tables["slots"]["slot_id"])
    pinned = set(zip(person.tolist(), slot.tolist(), strict=True))
    allowed = np.where(is_main(table), (table["value"] >= 0).to_numpy(), "other_purposes" in scenario.settings.goals)
    allowed &= ~_is_on_another_list(scenario, table, left)
    own = np.flatnonzero(np.isin(table["person"].to_numpy(), person))
    pairs = zip(table["person"].to_numpy()[own].tolist(), table["slot"].to_numpy()[own].tolist(), strict=True)
    allowed[own] |= np.array([pair in pinned for pair in pairs], dtype=bool)
    return allowed


def _is_on_another_list(scenario: Scenario, table: pd.DataFrame, left: Counts) -> Bools:
    """Main candidates of people who wait for an employer's answer elsewhere: one who met them, with a place left."""
    waiting = pd.MultiIndex.from_frame(awaited(scenario, table, left))
    waits = is_main(table) & table["person"].isin(waiting.get_level_values("person")).to_numpy()
    own = pd.MultiIndex.from_frame(table.loc[waits, ["person", "slot"]].astype(np.int64))
    waits[waits] = ~own.isin(waiting)
    return np.asarray(waits)
