"""Files of a folder as bytes: the same bytes for the same content."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from planner.errors import whole_letters

# What the name of a file ends with while it is being written.
PART = ".part"


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their path in the folder."""
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)


def write_atomically(path: Path, raw: bytes) -> None:
    """Write one file, whole or not at all, over one of that name; its folder is made where it is missing.

    A process that is killed leaves at most a file with PART behind its name.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + PART)
    try:
        with part.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def json_bytes(value: object) -> bytes:
    """JSON that is the same bytes for the same value; a byte of a path that is no UTF-8 is U+FFFD."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
    return whole_letters(text).encode()


def gzip_bytes(text: str) -> bytes:
    """Text compressed without a clock or name in the header."""
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)
