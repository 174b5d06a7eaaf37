"""A scenario does not change, whatever is done to the frames that it hands out; and what of it is promised."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from planner.inputs import read
from planner.instance import build
from planner.schema.scenario import Scenario
from tests.inputs.folders import GOOD
from tests.scenarios import Given


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return read(GOOD)


CHANGES: dict[str, Callable[[pd.DataFrame], object]] = {
    "column": lambda frame: frame.__setitem__("places", -3),
    "new column": lambda frame: frame.insert(0, "new", 1),
    "row and column": lambda frame: frame.loc.__setitem__((0, "places"), -3),
    "a column less": lambda frame: frame.pop("places"),
    "position": lambda frame: frame.iloc.__setitem__((0, 0), "other"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_frame_changes_no_scenario(change: Callable[[pd.DataFrame], object], scenario: Scenario) -> None:
    before = scenario.tables["slots"].copy(deep=True)
    for handed_out in (scenario.tables["slots"], build(scenario).slots):
        change(handed_out)
        assert not handed_out.equals(before)
        pd.testing.assert_frame_equal(scenario.tables["slots"], before)


def test_the_numbers_of_a_column_cannot_be_written_to(scenario: Scenario) -> None:
    with pytest.raises(ValueError, match="read-only"):
        scenario.tables["slots"]["places"].to_numpy()[0] = -3


def test_no_frame_can_be_put_in_place_of_another(scenario: Scenario) -> None:
    with pytest.raises(TypeError):
        scenario.tables["slots"] = pd.DataFrame()  # type: ignore[index]


def test_frames_that_a_scenario_was_made_of_do_not_change_it(scenario: Scenario) -> None:
    slots = scenario.tables["slots"]
    changed = replace(scenario, tables={**scenario.tables, "slots": slots})
    slots["places"] = -3
    assert (changed.tables["slots"]["places"] >= 0).all()


def test_an_offer_lapses_on_the_monday_after_its_last_day_and_is_promised_no_more(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3", "P4", "P5").slot("S1", places=9).worth("P1", "S1", 0.5)
    # Week 48 of 2026 begins on the 23rd of November.
    given.running("P1", "S1", "offered", answer_by="2026-11-22").running("P2", "S1", "offered", answer_by="2026-11-23")
    given.running("P3", "S1", "offered").running("P4", "S1", "draft").running("P5", "S1", "accepted")
    scenario = given.scenario()
    people = scenario.tables["placements"]["jobseeker_id"]
    assert people[scenario.has_lapsed].tolist() == ["P1"]
    assert people[scenario.is_promised].tolist() == ["P2", "P3", "P5"]
    assert scenario.num_rows["placements"] == 5
    assert "history" not in scenario.num_rows
