"""What scenarios/README.md and models/README.md tell people to write works as written."""

import re
import shutil
from pathlib import Path

import pytest

from planner.cli.main import run
from planner.schema.settings import Patch
from tests.models.copies import copy_model
from tests.plan_runs import ROOT, planned

SCENARIOS = ROOT / "scenarios"
MODELS = ROOT / "models"
FOLDERS = sorted(path.parent.name for path in SCENARIOS.glob("*/scenario.toml"))


def blocks(readme: Path) -> list[str]:
    """The TOML blocks of a README."""
    return re.findall(r"```toml\n(.*?)```", readme.read_text(encoding="utf-8"), flags=re.DOTALL)


def first_column(readme: Path) -> list[str]:
    """The first cells of the README's first table, without its header."""
    lines = readme.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines[: lines.index("", _first_table(lines))] if line.startswith("|")]
    return [row.strip("|").split("|")[0].strip() for row in rows[2:]]


def _first_table(lines: list[str]) -> int:
    return next(number for number, line in enumerate(lines) if line.startswith("|"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a copy of tiny, to put other scenarios beside."""
    shutil.copytree(SCENARIOS / "tiny", tmp_path / "tiny")
    return tmp_path


def write(folder: Path, settings: str) -> Path:
    """A scenario folder that holds scenario.toml alone."""
    folder.mkdir()
    (folder / "scenario.toml").write_text(settings, encoding="utf-8")
    return folder


def test_scenarios_readme_lists_every_folder() -> None:
    assert sorted(first_column(SCENARIOS / "README.md")) == FOLDERS


def test_models_readme_lists_every_kind() -> None:
    assert sorted(first_column(MODELS / "README.md")) == sorted(path.name for path in MODELS.iterdir() if path.is_dir())


@pytest.mark.parametrize("name", FOLDERS)
def test_every_scenario_has_no_fault_and_a_readme(name: str) -> None:
    assert run(["check", str(SCENARIOS / name)]) == 0
    assert (SCENARIOS / name / "README.md").is_file()


def test_settings_of_the_readme_are_read(home: Path) -> None:
    settings, _ = blocks(SCENARIOS / "README.md")
    (home / "tiny" / "scenario.toml").write_text(settings, encoding="utf-8")
    plan = planned(home / "tiny", home / "out", "--workers", "1")
    assert plan["settings"]["max_travel_minutes"] == 45
    assert plan["settings"]["groups"] == ["long_term"]


def test_what_if_of_the_readme_is_planned(home: Path) -> None:
    _, what_if = blocks(SCENARIOS / "README.md")
    folder = write(home / "tiny_bicycles", what_if)
    plan = planned(folder, home / "out", "--workers", "1")
    assert plan["scenario"] == "Tiny: more places, and bicycles"
    slots = (home / "out" / "slots.csv").read_text(encoding="utf-8")
    assert re.search(r"^S4,.*,2026-W50,3,", slots, flags=re.MULTILINE)


def test_patch_table_of_the_readme_names_every_key() -> None:
    text = (SCENARIOS / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(\w+)", text, flags=re.MULTILINE))
    assert named == set(Patch.model_fields)


def test_model_of_ones_own_is_found_beside_the_scenario(home: Path) -> None:
    figure, choice, rules_only, what_if = blocks(MODELS / "README.md")
    assert figure in (MODELS / "acceptance" / "judgement" / "2" / "acceptance.toml").read_text(encoding="utf-8")
    assert 'outcome = "evidence"' in choice
    folder = write(home / "tiny_by_points", f'format = 1\nextends = "../tiny"\n{rules_only}')
    assert planned(folder, home / "by_points", "--workers", "1")["unit"] == "points"
    folder = write(home / "tiny_our_unit", what_if)
    own = copy_model("outcome", "evidence/2", folder / "models", "our_unit", "1")
    effects = (own / "effects.csv").read_text(encoding="utf-8")
    raised = re.sub(
        r"^(arbetstraning,,,12_to_23,ended),0\.04,0\.00,0\.08,", r"\1,0.14,0.00,0.18,", effects, flags=re.MULTILINE
    )
    assert raised != effects
    (own / "effects.csv").write_text(raised, encoding="utf-8")
    plan = planned(folder, home / "out", "--workers", "1")
    assert plan["models"]["outcome"] == "our_unit/1"
    # J06 has the one raised effect: 0.75 x 0.10 more than 0.420.
    assert plan["value"] == pytest.approx(0.495)


def test_models_are_sought_beside_the_scenario_first_and_the_first_place_wins(home: Path) -> None:
    """A lower version nearer by is used before a higher one further away."""
    copy_model("outcome", "evidence/2", home / "more", "our_unit", "9")
    copy_model("outcome", "evidence/2", home / "tiny" / "models", "our_unit", "2")
    folder = write(home / "child", 'format = 1\nextends = "../tiny"\n[models]\noutcome = "our_unit"\n')
    options = ("--workers", "1", "--models", str(home / "more"))
    assert planned(folder, home / "out", *options)["models"]["outcome"] == "our_unit/2"
    copy_model("outcome", "evidence/2", folder / "models", "our_unit", "1")
    assert planned(folder, home / "out", *options)["models"]["outcome"] == "our_unit/1"
    for version in ("1.9", "1.10"):
        copy_model("outcome", "evidence/2", folder / "models", "our_unit", version)
    assert planned(folder, home / "out", *options)["models"]["outcome"] == "our_unit/1.10"
