"""Progress on stderr: a line that changes on a terminal, nothing in a pipe."""

from __future__ import annotations

import math
import os
import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.status import Status

from planner.explanation import GOALS, Language
from planner.solving import News, gap_between

LEAST = 5e-3
PHASES = {
    "read": "läsning",
    "candidates": "möjliga par",
    "solve": "sökning",
    "explain": "skäl",
    "tables": "tabeller",
    "write": "skrivning",
    "verify": "kontroll",
}


class Progress:
    """Tells phases and the search as they go on, and keeps the seconds of each phase for run.json."""

    def __init__(self, language: Language, *, is_shown: bool | None = None) -> None:
        self.seconds: dict[str, float] = {}
        self._swedish = language == "sv"
        self._begun = self._last = time.monotonic()
        shown = sys.stderr.isatty() if is_shown is None else is_shown
        self._status: Status | None = None
        if shown:
            console = Console(stderr=True, no_color=bool(os.environ.get("NO_COLOR")))
            self._status = console.status(self._say("Läser …", "Reading …"))

    def __enter__(self) -> Self:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def phase(self, name: str) -> None:
        """A phase has ended."""
        now = time.monotonic()
        self.seconds[name] = round(self.seconds.get(name, 0.0) + now - self._last, 3)
        self._last = now
        self._tell(f"{self._say(PHASES[name], name)} {self.seconds[name]:.1f} s")

    def better(self, news: News) -> None:
        """The search found a better plan or bound for a goal."""
        value, bound = news.value, news.bound
        words = GOALS[news.goal][0 if self._swedish else 1]
        # Shortfalls, minutes and the like are goals below 0, told as what they are: the less the better.
        limit = self._say("minst", "at least") if min(value, bound) < 0 else self._say("högst", "at most")
        text = f"{words}: {abs(value):.2f} ({limit} {abs(bound):.2f}"
        # Of a goal that is 0 there is no share to be off by.
        text += f", {100 * gap_between(value, bound):.2f} %)" if abs(value) > LEAST else ")"
        if math.isfinite(news.seconds_left):
            text += f" · {news.seconds_left:.0f} s {self._say('kvar', 'left')}"
        self._tell(text)

    def _tell(self, text: str) -> None:
        if self._status is not None:
            self._status.update(f"{text} · {time.monotonic() - self._begun:.0f} s")

    def _say(self, swedish: str, english: str) -> str:
        return swedish if self._swedish else english
