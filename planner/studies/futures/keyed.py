"""Random numbers that belong to what they are about: keyed by ids, never by an order of rows or calls.

So the same person, slot or cell meets the same fate in the same future of every plan, whatever else the plans hold, and
a what-if more changes nobody's numbers. The generator is Philox 4x32-10, a counter-based one: Salmon, Moraes, Dror,
Shaw, Parallel random numbers: as easy as 1, 2, 3, SC 11 (2011).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.schema.arrays import Values, Whole, Words

_ROUNDS = 10
_MULTIPLIERS = (0xD2511F53, 0xCD9E8D57)
_KEY_STEPS = (0x9E3779B9, 0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
# A block of the generator gives so many numbers.
PER_BLOCK = 4


@dataclass(frozen=True)
class Draws:
    """The numbers of some futures: from `first`, counted from 0, to the one before `last`."""

    seed: int
    first: int
    last: int

    def __len__(self) -> int:
        """The number of futures."""
        return self.last - self.first

    def uniforms(self, about: str, ids: Sequence[str]) -> Values:
        """Numbers in (0, 1): one row for each id, one column for each future.

        `about` is the question that the numbers answer, such as *accepts*; two questions never share a number.
        """
        keys = np.array([_key(self.seed, about, name) for name in ids], dtype=np.uint64).reshape(-1, 2)
        block = np.arange(self.first // PER_BLOCK, -(-self.last // PER_BLOCK), dtype=np.uint64)
        counter = (block & _LOW, block >> _HALF, np.uint64(0), np.uint64(0))
        words = philox(counter, (keys[:, :1], keys[:, 1:]))
        shape = (len(keys), len(block))
        every = np.stack([np.broadcast_to(word, shape) for word in words], axis=2).reshape(
            len(keys), PER_BLOCK * len(block)
        )
        start = self.first % PER_BLOCK
        return np.asarray((every[:, start : start + len(self)] + 0.5) / 2.0**32, dtype=np.float64)

    def of_pairs(self, about: str, ones: Sequence[str], others: Sequence[str], at: tuple[Whole, Whole]) -> Values:
        """One number in (0, 1) for each pair of an id among `ones` and one among `others`, in the first future.

        `at` has by pair the position of either id. The number belongs to the two ids, whatever other pairs there are.
        """
        left, right = (
            np.array([_key(self.seed, f"{about} {self.first}", name) for name in names], dtype=np.uint64).reshape(-1, 2)
            for names in (ones, others)
        )
        one, other = left[at[0]], right[at[1]]
        word = philox((other[:, 0], other[:, 1], np.uint64(0), np.uint64(0)), (one[:, 0], one[:, 1]))[0]
        return np.asarray((word + 0.5) / 2.0**32, dtype=np.float64)


def philox(counter: Sequence[Words | np.uint64], key: Sequence[Words | np.uint64]) -> tuple[Words, ...]:
    """Philox 4x32-10: four random words for each counter (four words) and key (two); shapes are broadcast."""
    one, two, three, four = counter
    left, right = key
    for step in range(_ROUNDS):
        if step:
            left, right = (left + np.uint64(_KEY_STEPS[0])) & _LOW, (right + np.uint64(_KEY_STEPS[1])) & _LOW
        product, other = one * np.uint64(_MULTIPLIERS[0]), three * np.uint64(_MULTIPLIERS[1])
        one, two, three, four = (
            (other >> _HALF) ^ two ^ left,
            other & _LOW,
            (product >> _HALF) ^ four ^ right,
            product & _LOW,
        )
    return tuple(np.asarray(word, dtype=np.uint64) for word in (one, two, three, four))


def _key(seed: int, about: str, name: str) -> tuple[int, int]:
    digest = hashlib.sha256(f"{seed}|{about}|{name}".encode()).digest()
    return int.from_bytes(digest[:4], "big"), int.from_bytes(digest[4:8], "big")
