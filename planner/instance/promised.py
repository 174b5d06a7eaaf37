"""What is promised already adds: accepted and offered placements that have not begun, by the model of proposals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from planner.candidates import find
from planner.instance.instance import Instance
from planner.instance.purposes import is_main
from planner.outcomes import worth
from planner.schema.arrays import Bools, positions_of
from planner.schema.scenario import Scenario

STATES = ("accepted", "offered")
_OF_PEOPLE = ("jobseekers", "outcomes", "baselines", "preferences", "history", "decisions", "placements")
_PAIR = ("person", "slot", "programme_id", "rule", "purpose", "start_week", "last_week")


def promised(instance: Instance) -> pd.DataFrame:
    """A row for each accepted or offered placement of somebody that begins in the plan week or later.

    Columns: person (position), state, is_told (whether its worth can be told: its form is known, and in listed mode its
    outcome), is_main, expected (acceptance x uplift) and value, both 0 for other purposes. Acceptance is 1 for accepted
    ones. A placement is worth what it would be worth as a proposal, with its own weeks, had the person not yet been
    promised anything; an accepted one no less than its gain, since nobody has to say yes to it any more.
    """
    running = instance.running
    is_ahead = (running["person"] >= 0) & running["state"].isin(STATES) & (running["from_week"] >= instance.week)
    rows = running[is_ahead].reset_index(drop=True)
    form = _forms(instance, rows)
    rows = rows.assign(programme_id=form, is_told=form.notna(), is_main=False, expected=0.0, value=0.0)
    told = rows[rows["is_told"]]
    if len(told):
        own = _worth(instance, told)
        is_known = own["uplift"].notna().to_numpy()
        main = is_main(own) & is_known
        is_accepted = (told["state"] == "accepted").to_numpy()
        gain = own["uplift"].to_numpy()
        if instance.settings.measure == "regular_weeks":
            gain = (own["regular_weeks"] - own["baseline_regular_weeks"]).to_numpy()
        value = np.where(is_accepted, np.maximum(own["value"], gain), own["value"])
        expected = np.where(is_accepted, 1.0, own["acceptance"]) * own["uplift"].to_numpy()
        rows.loc[told.index, "is_told"] = is_known
        rows.loc[told.index, "is_main"] = main
        rows.loc[told.index, "value"] = np.where(main, value, 0.0)
        rows.loc[told.index, "expected"] = np.where(main, expected, 0.0)
    return rows[["person", "state", "is_told", "is_main", "expected", "value"]]


def _forms(instance: Instance, rows: pd.DataFrame) -> pd.Series[Any]:
    """The form of each placement: its programme if the slot has it; where blank the slot's only form; else missing."""
    names = instance.programmes["programme_id"].tolist()
    forms: list[str | None] = []
    for slot, programme in zip(rows["slot"], rows["programme"], strict=True):
        of_slot = instance.slots["programme_ids"].iloc[slot]
        stated = names[programme] if programme >= 0 else (of_slot[0] if len(of_slot) == 1 else None)
        forms.append(stated if stated in of_slot else None)
    return pd.Series(forms, index=rows.index, dtype=object)


def _worth(instance: Instance, told: pd.DataFrame) -> pd.DataFrame:
    """What each placement would be worth as a proposal, beside the person's other candidates; with its purpose."""
    ids = instance.people["jobseeker_id"].iloc[np.unique(told["person"].to_numpy())]
    alone = _without_promises(instance.scenario, set(ids))
    found = find(alone)
    offers = found.offers.drop_duplicates(["slot", "programme_id"])
    others = found.table.merge(
        found.offers.assign(last_week=found.offers["start_week"] + found.offers["weeks"] - 1).reset_index(
            names="offer"
        ),
        on="offer",
    )
    own = told[["person", "slot", "programme_id", "from_week", "to_week"]].merge(
        offers[["slot", "programme_id", "rule", "purpose"]], on=["slot", "programme_id"], how="left"
    )
    own = own.rename(columns={"from_week": "start_week", "to_week": "last_week"})
    people = alone.tables["jobseekers"]["jobseeker_id"]
    own["person"] = positions_of(instance.people["jobseeker_id"].iloc[own["person"]], people)
    pairs = pd.concat([others[list(_PAIR)], own[list(_PAIR)]], ignore_index=True)
    table = worth(alone, pairs, instance.held).assign(purpose=pairs["purpose"])
    return table.iloc[len(others) :].reset_index(drop=True)


def _without_promises(scenario: Scenario, people: set[str]) -> Scenario:
    """The scenario with some people alone, before anybody promised them what is yet to begin."""
    tables = dict(scenario.tables)
    tables["placements"] = tables["placements"][~_is_ahead(scenario)]
    for name in _OF_PEOPLE:
        table = tables[name]
        tables[name] = table[table["jobseeker_id"].isin(people)].reset_index(drop=True)
    return replace(scenario, tables=tables)


def _is_ahead(scenario: Scenario) -> Bools:
    table, slots = scenario.tables["placements"], scenario.tables["slots"].set_index("slot_id")
    first = table["from_week"].fillna(table["slot_id"].map(slots["start_week"]))
    return (scenario.is_promised & table["state"].isin(STATES) & (first >= scenario.week)).to_numpy()
