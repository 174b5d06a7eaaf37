"""How far each pair of person and slot has come when the answers come in: proposed, offered, accepted or started."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from planner.candidates.running import dated_placements
from planner.instance import Instance, takes_module
from planner.schema.choices import BEGUN
from planner.schema.scenario import Scenario
from planner.schema.weeks import week_number

Kind = Literal["proposed", "listed", "offered", "accepted", "started"]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Standing:
    """A pair and how far it has come.

    `at` is the row of table placements, None of a proposal. `first` and `last` are weeks, running numbers. `cost_week`
    is what a week costs (SEK), None where unknown; `is_booked` whether it is on the budget lines already. `next_week`
    is when the next step begins for which a place is held, `module` the module before the place.
    """

    kind: Kind
    at: int | None
    programme: str | None
    first: int
    last: int
    cost_week: float | None
    is_booked: bool
    next_week: int | None = None
    module: str | None = None


def standings(
    instance: Instance, proposals: pd.DataFrame, whole: Scenario, listed: pd.DataFrame | None = None
) -> dict[Pair, Standing]:
    """The standing of every pair with a proposal or a placement that has not ended, by ids; a placement goes first.

    `proposals` are the rows of assignments.csv that are proposed, `listed` those of shortlists.csv who follow them on a
    list. `whole` is the scenario with every row of its files:
    its placements are those that `at` points to. Drafts and lapsed offers are last week's proposals, and have no
    standing of their own.
    """
    found = {} if listed is None else _of_proposals(instance, listed, "listed")
    found |= _of_proposals(instance, proposals, "proposed")
    table = whole.tables["placements"]
    dated = dated_placements(whole, instance.offers)
    is_running = whole.is_promised & (dated["to_week"] >= whole.week)
    for at in table.index[is_running & table["jobseeker_id"].notna()].tolist():
        row = table.loc[at]
        programme = None if pd.isna(row["programme_id"]) else str(row["programme_id"])
        stated = None if pd.isna(row["cost_week_sek"]) else float(row["cost_week_sek"])
        found[str(row["jobseeker_id"]), str(row["slot_id"])] = Standing(
            row["state"], at, programme, int(dated["from_week"][at]), int(dated["to_week"][at]), stated,
            row["state"] in BEGUN or stated is not None,
            None if pd.isna(row["next_week"]) else int(row["next_week"]),
            None if pd.isna(row["module_id"]) else str(row["module_id"]),
        )  # fmt: skip
    return found


def _of_proposals(instance: Instance, proposals: pd.DataFrame, kind: Kind) -> dict[Pair, Standing]:
    costs, following, before = _cost_weeks(instance), _next_weeks(instance), _modules(instance)
    found = {}
    for row in proposals.to_dict("records"):
        person, slot, programme = (str(row[name]) for name in ("jobseeker_id", "slot_id", "programme_id"))
        first, weeks = week_number(str(row["start_week"])), int(row["weeks"])
        found[person, slot] = Standing(
            kind, None, programme, first, first + weeks - 1, costs.get((person, slot, programme)), is_booked=False,
            next_week=following.get((person, slot, programme)), module=before.get((person, slot, programme)),
        )  # fmt: skip
    return found


def _next_weeks(instance: Instance) -> Mapping[tuple[Any, ...], int]:
    """The week of the next step of each candidate for whom a place is held, by person, slot and form."""
    table = instance.candidates
    table = table[table["next_week"] >= 0]
    return dict(zip(_keys(instance, table), table["next_week"].astype(int).tolist(), strict=True))


def _modules(instance: Instance) -> Mapping[tuple[Any, ...], str]:
    """The module of each candidate who takes one before the place, by person, slot and form."""
    table = instance.candidates.iloc[takes_module(instance.candidates)]
    names = instance.modules["module_id"].to_numpy()[table["module"].to_numpy() if len(table) else []]
    return dict(zip(_keys(instance, table), names.tolist(), strict=True))


def _cost_weeks(instance: Instance) -> Mapping[tuple[Any, ...], float]:
    """What a week of each candidate costs, by person, slot and form; whole öre."""
    table = instance.candidates
    table = table[table["cost"].notna()]
    weeks = (table["cost"] / table["weeks"]).round(2)
    return dict(zip(_keys(instance, table), weeks.tolist(), strict=True))


def _keys(instance: Instance, table: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The ids of person, slot and form of candidates."""
    people = instance.people["jobseeker_id"].to_numpy()[table["person"].to_numpy()]
    slots = instance.slots["slot_id"].to_numpy()[table["slot"].to_numpy()]
    return zip(people, slots, table["programme_id"], strict=True)
