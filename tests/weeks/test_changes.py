"""The difference of two plans in folders, without planning: who, at which employer, and what each move gains."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

from planner.folders import EarlierPlan, read_earlier
from planner.planning import Plan, earlier_of
from planner.weeks import Difference, difference
from tests.scenarios import Given, written


def week(home: Path, name: str = "2026-W48") -> Given:
    given = Given(home).people("P1", "P2", "P3")
    given.week = name
    for number in range(1, 4):
        given.slot(f"S{number}").worth(f"P{number}", f"S{number}", number / 10)
    return given


def both(first: Plan, second: Plan, home: Path) -> Difference:
    """The difference of two plans, read from their folders."""
    folders = [written(plan, home / name) for name, plan in (("first", first), ("second", second))]
    return difference(*map(read_earlier, folders))


def rows(one: Difference, *columns: str) -> list[tuple[object, ...]]:
    table = one.people.astype(object)
    return list(table.where(table.notna(), None)[list(columns)].itertuples(index=False, name=None))


def test_a_move_gains_by_the_second_plans_figures_and_by_the_firsts_where_it_has_none(tmp_path: Path) -> None:
    later = week(tmp_path / "b").slot("S4").slot("S5").worth("P1", "S4", 0.5)
    later.tables["outcomes"] = [row for row in later.tables["outcomes"] if row["jobseeker_id"] != "P2"]
    one = both(week(tmp_path / "a").plan(), later.worth("P2", "S5", 0.6).plan(), tmp_path)
    assert rows(one, "change", "jobseeker_id", "slot_before", "slot_now", "difference", "figures") == [
        ("moved", "P1", "S1", "S4", 0.4, "second"),
        ("moved", "P2", "S2", "S5", 0.4, "first"),
        ("kept", "P3", "S3", "S3", 0.0, "second"),
    ]
    assert one.gain_of_moves == 0.8
    assert one.by_figures_of_first == 1


def test_an_acceptance_in_between_is_kept_with_its_status_in_whatever_week(tmp_path: Path) -> None:
    later = week(tmp_path / "b", "2026-W50").running("P1", "S1", "accepted", from_week="2026-W49")
    later.running("P2", "S2", "offered", from_week="2026-W50", answer_by="2026-12-30").running(None, "S3")
    one = both(week(tmp_path / "a").plan(), later.plan(), tmp_path)
    assert rows(one, "change", "jobseeker_id", "status") == [
        ("withdrawn", "P3", "unplaced"), ("kept", "P1", "kept"), ("kept", "P2", "held"),
    ]  # fmt: skip
    assert one.counts == {"new": 0, "moved": 0, "withdrawn": 1, "kept": 2}


def test_what_ran_before_and_was_never_proposed_is_no_change(tmp_path: Path) -> None:
    later = week(tmp_path / "b").person("Q").slot("S9").running("Q", "S9")
    assert {change for (change,) in rows(both(week(tmp_path / "a").plan(), later.plan(), tmp_path), "change")} == {
        "kept"
    }


def test_whoever_is_in_the_second_plan_no_more_is_not_named(tmp_path: Path) -> None:
    later = week(tmp_path / "b").change("jobseekers", "P2", protected_identity="yes")
    later.tables["outcomes"] = [row for row in later.tables["outcomes"] if row["jobseeker_id"] != "P2"]
    one = both(week(tmp_path / "a").plan(), later.plan(), tmp_path)
    assert rows(one, "change", "jobseeker_id", "slot_before", "still_there")[0] == ("withdrawn", None, "S2", "no")
    assert one.by_employer[["slot_id", "leave", "gone", "come"]].to_numpy().tolist() == [["S2", "", 1, ""]]


def test_plans_in_different_units_are_compared_without_their_values(tmp_path: Path) -> None:
    first, second = (earlier_of(week(tmp_path / name).plan()) for name in ("a", "b"))
    second.file["unit"] = "points"
    one = difference(first, second)
    assert one.has_other_unit
    assert one.people["difference"].isna().all()


def test_two_plans_of_three_thousand_people_are_compared_by_tables(tmp_path: Path) -> None:
    """A table operation over people: each person has one place, and every third another one in the second plan."""
    count = 3_000
    people = np.array([f"J{number:05}" for number in range(count)], dtype=object)

    def plan(shift: int) -> EarlierPlan:
        slot = np.array(
            [f"S{(number + (number % 3 == 0) * shift) % count:05}" for number in range(count)], dtype=object
        )
        listed = pd.DataFrame({"jobseeker_id": people, "slot_id": slot, "programme_id": "T", "purpose": "main",
                               "start_week": "2026-W50", "weeks": 4, "value": 0.1})  # fmt: skip
        table = listed.assign(
            status="proposed", employer_id="E", employer="Exempel", reason="", row=np.arange(count) + 2
        )
        return EarlierPlan(tmp_path, {"unit": "people"}, 0, None, table, listed, frozenset(slot))

    one = difference(plan(0), plan(3))
    assert one.counts == {"new": 0, "moved": 1_000, "withdrawn": 0, "kept": 2_000}
    assert len(one.by_employer) == 1_000


def test_plan_json_of_both_is_left_alone(tmp_path: Path) -> None:
    plan = week(tmp_path / "a").plan()
    both(plan, plan, tmp_path)
    for name in ("first", "second"):
        assert json.loads((tmp_path / name / "plan.json").read_text(encoding="utf-8"))["changes"] is None
