"""The scenarios that come with the program are sound, and copies of them stand alone."""

from __future__ import annotations

import tomllib

import pytest

from planner.errors import UsageFault
from planner.inputs.shipped_scenarios import scenario_copy, shipped_scenarios
from planner.texts import speaking
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
    assert files["README.md"] == (tiny / "copy" / "README.md").read_bytes()


def test_a_copy_takes_those_files_in_the_language_that_is_spoken() -> None:
    tiny = shipped_scenarios()["tiny"]
    with speaking("sv"):
        files = scenario_copy("tiny")
    assert files["README.md"] == (tiny / "copy" / "README.sv.md").read_bytes()
    assert files["scenario.toml"] == (tiny / "copy" / "scenario.sv.toml").read_bytes()
    assert set(files) == set(scenario_copy("tiny"))


@pytest.mark.parametrize("name", sorted(shipped_scenarios()))
def test_a_copy_in_another_language_differs_in_what_people_read_alone(name: str) -> None:
    english = scenario_copy(name)
    with speaking("sv"):
        swedish = scenario_copy(name)
    assert set(english) == set(swedish)
    for path, raw in english.items():
        if path.endswith("scenario.toml"):
            here, there = tomllib.loads(raw.decode()), tomllib.loads(swedish[path].decode())
            for named in (here["scenario"], there["scenario"], *here.get("patch", ()), *there.get("patch", ())):
                named.pop("name", None)
            assert here == there
        elif not path.endswith("README.md"):
            assert raw == swedish[path]


def test_a_name_that_no_scenario_has_is_refused() -> None:
    with pytest.raises(UsageFault, match="landskrona"):
        scenario_copy("landskorna")
