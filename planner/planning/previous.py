"""The previous plan as drafts: what it proposed and is still there becomes last week's proposals of the new week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from planner.errors import Fault, InputFaults, UsageFault
from planner.folders import EarlierPlan
from planner.planning.make import Plan
from planner.planning.tables import candidates
from planner.schema.origins import Origins
from planner.schema.scenario import Scenario
from planner.schema.tables import TABLES
from planner.schema.weeks import week_label, week_number
from planner.texts import _

PAIR = ["jobseeker_id", "slot_id"]
# A previous plan shares at least this part of its people, and of its slots, with the scenario.
LEAST_SHARED = 0.5
# How messages call a plan that was made in Python and lies in no folder.
IN_MEMORY = Path("previous")


def earlier_of(plan: Plan) -> EarlierPlan:
    """A plan that was just made, as one that is read from its folder."""
    listed = candidates(plan.instance)[
        ["jobseeker_id", "slot_id", "programme_id", "purpose", "start_week", "weeks", "value"]
    ]
    listed = listed.astype({"jobseeker_id": "str", "slot_id": "str", "programme_id": "str", "purpose": "str"})
    names = [
        "jobseeker_id",
        "status",
        "slot_id",
        "employer_id",
        "employer",
        "programme_id",
        "start_week",
        "reason_code",
        "reason",
    ]
    rows = plan.assignments[names].astype("str").where(plan.assignments[names].notna())
    rows["row"] = np.arange(len(rows)) + 2
    rows = rows.merge(listed.drop(columns="start_week"), on=[*PAIR, "programme_id"], how="left")
    for name in ("purpose", "weeks", "value"):
        rows[name] = rows[name].where(rows["status"] == "proposed")
    scenario = plan.instance.scenario
    return EarlierPlan(
        IN_MEMORY, plan.file.model_dump(mode="json"), scenario.week, scenario.municipality, rows, listed,
        frozenset(scenario.tables["slots"]["slot_id"]), drafts=_pairs_of_drafts(scenario),
    )  # fmt: skip


def _pairs_of_drafts(scenario: Scenario) -> frozenset[tuple[str, str]]:
    table = scenario.tables["placements"]
    return frozenset(table.loc[table["state"] == "draft", PAIR].itertuples(index=False, name=None))


def with_previous(scenario: Scenario, earlier: EarlierPlan) -> tuple[Scenario, pd.DataFrame]:
    """The scenario with the proposals of the previous plan as drafts, and all of these proposals.

    A proposal becomes a row of placements with state *draft* if its person and slot are in the tables and the pair has
    no row in placements yet. The second table has a row for each proposal, drafts or not: jobseeker_id, slot_id,
    programme_id, employer_id.
    Drafts of the scenario that the previous plan was planned with are replaced by its proposals. Raises UsageFault
    where the previous plan is of another scenario, InputFaults where the scenario has other drafts.
    """
    _refuse_another(scenario, earlier)
    scenario = _without_taken_up(scenario, earlier)
    if faults := _drafts_beside(scenario):
        raise InputFaults(faults, scenario.warnings)
    proposed = earlier.proposals
    before = proposed[[*PAIR, "programme_id", "employer_id"]].reset_index(drop=True)
    known = [
        proposed[key].isin(scenario.tables[name][key]) for key, name in zip(PAIR, ("jobseekers", "slots"), strict=True)
    ]
    promised = pd.MultiIndex.from_frame(scenario.tables["placements"][PAIR])
    is_draft = np.logical_and.reduce(known) & ~pd.MultiIndex.from_frame(proposed[PAIR]).isin(promised)
    return _with_drafts(scenario, proposed[is_draft], earlier.assignments), before


def _without_taken_up(scenario: Scenario, earlier: EarlierPlan) -> Scenario:
    """The scenario without its drafts, if the earlier plan was planned with all of them: it has taken them up."""
    table = scenario.tables["placements"]
    is_draft = (table["state"] == "draft").to_numpy()
    drafts = _pairs_of_drafts(scenario)
    if not drafts or not drafts <= earlier.drafts:
        return scenario
    files, rows = scenario.origins.files, scenario.origins.rows
    own = {"placements": ~is_draft}
    origins = Origins(
        {name: of[own[name]] if name in own else of for name, of in files.items()},
        {name: of[own[name]] if name in own else of for name, of in rows.items()},
        scenario.origins.shown,
    )
    tables = {**scenario.tables, "placements": table[~is_draft].reset_index(drop=True)}
    return replace(scenario, tables=tables, origins=origins)


def _with_drafts(scenario: Scenario, proposed: pd.DataFrame, file: str) -> Scenario:
    table = scenario.tables["placements"]
    if proposed.empty:
        return scenario
    forms = scenario.tables["slots"].set_index("slot_id")["programme_ids"].reindex(proposed["slot_id"])
    is_form = np.array([form in own for form, own in zip(proposed["programme_id"], forms, strict=True)], dtype=bool)
    start = np.array([week_number(week) for week in proposed["start_week"]], dtype=float)
    new = pd.DataFrame(
        {
            **{name: proposed[name].to_numpy() for name in PAIR},
            "programme_id": proposed["programme_id"].where(is_form).to_numpy(),
            "state": "draft",
            "from_week": start,
            "to_week": start + proposed["weeks"].to_numpy(dtype=float) - 1,
        }
    )
    new = new.reindex(columns=table.columns).astype(dict(table.dtypes))
    joined = new if table.empty else pd.concat([table, new], ignore_index=True)
    files, rows = scenario.origins.files, scenario.origins.rows
    count = len(table)
    own_files = np.asarray(files.get("placements", np.full(count, "placements.csv")), dtype=object)
    own_rows = np.asarray(rows.get("placements", np.arange(count) + 2))
    # The order in which the reader would put the rows, were they in the file.
    order = joined.sort_values(_order(), kind="stable", na_position="last").index.to_numpy()
    origins = Origins(
        {**files, "placements": np.append(own_files, np.full(len(new), file, dtype=object))[order]},
        {**rows, "placements": np.append(own_rows, proposed["row"].to_numpy())[order]},
        scenario.origins.shown,
    )
    tables = {name: scenario.tables[name] for name in TABLES}
    tables["placements"] = joined.loc[order].reset_index(drop=True)
    return replace(scenario, tables=tables, origins=origins)


def _order() -> list[str]:
    return sorted(TABLES["placements"].columns, key=lambda column: not column.endswith("_id"))


def _drafts_beside(scenario: Scenario) -> Sequence[Fault]:
    """A fault for each draft of the tables, where a previous plan is named as well."""
    table = scenario.tables["placements"]
    what = _("is a draft, and a previous plan is named as well: two lists of last week's proposals")
    cure = _("Remove the drafts from the table, or plan without the previous plan.")
    places = (
        scenario.origins.place("placements", at, "state") for at in np.flatnonzero(table["state"] == "draft").tolist()
    )
    return [Fault("drafts-beside-previous", file, row, column, "draft", what, cure) for file, row, column in places]


def _refuse_another(scenario: Scenario, earlier: EarlierPlan) -> None:
    """Raise UsageFault where the plan is no earlier one of this scenario; every reason is named."""
    why = []
    if earlier.week > scenario.week:
        why.append(_("it is for {earlier}, and the scenario for {week}",
                     earlier=week_label(earlier.week), week=week_label(scenario.week)))  # fmt: skip
    codes = (earlier.municipality, scenario.municipality)
    if None not in codes and codes[0] != codes[1]:
        why.append(_("it is for municipality {earlier}, and the scenario for {code}", earlier=codes[0], code=codes[1]))
    people = _shared(earlier.people, scenario.tables["jobseekers"]["jobseeker_id"])
    slots = _shared(earlier.slots, scenario.tables["slots"]["slot_id"])
    if people < LEAST_SHARED * len(earlier.people):
        why.append(_("{shared} of its {all} people are in the tables", shared=people, all=len(earlier.people)))
    if slots < LEAST_SHARED * len(earlier.slots):
        why.append(_("{shared} of its {all} slots are in the tables", shared=slots, all=len(earlier.slots)))
    if why:
        msg = _(
            "The plan in {folder} is no previous plan of this scenario: {why}. Name the plan of the week before.",
            folder=earlier.shown,
            why="; ".join(why),
        )
        raise UsageFault(msg)


def _shared(ids: frozenset[str], known: pd.Series[str]) -> int:
    return len(ids & set(known))
