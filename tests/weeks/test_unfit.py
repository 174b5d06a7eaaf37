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


def test_nobody_accepts_two_places_in_the_same_weeks(tmp_path: Path) -> None:
    assert faults(two_offers(tmp_path / "a"), "P4,S4,accepted\nP4,S2,accepted\nP3,S1,accepted\n") == [
        "3 decision: the person has a place at S4 in the same weeks (answers.csv 2)",
        "4 decision: the person has a place at S3 in the same weeks (it is accepted or has started already)",
    ]
    assert (
        faults(two_offers(tmp_path / "b"), "P4,S4,accepted\nP4,S2,declined\nP3,S3,interrupted\nP3,S1,accepted\n") == []
    )
    later = "P4,S4,accepted\nP4,S2,accepted,,2027-W01\n"
    assert faults(two_offers(tmp_path / "c"), later) == []
