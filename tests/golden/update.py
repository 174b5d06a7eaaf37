"""Stores the run of scenarios/tiny anew, on purpose: `python -m tests.golden.update`, then read the difference in git.

It also writes docs/plan.schema.json, which `planner schema plan` prints.
"""

import tempfile
from pathlib import Path

from click.testing import CliRunner

from planner.cli.main import planner
from tests.golden.stored import FILES, STORED, TINY, kept
from tests.plan_runs import PLAN_SCHEMA, planned


def main() -> None:
    """Write the files."""
    PLAN_SCHEMA.write_bytes(CliRunner().invoke(planner, ["schema", "plan"]).stdout_bytes)
    STORED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "tiny"
        planned(TINY, out, "--workers", "1")
        for name in FILES:
            (STORED / name).write_bytes(kept(out, name))


if __name__ == "__main__":
    main()
