"""A connection to a Dask cluster (extra `cluster`) whose workers have the same program as this computer.

Only this module knows `distributed`.
"""

from __future__ import annotations

import logging
import socket
import time
import uuid
import warnings
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from planner.cluster.program import versions
from planner.errors import UsageFault
from planner.folders.sweep_folder import differences
from planner.texts import _

# Until a scheduler has to answer, until the first worker has to be there, and until a cluster without workers is lost.
CONNECT_SECONDS, FIRST_WORKER_SECONDS, NO_WORKER_SECONDS = 10.0, 20.0, 60.0
CLOSE_SECONDS = 1.0


class Connection:
    """A cluster at an address; leaving the block cancels what was submitted, and closes the connection."""

    def __init__(self, address: str) -> None:
        """Connect. UsageFault where nobody answers, there is no worker, or one has another program or none."""
        _refuse_unreachable(address)
        self._distributed = _distributed()
        self.address = address
        self._run, self._number, self._without_worker = uuid.uuid4().hex, 0, 0.0
        self._futures: set[Any] = set()
        for name in ("distributed", "distributed.comm", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what is wrong is said by us
        warnings.filterwarnings("ignore", module="distributed")
        try:
            self._client = self._distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as fault:
            raise UsageFault(_no_answer(address)) from fault
        try:
            self._wait_for_worker()
            self._refuse_other_programs()
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(Exception):  # the cluster may be what has gone
            self._client.cancel(list(self._futures))
        with suppress(Exception):
            self._client.close(timeout=CLOSE_SECONDS)

    def submit(self, function: Callable[..., object], *arguments: object) -> Any:  # noqa: ANN401 - a Dask future
        """Have a function called on a worker; the future of it. A task whose worker has gone is done by another."""
        self._number += 1
        future = self._client.submit(function, *arguments, key=f"planner-{self._run}-{self._number}", pure=False)
        self._futures.add(future)
        future.add_done_callback(self._futures.discard)
        return future

    def scatter(self, thing: object) -> Any:  # noqa: ANN401 - a Dask future
        """Keep a thing on a worker; its future may be an argument of tasks."""
        return self._client.scatter(thing, hash=False)

    def workers(self) -> dict[str, Any]:
        """The workers that are there now, by address."""
        found: dict[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
        return found

    def is_lost(self) -> bool:
        """Whether the cluster has gone, or has had no worker for a minute."""
        is_gone = self._client.status != "running"
        if not is_gone and self.workers():
            self._without_worker = 0.0
            return False
        self._without_worker = self._without_worker or time.monotonic()
        return is_gone or time.monotonic() - self._without_worker > NO_WORKER_SECONDS

    def _wait_for_worker(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=FIRST_WORKER_SECONDS)
        except (TimeoutError, self._distributed.TimeoutError) as fault:
            msg = _("The cluster at {address} has no worker. Start one: dask worker {address}", address=self.address)
            raise UsageFault(msg) from fault

    def _refuse_other_programs(self) -> None:
        """Raise UsageFault where a worker has another version of the program, or none; those to come say so."""
        own = versions()
        for worker, found in self._client.run(versions, on_error="return").items():
            if isinstance(found, BaseException):
                msg = _("The worker {worker} has no program to plan with ({why}). Install there: pip install "
                        '"placement-planner[cluster]"', worker=worker, why=type(found).__name__)  # fmt: skip
                raise UsageFault(msg)
            if found != own:
                msg = _("The worker {worker} has another version of the program ({differences}). Install the same one.",
                        worker=worker, differences=differences(found, own))  # fmt: skip
                raise UsageFault(msg)


def _refuse_unreachable(address: str) -> None:
    """Raise UsageFault at once where nobody listens; the client itself would try again and again."""
    try:
        parts = urlsplit(address)
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=CONNECT_SECONDS).close()
    except (OSError, ValueError) as fault:
        raise UsageFault(_no_answer(address)) from fault


def _no_answer(address: str) -> str:
    return _("No Dask scheduler answers at {address}. Start one (dask scheduler), or look at the address, such as "
             "tcp://10.0.0.5:8786.", address=address)  # fmt: skip


def _distributed() -> Any:  # noqa: ANN401 - an extra, which may be missing
    try:
        import distributed  # noqa: PLC0415 - an extra, and a second
    except ImportError as missing:
        msg = _('--cluster needs packages that are not installed here. Install them with: pip install '
                '"placement-planner[cluster]"')  # fmt: skip
        raise UsageFault(msg) from missing
    return distributed
