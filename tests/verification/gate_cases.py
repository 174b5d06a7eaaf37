"""Cases for the gates: a person, a slot and an employer against which nothing speaks, and what a case changes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.verification.eligibility import refusal

if TYPE_CHECKING:
    from tests.verification.conftest import Week


# Somebody whom most rules take, a slot that most rules take, an employer against whom nothing speaks. The start is
# four weeks after the plan week: 2026-W52, Monday 2026-12-21.
PERSON = {
    "jobseeker_id": "P1", "home_zone": "Z1", "age": 30, "education_level": 3, "swedish_level": "B1",
    "registered_status": "JoB", "registered_days": 400, "programme_days": 200, "months_unemployed": 18,
    "part_time_grounds": "yes",
}  # fmt: skip
SLOT = {
    "slot_id": "S1", "employer_id": "E1", "programme_ids": "X", "zone": "Z2", "places": 1, "start_week": "2026-W52",
    "ssyk": "5330", "supervisor_id": "H1", "union_consulted_on": "2016-11-01", "gross_month_sek": 24000,
}  # fmt: skip
EMPLOYER = {
    "employer_id": "E1", "name": "Ett", "sector": "department", "collective_agreement": "yes", "tax_debts": "no",
    "trading_ban": "no", "bankrupt": "no",
}  # fmt: skip
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Case(NamedTuple):
    """What is changed from the base, and the gate that refuses, or None."""

    name: str
    rule: str
    gate: str | None
    person: Mapping[str, Any] = NOTHING
    slot: Mapping[str, Any] = NOTHING
    employer: Mapping[str, Any] = NOTHING
    programme: Mapping[str, Any] = NOTHING
    more: Mapping[str, Any] = NOTHING


def free(age: int | None, months: float | None) -> dict[str, Any]:
    """In no programme, at an age, without work for so many months."""
    return {"registered_status": "none", "age": age, "months_unemployed": months}


INTRO, NEW_START, PRAKTIK, TRAINING, BEA, JOB, SFI = (
    "introduktionsjobb", "nystartsjobb", "arbetspraktik", "arbetstraning", "bea_jobb", "ordinarie_anstallning", "sfi",
)  # fmt: skip
LINE = {"funding_id": "F1", "budget_sek": 1_000_000}
SCHOOL = {"sector": "education"}


def written(week: Week, case: Case) -> Week:
    """The tables of a case."""
    week.week = case.more.get("week", "2026-W48")
    week.settings = case.more.get("settings", {})
    week.add("jobseekers", **{**PERSON, **case.person})
    week.add("slots", **{**SLOT, **case.slot})
    if "later" in case.more:  # a programme none of whose slots is inside its dates is a fault of the files
        week.add("slots", **{**SLOT, "slot_id": "S2", "start_week": case.more["later"]})
    week.add("employers", **{**EMPLOYER, **case.employer})
    week.add("programmes", **{"programme_id": "X", "rule": case.rule, **case.programme})
    week.add("supervisors", supervisor_id="H1")
    runs = {"evening_service": "yes", "weekend_service": "yes"} | case.more.get("home", {})
    week.add("zones", zone="Z1", lat=56.0, lon=13.0, **runs)
    week.add("zones", zone="Z2", lat=case.more.get("lat", 56.0), lon=13.0, **case.more.get("zone", {}))
    if "minutes" in case.more:
        row = {
            key: case.more[key]
            for key in ("minutes", "minutes_low", "minutes_high", "mode", "when")
            if key in case.more
        }
        week.add("travel", from_zone="Z1", to_zone="Z2", **row)
    if "line" in case.more:
        week.add("funding", **{**LINE, **case.more["line"]})
    if "wish" in case.more:
        week.add("preferences", jobseeker_id="P1", **case.more["wish"])
    if "history" in case.more:
        week.add("history", jobseeker_id="P1", **case.more["history"])
    if "placement" in case.more:
        week.add("placements", jobseeker_id="P1", slot_id="S1", state="started", **case.more["placement"])
    if "pin" in case.more:
        signed = {"by": "K1", "motive": "asked again"} if case.more.get("signed", True) else {}
        week.add("decisions", jobseeker_id="P1", slot_id=case.more["pin"], decision="pin", **signed)
    return week


def first_refusal(week: Week, case: Case) -> str | None:
    """The gate that refuses a case, or None."""
    return refusal(*written(week, case).candidate())


def name_of(case: Case) -> str:
    """A case as tests name it."""
    return f"{case.rule}: {case.name}"
