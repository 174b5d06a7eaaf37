"""A cluster that cannot be reached is refused in plain words, soon."""

from __future__ import annotations

import socket
import time

import pytest

from planner.cluster import Connection
from planner.errors import UsageFault
from tests.cluster.local import LONGEST


def test_where_nobody_answers_that_is_said_soon() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        begun = time.monotonic()
        with pytest.raises(UsageFault, match="No Dask scheduler answers at tcp"):
            Connection(address)
    assert time.monotonic() - begun < LONGEST
    with pytest.raises(UsageFault, match="No Dask scheduler answers at nowhere"):
        Connection("nowhere")
