"""Each hard constraint: a plan that breaks that constraint alone is caught by that check and by no other."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.verification import CONSTRAINTS, verify

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek


def checks(folder: Path) -> list[str]:
    """The names of the checks that object."""
    return sorted({objection.check for objection in verify(folder)})


def test_a_sound_plan_is_accepted(listed: ListedWeek) -> None:
    listed.person("P1")
    listed.person("P2")
    listed.slot("S1", places=2)
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S1", 0.5)
    folder = listed.propose(("P1", "S1"), ("P2", "S1"))
    assert [str(objection) for objection in verify(folder)] == []
    assert verify(folder, scenario=listed.home / "scenario") == []


def test_constraints_are_named_as_their_files() -> None:
    home = Path(__file__).parents[2] / "planner" / "verification" / "constraints"
    files = {path.stem for path in home.glob("*.py")} - {"__init__", "row"}
    assert {constraint.name for constraint in CONSTRAINTS} == files
    for name in files:
        assert import_module(f"planner.verification.constraints.{name}").CONSTRAINT.name == name


def test_one_main_counts_main_places_of_a_person(listed: ListedWeek) -> None:
    listed.person("P1", hours_per_week=80)
    listed.slot("S1")
    listed.slot("S2")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P1", "S2", 0)
    assert checks(listed.propose(("P1", "S1"), ("P1", "S2"))) == ["one_main"]


def test_one_main_lets_a_companion_stand_beside_a_main_place(listed: ListedWeek) -> None:
    listed.settings["goals"] = ["outcome", "other_purposes"]
    listed.add("programmes", programme_id="C", rule="sfi")
    listed.person("P1")
    listed.slot("S1", hours_per_week=25)
    listed.slot("S2", hours_per_week=15, programme_ids="C")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P1", "S2", 0.5)
    folder = listed.propose(("P1", "S1"), ("P1", "S2"))
    # One priority class, of weight 1, and acceptance 1: 1 + 1 / 10.
    listed.plan["goals"][1]["final"] = 1.1
    assert [str(o) for o in verify(listed.write())] == []
    assert folder.is_dir()


def test_person_hours_counts_running_placements(listed: ListedWeek) -> None:
    listed.person("P1")
    listed.slot("S0", hours_per_week=25)
    listed.slot("S1", hours_per_week=16)
    listed.add("placements", jobseeker_id="P1", slot_id="S0", state="started", from_week="2026-W40", to_week="2026-W48")
    listed.worth("P1", "S1", 0.25)
    listed.assignments = [_kept("P1", "S0", "2026-W40", 9, hours=25)]
    assert checks(listed.propose(("P1", "S1"), running={"S0": 1})) == ["person_hours"]


def test_person_hours_is_free_again_when_a_placement_has_ended(listed: ListedWeek) -> None:
    listed.person("P1")
    listed.slot("S0", hours_per_week=25)
    listed.slot("S1", hours_per_week=16)
    listed.add("placements", jobseeker_id="P1", slot_id="S0", state="started", from_week="2026-W40", to_week="2026-W47")
    listed.worth("P1", "S1", 0.25)
    assert checks(listed.propose(("P1", "S1"), running={"S0": 0})) == []


def test_person_shifts_sees_two_places_in_one_half_day(listed: ListedWeek) -> None:
    listed.settings["goals"] = ["outcome", "other_purposes"]
    listed.add("programmes", programme_id="C", rule="sfi")
    listed.person("P1")
    listed.slot("S1", hours_per_week=25, shift="mo-am|tu-am")
    listed.slot("S2", hours_per_week=15, shift="tu-am", programme_ids="C")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P1", "S2", 0.5)
    listed.propose(("P1", "S1"), ("P1", "S2"))
    listed.plan["goals"][1]["final"] = 1.1
    assert checks(listed.write()) == ["person_shifts"]


def test_slot_places_counts_running_and_reserved_places(listed: ListedWeek) -> None:
    listed.person("P1")
    listed.person("P2")
    listed.slot("S1", places=2)
    listed.add("placements", slot_id="S1", state="started", from_week="2026-W40", to_week="2026-W50")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S1", 0.5)
    folder = listed.propose(("P1", "S1"), ("P2", "S1"), running={"S1": 1})
    assert [str(o) for o in verify(folder)] == ["verify[slot_places]: slot S1: 2 places proposed, 1 left."]


def test_slot_places_needs_the_minimum(listed: ListedWeek) -> None:
    listed.person("P1")
    listed.person("P2")
    listed.slot("S1", places=3, min_places=2)
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S1", 0.5)
    assert checks(listed.propose(("P1", "S1"))) == ["slot_places"]


def test_employer_people_counts_over_all_slots_of_one_employer(listed: ListedWeek) -> None:
    listed.tables["employers"][0]["max_people"] = 1
    listed.person("P1")
    listed.person("P2")
    listed.slot("S1")
    listed.slot("S2")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S2", 0.5)
    assert checks(listed.propose(("P1", "S1"), ("P2", "S2"))) == ["employer_people"]


def test_employer_people_lets_one_follow_another(listed: ListedWeek) -> None:
    listed.tables["employers"][0]["max_people"] = 1
    listed.person("P1")
    listed.person("P2")
    listed.slot("S1")
    listed.slot("S2", start_week="2026-W52")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S2", 0.5)
    assert checks(listed.propose(("P1", "S1"), ("P2", "S2"))) == []


def test_supervisor_support_adds_up_need_not_heads(listed: ListedWeek) -> None:
    listed.add("supervisors", supervisor_id="H1", capacity=2)
    listed.person("P1", support_need=1.5)
    listed.person("P2", support_need=1)
    listed.slot("S1", places=2, supervisor_id="H1")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S1", 0.5)
    assert checks(listed.propose(("P1", "S1"), ("P2", "S1"))) == ["supervisor_support"]


def test_caseworker_starts_counts_running_starts_of_the_week(listed: ListedWeek) -> None:
    listed.add("caseworkers", caseworker_id="H1", starts_per_week=1)
    listed.person("P1", caseworker_id="H1")
    listed.person("P2", caseworker_id="H1")
    listed.slot("S0")
    listed.slot("S1")
    listed.add("placements", jobseeker_id="P2", slot_id="S0", state="accepted")
    listed.worth("P1", "S1", 0.25)
    listed.assignments = [_kept("P2", "S0", "2026-W48", 4)]
    assert checks(listed.propose(("P1", "S1"), running={"S0": 1})) == ["caseworker_starts"]


def test_funding_budget_charges_the_weeks_inside_the_line(listed: ListedWeek) -> None:
    # 100 SEK a week: W48 to W51 cost 400, of which three weeks fall on the line to W50: 300 against 250.
    listed.add("funding", funding_id="F1", budget_sek=1000, committed_sek=750, to_week="2026-W50")
    listed.tables["programmes"][0]["funding_id"] = "F1"
    listed.person("P1")
    listed.slot("S1")
    listed.worth("P1", "S1", 0.25)
    folder = listed.propose(("P1", "S1"))
    said = [str(o) for o in verify(folder)]
    assert said == ["verify[funding_budget]: budget line F1: 300.00 SEK proposed, 250.00 left."]


def test_group_minimum_counts_new_and_running_members(listed: ListedWeek) -> None:
    listed.settings["group_minimum"] = {"long_term": 2}
    listed.person("P1", months_unemployed=12)
    listed.person("P2", months_unemployed=11.5)
    listed.person("P3", months_unemployed=30)
    listed.slot("S0")
    listed.slot("S1", places=2)
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S1", 0.5)
    listed.add("placements", jobseeker_id="P3", slot_id="S0", state="started")
    listed.assignments = [_kept("P3", "S0", "2026-W48", 4)]
    assert checks(listed.propose(("P2", "S1"), running={"S0": 1})) == ["group_minimum"]
    listed.assignments = [_kept("P3", "S0", "2026-W48", 4)]
    assert checks(listed.propose(("P1", "S1"), running={"S0": 1})) == []


@pytest.mark.parametrize("decision, slot", [("forbid", "S1"), ("contested", None)])
def test_decisions_hold_out_forbidden_pairs_and_contested_people(
    listed: ListedWeek, decision: str, slot: str | None
) -> None:
    listed.person("P1")
    listed.slot("S1")
    listed.worth("P1", "S1", 0.25)
    listed.add("decisions", jobseeker_id="P1", slot_id=slot, decision=decision)
    assert checks(listed.propose(("P1", "S1"))) == ["decisions"]


def test_decisions_want_what_is_pinned(listed: ListedWeek) -> None:
    listed.person("P1")
    listed.slot("S1")
    listed.slot("S2")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P1", "S2", 0.5)
    listed.add("decisions", jobseeker_id="P1", slot_id="S1", decision="pin")
    assert checks(listed.propose(("P1", "S2"))) == ["decisions"]


def test_a_rule_switched_off_is_still_checked(listed: ListedWeek) -> None:
    listed.constraints_off = ["slot_places"]
    listed.person("P1")
    listed.person("P2")
    listed.slot("S1")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S1", 0.5)
    assert checks(listed.propose(("P1", "S1"), ("P2", "S1"))) == ["slot_places"]
    listed.plan["constraints_off"] = []
    assert checks(listed.write()) == ["constraints_off", "slot_places"]


def _kept(person_id: str, slot_id: str, start: str, weeks: int, hours: float = 40) -> dict[str, object]:
    return {
        "jobseeker_id": person_id, "status": "kept", "slot_id": slot_id, "employer_id": "E1", "employer": "Ett",
        "zone": "Z", "start_week": start, "weeks": weeks, "hours_per_week": hours, "reason_code": "running",
    }  # fmt: skip


def test_objections_name_what_is_over_where_in_which_weeks_and_by_how_much(listed: ListedWeek) -> None:
    listed.settings |= {"goals": ["outcome", "other_purposes"], "group_minimum": {"long_term": 3}}
    listed.tables["employers"][0]["max_people"] = 1
    listed.add("programmes", programme_id="C", rule="sfi")
    listed.add("supervisors", supervisor_id="H1", capacity=0.5)
    listed.add("caseworkers", caseworker_id="K1", starts_per_week=1)
    listed.person("P1", months_unemployed=12, caseworker_id="K1")
    listed.person("P2", months_unemployed=12)
    listed.slot("S1", hours_per_week=40, shift="mo-am|tu-am", supervisor_id="H1")
    listed.slot("S2", hours_per_week=0.5, shift="tu-am", programme_ids="C")
    listed.slot("S3", places=3, min_places=2, start_week="2026-W52", weeks=1)
    for pair in (("P1", "S1"), ("P1", "S2"), ("P2", "S3")):
        listed.worth(*pair, 0.25)
    listed.add("decisions", jobseeker_id="P2", slot_id="S1", decision="pin")
    listed.add("decisions", jobseeker_id="P2", slot_id="S3", decision="forbid")
    listed.add("decisions", jobseeker_id="P1", decision="contested")
    facts = listed.facts()
    plan = [facts.candidate(facts.people[person], slot, programme) for person, slot, programme in (
        ("P1", "S1", "B"), ("P1", "S2", "C"), ("P2", "S3", "B"),
    )]  # fmt: skip
    said = [str(objection) for constraint in CONSTRAINTS for objection in constraint.objections(facts, plan)]
    assert said == [
        "verify[person_hours]: jobseeker P1: 40.5 hours proposed in 2026-W48 and 3 more weeks, 40 left.",
        "verify[person_shifts]: jobseeker P1: tu-am is taken twice in 2026-W48 and 3 more weeks.",
        "verify[slot_places]: slot S3: 1 places proposed, it runs with 2 or more.",
        "verify[employer_people]: employer E1: 2 people proposed in 2026-W48 and 3 more weeks, 1 left.",
        "verify[supervisor_support]: supervisor H1: support need 1 proposed in 2026-W48 and 3 more weeks, 0.5 left.",
        "verify[caseworker_starts]: caseworker K1: 2 starts proposed in 2026-W48, 1 left.",
        "verify[group_minimum]: group long_term: 2 members placed, at least 3 must be.",
        "verify[decisions]: jobseeker P1: is contested and has a proposal.",
        "verify[decisions]: jobseeker P2: slot S1 is pinned and not proposed.",
        "verify[decisions]: jobseeker P2: slot S3 is forbidden and proposed.",
    ]
    assert [str(objection) for objection in CONSTRAINTS[0].objections(facts, [plan[0], plan[2], plan[0]])] == [
        "verify[one_main]: jobseeker P1: 2 places of purpose main, activity or sheltered proposed, at most 1 may be."
    ]
