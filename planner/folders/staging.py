"""Staging folders: where a result is built before it replaces the target; recognised again after a killed run.

A staging folder is hidden, closed to others, and holds a marker that its process keeps locked as long as it lives. One
whose marker can be locked belongs to a process that is gone.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PREFIX, MARKER, SAYS = ".planner-", "planner.staging", b"placement-planner staging"
AS_BYTES = os.O_RDWR | getattr(os, "O_BINARY", 0)


class Staging:
    """A staging folder whose marker this process has locked.

    `new` is the folder being built. `taken` is the earlier result after it was moved away. `taking` holds what is being
    moved out of a folder piece by piece. `inode` is that of `new` before it was exchanged, else 0.
    """

    def __init__(self, home: Path, marker: int, inode: int = 0) -> None:
        self.home = home
        self.new, self.taken, self.taking = home / "new", home / "taken", home / "taking"
        self.inode = inode
        self._marker = marker

    @classmethod
    def begun(cls, folder: Path, target: str) -> Self:
        """A new staging folder in a folder, for the target of that name. Raises OSError."""
        home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
        try:
            marker = os.open(home / MARKER, AS_BYTES | os.O_CREAT | os.O_EXCL, 0o600)
        except BaseException:
            home.rmdir()
            raise
        lock(marker, waits=True)  # when only checking whether it is locked
        staging = cls(home, marker)
        staging._say(target)
        return staging

    def note(self, target: str) -> None:
        """Record the inode of `new`, so that it is recognised after an exchange."""
        self.inode = self.new.stat().st_ino
        self._say(target)

    def _say(self, target: str) -> None:
        os.lseek(self._marker, 0, os.SEEK_SET)
        os.write(self._marker, b"\n".join((SAYS, b"%020d" % self.inode, os.fsencode(target))))

    def remove(self) -> None:
        """Remove what was built, the marker and the folder; other files stay, and the folder with them."""
        _remove(self.new)
        with suppress(OSError):
            os.close(self._marker)
        with suppress(OSError):
            for left in (self.taking, self.taken):
                if left.exists():
                    left.rmdir()
            (self.home / MARKER).unlink()
            self.home.rmdir()


def is_staging(folder: Path) -> bool:
    """Whether a folder is a staging folder of ours."""
    return folder.name.startswith(PREFIX) and (folder / MARKER).is_file()


def left_behind(folder: Path, target: str) -> Iterator[Staging]:
    """Staging folders of processes that are gone, in a folder, for the target of that name; each is locked now."""
    try:
        homes = sorted(path for path in folder.iterdir() if path.name.startswith(PREFIX) and not path.is_symlink())
    except OSError:
        return
    for home in homes:
        path = home / MARKER
        with suppress(OSError):
            if path.is_symlink() or (sys.platform != "win32" and path.stat().st_uid != os.getuid()):
                continue
            marker = os.open(path, AS_BYTES)
            if not lock(marker):
                os.close(marker)
                continue
            said = os.read(marker, 10_000).split(b"\n", 2)
            if said[:1] == [SAYS] and said[2:] == [os.fsencode(target)]:
                yield Staging(home, marker, int(said[1]))
            else:
                os.close(marker)


def lock(marker: int, *, waits: bool = False) -> bool:
    """Lock an open file until it is closed or the process ends; False if another process has it, or none can."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(marker, msvcrt.LK_LOCK if waits else msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(marker, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
    except OSError:
        return False
    return True


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)
