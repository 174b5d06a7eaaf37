"""Expected weeks of regular work within 104 weeks: by hand, in the plan, and as the goal."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from planner.errors import InputFaults
from planner.outcomes.regular_weeks import baseline_weeks, placed_weeks
from planner.planning import Plan, make_plan
from planner.reports import screen
from tests.models.copies import copy_model
from tests.scenarios import Given, crowded, objections, pairs


def placed(level: float, first: int, last: int, during: float, after: float) -> float:
    """The weeks of one course, with the follow-up date after one week, so that the path is easy to sum."""
    columns = {"level": level, "first": first, "last": last, "during": during, "after": after}
    (weeks,) = placed_weeks(pd.DataFrame([columns]), follow_up_weeks=1)
    return float(weeks)


@pytest.mark.parametrize(
    "level, weeks",
    [
        (0, 0),
        (1, 103),  # nobody in the plan week, and in every week after it
        # 104 less 1 + 1/2 + 1/4 + ... = 2
        (0.5, 102),
    ],
)
def test_without_a_place_the_path_goes_from_nothing_to_the_level_on_the_date(level: float, weeks: float) -> None:
    assert baseline_weeks(np.array([level]), follow_up_weeks=1).tolist() == [weeks]


@pytest.mark.parametrize(
    "course, weeks",
    [
        # Of ten people none would find work; half have it from week 4 on: 100 weeks.
        ((0, 4, 104, 0.5, 0), 50),
        # It ends after 20 weeks, and a tenth have work afterwards: 20 x 0.5 + 80 x 0.1.
        ((0, 4, 23, 0.5, 0.1), 18),
        # No regular work by itself: nothing while it runs.
        ((0, 4, 23, np.nan, 0.1), 8),
        # Half a year is taken from somebody who would have had work every week but the first: 103 - 26.
        ((1, 2, 27, np.nan, 0), 77),
        # Work found anyway is not counted twice: 1, 3/2, 7/4 ... less, of which half is given: 102 + 2 / 2.
        ((0.5, 0, 104, 0.5, 0), 103),
        # An effect below nothing takes from work found anyway, never more than all of it: 1 - 4 / 2^t from week 3 on.
        ((0.5, 0, 104, -3, 0), 100),
        # It starts after two years: as if there were none.
        ((0.5, 104, 104, np.nan, 0.5), 102),
    ],
)
def test_a_course_by_hand(course: tuple[float, int, int, float, float], weeks: float) -> None:
    assert placed(*course) == weeks


def two_lengths(home: Path, **settings: object) -> Given:
    """A subsidised job that still runs on the follow-up date, and is wished, beside one of half a year."""
    given = Given(home, candidates="eligible", **settings).add("supervisors", supervisor_id="V1", capacity=9)
    given.change("employers", "E1", sector="private", collective_agreement="yes", tax_debts="no")
    given.add("programmes", programme_id="nystart", rule="nystartsjobb")
    given.add("programmes", programme_id="job", rule="ordinarie_anstallning")
    given.person("P1", registered_status="none", age=40, months_unemployed=40, registered_days=900)
    ready = {"supervisor_id": "V1", "union_consulted_on": "2026-11-01", "start_week": "2026-W52"}
    ready |= {"gross_month_sek": "24000", "hours_per_week": "40"}
    given.add("preferences", jobseeker_id="P1", slot_id="LONG", rank=1)
    given.slot("LONG", programme_ids="nystart", weeks=80, **ready)
    return given.slot("SHORT", programme_ids="nystart", weeks=26, **ready)


def test_a_subsidised_job_that_merely_still_runs_on_the_date_does_not_win_by_its_length_alone(tmp_path: Path) -> None:
    by_date = make_plan(two_lengths(tmp_path / "date").scenario())
    by_weeks = make_plan(two_lengths(tmp_path / "weeks", measure="regular_weeks").scenario())
    long, short = by_date.instance.candidates.sort_values("weeks", ascending=False).to_dict("records")
    assert long["on_date"] == "running"
    assert long["uplift"] == short["uplift"] > 0
    assert long["regular_weeks"] < long["baseline_regular_weeks"] < short["regular_weeks"]
    assert pairs(by_date) == ["P1 LONG nystart"]
    assert pairs(by_weeks) == ["P1 SHORT nystart"]
    for plan, name in ((by_date, "date"), (by_weeks, "weeks")):
        assert objections(plan, tmp_path / name / "plan") == []


def said(plan: Plan) -> str:
    """The screen in English."""
    return screen(plan, None)


def test_every_plan_tells_both_measures_in_its_rows_its_totals_and_on_the_screen(tmp_path: Path) -> None:
    plan = make_plan(two_lengths(tmp_path, measure="regular_weeks").scenario())
    (row,) = plan.assignments.to_dict("records")
    totals = plan.file.totals
    assert plan.file.unit == "weeks"
    assert totals.regular_weeks is not None
    assert totals.follow_up is not None
    # The best place of somebody is worth 0.75 of what it adds, as if no wish were stated.
    gain = row["regular_weeks"] - row["baseline_regular_weeks"]
    assert row["value"] == plan.file.value == totals.regular_weeks.uplift == pytest.approx(0.75 * gain)
    assert totals.baseline == totals.regular_weeks.baseline == row["baseline_regular_weeks"]
    # By the date the one that is wished would have been the best, at 0.9; the other has 0.6.
    assert totals.follow_up.uplift == pytest.approx(0.75 * row["uplift"] * 0.6 / 0.9)
    assert totals.judgement_share == 1
    assert "regular work weeks in 104 wk" in said(plan)
    assert "In work or study in 78 wk: " in said(plan)
    other = make_plan(two_lengths(tmp_path / "date").scenario())
    assert "Weeks in regular work within 104 wk: " in said(other)


def test_the_policy_may_choose_the_measure(tmp_path: Path) -> None:
    given = two_lengths(tmp_path)
    values = copy_model("policy", "equal_access/2", given.write() / "models", "ours", "1") / "policy.toml"
    chosen = '\n[values.measure]\nvalue = "regular_weeks"\nreason = "Regular work is what lasts."\n'
    values.write_text(values.read_text(encoding="utf-8") + chosen, encoding="utf-8")
    given.models["policy"] = "ours/1"
    assert given.scenario().settings.measure == "regular_weeks"


@pytest.mark.parametrize("candidates, outcome", [("listed", "evidence"), ("eligible", "rules_only")])
def test_weeks_as_the_goal_are_a_fault_where_no_model_tells_them(candidates: str, outcome: str, tmp_path: Path) -> None:
    given = Given(tmp_path, candidates=candidates, measure="regular_weeks").person("P1").slot("S1")
    given.models["outcome"] = outcome
    if candidates == "listed":
        given.worth("P1", "S1", 0.5)
    with pytest.raises(InputFaults, match="no-weeks"):
        given.scenario()


def test_the_verifier_reckons_the_same_weeks_of_a_crowded_week_whatever_the_goal(tmp_path: Path) -> None:
    given = crowded(tmp_path)
    given.settings["measure"] = "regular_weeks"
    plan = make_plan(given.scenario())
    assert plan.instance.candidates["regular_weeks"].notna().sum() > 5
    assert objections(plan, tmp_path / "plan") == []
