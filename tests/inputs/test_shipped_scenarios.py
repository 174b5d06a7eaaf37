"""The scenarios that come with the program are sound, and copies of them stand alone."""

from __future__ import annotations

import tomllib

import pytest

from planner.errors import UsageFault
from planner.inputs.shipped_scenarios import scenario_copy, shipped_scenarios
from tests.inputs.folders import (
    SCENARIOS,
    message_of,
)


def test_every_shipped_scenario_is_sound() -> None:
    shipped = sorted(SCENARIOS.glob("*/scenario.toml"))
    assert len(shipped) > 3
    for path in shipped:
        assert message_of(path.parent) == ""


def test_a_copied_what_if_brings_what_it_extends_and_names_it() -> None:
    files = scenario_copy("landskrona_more_enkla_jobb")
    assert {name for name in files if name.startswith("base/")} == {
        f"base/{name}" for name in scenario_copy("landskrona")
    }
    assert tomllib.loads(files["scenario.toml"].decode())["extends"] == "base"


def test_a_copy_takes_the_files_for_copies_in_place_of_the_originals_and_not_beside_them() -> None:
    files, tiny = scenario_copy("tiny"), shipped_scenarios()["tiny"]
    assert not any(name.startswith("copy/") for name in files)
    instead = {path.name: path.read_bytes() for path in (tiny / "copy").iterdir() if path.name != "scenario.toml"}
    assert instead
    assert {name: files[name] for name in instead} == instead


def test_a_name_that_no_scenario_has_is_refused() -> None:
    with pytest.raises(UsageFault, match="landskrona"):
        scenario_copy("landskorna")
