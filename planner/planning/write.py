"""A plan into its folder: refused before anything is sought where it may not be written, then whole or not at all."""

from __future__ import annotations

import getpass
import platform
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from planner.errors import HIDDEN, UsageFault
from planner.folders import OPTIONS, Choices, Target, json_bytes, write_files
from planner.planning.decisions import Carried, refuse_uncarriable, with_answers
from planner.planning.lottery import with_seeds_tried
from planner.planning.make import Plan, Timer, write_verified
from planner.planning.seal import SEAL, seal_of
from planner.planning.workbook import with_workbook
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.plan import PLAN_FILE, RUN_FILE
from planner.schema.weeks import week_monday
from planner.texts import _


@dataclass
class Phases:
    """The seconds of each phase of a run, by its name; one that comes again adds to its seconds."""

    seconds: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._last = time.monotonic()

    def ended(self, name: str) -> None:
        """A phase has ended."""
        now = time.monotonic()
        self.seconds[name] = round(self.seconds.get(name, 0.0) + now - self._last, 3)
        self._last = now


@dataclass(frozen=True)
class Run:
    """What varies between runs of the same plan: when it began, the seconds of each phase, the words that asked."""

    started: datetime
    seconds: Mapping[str, float]
    command: tuple[str, ...]

    def record(self, week: int) -> dict[str, object]:
        """What run.json holds; a folder called by an identity number is not named."""
        monday = week_monday(week)
        try:
            user = getpass.getuser()
        except (KeyError, OSError):
            user = ""
        return {
            "format": 1,
            "started": self.started.isoformat(timespec="seconds"),
            "seconds": dict(self.seconds),
            "machine": {
                "system": platform.system(),
                "processor": platform.machine(),
                "python": platform.python_version(),
            },
            "command": [HIDDEN if holds_identity_number(word, monday) else word for word in self.command],
            "user": user,
        }


def settled(out: Path, *, replace: bool, keep_decisions: bool, choices: Choices = OPTIONS) -> Target:
    """The target, with all that can be refused before anything is sought refused, in words of whoever asks."""
    if replace and keep_decisions:
        msg = _(
            "{keep} carries decisions over and {replace} plans without them; name one of the two.", **choices._asdict()
        )
        raise UsageFault(msg)
    target = Target(out, PLAN_FILE)
    if keep_decisions:
        refuse_uncarriable(target.answers, choices)
    elif not replace:
        target.refuse_answers(choices)
    target.refuse_unkept()
    return target


def write_whole(
    plan: Plan, target: Target, run: Run, timer: Timer = lambda _: None, *, keep_decisions: bool = False
) -> tuple[Plan, Carried | None]:
    """Write a plan's folder once the verifier accepts it; the plan as written, and what was carried over if asked.

    An earlier plan of the same week in the folder leaves its seeds in the list of those that were tried.
    """
    carried = None
    plan = with_seeds_tried(plan, target.path)
    if keep_decisions and target.answers:
        plan, carried = with_answers(plan, target.answers)
    plan = with_workbook(plan)
    timer("workbook")
    with target.replaced() as folder:
        write_verified(plan, folder, timer)
        write_files(folder, {RUN_FILE: json_bytes({**run.record(plan.instance.week), SEAL: seal_of(folder)})})
        if carried is not None and not carried.not_over:
            target.carried_over(target.answers)
    return plan, carried
