"""The workers of a Dask cluster as a crew, which solves components of one week (solving/decomposition/priced.py)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import Any

from planner.cluster.connection import Connection
from planner.errors import UsageFault
from planner.texts import _

# How often a task is handed out again after its worker, or the one that kept its component, has gone.
TRIES = 3
# How long the transfer of an answer that is ready may take before it is asked for again.
FETCH_SECONDS = 30.0


@dataclass
class _Kept:
    """A thing that a worker keeps, and the thing itself for when that worker has gone."""

    thing: object
    future: Any


class _Answer:
    """A task on the cluster, handed out again where a worker has gone."""

    def __init__(self, connection: Connection, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
        self._connection, self._function, self._arguments = connection, function, arguments
        self._tries = 0
        self._future = self._submitted()

    def result(self, timeout: float | None = None) -> Any:  # noqa: ANN401 - whatever the function returns
        """Wait for it; TimeoutError after `timeout` seconds, UsageFault where the cluster has gone.

        The seconds are for the work. A transfer that they broke off would begin anew each time, and never end on a slow
        line.
        """
        while True:
            try:
                if not self._has_ended.wait(timeout):
                    raise TimeoutError  # noqa: TRY301 - as the transfer does
                return self._future.result(timeout=FETCH_SECONDS)
            except TimeoutError:
                self._refuse_lost()
                raise
            except Exception as fault:
                if self._future.status == "error" and not _is_of_cluster(fault):
                    raise
                self._refuse_lost()
                self._tries += 1
                if self._tries >= TRIES:
                    raise UsageFault(_lost(self._connection.address)) from fault
                for one in self._arguments:
                    if isinstance(one, _Kept):
                        one.future = _scattered(self._connection, one.thing)
                self._future = self._submitted()

    def done(self) -> bool:
        """Whether it has ended, in whatever way."""
        return self._has_ended.is_set()

    def cancel(self) -> None:
        """Nobody waits for it any more."""
        self._future.cancel()

    def _submitted(self) -> Any:  # noqa: ANN401 - a Dask future
        own = (one.future if isinstance(one, _Kept) else one for one in self._arguments)
        self._has_ended = ended = threading.Event()
        future = self._connection.submit(self._function, *own)
        future.add_done_callback(lambda _future: ended.set())
        return future

    def _refuse_lost(self) -> None:
        if self._connection.is_lost():
            raise UsageFault(_lost(self._connection.address))


class ClusterCrew:
    """A crew of the workers of a cluster: a task at a time for each that is there at the beginning."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.size = len(connection.workers())

    def keep(self, thing: object) -> object:
        """Keep a thing on a worker, where tasks that need it are done if possible. UsageFault where none is left."""
        return _Kept(thing, _scattered(self._connection, thing))

    def submit(self, function: Callable[..., object], *arguments: object) -> _Answer:
        """Have a function called on a worker."""
        return _Answer(self._connection, function, arguments)


def _scattered(connection: Connection, thing: object) -> Any:  # noqa: ANN401 - a Dask future
    """A thing on a worker; UsageFault where the cluster has gone, or has no worker that takes it."""
    try:
        return connection.scatter(thing)
    except (OSError, CancelledError) as fault:
        raise UsageFault(_lost(connection.address)) from fault


def _is_of_cluster(fault: Exception) -> bool:
    """Whether a fault is that of the cluster, which has lost a worker, and not of the function."""
    return type(fault).__module__.partition(".")[0] in {"distributed", "dask"}


def _lost(address: str) -> str:
    return _("The cluster at {address} has gone, or loses its workers. Nothing was written; give the command again.",
             address=address)  # fmt: skip
