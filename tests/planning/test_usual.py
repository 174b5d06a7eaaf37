"""Usual practice on weeks small enough to go through by hand: what each order gives, and which is the strongest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given as weeks_given
from hypothesis import reject

from planner.errors import CannotHold, InputFaults, UsageFault
from planner.folders import gzip_bytes, write_files
from planner.formulation import GOALS
from planner.planning import csv_text, make_plan, tables
from planner.planning.usual import usual_practice
from planner.reports import screen
from planner.verification import verify
from planner.verification.facts import facts_of
from planner.verification.folder import read_plan
from planner.verification.parsed_plan import name_of, parse_plan
from planner.verification.usual import usual_plans
from tests.planning.usual_weeks import four_ways, parts, placed, placed_as, with_past
from tests.properties.weeks import examples, weeks
from tests.scenarios import Given, objections, pairs, written


def test_the_queue_goes_by_wait_and_wish_and_best_first_by_gain_whoever_waits(tmp_path: Path) -> None:
    usual = usual_practice(four_ways(tmp_path).instance())
    # P1 gets the wish; P2 then has S1 (all trips are alike, so by slot); P3 has nothing left.
    assert placed(usual, "longest_wait") == {"P1 S2", "P2 S1"}
    # P1 takes S1, worth more to them than what they wish; P2 the better of the two left.
    assert placed(usual, "longest_wait_to_best") == {"P1 S1", "P2 S2"}
    # P2 at S1 is worth most; P1 has S2 left.
    assert placed(usual, "best_first") == {"P2 S1", "P1 S2"}


def test_the_headline_is_against_the_strongest_and_names_it(tmp_path: Path) -> None:
    plan = four_ways(tmp_path).plan()
    assert {part.name: part.uplift for part in plan.file.usual} == pytest.approx(
        {"longest_wait": 1.0, "longest_wait_to_best": 1.3, "best_first": 1.0}
    )
    assert plan.file.strongest_usual == "longest_wait_to_best"
    assert "Against the strongest comparison (queue, each to their best place): 0.00." in screen(plan, None)


def test_the_queue_takes_the_nearest_place_and_then_the_first_slot_where_nothing_is_wished(tmp_path: Path) -> None:
    given = Given(tmp_path).add("travel", from_zone="Z", to_zone="Y", minutes=10).person("P1").person("P2")
    given.slot("S1").slot("S3", zone="Y").slot("S2", zone="Y")
    for person in ("P1", "P2"):
        given.worth(person, "S1", 0.9).worth(person, "S2", 0.1).worth(person, "S3", 0.1)
    assert {pair.split()[1] for pair in placed(usual_practice(given.instance()), "longest_wait")} == {"S2", "S3"}


def test_a_rank_goes_before_an_occupation_wished_without_one(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1", wished_ssyk="9412").slot("S1", ssyk="9412").slot("S2", ssyk="5330").slot("S3")
    for slot in ("S1", "S2", "S3"):
        given.worth("P1", slot, 0.5)
    assert placed(usual_practice(given.instance()), "longest_wait") == {"P1 S1"}
    given.add("preferences", jobseeker_id="P1", ssyk="53", rank=99)
    assert placed(usual_practice(given.instance()), "longest_wait") == {"P1 S2"}


def test_the_queue_asks_no_model_and_takes_a_place_that_lowers_the_chances(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1").slot("S1").worth("P1", "S1", 0.1)
    given.add("baselines", jobseeker_id="P1", value=0.3)
    found = parts(given)
    assert [found[name].placed for name in ("longest_wait", "best_first")] == [1, 0]
    assert [found[name].uplift for name in ("longest_wait", "best_first")] == pytest.approx([-0.2, 0.0])
    plan = make_plan(given.scenario(), method="longest_wait")
    assert objections(plan, tmp_path / "longest_wait") == []
    assert pairs(plan) == ["P1 S1 T"]


def test_pins_come_first_and_what_stays_below_its_minimum_closes(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1", waiting_weeks=9).person("P2", waiting_weeks=8).person("P3")
    given.slot("S1").slot("S2", places=2, min_places=2).slot("S3").decide("pin", "P3", "S1")
    given.worth("P1", "S1", 0.9).worth("P1", "S2", 0.5).worth("P1", "S3", 0.1).worth("P2", "S3", 0.2)
    given.worth("P3", "S1", 0.1)
    # S1 is pinned; P1 alone cannot begin at S2, so it closes and P1, first in the queue, has S3.
    assert placed(usual_practice(given.instance()), "longest_wait_to_best") == {"P3 S1", "P1 S3"}
    assert parts(given)["longest_wait_to_best"].uplift == pytest.approx(0.2)


def minimum(home: Path, slots: int) -> Given:
    """Two young people last in the queue, a group minimum of two, and some slots that suit everybody."""
    given = Given(home, group_minimum={"young": 2}, groups=["young"])
    given.groups["young"] = {"tag": "young"}
    given.person("P1", waiting_weeks=50).people("Y1", "Y2", groups="young", waiting_weeks=1)
    for number in range(slots):
        given.slot(f"S{number}", programme_ids="T" if number else "A")
        for person in ("P1", "Y1", "Y2"):
            given.worth(person, f"S{number}", 0.5)
    return given


def test_a_group_minimum_lets_its_members_go_first_where_the_queue_would_not_place_them(tmp_path: Path) -> None:
    found = parts(minimum(tmp_path, 3))
    assert (found["longest_wait"].placed, found["longest_wait"].uplift) == (2, 1.0)


def test_where_minimums_cannot_be_met_there_is_no_such_plan_and_nothing_is_compared_with_it(tmp_path: Path) -> None:
    # One of the two is placed in an activity, and usual practice places people in main places alone.
    given = minimum(tmp_path, 2)
    given.settings["goals"] = list(GOALS)
    plan = given.plan()
    assert objections(plan, tmp_path / "plan") == []
    assert [(part.placed, part.uplift) for part in plan.file.usual] == [(None, None)] * 3
    assert plan.file.strongest_usual is None
    assert "cannot be" in screen(plan, None)
    with pytest.raises(CannotHold):
        make_plan(given.scenario(), method="longest_wait")


def test_each_plan_of_usual_practice_is_written_with_reasons_of_its_own(tmp_path: Path) -> None:
    given = with_past(tmp_path)
    for name in ("longest_wait", "longest_wait_to_best", "best_first", "past_placements"):
        plan = make_plan(given.scenario(), method=name)
        assert objections(plan, tmp_path / name) == []
        rows = plan.assignments[plan.assignments["status"] == "proposed"]
        assert {pair.rsplit(" ", 1)[0] for pair in pairs(plan)} == placed(plan.usual, name)
        assert set(rows["reason_code"]) == {"usual"}
    assert set(plan.assignments.loc[plan.assignments["status"] == "unplaced", "reason_code"]) == {"not_in_past"}
    with pytest.raises(UsageFault):
        make_plan(four_ways(tmp_path / "none").scenario(), method="past_placements")


def test_a_plan_that_says_it_is_the_queue_and_is_another_is_objected_to(tmp_path: Path) -> None:
    plan = make_plan(four_ways(tmp_path).scenario(), method="best_first")
    folder = written(plan, tmp_path / "plan")
    stated = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    (folder / "plan.json").write_text(json.dumps(stated | {"method": "longest_wait_to_best"}), encoding="utf-8")
    assert {objection.check for objection in verify(folder)} == {"usual", "reason_code"}


@examples(60)
@weeks_given(weeks())
def test_the_verifier_reckons_usual_practice_alike_on_any_week(
    tmp_path_factory: pytest.TempPathFactory, given: Given
) -> None:
    home = tmp_path_factory.mktemp("week")
    rows = given.tables["outcomes"]
    for pair in {(row["jobseeker_id"], row["slot_id"]): row for row in (*rows[::2], *rows[:1])}:
        given.add("past_placements", jobseeker_id=pair[0], slot_id=pair[1])
    try:
        instance = given.at(home).instance()
    except InputFaults:
        reject()
    ours = usual_practice(instance)
    candidates = csv_text(tables.candidates(instance), "plain", exact=True)
    write_files(home / "plan", {"candidates.csv.gz": gzip_bytes(candidates)})
    facts = facts_of(instance.scenario)
    theirs = usual_plans(facts, parse_plan(facts, read_plan(home / "plan")))
    assert [one.name for one in theirs] == [one.name for one in ours.plans]
    for mine, other in zip(ours.plans, theirs, strict=True):
        there = None if other.taken is None else {" ".join(name_of(row.candidate)) for row in other.taken}
        assert there == (None if mine.chosen is None else placed_as(ours, mine))
        assert other.left_out == [(one.row + 2, one.why) for one in mine.left_out]
