"""A scenario read whole: defaults, what stands over what, and no fault that hides another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner.errors import InputFaults, UsageFault
from planner.inputs import read
from tests.inputs.folders import (
    GOOD,
    HEAD,
    assert_same,
    codes_of,
    edited,
    good,
    with_settings,
)


def test_defaults_are_those_of_the_design(tmp_path: Path) -> None:
    scenario = read(good(tmp_path, {"scenario.toml": HEAD.replace("lottery_seed = 48\n", "")}))
    assert scenario.lottery_seed == 1
    assert (scenario.settings.candidates, scenario.settings.dialect) == ("eligible", "plain")
    solve = scenario.solve
    assert (solve.time_limit_seconds, solve.gap, solve.seed, solve.workers) == (20, 0.001, 1, 2)
    assert scenario.settings.group_minimum == {}
    assert {kind: found.reference.split("/")[0] for kind, found in scenario.assumptions.stored.items()} == {
        "rules": "sweden", "outcome": "evidence", "acceptance": "judgement", "travel": "straight_line",
        "policy": "equal_access", "occupations": "jobtech",
    }  # fmt: skip


def test_a_scenario_stands_over_its_policy_and_the_command_line_over_both(tmp_path: Path) -> None:
    folder = with_settings(tmp_path, "[settings]\nfair_share = 0.7\nmay_cost = { waiting = 0.01 }\n[solve]\nseed = 3")
    assert read(GOOD).settings.fair_share == 0.8
    assert read(folder).settings.fair_share == 0.7
    assert read(folder).settings.may_cost["travel"] == 0.005
    changes = {"solve": {"seed": 9}, "settings": {"fair_share": 0.6}}
    assert read(folder, changes=changes).solve.seed == 9
    assert read(folder, changes=changes).settings.fair_share == 0.6


def test_a_bad_change_of_the_command_line_is_a_fault() -> None:
    with pytest.raises(InputFaults, match=r"solve\.wrokers: there is no such key\. Did you mean \"workers\""):
        read(GOOD, changes={"solve": {"wrokers": 1}})


def test_bad_keys_do_not_hide_bad_cells(tmp_path: Path) -> None:
    slots = edited("slots.csv", ("centrum,3,0", "centrum,tre,0"))
    folder = good(tmp_path, {"scenario.toml": "[", **slots})
    assert codes_of(folder) == ["not-toml", "slots-places"]
    folder = good(tmp_path, {"scenario.toml": HEAD.replace("format", "fromat"), **slots})
    assert codes_of(folder) == ["missing-key", "unknown-key", "slots-places"]


def test_a_ragged_row_does_not_hide_bad_cells(tmp_path: Path) -> None:
    ragged = edited("zones.csv", ("norr,Norra stan", "norr,Norra, stan"))
    folder = good(tmp_path, {**ragged, **edited("slots.csv", ("centrum,3,0", "centrum,tre,0"))})
    assert sorted(codes_of(folder)) == ["ragged-row", "slots-places"]


def test_a_folder_may_have_spaces_and_swedish_letters(tmp_path: Path) -> None:
    assert_same(read(GOOD), read(good(tmp_path / "Planering vecka 48, Åstorp")))


def test_no_scenario_is_a_fault_of_use(tmp_path: Path) -> None:
    for folder in (tmp_path / "nothing", tmp_path, GOOD / "zones.csv"):
        with pytest.raises(UsageFault, match=r"scenario\.toml is missing"):
            read(folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_for_the_settings_is_called_no_file(tmp_path: Path) -> None:
    folder = good(tmp_path)
    (folder / "scenario.toml").unlink()
    os.mkfifo(folder / "scenario.toml")
    with pytest.raises(UsageFault, match=r"scenario\.toml is no file"):
        read(folder)
