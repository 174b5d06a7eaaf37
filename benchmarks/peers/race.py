"""Runs a peer in a process of its own, which is killed when it overruns its time."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.answer import PeerAnswer, Tell, Told
from planner.formulation import MIP

# The seconds by which a solver may overrun its limit. One that takes longer is judged by what it reported before.
GRACE_SECONDS = 2.0
Peer = Callable[[MIP, NDArray[np.float64], float, float, int, Tell], PeerAnswer]


def ask(peer: Peer, mip: MIP, goal: NDArray[np.float64], seconds: float, gap: float, workers: int) -> PeerAnswer:  # noqa: PLR0913, PLR0917 - what a peer takes, and who
    """A peer's answer within a wall time that begins when it has the MIP. Raises EOFError where it died."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_answer, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        ours.send((peer, mip, goal, seconds, gap, workers))
        ours.recv()
        return _heard(ours, seconds + GRACE_SECONDS)
    finally:
        process.kill()
        process.join()
        ours.close()


def _heard(pipe: Connection, seconds: float) -> PeerAnswer:
    begun, told = time.monotonic(), list[Told]()
    while pipe.poll(max(begun + seconds - time.monotonic(), 0)):
        said = pipe.recv()
        if isinstance(said, PeerAnswer):
            return replace(said, told=tuple(told))
        told.append(said)
    x = next((one.x for one in reversed(told) if one.x is not None), None)
    bound = min((one.bound for one in told), default=np.inf)
    return PeerAnswer(x, bound, time.monotonic() - begun, is_stopped=True, told=tuple(told))


def _answer(pipe: Connection) -> None:
    peer, *asked = pipe.recv()
    one_at_a_time = threading.Lock()

    def tell(told: Told) -> None:
        with one_at_a_time:
            pipe.send(told)

    pipe.send("begun")
    answer = peer(*asked, tell)
    with one_at_a_time:
        pipe.send(answer)
