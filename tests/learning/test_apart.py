"""Plans by rules and evidence load no code that fits models, and none of what that needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLANNED = """
import sys
from planner.cli.main import run
assert run(["plan", sys.argv[1], "--out", sys.argv[2]]) == 0
assert run(["verify", sys.argv[2]]) == 0
print(sorted(name for name in sys.modules if name.startswith(("sklearn", "planner.learning"))))
"""


def test_a_week_is_planned_and_verified_without_any_code_that_fits(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", PLANNED, str(ROOT / "scenarios" / "tiny"), str(tmp_path / "plan")],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert said.stdout.splitlines()[-1] == "[]"
