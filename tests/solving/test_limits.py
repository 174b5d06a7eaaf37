"""Weeks at the edge: nothing to choose from, nothing worth choosing, demands that cannot hold, hardly any time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from planner.cli.main import run
from planner.errors import CannotHold
from planner.formulation import assemble, hard_rows
from planner.planning import Plan
from planner.reports.screen import screen
from planner.schema.settings import GOALS, OWN_RESIDENTS
from planner.solving import SearchRun, lexicographic
from planner.solving.budget import ClockBudget
from planner.solving.highs.client import HighsClient
from planner.solving.search.highs_search import HighsSearch
from planner.solving.search.restricted_mip import restricted
from tests.scenarios import Given, crowded, objections, pairs

# Every goal of a week without neighbours.
ALL = [name for name in GOALS if name != OWN_RESIDENTS]


def accepted(given: Given) -> Plan:
    """The plan of a week, which the verifier has nothing against."""
    plan = given.plan()
    assert objections(plan, given.home / "plan") == []
    return plan


@pytest.mark.parametrize("people, slots", [(0, 0), (2, 0), (0, 2), (2, 2)])
def test_a_week_without_people_slots_or_anybody_eligible_has_the_empty_plan(
    tmp_path: Path, people: int, slots: int
) -> None:
    given = Given(tmp_path, candidates="eligible", goals=ALL)
    for number in range(people):
        given.person(f"P{number}")
    for number in range(slots):
        given.slot(f"S{number}")
    plan = accepted(given)
    assert (pairs(plan), plan.file.value, plan.file.status) == ([], 0, "optimal")


def test_one_person_gets_one_slot(tmp_path: Path) -> None:
    plan = accepted(Given(tmp_path, goals=ALL).person("P1").slot("S1").worth("P1", "S1", 0.5))
    assert (pairs(plan), plan.file.value) == (["P1 S1 T"], 0.5)


@pytest.mark.parametrize("value", [0.25, 0.1])
def test_where_nothing_helps_more_than_staying_nothing_is_proposed(tmp_path: Path, value: float) -> None:
    given = Given(tmp_path, goals=ALL).people("P1", "P2", waiting_weeks=90).slot("S1", places=2, min_places=2)
    for person in ("P1", "P2"):
        given.worth(person, "S1", value).add("baselines", jobseeker_id=person, value=0.25)
        given.add("preferences", jobseeker_id=person, slot_id="S1", rank=1)
    assert pairs(accepted(given)) == []


def with_money(given: Given, budget: float, week: float) -> Given:
    """P1 and P2 for two places that cost so much a week for four weeks."""
    given.people("P1", "P2").add("funding", funding_id="F1", budget_sek=budget)
    given.add("programmes", programme_id="B", rule="bea_jobb", funding_id="F1", cost_person_week_sek=week)
    return given.slot("S1", programme_ids="B", places=2).worth("P1", "S1", 0.5).worth("P2", "S1", 0.25)


@pytest.mark.parametrize(
    "budget, week, count",
    [
        (0, 100, 0), (0, 0, 2), (799.99, 100, 1), (800, 100, 2), (10**12, 10**11, 2),
        (10**12, 125_000_000_000.01, 1),
    ],
)  # fmt: skip
def test_a_budget_is_kept_to_the_ore_from_nothing_to_a_million_millions(
    tmp_path: Path, budget: float, week: float, count: int
) -> None:
    assert len(pairs(accepted(with_money(Given(tmp_path, goals=ALL), budget, week)))) == count


def a_minimum_too_high(given: Given) -> Given:
    given.settings["group_minimum"] = {"young": 2}
    given.groups["young"] = {"tag": "young"}
    given.people("P1", "P2", groups="young").slot("S1").worth("P1", "S1", 0.5)
    return given.worth("P2", "S1", 0.5)


def a_pin_without_money(given: Given) -> Given:
    return with_money(given, 399, 100).decide("pin", "P2", "S1")


@pytest.mark.parametrize(
    "week, named",
    [
        (a_minimum_too_high, ["The minimum of group young", "slot_places (S1"]),
        (a_pin_without_money, ["The pin of P2 to S1", "funding_budget (F1"]),
    ],
)  # fmt: skip
def test_demands_that_cannot_hold_are_named_with_what_is_in_their_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], week: object, named: list[str]
) -> None:
    assert callable(week)
    folder = week(Given(tmp_path)).write()
    arguments = ["plan", str(folder), "--out", str(tmp_path / "out"), "--lang", "en"]
    assert run(arguments) == CannotHold.exit_code == 4
    message = capsys.readouterr().err
    assert [words for words in named if words not in message] == []
    assert not (tmp_path / "out").exists()


def test_a_tenth_of_a_second_is_enough_for_a_plan_that_holds(tmp_path: Path) -> None:
    given = crowded(tmp_path, people=60, slots=25)
    given.solve = {"time_limit_seconds": 0.1, "gap": 0, "workers": 2}
    assert pairs(accepted(given))


def test_goals_that_time_leaves_no_room_for_are_skipped_and_the_plan_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = crowded(tmp_path, people=60, slots=25)
    given.solve = {"time_limit_seconds": 120, "gap": 0, "workers": 2}
    reach = lexicographic.Lexicographic.reach

    def slow(self: lexicographic.Lexicographic, name: str, *others: object) -> None:
        reach(self, name, *others)  # type: ignore[arg-type]
        if name == "waiting":
            self.run = self.run.having(ClockBudget(0.0))

    monkeypatch.setattr(lexicographic.Lexicographic, "reach", slow)
    plan = accepted(given)
    goals = {goal.name: goal for goal in plan.file.goals}
    assert list(goals) == ALL
    skipped = [name for name, goal in goals.items() if goal.status == "skipped"]
    assert skipped == ALL[ALL.index("waiting") + 1 :]
    assert {(goals[name].best, goals[name].bound, goals[name].gap, goals[name].final) for name in skipped} == {
        (None, None, None, None)
    }
    assert "No time was left for: " in screen(plan, None)


def test_the_same_week_planned_twice_by_one_worker_is_the_same_bytes(tmp_path: Path) -> None:
    given = crowded(tmp_path, people=30, slots=12, seed=5)
    one, other = given.plan(), given.plan()
    assert one.file.reproducible
    assert one.files == other.files


@pytest.mark.parametrize("seed", range(4))
def test_what_is_certified_is_never_less_than_the_value_and_a_goal_spends_no_more_than_it_may(
    tmp_path: Path, seed: int
) -> None:
    plan = accepted(crowded(tmp_path, people=20, slots=9, seed=seed))
    file = plan.file
    assert file.certified_bound >= file.best - 1e-9 >= file.value - 2e-9
    assert file.value >= file.best * (1 - sum(goal.may_cost for goal in file.goals)) - 1e-9
    assert [goal.name for goal in plan.file.goals] == ALL


# The search tells itself to stop, as Ctrl-C would, once it has begun: a clock outside could hit before or after it.
STOPPED = """
import os, signal, sys, threading
from planner.cli.main import run
from planner.solving.search import portfolio
begin = portfolio.search
def interrupted(*arguments, **named):
    portfolio.search = begin  # a second Ctrl-C would end the process
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
    return begin(*arguments, **named)
portfolio.search = interrupted
sys.exit(run(sys.argv[1:]))
"""


def test_ctrl_c_during_the_search_ends_with_the_best_plan_written(tmp_path: Path) -> None:
    given = crowded(tmp_path, people=300, slots=120, seed=2)
    given.solve = {"time_limit_seconds": 600, "gap": 0, "workers": 2}
    out = tmp_path / "out"
    ended = subprocess.run(
        [sys.executable, "-c", STOPPED, "plan", str(given.write()), "--out", str(out)],
        capture_output=True, text=True, check=False, timeout=900, env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )  # fmt: skip
    assert ended.returncode == 128 + signal.SIGINT, ended.stderr
    plan = json.loads((out / "plan.json").read_text())
    assert plan["interrupted"] is True
    assert [goal["name"] for goal in plan["goals"]] == ALL
    assert [goal["status"] for goal in plan["goals"]][1:] == ["skipped"] * (len(ALL) - 1)


def test_a_week_without_the_rule_of_one_main_place_can_be_searched(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3").add("funding", funding_id="F1", budget_sek=1000)
    given.constraints_off = ["one_main"]
    for number, week in enumerate((100, 110, 120)):
        given.add("programmes", programme_id=f"B{number}", rule="bea_jobb", funding_id="F1", cost_person_week_sek=week)
        given.slot(f"S{number}", programme_ids=f"B{number}", places=3, hours_per_week=10)
        for person, value in (("P1", 0.5), ("P2", 0.45), ("P3", 0.6)):
            given.worth(person, f"S{number}", value + 0.05 * number)
    # The money is enough for two places: P3 in S2 (480 SEK, 0.7) and in S1 (440 SEK, 0.65).
    assert given.plan().file.value == pytest.approx(1.35)


@pytest.mark.parametrize("value", [0.25, 0.1])
def test_a_place_without_a_gain_that_a_minimum_or_a_pin_asks_for_is_counted_alike(tmp_path: Path, value: float) -> None:
    given = Given(tmp_path).people("P1", "P2").add("baselines", jobseeker_id="P2", value=0.25)
    given.slot("S1", places=2, min_places=2).worth("P1", "S1", 0.5).worth("P2", "S1", value)
    assert len(pairs(accepted(given.decide("pin", "P2", "S1")))) == 2


def test_a_pin_of_another_purpose_holds_where_other_purposes_are_no_goal(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1", programme_ids="C").worth("P1", "S1", 0.5).decide("pin", "P1", "S1")
    assert pairs(accepted(given)) == ["P1 S1 C"]


def test_a_stated_cost_of_more_than_two_decimals_costs_the_same_everywhere(tmp_path: Path) -> None:
    given = (
        Given(tmp_path).person("P1").add("programmes", programme_id="B", rule="bea_jobb", cost_person_week_sek=100.0045)
    )
    assert pairs(accepted(given.slot("S1", programme_ids="B", weeks=3).worth("P1", "S1", 0.5)))


def test_a_search_without_columns_is_no_accident_of_the_worker(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    instance = Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0.5).instance()
    mip = assemble(instance, hard_rows(instance))
    with HighsClient() as client:
        HighsSearch(client).start(restricted(mip, np.array([0.5]), np.zeros(1, dtype=bool)), None, SearchRun.of(1.0))
        assert not client.is_busy
    assert capfd.readouterr().err == ""
