"""Rows with faults are set aside with all that depends on them, or stay faults; no place in use disappears."""

from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.folders import write_files
from planner.inputs import read_sound_rows
from planner.planning import check, make_plan, read_scenario
from planner.schema.scenario import Scenario

FILES = {
    "scenario.toml": 'format = 1\n[scenario]\nname = "Week"\nweek = "2026-W48"\n',
    "jobseekers.csv": "jobseeker_id,home_zone,caseworker_id,age,support_need,protected_identity\n"
    "J1,Z,K1,30,1,\nJ2,Z,K2,300,2,\nJ3,Z,K1,40,1,\nJ4,Z,K1,41,1,yes\n",
    "caseworkers.csv": "caseworker_id\nK1\nK2\n",
    "employers.csv": "employer_id,name,tax_debts\nE1,Exempel AB,no\nE2,Exempel Två AB,no\n",
    "programmes.csv": "programme_id,rule\nT,arbetstraning\n",
    "slots.csv": "slot_id,employer_id,programme_ids,zone,places,start_week\n"
    "S1,E1,T,Z,3,2026-W49\nS2,E1,T,Z,1,2026-W49\nS3,E2,T,Z,1,2026-W49\n",
    "zones.csv": "zone,lat,lon\nZ,55.9,12.8\n",
    "travel.csv": "from_zone,to_zone,minutes\nZ,Z,20\n",
    "placements.csv": "jobseeker_id,slot_id,state,from_week,to_week\n"
    "J2,S1,started,2026-W40,2026-W50\nJ2,S2,draft,,\n",
    "preferences.csv": "jobseeker_id,slot_id,rank\nJ1,S3,1\nJ2,S3,1\n",
    "history.csv": "jobseeker_id,end\nJ2,ended\nJ3,ended\n",
    "decisions.csv": "jobseeker_id,slot_id,decision\n",
}  # fmt: skip


def week(folder: Path, **changed: tuple[str, str]) -> Path:
    """The week with one text of a file replaced by another."""
    files = dict(FILES)
    for name, (old, new) in changed.items():
        assert old in files[f"{name}.csv"]
        files[f"{name}.csv"] = files[f"{name}.csv"].replace(old, new)
    write_files(folder, {name: text.encode() for name, text in files.items()})
    return folder


def people(scenario: Scenario) -> list[str]:
    """Who is planned for."""
    return list(scenario.tables["jobseekers"]["jobseeker_id"])


def stays_a_fault(folder: Path) -> set[str]:
    """The codes of the faults for which nothing can be set aside."""
    with pytest.raises(InputFaults) as refused:
        read_scenario(folder, set_aside=True)
    return {fault.code for fault in refused.value.faults}


def test_a_person_with_a_fault_is_set_aside_with_all_their_rows(tmp_path: Path) -> None:
    scenario = read_scenario(week(tmp_path), set_aside=True)
    assert people(scenario) == ["J1", "J3"]
    assert list(scenario.tables["preferences"]["jobseeker_id"]) == ["J1"]
    assert list(scenario.tables["history"]["jobseeker_id"]) == ["J3"]
    aside = scenario.set_aside
    assert (aside.people, aside.slots, aside.occupied, aside.num_rows) == (1, 0, 1, 5)
    assert {row.caseworker for row in aside.rows} == {"K2"}
    first = aside.rows[0].fault
    assert (first.file, first.row, first.column) == ("jobseekers.csv", 3, "age")


def test_a_placement_of_somebody_set_aside_stays_as_an_occupied_place_with_their_support_need(tmp_path: Path) -> None:
    placements = read_scenario(week(tmp_path), set_aside=True).tables["placements"]
    assert placements["jobseeker_id"].isna().tolist() == [True]
    assert placements[["slot_id", "support_need"]].to_numpy().tolist() == [["S1", 2.0]]


def test_a_wish_or_decision_that_cannot_be_read_sets_its_person_aside_for_it_may_be_a_veto(tmp_path: Path) -> None:
    wish = week(tmp_path / "wish", preferences=("J1,S3,1", "J1,S3,x"))
    assert people(read_scenario(wish, set_aside=True)) == ["J3"]
    decision = week(tmp_path / "decision", decisions=("decision\n", "decision\nJ3,S1,kanske\n"))
    assert people(read_scenario(decision, set_aside=True)) == ["J1"]


def test_a_slot_with_a_fault_is_set_aside_and_whoever_is_pinned_to_it(tmp_path: Path) -> None:
    folder = week(tmp_path, slots=("S3,E2,T,Z,1", "S3,E2,T,Z,en"), decisions=("decision\n", "decision\nJ3,S3,pin\n"))
    scenario = read_scenario(folder, set_aside=True)
    assert list(scenario.tables["slots"]["slot_id"]) == ["S1", "S2"]
    assert people(scenario) == ["J1"]
    assert scenario.tables["preferences"].empty
    assert (scenario.set_aside.people, scenario.set_aside.slots) == (2, 1)


def test_an_employer_with_a_fault_goes_with_its_slots(tmp_path: Path) -> None:
    scenario = read_scenario(week(tmp_path, employers=("E2,Exempel Två AB,no", "E2,Exempel Två AB,x?")), set_aside=True)
    assert list(scenario.tables["slots"]["slot_id"]) == ["S1", "S2"]


def test_a_slot_where_somebody_is_placed_stays_a_fault(tmp_path: Path) -> None:
    assert stays_a_fault(week(tmp_path, slots=("S1,E1,T,Z,3", "S1,E1,T,Z,tre"))) == {"slots-places"}


def test_a_placement_with_a_fault_is_a_place_in_use_or_a_fault(tmp_path: Path) -> None:
    stranger = week(tmp_path / "stranger", placements=("J2,S1", "J9,S1"))
    scenario = read_scenario(stranger, set_aside=True)
    assert scenario.tables["placements"]["slot_id"].tolist() == ["S1"]
    assert scenario.tables["placements"]["jobseeker_id"].isna().all()
    assert stays_a_fault(week(tmp_path / "weeks", placements=("2026-W40", "vecka 40"))) == {"placements-from-week"}


@pytest.mark.parametrize(
    "changed",
    [
        {"programmes": ("T,arbetstraning", "T,inget")},
        {"zones": ("Z,55.9", "Z,559")},
        {"caseworkers": ("caseworker_id\nK1\nK2\n", "caseworker_id,starts_per_week\nK1,x\nK2,\n")},
        {"jobseekers": ("home_zone", "homezone")},
        {"jobseekers": ("41,1,yes", "41,1,kanske")},
    ],
)
def test_faults_of_money_limits_whole_tables_and_protection_stay(
    tmp_path: Path, changed: dict[str, tuple[str, str]]
) -> None:
    assert stays_a_fault(week(tmp_path, **changed))


def test_of_two_rows_with_one_id_neither_is_planned_with(tmp_path: Path) -> None:
    scenario = read_scenario(week(tmp_path, jobseekers=("J3,Z,K1,40", "J1,Z,K1,40")), set_aside=True)
    assert people(scenario) == []


def test_a_pin_that_a_gate_refuses_sets_its_person_aside(tmp_path: Path) -> None:
    folder = week(tmp_path, decisions=("decision\n", "decision\nJ3,S3,pin\n"), travel=("Z,Z,20", "Z,Z,400"))
    scenario = read_scenario(folder, set_aside=True)
    assert "J3" not in people(scenario)
    assert "pin-against-gate" in {row.fault.code for row in scenario.set_aside.rows}


def test_rows_of_a_patch_are_set_aside_as_well(tmp_path: Path) -> None:
    week(tmp_path / "base")
    more = (
        'format = 1\nextends = "../base"\n[scenario]\nname = "More"\n[[patch]]\ntable = "jobseekers"\nadd = "new.csv"\n'
    )
    new = "jobseeker_id,home_zone,age\nJ8,Z,30\nJ9,Z,3\n"
    write_files(tmp_path / "more", {"scenario.toml": more.encode(), "new.csv": new.encode()})
    assert people(read_scenario(tmp_path / "more", set_aside=True)) == ["J1", "J3", "J8"]


def test_a_week_without_faults_sets_nothing_aside(tmp_path: Path) -> None:
    scenario = read_sound_rows(week(tmp_path, jobseekers=("300", "30")))
    assert scenario.set_aside.rows == ()
    assert people(scenario) == ["J1", "J2", "J3"]


def test_a_plan_of_the_sound_rows_counts_what_was_set_aside(tmp_path: Path) -> None:
    plan = make_plan(read_scenario(week(tmp_path), set_aside=True))
    assert plan.file.set_aside.model_dump() == {"rows": 5, "people": 1, "slots": 0, "occupied": 1}
    listed = plan.files["set_aside.csv"].decode().splitlines()
    assert listed[0] == "caseworker_id,file,row,column,what,cure"
    assert listed[1].startswith("K2,history.csv,2,jobseeker_id")
    assert not any("300" in line or "J2" in line for line in listed)
    assert b"J2" not in b"".join(raw for name, raw in plan.files.items() if name.startswith("inputs/"))


def test_the_check_says_the_same(tmp_path: Path) -> None:
    assert check(week(tmp_path), set_aside=True).scenario.set_aside.people == 1
