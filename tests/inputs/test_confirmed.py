"""Slots whose employer has not said for long that the place is still there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios import Given


def told(given: Given) -> list[tuple[str, int | None]]:
    return [(warning.code, warning.row) for warning in given.scenario().warnings]


def week(home: Path, **cells: str | None) -> Given:
    """Open slots S1 and S2, still to start; the plan week's Monday is 23 November 2026."""
    given = Given(home).person("P1").worth("P1", "S1", 0.5)
    del given.settings["goals"]
    return given.slot("S1", start_week="2026-W50", **cells).slot("S2", confirmed_on="2026-11-16")


@pytest.mark.parametrize("day, codes", [("2026-10-25", [("confirmed-long-ago", 2)]), ("2026-10-26", [])])
def test_four_weeks_are_not_long_ago_and_a_day_more_is(tmp_path: Path, day: str, codes: list[object]) -> None:
    assert told(week(tmp_path, confirmed_on=day)) == codes


def test_the_policy_may_say_how_many_weeks(tmp_path: Path) -> None:
    given = week(tmp_path, confirmed_on="2026-10-25")
    given.settings["confirmed_weeks"] = 8
    assert told(given) == []


def test_blanks_are_named_once_and_only_where_some_slot_states_a_day(tmp_path: Path) -> None:
    given = week(tmp_path).slot("S3").slot("S4", status="planned")
    (warning,) = given.scenario().warnings
    assert str(warning) == (
        "warning[never-confirmed]: slots.csv, confirmed_on: is blank at 2 open slots that are still to start, the "
        "first of them S1. Write the day on which the employer last confirmed the place."
    )
    given.change("slots", "S2", confirmed_on=None)
    assert told(given) == []


def test_what_has_started_or_is_not_open_needs_no_word(tmp_path: Path) -> None:
    given = week(tmp_path, confirmed_on="2026-11-20")
    given.slot("S3", start_week="2026-W40", confirmed_on="2026-08-01")
    assert told(given.slot("S4", status="closed", confirmed_on="2026-08-01")) == []
