"""The language that files state is found whatever else is wrong with them, and never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.inputs.language import stated_language


def scenario(folder: Path, text: str) -> Path:
    """A folder with this scenario.toml."""
    folder.mkdir()
    (folder / "scenario.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "text, language",
    [
        ('[scenario]\nlanguage = "en"\nweek = 7\nunknown = "x"', "en"),
        ('\ufeff[scenario]\nlanguage = "en"', "en"),
        ('[scenario]\nlanguage = "xx"', None),
        ("[scenario]\nlanguage = 3", None),
        ('language = "en"', None),
        ("[scenario", None),
        ('scenario = "en"', None),
    ],
)
def test_a_scenario_states_its_language_under_scenario(tmp_path: Path, text: str, language: str | None) -> None:
    assert stated_language(scenario(tmp_path / "week", text)) == language


def test_scenarios_that_extend_each_other_state_none(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        scenario(tmp_path / name, f'extends = "../{other}"')
    assert stated_language(tmp_path / "a") is None


def test_the_nearest_language_counts(tmp_path: Path) -> None:
    scenario(tmp_path / "base", '[scenario]\nlanguage = "en"')
    assert stated_language(scenario(tmp_path / "plain", 'extends = "../base"')) == "en"
    own = scenario(tmp_path / "own", 'extends = "../base"\n[scenario]\nlanguage = "sv"')
    assert stated_language(own) == "sv"


@pytest.mark.parametrize(
    "plan, language",
    [('{"language": "en"}', "en"), ("{}", None), ("[]", None), ("{", None), ('{"language": []}', None)],
)
def test_a_plan_folder_states_the_language_it_was_made_in(tmp_path: Path, plan: str, language: str | None) -> None:
    (tmp_path / "plan.json").write_text(plan, encoding="utf-8")
    assert stated_language(tmp_path) == language


def test_what_is_not_there_states_none(tmp_path: Path) -> None:
    assert stated_language(tmp_path / "nowhere") is None
