"""Progress on stderr: a line that changes on a terminal, nothing in a pipe."""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.status import Status

from planner.explanation import GOALS
from planner.planning import Phases
from planner.solving import SearchProgress, gap_between
from planner.studies.sweeping import SweepNews
from planner.texts import N_, _, decimal, language, ngettext, percent, speaking

LEAST = 5e-3
# A time above this is told in minutes.
LONG_SECONDS = 120
# Steps after the goals.
STEPS = {
    "prices": N_("prices of limits: {done} of {all}"),
    "gains": N_("what one more place brings: {done} of {all}"),
}
PHASES = {
    "read": N_("reading"),
    "look_ahead": N_("prices of the weeks to come"),
    "candidates": N_("possible pairs"),
    "solve": N_("search"),
    "explain": N_("reasons"),
    "tables": N_("tables"),
    "workbook": N_("workbook"),
    "write": N_("writing"),
    "verify": N_("check"),
    "place": N_("places"),
    "programme": N_("programmes"),
    "budget": N_("budgets"),
    "supervisor": N_("supervisors"),
    "caseworker": N_("caseworkers"),
    "templates": N_("templates"),
}


class _StatusLine:
    """One line on a terminal that is written over as a command goes on; nothing where there is no terminal."""

    def __init__(self, *, is_shown: bool | None = None) -> None:
        shown = sys.stderr.isatty() if is_shown is None else is_shown
        self._status: Status | None = None
        if shown:
            console = Console(stderr=True, no_color=bool(os.environ.get("NO_COLOR")))
            self._status = console.status(_("Reading …"))

    def __enter__(self) -> Self:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()


class Progress(_StatusLine):
    """Tells phases and the search as they go on, and keeps the seconds of each phase for run.json."""

    def __init__(self, *, is_shown: bool | None = None) -> None:
        super().__init__(is_shown=is_shown)
        self._phases = Phases()
        self._language = language()
        self._begun = time.monotonic()

    @property
    def seconds(self) -> Mapping[str, float]:
        """The seconds of each phase that has ended."""
        return self._phases.seconds

    def phase(self, name: str) -> None:
        """A phase has ended."""
        self._phases.ended(name)
        self._tell(f"{_(PHASES[name])} {decimal(self.seconds[name], 1)} s")

    def begun(self, name: str) -> None:
        """A phase has begun that may take long and tells nothing on its way."""
        self._tell(f"{_(PHASES[name])} …")

    def better(self, news: SearchProgress) -> None:
        """The search found a better plan or bound for a goal; a thread of the solver may say so."""
        with speaking(self._language):
            if news.goal == "expected":
                self._say(_expected(news.value))
            else:
                self._tell(_steps(news) if news.goal in STEPS else _said(news))

    def _say(self, text: str) -> None:
        """A line that stays."""
        if self._status is not None:
            self._status.console.print(text)

    def _tell(self, text: str) -> None:
        if self._status is not None:
            self._status.update(f"{text} · {decimal(time.monotonic() - self._begun, 0)} s")


class SweepProgress(_StatusLine):
    """Tells how many cells of a sweep are finished, and how long the rest takes: on a terminal, in one line."""

    def tell(self, news: SweepNews) -> None:
        """A cell has ended."""
        if self._status is not None:
            self._status.update(said_of_sweep(news))


def said_of_sweep(news: SweepNews) -> str:
    """How far a sweep has got: `12 of 40 cells, 5 min left`."""
    text = _("{finished} of {all} cells", finished=news.finished, all=news.all)
    if news.seconds_left is None:
        return text
    minutes = news.seconds_left / 60
    left = (
        _("{minutes} min left", minutes=decimal(math.ceil(minutes), 0))
        if minutes > 1
        else _("{seconds} s left", seconds=decimal(math.ceil(news.seconds_left), 0))
    )
    return f"{text}, {left}"


def _expected(seconds: float) -> str:
    """What a run that counts its work will take, at most and about."""
    said = ngettext("{number} second", "{number} seconds", math.ceil(seconds))
    if seconds > LONG_SECONDS:
        said = ngettext("{number} minute", "{number} minutes", math.ceil(seconds / 60))
    return _(
        "One thread counts its steps: about {time} at most on a computer that is not busy, else longer.",
        time=said,
    )


def _steps(news: SearchProgress) -> str:
    """How far the prices of limits, or the gains of places, have come."""
    return _(STEPS[news.goal], done=decimal(news.value, 0), all=decimal(news.bound, 0)) + _left(news)


def _left(news: SearchProgress) -> str:
    if not math.isfinite(news.seconds_left):
        return ""
    return " · " + _("{seconds} s left", seconds=decimal(news.seconds_left, 0))


def _said(news: SearchProgress) -> str:
    value, bound = news.value, news.bound
    facts = {"goal": _(GOALS[news.goal]), "value": decimal(abs(value), 2), "bound": decimal(abs(bound), 2)}
    # Shortfalls, minutes and the like are goals below 0, told as what they are: the less the better.
    if min(value, bound) < 0:
        text = _("{goal}: {value} (at least {bound})", **facts)
    else:
        text = _("{goal}: {value} (at most {bound})", **facts)
    # Of a goal that is 0 there is no share to be off by.
    if abs(value) > LEAST:
        text += f" · {percent(gap_between(value, bound))}"
    return text + _left(news)
