"""A sweep: every cell of a study planned once, wherever there is room, and kept as soon as it is finished."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from planner.cluster import versions
from planner.errors import PlannerError, UsageFault
from planner.folders import SweepFolder
from planner.studies.sweeping.design import OpenedStudy, StudyCell
from planner.studies.sweeping.digest import digest
from planner.studies.sweeping.processes import Workplace
from planner.studies.sweeping.task import CellOutcome, CellTask, said
from planner.texts import _


class SweepNews(NamedTuple):
    """How far a sweep has got: cells finished of all, and the seconds left, None while nothing tells."""

    finished: int
    all: int
    seconds_left: float | None


@dataclass(frozen=True)
class Sweep:
    """A study with what came of each cell, by number; `undone` has the reasons of those to be tried again."""

    study: OpenedStudy = field(repr=False)
    cells: tuple[StudyCell, ...] = field(repr=False)
    found: Mapping[int, Mapping[str, Any]] = field(repr=False)
    undone: Mapping[int, str] = field(default_factory=dict)

    def state(self, number: int) -> str:
        """done, failed or undone."""
        return str(self.found[number]["state"]) if number in self.found else "undone"

    def reason(self, number: int) -> str | None:
        """Why a cell has no plan."""
        return self.found[number]["reason"] if number in self.found else self.undone.get(number)

    def figures(self, number: int) -> Mapping[str, Any] | None:
        """What is kept of the plan of a cell, as `figures_of` gives it; None where there is none."""
        return self.found[number]["plan"] if self.state(number) == "done" else None

    def numbers(self, state: str) -> list[int]:
        """The cells of a state."""
        return [cell.number for cell in self.cells if self.state(cell.number) == state]


def identity(study: OpenedStudy) -> dict[str, Any]:
    """What sets the folder of a study apart from that of another; InputFaults where its base has faults."""
    base = study.resolved(study.cells()[0])
    files = {name: hashlib.sha256(raw).hexdigest() for name, raw in base.items()}
    return {
        "name": study.stated.name,
        "study": digest(study.stated.model_dump(mode="json", exclude={"base"})),
        "base": digest([files, study.benefit().model_dump(mode="json")]),
        "program": digest(versions()),
        "versions": versions(),
    }


def sweep(
    study: OpenedStudy,
    folder: SweepFolder,
    workplace: Workplace,
    tell: Callable[[SweepNews], None] = lambda _news: None,
) -> Sweep:
    """Plan every cell that the folder, whose lock is held, has not yet, at an open workplace; none stops another.

    UsageFault where the disk is full or another program plans: what is finished by then stays.
    """
    cells, benefit = study.cells(), study.benefit()
    found, undone = folder.cells(), dict[int, str]()
    waiting = deque(cell for cell in cells if cell.number not in found)
    running: dict[int, StudyCell] = {}
    begun, before = time.monotonic(), len(found)

    def note(cell: StudyCell, outcome: CellOutcome) -> None:
        if outcome.state == "other_program":
            msg = _("Another version of the program is to plan than asks for it ({differences}). Install the same one.",
                    differences=outcome.reason)  # fmt: skip
            raise UsageFault(msg)
        if outcome.state == "undone":
            undone[cell.number] = outcome.reason or ""
        else:
            kept = {"format": 1, "cell": cell.number, "values": dict(cell.setting)}
            kept |= {"state": outcome.state, "reason": outcome.reason, "plan": dict(outcome.figures) or None}
            found[cell.number] = kept
            folder.keep(cell.number, kept)
        ended, left = len(found) - before + len(undone), len(waiting) + len(running)
        tell(SweepNews(len(found), len(cells), (time.monotonic() - begun) / ended * left))

    tell(SweepNews(len(found), len(cells), None if waiting else 0.0))
    while waiting or running:
        while waiting and len(running) < workplace.room:
            cell = waiting.popleft()
            try:
                task = CellTask(study.resolved(cell), benefit)
            except PlannerError as fault:
                note(cell, CellOutcome("failed", said(fault)))
            else:
                running[cell.number] = cell
                workplace.start(cell.number, task)
        if running:
            number, outcome = workplace.ended()
            note(running.pop(number), outcome)
    return Sweep(study, tuple(cells), found, undone)
