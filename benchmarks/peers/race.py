"""Asks a peer in a process of its own, which is ended when it overruns its time."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.answer import Answer
from planner.formulation import Program

# A solver that is at all careful with its limit ends within this; one that does not loses its plan.
GRACE_SECONDS = 2.0
Peer = Callable[[Program, NDArray[np.float64], float, float, int], Answer]


def ask(peer: Peer, program: Program, goal: NDArray[np.float64], seconds: float, gap: float, workers: int) -> Answer:  # noqa: PLR0913, PLR0917 - what a peer takes, and who
    """A peer's answer within a wall time that begins when its process has loaded all it needs."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_answer, args=(theirs,), daemon=True)
    process.start()
    try:
        ours.send((peer, program, goal, seconds, gap, workers))
        ours.recv()
        begun = time.monotonic()
        if not ours.poll(seconds + GRACE_SECONDS):
            return Answer(None, seconds=time.monotonic() - begun, is_stopped=True)
        answer: Answer = ours.recv()
        return answer
    finally:
        process.kill()
        process.join()
        ours.close()
        theirs.close()


def _answer(pipe: Connection) -> None:
    peer, *asked = pipe.recv()
    pipe.send("begun")
    pipe.send(peer(*asked))
