"""A week too large for memory is said before it is planned."""

import os
from pathlib import Path

import pytest

from planner.cli.main import run
from planner.errors import TooLarge
from planner.planning import make, memory
from planner.planning.memory import BYTES_A_CANDIDATE, available_bytes
from tests.scenarios import Given

CANDIDATES = 6


def week(home: Path) -> Path:
    """Three people who may go to each of two slots."""
    given = Given(home).people("P1", "P2", "P3").slot("S1").slot("S2")
    for person in ("P1", "P2", "P3"):
        given.worth(person, "S1", 0.5).worth(person, "S2", 0.25)
    return given.write()


def give(monkeypatch: pytest.MonkeyPatch, available: int | None) -> None:
    monkeypatch.setattr(memory, "available_bytes", lambda: available)


@pytest.mark.parametrize("command", ["plan", "usual"])
def test_a_week_too_large_for_memory_is_refused_with_the_estimate_before_anything_is_made_of_its_candidates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setattr(memory, "BYTES_A_CANDIDATE", 3 * 10**9)
    give(monkeypatch, CANDIDATES * 3 * 10**9 - 10**8)
    monkeypatch.setattr(make, "build", None)
    out = tmp_path / "out"
    assert run([command, str(week(tmp_path)), "--out", str(out), "--lang", "en"]) == TooLarge.exit_code == 2
    said = capsys.readouterr().err
    missing = [
        words
        for words in ("6 candidates", "18.0 GB", "17.9 GB", "max_travel_minutes", "each area")
        if words not in said
    ]
    assert missing == []
    assert not out.exists()


@pytest.mark.parametrize("available", [CANDIDATES * BYTES_A_CANDIDATE, None])
def test_a_week_that_fits_or_of_which_nobody_knows_is_planned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, available: int | None
) -> None:
    give(monkeypatch, available)
    assert run(["plan", str(week(tmp_path)), "--out", str(tmp_path / "out")]) == 0


def system(home: Path, files: dict[str, str]) -> Path:
    """The files in which Linux tells of memory."""
    for name, text in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="ascii")
    return home


FREE = {"proc/meminfo": "MemTotal:       8000 kB\nMemFree:         100 kB\nMemAvailable:   4000 kB\n"}


def test_linux_says_what_is_available(tmp_path: Path) -> None:
    assert available_bytes(system(tmp_path, FREE)) == 4000 * 1024


def test_the_tightest_limit_around_a_container_counts_less_what_is_used_and_cannot_be_dropped(tmp_path: Path) -> None:
    group = "sys/fs/cgroup"
    files = FREE | {
        "proc/self/cgroup": "0::/inner/own\n",
        f"{group}/inner/own/memory.max": "max\n",
        f"{group}/inner/own/memory.current": "500000\n",
        f"{group}/inner/memory.max": "2000000\n",
        f"{group}/inner/memory.current": "900000\n",
        f"{group}/inner/memory.stat": "anon 600000\ninactive_file 300000\n",
    }
    assert available_bytes(system(tmp_path, files)) == 2_000_000 - 900_000 + 300_000


def test_the_older_kind_of_limit_counts_too(tmp_path: Path) -> None:
    group = "sys/fs/cgroup/memory"
    files = FREE | {
        "proc/self/cgroup": "5:cpu,cpuacct:/other\n4:memory:/own\n0::/\n",
        f"{group}/own/memory.limit_in_bytes": "1000000\n",
        f"{group}/own/memory.usage_in_bytes": "400000\n",
        f"{group}/memory.limit_in_bytes": "9223372036854771712\n",
        f"{group}/memory.usage_in_bytes": "400000\n",
    }
    assert available_bytes(system(tmp_path, files)) == 600_000


def test_a_limit_that_is_used_up_leaves_nothing(tmp_path: Path) -> None:
    group = "sys/fs/cgroup"
    files = FREE | {
        "proc/self/cgroup": "0::/\n",
        f"{group}/memory.max": "1000\n",
        f"{group}/memory.current": "2000\n",
    }
    assert available_bytes(system(tmp_path, files)) == 0


def test_a_system_that_does_not_say_what_is_free_counts_with_all_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 1000}
    monkeypatch.setattr(os, "sysconf", asked.__getitem__, raising=False)
    assert available_bytes(tmp_path) == 4_096_000
    monkeypatch.delattr(os, "sysconf")
    assert available_bytes(tmp_path) is None
