"""Work on millions of objects without the collector of reference cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Switch off the collector of reference cycles, which would visit millions of cells repeatedly.

    For work that makes hardly any cycles: what nothing refers to any longer is freed all the same.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
