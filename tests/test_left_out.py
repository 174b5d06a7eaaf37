"""What is left out where a need is missing is told, and with CI=true it fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TESTS = """
import pytest

def test_here():
    pass

def test_elsewhere():
    pytest.skip("no such thing here")

@pytest.mark.shared_data
def test_with_data():
    pass
"""


@pytest.mark.parametrize(
    "ci, code, told",
    [
        (
            "",
            0,
            ["1 passed, 1 skipped, 1 deselected", "no such thing here", "left out: 1 marked shared_data (no real data"],
        ),
        ("true", 1, ["1 failed, 1 passed, 1 error", "left out. Skipped: no such thing", "CI=true, but no real data"]),
    ],
)
def test_what_is_left_out_is_told_and_fails_on_ci(tmp_path: Path, ci: str, code: int, told: list[str]) -> None:
    (tmp_path / "test_some.py").write_text(TESTS, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "-p", "no:xdist"),
            *("-c", str(ROOT / "pyproject.toml"), str(tmp_path)),
        ],
        cwd=ROOT, env={**kept, "CI": ci, "PLANNER_DATA": str(tmp_path / "nowhere"), "COLUMNS": "200"},
        capture_output=True, check=False, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    assert [words for words in told if words not in done.stdout] == []
