"""The wheel holds the planner with its models and scenarios, and nothing that only a checkout needs."""

import zipfile
from pathlib import PurePosixPath

import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.set_up.index import ROOT


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files of the wheel, but for what describes the wheel itself."""
    folder = tmp_path_factory.mktemp("wheel")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if not PurePosixPath(name).parts[0].endswith(".dist-info")}


def test_the_modules_of_the_wheel_are_those_of_the_package(shipped: set[str]) -> None:
    modules = {name for name in shipped if name.endswith(".py")}
    assert modules == {path.relative_to(ROOT).as_posix() for path in (ROOT / "planner").rglob("*.py")}


def test_the_wheel_says_that_the_package_is_typed(shipped: set[str]) -> None:
    assert "planner/py.typed" in shipped


def test_models_and_scenarios_of_the_wheel_hold_no_module(shipped: set[str]) -> None:
    data = [name for name in shipped if name.startswith(("planner/models/", "planner/scenarios/"))]
    assert "planner/scenarios/landskrona/slots.csv" in data
    assert any(name.startswith("planner/models/rules/") for name in data)
    assert not [name for name in data if name.endswith(".py")]


def test_what_the_demo_is_built_from_stays_out_of_the_wheel(shipped: set[str]) -> None:
    sources = ROOT / "tests" / "synthesis" / "landskrona"
    assert {"build.py", "offers.csv", "services.csv"} <= {path.name for path in sources.iterdir()}
    assert not [name for name in shipped if name.startswith("planner/synthesis/landskrona/")]
    assert not [name for name in shipped if PurePosixPath(name).name in {"offers.csv", "services.csv"}]
