"""Whom a legal form takes: cases written by hand from the rule pack's sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.verification.gate_cases import (
    BEA,
    INTRO,
    JOB,
    NEW_START,
    PRAKTIK,
    SCHOOL,
    SFI,
    TRAINING,
    Case,
    first_refusal,
    free,
    name_of,
)

if TYPE_CHECKING:
    from tests.verification.conftest import Week


def jug(age: int | None, days: int | None) -> dict[str, Any]:
    """In the youth guarantee at an age, for so many days."""
    return {"registered_status": "JUG", "age": age, "registered_days": 400, "programme_days": days}


CASES = [
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
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_form_takes_whom_the_sources_say(week: Week, case: Case) -> None:
    assert first_refusal(week, case) == case.gate
