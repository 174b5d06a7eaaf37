"""Groups by tag, column and quarter, and draws that change with the week or never do."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from planner.instance import groups_now, lottery_numbers
from planner.instance.groups import members, standing_numbers
from tests.scenarios import Given


def of_six(home: Path) -> Given:
    given = Given(home, candidates="eligible").slot("S1")
    given.groups["young"] = {"tag": "young"}
    for number in range(6):
        given.person(f"P{number}", months_unemployed=10 * number, groups="young" if number < 2 else "")
    return given


def test_a_group_is_those_of_its_tag_or_those_who_meet_its_column(tmp_path: Path) -> None:
    given = of_six(tmp_path)
    given.groups["long"] = {"column": "months_unemployed", "where": {"min": 30}}
    found = members(given.scenario(), np.zeros(6))
    assert np.flatnonzero(found["young"]).tolist() == [0, 1]
    assert np.flatnonzero(found["long"]).tolist() == [3, 4, 5]


def test_the_quarters_are_the_lowest_and_the_highest_baselines_and_ties_go_by_the_standing_draw(tmp_path: Path) -> None:
    scenario = of_six(tmp_path).scenario()
    found = members(scenario, np.array([0.3, 0.1, 0.2, 0.6, 0.5, 0.4]))
    assert np.flatnonzero(found["hardest_quarter"]).tolist() == [1, 2]
    assert np.flatnonzero(found["easiest_quarter"]).tolist() == [3, 4]
    standing = standing_numbers(scenario, scenario.tables["jobseekers"]["jobseeker_id"])
    equal = members(scenario, np.zeros(6))
    assert set(np.flatnonzero(equal["hardest_quarter"])) == set(np.argsort(standing)[:2])


def test_nobody_is_in_a_quarter_where_points_count(tmp_path: Path) -> None:
    given = of_six(tmp_path)
    given.models["outcome"] = "rules_only"
    found = members(given.scenario(), np.zeros(6))
    assert not found["hardest_quarter"].any()
    assert not found["easiest_quarter"].any()


def test_the_lottery_is_drawn_anew_each_week_and_the_standing_draw_is_not(tmp_path: Path) -> None:
    this_week = of_six(tmp_path).scenario()
    keys = [f"P{number}" for number in range(200)]
    next_week, other_seed = replace(this_week, week=this_week.week + 1), replace(this_week, lottery_seed=49)
    draw = lottery_numbers(this_week, keys)
    assert ((draw >= 0) & (draw < 1)).all()
    assert draw.mean() == pytest.approx(0.5, abs=0.1)
    assert len(set(draw)) == len(keys)
    assert draw.tolist() == lottery_numbers(this_week, keys).tolist()
    assert not np.isin(draw, lottery_numbers(next_week, keys)).any()
    assert not np.isin(draw, lottery_numbers(other_seed, keys)).any()
    assert standing_numbers(this_week, keys).tolist() == standing_numbers(next_week, keys).tolist()


def test_groups_at_entry_stay_whatever_the_columns_say_today(tmp_path: Path) -> None:
    given = of_six(tmp_path)
    given.groups["long"] = {"column": "months_unemployed", "where": {"min": 30}}
    given.change("jobseekers", "P0", entry_groups="long|hardest_quarter")
    given.change("jobseekers", "P5", entry_groups="none")
    found = members(given.scenario(), np.array([0.9, 0.1, 0.2, 0.6, 0.5, 0.4]))
    assert np.flatnonzero(found["long"]).tolist() == [0, 3, 4]
    assert np.flatnonzero(found["young"]).tolist() == [1]
    assert np.flatnonzero(found["hardest_quarter"]).tolist() == [0, 1, 2]


def test_the_groups_of_now_are_what_entry_groups_holds(tmp_path: Path) -> None:
    given = of_six(tmp_path)
    given.models["outcome"] = "rules_only"
    given.groups["long"] = {"column": "months_unemployed", "where": {"min": 10}}
    given.change("jobseekers", "P4", entry_groups="young")
    now = groups_now(given.instance())
    assert now["P0"] == ("young",)
    assert now["P1"] == ("long", "young")
    assert now["P4"] == ("young",)
