"""What changed since last week's proposals: new, moved, withdrawn and kept, why, and what it gains."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from planner.planning import Plan, earlier_of, make_plan, with_previous
from tests.scenarios import Given, objections


def week(home: Path) -> Given:
    given = Given(home, goals=["outcome", "stability"]).people("P1", "P2", "P3", "P4")
    for number in range(1, 5):
        given.slot(f"S{number}").worth(f"P{number}", f"S{number}", number / 10)
    return given


def again(given: Given, previous: Plan) -> Plan:
    scenario, before = with_previous(given.scenario(), earlier_of(previous))
    return make_plan(scenario, before=before)


def rows(plan: Plan, *columns: str) -> list[tuple[object, ...]]:
    assert plan.changes is not None
    table = plan.changes.people.astype(object)
    return list(table.where(table.notna(), None)[list(columns)].itertuples(index=False, name=None))


def without(given: Given, table: str, key: str, name: str) -> Given:
    """The same without the rows of a person or slot."""
    for rows in (given.tables[table], given.tables["outcomes"]):
        rows[:] = [row for row in rows if row[key] != name]
    return given


def test_a_plan_without_proposals_of_last_week_has_no_changes(tmp_path: Path) -> None:
    plan = week(tmp_path).plan()
    assert plan.changes is None
    assert plan.file.changes is None
    assert not any(name.startswith("changes") for name in plan.files)


def test_each_kind_of_change_has_its_places_its_worth_and_its_gain(tmp_path: Path) -> None:
    first = week(tmp_path / "a").plan()
    given = week(tmp_path / "b").person("P5").slot("S5").worth("P5", "S4", 0.9).worth("P1", "S5", 0.3)
    given.decide("forbid", "P2", "S2")
    plan = again(given, first)
    assert rows(
        plan, "change", "jobseeker_id", "slot_before", "slot_now", "value_before", "value_now", "no_longer"
    ) == [
        ("new", "P5", None, "S4", None, 0.9, None),
        ("moved", "P1", "S1", "S5", 0.1, 0.3, None),
        ("withdrawn", "P2", "S2", None, None, None, "decisions"),
        ("withdrawn", "P4", "S4", None, 0.4, None, None),
        ("kept", "P3", "S3", "S3", 0.3, 0.3, None),
    ]
    assert plan.file.changes is not None
    assert plan.file.changes.model_dump() == {
        "new": 1, "moved": 1, "withdrawn": 2, "kept": 1, "no_longer_possible": 1, "gain_of_moves": 0.2,
    }  # fmt: skip
    assert objections(plan, tmp_path / "plan") == []


def test_why_a_place_is_no_longer_possible_is_a_gate_a_limit_or_gone(tmp_path: Path) -> None:
    first = week(tmp_path / "a").plan()
    given = without(without(week(tmp_path / "b"), "slots", "slot_id", "S1"), "jobseekers", "jobseeker_id", "P2")
    given.add("preferences", jobseeker_id="P3", slot_id="S3", rank=0).running(None, "S4")
    plan = again(given, first)
    assert rows(plan, "change", "jobseeker_id", "slot_before", "no_longer", "value_before") == [
        ("withdrawn", None, "S2", "person_gone", None),
        ("withdrawn", "P1", "S1", "slot_gone", None),
        ("withdrawn", "P3", "S3", "veto", None),
        ("withdrawn", "P4", "S4", "slot_places", None),
    ]
    assert [str(reason).split(":")[0] for (reason,) in rows(plan, "reason")] == [
        "The earlier place is no longer possible"
    ] * 4
    assert objections(plan, tmp_path / "plan") == []


def test_nobody_who_is_gone_is_named_in_any_file(tmp_path: Path) -> None:
    first = week(tmp_path / "a").plan()
    given = week(tmp_path / "b").change("jobseekers", "P2", protected_identity="yes")
    given.tables["outcomes"] = [row for row in given.tables["outcomes"] if row["jobseeker_id"] != "P2"]
    plan = again(given, first)
    assert not any(b"P2" in raw for name, raw in plan.files.items() if name.endswith(".csv"))
    assert objections(plan, tmp_path / "plan") == []


def test_a_place_that_runs_by_now_is_kept_with_its_new_status(tmp_path: Path) -> None:
    first = week(tmp_path / "a").plan()
    given = week(tmp_path / "b").running("P1", "S1", "accepted").running("P2", "S2", "offered", answer_by="2026-12-01")
    plan = again(given, first)
    assert rows(plan, "change", "jobseeker_id", "status", "value_before")[:2] == [
        ("kept", "P1", "kept", None), ("kept", "P2", "held", None),
    ]  # fmt: skip
    assert objections(plan, tmp_path / "plan") == []


def test_drafts_and_lapsed_offers_of_the_tables_are_last_weeks_proposals_too(tmp_path: Path) -> None:
    given = week(tmp_path / "b").running("P1", "S1", "draft").running("P2", "S2", "offered", answer_by="2026-11-22")
    plan = given.running(None, "S3", "draft").plan()
    assert rows(plan, "change", "jobseeker_id") == [("new", "P3"), ("new", "P4"), ("kept", "P1"), ("kept", "P2")]
    assert objections(plan, tmp_path / "plan") == []


def test_a_companion_is_told_apart_from_the_main_place(tmp_path: Path) -> None:
    def both(home: Path) -> Given:
        given = Given(home, goals=["outcome", "other_purposes", "stability"]).person("P1")
        given.slot("S1", hours_per_week=20).slot("C1", programme_ids="C", hours_per_week=8).slot(
            "C2", programme_ids="C", hours_per_week=8
        )
        return given.worth("P1", "S1", 0.4).worth("P1", "C1", 0).worth("P1", "C2", 0)

    first = both(tmp_path / "a").decide("forbid", "P1", "C2").plan()
    plan = again(both(tmp_path / "b").decide("forbid", "P1", "C1").decide("forbid", "P1", "S1"), first)
    assert rows(plan, "change", "slot_before", "slot_now") == [("moved", "C1", "C2"), ("withdrawn", "S1", None)]
    assert objections(plan, tmp_path / "plan") == []


def test_employers_are_told_who_comes_instead_of_whom(tmp_path: Path) -> None:
    first = week(tmp_path / "a").plan()
    plan = again(week(tmp_path / "b").person("P5").worth("P5", "S4", 0.9), first)
    assert plan.changes is not None
    table = plan.changes.by_employer.astype(object)
    found = list(table.where(pd.notna(table), None).itertuples(index=False, name=None))
    assert found == [("E1", "Ett", "S4", 0, "P4", 0, "P5")]
