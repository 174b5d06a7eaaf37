"""The plan as tables: one row per placement or person, one row per slot, the candidates."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from planner.explanation import (
    Reason,
    Reasons,
    SecondChoice,
    module_name,
    module_sentence,
    rest_on_unverified,
    sentence,
    slot_reasons,
    standing_sentence,
    unused_subsidies,
)
from planner.formulation import Name
from planner.instance import HeldPool, Instance, overrides
from planner.schema.models import Rule
from planner.schema.plan_tables import ASSIGNMENT_COLUMNS, CANDIDATE_COLUMNS, MODULE_COLUMNS, SLOT_COLUMNS
from planner.schema.weeks import week_label, week_monday
from planner.solving import Solution


def assignments(instance: Instance, solution: Solution, reasons: Reasons) -> pd.DataFrame:
    """One row per proposed, kept or held placement, and one per person without any, by jobseeker and slot."""
    rows = [*_proposed(instance, solution, reasons), *_running(instance)]
    people = instance.people["jobseeker_id"].to_numpy()
    for person, reason in reasons.unplaced.items():
        status = "held" if reason.code == "held" else "unplaced"
        nearest = _second_choice(reasons.nearest.get(person), instance)
        rows.append({"jobseeker_id": people[person], "status": status, **nearest, **_said(reason, instance)})
    named = {row["jobseeker_id"] for row in rows}
    for person, _ in instance.pairs("contested"):
        if people[person] in named and person not in reasons.unplaced:
            held = Reason("held")
            rows.append({"jobseeker_id": people[person], "status": "held", **_said(held, instance)})
    more = MODULE_COLUMNS if len(instance.modules) else ()
    table = pd.DataFrame(rows, columns=[*ASSIGNMENT_COLUMNS, *more]).astype(object)
    of_person = instance.people.set_index("jobseeker_id")["caseworker_id"]
    table["caseworker_id"] = table["jobseeker_id"].map(of_person)
    table["baseline"] = table["jobseeker_id"].map(dict(zip(people, instance.baseline, strict=True)))
    weeks = dict(zip(people, instance.baseline_weeks, strict=True))
    table["baseline_regular_weeks"] = table["jobseeker_id"].map(weeks)
    order = table.assign(slot=table["slot_id"].fillna(""), form=table["programme_id"].fillna(""))
    return table.loc[order.sort_values(["jobseeker_id", "slot", "form"], kind="stable").index].reset_index(drop=True)


def _proposed(instance: Instance, solution: Solution, reasons: Reasons) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    over = {one.candidate for one in overrides(instance, solution.chosen)}
    people, placements, to_do = instance.people["jobseeker_id"].to_numpy(), _placements(instance), _ToDo(instance)
    chosen = instance.candidates.loc[solution.chosen]
    unverified = rest_on_unverified(instance, chosen)
    for candidate, row, is_unverified in zip(
        solution.chosen.tolist(), chosen.to_dict("records"), unverified, strict=True
    ):
        second = reasons.second_choice.get(candidate)
        marks = [*(["override"] if candidate in over else []), *to_do.of(row, is_unverified=is_unverified)]
        rows.append(
            {
                "jobseeker_id": people[row["person"]],
                "status": "proposed",
                **placements[row["slot"]],
                "programme_id": row["programme_id"],
                "start_week": week_label(int(row["start_week"])),
                "weeks": int(row["weeks"]),
                "travel_minutes": row["minutes"],
                **{name: row[name] for name in ("outcome", "uplift", "acceptance", "value", "regular_weeks")},
                "path": path_text(instance, str(row["programme_id"]), int(row["next_week"])),
                **{name: row[name] for name in ("strength", "basis")},
                "gross": "yes" if row["is_gross"] else "no",
                "cost_sek": row["cost"],
                "to_do": "|".join(marks),
                **_module(instance, row),
                **_second_choice(second, instance),
                **_said_after(reasons.proposed[candidate], instance, row),
            }
        )
    return rows


def _module(instance: Instance, row: Mapping[Hashable, Any]) -> dict[str, object]:
    """What a proposal's row says of the module before the place; nothing where the person takes none."""
    if row.get("module", -1) < 0:
        return {}
    module = instance.modules.iloc[int(row["module"])]
    cells = (
        module["module_id"],
        module_name(module),
        week_label(int(row["module_from"])),
        int(module["weeks"]),
        module["cost_sek"],
    )
    return dict(zip(MODULE_COLUMNS, cells, strict=True))


def _running(instance: Instance) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    people, programmes = instance.people["jobseeker_id"], instance.programmes["programme_id"]
    placements = _placements(instance)
    named = instance.running[instance.running["person"] >= 0]
    columns = ("person", "slot", "programme", "state", "from_week", "to_week", "answer_by", "next_week")
    for person, slot, programme, state, first, last, answer_by, following in zip(
        *(named[c] for c in columns), strict=True
    ):
        due = None if pd.isna(answer_by) else answer_by.date()
        rows.append(
            {
                "jobseeker_id": people.iloc[person],
                "status": "held" if state == "offered" else "kept",
                **placements[slot],
                "programme_id": None if programme < 0 else programmes.iloc[programme],
                "start_week": week_label(first),
                "weeks": last - first + 1,
                "path": None
                if programme < 0
                else path_text(instance, programmes.iloc[programme], following, is_claimed=True),
                "reason_code": "running",
                "reason": standing_sentence(state, first, last, due, instance.week),
            }
        )
    return rows


def path_text(instance: Instance, programme_id: str, week: int, *, is_claimed: bool = False) -> str:
    """The next steps for which a place is held, as programme and week each; blank without any. `week` is the first."""
    held, pool = instance.held, HeldPool(programme_id, week)
    if pool not in held.ends:
        return ""
    steps = held.path(pool, is_claimed=is_claimed)
    return "|".join(f"{held.steps[one.programme_id].programme_id} {week_label(one.week)}" for one in steps)


def _placements(instance: Instance) -> list[dict[str, object]]:
    """By slot, what the row of a placement there says of it."""
    employers = dict(zip(instance.employers["employer_id"], instance.employers["name"], strict=True))
    return [
        {
            "slot_id": row["slot_id"],
            "employer_id": row["employer_id"],
            "employer": employers[row["employer_id"]],
            "occupation": instance.occupation_of(slot),
            "zone": row["zone"],
            "hours_per_week": row["hours_per_week"],
        }
        for slot, row in enumerate(instance.slots.to_dict("records"))
    ]


def _said(reason: Reason, instance: Instance) -> dict[str, object]:
    return {"reason_code": reason.code, "reason": sentence(reason, instance)}


def _said_after(reason: Reason, instance: Instance, row: Mapping[Hashable, Any]) -> dict[str, object]:
    """What decided, and the module on which the place depends."""
    said = _said(reason, instance)
    if row.get("module", -1) >= 0:
        module = instance.modules.iloc[int(row["module"])]
        after = module_sentence(module, int(row["module_from"]))
        said["reason"] = f"{said['reason']} {after}"
    return said


def _second_choice(second: SecondChoice | None, instance: Instance) -> dict[str, object]:
    if second is None:
        return {}
    free = "yes" if second.is_free else "no"
    slot_id = instance.slot_ids[second.slot]
    return {"second_choice": slot_id, "second_choice_value": second.value, "second_choice_free": free}


class _ToDo:
    """What must still be done before a proposal can become an offer."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.slots, self.employers = (table.to_dict("records") for table in (instance.slots, instance.employers))
        self.part_time_grounds = instance.people["part_time_grounds"].tolist()

    def of(self, row: Mapping[Hashable, Any], *, is_unverified: bool) -> list[str]:
        """The marks of a proposal, a row of the candidates; `is_unverified`: it rests on law that nobody verified."""
        week = self.instance.week
        slot, employer = self.slots[row["slot"]], self.employers[row["employer"]]
        rule = self.instance.laws[row["offer"]]
        consulted = slot["union_consulted_on"]
        ahead = not pd.isna(consulted) and consulted > pd.Timestamp(week_monday(week))
        lead = max(int(slot["lead_weeks"]), int(rule.lead_weeks.value) if rule.lead_weeks else 0)
        extract = not pd.isna(slot["register_extract"]) and bool(slot["register_extract"])
        tight = lead > 0 and int(row["start_week"]) - week <= lead
        marks = (
            ("authority", rule.decided_by == "employment_service"),
            ("chain", bool(rule.chain)),
            ("application", rule.decided_by == "education_provider"),
            ("sector", employer["sector"] in rule.doubtful_sectors),
            ("employer", _is_to_confirm(rule, employer)),
            ("union", rule.needs_union and ahead),
            ("part_time", self._is_part_time_to_confirm(row, rule)),
            ("renewal", rule.decision_weeks is not None and int(row["weeks"]) > rule.decision_weeks.value),
            ("module", row.get("module", -1) >= 0),
            ("extract", extract),
            ("lead_time", tight),
            ("travel", bool(row["travel_check"])),
            ("unverified_rule", is_unverified),
        )
        return [name for name, holds in marks if holds]

    def _is_part_time_to_confirm(self, row: Mapping[Hashable, Any], rule: Rule) -> bool:
        """Whether a part-time place goes to somebody who cannot work full time, with no grounds for it stated."""
        part = rule.full_time_hours is not None and row["hours"] < rule.full_time_hours.value
        return bool(part and pd.isna(self.part_time_grounds[row["person"]]))


def _is_to_confirm(rule: Rule, employer: Mapping[Hashable, Any]) -> bool:
    """Whether a trading ban or bankruptcy of the employer is unknown (blank); a municipality can have neither."""
    asked = (("trading_ban", rule.refuses_trading_ban), ("bankrupt", rule.refuses_bankrupt))
    return employer["sector"] != "department" and any(asks and pd.isna(employer[name]) for name, asks in asked)


def slots(instance: Instance, solution: Solution) -> pd.DataFrame:
    """One row per slot: places, what fills them, the price of a place, and why places stay empty."""
    reasons = slot_reasons(instance, solution)
    unused = unused_subsidies(instance, solution)
    chosen = instance.candidates.loc[solution.chosen]
    forms = chosen.groupby("slot")["programme_id"].agg(lambda ids: "|".join(sorted(set(ids)))).to_dict()
    table = instance.slots
    price, gain = _of_places(solution.prices), _of_places(solution.gains)
    return pd.DataFrame(
        {
            "slot_id": table["slot_id"].astype(object),
            "employer_id": table["employer_id"].astype(object),
            "programme_id": [forms.get(i, "|".join(ids)) for i, ids in enumerate(table["programme_ids"])],
            "start_week": [week_label(int(week)) for week in table["start_week"]],
            "places": table["places"],
            "running": [reason.running for reason in reasons],
            "filled": [reason.proposed + reason.offered for reason in reasons],
            "free": [reason.free for reason in reasons],
            "price_lp": [price.get(name, 0.0) for name in table["slot_id"]],
            "gain": [gain.get(name) for name in table["slot_id"]],
            "reason_code": [reason.code for reason in reasons],
            "reason": [reason.sentence() for reason in reasons],
            "unused_subsidy_sek": [unused[i].sek if i in unused else 0.0 for i in range(len(table))],
            "unused_subsidy": [unused[i].sentence() if i in unused else "" for i in range(len(table))],
        },
        columns=list(SLOT_COLUMNS),
    )


def _of_places(by_row: Mapping[Name, float]) -> dict[str, float]:
    """A figure by slot, from its row of places: (slot_id, limit), or (slot_id, open) if the slot has a minimum."""
    return {
        key[0]: value
        for (constraint, key), value in by_row.items()
        if constraint == "slot_places" and key[1:] in {("limit",), ("open",)}
    }


def candidates(instance: Instance) -> pd.DataFrame:
    """Every candidate with what it is worth, for later questions and for the certified bound."""
    table = instance.candidates
    people, names = instance.people["jobseeker_id"].to_numpy(), instance.slots["slot_id"].to_numpy()
    weeks = {week: week_label(int(week)) for week in np.unique(table["start_week"].to_numpy())}
    return pd.DataFrame(
        {
            "jobseeker_id": people[table["person"].to_numpy()],
            "slot_id": names[table["slot"].to_numpy()],
            "programme_id": table["programme_id"].to_numpy(),
            "purpose": table["purpose"].to_numpy(),
            "start_week": table["start_week"].map(weeks).to_numpy(),
            "weeks": table["weeks"].to_numpy(),
            "hours_per_week": table["hours"].to_numpy(),
            "travel_minutes": table["minutes"].to_numpy(),
            "travel_check": np.where(table["travel_check"], "yes", "no"),
            **{name: table[name].to_numpy() for name in ("outcome", "baseline", "uplift", "fit", "acceptance")},
            **{name: table[name].to_numpy() for name in ("value", "regular_weeks")},
            "cost_sek": table["cost"].to_numpy(),
            "strength": table["strength"].to_numpy(),
            "basis": table["basis"].to_numpy(),
            "gross": np.where(table["is_gross"], "yes", "no"),
        },
        columns=list(CANDIDATE_COLUMNS),
    )
