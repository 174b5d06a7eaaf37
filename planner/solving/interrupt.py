"""What stops a run before its budget is spent: Ctrl-C or SIGTERM, and the seconds that the user allows at most."""

from __future__ import annotations

import signal
import threading
import time
from types import FrameType, TracebackType
from typing import Any, Self


class Interrupts:
    """Within its block the first Ctrl-C or SIGTERM only sets `is_set`; a second one ends the process as usual.

    After `max_seconds`, if given, `is_late` is set. No clock is looked at otherwise.
    """

    def __init__(self, max_seconds: float | None = None) -> None:
        self.is_set = self.is_late = False
        self._deadline = None if max_seconds is None else time.monotonic() + max_seconds
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._hear)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def asked(self) -> bool:
        """Whether to stop."""
        if self._deadline is not None and time.monotonic() > self._deadline:
            self.is_late = True
        return self.is_set or self.is_late

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        if self.is_set:
            raise KeyboardInterrupt
        self.is_set = True
