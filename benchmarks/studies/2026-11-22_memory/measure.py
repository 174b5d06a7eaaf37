"""The most memory that a command and its child processes hold together, sampled twenty times a second (Linux).

python benchmarks/studies/2026-11-22_memory/measure.py planner plan SCENARIO --out DIR ...
"""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")


def family(root: int) -> set[int]:
    """A process and all that descend from it."""
    parent = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent[int(status.parent.name)] = int(status.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    found, new = set[int](), {root}
    while new:
        found |= new
        new = {child for child, of in parent.items() if of in found} - found
    return found


def resident(process: int) -> int:
    """Bytes of memory a process holds; 0 where it has ended."""
    with suppress(OSError):
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * PAGE
    return 0


def main() -> None:
    """Run the command that the arguments name, and print what it took."""
    begun, most, at = time.monotonic(), 0, 0.0
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)  # noqa: S603 - what was asked for
    while process.poll() is None:
        now = sum(map(resident, family(process.pid)))
        if now > most:
            most, at = now, time.monotonic() - begun
        time.sleep(0.05)
    print(f"code {process.returncode}, {most / 1e6:,.0f} MB after {at:.0f} s of {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
