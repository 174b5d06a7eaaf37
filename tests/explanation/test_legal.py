"""What rests on law that nobody has verified is said to do so."""

from __future__ import annotations

from pathlib import Path

from planner.explanation.legal import (
    RULE_GATES,
    RULE_PARTS,
    unverified_by_offer,
    unverified_by_programme,
    unverified_by_slot,
)
from tests.scenarios import Given


def test_a_refusal_by_an_unverified_rule_says_so_and_one_by_a_read_rule_does_not(tmp_path: Path) -> None:
    given = Given(tmp_path, candidates="eligible")
    given.change("employers", "E1", sector="department", collective_agreement="yes", tax_debts="no")
    given.add("supervisors", supervisor_id="H1")
    given.tables["programmes"] = [
        {"programme_id": "bea", "rule": "bea_jobb"}, {"programme_id": "praktik", "rule": "arbetspraktik"}
    ]  # fmt: skip
    ready = {"supervisor_id": "H1", "union_consulted_on": "2026-11-01", "gross_month_sek": 24_000}
    given.slot("S1", programme_ids="bea", min_swedish="A1", **ready)
    given.slot("S2", programme_ids="praktik", min_swedish="C1", driving_licence="B", skills="weld", **ready)
    # Of J1 the age alone is in the way of S1 (BEA's age is our reading); of J2 no rule is.
    given.person("J1", age=17, swedish_level="A2", registered_status="none", registered_days=5)
    given.person("J2", age=30, swedish_level="none", registered_status="none", registered_days=5)
    plan = given.plan()
    said = plan.assignments.set_index("jobseeker_id")["reason"]
    assert "(the rule is not verified)" in said["J1"]
    assert "verified" not in said["J2"]
    given.person("J3", age=30, swedish_level="A2", registered_status="none", registered_days=5)
    todo = given.plan().assignments.set_index("jobseeker_id")["to_do"]
    assert "unverified_rule" in todo["J3"].split("|")


def test_gates_on_unverified_law_are_those_of_the_forms_and_a_slot_has_those_of_all_its_forms(tmp_path: Path) -> None:
    given = Given(tmp_path).add("programmes", programme_id="bea", rule="bea_jobb", cost_person_week_sek=0)
    given.add("programmes", programme_id="osa", rule="osa", cost_person_week_sek=0)
    given.slot("S1", programme_ids="bea|osa").slot("S2", programme_ids="osa").person("P1")
    instance = given.worth("P1", "S1", 0.5).worth("P1", "S2", 0.5).instance()
    of_form = unverified_by_programme(instance)
    assert "rule_who" in of_form["bea"]
    of_offer = dict(zip(instance.offers["programme_id"], unverified_by_offer(instance), strict=True))
    assert {name: gates for name, gates in of_offer.items() if gates} == {
        name: of_form[name] for name in of_offer if name in of_form
    }
    of_slot = unverified_by_slot(instance)
    assert of_slot[0] == {*of_offer["bea"], *of_offer["osa"]}
    assert of_slot[1] == {*of_offer["osa"]}


def test_the_part_of_a_rule_that_each_gate_reads_has_a_name() -> None:
    assert tuple(RULE_PARTS) == RULE_GATES
