"""A plan folder opened again, as the questions asked of it need it: nothing is planned anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from planner.errors import Faults
from planner.folders import EarlierPlan, read_earlier
from planner.formulation import UNITS, Alone, Chosen, Name, at_home_name
from planner.inputs.files import read_csv
from planner.inputs.plain_words import in_plain_words
from planner.instance import Instance, build
from planner.planning.checked import read_scenario, refuse_changed_plan
from planner.planning.make import Plan
from planner.planning.previous import earlier_of
from planner.planning.shortlists import no_lists
from planner.schema.plan import CERTIFICATE, LISTS_BOUND, RESERVES, SHORTLISTS, SLOTS
from planner.schema.words import OF_RESERVES, OF_SHORTLISTS, OF_SLOTS, Words

# Goals that choose only among the places of those placed: they decide about nobody's having one.
SETTLE_WHERE = frozenset({"outcome", "preference", "travel", "cost"})


@dataclass(frozen=True)
class Reopened:
    """A plan as its folder holds it: the week it was made from, the proposals, and what bounds every plan.

    `chosen` are the proposals as positions of candidates, ascending; `duals` the row prices of certificate.json;
    `held` the names of the goals that decided who has a place, in their order. `earlier` has the folder's own tables,
    `slots` and `reserves` those of slots.csv and reserves.csv with plain headings, as they were reckoned, and `lists`
    that of shortlists.csv, without rows where there is none. `list_figures` are what shortlists.json holds, None where
    there is none.
    """

    earlier: EarlierPlan = field(repr=False)
    instance: Instance = field(repr=False)
    chosen: Chosen = field(repr=False)
    duals: Mapping[Name, float] = field(repr=False)
    slots: pd.DataFrame = field(repr=False)
    reserves: pd.DataFrame = field(repr=False)
    lists: pd.DataFrame = field(repr=False)
    list_figures: Mapping[str, Any] | None = field(repr=False, kw_only=True)

    @property
    def file(self) -> dict[str, Any]:
        """Its plan.json."""
        return self.earlier.file

    @property
    def held(self) -> tuple[str, ...]:
        """The goals after the outcome that decide who has a place, as far as they were reached."""
        reached = [goal["name"] for goal in self.file["goals"] if goal["status"] != "skipped"]
        return tuple(name for name in reached if name not in SETTLE_WHERE)

    @property
    def alone(self) -> dict[str, Alone]:
        """By group what it could have alone, as far as a goal looked at that; by name what residents have at home."""
        unit = UNITS[self.instance.settings.group_measure]
        return {
            part["group"]: Alone(round(part["alone"]["most"] * unit), round(part["alone"]["bound"] * unit))
            for part in self.file["groups"]
            if part["alone"] is not None
        } | {
            at_home_name(part["municipality"]): Alone(round(part["at_home"] * unit), round(part["at_home"] * unit))
            for part in self.file.get("neighbours", {}).get("municipalities", ())
            if part["at_home"] is not None
        }

    @property
    def outcome_bound(self) -> float:
        """What no plan of the week can gain."""
        return float(self.file["bound"])


def reopen(folder: Path, *, models: Path | None = None) -> Reopened:
    """Open a plan folder that the verifier accepts as it lies there; its scenario is that in its inputs/.

    Raises UsageFault where there is no plan, InputFaults with every objection.
    """
    refuse_changed_plan(folder, scenario=None, models=models)
    instance = build(read_scenario(folder / "inputs", models=models))
    earlier = read_earlier(folder)
    rows = json.loads((folder / CERTIFICATE).read_text(encoding="utf-8"))["rows"]
    duals = {(str(row["constraint"]), tuple(row["key"])): float(row["dual"]) for row in rows}
    tables = [plan_table(folder / name, words) for name, words in ((SLOTS, OF_SLOTS), (RESERVES, OF_RESERVES))]
    has_lists = (folder / SHORTLISTS).is_file()
    tables.append(plan_table(folder / SHORTLISTS, OF_SHORTLISTS) if has_lists else no_lists())
    figures = json.loads((folder / LISTS_BOUND).read_text(encoding="utf-8")) if has_lists else None
    return Reopened(earlier, instance, _positions(instance, earlier.proposals), duals, *tables, list_figures=figures)


def reopened(plan: Plan) -> Reopened:
    """The same of a plan that has just been made, and lies in no folder yet."""
    lists = no_lists() if plan.lists is None else plan.lists.table
    tables = (table.astype("str").where(table.notna(), "") for table in (plan.slots, plan.reserves, lists))
    figures = None if plan.list_figures is None else plan.list_figures.as_file()
    return Reopened(
        earlier_of(plan), plan.instance, plan.solution.chosen, plan.solution.duals, *tables, list_figures=figures
    )


def plan_table(path: Path, words: Words) -> pd.DataFrame:
    """A table of a plan that the verifier has read, as plain text with plain headings and words."""
    faults = Faults()
    raw = read_csv(path, faults)
    faults.stop_if_any()
    assert raw is not None  # noqa: S101 - the verifier has read it
    return pd.DataFrame(dict(in_plain_words(raw, words).columns), dtype=object).map(str.strip)


def _positions(instance: Instance, proposals: pd.DataFrame) -> Chosen:
    """The candidates of proposals, by person, slot and form."""
    table = instance.candidates
    people, slots = instance.people["jobseeker_id"].to_numpy(), instance.slots["slot_id"].to_numpy()
    own = pd.DataFrame(
        {
            "jobseeker_id": people[table["person"]],
            "slot_id": slots[table["slot"]],
            "programme_id": table["programme_id"].astype(str).to_numpy(),
            "candidate": table.index.to_numpy(),
        }
    )
    keys = ["jobseeker_id", "slot_id", "programme_id"]
    found = proposals[keys].astype(str).merge(own.astype(dict.fromkeys(keys, str)), on=keys)
    return np.sort(found["candidate"].to_numpy(dtype=np.int64))
