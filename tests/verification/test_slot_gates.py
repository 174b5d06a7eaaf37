"""Gates of the slot, its employer and its money: cases from the rule pack's sources, with the gate that must refuse."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.verification.slot_gates import months_before
from tests.verification.gate_cases import (
    BEA,
    INTRO,
    JOB,
    NEW_START,
    PRAKTIK,
    SFI,
    TRAINING,
    Case,
    first_refusal,
    name_of,
)

if TYPE_CHECKING:
    from tests.verification.conftest import Week


CASES = [
    # The slot and its week
    Case("closed", PRAKTIK, "slot_status", slot={"status": "closed"}),
    Case("planned", PRAKTIK, "slot_status", slot={"status": "planned"}),
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
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_slot_is_refused_by_what_the_sources_ask_of_it(week: Week, case: Case) -> None:
    assert first_refusal(week, case) == case.gate


def test_months_before_keeps_the_day_or_takes_the_months_last() -> None:
    assert months_before(date(2026, 12, 21), 12) == date(2025, 12, 21)
    assert months_before(date(2016, 2, 29), 12) == date(2015, 2, 28)
    assert months_before(date(2026, 3, 30), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 5), 1) == date(2025, 12, 5)
