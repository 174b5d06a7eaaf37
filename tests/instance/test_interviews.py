"""Who waits for an employer's answer: those met first, as long as the list is open and has a position for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.instance import awaited
from tests.scenarios import Given


def waiting(home: Path, **slot: Any) -> list[str]:  # noqa: ANN401 - cells of many kinds
    """Who of four people met by the employer of S1 waits, in the order of their interviews."""
    given = Given(home).people("J1", "J2", "J3", "J4")
    given.slot("S1", **{"places": 1, "shortlist": 2, "hire_share": 0.5, **slot})
    for name, day in (("J1", None), ("J2", "2026-11-12"), ("J3", "2026-11-10"), ("J4", "2026-11-10")):
        given.worth(name, "S1", 0.5).decide("interviewed", name, "S1", on=day)
    given.decide("forbid", "J3", "S1")
    instance = given.instance()
    found = awaited(instance.scenario, instance.candidates, instance.places_left)
    return [str(name) for name in instance.people["jobseeker_id"].to_numpy()[found["person"]]]


@pytest.mark.parametrize(
    "slot, who",
    [
        ({}, ["J3", "J4"]),
        ({"shortlist": 3}, ["J3", "J4", "J2"]),
        ({"places": 2}, ["J3", "J4", "J2", "J1"]),
        ({"status": "closed"}, []),
        ({"places": 0}, []),
        ({"shortlist": 1}, []),
    ],
)
def test_those_met_first_wait_and_no_more_than_there_are_positions(
    tmp_path: Path, slot: dict[str, Any], who: list[str]
) -> None:
    assert waiting(tmp_path, **slot) == who
