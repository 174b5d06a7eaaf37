"""The models that a scenario could be planned with."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputFaults, UsageFault
from planner.inputs.model_list import list_models
from tests.inputs.folders import HEAD, good, what_if, write
from tests.models.copies import copy_model


def used(folder: Path) -> dict[str, tuple[str, str]]:
    """By kind, what a scenario uses and where that was found."""
    return {row.kind: (f"{row.name}/{row.version}", row.found_in) for row in list_models(folder) if row.is_used}


def test_a_what_if_uses_the_models_of_what_it_extends_unless_it_names_its_own(tmp_path: Path) -> None:
    folder = what_if(tmp_path)
    copy_model("travel", "straight_line/1", tmp_path / "good" / "models", "ours", "1")
    write(tmp_path / "good", {"scenario.toml": HEAD + '[models]\ntravel = "ours"\n'})
    assert used(folder)["travel"] == ("ours/1", "extended")
    settings = (folder / "scenario.toml").read_text(encoding="utf-8")
    write(folder, {"scenario.toml": settings + '[models]\ntravel = "straight_line"\n'})
    assert used(folder)["travel"][1] == "shipped"


def test_tables_with_faults_hide_no_model(tmp_path: Path) -> None:
    assert used(good(tmp_path / "a", {"slots.csv": "nothing\n"})) == used(good(tmp_path / "b"))


def test_a_scenario_that_is_not_there_and_a_model_that_is_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageFault):
        list_models(tmp_path)
    with pytest.raises(InputFaults, match="no-model"):
        list_models(good(tmp_path / "week", {"scenario.toml": HEAD + '[models]\npolicy = "no_such"\n'}))
