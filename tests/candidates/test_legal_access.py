"""Whom a rule lets in: its alternatives, what a blank leaves open, and by which subsidy and fees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.candidates.legal_access import ways_open, who_by_offer, within
from planner.candidates.offers import USUAL_FEES, laws, offers
from planner.schema.models import Rule
from planner.schema.scenario import Scenario
from tests.scenarios import Given


def week(home: Path, *people: dict[str, Any]) -> Scenario:
    """People P0, P1, … at a place of a nystartsjobb."""
    given = Given(home).add("programmes", programme_id="N", rule="nystartsjobb")
    for number, cells in enumerate(people):
        given.person(f"P{number}", **cells)
    given.slot("S1", programme_ids="N", weeks=26, hours_per_week=40, gross_month_sek=24_000)
    return given.worth("P0", "S1", 0.5).scenario()


def rule_of(scenario: Scenario, name: str) -> Rule:
    """A rule as it stands in the plan week."""
    return scenario.assumptions.rules.rule(name, scenario.week)


NONE: dict[str, Any] = {"registered_status": "none", "registered_days": 900, "age": 40}


@pytest.mark.parametrize(
    "cells, code, multiple",
    [
        ({"months_unemployed": 23}, 0, 1.0),
        ({"months_unemployed": 24}, 0, 2.0),
        ({"months_unemployed": 37}, 0, 2.5),
        ({"months_unemployed": 3}, 1, None),
        ({"months_unemployed": None}, 2, None),
    ],
)
def test_the_greatest_multiple_among_the_alternatives_that_hold_is_given(
    cells: dict[str, Any], code: int, multiple: float | None, tmp_path: Path
) -> None:
    scenario = week(tmp_path, NONE | cells)
    codes, own = within(rule_of(scenario, "nystartsjobb"), scenario.tables["jobseekers"], "nystartsjobb", 26, 40)
    assert codes.tolist() == [code]
    assert own.tolist() == pytest.approx([float("nan") if multiple is None else multiple], nan_ok=True)


def test_a_refusal_takes_precedence_over_a_blank_and_one_alternative_that_holds_is_enough(tmp_path: Path) -> None:
    blank = {"registered_status": None, "registered_days": None, "months_unemployed": None, "age": None}
    refused = {"registered_status": "none", "months_unemployed": 3}
    scenario = week(tmp_path, blank, blank | refused, blank | {"registered_status": "JoB", "age": 40})
    codes, _ = within(rule_of(scenario, "nystartsjobb"), scenario.tables["jobseekers"], "nystartsjobb", 26, 40)
    assert codes.tolist() == [2, 1, 0]


def test_who_is_let_in_has_a_way_open_and_nobody_else_has(tmp_path: Path) -> None:
    scenario = week(tmp_path, *(NONE | {"months_unemployed": months} for months in (3, 13, 30, None)))
    rule, people = rule_of(scenario, "nystartsjobb"), scenario.tables["jobseekers"]
    codes, _ = within(rule, people, "nystartsjobb", 26, 40)
    ways = ways_open(rule, people, "nystartsjobb", 26)
    assert [bool(open_now) for open_now in ways] == (codes == 0).tolist() == [False, True, True, False]


def test_somebody_passes_for_the_offer_of_their_own_multiple_and_fees_alone(tmp_path: Path) -> None:
    scenario = week(tmp_path, NONE | {"months_unemployed": 30}, NONE | {"months_unemployed": 40, "age": 21})
    table = offers(scenario)
    codes, of_offer = who_by_offer(scenario, table, laws(scenario, table))
    usual = (table["fees"] == USUAL_FEES).tolist()
    passes = [(codes[person][of_offer] == 0).nonzero()[0].tolist() for person in (0, 1)]
    assert [len(own) for own in passes] == [1, 1]
    assert [(table["multiple"][own[0]], usual[own[0]]) for own in passes] == [(2.0, True), (2.5, False)]
