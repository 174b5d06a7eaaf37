"""Streams: one random generator per purpose, so that a new column never shifts the draws of another."""

from hashlib import sha256

import numpy as np


def stream(seed: int, *what: str) -> np.random.Generator:
    """Return the generator that belongs to a seed and a purpose, such as `stream(7, "jobseekers", "age")`.

    The key is a SHA-256 of seed and words, not Python's `hash`, so that every machine draws the same.
    """
    digest = sha256("\x1f".join([str(seed), *what]).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))
