"""What runs and what was proposed last week: which placements, from which week to which, and whose."""

from pathlib import Path
from typing import Any

import pytest

from planner.schema.weeks import week_label
from tests.scenarios import Given, objections, pairs


def week(home: Path) -> Given:
    """One person, and one slot that begins two weeks after the plan week."""
    return Given(home, candidates="eligible").person("P1", support_need=2).slot("S1", start_week="2026-W50", weeks=4)


@pytest.mark.parametrize(
    "state, cells, runs, was_proposed",
    [
        ("started", {}, 1, 0),
        ("accepted", {}, 1, 0),
        ("offered", {"answer_by": "2026-11-23"}, 1, 0),
        # The Monday of 2026-W48 is the 23rd: an answer that was due before it has not come.
        ("offered", {"answer_by": "2026-11-22"}, 0, 1),
        ("draft", {}, 0, 1),
        ("started", {"from_week": "2026-W40", "to_week": "2026-W48"}, 1, 0),
        ("started", {"from_week": "2026-W40", "to_week": "2026-W47"}, 0, 0),
    ],
)
def test_what_is_promised_and_has_not_ended_runs_and_drafts_and_lapsed_offers_were_proposed(
    state: str, cells: dict[str, Any], runs: int, was_proposed: int, tmp_path: Path
) -> None:
    instance = week(tmp_path).running("P1", "S1", state, **cells).instance()
    assert (len(instance.running), len(instance.last_week)) == (runs, was_proposed)


@pytest.mark.parametrize(
    "cells, again",
    [
        # The slot lasts four weeks: what began in W40 ended in W43, stated or not.
        ({"from_week": "2026-W40"}, ["P1 S1 T"]),
        ({"from_week": "2026-W40", "to_week": "2026-W43"}, ["P1 S1 T"]),
        ({"from_week": "2026-W46"}, []),
        ({"from_week": "2026-W40", "to_week": "2026-W48"}, []),
    ],
)
def test_whose_placement_has_ended_may_come_to_the_slot_again_and_the_verifier_agrees(
    cells: dict[str, Any], again: list[str], tmp_path: Path
) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1", start_week="2026-W50", weeks=4, places=2)
    given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.4).running("P1", "S1", "accepted", **cells)
    plan = given.plan()
    assert pairs(plan) == [*again, "P2 S1 T"]
    assert objections(plan, tmp_path / "plan") == []


@pytest.mark.parametrize(
    "cells, first, last",
    [
        ({"from_week": "2026-W46", "to_week": "2027-W02"}, "2026-W46", "2027-W02"),
        # Without a last week: the weeks of the slot; without a first one: from where the slot begins.
        ({"from_week": "2026-W46"}, "2026-W46", "2026-W49"),
        ({"from_week": None}, "2026-W50", "2026-W53"),
    ],
)
def test_weeks_that_are_not_stated_are_those_of_the_slot(
    cells: dict[str, Any], first: str, last: str, tmp_path: Path
) -> None:
    found = week(tmp_path).running("P1", "S1", "accepted", **cells).instance().running
    assert [week_label(number) for name in ("from_week", "to_week") for number in found[name]] == [first, last]


def test_support_is_what_is_stated_else_what_the_person_needs_else_one(tmp_path: Path) -> None:
    given = week(tmp_path).person("P2", support_need=2).slot("S2")
    given.running("P1", "S1").running("P2", "S2", support_need=0.5).running(None, "S2")
    found = given.instance().running
    assert dict(zip(found["person"], found["support"], strict=True)) == {0: 2.0, 1: 0.5, -1: 1.0}
