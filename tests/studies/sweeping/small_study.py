"""A study of a week of four people: one slot with more places, or with fewer than none."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from planner.folders import SweepFolder
from planner.studies.sweeping import OpenedStudy, Sweep, identity, study_in, sweep
from planner.studies.sweeping.task import CellOutcome, CellTask, planned
from tests.cli.small import write_small


def write_study(home: Path, values: str = "[0, 1, 2]", more: str = "", **changed: str) -> Path:
    """A folder with the week, and the file of a study of it."""
    if not (home / "week").is_dir():
        write_small(home / "week", **changed)
    path = home / "study.toml"
    path.write_text(
        f"""format = 1
name = "Fler platser"
base = "week"

[[parameter]]
name = "more"
label = "fler platser"
values = {values}

[[patch]]
table = "slots"
where = {{ slot_id = "S2" }}
shift = {{ places = "$more" }}
{more}""",
        encoding="utf-8",
    )
    return path


class Here:
    """A workplace in this very process, of which some cells end as they are told to."""

    def __init__(self, told: dict[int, CellOutcome | BaseException] | None = None, room: int = 1) -> None:
        self.room = room
        self.told = told or {}
        self.started: list[int] = []
        self._waiting: deque[tuple[int, CellTask]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def start(self, number: int, task: CellTask) -> None:
        self.started.append(number)
        self._waiting.append((number, task))

    def ended(self) -> tuple[int, CellOutcome]:
        number, task = self._waiting.popleft()
        told = self.told.get(number)
        if isinstance(told, BaseException):
            raise told
        return number, told or planned(task)


def swept(study: OpenedStudy, out: Path, here: Here | None = None) -> Sweep:
    """The study planned into a folder."""
    with SweepFolder(out, identity(study), len(study.cells())) as folder:
        return sweep(study, folder, here or Here())


def study(home: Path, **given: Any) -> OpenedStudy:  # noqa: ANN401 - those of write_study
    """The study as it is read."""
    return study_in(write_study(home, **given))


def kept(out: Path) -> list[int]:
    """The numbers of the cells that a folder holds whole."""
    return [json.loads(path.read_text(encoding="utf-8"))["cell"] for path in sorted((out / "cells").glob("*.json"))]


def rows(values: Sequence[object]) -> str:
    """Values as a list of TOML."""
    return json.dumps(list(values))
