"""The summary of a folder that a sweep or a simulation wrote once it was finished."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from planner.errors import UsageFault
from planner.folders import SWEEP_SUMMARY


class Summarised(Protocol):
    """What pictures know of a folder by its summary."""

    @property
    def is_whole(self) -> bool:
        """Whether it has all that pictures and pages tell; of a broken document it may raise what reading one does."""


Found = TypeVar("Found", bound=Summarised)


def read_finished(folder: Path, of: Callable[[Any], Found], unfinished: str, odd: str) -> Found:
    """Read it; UsageFault `unfinished` where there is none, and `odd` where it is not as it was written."""
    path = folder / SWEEP_SUMMARY
    if not path.is_file():
        raise UsageFault(unfinished)
    try:
        found = of(json.loads(path.read_text(encoding="utf-8")))
        is_whole = found.is_whole
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as fault:
        raise UsageFault(odd) from fault
    if not is_whole:
        raise UsageFault(odd)
    return found
