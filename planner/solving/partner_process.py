"""The partner's own process: takes mixed-integer programmes on standard input, answers on standard output.

HiGHS, as SciPy ships it, may overrun its time limit and writes to standard output unasked; here it can do neither harm:
the process can be killed, and its standard output is not the one it answers on. Run by path, so that it loads nothing
but NumPy and SciPy.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from typing import IO, Any

LENGTH = struct.Struct(">Q")


def receive(stream: IO[bytes]) -> Any:  # noqa: ANN401 - whatever was sent
    """The next message; EOFError where the other side has gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    return pickle.loads(stream.read(LENGTH.unpack(head)[0]))  # noqa: S301 - the other end is our own process


def send(stream: IO[bytes], message: object) -> None:
    """Send one message."""
    raw = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(raw)) + raw)
    stream.flush()


def solve(job: dict[str, Any]) -> dict[str, Any]:
    """Solve one programme: x (None where none was found), the bound, and whether it was proved to have no solution."""
    from scipy import sparse  # noqa: PLC0415 - the parent imports this module for its messages alone
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - as above

    matrix = sparse.csr_matrix(job["matrix"], shape=job["shape"])
    result = milp(
        -job["goal"],
        constraints=LinearConstraint(matrix, job["row_lower"], job["row_upper"]),
        integrality=job["is_integer"],
        bounds=Bounds(job["lower"], job["upper"]),
        options=job["options"],
    )
    # Stopped before its search began, HiGHS leaves a bound of 0 that bounds nothing: only one beside a solution counts.
    dual = result.mip_dual_bound if result.x is not None else None
    return {
        "job": job["job"],
        "x": result.x,
        "bound": float("inf") if dual is None else -float(dual),
        "is_empty": result.status == 2,  # noqa: PLR2004 - SciPy's code for an infeasible programme
    }


def main() -> None:
    """Answer until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, not a path of ours
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    while True:
        try:
            job = receive(sys.stdin.buffer)
        except EOFError:
            return
        send(answers, solve(job))


if __name__ == "__main__":
    main()
