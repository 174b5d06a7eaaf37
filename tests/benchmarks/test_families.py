"""The families of weeks are seeded, and hold what they promise: binding knapsacks, minimums, sizes."""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from benchmarks import families
from benchmarks.families import FAMILIES, MARKS, FamilyWeek, Size, main, measured
from benchmarks.listed_weeks import ListedWeek, continuous, knapsack, write
from benchmarks.nation import municipalities, nation, sizes
from benchmarks.table import families as table_of_families
from planner.inputs import read
from planner.instance import build

LISTED = {"knapsack": knapsack, "continuous": continuous}
Draw = Callable[..., ListedWeek]


def written(week: FamilyWeek, folder: Path) -> dict[str, bytes]:
    FAMILIES[week.family](week, folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_seed_writes_the_same_bytes_and_another_seed_others(family: str, tmp_path: Path) -> None:
    one, again, other = (
        written(FamilyWeek(family, Size("90-minimum"), seed), tmp_path / str(number))
        for number, seed in enumerate((1, 1, 2))
    )
    assert one == again
    assert all(one[name] != other[name] for name in ("jobseekers.csv", "slots.csv"))


def used(week: ListedWeek, plan: np.ndarray[Any, np.dtype[np.int64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """SEK by line that a plan of pairs takes."""
    slots = week.slot[plan[plan >= 0]]
    return np.bincount(week.line[slots], weights=week.cost[slots], minlength=week.spread.lines).astype(np.float64)


@pytest.mark.parametrize("family", LISTED)
def test_budgets_are_knapsacks_and_stop_what_all_else_allows(family: str) -> None:
    week = LISTED[family](3_000, 1)
    rich = replace(week, budget=np.full(week.spread.lines, np.inf))
    assert (used(rich, rich.reference) > week.budget).all()
    assert (used(week, week.reference) <= week.budget).all()
    for line in range(week.spread.lines):
        costs = np.unique(np.round(week.cost[week.line == line] * 100).astype(np.int64))
        unit = math.gcd(*costs.tolist())
        assert len(costs) >= 6
        # All costs in whole units, the least one is no divisor of the rest, and the budget is of no whole units.
        assert (costs % costs[0] != 0).any()
        assert family == "continuous" or round(week.budget[line] * 100) % unit
        assert family == "knapsack" or (unit == 1 and len(costs) > 50)


@pytest.mark.parametrize("family", LISTED)
def test_every_slot_that_can_has_a_minimum_and_a_plan_keeps_them_all(family: str) -> None:
    week = LISTED[family](3_000, 1, has_minimums=True)
    assert (week.fewest == np.where(week.places >= 2, 2, 0)).all()
    slots = week.slot[week.reference[week.reference >= 0]]
    count = np.bincount(slots, minlength=len(week.places))
    assert ((count == 0) | ((count >= week.fewest) & (count <= week.places))).all()
    assert (np.bincount(week.employer[slots], minlength=len(week.employer_limit)) <= week.employer_limit).all()
    assert (np.bincount(week.group[week.reference >= 0]) >= week.minimums).all()
    assert (week.minimums > 0).all()


def test_a_knapsack_week_has_the_statistics_of_the_weeks_it_is_like() -> None:
    week = knapsack(3_000, 3)
    popular = np.bincount(week.slot, minlength=len(week.places))
    gain = week.outcome - week.baseline[week.person]
    assert len(week.places) == 818
    assert set(week.places.tolist()) == {1, 2, 3, 4, 6}
    assert set(week.weeks.tolist()) == {8, 11, 12, 25, 26, 51, 52}
    assert week.places.sum() == pytest.approx(2_015, rel=0.05)
    assert (week.fewest > 0).mean() == pytest.approx(0.12, abs=0.03)
    assert len(week.person) == pytest.approx(89_700, rel=0.01)
    assert popular.std() / popular.mean() == pytest.approx(0.92, abs=0.1)
    assert week.baseline.mean() == pytest.approx(0.165, abs=0.02)
    assert gain.mean() == pytest.approx(0.166, abs=0.03)
    assert gain.min() >= 0
    assert week.minimums.sum() / 3_000 == pytest.approx(0.295, abs=0.04)


def test_a_continuous_week_has_hardly_two_values_alike() -> None:
    week = continuous(3_000, 1)
    assert len(np.unique(week.outcome)) > 0.999 * len(week.outcome)
    assert len(np.unique(week.cost)) > 0.8 * len(week.places)
    assert (week.rate * 100 % 100 != 0).any()


@pytest.mark.parametrize("family", FAMILIES)
def test_the_planner_reads_a_week_whole(family: str, tmp_path: Path) -> None:
    week = FamilyWeek(family, Size("90-minimum"), 1).written(tmp_path)
    tables = week.scenario.tables
    assert len(tables["jobseekers"]) + week.scenario.protected == 90
    assert {name: len(tables[name]) for name in ("slots", "funding")} == {
        name: week.rows[name] for name in ("slots", "funding")
    }
    assert family == "town" or len(week.instance.candidates) == week.rows["outcomes"]
    assert (tables["slots"]["min_places"] >= 2).any()


def test_the_command_says_a_line_a_week_stores_it_and_compares(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(families, "RESULTS", tmp_path)
    kept = tmp_path / "2026-11-30-families.json"
    asked = ["--family", "knapsack", "--family", "town", "--size", "40", "--seeds", "1", "--seconds", "60"]
    main([*asked, "--store", str(kept)])
    main([*asked, "--store", str(kept)])
    first = capsys.readouterr().out
    main(asked)
    second = capsys.readouterr().out
    assert first.count("knapsack-40-1 ") == 2
    assert "before" not in first.splitlines()[0]
    assert "before 0.0000%" in second
    assert "| town | 40 | 1 | 60 s |  | 0.0000% | 0.0000% | 0.0000% | 0.0000% | 0.0000% | 0.0000% |" in second
    stored = json.loads(kept.read_text(encoding="utf-8"))
    assert [one["week"] for one in stored["benchmarks"]] == ["knapsack-40-1", "town-40-1"]
    assert set(stored) == {"date", "commit", "machine", "benchmarks"}


def test_a_plan_above_a_bound_that_was_proved_before_is_objected_to(tmp_path: Path) -> None:
    week = FamilyWeek("knapsack", Size("40"), 1)
    earlier = {"group": "families", "week": week.name, "value": 0.1, "bound": 0.2, "gap": 1.0}
    with pytest.raises(AssertionError, match="has the generator changed"):
        measured(week, week.written(tmp_path), [earlier])


def test_a_town_gives_no_slot_a_minimum_that_a_decision_pins_somebody_to(tmp_path: Path) -> None:
    # With a minimum, an employer who takes one person more could not be met: there would be no plan at all.
    FAMILIES["town"](FamilyWeek("town", Size("400-minimum"), 3), tmp_path)
    slots, decisions = (pd.read_csv(tmp_path / f"{name}.csv", sep=";", dtype=str) for name in ("slots", "decisions"))
    pinned = slots["slot_id"].isin(decisions["slot_id"])
    assert pinned.any()
    assert (slots["min_places"][~pinned] == "2").sum() > pinned.sum()
    FAMILIES["town"](FamilyWeek("town", Size("400"), 3), tmp_path)
    before = pd.read_csv(tmp_path / "slots.csv", sep=";", dtype=str)
    assert slots["min_places"][pinned].equals(before["min_places"][pinned])


def test_the_table_says_median_and_worst_and_who_has_no_plan() -> None:
    one: dict[str, Any] = {"group": "families", "family": "town", "size": "3000", "time_limit": 20.0, "goal": 0.0002}
    gaps = [(0.0001, 0.0, {"gap": 0.001}), (0.0003, 0.0001, {"gap": 0.003}), (None, None, None)]
    table = table_of_families([{**one, "gap": gap, "short": short, "before": was} for gap, short, was in gaps])
    row = "| town | 3000 | 3 | 20 s | 0.02% | 0.0300% | no plan | 0.0100% | no plan | 0.2000% | 0.3000% |"
    assert table.splitlines()[-1] == row
    assert list(MARKS) == ["3000", "3000-minimum", "20000"]


def test_a_nation_has_all_municipalities_and_only_budgets_in_common(tmp_path: Path) -> None:
    every = municipalities()
    assert len(every) == 290
    assert every["zone"].is_unique
    assert not every[["lat", "lon"]].loc[every["people"] > 0].isna().any(axis=None)
    people = sizes(every["people"].to_numpy(np.int64), 300_000)
    assert people.sum() == 300_000
    assert people.min() >= 30
    assert people[0] == people.max() > 10_000
    with pytest.raises(ValueError, match="fewer than 30"):
        sizes(every["people"].to_numpy(np.int64), 3_000)

    week = nation(1_200, 12)
    assert (week.home[week.person] == week.site[week.slot]).all()
    assert all(len(np.unique(week.site[week.employer == one])) <= 1 for one in np.unique(week.employer).tolist())
    lines = [set(week.line[week.site == market].tolist()) for market in range(12)]
    assert set.union(*lines) == set(range(10))
    assert all(len(own & other) > 0 for own, other in pairwise(lines))
    rich = replace(week, budget=np.full(10, np.inf))
    assert (used(rich, rich.reference) > week.budget).sum() >= 7
    again = nation(1_200, 12)
    assert (again.outcome == week.outcome).all()
    assert (again.budget == week.budget).all()
    write(week, tmp_path)
    instance = build(read(tmp_path))
    assert len(instance.candidates) == len(week.person)
