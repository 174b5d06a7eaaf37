"""The HiGHS worker: one that hangs costs its help alone, it ends with its parent, its rounding costs no plan."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from planner.solving.highs import client as client_module
from planner.solving.highs import worker
from planner.solving.highs.client import HighsClient, MIPArrays, WorkerLost
from tests.scenarios import Given, crowded, objections, pairs

NEVER_READS = "import time\ntime.sleep(600)\n"
# A parent whose child is halted before its first job.
HALTED = """
import os, signal, subprocess, sys
from planner.solving.highs import worker
command = [sys.executable, "-I", worker.__file__, str(os.getpid())]
child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
worker.receive(child.stdout)
os.kill(child.pid, signal.SIGSTOP)
print(child.pid, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Children that never read what they are sent."""
    script = tmp_path / "hangs.py"
    script.write_text(NEVER_READS, encoding="utf-8")
    monkeypatch.setattr(worker, "__file__", str(script))
    monkeypatch.setattr(client_module, "SILENT_SECONDS", 0.1)


@pytest.mark.usefixtures("hanging")
def test_a_programme_larger_than_any_pipe_is_given_up_where_the_child_never_reads() -> None:
    count = 1_000_000
    goal = np.ones(count)
    matrix = sparse.csr_matrix(np.ones((1, count)))
    limits = (np.zeros(1), np.ones(1), np.zeros(count), np.ones(count))
    with HighsClient() as client:
        with pytest.raises(WorkerLost):
            client.load(matrix, goal, limits, seconds=600.0)
        assert client.is_disturbed


@pytest.mark.usefixtures("hanging")
def test_a_child_that_hangs_before_its_first_job_costs_its_help_and_nothing_else(tmp_path: Path) -> None:
    given = crowded(tmp_path, people=60, slots=24)
    given.solve = {"time_limit_seconds": 2, "gap": 0, "workers": 1}
    plan = given.plan()
    assert pairs(plan)
    assert objections(plan, tmp_path / "plan") == []
    assert not plan.file.reproducible


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a child that is halted cannot notice anything")
def test_a_child_that_is_halted_before_its_first_job_ends_with_its_parent() -> None:
    command = [sys.executable, "-c", HALTED]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 600  # it ends at once, but for a busy computer
    while _runs(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    is_left = _runs(child)
    if is_left:
        os.kill(child, signal.SIGKILL)
    assert not is_left


def _runs(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


@pytest.mark.parametrize("hair", [-1.6e-8, 1.6e-8, -0.01, 0.01])
def test_prices_of_the_wrong_sign_cost_no_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hair: float) -> None:
    solve = HighsClient._linear  # noqa: SLF001 - where every price comes from

    def off(self: HighsClient, *arguments: object) -> client_module.LPResult:
        found = solve(self, *arguments)  # type: ignore[arg-type]
        return replace(found, prices=found.prices + hair)

    monkeypatch.setattr(HighsClient, "_linear", off)
    given = Given(tmp_path).people("P1", "P2", "P3", groups="young")
    given.groups["young"] = {"tag": "young"}
    # Rows with an upper limit and one with a lower, of which some bind and some do not.
    given.settings["group_minimum"] = {"young": 1}
    for number, slot in enumerate(("S1", "S2", "S3")):
        given.slot(slot, places=1, start_week="2026-W50", hours_per_week=30)
        for person in ("P1", "P2"):
            given.worth(person, slot, 0.5 - 0.1 * number)
    plan = given.plan()
    assert objections(plan, tmp_path / "plan") == []
    assert plan.file.value == pytest.approx(0.9)
    assert plan.file.certified_bound >= plan.file.value


def test_a_search_stops_on_a_count_of_simplex_iterations_and_repeats() -> None:
    # Market split: next to impossible to solve, so that only the count can end it.
    weights = np.random.default_rng(1).integers(1, 100, (5, 40)).astype(float)
    half = np.floor(weights.sum(axis=1) / 2)
    ones = np.ones(40)
    mip = MIPArrays(sparse.csr_matrix(weights), ones, half, half, ones * 0, ones, np.ones(40, dtype=bool))
    ends = []
    with HighsClient() as client:
        for _ in range(2):
            client.start(mip, None, gap=0.0, seed=1, iterations=2_000)
            found = client.searched(600)
            while found is not None and not found.is_last:
                found = client.searched(600)
            assert found is not None
            ends.append((found.iterations, found.nodes, found.bound))
        assert not client.is_disturbed
    assert ends[0] == ends[1]
    assert 2_000 <= ends[0][0] < 10_000


def test_a_search_that_is_released_ends_and_leaves_its_worker_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.solving.highs.client.HALT_SECONDS", 600.0)  # however busy the computer is
    rng = np.random.default_rng(3)
    weights = rng.integers(1, 100, size=(5, 40)).astype(float)
    half, ones = np.floor(weights.sum(axis=1) / 2), np.ones(40)
    mip = MIPArrays(sparse.csr_matrix(weights), ones, half, half, ones * 0, ones, np.ones(40, dtype=bool))
    with HighsClient() as client:
        client.load(mip.matrix, ones, (half * 0, half, ones * 0, ones))
        worker = client.process_id
        client.start(mip, None, gap=0.0, seed=1)
        client.release()
        assert not client.is_busy
        assert client.load(mip.matrix, ones, (half * 0, half, ones * 0, ones)).x is not None
        assert client.process_id == worker
        assert not client.is_disturbed
