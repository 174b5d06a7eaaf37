"""Streams: one random generator per purpose, so that a new column never shifts the draws of another."""

from collections.abc import Mapping
from hashlib import sha256

import numpy as np
import numpy.typing as npt


def stream(seed: int, *what: str) -> np.random.Generator:
    """Return the generator that belongs to a seed and a purpose, such as `stream(7, "jobseekers", "age")`.

    The key is a SHA-256 of seed and words, not Python's `hash`, so that every machine draws the same.
    """
    digest = sha256("\x1f".join([str(seed), *what]).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def chance(draw: np.random.Generator, num: int, share: float | npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Return `num` yes or no draws; share (0..1) of yes, one for all or one each."""
    return np.asarray(draw.random(num) < share)


def pick(draw: np.random.Generator, num: int, shares: Mapping[str, float]) -> npt.NDArray[np.object_]:
    """Return `num` draws among the keys of `shares`, whose values need not add up to one."""
    weight = np.fromiter(shares.values(), dtype=float)
    return np.array(list(shares), dtype=object)[draw.choice(len(weight), num, p=weight / weight.sum())]


def pick_whole(draw: np.random.Generator, num: int, shares: Mapping[int, float]) -> npt.NDArray[np.int64]:
    """Return `num` draws among whole numbers with the shares given, which need not add up to one."""
    weight = np.fromiter(shares.values(), dtype=float)
    return np.array(list(shares), dtype=np.int64)[draw.choice(len(weight), num, p=weight / weight.sum())]
