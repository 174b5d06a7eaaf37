"""A sweep on a real Dask cluster on this computer: the same table as without it, also where a worker is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.cli.small import contents, environment, planner
from tests.cluster.local import LONGEST, ROOT, running, scheduler, worker_of
from tests.studies.sweeping.small_study import write_study


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
