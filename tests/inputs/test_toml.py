"""Keys of a settings file that do not fit are named, each with its cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inputs.folders import (
    HEAD,
    codes_of,
    faults_of,
    good,
    with_settings,
)


@pytest.mark.parametrize(
    "text,key,cure",
    [
        ("[settings]\ngoal = []", "settings.goal", 'Did you mean "goals"?'),
        ('[settings]\ngoals = ["outcome", "travell"]', "settings.goals.2", 'Did you mean "travel"?'),
        ("[settings]\nmay_cost = { travell = 0.1 }", "settings.may_cost.travell", 'Did you mean "travel"?'),
        ("[settings]\nmay_cost = { travel = 2 }", "settings.may_cost.travel", "Write a smaller number."),
        ('[settings]\ncandidates = "elligible"', "settings.candidates", 'Did you mean "eligible"?'),
        ('[settings]\ndialect = "svenska"', "settings.dialect", "Known are plain, swedish."),
        ("[settings]\nfair_share = -0.1", "settings.fair_share", "Write a larger number."),
        ("[settings]\nmax_travel_minutes = inf", "settings.max_travel_minutes", "Write a finite number, such as 0.5."),
        ('[settings]\ngroup_minimum = { kitchen = "many" }', "settings.group_minimum.kitchen", "Write a whole number"),
        ("[settings]\ngroup_minimum = { kitchen = 1.5 }", "settings.group_minimum.kitchen", "Write a whole number"),
        ("[solve]\ntime_limit = 5", "solve.time_limit", 'Did you mean "time_limit_seconds"?'),
        ("[solve]\ntime_limit_seconds = nan", "solve.time_limit_seconds", "Write a finite number"),
        ('[model]\nrules = "sweden"', "model", 'Did you mean "models"?'),
        ('[models]\nrule = "sweden"', "models.rule", 'Did you mean "rules"?'),
        ('[models]\nrules = "../sweden"', "models.rules", "Write it in the form shown."),
        ('[groups.x]\ntagg = "x"\ntag = "x"', "groups.x.tagg", 'Did you mean "tag"?'),
        ('[groups.x]\ntag = "x"\nground = "sexx"', "groups.x.ground", 'Did you mean "sex"?'),
        ('[groups.x]\ntag = "x"\ncolumn = "age"\nwhere = 3', "groups.x", "See docs/faults.md."),
        ('[groups.x]\ncolumn = "age"', "groups.x", "See docs/faults.md."),
        ("[constraints]\nof = []", "constraints.of", 'Did you mean "off"?'),
        ('[constraints]\noff = ["slot_place"]', "constraints.off.1", 'Did you mean "slot_places"?'),
        ("[rules]\nof = []", "rules.of", 'Did you mean "off"?'),
        ('[rules]\noff = ["slot_place"]', "rules.off.1", 'Did you mean "slot_places"?'),
    ],
)
def test_a_bad_key_is_named_with_its_cure(text: str, key: str, cure: str, tmp_path: Path) -> None:
    found = faults_of(with_settings(tmp_path, text))
    assert [(fault.file, fault.column) for fault in found] == [("scenario.toml", key)]
    assert cure in found[0].cure


def test_a_value_by_the_name_of_a_section_is_an_unknown_key(tmp_path: Path) -> None:
    assert codes_of(with_settings(tmp_path, "groups = 3")) == ["unknown-key"]


def test_every_bad_key_is_shown_at_once(tmp_path: Path) -> None:
    text = "[settings]\nfair_share = 2\nscore_step = 0\n[solve]\nseed = -1\ngap = 2\n"
    assert codes_of(with_settings(tmp_path, text)) == ["bad-value"] * 4


def test_settings_nested_without_end_are_no_toml(tmp_path: Path) -> None:
    folder = with_settings(tmp_path, f"[settings]\ngoals = {'[' * 5000}{']' * 5000}")
    (fault,) = faults_of(folder)
    assert (fault.code, "nested too deeply" in fault.what) == ("not-toml", True)


def test_settings_that_are_no_section_are_a_fault_of_their_own(tmp_path: Path) -> None:
    assert codes_of(good(tmp_path, {"scenario.toml": f"settings = 3\n{HEAD}"})) == ["bad-value"]
