"""Planning from Python: a scenario or its folder in, a verified plan out; faults as exceptions."""

import threading
from pathlib import Path

import pytest

import planner
from planner.verification import Objection
from tests.api.small import COUNTED, small


def test_a_scenario_and_its_folder_give_the_same_plan(tmp_path: Path) -> None:
    folder = small(tmp_path)
    one, other = planner.plan(folder, **COUNTED), planner.plan(planner.read(str(folder)), **COUNTED)
    assert one.summary == other.summary
    assert one.assignments.equals(other.assignments)


def test_what_is_not_given_is_the_scenarios_own(scenario: planner.Scenario) -> None:
    assert planner.plan(scenario).summary["settings"] == planner.plan(scenario, seed=9).summary["settings"]
    assert [planner.plan(scenario, seed=seed).summary["seed"] for seed in (None, 9)] == [1, 9]


def test_more_places_can_only_help(scenario: planner.Scenario, result: planner.Result) -> None:
    more = scenario.patched(table="slots", shift={"places": 1})
    assert planner.plan(more, **COUNTED).summary["bound"] >= result.value


def test_usual_practice_is_a_plan_of_its_order(scenario: planner.Scenario, result: planner.Result) -> None:
    usual = planner.usual_practice(scenario, "best_first", **COUNTED)
    assert list(usual.totals["method"]) == ["best_first"]
    assert usual.value == pytest.approx(result.totals["usual_best_first_uplift"].iloc[0])
    with pytest.raises(planner.UsageFault, match='Did you mean "best_first"'):
        planner.usual_practice(scenario, "best_frst")  # type: ignore[arg-type] # a type checker refuses it as well


def test_a_plan_that_the_verifier_objects_to_is_not_handed_out(
    scenario: planner.Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    objection = Objection("rows", "assignments.csv row 2", "is not so.")
    monkeypatch.setattr("planner.planning.make.verify", lambda _: [objection])
    with pytest.raises(planner.VerificationFailed, match="is not so"):
        planner.plan(scenario, **COUNTED)


def test_pins_that_cannot_hold_and_missing_scenarios_are_exceptions_of_one_tree(tmp_path: Path) -> None:
    pins = "jobseeker_id,slot_id,decision\nP1,S1,pin\nP2,S1,pin\n"
    with pytest.raises(planner.CannotHold, match="S1"):
        planner.plan(small(tmp_path, decisions=pins), **COUNTED)
    with pytest.raises(planner.PlannerError, match=r"scenario\.toml is missing"):
        planner.plan(tmp_path)


def test_faults_of_the_files_are_listed_in_the_exception(tmp_path: Path) -> None:
    wrong = "supervisor_id,capacity\nH1,many\nH2,-1\n"
    with pytest.raises(planner.InputFaults) as refused:
        planner.plan(small(tmp_path, supervisors=wrong), **COUNTED)
    assert [fault.where for fault in refused.value.faults] == [
        "supervisors.csv row 2, capacity",
        "supervisors.csv row 3, capacity",
    ]


def test_planning_works_in_a_thread_beside_the_main_one(scenario: planner.Scenario, result: planner.Result) -> None:
    found: list[planner.Result] = []
    thread = threading.Thread(target=lambda: found.append(planner.plan(scenario, **COUNTED)))
    thread.start()
    thread.join()
    assert found[0].summary == result.summary
