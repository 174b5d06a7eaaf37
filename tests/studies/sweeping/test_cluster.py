"""A real Dask cluster on this computer: the same table as without it, also where a worker is killed at work."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from planner.errors import UsageFault
from planner.studies.sweeping.cluster import Cluster
from tests.cli.small import contents, environment, planner
from tests.studies.sweeping.small_study import write_study

ROOT = Path(__file__).resolve().parents[3]
LONGEST = 300.0


def test_where_nobody_answers_that_is_said_soon() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        begun = time.monotonic()
        with pytest.raises(UsageFault, match="No Dask scheduler answers at tcp"):
            Cluster(address)
    assert time.monotonic() - begun < LONGEST
    with pytest.raises(UsageFault, match="No Dask scheduler answers at nowhere"):
        Cluster("nowhere")


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


@pytest.mark.slow
def test_a_cluster_gives_the_local_table_though_a_worker_is_killed_in_the_middle(tmp_path: Path) -> None:
    path = write_study(tmp_path, values="[0, 1, 2, 3, -9]")
    local, out = tmp_path / "local", tmp_path / "out"
    assert planner("sweep", path, "--out", local).returncode == 0
    with ExitStack() as stack:
        address = stack.enter_context(scheduler(tmp_path))
        first, _second = (stack.enter_context(running(tmp_path, *worker_of(address))) for _number in range(2))
        command = [
            sys.executable,
            "-c",
            "from planner.cli.main import main; main()",
            "--lang",
            "en",
            "sweep",
            str(path),
        ]
        command += ["--out", str(out), "--cluster", address]
        run = stack.enter_context(subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL))
        deadline = time.monotonic() + LONGEST
        while not list((out / "cells").glob("*.json")) and run.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        assert run.poll() is None, "the sweep had ended before a worker could be killed"
        os.kill(first.pid, signal.SIGKILL)
        assert run.wait(timeout=LONGEST) == 0
    assert contents(out) == contents(local)


@pytest.mark.slow
def test_a_worker_with_another_version_and_a_cluster_without_workers_are_refused_in_plain_words(tmp_path: Path) -> None:
    path = write_study(tmp_path)
    other = changed_copy(tmp_path / "other")
    with ExitStack() as stack:
        address = stack.enter_context(scheduler(tmp_path))
        said = planner("sweep", path, "--out", tmp_path / "out", "--cluster", address)
        assert said.returncode == 2
        assert b"has no worker" in said.stderr
        stack.enter_context(running(tmp_path, *worker_of(address), root=other))
        said = planner("sweep", path, "--out", tmp_path / "out", "--cluster", address)
    assert said.returncode == 2
    assert b"has another version of the program (source " in said.stderr
    assert not (tmp_path / "out").exists()


def changed_copy(home: Path) -> Path:
    """A folder with a planner that differs by one line."""
    shutil.copytree(ROOT / "planner", home / "planner", ignore=shutil.ignore_patterns("__pycache__"))
    with (home / "planner" / "errors" / "words.py").open("a", encoding="utf-8") as source:
        source.write("# another version\n")
    return home
