"""A real Dask cluster on this computer, as people start one."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.small import environment

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 300.0


@contextmanager
def running(home: Path, name: str, *arguments: str, root: Path = ROOT) -> Iterator[subprocess.Popen[bytes]]:
    """A part of a cluster, as people start it, with the planner of a folder; killed at the end."""
    command = [sys.executable, "-m", f"distributed.cli.{name}", *arguments]
    env = environment(PYTHONPATH=str(root))
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=home, env=env, stdout=quiet, stderr=quiet) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def scheduler(home: Path) -> Iterator[str]:
    """A scheduler on a free port; its address."""
    told = home / "scheduler.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
    with running(home, "dask_scheduler", *options):
        deadline = time.monotonic() + LONGEST
        while not told.is_file() or not told.read_text(encoding="utf-8").strip():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield str(json.loads(told.read_text(encoding="utf-8"))["address"])


def worker_of(address: str) -> tuple[str, ...]:
    return ("dask_worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")
