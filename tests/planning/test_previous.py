"""The previous plan becomes drafts of the new week; what is no plan of this scenario is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputFaults, UsageFault
from planner.folders import read_earlier
from planner.inputs import read
from planner.planning import Plan, earlier_of, make_plan, with_previous
from tests.scenarios import Given, objections, pairs, written

LATER = "2026-W49"


def week(home: Path) -> Given:
    """P1 and P2 want one place each; each is worth as much to the other."""
    given = Given(home, goals=["outcome", "stability"]).people("P1", "P2", "P3").slot("S1").slot("S2")
    for person in ("P1", "P2"):
        given.worth(person, "S1", 0.5).worth(person, "S2", 0.5)
    return given


def again(given: Given, previous: Plan) -> Plan:
    scenario, before = with_previous(given.scenario(), earlier_of(previous))
    return make_plan(scenario, before=before)


def drafts(given: Given, previous: Plan) -> list[tuple[str, str, str]]:
    scenario, _ = with_previous(given.scenario(), earlier_of(previous))
    table = scenario.tables["placements"]
    return list(
        table.loc[table["state"] == "draft", ["jobseeker_id", "slot_id", "programme_id"]].itertuples(
            index=False, name=None
        )
    )


def test_what_was_proposed_is_proposed_again_where_nothing_better_came(tmp_path: Path) -> None:
    crossed = week(tmp_path / "a").decide("pin", "P1", "S2").plan()
    assert pairs(crossed) == ["P1 S2 T", "P2 S1 T"]
    plan = again(week(tmp_path / "b"), crossed)
    assert pairs(plan) == ["P1 S2 T", "P2 S1 T"]
    assert objections(plan, tmp_path / "plan") == []


def test_a_folder_gives_the_same_as_the_plan_in_memory(tmp_path: Path) -> None:
    first = week(tmp_path / "a").decide("pin", "P1", "S2").plan()
    scenario, before = with_previous(week(tmp_path / "b").scenario(), read_earlier(written(first, tmp_path / "first")))
    assert make_plan(scenario, before=before).files == again(week(tmp_path / "c"), first).files


def test_the_plan_is_repeatable_from_its_own_inputs(tmp_path: Path) -> None:
    plan = again(week(tmp_path / "b"), week(tmp_path / "a").decide("pin", "P1", "S2").plan())
    folder = written(plan, tmp_path / "plan")
    assert make_plan(read(folder / "inputs")).files == plan.files


def test_people_and_slots_that_are_gone_and_accepted_pairs_make_no_drafts(tmp_path: Path) -> None:
    first = week(tmp_path / "a").decide("pin", "P1", "S1").slot("S3").worth("P3", "S3", 0.2).plan()
    assert pairs(first) == ["P1 S1 T", "P2 S2 T", "P3 S3 T"]
    given = week(tmp_path / "b").running("P1", "S1", "accepted")
    given.tables["outcomes"] = [row for row in given.tables["outcomes"] if row["jobseeker_id"] != "P1"]
    assert drafts(given, first) == [("P2", "S2", "T")]


def test_a_form_that_the_slot_no_longer_has_is_left_out(tmp_path: Path) -> None:
    first = week(tmp_path / "a").decide("pin", "P1", "S1").plan()
    given = week(tmp_path / "b").change("slots", "S1", programme_ids="A")
    assert ("P1", "S1") in {(person, slot) for person, slot, form in drafts(given, first) if form != form}  # noqa: PLR0124


def test_drafts_beside_a_previous_plan_are_faults_with_their_rows(tmp_path: Path) -> None:
    first = week(tmp_path / "a").plan()
    given = week(tmp_path / "b").running("P2", "S2", "draft").running("P1", "S1", "draft")
    with pytest.raises(InputFaults) as faults:
        again(given, first)
    assert [(one.code, one.where) for one in faults.value.faults] == [
        ("drafts-beside-previous", "placements.csv row 3, state"),
        ("drafts-beside-previous", "placements.csv row 2, state"),
    ]


def test_drafts_that_the_previous_plan_was_planned_with_give_way_to_its_proposals(tmp_path: Path) -> None:
    given = week(tmp_path).running("P1", "S2", "draft").running("P2", "S1", "draft")
    first = given.plan()
    folder = written(first, tmp_path / "plan")
    assert pairs(first) == ["P1 S2 T", "P2 S1 T"]
    for earlier in (earlier_of(first), read_earlier(folder)):
        scenario, _before = with_previous(given.scenario(), earlier)
        table = scenario.tables["placements"]
        assert sorted(table["jobseeker_id"] + table["slot_id"]) == ["P1S2", "P2S1"]
        assert set(table["state"]) == {"draft"}


def test_a_plan_of_a_later_week_or_another_scenario_is_refused_with_every_reason(tmp_path: Path) -> None:
    later = week(tmp_path / "a")
    later.week = LATER
    for number in range(5):
        later.person(f"Q{number}").slot(f"T{number}")
    with pytest.raises(UsageFault) as refused:
        again(week(tmp_path / "b"), later.plan())
    said = str(refused.value)
    assert "it is for 2026-W49, and the scenario for 2026-W48" in said
    assert "3 of its 8 people are in the tables" in said
    assert "2 of its 7 slots are in the tables" in said


def test_half_of_the_people_and_slots_are_enough(tmp_path: Path) -> None:
    first = week(tmp_path / "a").decide("pin", "P1", "S1").people("Q1", "Q2", "Q3").slot("S3").slot("S4").plan()
    given = week(tmp_path / "b")
    given.week = LATER
    assert drafts(given, first) == [("P1", "S1", "T"), ("P2", "S2", "T")]
