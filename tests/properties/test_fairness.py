"""Fair shares of small random weeks over a window: no plan lacks fewer people, found by trying every plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import assume
from hypothesis import given as for_all
from hypothesis import strategies as st

from planner.planning import Plan
from tests.properties.plainly import Pair, Plainly
from tests.properties.test_plans import planned
from tests.properties.weeks import examples, weeks
from tests.scenarios import Given, objections

# The plan week is 2026-W52, and the window begins four weeks before it.
WINDOW, BEGUN = ("2026-W48", "2026-W51"), ("2026-W40", "2026-W47", "2026-W48", "2026-W51")


def looking_back(week: Given, data: st.DataObject) -> Given:
    """The week with a window of four weeks, earlier placements and people who have left."""
    week.settings |= {"fair_share_weeks": 4, "fair_share": 1.0, "may_cost_total": 1.0, "fair_share_min_people": 1}
    week.settings["may_cost"] = {"fair_share": 1.0}
    for row in week.tables["jobseekers"]:
        for programme in data.draw(st.sampled_from(((), ("T",), ("B",), ("T", "B"), ("C",)))):
            week.add("history", jobseeker_id=row["jobseeker_id"], programme_id=programme, end="ended",
                     from_week=data.draw(st.sampled_from(BEGUN)))  # fmt: skip
    for number in range(data.draw(st.integers(0, 2))):
        week.add("left_pool", jobseeker_id=f"L{number}", left_week=data.draw(st.sampled_from(BEGUN)),
                 entry_groups=data.draw(st.sampled_from(("young", "none"))),
                 paid_week=data.draw(st.sampled_from((None, *WINDOW))))  # fmt: skip
    return week


def placed_before(week: Given, *, paid: bool) -> tuple[set[str], int]:
    """Jobseekers with a start in the window, and how many young people who have left had one."""
    kinds = ("B",) if paid else ("T", "B")
    rows = week.tables.get("history", [])
    here = {row["jobseeker_id"] for row in rows if row["programme_id"] in kinds and row["from_week"] >= WINDOW[0]}
    gone = [row for row in week.tables.get("left_pool", []) if row["left_week"] >= WINDOW[0]]
    return here, sum(row["entry_groups"] == "young" and row["paid_week"] is not None for row in gone)


def short(week: Given, plan: Plan, pairs: Sequence[Pair]) -> int:
    """How many people a plan lacks to the targets that plan.json states."""
    window = next(part for part in plan.file.groups if part.group == "young").window
    assert window is not None
    young = {row["jobseeker_id"] for row in week.tables["jobseekers"] if row["groups"] == "young"}
    missing = 0
    for figures, paid in ((window.places, False), (window.paid, True)):
        here, gone = placed_before(week, paid=paid)
        new = {p.person for p in pairs if p.value > 0 and (p.programme == "B" or not paid)} & young - here
        assert figures.placed == len(here & young) + gone
        missing += max(0, (figures.target or 0) - figures.placed - len(new))
    return missing


def every_plan(plainly: Plainly) -> Iterator[list[Pair]]:
    """All plans that keep every limit and meet every demand."""
    options = [[pair for pair in plainly.pairs if pair.person == name] for name in plainly.people]

    def extend(number: int, plan: list[Pair]) -> Iterator[list[Pair]]:
        if number == len(options):
            if not plainly.short(plan):
                yield plan
            return
        for pair in options[number]:
            if not plainly.over([*plan, pair]):
                yield from extend(number + 1, [*plan, pair])
        yield from extend(number + 1, plan)

    yield from extend(0, [])


@examples(15)
@for_all(weeks(goals=("outcome", "fair_share")), st.data())
def test_no_plan_lacks_fewer_people_to_the_targets_over_a_window(
    tmp_path_factory: pytest.TempPathFactory, week: Given, data: st.DataObject
) -> None:
    assume(len(week.tables["jobseekers"]) <= 4)
    plan = planned(looking_back(week, data), tmp_path_factory)
    assert objections(plan, week.home / "plan") == []
    goal = plan.file.goals[1]
    assert goal.final is not None
    least = min(short(week, plan, pairs) for pairs in every_plan(Plainly(week)))
    assert -goal.final == pytest.approx(least)
