"""An example of each column, in plain words: rows that would be read without a fault, and that nobody reads as data."""

from __future__ import annotations

from planner.schema.columns import default_text, kind_of
from planner.schema.tables import Table
from planner.schema.words import OF_TABLES

# By column, what stands in its example; a column of one table alone as `table.column`.
_EXAMPLES = {
    "jobseeker_id": "J001", "slot_id": "S01", "employer_id": "E01", "programme_id": "praktik",
    "programme_ids": "praktik", "supervisor_id": "H01", "caseworker_id": "C01", "funding_id": "B01",
    "home_zone": "centrum", "zone": "centrum", "from_zone": "centrum", "to_zone": "hamnen", "contact_id": "K01",
    "available_from": "2026-W49", "start_week": "2026-W50", "from_week": "2026-W40", "to_week": "2027-W12",
    "entered_week": "2026-W20", "left_week": "2026-W45", "placed_week": "2026-W41", "paid_week": "2026-W41",
    "approved_rules": "introduktionsjobb", "age": "34", "education_level": "3", "min_education": "2",
    "swedish_level": "B1", "min_swedish": "A2", "driving_licence": "B", "skills": "truck|kassa",
    "wished_ssyk": "5223|4322", "ssyk": "5223", "hours_per_week": "40", "busy": "mo-am|we-pm",
    "shift": "mo-am|mo-pm|tu-am|tu-pm", "limits": "lyft", "excluded_limits": "lyft",
    "max_travel_minutes": "45", "travel_mode": "transit", "mode": "transit", "when": "any", "minutes": "25",
    "minutes_low": "22", "minutes_high": "31", "valid_to": "2026-12-12", "looked_up_in": "region.zip 2026-11-01",
    "months_unemployed": "14", "waiting_weeks": "9", "times_outbid": "0", "priority_class": "1",
    "registered_status": "JoB", "registered_days": "410", "programme_days": "200", "permit_months": "20",
    "months_since_establishment": "6", "part_time_grounds": "no", "support_need": "1", "capacity": "4",
    "entry_groups": "none", "protected_identity": "no", "leaves_children": "yes",
    "name": "Exempelköket", "sector": "department", "max_people": "3", "places_wanted": "2",
    "collective_agreement": "yes", "tax_debts": "no", "trading_ban": "no", "bankrupt": "no",
    "redundancies_on": "2025-06-01", "places": "2", "min_places": "1", "shortlist": "3", "hire_share": "0.4",
    "approaches_per_month": "6", "weeks": "12", "tasks": "Servering och disk",
    "workplace": "Exempelskolans kök", "workplace_kind": "ordinary", "register_extract": "yes",
    "reserved_by_hand": "0", "status": "open", "union_consulted_on": "2026-11-20", "gross_month_sek": "24500",
    "lead_weeks": "2", "confirmed_on": "2026-11-16", "rule": "arbetspraktik", "purpose": "main",
    "cost_person_week_sek": "1200", "budget_sek": "1500000", "committed_sek": "250000", "pace_share": "0.1",
    "source": "Budget 2026", "leads_to": "enkelt_jobb", "leads_to_share": "0.5", "weeks_between": "1",
    "share_kind": "judgement", "share_source": "Egen uppföljning 2025", "until_week": "2027-W10",
    "next_week": "2027-W14",
    "module_id": "truckkurs", "gives_skills": "truck", "gives_swedish": "B1", "from_swedish": "A2",
    "gives_licence": "B", "seats": "8", "cost_sek": "4500", "modules.weeks": "3", "modules.name": "Truckkurs",
    "share": "0.5", "starts_per_week": "3", "lat": "55.87", "lon": "12.83", "evening_service": "yes",
    "weekend_service": "no", "as_of": "2026-11-01", "value": "0.4", "decision": "forbid", "by": "samordnare",
    "on": "2026-11-20", "motive": "Redan överenskommet med arbetsgivaren", "state": "accepted",
    "answer_by": "2026-12-01", "cost_week_sek": "1200", "at_risk": "no", "attendance": "0.9", "end": "ended",
    "step": "week_2", "done_on": "2026-11-18", "rank": "1", "sex": "kvinna", "origin": "Sverige",
    "disability": "no", "age_class": "30-44",
    "tags": "enkla jobb", "tag": "enkla jobb", "target_id": "M1", "counts": "placements", "target": "200",
    "reached": "105", "reached_on": "2026-11-15", "reached_earlier": "4", "week": "2026-W50", "due": "80",
    "municipality": "1282", "duty_hours_per_week": "40", "unit": "enhet_1",
    "targets.name": "Platser före årsskiftet",
    "zones.name": "Centrum", "employers.name": "Måltidsservice Exempel",
    "programmes.name": "Arbetspraktik", "funding.name": "Förvaltningens budget",
}  # fmt: skip


def example_of(table: Table, column: str) -> str:
    """The example of a column, in the words of the files; without one its default, or the first word of its kind."""
    found = _EXAMPLES.get(f"{table.name}.{column}", _EXAMPLES.get(column))
    field = table.row.model_fields[column]
    return found or default_text(field) or next(iter(kind_of(field).words), "")


def example_in(table: Table, column: str, language: str) -> str:
    """The example of a column, in the words of a language."""
    return OF_TABLES[table.name].said(column, example_of(table, column), language)
