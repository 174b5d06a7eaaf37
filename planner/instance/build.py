"""Makes a scenario ready to optimise: one frozen object with every table the constraints and goals look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.candidates import Eligibility, find
from planner.instance.dominance import dominated
from planner.instance.groups import lottery_numbers, members
from planner.instance.running import last_proposals, running_placements
from planner.outcomes import baselines, expected_weeks, worth
from planner.schema.scenario import Scenario

COMPETING_CLASS = ("main", "activity", "sheltered")
_OWNERS = (("employer", "employer_id"), ("supervisor", "supervisor_id"))
# A big week has millions of candidates, and reckoning what one is worth takes a dozen columns for a while.
_ROWS_AT_A_TIME = 1_000_000


@dataclass(frozen=True)
class Instance:
    """A scenario made ready to optimise.

    `candidates` has one row per jobseeker, slot and form that every gate lets together, ordered by them: positions
    (person, offer, slot, programme, employer, supervisor, caseworker; -1 where there is none), purpose, start_week,
    last_week, weeks, hours, minutes, travel_check, cost, subsidy, support, outcome, baseline, uplift, acceptance,
    value, strength and more (see `worth`), and is_column: whether it may be chosen at all. `baseline_weeks` is by
    person, `places_left` by slot; `running` and `last_week` are placements.
    """

    scenario: Scenario
    eligibility: Eligibility = field(repr=False)
    candidates: pd.DataFrame = field(repr=False)
    running: pd.DataFrame = field(repr=False)
    last_week: pd.DataFrame = field(repr=False)
    baseline: NDArray[np.float64] = field(repr=False)
    baseline_weeks: NDArray[np.float64] = field(repr=False)
    lottery: NDArray[np.float64] = field(repr=False)
    groups: Mapping[str, NDArray[np.bool_]] = field(repr=False)
    running_in_slot: NDArray[np.int64] = field(repr=False)
    places_left: NDArray[np.int64] = field(repr=False)

    @property
    def people(self) -> pd.DataFrame:
        """The jobseekers."""
        return self.scenario.tables["jobseekers"]

    @property
    def slots(self) -> pd.DataFrame:
        """The slots."""
        return self.scenario.tables["slots"]

    @property
    def columns(self) -> pd.DataFrame:
        """The candidates that may be chosen; their index is the position in `candidates`."""
        may_be_chosen = self.candidates["is_column"]
        return self.candidates if may_be_chosen.all() else self.candidates[may_be_chosen]

    def pairs(self, decision: str) -> list[tuple[int, int]]:
        """Person and slot positions of one kind of decision; slot -1 where it names none."""
        table = self.scenario.tables["decisions"]
        table = table[table["decision"] == decision]
        if table.empty:
            return []
        person_at = {name: i for i, name in enumerate(self.people["jobseeker_id"])}
        slot_at = {name: i for i, name in enumerate(self.slots["slot_id"])}
        return [
            (person_at[person], -1 if pd.isna(slot) else slot_at[slot])
            for person, slot in zip(table["jobseeker_id"], table["slot_id"], strict=True)
        ]


def build(scenario: Scenario, eligibility: Eligibility | None = None) -> Instance:
    """Find the candidates, unless they are given, give each its worth, and lay out what the constraints need.

    Nothing is decided here.
    """
    eligibility = find(scenario) if eligibility is None else eligibility
    running = running_placements(scenario, eligibility.offers)
    in_slot = _running_in_slot(scenario, running, eligibility.offers)
    slots, people = scenario.tables["slots"], scenario.tables["jobseekers"]
    left = np.maximum(slots["places"].to_numpy() - in_slot - slots["reserved_by_hand"].to_numpy(), 0)
    baseline = baselines(scenario)
    lottery = lottery_numbers(scenario, people["jobseeker_id"])
    return Instance(
        scenario=scenario,
        eligibility=eligibility,
        candidates=_candidates(scenario, eligibility),
        running=running,
        last_week=last_proposals(scenario, eligibility.offers),
        baseline=baseline,
        baseline_weeks=expected_weeks(scenario),
        lottery=lottery,
        groups=members(scenario, baseline),
        running_in_slot=in_slot,
        places_left=left,
    )


def _candidates(scenario: Scenario, eligibility: Eligibility) -> pd.DataFrame:
    """One lean row per candidate: positions in four bytes, words as categories, and the worth block by block."""
    offer, person = (eligibility.table[name].to_numpy() for name in ("offer", "person"))
    by_offer, by_person = _of_offers(scenario, eligibility.offers), _of_people(scenario)
    columns: dict[str, Any] = {str(name): cells.array for name, cells in eligibility.table.items()}
    columns |= {name: values.take(offer) for name, values in by_offer.items()}
    columns |= {name: values.take(person) for name, values in by_person.items()}
    table = pd.DataFrame(columns, copy=False)
    parts = [worth(scenario, table.iloc[first:last]) for first, last in _blocks(person)]
    columns |= {str(n): pd.concat([part[n] for part in parts], ignore_index=True).array for n in parts[0]}
    table = pd.DataFrame(columns, copy=False)
    columns["is_column"] = _may_be_chosen(scenario, table) & ~dominated(eligibility, table)
    return pd.DataFrame(columns, copy=False)


def _blocks(person: NDArray[np.int32]) -> list[tuple[int, int]]:
    """First row and one past the last of blocks of so many rows or a few more: no person's rows are in two of them."""
    cuts = [0]
    while cuts[-1] < len(person) or len(cuts) == 1:
        last = min(cuts[-1] + _ROWS_AT_A_TIME, len(person))
        cuts.append(last if last == len(person) else int(np.searchsorted(person, person[last - 1], side="right")))
    return list(pairwise(cuts))


def _of_offers(scenario: Scenario, offers: pd.DataFrame) -> dict[str, Any]:
    """What a candidate takes from its offer, by offer."""
    slots = scenario.tables["slots"].iloc[offers["slot"]]
    whole = {
        **{name: offers[name] for name in ("slot", "programme", "start_week", "weeks")},
        "last_week": offers["start_week"] + offers["weeks"] - 1,
        **{name: slots[key].map(_at(scenario, f"{name}s", key)).fillna(-1) for name, key in _OWNERS},
    }
    return {
        **{name: values.to_numpy(dtype=np.int32) for name, values in whole.items()},
        **{name: pd.Categorical(offers[name]) for name in ("programme_id", "rule", "purpose")},
        "hours": offers["hours_per_week"].to_numpy(),
        **{name: offers[name].to_numpy() for name in ("cost", "subsidy")},
    }


def _of_people(scenario: Scenario) -> dict[str, Any]:
    """What a candidate takes from its person, by person."""
    people = scenario.tables["jobseekers"]
    caseworker = people["caseworker_id"].map(_at(scenario, "caseworkers", "caseworker_id")).fillna(-1)
    return {"caseworker": caseworker.to_numpy(dtype=np.int32), "support": people["support_need"].to_numpy()}


def _at(scenario: Scenario, table: str, key: str) -> dict[str, int]:
    return {name: position for position, name in enumerate(scenario.tables[table][key])}


def _may_be_chosen(scenario: Scenario, table: pd.DataFrame) -> NDArray[np.bool_]:
    """A main candidate with a loss is no column unless pinned; other purposes need their goal."""
    decisions = scenario.tables["decisions"]
    pins = decisions[decisions["decision"] == "pin"]
    person = pins["jobseeker_id"].map(_at(scenario, "jobseekers", "jobseeker_id")).to_numpy(dtype=np.int64)
    slot = pins["slot_id"].map(_at(scenario, "slots", "slot_id")).to_numpy(dtype=np.int64)
    pinned = set(zip(person.tolist(), slot.tolist(), strict=True))
    main = (table["purpose"] == "main").to_numpy()
    allowed = np.where(main, (table["value"] >= 0).to_numpy(), "other_purposes" in scenario.settings.goals)
    own = np.flatnonzero(np.isin(table["person"].to_numpy(), person))
    pairs = zip(table["person"].to_numpy()[own].tolist(), table["slot"].to_numpy()[own].tolist(), strict=True)
    allowed[own] |= np.array([pair in pinned for pair in pairs], dtype=bool)
    return allowed


def _running_in_slot(scenario: Scenario, running: pd.DataFrame, offers: pd.DataFrame) -> NDArray[np.int64]:
    """The most running placements of each slot in any week from its start through the longest of its forms."""
    start = scenario.tables["slots"]["start_week"].to_numpy()
    longest = offers.groupby("slot")["weeks"].max().reindex(range(len(start))).fillna(1).to_numpy()
    most = np.zeros(len(start), dtype=np.int64)
    for _, own in running.groupby("slot"):
        slot = int(own["slot"].iloc[0])
        first, last = start[slot], start[slot] + int(longest[slot]) - 1
        begins = np.maximum(own["from_week"].to_numpy(), first)
        ends = own["to_week"].to_numpy()
        # The load is greatest in a week where something begins.
        weeks = begins[(begins <= last) & (begins <= ends)]
        loads = [int(((own["from_week"] <= week) & (own["to_week"] >= week)).sum()) for week in set(weeks.tolist())]
        most[slot] = max(loads, default=0)
    return most
