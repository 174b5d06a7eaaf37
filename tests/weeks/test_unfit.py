"""Answers that cannot be: two places at once. Others stand beside what they would do: test_promises.py."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios import Given
from tests.weeks.small_weeks import faults, three


def two_offers(home: Path) -> Given:
    """The same week, and P4 has a second offer in the same weeks, P3 one."""
    given = three(home)
    for person, slot in (("P4", "S2"), ("P3", "S1")):
        given.running(person, slot, "offered", programme_id="M", from_week="2026-W49", to_week="2026-W52",
                      answer_by="2026-12-04")  # fmt: skip
    return given


def test_nobody_accepts_two_places_for_which_they_have_no_time(tmp_path: Path) -> None:
    assert faults(two_offers(tmp_path / "a"), "P4,S4,accepted\nP4,S2,accepted\nP3,S1,accepted\n") == [
        "3 decision: the person has no time for it beside the place at S4 (answers.csv 2)",
        "4 decision: the person has no time for it beside the place at S3 (it is accepted or has started already)",
    ]
    assert (
        faults(two_offers(tmp_path / "b"), "P4,S4,accepted\nP4,S2,declined\nP3,S3,interrupted\nP3,S1,accepted\n") == []
    )
    later = "P4,S4,accepted\nP4,S2,accepted,,2027-W01\n"
    assert faults(two_offers(tmp_path / "c"), later) == []


def test_two_places_that_leave_time_for_each_other_are_accepted(tmp_path: Path) -> None:
    given = two_offers(tmp_path)
    for slot, half_days in (("S2", "mo-am"), ("S4", "tu-am")):
        given.change("slots", slot, hours_per_week=20, shift=half_days)
    assert faults(given, "P4,S4,accepted\nP4,S2,accepted\n") == []
    given.change("slots", "S2", shift="tu-am")
    assert len(faults(given.at(tmp_path / "clash"), "P4,S4,accepted\nP4,S2,accepted\n")) == 1
