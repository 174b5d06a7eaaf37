"""Which rows of the user's table of trips count as used this week, and how old they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planner.candidates.travel_data import travel_data
from tests.scenarios import Given


def test_only_rows_that_somebody_may_travel_by_to_an_open_slot_are_counted_and_the_oldest_is_told(
    tmp_path: Path,
) -> None:
    given = Given(tmp_path).person("P1").slot("S1").slot("S2", zone="Y", status="closed").worth("P1", "S1", 0.5)
    given.tables["travel"][0].update(mode="transit", as_of="2026-11-02")
    given.add("travel", from_zone="Z", to_zone="Z", mode="transit", when="evening", minutes=30)
    given.add("travel", from_zone="Z", to_zone="Y", mode="transit", minutes=30, as_of="2020-01-01")
    given.add("travel", from_zone="Z", to_zone="Z", mode="car", minutes=9, as_of="2020-01-01")
    found = travel_data(given.scenario())
    # Three weeks before the Monday of 2026-W48.
    assert (found.rows, found.undated, found.oldest, found.weeks_old) == (2, 1, date(2026, 11, 2), 3)


def test_a_day_after_the_plan_week_is_no_weeks_old(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0.5)
    given.tables["travel"][0].update(as_of="2027-01-01")
    assert travel_data(given.scenario()).weeks_old == 0
