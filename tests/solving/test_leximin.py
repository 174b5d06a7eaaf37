"""Leximin settled step by step: what each search proves, and a known case, held against matchings of another kind."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from planner.solving.leximin import LowestShares
from planner.solving.search.single_objective import Reached
from tests.conftest import find_shared_data
from tests.scenarios import Given, objections


def after(value: float, bound: float) -> Reached:
    """A search with its value and bound."""
    return Reached(None, value, bound, None)


def test_a_share_that_no_more_groups_can_exceed_is_settled_for_all_that_have_it() -> None:
    lowest = LowestShares(4)
    lowest.take((200, 200, 500, 900), after(0.2, 0.7))
    assert (lowest.levels, lowest.above) == ((), 200)
    lowest.take((200, 200, 500, 900), after(2, 2.0))
    assert (lowest.levels, lowest.proved, lowest.above) == ((200, 200), 2, None)
    assert lowest.bound == pytest.approx(0.4 + 2.0)


def test_a_share_that_its_own_bound_settles_needs_no_second_search() -> None:
    lowest = LowestShares(2)
    lowest.take((400, 800), after(0.4, 0.4))
    assert (lowest.levels, lowest.proved, lowest.above) == ((400,), 1, None)
    lowest.take((400, 800), after(1.2, 1.25))
    lowest.take((400, 800), after(0, 0.0))
    assert (lowest.is_done, lowest.proved) == (True, 2)
    assert lowest.bound == pytest.approx(1.2)


def test_a_better_plan_on_the_way_is_raised_again() -> None:
    lowest = LowestShares(2)
    lowest.take((400, 800), after(0.4, 0.9))
    lowest.take((600, 700), after(2, 2.0))
    assert (lowest.levels, lowest.proved, lowest.above) == ((), 0, None)


def test_nothing_counts_as_proved_after_a_share_that_is_not() -> None:
    lowest = LowestShares(3)
    lowest.take((100, 300, 400), after(0.1, 0.2))
    lowest.take((100, 300, 400), after(2, 3.0))
    lowest.take((100, 300, 400), after(0.4, 0.45))
    assert (lowest.levels, lowest.above) == ((100,), 300)
    lowest.take((100, 300, 400), after(1, 1.0))
    assert (lowest.levels, lowest.proved) == ((100, 300), 0)
    # The first share may be as high as its search left open, the others as high as can be.
    assert lowest.bound == pytest.approx(0.2 + 2)


def test_all_of_what_a_group_could_have_needs_no_proof_and_a_search_without_end_stops() -> None:
    lowest = LowestShares(3)
    lowest.take((1000, 1000, 1000), after(1.0, 1.0))
    assert (lowest.is_done, lowest.proved, lowest.bound) == (True, 3, 3.0)
    restless = LowestShares(1)
    for step in range(4):
        restless.take((100 + step, 900), after(0.1, 1.0))
    assert restless.is_done
    assert restless.bound == 1.0


def of_bids(home: Path, bids: Sequence[dict[str, int]], places: dict[str, int]) -> Given:
    """Each student is a group, and gets at most one course."""
    goal = "leximin"
    given = Given(home, goals=["outcome", goal], group_measure="uplift", may_cost={goal: 1.0}, may_cost_total=1.0)
    given.solve["time_limit_seconds"] = 40
    slots = {course: f"S{number}" for number, course in enumerate(places)}
    for course, name in slots.items():
        given.slot(name, places=places[course])
    for number, own in enumerate(bids):
        given.person(f"P{number}", groups=f"g{number}").groups[f"g{number}"] = {"tag": f"g{number}"}
        for course, bid in own.items():
            if bid:
                given.worth(f"P{number}", slots[course], bid / 1000)
    given.settings["groups"] = list(given.groups)
    return given


def best_by_matching(bids: Sequence[dict[str, int]], places: dict[str, int]) -> list[int]:
    """The leximin shares of a matching of least cost, where a lower share costs more than all higher ones together.

    Costs are whole numbers without a limit, so that nothing is rounded.
    """
    seats = [course for course, number in places.items() for _ in range(min(number, len(bids)))]
    share = [{course: 1000 * bid // max(own.values()) for course, bid in own.items()} for own in bids]
    known = [[own.get(course, 0) for course in seats] + [0] * len(bids) for own in share]
    rank = {value: number for number, value in enumerate(sorted({v for row in known for v in row}, reverse=True))}
    cost = [[(len(bids) + 1) ** rank[value] for value in row] for row in known]
    return sorted(known[student][seat] for student, seat in enumerate(matching(cost)))


def matching(cost: list[list[int]]) -> list[int]:
    """The column of each row in a matching of least cost, by the Hungarian method; there are more columns than rows."""
    width = len(cost[0])
    of_row, of_column, row_of = [0] * len(cost), [0] * width, [-1] * width
    for row in range(len(cost)):
        least: list[float | int] = [math.inf] * width
        before, seen, last, at = [-1] * width, [False] * width, -1, row
        while True:
            for column in range(width):
                way = cost[at][column] - of_row[at] - of_column[column]
                if not seen[column] and way < least[column]:
                    least[column], before[column] = way, last
            last = min((column for column in range(width) if not seen[column]), key=lambda column: least[column])
            by = int(least[last])
            reached = [column for column in range(width) if seen[column]]
            of_row[row] += by
            for column in reached:
                of_row[row_of[column]] += by
                of_column[column] -= by
            least = [one if seen[column] else one - by for column, one in enumerate(least)]
            seen[last] = True
            if row_of[last] < 0:
                break
            at = row_of[last]
        while last >= 0:
            row_of[last] = row_of[before[last]] if before[last] >= 0 else row
            last = before[last]
    return [row_of.index(row) for row in range(len(cost))]


@pytest.mark.parametrize("seed", range(3))
def test_leximin_of_single_people_is_that_of_a_matching(tmp_path: Path, seed: int) -> None:
    bids = [{f"C{c}": (37 * s + 101 * c + 53 * seed * s * c) % 97 for c in range(5)} for s in range(7)]
    places = {f"C{c}": 1 + (c + seed) % 2 for c in range(4)} | {"C4": 1}
    plan = of_bids(tmp_path, bids, places).plan()
    shares = sorted(round(1000 * (part.alone.share or 0)) for part in plan.file.groups if part.alone is not None)
    assert shares == best_by_matching(bids, places)
    assert plan.file.goals[1].status == "optimal"


@pytest.mark.shared_data
@pytest.mark.slow
@pytest.mark.parametrize("students_a_place", [60, 1000])
def test_leximin_of_real_bids_for_courses_is_that_of_a_matching(tmp_path: Path, students_a_place: int) -> None:
    """26 students and 23 courses; the places are cut down, since nobody is in anybody's way with those there are."""
    shared_data = find_shared_data()
    assert shared_data is not None
    real = json.loads((shared_data / "instances/course_bids/ariel_5783_input.json").read_text(encoding="utf-8"))
    places = {course: -(-size // students_a_place) for course, size in real["item_capacities"].items()}
    bids = list(real["valuations"].values())
    plan = of_bids(tmp_path, bids, places).plan()
    assert objections(plan, tmp_path / "plan") == []
    shares = sorted(round(1000 * (part.alone.share or 0)) for part in plan.file.groups if part.alone is not None)
    assert shares == best_by_matching(bids, places)
    assert plan.file.goals[1].status == "optimal"
    assert plan.file.value <= plan.file.best
