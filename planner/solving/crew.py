"""A crew: workers elsewhere that solve components, several at a time. Without one, this process solves one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class TaskAnswer(Protocol):
    """What comes of a task, once it does."""

    def result(self, timeout: float | None = None) -> Any:  # noqa: ANN401 - whatever the function returns
        """Wait for it; raises TimeoutError after `timeout` seconds, and what the function raised."""

    def done(self) -> bool:
        """Whether it has come."""

    def cancel(self) -> object:
        """Nobody waits for it any more."""


class Crew(Protocol):
    """Workers, `size` of which work at the same time. `distributed.Client` behind planner/cluster.py is one."""

    @property
    def size(self) -> int:
        """How many tasks are worked on at the same time."""

    def keep(self, thing: object) -> object:
        """Have a thing at hand that many tasks need; what it returns stands for the thing among their arguments."""

    def submit(self, function: Callable[..., object], *arguments: object) -> TaskAnswer:
        """Have a function of a module called with arguments, all of which can be pickled."""
