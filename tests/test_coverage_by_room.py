"""`./dev test --full` measures what tests run, other processes too, and ends with a table of rooms; no other does."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULE = """
def told():
    return 1

def never():
    one = 1
    return one
"""
TESTS = """
import subprocess, sys
from planner.near import told

def test_here():
    assert told() == 1

def test_in_a_process():
    subprocess.run([sys.executable, "-c", "from planner.far.away import told; told()"], check=True)
"""
SETTINGS = """
[tool.coverage.run]
source = ["planner"]
data_file = "out/coverage/data"
patch = ["subprocess"]
"""


def ran(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> list[str]:
    """The command that `./dev test` hands to pytest."""
    commands: list[list[str]] = []

    def note(command: list[str], **_: str) -> int:
        commands.append(command)
        return 0

    monkeypatch.setattr(dev, "set_up", lambda _: None)
    monkeypatch.setattr(dev, "steps", list)
    monkeypatch.setattr(dev, "run", note)
    assert dev.test(list(arguments)) == 0
    return commands[0]


def test_a_full_run_alone_is_measured(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(dev.COVERAGE) <= set(ran(dev, monkeypatch, "--full"))
    assert not any("cov" in word for word in ran(dev, monkeypatch, "tests/cli")[3:])


def test_a_measured_run_ends_with_a_table_of_rooms_and_then_its_closing_line(dev: ModuleType, tmp_path: Path) -> None:
    away, tests = tmp_path / "planner" / "far" / "away.py", tmp_path / "test_some.py"
    away.parent.mkdir(parents=True)
    for package in (away.parent, away.parent.parent):
        (package / "__init__.py").touch()
    (tmp_path / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    for path, text in ((away, MODULE), (away.parents[1] / "near.py", MODULE), (tests, TESTS)):
        path.write_text(text, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV"))}
    measured = ["-n", "2", "-p", "no:benchmark", *dev.COVERAGE]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *measured, "--rootdir", ".", "test_some.py"],
        cwd=tmp_path, env={**kept, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
        capture_output=True, check=False, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    *_, header, far, near, total, closing = done.stdout.splitlines()
    assert header.split() == ["room", "lines", "uncovered", "covered"]
    assert far.split() == ["far", "5", "2", "60", "%"]
    assert near.split() == ["near", "5", "2", "60", "%"]
    assert total.split() == ["all", "10", "4", "60", "%"]
    assert "2 passed" in closing
