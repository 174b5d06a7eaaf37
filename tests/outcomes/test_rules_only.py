"""Rules only: points set by people, and no profile of persons behind them."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest

from planner.planning import make_plan
from planner.reports import screen
from planner.schema.tables import Jobseeker
from tests.scenarios import Given, crowded, objections, pairs

# What of a person may change a plan made by rules only, and why.
GATES = {
    "home_zone", "available_from", "approved_rules", "age", "education_level", "swedish_level", "driving_licence",
    "skills", "hours_per_week", "busy", "limits", "max_travel_minutes", "travel_mode", "months_unemployed",
    "registered_status", "registered_days", "leaves_children",
}  # fmt: skip
CAPACITY = {"caseworker_id", "support_need"}
POLICY = {"waiting_weeks", "times_outbid", "groups", "wished_ssyk"}
NEED = {"priority_class"}
IDENTITY = {"jobseeker_id", "protected_identity"}
# Values of each column that a gate may look at and the weeks here do not.
OTHERS: dict[str, tuple[object, ...]] = {
    "education_level": (0, 2, 3, 6, None),
    "swedish_level": ("B1", "B2", "C1", "C2"),
    "months_unemployed": (13, 24, 90),
    "age": (26, 40, 63),
    "registered_days": (300, 2000),
    "wished_ssyk": ("", "53", "9411", "5330|9412"),
    "skills": ("", "welding"),
    "driving_licence": ("", "B"),
}


def by_points(given: Given) -> Given:
    """The same week under rules only."""
    given.models["outcome"] = "rules_only"
    given.tables.pop("outcomes", None)
    given.tables.pop("baselines", None)
    return given


def week(home: Path) -> Given:
    """A crowded week under rules only, in which no gate looks at what the tests change."""
    given = by_points(crowded(home))
    given.settings["goals"] = ["outcome", "other_purposes"]
    for person in given.tables["jobseekers"]:
        person.update(registered_status="JoB", age=30, months_unemployed=14, swedish_level="B1")
    return given


def test_every_column_of_a_person_is_a_gate_a_need_a_capacity_or_a_policy() -> None:
    known = GATES | CAPACITY | POLICY | NEED | IDENTITY
    assert set(Jobseeker.model_fields) == known
    assert set(OTHERS) <= known - NEED - CAPACITY


@pytest.mark.parametrize("seed", range(3))
def test_changing_whatever_no_gate_looks_at_changes_no_worth_and_no_plan(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)  # noqa: S311 - no secret
    before, after = week(tmp_path / "before"), week(tmp_path / "after")
    for person in after.tables["jobseekers"]:
        person.update({column: draw.choice(values) for column, values in OTHERS.items()})
    after.tables["history"] = [{**row, "end": draw.choice(("declined", "ended"))} for row in after.tables["history"]]
    wishes = [row for row in after.tables["preferences"] if row["rank"] == 0]  # a veto is a gate
    after.tables["preferences"] = [*wishes, {"jobseeker_id": "P007", "slot_id": "S005", "rank": 1}]
    one, other = before.instance(), after.instance()
    assert len(one.candidates) > 20
    pd.testing.assert_frame_equal(one.candidates, other.candidates)
    assert pairs(before.plan()) == pairs(after.plan())


def test_worth_is_a_function_of_the_rule_and_the_priority_class_alone(tmp_path: Path) -> None:
    """Also where gates let different people pass: whoever may have the place has the same points there."""
    table = by_points(crowded(tmp_path)).instance()
    rows = table.candidates.assign(need=table.people["priority_class"].fillna(0).to_numpy()[table.candidates["person"]])
    distinct = rows.groupby(["rule", "need"])[["outcome", "baseline", "uplift", "fit", "acceptance"]].nunique()
    assert (distinct == 1).all(axis=None)
    assert set(rows["acceptance"]) == {1}
    assert set(rows["baseline"]) == set(rows["fit"]) == {0}


@pytest.mark.parametrize("need, points", [(1, 7), (2, 3), (None, 3)])
def test_the_points_are_those_of_the_class_else_of_everybody(need: int | None, points: float, tmp_path: Path) -> None:
    given = by_points(Given(tmp_path, candidates="eligible")).add("supervisors", supervisor_id="V1")
    given.person("P1", registered_status="JoB", priority_class=need)
    given.slot("S1", supervisor_id="V1", union_consulted_on="2026-11-01")
    assert given.instance().candidates["value"].tolist() == [points]


def test_the_plan_counts_points_ranks_nobody_and_claims_no_effect(tmp_path: Path) -> None:
    plan = make_plan(by_points(crowded(tmp_path)).scenario(), language="en")
    assert objections(plan, tmp_path / "plan") == []
    totals = plan.file.totals
    assert plan.file.unit == "points"
    assert totals.uplift_by_basis.points == pytest.approx(totals.uplift)
    assert totals.judgement_share is None
    people = {part.group: part.people for part in plan.file.groups}
    assert people["hardest_quarter"] == people["easiest_quarter"] == 0
    said = screen(plan, "en", None)
    assert "points" in said
    for claim in ("in work", "judgement", "quarter"):
        assert claim not in said
