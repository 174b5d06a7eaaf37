"""The week of four people that the tests of the Python door read."""

from pathlib import Path
from typing import Any

from tests.cli.small import write_small

# Counted, and far more than the proof of so few people takes: no test depends on how busy the computer is.
COUNTED: dict[str, Any] = {"workers": 1, "time_limit": 5.0}


def small(home: Path, **changed: str) -> Path:
    """A folder with the week, some tables (named without their ending) other than they are."""
    return write_small(home / "week", **changed)
