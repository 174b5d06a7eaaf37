"""A small week, a plan of it made once, and copies of both for tests that spoil them."""

import shutil
from pathlib import Path

import pytest

from tests.cli.small import run, write_small, write_what_if


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small week; not to be written to."""
    return write_small(tmp_path_factory.mktemp("scenarios") / "small")


@pytest.fixture(scope="session")
def what_if(small: Path) -> Path:
    """The folder of a what-if on the small week; not to be written to."""
    return write_what_if(small, small.parent / "more_places")


@pytest.fixture(scope="session")
def made(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of the small week; not to be written to."""
    folder = tmp_path_factory.mktemp("plans") / "made"
    assert run(["plan", str(small), "--out", str(folder)]) == 0
    return folder


@pytest.fixture
def plan(made: Path, tmp_path: Path) -> Path:
    """A copy of the plan, alone in its own folder, to do with what one likes."""
    return Path(shutil.copytree(made, tmp_path / "plans" / "plan"))
