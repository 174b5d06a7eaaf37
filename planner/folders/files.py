"""Files of a folder as bytes: the same bytes for the same content."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

from planner.errors import whole_letters


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their path in the folder."""
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)


def json_bytes(value: object) -> bytes:
    """JSON that is the same bytes for the same value; a byte of a path that is no UTF-8 is U+FFFD."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
    return whole_letters(text).encode()


def gzip_bytes(text: str) -> bytes:
    """Text compressed without a clock or name in the header."""
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)
