"""Floors, the lowest share and leximin of small random weeks, found by trying every plan."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import assume
from hypothesis import given as for_all
from hypothesis import strategies as st

from planner.planning import Plan
from tests.properties.plainly import Pair, Plainly
from tests.properties.test_fairness import every_plan
from tests.properties.test_plans import planned
from tests.properties.weeks import examples, weeks
from tests.scenarios import Given, objections, pairs

TAGS = ("young", "far", "long")
IN_GROUPS = ("", "young", "far", "long", "young|far", "far|long", "young|far|long")


def in_groups(week: Given, data: st.DataObject, goal: str) -> Given:
    """The week with three groups that overlap, a measure, and a goal that may cost all of the outcome."""
    for row in week.tables["jobseekers"]:
        row["groups"] = data.draw(st.sampled_from(IN_GROUPS))
    week.groups = {tag: {"tag": tag} for tag in TAGS}
    week.settings.pop("group_minimum", None)
    week.settings |= {
        "groups": list(TAGS), "goals": ["outcome", goal], "may_cost": {goal: 1.0}, "may_cost_total": 1.0,
        "group_measure": data.draw(st.sampled_from(("placements", "uplift"))),
        "group_floor": {tag: data.draw(st.sampled_from((0.3, 0.5, 0.6, 1.0))) for tag in TAGS},
    }  # fmt: skip
    return week


class Brute:
    """All plans of a week, and what each group gets in them: whole numbers, of places or ten-thousandths."""

    def __init__(self, week: Given) -> None:
        self.week, self.plainly = week, Plainly(week)
        self.unit = 1 if week.settings["group_measure"] == "placements" else 10_000
        self.got = [self.of(plan) for plan in every_plan(self.plainly)]
        self.alone = {tag: max(got[tag] for got in self.got) for tag in TAGS}

    def of(self, plan: Sequence[Pair]) -> dict[str, int]:
        """What each group gets in a plan."""
        tags = {row["jobseeker_id"]: row["groups"].split("|") for row in self.week.tables["jobseekers"]}
        counts = [(p, 1 if self.unit == 1 else round(10_000 * p.value)) for p in plan if p.value > 0]
        return {tag: sum(count for p, count in counts if tag in tags[p.person]) for tag in TAGS}

    def shares(self, got: dict[str, int]) -> list[int]:
        """The shares of groups that could have anything, ascending, in thousandths."""
        return sorted(1000 * got[tag] // self.alone[tag] for tag in TAGS if self.alone[tag])

    def short(self, got: dict[str, int]) -> int:
        """How far the groups are below their floors together."""
        least = {
            tag: math.ceil(share * self.alone[tag] - 1e-9) for tag, share in self.week.settings["group_floor"].items()
        }
        return sum(max(0, least[tag] - got[tag]) for tag in TAGS)


def brute_of(week: Given, plan: Plan) -> tuple[Brute, dict[str, int]]:
    """All plans of the week, and what the plan gives; what groups could have alone is what the best of them gives."""
    assert objections(plan, week.home / "plan") == []
    brute = Brute(week)
    stated = {part.group: part.alone for part in plan.file.groups if part.alone is not None}
    assert {tag: round(part.most * brute.unit) for tag, part in stated.items()} == brute.alone
    assert all(part.bound == part.most for part in stated.values())
    return brute, brute.of(brute.plainly.by_name(pairs(plan)))


@examples(12)
@for_all(weeks(), st.data())
def test_no_plan_has_higher_lowest_shares_than_leximin(
    tmp_path_factory: pytest.TempPathFactory, week: Given, data: st.DataObject
) -> None:
    assume(len(week.tables["jobseekers"]) <= 5)
    plan = planned(in_groups(week, data, "leximin"), tmp_path_factory)
    brute, got = brute_of(week, plan)
    best = max((brute.shares(other) for other in brute.got), default=[])
    assert brute.shares(got) == best
    goal = plan.file.goals[1]
    assert goal.status == "optimal"
    assert goal.final == pytest.approx(sum(best) / 1000)


@examples(8)
@for_all(weeks(), st.data())
def test_no_plan_has_a_higher_lowest_share_than_max_min(
    tmp_path_factory: pytest.TempPathFactory, week: Given, data: st.DataObject
) -> None:
    assume(len(week.tables["jobseekers"]) <= 5)
    plan = planned(in_groups(week, data, "max_min"), tmp_path_factory)
    brute, got = brute_of(week, plan)
    lowest = [min(brute.shares(other), default=0) for other in brute.got]
    best = max(lowest)
    assert min(brute.shares(got), default=0) == best
    assert plan.file.goals[1].final == pytest.approx(best / 1000)


@examples(8)
@for_all(weeks(), st.data())
def test_no_plan_is_less_below_the_floors(
    tmp_path_factory: pytest.TempPathFactory, week: Given, data: st.DataObject
) -> None:
    assume(len(week.tables["jobseekers"]) <= 5)
    plan = planned(in_groups(week, data, "group_floor"), tmp_path_factory)
    brute, got = brute_of(week, plan)
    least = min(brute.short(other) for other in brute.got)
    assert brute.short(got) == least
    assert plan.file.goals[1].final == pytest.approx(-least / brute.unit)
