"""Replaces a folder by a finished one, and repairs what a killed run left half-done."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path

from planner.folders.answers import AnswerSheet, filled_sheets
from planner.folders.exchange import exchange
from planner.folders.ours import KEYS, contents_of
from planner.folders.staging import Staging, is_staging, left_behind
from planner.schema.plan import PLAN_FILE

# The files by which a result is recognised leave first and arrive last, so that half a result never counts as one.
MARKS = tuple(KEYS)


def put(staging: Staging, target: Path) -> None:
    """Replace the target by what was built; an earlier target ends up in `taken`. Raises OSError.

    The two are exchanged in one step where the system can; else the target is moved away and, on failure, back.
    """
    if not os.path.lexists(target):
        staging.new.rename(target)
        return
    staging.note(target.name)
    if exchange(staging.new, target):
        staging.new.rename(staging.taken)
        return
    target.rename(staging.taken)
    try:
        staging.new.rename(target)
    except OSError:
        staging.taken.rename(target)
        raise


def fill(staging: Staging, target: Path) -> None:
    """Replace the contents of the target, a folder that stays where it is, by what was built. Raises OSError.

    `staging` is inside the target. First everything there is moved to `taking`, which is then renamed to `taken`: from
    that moment the new result is the valid one.
    """
    staging.taking.mkdir()
    try:
        _move(_without_staging(target), staging.taking)
        staging.taking.rename(staging.taken)
    except OSError:
        _move(staging.taking.iterdir(), target)
        raise
    names = [path.name for path in staging.new.iterdir()]
    try:
        _place(staging, target)
    except OSError:
        _move((target / name for name in names if os.path.lexists(target / name)), staging.new)
        staging.taken.rename(staging.taking)
        _move(staging.taking.iterdir(), target)
        raise


def _place(staging: Staging, target: Path) -> None:
    """Put what was built into the target.

    The files by which a result is recognised leave first and arrive last, so that half a result never counts as one.
    """
    _move(sorted(staging.new.iterdir(), key=lambda path: path.name in MARKS), target)


def retired(staging: Staging, target: Path, carried: tuple[AnswerSheet, ...] = ()) -> Path | None:
    """Delete the earlier result, unless more is filled in than was carried over, or it holds foreign files.

    In these cases it is kept beside the target under a name of its own. Returns its path; None where it was deleted.
    """
    old = staging.taken
    if not old.is_dir():
        return None
    try:
        found = contents_of(old)
        if not found.foreign and (found.mark != PLAN_FILE or filled_sheets(old, found.files) == carried):
            shutil.rmtree(old, ignore_errors=True)
            return None
        name = f"{target.name}_earlier" if found.week is None else f"{target.name}_earlier_{found.week}"
        kept = _free(target.parent, name)
        shutil.move(old, kept)
    except OSError:
        return old  # nothing is lost; the next run tries again
    return kept


def recover(target: Path) -> None:
    """Repair what killed runs left behind at this target, so that the earlier result or the new one is there whole.

    Only folders are touched whose marker we wrote and whose process is gone.
    """
    if target.is_dir():
        for staging in left_behind(target, target.name):
            with suppress(OSError):
                _finish_filling(staging, target)
    for staging in left_behind(target.parent, target.name):
        with suppress(OSError):
            _finish_putting(staging, target)


def _finish_filling(staging: Staging, target: Path) -> None:
    if staging.taking.is_dir():
        _move(staging.taking.iterdir(), target)
    elif staging.taken.is_dir():
        _place(staging, target)
        retired(staging, target)
    staging.remove()


def _finish_putting(staging: Staging, target: Path) -> None:
    if staging.inode and staging.new.is_dir() and staging.new.stat().st_ino != staging.inode:
        staging.new.rename(staging.taken)  # they had changed places
    if staging.taken.is_dir():
        if os.path.lexists(target):
            retired(staging, target)
        else:
            staging.taken.rename(target)
    staging.remove()


def _without_staging(folder: Path) -> list[Path]:
    entries = [path for path in folder.iterdir() if not is_staging(path)]
    return sorted(entries, key=lambda path: path.name not in MARKS)


def _move(entries: Iterable[Path], home: Path) -> None:
    for entry in list(entries):
        entry.rename(home / entry.name)


def _free(folder: Path, name: str) -> Path:
    """A free path in a folder: the name, or the name with a number after it."""
    names = (name if number == 1 else f"{name}_{number}" for number in count(1))
    return next(folder / free for free in names if not os.path.lexists(folder / free))
