"""The public draw of a scenario: faults and warnings, and the seed that comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.inputs import frozen_hash, read, scenario_files
from planner.schema.scenario import Scenario
from tests.scenarios import Given

NAMED = {"draw": "Eurojackpot", "on": "2026-11-20"}


def week(home: Path) -> Given:
    return Given(home).people("P1", "P2").slot("S1").worth("P1", "S1", 0.5).worth("P2", "S1", 0.5)


def drawn(given: Given, **keys: str) -> Scenario:
    return read(given.write(), changes={"lottery": {**NAMED, **keys}})


def codes(scenario: Scenario) -> set[str]:
    return {fault.code for fault in scenario.warnings} - {"few-goals"}


def frozen(given: Given) -> dict[str, str]:
    digest = frozen_hash(dict(scenario_files(drawn(given))))
    return {"frozen": digest, "frozen_on": "2026-11-18"}


def test_from_freezing_to_the_draw_each_step_says_what_is_left(tmp_path: Path) -> None:
    given = week(tmp_path)
    first = drawn(given)
    assert codes(first) == {"draw-not-frozen", "not-drawn"}
    cure = next(fault.cure for fault in first.warnings if fault.code == "draw-not-frozen")
    assert frozen(given)["frozen"] in cure
    second = drawn(given, **frozen(given))
    assert codes(second) == {"not-drawn"}
    assert first.seed_of_lot == second.seed_of_lot == first.lottery_seed
    third = drawn(given, **frozen(given), result="5 12 23")
    assert codes(third) == set()
    assert third.draw is not None
    assert third.seed_of_lot == third.draw.seed != third.lottery_seed


def test_inputs_that_have_changed_since_they_were_frozen_are_warned_of(tmp_path: Path) -> None:
    given = week(tmp_path)
    before = frozen(given)
    given.change("jobseekers", "P1", waiting_weeks=3)
    assert codes(drawn(given, **before, result="5 12 23")) == {"draw-of-other-inputs"}


def test_a_draw_on_the_day_of_freezing_is_warned_of_and_an_earlier_one_is_a_fault(tmp_path: Path) -> None:
    given = week(tmp_path)
    same_day = {**frozen(given), "frozen_on": "2026-11-20"}
    assert codes(drawn(given, **same_day, result="5 12 23")) == {"draw-same-day"}
    with pytest.raises(InputFaults, match=r"scenario\.toml, lottery: names a draw of before"):
        drawn(given, **{**same_day, "frozen_on": "2026-11-21"}, result="5 12 23")


def test_the_draw_is_in_the_scenario_that_is_written(tmp_path: Path) -> None:
    given = week(tmp_path)
    scenario = drawn(given, **frozen(given), result="5 12 23")
    for name, raw in scenario_files(scenario):
        path = tmp_path / "again" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    again = read(tmp_path / "again")
    assert (again.draw, again.seed_of_lot, again.lottery_seed) == (scenario.draw, scenario.seed_of_lot, 48)
    assert codes(again) == set()


@pytest.mark.parametrize("changed", [{"draw": "Keno"}, {"on": "2026-11-21"}, {"draw": "EuroJackpot"}])
def test_another_draw_named_after_the_inputs_were_frozen_is_warned_of(changed: dict[str, str], tmp_path: Path) -> None:
    given = week(tmp_path)
    assert codes(drawn(given, **{**frozen(given), **changed}, result="5 12 23")) == {"draw-of-other-inputs"}


def test_what_is_known_after_freezing_alone_leaves_the_hash_as_it_is(tmp_path: Path) -> None:
    given = week(tmp_path)
    scenarios = (drawn(given), drawn(given, **frozen(given)), drawn(given, **frozen(given), result="5 12 23"))
    assert len({frozen_hash(dict(scenario_files(one))) for one in scenarios}) == 1
    given.solve["seed"] = 7
    assert frozen_hash(dict(scenario_files(drawn(given)))) == frozen(given)["frozen"]
