"""A finished folder takes the place of another, and what a run that was killed left half-way is put right."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path

from planner.folders.answers import Sheet, filled_sheets
from planner.folders.exchange import exchange
from planner.folders.ours import COMPARISON_FILE, contents_of
from planner.folders.staging import Staging, is_staging, left_behind
from planner.schema.plan import PLAN_FILE

# The files by which a result is known go first and come last, so that half a result is never taken for one.
MARKS = (PLAN_FILE, COMPARISON_FILE)


def put(staging: Staging, target: Path) -> None:
    """Let what was built take the place of the target, which ends in `taken` where there was one. Raises OSError.

    The two change places in one step where the system can; else the target is moved away and, if need be, back.
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
    """Let what was built take the place of what is in the target, a folder that stays where it is. Raises OSError.

    `staging` lies in the target. First everything there is moved to `taking`, which is then called `taken`: from there
    on the new result stands.
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
    _move(sorted(staging.new.iterdir(), key=lambda path: path.name in MARKS), target)


def retired(staging: Staging, target: Path, carried: tuple[Sheet, ...] = ()) -> Path | None:
    """Delete the earlier result, unless more is filled in than was carried over, or something foreign lies in it.

    Then it is kept beside the target, under a name of its own; where it is then. None where nothing had to be kept.
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
    """Put right what killed runs into this target left behind: the earlier result stands, or the new one, whole.

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
    """A path in a folder where nothing is yet: the name, or with a number behind it."""
    names = (name if number == 1 else f"{name}_{number}" for number in count(1))
    return next(folder / free for free in names if not os.path.lexists(folder / free))
