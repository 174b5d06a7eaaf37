"""The verifier's own count of starts, of the pool and of groups at entry, on the same weeks as the planner's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.schema.weeks import week_label, week_number
from planner.verification.window import members_of_pool, met_by_start, placed, pool

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek

NOW = week_number("2026-W48")
ON, BEFORE = week_label(NOW - 26), week_label(NOW - 27)


def of_people(listed: ListedWeek, *names: str) -> ListedWeek:
    listed.add("programmes", programme_id="T", rule="arbetstraning")
    listed.groups["young"] = {"tag": "young"}
    for name in names:
        listed.person(name)
    listed.slot("S1", places=9)
    listed.worth(names[0], "S1", 0.5)
    return listed


@pytest.mark.parametrize("week, counted", [(ON, {"P1"}), (BEFORE, set())])
def test_a_start_counts_from_the_first_week_of_the_window(listed: ListedWeek, week: str, counted: set[str]) -> None:
    facts = of_people(listed, "P1", "P2")
    for programme in ("T", "B"):
        facts.add("history", jobseeker_id="P1", programme_id=programme, from_week=week, end="ended")
    facts.add("history", jobseeker_id="P2", programme_id="B", from_week=ON, end="declined")
    found = facts.facts()
    assert placed(found, 26, paid=False) == placed(found, 26, paid=True) == counted


def test_those_who_left_and_those_who_needed_no_place(listed: ListedWeek) -> None:
    of_people(listed, "P1", "P2", "P3")
    listed.settings |= {"group_minimum": {"young": 1}, "group_minimum_weeks": 26}
    for person, first, last in (("P1", BEFORE, "2026-W48"), ("P2", BEFORE, "2026-W47"), ("P3", ON, "2026-W48")):
        listed.add("placements", jobseeker_id=person, slot_id="S1", programme_id="B", state="started",
                   from_week=first, to_week=last)  # fmt: skip
    for person, left, week in (("L1", ON, ON), ("L2", BEFORE, ON), ("P2", BEFORE, None)):
        listed.add("left_pool", jobseeker_id=person, left_week=left, entry_groups="young", paid_week=week)
    facts = listed.facts()
    assert pool(facts, 26) == {"P2", "P3", "L1"}
    assert placed(facts, 26, paid=True) == placed(facts, 26, paid=False) == {"P3", "L1"}
    assert members_of_pool(facts, "young", 26) == {"L1"}
    assert met_by_start(facts, "young") == {"L1", "L2"}
