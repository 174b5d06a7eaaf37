"""What a result records of the machine it ran on: its kind, versions, memory. Never a host's name."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

LIBRARIES = ("placement-planner", "ortools", "highspy", "scipy", "numpy", "pandas", "pydantic")
PROCESS = Path("/proc/self")
MEMORY = Path("/proc/meminfo")
# Written to /proc/self/clear_refs, this makes the kernel reset its peak of resident memory.
RESET_PEAK = "5"


def versions() -> dict[str, str]:
    """The versions of the software that the figures depend on."""
    return {name: metadata.version(name) for name in LIBRARIES}


def described(machine: dict[str, Any]) -> dict[str, Any]:
    """The part of pytest-benchmark's description of the machine that is stored."""
    cpu = machine.get("cpu", {})
    return {
        "system": machine.get("system"),
        "processor": cpu.get("brand_raw") or machine.get("processor"),
        "cores": cpu.get("count") or os.cpu_count(),
        "memory_gb": memory_gb("MemTotal"),
        "python": machine.get("python_version"),
        "load_at_start": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "versions": versions(),
    }


def memory_gb(kind: str) -> float | None:
    """Memory of the machine, in GB: MemTotal or MemAvailable; None where the system does not tell."""
    kilobytes = _kilobytes(MEMORY, kind)
    return None if kilobytes is None else round(kilobytes / 1024**2, 1)


@dataclass
class Peak:
    """The peak resident memory while a block ran, in MB, and the resident memory before it."""

    before_mb: float = 0
    peak_mb: float = 0


@contextmanager
def peak_memory() -> Iterator[Peak]:
    """Watch this process's resident memory; children are not in it.

    Where the kernel cannot reset its peak, the peak is that of the whole process so far.
    """
    found = Peak(before_mb=_resident("VmRSS"))
    with suppress(OSError):
        (PROCESS / "clear_refs").write_text(RESET_PEAK, encoding="ascii")
    yield found
    found.peak_mb = _resident("VmHWM")


def most_of_child(process: int) -> float:
    """The most resident memory of a running child process so far, in MB; 0 where the system does not tell."""
    return round((_kilobytes(Path(f"/proc/{process}/status"), "VmHWM") or 0) / 1024, 1)


def _resident(kind: str) -> float:
    kilobytes = _kilobytes(PROCESS / "status", kind)
    return round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if kilobytes is None else kilobytes) / 1024, 1)


def _kilobytes(path: Path, kind: str) -> int | None:
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{kind}:")), None)
