"""Whether a plan fits in memory: checked once its candidates are counted, before the instance is built."""

from __future__ import annotations

import os
from pathlib import Path

from planner.errors import TooLarge
from planner.texts import _, decimal

# Bytes per candidate that a whole `planner plan` takes, on top of what it starts with. Measured, with the HiGHS worker,
# as 2,400 to 2,800 at 170,000 to 480,000 candidates (benchmarks/studies/2026-11-22_memory).
BYTES_A_CANDIDATE = 3_000
GIGA = 10**9
# Files of a control group, for version 2 and 1: the limit, the memory in use, and the part of that which is file cache.
_GROUP_FILES = {
    2: ("memory.max", "memory.current", "inactive_file"),
    1: ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
}


def refuse_beyond_memory(num_candidates: int) -> None:
    """Raise TooLarge where planning so many candidates would take more memory than this computer can give now."""
    needed, available = num_candidates * BYTES_A_CANDIDATE, available_bytes()
    if available is not None and needed > available:
        msg = _(
            "This week has {candidates} candidates (a jobseeker, a slot and a legal form that may go together). "
            "Planning them takes about {needed} GB of memory, and {available} GB are available. "
            "Nothing was written. Close other programs, use a computer with more memory, or have fewer candidates: "
            "shorter limits of travel (max_travel_minutes), or a scenario for each area on its own.",
            candidates=decimal(num_candidates, 0),
            needed=decimal(needed / GIGA, 1),
            available=decimal(available / GIGA, 1),
        )
        raise TooLarge(msg)


def available_bytes(system: Path = Path("/")) -> int | None:
    """Memory that this process may still take, None where the system does not tell.

    On Linux this is what the kernel says is available, within the limits of the process's control groups. macOS does
    not say what is free, so all its memory counts.
    """
    rooms = [*_of_kernel(system), *_of_groups(system)]
    return min(rooms) if rooms else _of_machine()


def _of_kernel(system: Path) -> list[int]:
    lines = _text(system / "proc" / "meminfo").splitlines()
    return [1024 * int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")]


def _of_groups(system: Path) -> list[int]:
    """What each limited control group of this process has left."""
    rooms = []
    for line in _text(system / "proc" / "self" / "cgroup").splitlines():
        _, kinds, path = line.split(":", 2)
        if kinds and "memory" not in kinds.split(","):
            continue
        base = system / "sys" / "fs" / "cgroup" / ("memory" if kinds else "")
        limit, used, droppable = _GROUP_FILES[1 if kinds else 2]
        inner = base / path.strip("/")
        for folder in (inner, *inner.parents):
            if not folder.is_relative_to(base):
                break
            most, now = _text(folder / limit).strip(), _text(folder / used).strip()
            if most.isdigit() and now.isdigit():
                facts = dict(fact.split() for fact in _text(folder / "memory.stat").splitlines())
                rooms.append(max(int(most) - int(now) + int(facts.get(droppable, 0)), 0))
    return rooms


def _of_machine() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows has no such question
        return None


def _text(path: Path) -> str:
    """A file of the system; blank where there is none."""
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
