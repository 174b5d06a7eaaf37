"""Runs the planner's command line and notes when each phase ended, also where the run then fails.

python -m benchmarks.phase_times FILE plan SCENARIO --out DIR ...
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from unittest.mock import patch

from planner.cli.main import main
from planner.cli.progress import Progress


def noting_main(file: Path) -> None:
    """Run the command line; each time a phase ends, write the seconds of all phases so far to a file."""
    told = Progress.phase

    def phase(progress: Progress, name: str) -> None:
        told(progress, name)
        file.write_text(json.dumps(progress.seconds), encoding="utf-8")

    with patch.object(Progress, "phase", phase):
        main()


if __name__ == "__main__":
    noting_main(Path(sys.argv.pop(1)))
