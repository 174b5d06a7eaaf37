"""Minutes kept from earlier look-ups, by what they were computed of: what is asked again is not computed again."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from planner.folders import write_atomically
from planner.schema.arrays import Bools, Values

# Raised when the same timetables, streets, zones and figures would give other minutes than before.
METHOD = 1
_FOLDER = ("placement-planner", "travel")


@dataclass(frozen=True)
class PartMinutes:
    """What was found for a part of the week, homes (rows) by ends (columns); off: zones with no street near.

    at: whole minutes at the hours asked for, NaN where there is no way; least and most: round them; walk: on foot.
    """

    homes: tuple[str, ...]
    ends: tuple[str, ...]
    off: tuple[str, ...]
    at: Values
    least: Values
    most: Values
    walk: Values

    @property
    def is_walk(self) -> Bools:
        """Where the engine answers with the walk, since no ride is quicker; NaN compares as false."""
        return np.asarray(self.at >= self.walk)


class Kept:
    """A folder of minutes, a file for each part of a week that was looked up; None keeps nothing.

    Only zones and minutes stand in it. Whatever cannot be read counts as not there, and what cannot be written is not
    kept.
    """

    def __init__(self, folder: Path | None) -> None:
        """Name the folder; it is made when there is something to keep."""
        self.folder = folder

    def get(self, key: str) -> PartMinutes | None:
        """What is kept under a key."""
        if self.folder is None:
            return None
        try:
            with np.load(BytesIO(self._path(self.folder, key).read_bytes()), allow_pickle=False) as stored:
                homes, ends, off = (tuple(stored[name].tolist()) for name in ("homes", "ends", "off"))
                at, least, most, walk = (stored[name].astype(float) for name in ("at", "least", "most", "walk"))
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        return PartMinutes(homes, ends, off, at, least, most, walk)

    def holds(self, keys: Iterable[str]) -> bool:
        """Whether there is a file for every key."""
        return self.folder is not None and all(self._path(self.folder, key).is_file() for key in keys)

    def put(self, key: str, part: PartMinutes) -> None:
        """Keep what was found."""
        if self.folder is None:
            return
        buffer = BytesIO()
        named = {field.name: getattr(part, field.name) for field in fields(part)}
        arrays = {name: np.array(own, dtype=str) if isinstance(own, tuple) else own for name, own in named.items()}
        np.savez_compressed(buffer, allow_pickle=False, **arrays)
        with suppress(OSError):
            write_atomically(self._path(self.folder, key), buffer.getvalue())

    @staticmethod
    def _path(folder: Path, key: str) -> Path:
        return folder / f"{key}.npz"


def key_of(facts: Mapping[str, Any]) -> str:
    """The name under which minutes are kept: a hash of all that they depend on."""
    return hashlib.sha256(json.dumps({"method": METHOD, **facts}, sort_keys=True).encode()).hexdigest()


def usual_folder() -> Path:
    """Where minutes are kept unless somebody says otherwise: among the user's own caches."""
    home = Path.home()
    if sys.platform == "win32":
        caches = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        caches = home / "Library" / "Caches"
    else:
        caches = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return caches.joinpath(*_FOLDER)
