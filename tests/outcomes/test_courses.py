"""How a placement changes the weeks of regular work: what it adds while it runs and afterwards, and when."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from planner.outcomes.courses import courses
from planner.outcomes.on_date import on_date
from planner.schema.models import WITHIN_WEEKS
from planner.schema.scenario import Scenario
from tests.outcomes.test_regular_weeks import two_lengths
from tests.scenarios import Given


def test_an_ordinary_vacancy_counts_from_its_start(tmp_path: Path) -> None:
    given = two_lengths(tmp_path).slot("V", programme_ids="job", weeks=None, hours_per_week=40, start_week="2027-W02")
    rows = given.instance().candidates.to_dict("records")
    row = next(row for row in rows if row["rule"] == "ordinarie_anstallning")
    without, effect = 1 - row["baseline"], row["uplift"]
    path = [1 - without ** (week / 78) for week in range(104)]
    # From week 7 on, 2026-W53 among them.
    whole = sum(path) + effect / without * sum(1 - chance for chance in path[7:])
    assert row["regular_weeks"] == pytest.approx(whole, abs=0.05)


def half_year(home: Path) -> tuple[Scenario, pd.DataFrame]:
    """One person at S1 for half a year from the plan week on, and in a vacancy without an end two weeks later."""
    given = Given(home, candidates="eligible", follow_up_weeks=30).person("P1")
    given.add("programmes", programme_id="V", rule="ordinarie_anstallning")
    given.slot("S1").slot("S2", programme_ids="V", weeks=None)
    scenario = given.scenario()
    week = scenario.week
    rows = [(0, 0, "T", "arbetstraning", week, week + 25), (0, 1, "V", "ordinarie_anstallning", week + 2, week + 53)]
    columns = ["person", "slot", "programme_id", "rule", "start_week", "last_week"]
    return scenario, pd.DataFrame(rows, columns=columns).assign(purpose="main")


def of_pairs(home: Path, *, level: float = 0.2, own: float = np.nan, fit: float = 0.0) -> pd.DataFrame:
    """The courses of these two placements."""
    scenario, pairs = half_year(home)
    assert on_date(scenario, pairs).tolist() == ["ended", "running"]
    return courses(scenario, pairs, *(np.full(2, value) for value in (level, own, fit)))


def test_weeks_are_counted_from_the_plan_week_and_a_vacancy_without_weeks_never_ends(tmp_path: Path) -> None:
    table = of_pairs(tmp_path)
    assert table[["first", "last"]].to_numpy().tolist() == [[0, 25], [2, WITHIN_WEEKS]]


def test_only_regular_work_counts_while_it_runs(tmp_path: Path) -> None:
    assert of_pairs(tmp_path)["during"].isna().tolist() == [True, False]


def test_what_it_adds_is_the_share_of_those_who_would_be_without_work_and_never_more_than_all(tmp_path: Path) -> None:
    few, many = (of_pairs(tmp_path / str(level), level=level) for level in (0.2, 0.6))
    assert (few["after"] * 0.8).tolist() == pytest.approx((many["after"] * 0.4).tolist())
    assert of_pairs(tmp_path / "fit", fit=5.0)["after"].tolist() == [1.0, 1.0]
    assert of_pairs(tmp_path / "all", level=1.0)["after"].tolist() == [0.0, 0.0]


def test_the_users_own_figure_speaks_of_the_case_that_holds_on_the_date_alone(tmp_path: Path) -> None:
    model, own = of_pairs(tmp_path / "model"), of_pairs(tmp_path / "own", own=0.4)
    assert own["after"].tolist() == [pytest.approx(0.5), model["after"][1]]
    assert own["during"][1] == pytest.approx(0.5) != model["during"][1]
