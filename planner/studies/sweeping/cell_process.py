"""The process of one cell, run by its path: takes a task on standard input, answers on standard output, and ends.

It is a process of its own so that every solve starts alike, and so that one which dies takes no other with it. Once its
parent has ended it ends as well, whatever it is doing.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
from pathlib import Path


def _listen(tasks: queue.SimpleQueue[bytes]) -> None:
    """Queue the task; once the parent has closed the other end, or ended, end at once."""
    from planner.solving.highs.worker import receive  # noqa: PLC0415 - once it can be found

    try:
        while True:
            tasks.put(receive(sys.stdin.buffer))
    except EOFError:
        os._exit(0)


def main() -> None:
    """Do one task."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    if not getattr(sys, "frozen", False):
        # The same program as the parent, wherever another one may be installed.
        sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(tasks,), daemon=True).start()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, not a path of ours
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    from planner.solving.highs.worker import packed, write  # noqa: PLC0415 - as above
    from planner.studies.sweeping.task import planned  # noqa: PLC0415 - as above

    write(answers, packed(planned(pickle.loads(tasks.get()))))  # noqa: S301 - our own process


if __name__ == "__main__":
    main()
