"""`planner models`: what there is, where it lies, what is used, and what is no longer what its card says."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.small import run
from tests.models.cards import CARDS, MODELS
from tests.models.copies import copy_model
from tests.plan_runs import ROOT

TINY = ROOT / "scenarios" / "tiny"


def listed(capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, Any]]:
    """What the command prints as JSON."""
    assert run(["models", *options, "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def scenario(home: Path, text: str = "") -> Path:
    """A what-if on tiny, with the models it names."""
    home.mkdir()
    (home / "scenario.toml").write_text(f'format = 1\nextends = "{TINY.as_posix()}"\n{text}', encoding="utf-8")
    return home


def test_every_shipped_model_is_listed_with_the_defaults_marked(capsys: pytest.CaptureFixture[str]) -> None:
    found = listed(capsys)
    names = {f"{row['kind']}/{row['name']}/{row['version']}" for row in found}
    assert names == {card.parent.relative_to(MODELS).as_posix() for card in CARDS}
    assert {row["found_in"] for row in found} == {"shipped"}
    assert all(row["changed"] == [] for row in found)
    assert [row["name"] for row in found if row["kind"] == "outcome" and row["is_used"]] == ["evidence"]
    assert not any(row["is_used"] for row in found if row["kind"] == "geography")


def test_the_nearest_place_is_used_and_a_changed_copy_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = scenario(tmp_path / "week", '[models]\noutcome = "evidence"\n')
    own = copy_model("outcome", "evidence/2", folder / "models", "evidence", "1")
    copy_model("outcome", "evidence/2", tmp_path / "more", "evidence", "9")
    (own / "effects.csv").write_text((own / "effects.csv").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    found = listed(capsys, str(folder), "--models", str(tmp_path / "more"))
    rows = [row for row in found if row["kind"] == "outcome" and row["name"] == "evidence"]
    assert [(row["found_in"], row["version"], row["is_used"], row["changed"]) for row in rows] == [
        ("scenario", "1", True, ["effects.csv"]), ("--models", "9", False, []), ("shipped", "2", False, []),
    ]  # fmt: skip


def test_a_plan_s_own_copies_are_not_called_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The inputs of a plan leave out the tables that no plan looks at."""
    assert run(["plan", str(TINY), "--out", str(tmp_path / "plan"), "--workers", "1"]) == 0
    capsys.readouterr()
    found = [row for row in listed(capsys, str(tmp_path / "plan" / "inputs")) if row["found_in"] == "scenario"]
    assert {row["kind"] for row in found} == {"rules", "outcome", "acceptance", "travel", "policy", "occupations"}
    assert all(row["is_used"] and row["changed"] == [] for row in found)
    kept = {path.name for path in (tmp_path / "plan" / "inputs" / "models" / "occupations" / "jobtech" / "1").iterdir()}
    assert kept == {"card.toml", "fit.toml", "near.csv", "ssyk.csv"}


def test_faulty_tables_do_not_hide_the_models_but_an_unknown_model_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = scenario(tmp_path / "week")
    (folder / "slots.csv").write_text("nothing\n", encoding="utf-8")
    assert run(["models", str(folder)]) == 0
    capsys.readouterr()
    other = scenario(tmp_path / "other", '[models]\npolicy = "no_such"\n')
    assert run(["models", str(other)]) == 3
    assert "no-model" in capsys.readouterr().err


def test_no_scenario_there_is_wrong_use(tmp_path: Path) -> None:
    assert run(["models", str(tmp_path / "nowhere")]) == 2


def test_a_folder_of_models_that_is_not_there_is_refused_and_not_passed_over(tmp_path: Path) -> None:
    assert run(["models", "--models", str(tmp_path / "nowhere")]) == 2
