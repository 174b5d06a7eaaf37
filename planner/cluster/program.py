"""Which program plans: its version, that of every library that decides a plan, and the hash of its own source."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib import metadata
from pathlib import Path

from planner.planning import LIBRARIES

HOME = Path(__file__).resolve().parents[1]


@cache
def versions() -> dict[str, str]:
    """The versions by name; two programs with the same give the same plan of the same week."""
    digest = hashlib.sha256()
    for path in sorted(HOME.rglob("*.py")):
        digest.update(path.relative_to(HOME).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return {
        "placement-planner": metadata.version("placement-planner"),
        "source": digest.hexdigest()[:12],
        "python": platform.python_version(),
        **{name: metadata.version(name) for name in LIBRARIES},
    }
