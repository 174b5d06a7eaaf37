"""Running placements: accepted, started and offered ones, facts that use capacity; and last week's proposals."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.schema.scenario import Scenario


def running_placements(scenario: Scenario, offers: pd.DataFrame) -> pd.DataFrame:
    """Running placements that have not ended, one row each, in the order of table placements.

    Columns: person (position, -1 for an anonymous place), slot, programme (-1 not stated), state, from_week, to_week,
    answer_by, hours, support.
    """
    table = scenario.tables["placements"][scenario.is_promised].reset_index(drop=True)
    table = _positions(scenario, table, offers)
    return table[table["to_week"] >= scenario.week].reset_index(drop=True)


def last_proposals(scenario: Scenario, offers: pd.DataFrame) -> pd.DataFrame:
    """Last week's proposals: drafts, and offers whose answer date has passed; columns as running_placements."""
    table = scenario.tables["placements"]
    table = table[(table["state"] == "draft") | scenario.has_lapsed].reset_index(drop=True)
    return _positions(scenario, table, offers)


def _positions(scenario: Scenario, table: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    people, slots = scenario.tables["jobseekers"], scenario.tables["slots"]
    programmes = scenario.tables["programmes"]
    person = (
        table["jobseeker_id"].map({name: i for i, name in enumerate(people["jobseeker_id"])}).fillna(-1).astype(int)
    )
    slot = table["slot_id"].map({name: i for i, name in enumerate(slots["slot_id"])}).astype(int)
    programme = table["programme_id"].map({name: i for i, name in enumerate(programmes["programme_id"])})
    programme = programme.fillna(-1).astype(int)
    # Not the plan week: what was promised last week would begin a week later each week.
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
