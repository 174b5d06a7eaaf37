"""Plan folders: written whole or not at all, and only over another plan."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from planner.errors import UsageFault

PLAN_FILE = "plan.json"


def refuse_unless_writable(target: Path, *, marks: tuple[str, ...] = (PLAN_FILE,)) -> None:
    """Raise UsageFault where the target is neither absent, empty, nor an earlier result of the same kind."""
    if not target.exists():
        return
    if not target.is_dir():
        msg = f"{target} is a file, and a folder is to be written."
        raise UsageFault(msg)
    if any(target.iterdir()) and not any((target / mark).is_file() for mark in marks):
        earlier = ", or an earlier plan's" if marks else ""
        msg = f"{target} holds other files and is left as it is. Name an empty or new folder{earlier}."
        raise UsageFault(msg)


@contextmanager
def replaced_whole(target: Path) -> Iterator[Path]:
    """A new folder beside the target to write into; when the block ends well it takes the target's place at once.

    When the block fails, nothing of it remains and the target stands as it stood.
    """
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        building.chmod(0o755)
        yield building
        old = building.with_name(f"{building.name}.old")
        if target.exists():
            target.replace(old)
        try:
            building.replace(target)
        except OSError:
            if old.exists():
                old.replace(target)
            raise
        shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their path in the folder."""
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)


def json_bytes(value: object) -> bytes:
    """JSON that is the same bytes for the same value."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=False) + "\n").encode()


def gzip_bytes(text: str) -> bytes:
    """Text compressed without a clock or name in the header."""
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)


def replaced_file(target: Path, raw: bytes) -> None:
    """Write one file whole or not at all; parents are made."""
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    building = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        building.chmod(0o644)
        building.replace(target)
    except BaseException:
        building.unlink(missing_ok=True)
        raise
