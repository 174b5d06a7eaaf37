"""Municipalities where settings tell residents apart: every row has one, and there are several."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputFaults
from tests.scenarios import Given


def week(home: Path, **settings: object) -> Given:
    given = Given(home, **settings).person("P1", municipality="0162").person("P2").slot("S1")
    return given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.4)


@pytest.mark.parametrize("rule", ["first", "apart"])
def test_a_blank_without_a_municipality_of_the_scenario_is_a_fault(tmp_path: Path, rule: str) -> None:
    with pytest.raises(InputFaults) as raised:
        week(tmp_path, own_residents=rule).scenario()
    assert [fault.code for fault in raised.value.faults] == ["no-municipality"]


def test_pooled_places_ask_for_no_municipality(tmp_path: Path) -> None:
    assert [fault.code for fault in week(tmp_path).scenario().warnings] == ["few-goals"]


def test_a_setting_that_tells_nobody_apart_is_doubted(tmp_path: Path) -> None:
    given = Given(tmp_path, own_residents="first").person("P1").slot("S1").worth("P1", "S1", 0.5)
    assert [fault.code for fault in given.scenario().warnings] == ["idle-own-residents", "few-goals"]


def test_a_code_keeps_the_nought_that_excel_takes_away_and_must_be_one(tmp_path: Path) -> None:
    given = week(tmp_path)
    given.tables["jobseekers"][0]["municipality"] = "162"
    assert given.scenario().tables["jobseekers"]["municipality"].iloc[0] == "0162"
    given.tables["jobseekers"][0]["municipality"] = "Trelleborg"
    with pytest.raises(InputFaults):
        given.scenario()
