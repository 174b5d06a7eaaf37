"""Runs the planner's command line and notes when each phase ended, also where the run then fails.

python -m benchmarks.noted FILE plan SCENARIO --out DIR ...
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from planner.cli.main import main
from planner.cli.progress import Progress


class Noted:
    """Stands before `Progress.phase` and writes the seconds so far to a file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.phase = Progress.phase

    def __call__(self, progress: Progress, name: str) -> None:
        self.phase(progress, name)
        self.file.write_text(json.dumps(progress.seconds), encoding="utf-8")


if __name__ == "__main__":
    noted = Noted(Path(sys.argv.pop(1)))
    Progress.phase = lambda progress, name: noted(progress, name)  # type: ignore[method-assign]
    sys.exit(main())
