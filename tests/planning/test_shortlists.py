"""The lists of a plan: who is on them in which order, with their files; a plan without lists has none of them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

import planner
from planner.planning.make import write_verified
from planner.reports import screen
from planner.verification import verify
from tests.scenarios import Given, crowded

VALUES = {"J1": 0.9, "J2": 0.8, "J3": 0.5, "J4": 0.7, "J5": 0.6}


def week(home: Path, **slot: object) -> Given:
    """Five people for two places of S1."""
    given = Given(home).people(*VALUES)
    given.slot("S1", **{"places": 2, "shortlist": 2, "hire_share": 0.5, **slot})
    for name, value in VALUES.items():
        given.worth(name, "S1", value)
    return given


def test_the_next_best_follow_the_proposals_and_assignments_say_where(tmp_path: Path) -> None:
    plan = week(tmp_path).plan()
    assert plan.lists is not None
    rows = plan.lists.table[["rank", "list_position", "list_of", "jobseeker_id", "list_worth"]].values.tolist()
    assert rows == [
        [1, 1, 4, "J1", 0.9], [2, 1, 4, "J2", 0.8], [3, 2, 4, "J4", 0.175], [4, 2, 4, "J5", 0.15],
    ]  # fmt: skip
    told = plan.assignments.set_index("jobseeker_id")[["status", "list_slot_id", "list_position"]]
    assert list(told.loc["J4"]) == ["unplaced", "S1", 2]
    assert list(told.loc["J1"]) == ["proposed", "S1", 1]
    assert told.loc["J3", "list_slot_id"] is None
    reasons = plan.assignments.set_index("jobseeker_id")["reason"]
    assert reasons["J4"].endswith("On the list of S1.")
    assert "list" not in reasons["J3"] + reasons["J1"]
    bound = json.loads(plan.files["shortlists.json"])
    assert (bound["worth"], bound["bound"]) == pytest.approx((0.325, 0.325))
    # J1 and J2 could follow for 0.225 and 0.2 in place of J5, where the price of the places leaves them nothing.
    assert bound["joint_value"] == pytest.approx(2.025)
    assert 2.025 - 1e-9 <= bound["joint_bound"] <= 2.075 + 1e-9
    most = f"{bound['joint_bound']:.3f}"
    assert f"Proposals and lists together give 2.025; no plan and lists can give more than {most}." in screen(
        plan, None
    )


def test_a_plan_without_lists_has_no_file_and_no_column_of_them(tmp_path: Path) -> None:
    plan = week(tmp_path, shortlist=1).plan()
    assert (plan.lists, plan.list_figures, {"shortlists.csv", "shortlists.json"} & set(plan.files)) == (
        None,
        None,
        set(),
    )
    assert "lists" not in screen(plan, None)
    assert "list" not in "|".join(next(csv.reader(io.StringIO(plan.files["assignments.csv"].decode("utf-8-sig")))))


def test_lists_beside_many_limits_are_accepted_by_the_verifier(tmp_path: Path) -> None:
    given = crowded(tmp_path, people=16, seed=5)
    for slot in given.tables["slots"]:
        slot.update(shortlist=3, hire_share=0.3)
    given.solve["time_limit_seconds"] = 2
    plan = given.plan()
    assert plan.lists is not None
    assert plan.lists.num_people > 3
    write_verified(plan, tmp_path / "out")
    assert {"shortlists.csv", "shortlists.json"} <= set(plan.file.files)


def test_swedish_headings_are_read_back(tmp_path: Path) -> None:
    given = week(tmp_path)
    given.settings["headings"] = "sv"
    plan = given.plan()
    write_verified(plan, tmp_path / "out")
    assert "list_position" not in (tmp_path / "out" / "assignments.csv").read_text(encoding="utf-8")


def test_whoever_was_interviewed_waits_for_the_answer_and_comes_first_behind_the_proposals(tmp_path: Path) -> None:
    given = week(tmp_path, places=1, shortlist=3).slot("S2").worth("J3", "S2", 0.9).decide("interviewed", "J3", "S1")
    plan = given.plan()
    assert plan.lists is not None
    rows = plan.lists.table[["list_position", "jobseeker_id", "interviewed"]].values.tolist()
    assert rows == [[1, "J1", "no"], [2, "J3", "yes"], [3, "J2", "no"]]
    assert set(plan.assignments["slot_id"].dropna()) == {"S1"}
    told = plan.assignments.set_index("jobseeker_id").loc["J3"]
    assert told["reason_code"] == "interviewed"
    assert told["reason"] == (
        "No proposal now: the employer of S1 (the only possible place) has met the person and has not answered yet. "
        "On the list of S1."
    )
    write_verified(plan, tmp_path / "out")


def test_an_interview_binds_nobody_once_no_place_is_left(tmp_path: Path) -> None:
    given = week(tmp_path, places=1).slot("S2").worth("J3", "S2", 0.9).decide("interviewed", "J3", "S1")
    plan = given.running("J5", "S1", "accepted").plan()
    assert plan.lists is None
    assert plan.assignments.set_index("slot_id").loc["S2", "jobseeker_id"] == "J3"
    write_verified(plan, tmp_path / "out")


def test_no_more_people_wait_for_an_answer_than_the_list_has_positions(tmp_path: Path) -> None:
    given = week(tmp_path, places=1, shortlist=2).slot("S2", places=5)
    for day, name in enumerate(("J3", "J4", "J5"), start=9):
        given.worth(name, "S2", 0.9).decide("interviewed", name, "S1", on=f"2026-11-{21 - day:02}")
    plan = given.plan()
    # J5 and J4 were met before J3, for whom no position is left.
    told = plan.assignments.set_index("jobseeker_id")
    assert set(told.index[told["slot_id"] == "S2"]) == {"J3"}
    write_verified(plan, tmp_path / "out")


def test_of_two_forms_worth_the_same_whoever_was_interviewed_stays_under_the_cheaper(tmp_path: Path) -> None:
    given = week(tmp_path, places=1, shortlist=3, programme_ids="D|T").decide("interviewed", "J3", "S1")
    given.add("funding", funding_id="F1", budget_sek=90_000)
    given.add("programmes", programme_id="D", rule="arbetstraning", funding_id="F1", cost_person_week_sek=100)
    given.tables["outcomes"] = [{**row, "programme_id": form} for row in given.tables["outcomes"] for form in "DT"]
    plan = given.plan()
    assert plan.lists is not None
    assert plan.lists.table.set_index("jobseeker_id").loc["J3", "programme_id"] == "T"
    write_verified(plan, tmp_path / "out")


def test_lists_are_in_the_workbook_in_python_in_explanations_and_carry_what_a_meeting_wrote(tmp_path: Path) -> None:
    given, out = week(tmp_path), tmp_path / "out"
    result = planner.plan(given.write(), time_limit=5)
    result.write(out)
    assert verify(out) == []
    assert result.shortlists["jobseeker_id"].tolist() == ["J1", "J2", "J4", "J5"]
    said = list(load_workbook(out / "plan.xlsx")["Shortlists"].iter_rows(values_only=True))
    assert [row[3] for row in said[1:]] == ["J1", "J2", "J4", "J5"]
    assert "The employer meets these people, in this order: J1, J2, J4 and J5." in str(result.explain(slot="S1"))
    worth = result.shortlists_worth.iloc[0]
    assert (worth["unit"], worth["joint_value"]) == ("table", pytest.approx(2.025))
    bound = f"{worth['joint_bound']:.3f}"
    glance = dict(load_workbook(out / "plan.xlsx").worksheets[0].iter_rows(values_only=True, max_col=2))
    assert glance["No plan and lists together can give more than"] == bound
    path = out / "shortlists.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    rows[2].update(decision="refused", by="K1")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(planner.UsageFault):
        result.write(out)
    result.write(out, keep_decisions=True)
    kept = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["decision"], row["by"]) for row in kept] == [("", ""), ("", ""), ("refused", "K1"), ("", "")]


def test_a_plan_without_lists_has_a_frame_without_rows_and_no_sheet(tmp_path: Path) -> None:
    result = planner.plan(week(tmp_path, shortlist=1).write(), time_limit=5)
    assert result.shortlists.empty
    assert result.shortlists_worth.empty
    result.write(tmp_path / "out")
    assert "Shortlists" not in load_workbook(tmp_path / "out" / "plan.xlsx").sheetnames
