"""Cells: the synthetic tables as in CSV files, every cell a text, blank as ""."""

import pandas as pd

from planner.schema.cells import HALF_DAYS
from planner.schema.choices import SWEDISH_LEVELS
from planner.synthesis.calendar import day_texts, week_texts
from planner.synthesis.tags import LIMITS, SKILLS, to_text


def as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with every cell as text; a missing value becomes blank."""
    return frame.astype(object).where(frame.notna(), "").map(str)


def masks_as_text(masks: pd.Series, vocabulary: tuple[str, ...]) -> list[str]:
    """Return lists in cells for a column of bit masks."""
    known: dict[int, str] = {}
    return [known.setdefault(int(mask), to_text(int(mask), vocabulary)) for mask in masks]


def jobseeker_cells(people: pd.DataFrame, plan_week: int) -> pd.DataFrame:
    """Return the table `jobseekers`."""
    frame = people[["jobseeker_id", "home_zone"]].copy()
    weeks = week_texts(plan_week, people["start"])
    frame["available_from"] = ["" if start == 0 else week for start, week in zip(people["start"], weeks, strict=True)]
    frame["caseworker_id"] = [f"K{nth}" for nth in people["caseworker"]]
    frame["approved_rules"] = people["approved_rules"]
    frame["leaves_children"] = people["leaves_children"]
    frame["age"] = people["age"]
    frame["education_level"] = people["education"]
    frame["swedish_level"] = [SWEDISH_LEVELS[level] for level in people["swedish"]]
    frame["driving_licence"] = ["B" if licence else "" for licence in people["licence"]]
    frame["skills"] = masks_as_text(people["skill_mask"], SKILLS)
    frame["wished_ssyk"] = people["wished_ssyk"]
    frame["hours_per_week"] = people["hours"]
    frame["busy"] = masks_as_text(people["busy_mask"], HALF_DAYS)
    frame["limits"] = masks_as_text(people["limit_mask"], LIMITS)
    for name in ("max_travel_minutes", "travel_mode", "months_unemployed", "waiting_weeks", "times_outbid"):
        frame[name] = people[name]
    frame["priority_class"] = people["priority_class"]
    frame["registered_status"] = people["registered_status"]
    frame["registered_days"] = ["" if days < 0 else str(days) for days in people["registered_days"]]
    for name in ("programme_days", "permit_months", "part_time_grounds", "support_need"):
        frame[name] = people[name]
    frame["groups"] = people.get("groups", "")
    frame["protected_identity"] = people["protected_identity"]
    return as_text(frame)


def employer_cells(employers: pd.DataFrame, caps: tuple[list[str], list[str]], plan_week: int) -> pd.DataFrame:
    """Return the table `employers`."""
    frame = employers[["employer_id", "name", "sector"]].copy()
    frame["max_people"], frame["places_wanted"] = caps
    frame["collective_agreement"] = employers["collective_agreement"]
    for name in ("tax_debts", "trading_ban", "bankrupt"):
        frame[name] = employers[name]
    frame["redundancies_on"] = _days(employers["redundancy_days"], plan_week)
    frame["contact_id"] = employers["contact_id"]
    return as_text(frame)


def slot_cells(slots: pd.DataFrame, plan_week: int) -> pd.DataFrame:
    """Return the table `slots`."""
    frame = slots[["slot_id", "employer_id", "programme_ids", "zone"]].copy()
    frame["places"] = slots["free"] + slots["reserved"] + slots["running"]
    frame["min_places"] = slots["min_places"]
    frame["start_week"] = week_texts(plan_week, slots["start"])
    frame["weeks"] = slots["weeks"]
    frame["hours_per_week"] = slots["hours"]
    frame["shift"] = masks_as_text(slots["shift_mask"], HALF_DAYS)
    frame["ssyk"] = slots["ssyk"]
    frame["tasks"] = slots["tasks"]
    frame["min_education"] = ["" if level < 0 else str(level) for level in slots["education"]]
    frame["min_swedish"] = ["" if level < 0 else SWEDISH_LEVELS[level] for level in slots["swedish"]]
    frame["driving_licence"] = ["B" if licence else "" for licence in slots["licence"]]
    frame["skills"] = masks_as_text(slots["skill_mask"], SKILLS)
    frame["excluded_limits"] = masks_as_text(slots["limit_mask"], LIMITS)
    frame["workplace"] = slots["workplace"]
    frame["workplace_kind"] = slots["workplace_kind"]
    frame["supervisor_id"] = slots["supervisor_id"]
    frame["register_extract"] = slots["register_extract"].replace("", "no")
    frame["reserved_by_hand"] = slots["reserved"]
    frame["status"] = slots["status"]
    frame["union_consulted_on"] = _days(slots["union_day"], plan_week)
    frame["gross_month_sek"] = slots["gross"]
    frame["lead_weeks"] = slots["lead"]
    return as_text(frame)


def placement_cells(placements: pd.DataFrame, plan_week: int) -> pd.DataFrame:
    """Return the table `placements`."""
    frame = placements[["jobseeker_id", "slot_id", "programme_id", "state"]].copy()
    frame["from_week"] = week_texts(plan_week, placements["from"])
    frame["to_week"] = week_texts(plan_week, placements["to"])
    frame["answer_by"] = ["" if day == "" else day_texts(plan_week, [day])[0] for day in placements["answer_by"]]
    return as_text(frame)


def history_cells(history: pd.DataFrame, plan_week: int) -> pd.DataFrame:
    """Return the table `history`."""
    frame = history[["jobseeker_id", "slot_id", "programme_id"]].copy()
    frame["from_week"] = week_texts(plan_week, history["from"])
    frame["to_week"] = week_texts(plan_week, history["to"])
    return as_text(frame.assign(end=history["end"]))


def decision_cells(decisions: pd.DataFrame, plan_week: int) -> pd.DataFrame:
    """Return the table `decisions`."""
    frame = decisions[["jobseeker_id", "slot_id", "decision", "by"]].copy()
    frame["on"] = day_texts(plan_week, decisions["day"])
    return as_text(frame.assign(motive=decisions["motive"]))


def zone_cells(zones: pd.DataFrame, used: set[str]) -> pd.DataFrame:
    """Return the table `zones`: all of the municipality's own, and others in which there is a jobseeker or a slot."""
    shown = zones[zones["is_own"] | zones["zone"].isin(used)]
    frame = shown[["zone", "name"]].copy()
    for name in ("lat", "lon"):
        frame[name] = [f"{value:.6f}" for value in shown[name]]
    return as_text(frame.reset_index(drop=True))


def _days(days: pd.Series, plan_week: int) -> list[str]:
    """Return dates for days from the plan week's Monday; NaN stays blank."""
    return ["" if pd.isna(day) else day_texts(plan_week, [int(day)])[0] for day in days]
