"""Who may go where: cases written by hand from the rule pack's sources, each with the gate that must refuse it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from planner.verification.eligibility import refusal
from planner.verification.slot_gates import months_before
from planner.verification.travel import needs_check, trip

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


def jug(age: int | None, days: int | None) -> dict[str, Any]:
    """In the youth guarantee at an age, for so many days."""
    return {"registered_status": "JUG", "age": age, "registered_days": 400, "programme_days": days}


def free(age: int | None, months: float | None) -> dict[str, Any]:
    """In no programme, at an age, without work for so many months."""
    return {"registered_status": "none", "age": age, "months_unemployed": months}


INTRO, NEW_START, PRAKTIK, TRAINING, BEA, JOB, SFI = (
    "introduktionsjobb", "nystartsjobb", "arbetspraktik", "arbetstraning", "bea_jobb", "ordinarie_anstallning", "sfi",
)  # fmt: skip
LINE = {"funding_id": "F1", "budget_sek": 1_000_000}
SCHOOL = {"sector": "education"}
NO_EVENINGS = {"evening_service": "no"}
CASES = [
    *(Case(f"{rule} takes the base", rule, None) for rule in (INTRO, NEW_START, PRAKTIK, TRAINING, BEA, JOB)),
    # The slot and its week
    Case("closed", PRAKTIK, "slot_status", slot={"status": "closed"}),
    Case("planned", PRAKTIK, "slot_status", slot={"status": "planned"}),
    Case("the first gate that refuses is named", BEA, "slot_status", slot={"status": "closed"},
         employer={"sector": "private"}),
    Case("week before the plan week", PRAKTIK, "start_week", slot={"start_week": "2026-W47"}),
    Case("plan week", PRAKTIK, None, slot={"start_week": "2026-W48"}),
    Case("blank start is the plan week", PRAKTIK, None, slot={"start_week": None}),
    Case("Monday 2018-04-30 is before 2018-05-01", INTRO, "rule_dates", slot={"start_week": "2018-W18"},
         more={"week": "2018-W18", "later": "2018-W19"}),
    Case("Monday 2018-05-07 is not", INTRO, None, slot={"start_week": "2018-W19"}, more={"week": "2018-W18"}),
    # The employer and the paper work
    Case("BEA at a private employer", BEA, "sector", employer={"sector": "private"}),
    Case("BEA at a municipal company", BEA, None, employer={"sector": "municipal_company"}),
    Case("BEA, sector blank", BEA, "sector_unknown", employer={"sector": None}),
    Case("praktik names no sectors", PRAKTIK, None, employer={"sector": None}),
    Case("SFI at a department", SFI, "sector", person={"swedish_level": "A2"}),
    Case("no supervisor", PRAKTIK, "supervisor", slot={"supervisor_id": None}),
    Case("an ordinary job needs none", JOB, None, slot={"supervisor_id": None}),
    Case("no union consultation", PRAKTIK, "union", slot={"union_consulted_on": None}),
    Case("union day ahead", PRAKTIK, None, slot={"union_consulted_on": "2026-12-20"}),
    Case("union day on the start", PRAKTIK, None, slot={"union_consulted_on": "2026-12-21"}),
    Case("union day after the start", PRAKTIK, "union_late", slot={"union_consulted_on": "2026-12-22"}),
    Case("no agreement", INTRO, "collective_agreement", employer={"collective_agreement": "no"}),
    Case("agreement blank", INTRO, "collective_agreement_unknown", employer={"collective_agreement": None}),
    Case("new-start asks for an agreement or its like", NEW_START, "collective_agreement",
         employer={"collective_agreement": "no"}),
    Case("tax debts", NEW_START, "tax_debts", employer={"tax_debts": "yes"}),
    Case("tax debts blank", NEW_START, "tax_debts_unknown", employer={"tax_debts": None}),
    Case("tax debts", PRAKTIK, "tax_debts", employer={"tax_debts": "yes"}),
    Case("tax debts blank", PRAKTIK, "tax_debts_unknown", employer={"tax_debts": None}),
    Case("BEA asks for no debts", BEA, None, employer={"tax_debts": "yes"}),
    Case("trading ban", PRAKTIK, "trading_ban", employer={"trading_ban": "yes"}),
    Case("trading ban blank", PRAKTIK, None, employer={"trading_ban": None}),
    Case("bankrupt", NEW_START, "bankrupt", employer={"bankrupt": "yes"}),
    Case("bankrupt blank", NEW_START, None, employer={"bankrupt": None}),
    Case("redundancies 12 months before, to the day", INTRO, None, employer={"redundancies_on": "2025-12-21"}),
    Case("redundancies a day later", INTRO, "redundancies", employer={"redundancies_on": "2025-12-22"}),
    Case("redundancies 12 months before, to the day", PRAKTIK, None, employer={"redundancies_on": "2025-12-21"}),
    Case("redundancies a day later", PRAKTIK, "redundancies", employer={"redundancies_on": "2025-12-22"}),
    Case("training asks for no redundancies", TRAINING, None, employer={"redundancies_on": "2026-11-20"}),
    # Amended on 2025-02-01: the rule as it stands on the Monday of the start week decides.
    Case("redundancies before the amendment", NEW_START, None, slot={"start_week": "2025-W05"},
         employer={"redundancies_on": "2025-01-15"}, more={"week": "2025-W01"}),
    Case("redundancies after it", NEW_START, "redundancies", slot={"start_week": "2025-W06"},
         employer={"redundancies_on": "2025-01-15"}, more={"week": "2025-W01"}),
    # Length, hours, lead time
    Case("praktik of 26 weeks", PRAKTIK, None, slot={"weeks": 26}),
    Case("praktik of 27 weeks", PRAKTIK, "length", slot={"weeks": 27}),
    Case("introduction job of 52 weeks", INTRO, None, slot={"weeks": 52}),
    Case("introduction job of 53 weeks", INTRO, "length", slot={"weeks": 53}),
    Case("an ordinary job has no longest", JOB, None, slot={"weeks": 200}),
    Case("more than full time", BEA, "slot_hours", slot={"hours_per_week": 40.5}, person={"hours_per_week": 45}),
    Case("an ordinary job has no most hours", JOB, None, slot={"hours_per_week": 40.5}, person={"hours_per_week": 45}),
    Case("new-start three weeks ahead", NEW_START, None, slot={"start_week": "2026-W51"}),
    Case("new-start two weeks ahead", NEW_START, "lead_time", slot={"start_week": "2026-W50"}),
    Case("2026-W51 to 2027-W01 is three weeks, over W53", NEW_START, None, slot={"start_week": "2027-W01"},
         more={"week": "2026-W51"}),
    Case("2026-W52 to 2027-W01 is two", NEW_START, "lead_time", slot={"start_week": "2027-W01"},
         more={"week": "2026-W52"}),
    Case("extract, two weeks ahead over W53", PRAKTIK, None,
         slot={"start_week": "2027-W01", "register_extract": "yes"}, more={"week": "2026-W52"}),
    Case("extract, two weeks ahead", PRAKTIK, None, slot={"start_week": "2026-W50", "register_extract": "yes"}),
    Case("extract, one week ahead", PRAKTIK, "lead_time", slot={"start_week": "2026-W49", "register_extract": "yes"}),
    Case("extract blank is none", PRAKTIK, None, slot={"start_week": "2026-W48", "register_extract": None}),
    Case("the slot's own lead time", PRAKTIK, "lead_time", slot={"lead_weeks": 5}),
    Case("the slot's own lead time, just met", PRAKTIK, None, slot={"lead_weeks": 4}),
    # Money: twelve weeks of praktik from 2026-W52 end with 2027-W10
    Case("money to the last week", PRAKTIK, None, programme={"funding_id": "F1"},
         more={"line": {"to_week": "2027-W10"}}),
    Case("money a week short", PRAKTIK, "funding_weeks", programme={"funding_id": "F1"},
         more={"line": {"to_week": "2027-W09"}}),
    Case("money begins a week late", PRAKTIK, "funding_weeks", programme={"funding_id": "F1"},
         more={"line": {"from_week": "2026-W53"}}),
    Case("uncovered weeks allowed", PRAKTIK, None, programme={"funding_id": "F1"},
         more={"line": {"to_week": "2027-W09"}, "settings": {"allow_uncovered_weeks": True}}),
    Case("no wage to compute a budget with", INTRO, "cost_unknown", programme={"funding_id": "F1"},
         slot={"gross_month_sek": None}, more={"line": {}}),
    Case("no wage and no budget", INTRO, None, slot={"gross_month_sek": None}),
    Case("no wage, a cost a week", INTRO, None, programme={"funding_id": "F1", "cost_person_week_sek": 100},
         slot={"gross_month_sek": None}, more={"line": {}}),
    # Who
    Case("JUG at 20, 200 days", INTRO, None, person=jug(20, 200)),
    Case("JUG at 20, 199 days", INTRO, "rule_who", person=jug(20, 199)),
    Case("JUG at 19, 200 days", INTRO, "rule_who", person=jug(19, 200)),
    Case("JUG, age blank, 200 days", INTRO, "rule_who_unknown", person=jug(None, 200)),
    Case("JUG at 20, days blank", INTRO, "rule_who_unknown", person=jug(20, None)),
    Case("JUG at 19, days blank: the age refuses", INTRO, "rule_who", person=jug(19, None)),
    Case("establishment at 20", INTRO, None, person={"registered_status": "etablering", "age": 20}),
    Case("establishment at 19", INTRO, "rule_who", person={"registered_status": "etablering", "age": 19}),
    Case("JoB at 18", INTRO, None, person={"age": 18}),
    Case("no programme", INTRO, "rule_who", person={"registered_status": "none"}),
    Case("programme blank", INTRO, "rule_who_unknown", person={"registered_status": None}),
    Case("20, six months, for as long", NEW_START, None, person=free(20, 6), slot={"weeks": 26}),
    Case("20, six months, for longer", NEW_START, "rule_who", person=free(20, 6), slot={"weeks": 27}),
    Case("20, not six months", NEW_START, "rule_who", person=free(20, 5.9)),
    Case("19, two years", NEW_START, "rule_who", person=free(19, 24)),
    Case("24, six months", NEW_START, None, person=free(24, 6), slot={"weeks": 26}),
    Case("25, six months", NEW_START, "rule_who", person=free(25, 6)),
    Case("25, not twelve months", NEW_START, "rule_who", person=free(25, 11.5)),
    Case("25, twelve months", NEW_START, None, person=free(25, 12)),
    Case("24, months blank", NEW_START, "rule_who_unknown", person=free(24, None)),
    Case("JoB needs no months", NEW_START, None, person={"months_unemployed": None}),
    Case("JoB, age blank", NEW_START, "rule_who_unknown", person={"age": None}),
    Case("24, more than a year long", NEW_START, "rule_who", person=free(24, 8), slot={"weeks": 53}),
    Case("25, two years long", NEW_START, None, person=free(25, 24), slot={"weeks": 104}),
    Case("establishment jobs are full time", "etableringsjobb", "slot_hours", slot={"hours_per_week": 30}),
    Case("application to higher vocational education", "yrkeshogskola", None, employer=SCHOOL),
    Case("and no upper secondary", "yrkeshogskola", "rule_who", person={"education_level": 2}, employer=SCHOOL),
    Case("wage subsidy is the authority's to open", "lonebidrag", "rule_who"),
    Case("and it has", "lonebidrag", None, person={"approved_rules": "lonebidrag"}),
    Case("summer job at 20", "feriejobb", "rule_who", person={"age": 20}, slot={"hours_per_week": 30}),
    Case("summer job of 35 hours", "feriejobb", "slot_hours", person={"age": 17}, slot={"hours_per_week": 35}),
    Case("praktik at 25, registered a day", PRAKTIK, None,
         person={"registered_status": "none", "age": 25, "registered_days": 1}),
    Case("praktik at 24", PRAKTIK, "rule_who", person={"registered_status": "none", "age": 24, "registered_days": 1}),
    Case("praktik at 25, not registered", PRAKTIK, "rule_who",
         person={"registered_status": "none", "age": 25, "registered_days": 0}),
    Case("praktik found open by the authority", PRAKTIK, None,
         person={"registered_status": "none", "age": 17, "registered_days": 0, "approved_rules": "arbetspraktik"}),
    Case("praktik at 24, programme blank", PRAKTIK, "rule_who_unknown",
         person={"registered_status": None, "age": 24, "registered_days": 1}),
    Case("training found open by the authority", TRAINING, None,
         person={"registered_status": "none", "approved_rules": "arbetstraning"}),
    Case("praktik of 36 hours without grounds", PRAKTIK, "rule_who", person={"part_time_grounds": "no"},
         slot={"hours_per_week": 36}),
    Case("praktik of 36 hours, grounds blank", PRAKTIK, "rule_who_unknown", person={"part_time_grounds": None},
         slot={"hours_per_week": 36}),
    Case("praktik of 36 hours for whoever cannot take more", PRAKTIK, None,
         person={"part_time_grounds": None, "hours_per_week": 36}, slot={"hours_per_week": 36}),
    Case("praktik of 37 hours without grounds", PRAKTIK, None, person={"part_time_grounds": "no"},
         slot={"hours_per_week": 37}),
    Case("a permit 36 months ago", INTRO, None, person={"registered_status": "none", "permit_months": 36}),
    Case("a permit 37 months ago", INTRO, "rule_who", person={"registered_status": "none", "permit_months": 37}),
    Case("no permit stated", INTRO, "rule_who", person={"registered_status": "none", "permit_months": None}),
    Case("66", INTRO, None, person={"age": 66}),
    Case("67", INTRO, "rule_who", person={"age": 67}),
    Case("BEA at 18", BEA, None, person={"age": 18}),
    Case("BEA at 17", BEA, "rule_who", person={"age": 17}),
    Case("BEA, age blank", BEA, "rule_who_unknown", person={"age": None}),
    Case("SFI at A2", SFI, None, person={"swedish_level": "A2"}, employer=SCHOOL),
    Case("SFI at B1", SFI, "rule_who", person={"swedish_level": "B1"}, employer=SCHOOL),
    Case("SFI, Swedish blank", SFI, "rule_who_unknown", person={"swedish_level": None}, employer=SCHOOL),
    Case("SFI at 16", SFI, None, person={"swedish_level": "none", "age": 16}, employer=SCHOOL),
    Case("SFI at 15", SFI, "rule_who", person={"swedish_level": "none", "age": 15}, employer=SCHOOL),
    Case("an ordinary job asks nothing", JOB, None,
         person={"registered_status": None, "age": None, "registered_days": None, "months_unemployed": None}),
    # The person and the slot
    Case("available when it starts", PRAKTIK, None, person={"available_from": "2026-W52"}),
    Case("available a week late", PRAKTIK, "available", person={"available_from": "2026-W53"}),
    Case("hours enough", PRAKTIK, None, person={"hours_per_week": 30}, slot={"hours_per_week": 30}),
    Case("hours too many", PRAKTIK, "hours", person={"hours_per_week": 30}, slot={"hours_per_week": 30.5}),
    Case("busy in the shift", PRAKTIK, "busy", person={"busy": "we-pm|th-ev"}, slot={"shift": "mo-am|we-pm"}),
    Case("busy beside the shift", PRAKTIK, None, person={"busy": "we-ev"}, slot={"shift": "mo-am|we-pm"}),
    Case("busy, no shift stated", PRAKTIK, None, person={"busy": "we-ev"}),
    Case("education enough", JOB, None, slot={"min_education": 3}),
    Case("education short", JOB, "education", slot={"min_education": 4}),
    Case("education blank", JOB, "education_unknown", slot={"min_education": 0}, person={"education_level": None}),
    Case("Swedish enough", JOB, None, slot={"min_swedish": "B1"}),
    Case("Swedish short", JOB, "swedish", slot={"min_swedish": "B2"}),
    Case("Swedish blank", JOB, "swedish_unknown", slot={"min_swedish": "A1"}, person={"swedish_level": None}),
    Case("no licence", JOB, "driving_licence", slot={"driving_licence": "B"}),
    Case("one licence of two", JOB, "driving_licence", slot={"driving_licence": "B|CE"},
         person={"driving_licence": "B"}),
    Case("both licences", JOB, None, slot={"driving_licence": "B|CE"}, person={"driving_licence": "CE|B"}),
    Case("a skill missing", JOB, "skills", slot={"skills": "truck"}, person={"skills": "cooking"}),
    Case("the skill held", JOB, None, slot={"skills": "truck"}, person={"skills": "cooking|truck"}),
    Case("a limit the work does not allow", JOB, "limits", slot={"excluded_limits": "lifting"},
         person={"limits": "lifting|stairs"}),
    Case("a limit that does not matter", JOB, None, slot={"excluded_limits": "lifting"}, person={"limits": "stairs"}),
    Case("veto of the slot", JOB, "veto", more={"wish": {"slot_id": "S1", "rank": 0}}),
    Case("veto of the field", JOB, "veto", more={"wish": {"ssyk": "53", "rank": 0}}),
    Case("veto of another occupation", JOB, None, more={"wish": {"ssyk": "5321", "rank": 0}}),
    Case("a wish is no veto", JOB, None, more={"wish": {"slot_id": "S1", "rank": 1}}),
    Case("veto of an occupation, slot without a code", JOB, None, slot={"ssyk": None},
         more={"wish": {"ssyk": "53", "rank": 0}}),
    # A place declined before
    Case("declined this very place", JOB, "declined", more={"history": {"slot_id": "S1", "end": "declined"}}),
    Case("declined and pinned", JOB, None, more={"history": {"slot_id": "S1", "end": "declined"}, "pin": "S1"}),
    Case("declined another place", JOB, None, more={"history": {"slot_id": "S9", "end": "declined"}}),
    Case("declined some place as this form", JOB, None, more={"history": {"programme_id": "X", "end": "declined"}}),
    Case("was there and it ended", JOB, None, more={"history": {"slot_id": "S1", "end": "ended"}}),
    # The trip: 60 minutes by the policy; modelled minutes may be 15 more
    Case("60 minutes in the table", JOB, None, more={"minutes": 60}),
    Case("61 minutes in the table", JOB, "travel", more={"minutes": 61}),
    Case("61 minutes, own limit 61", JOB, None, person={"max_travel_minutes": 61}, more={"minutes": 61}),
    Case("31 minutes, own limit 30", JOB, "travel", person={"max_travel_minutes": 30}, more={"minutes": 31}),
    # 0.675 degrees north are 75.06 km, a way of 97.57: 12 + 60 x (8 / 30 + 89.57 / 115) = 74.7, up to 75; 0.68: 75.1.
    Case("75 minutes modelled", JOB, None, more={"lat": 56.675}),
    Case("76 minutes modelled", JOB, "travel", more={"lat": 56.68}),
    Case("a table for another mode does not count", JOB, None, more={"lat": 56.36, "minutes": 90, "mode": "car"}),
    Case("45 minutes to praktik", PRAKTIK, None, more={"minutes": 45}),
    Case("46 minutes to praktik", PRAKTIK, "travel", more={"minutes": 46}),
    Case("46 minutes to half time", JOB, "travel", slot={"hours_per_week": 20}, more={"minutes": 46}),
    Case("46 minutes to more than half time", JOB, None, slot={"hours_per_week": 20.5}, more={"minutes": 46}),
    Case("60 minutes to a course", SFI, None, person={"swedish_level": "A2"}, employer=SCHOOL, more={"minutes": 60}),
    Case("a short limit is no longer than the usual one", PRAKTIK, "travel",
         more={"minutes": 41, "settings": {"max_travel_minutes": 40}}),
    Case("30 minutes, leaves children", JOB, None, person={"leaves_children": "yes"}, more={"minutes": 30}),
    Case("31 minutes, leaves children", JOB, "travel", person={"leaves_children": "yes"}, more={"minutes": 31}),
    Case("31 minutes, leaves none", JOB, None, person={"leaves_children": "no"}, more={"minutes": 31}),
    Case("50 minutes agreed, leaves children", PRAKTIK, None,
         person={"leaves_children": "yes", "max_travel_minutes": 50}, more={"minutes": 50}),
    Case("90 minutes agreed", JOB, None, person={"max_travel_minutes": 120}, more={"minutes": 90}),
    Case("nobody is asked to agree to 91", JOB, "travel", person={"max_travel_minutes": 120}, more={"minutes": 91}),
    # The hours of the shift
    Case("no bus in the evening", JOB, "last_bus", slot={"shift": "mo-pm|mo-ev"}, more={"zone": NO_EVENINGS}),
    Case("no evening shift", JOB, None, slot={"shift": "mo-am|mo-pm"}, more={"zone": NO_EVENINGS}),
    Case("no shift stated", JOB, None, more={"zone": NO_EVENINGS}),
    Case("nobody says whether there is one", JOB, None, slot={"shift": "mo-ev"}),
    Case("a bicycle needs no bus", JOB, None, person={"travel_mode": "bike"}, slot={"shift": "mo-ev"},
         more={"zone": NO_EVENINGS}),
    Case("nor does a trip inside one zone", JOB, None, slot={"shift": "mo-ev", "zone": "Z1"},
         more={"home": NO_EVENINGS}),
    Case("no bus home in the evening", JOB, "last_bus", slot={"shift": "mo-ev"}, more={"home": NO_EVENINGS}),
    Case("a Saturday evening needs both", JOB, "last_bus", slot={"shift": "sa-ev"},
         more={"zone": {"evening_service": "yes", "weekend_service": "no"}}),
    Case("and has both", JOB, None, slot={"shift": "sa-ev"},
         more={"zone": {"evening_service": "yes", "weekend_service": "yes"}}),
    Case("the zone goes before minutes for any part", JOB, "last_bus", slot={"shift": "mo-ev"},
         more={"zone": NO_EVENINGS, "minutes": 20}),
    Case("minutes for the evening go before the zone", JOB, None, slot={"shift": "mo-ev"},
         more={"zone": NO_EVENINGS, "minutes": 20, "when": "evening"}),
    Case("a table without minutes in the evening", JOB, "last_bus", slot={"shift": "mo-ev"},
         more={"minutes": None, "when": "evening"}),
    Case("and with a shift by day", JOB, None, slot={"shift": "mo-pm"}, more={"minutes": None, "when": "evening"}),
    Case("a car meets no bus but the table counts", JOB, "last_bus", person={"travel_mode": "car"},
         more={"minutes": None, "mode": "car"}),
    Case("61 minutes in the morning", JOB, "travel", slot={"shift": "mo-am|mo-pm"},
         more={"minutes": 61, "when": "morning"}),
    Case("61 minutes in the morning, work from noon", JOB, None, slot={"shift": "mo-pm"},
         more={"minutes": 61, "when": "morning"}),
]  # fmt: skip


def _written(week: Week, case: Case) -> Week:
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
        row = {key: case.more[key] for key in ("minutes", "mode", "when") if key in case.more}
        week.add("travel", from_zone="Z1", to_zone="Z2", **row)
    if "line" in case.more:
        week.add("funding", **{**LINE, **case.more["line"]})
    if "wish" in case.more:
        week.add("preferences", jobseeker_id="P1", **case.more["wish"])
    if "history" in case.more:
        week.add("history", jobseeker_id="P1", **case.more["history"])
    if "pin" in case.more:
        week.add("decisions", jobseeker_id="P1", slot_id=case.more["pin"], decision="pin")
    return week


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_gates_refuse_what_the_sources_refuse(week: Week, case: Case) -> None:
    assert refusal(*_written(week, case).candidate()) == case.gate


def test_names_of_cases_are_their_own() -> None:
    names = [(case.rule, case.name) for case in CASES]
    assert len(set(names)) == len(names) > 40


@pytest.mark.parametrize(
    "more, minutes, check",
    [
        ({"lat": 56.0}, 12, False),
        ({"lat": 56.47}, 60, False),
        ({"lat": 56.48}, 61, True),
        ({"lat": 56.675}, 75, True),
        ({"lat": 56.68}, 76, False),
        ({"minutes": 61}, 61, False),
    ],
)
def test_modelled_minutes_above_the_limit_are_marked(
    week: Week,
    more: dict[str, Any],
    minutes: float,
    check: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    facts, (person, form) = _written(week, Case("trip", JOB, None, more=more)).candidate()
    assert trip(facts, person, form.slot).minutes == minutes
    assert needs_check(facts, person, form) is check


@pytest.mark.parametrize(
    "shift, zone, minutes, check",
    [
        ("mo-am", {}, 51, False),
        ("mo-ev", {}, 61, True),
        ("mo-ev", {"evening_service": "yes"}, 61, True),
        ("su-am", {"weekend_service": "yes"}, 61, True),
    ],
)
def test_evenings_and_weekends_take_longer(
    week: Week,
    shift: str,
    zone: dict[str, str],
    minutes: float,
    check: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """0.36 degrees are 51 minutes by day; 10 more bring them over the limit."""
    more = {"lat": 56.36, "zone": zone}
    facts, (person, form) = _written(week, Case("trip", JOB, None, slot={"shift": shift}, more=more)).candidate()
    assert trip(facts, person, form.slot).minutes == minutes
    assert needs_check(facts, person, form) is check


@pytest.mark.parametrize("zone, check", [({}, True), ({"evening_service": "yes"}, False)])
def test_a_modelled_evening_trip_is_to_be_checked_until_somebody_says_that_there_is_one(
    week: Week,
    zone: dict[str, str],
    check: bool,  # noqa: FBT001 - a column of the table
) -> None:
    facts, (person, form) = _written(
        week, Case("trip", JOB, None, slot={"shift": "mo-ev"}, more={"lat": 56.1, "zone": zone})
    ).candidate()
    assert needs_check(facts, person, form) is check


def test_a_trip_inside_one_zone_takes_what_the_mode_says(week: Week) -> None:
    facts, (person, form) = _written(week, Case("trip", JOB, None, slot={"zone": "Z1"})).candidate()
    assert trip(facts, person, form.slot).ways == ((15, "modelled", True),)


def test_months_before_keeps_the_day_or_takes_the_months_last() -> None:
    assert months_before(date(2026, 12, 21), 12) == date(2025, 12, 21)
    assert months_before(date(2016, 2, 29), 12) == date(2015, 2, 28)
    assert months_before(date(2026, 3, 30), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 5), 1) == date(2025, 12, 5)


@pytest.mark.parametrize(
    "slot, wish, listed_form, gate",
    [
        ({"supervisor_id": None, "weeks": 150}, None, "X", None),
        ({"status": "closed"}, None, "X", "slot_status"),
        ({}, {"slot_id": "S1", "rank": 0}, None, "veto"),
        ({}, None, "Y", "not_listed"),
        ({}, "declined", None, "declined"),
        ({}, None, None, None),
    ],
)
def test_listed_mode_refuses_only_closed_slots_vetoes_and_declined_places(
    week: Week, slot: dict[str, Any], wish: dict[str, Any] | str | None, listed_form: str | None, gate: str | None
) -> None:
    more = {"settings": {"candidates": "listed"}} | ({"wish": wish} if isinstance(wish, dict) else {})
    more |= {"history": {"slot_id": "S1", "end": "declined"}} if wish == "declined" else {}
    _written(week, Case("listed", INTRO, None, slot={"programme_ids": "X|Y", **slot}, more=more))
    week.add("programmes", programme_id="Y", rule=SFI)
    week.add("outcomes", jobseeker_id="P1", slot_id="S1", programme_id=listed_form, value=0.5)
    assert refusal(*week.candidate()) == gate
