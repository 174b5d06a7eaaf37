"""Running placements (accepted, started and offered ones, which use capacity), and last week's proposals."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.schema.arrays import Counts, positions_of
from planner.schema.choices import BEGUN
from planner.schema.scenario import Scenario

# The week of the next step of a placement for which no place is held.
NO_WEEK = -1
_OWNERS = (("jobseeker_id", "jobseekers"), ("slot_id", "slots"))


def running_placements(scenario: Scenario, offers: pd.DataFrame) -> pd.DataFrame:
    """Running placements that have not ended, one row each, in the order of table placements.

    Columns: person (position, -1 for an anonymous place), slot, programme (-1 not stated), state, from_week, to_week,
    answer_by, hours, support, cost_week (SEK as booked; NaN where nothing is), next_week (-1 where no place is held).
    """
    table = scenario.tables["placements"][scenario.is_promised].reset_index(drop=True)
    table = _positions(scenario, table, offers)
    return table[table["to_week"] >= scenario.week].reset_index(drop=True)


def begun_placements(scenario: Scenario, offers: pd.DataFrame) -> pd.DataFrame:
    """Every accepted or started placement, those that have ended included; columns as running_placements."""
    table = scenario.tables["placements"]
    return _positions(scenario, table[table["state"].isin(BEGUN)].reset_index(drop=True), offers)


def held_pairs(scenario: Scenario, offers: pd.DataFrame) -> pd.DataFrame:
    """jobseeker_id and slot_id of every running placement; of people and slots that are in the tables alone."""
    table = scenario.tables["placements"][scenario.is_promised]
    is_known = [table[key].isin(scenario.tables[name][key]) for key, name in _OWNERS]
    table = table[np.logical_and.reduce(is_known)].reset_index(drop=True)
    is_running = (_positions(scenario, table, offers)["to_week"] >= scenario.week).to_numpy()
    return table.loc[is_running, [key for key, _ in _OWNERS]].drop_duplicates()


def last_proposals(scenario: Scenario, offers: pd.DataFrame) -> pd.DataFrame:
    """Last week's proposals: drafts, and offers whose answer date has passed; columns as running_placements."""
    table = scenario.tables["placements"]
    table = table[(table["state"] == "draft") | scenario.has_lapsed].reset_index(drop=True)
    return _positions(scenario, table, offers)


def dated_placements(scenario: Scenario, offers: pd.DataFrame) -> pd.DataFrame:
    """Every row of table placements, with its index, as running_placements has it: blank weeks are filled in."""
    return _positions(scenario, scenario.tables["placements"], offers)


def most_at_a_time(placements: pd.DataFrame, slots: pd.DataFrame, offers: pd.DataFrame) -> Counts:
    """By slot, the most of these placements that run in one week, from its start to the end of its longest form."""
    first = slots["start_week"].to_numpy()
    longest = offers.groupby("slot")["weeks"].max().reindex(range(len(slots))).fillna(1).to_numpy(dtype=np.int64)
    most = np.zeros(len(slots), dtype=np.int64)
    for _, own in placements.groupby("slot"):
        slot = int(own["slot"].iloc[0])
        begins, ends = np.maximum(own["from_week"].to_numpy(), first[slot]), own["to_week"].to_numpy()
        # The load is greatest in a week where something begins.
        weeks = {int(week) for week in begins if week < first[slot] + longest[slot]}
        most[slot] = max((int(((begins <= week) & (ends >= week)).sum()) for week in weeks), default=0)
    return most


def _positions(scenario: Scenario, table: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    people, slots = scenario.tables["jobseekers"], scenario.tables["slots"]
    programmes = scenario.tables["programmes"]
    person, slot, programme = (
        pd.Series(positions_of(table[key], frame[key]), index=table.index)
        for key, frame in (("jobseeker_id", people), ("slot_id", slots), ("programme_id", programmes))
    )
    # The slot's start, not the plan week: otherwise a promise would begin a week later with each week planned.
    first_of_slot = pd.Series(slots["start_week"].to_numpy()[slot], index=table.index)
    start = table["from_week"].fillna(first_of_slot).astype(int)
    need = people["support_need"].to_numpy()
    own = np.where(person >= 0, need[person.to_numpy()] if len(need) else 1.0, 1.0)
    return pd.DataFrame(
        {
            "person": person,
            "slot": slot,
            "programme": programme,
            "state": table["state"],
            "from_week": start,
            "to_week": table["to_week"].fillna(start + _lengths(scenario, slot, programme, offers) - 1).astype(int),
            "answer_by": table["answer_by"],
            "hours": slots["hours_per_week"].to_numpy()[slot],
            "support": table["support_need"].fillna(pd.Series(own, index=table.index)),
            "cost_week": table["cost_week_sek"].astype(float),
            "next_week": table["next_week"].fillna(NO_WEEK).astype(int),
        }
    )


def _lengths(
    scenario: Scenario, slot: pd.Series[int], programme: pd.Series[int], offers: pd.DataFrame
) -> pd.Series[float]:
    """The slot's weeks, else the usual weeks of the programme, else the longest usual weeks of the slot's forms."""
    pack, rules = scenario.assumptions.rules, scenario.tables["programmes"]["rule"].tolist()
    start = scenario.tables["slots"]["start_week"].to_numpy()
    stated = pd.Series(scenario.tables["slots"]["weeks"].to_numpy(dtype=float)[slot], index=slot.index)
    longest = offers.groupby("slot")["weeks"].max()
    usual = [
        pack.rule(rules[form], int(start[at])).usual_weeks.value if form >= 0 else np.nan
        for at, form in zip(slot, programme, strict=True)
    ]
    by_form = pd.Series(usual, index=slot.index, dtype=float)
    return stated.fillna(by_form).fillna(slot.map(longest).astype(float))
