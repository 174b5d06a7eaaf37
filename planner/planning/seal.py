"""The seal of a plan folder: the hash of its files as the verifier accepted them, by which unchanged ones are known."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

from planner.schema.plan import RUN_FILE

SEAL = "verified"


def seal_of(folder: Path) -> dict[str, str]:
    """The program's version and the SHA-256 of all files of a folder but run.json, by their paths."""
    digest = hashlib.sha256()
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        name = path.relative_to(folder).as_posix()
        if name != RUN_FILE:
            digest.update(f"{name}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return {"version": version("placement-planner"), "sha256": digest.hexdigest()}


def is_sealed(folder: Path) -> bool:
    """Whether run.json holds the seal of the folder as it lies there; False where it says nothing of the kind."""
    try:
        run = json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))
        return isinstance(run, dict) and run.get(SEAL) == seal_of(folder)
    except (OSError, ValueError, RecursionError):
        return False  # the verifier will say what is wrong
