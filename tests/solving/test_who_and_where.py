"""Who gets a place is settled before where, and what a goal does not need of the outcome is handed back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from planner.instance import Instance
from planner.solving import Solution, solve
from tests.scenarios import Given, crowded

WHO = ["outcome", "waiting", "queue", "lot"]
WHERE = ["preference", "travel"]
EVERYBODY = [f"P{number:02}" for number in range(1, 13)]


def placed(instance: Instance, solution: Solution) -> dict[str, str]:
    """The slot of everybody placed."""
    rows = instance.candidates.loc[solution.chosen]
    people, slots = instance.people["jobseeker_id"], instance.slots["slot_id"]
    return {people[j]: slots[s] for j, s in zip(rows["person"], rows["slot"], strict=True)}


def equals(home: Path, goals: Iterable[str]) -> Given:
    """Twelve people, and two places in each of two slots, where all are worth the same."""
    given = Given(home, goals=list(goals), may_cost={})
    for name in EVERYBODY:
        given.person(name)
    for slot in ("S1", "S2"):
        given.slot(slot, places=2)
        for name in EVERYBODY:
            given.worth(name, slot, 0.2)
    return given


def test_among_equals_the_longest_wait_goes_first_and_then_who_was_outbid_most_often(tmp_path: Path) -> None:
    given = equals(tmp_path, [*WHO, *WHERE])
    for name, weeks in (("P01", 8), ("P05", 8), ("P08", 20)):
        given.change("jobseekers", name, waiting_weeks=weeks)
    given.change("jobseekers", "P07", times_outbid=2).change("jobseekers", "P11", times_outbid=1)
    instance = given.instance()
    assert set(placed(instance, solve(instance))) == {"P01", "P05", "P08", "P07"}


def test_neither_the_way_nor_a_wish_wins_a_tie_that_the_lot_decides(tmp_path: Path) -> None:
    plain = equals(tmp_path / "plain", [*WHO, *WHERE])
    instance = plain.instance()
    lucky = set(placed(instance, solve(instance)))
    given = equals(tmp_path / "village", [*WHO, *WHERE])
    given.add("zones", zone="Village").add("travel", from_zone="Village", to_zone="Z", minutes=23)
    for name in lucky:
        given.change("jobseekers", name, home_zone="Village")
    for name in set(EVERYBODY) - lucky:
        given.add("preferences", jobseeker_id=name, slot_id="S1", rank=1)
    instance = given.instance()
    assert set(placed(instance, solve(instance))) == lucky


def test_wishes_then_settle_where_among_those_whom_the_lot_chose(tmp_path: Path) -> None:
    instance = equals(tmp_path / "plain", WHO).instance()
    first, second, *_ = sorted(placed(instance, solve(instance)))
    for number, (one, other) in enumerate((("S1", "S2"), ("S2", "S1"))):
        given = equals(tmp_path / str(number), [*WHO, *WHERE])
        given.add("preferences", jobseeker_id=first, slot_id=one, rank=1)
        given.add("preferences", jobseeker_id=second, slot_id=other, rank=1)
        instance = given.instance()
        found = placed(instance, solve(instance))
        assert (found[first], found[second]) == (one, other)


@pytest.mark.parametrize("seed", [1, 3, 5])
def test_a_larger_cap_under_which_a_goal_reaches_no_more_costs_nothing(tmp_path: Path, seed: int) -> None:
    results = []
    for share in (0.5, 1.0):
        given = crowded(tmp_path / str(share), people=25, slots=12, seed=seed)
        given.solve["gap"] = 0
        given.settings |= {"goals": WHO, "may_cost": {"waiting": share}, "may_cost_total": 1}
        outcome, waiting, *_ = solve(given.instance()).goals
        results.append((waiting.best, outcome.final))
    (one, before), (other, after) = results
    # Half of the outcome is more than these weeks need for the longest waits that can be had.
    assert other == pytest.approx(one)
    assert after == pytest.approx(before)


def test_all_goals_together_spend_no_more_than_may_cost_total(tmp_path: Path) -> None:
    given = crowded(tmp_path, people=25, slots=12, seed=3)
    given.settings |= {"may_cost": dict.fromkeys(("waiting", "fair_share", "preference", "travel"), 0.3)}
    finals = {}
    for total in (1.0, 0.1, 0.0):
        given.settings["may_cost_total"] = total
        outcome = solve(given.at(tmp_path / str(total)).instance()).goals[0]
        assert outcome.final >= outcome.best * (1 - total) - 1e-9
        finals[total] = outcome.final
    # The cap binds in this week: without it more is spent.
    assert finals[1.0] < finals[0.1] < finals[0.0]
