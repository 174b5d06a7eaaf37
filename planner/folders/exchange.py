"""Exchanges two paths in one step, where the system has such a call."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

# renameat2 of Linux and renamex_np of macOS, both with the flag that exchanges the two.
AT_FDCWD, RENAME_EXCHANGE, RENAME_SWAP = -100, 2, 2
# The errors of a kernel or file system that cannot exchange.
CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def exchange(one: Path, other: Path) -> bool:
    """Exchange two paths on one disk at once; False, with nothing changed, where the system cannot.

    Raises OSError where the system can, but the user may not.
    """
    if sys.platform not in {"linux", "darwin"}:
        return False
    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "linux":
            code = library.renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE)
        else:
            code = library.renamex_np(first, second, RENAME_SWAP)
    except AttributeError:  # an old library
        return False
    if code == 0:
        return True
    number = ctypes.get_errno()
    if number in CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))
