"""A fault of a setting names the file or patch that states it."""

import pytest

from planner.errors import Fault, given
from planner.inputs.stated import Stated


def stated() -> Stated:
    found = Stated()
    found.note({"fair_share": 0.5, "may_cost": {"waiting": 0.1, "travel": 0.1}, "goals": ["outcome"]}, "base")
    found.note({"may_cost": {"waiting": 2}}, "patch 1")
    found.note({"goals": ["outcome", "waiting"]}, "patch 2")
    return found


@pytest.mark.parametrize(
    "column, place",
    [
        ("settings.fair_share", "base"),
        (f"settings.may_cost.{given('waiting')}", "patch 1"),
        ("settings.may_cost.travel", "base"),
        ("settings.may_cost", "patch 1"),
        ("settings.goals.2", "patch 2"),
        ("settings", "patch 2"),
        ("settings.fair", "scenario.toml"),
        ("scenario.week", "scenario.toml"),
        (None, "scenario.toml"),
    ],
)
def test_the_place_is_the_last_that_states_the_key_or_part_of_it(column: str | None, place: str) -> None:
    assert stated().placed(Fault("bad-value", "scenario.toml", None, column)).file == place


def test_faults_of_other_files_keep_their_place() -> None:
    assert stated().placed(Fault("bad-value", "policy.toml", None, "settings.goals")).file == "policy.toml"
