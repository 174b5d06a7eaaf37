"""The lowest shares of groups, settled one after the other: what each search found of them, and what is next."""

from __future__ import annotations

import math
from dataclasses import dataclass

from planner.formulation import SCALE
from planner.solving.search.single_objective import Reached

# Of float noise in a bound on whole numbers.
NOISE = 1e-6


@dataclass
class LowestShares:
    """A goal's shares (thousandths, ascending): those settled, how many of these are proved, and the next step.

    `above` is the share that the next search is to settle; None where it is first to be raised. `most` bounds the first
    share that is not proved.
    """

    settles: int
    levels: tuple[int, ...] = ()
    proved: int = 0
    above: int | None = None
    most: int = SCALE
    steps: int = 0

    @property
    def most_steps(self) -> int:
        """After so many searches the shares stay as they are: two for each, and as many that came upon better ones."""
        return 4 * self.settles

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to search for."""
        return len(self.levels) >= self.settles or self.steps >= self.most_steps

    @property
    def bound(self) -> float:
        """No plan that is better has shares with a greater sum: those not proved may be as high as 1."""
        rest = self.settles - self.proved
        return (sum(self.levels[: self.proved]) + (self.most + SCALE * (rest - 1) if rest > 0 else 0)) / SCALE

    def take(self, shares: tuple[int, ...], found: Reached) -> None:
        """Take in the shares of the plan after a search, and what the search proved."""
        self.steps += 1
        if self.above is None:
            self._raised(shares, found)
        else:
            self._counted(shares, found)
        if self.is_done:
            self.levels = shares[: self.settles]

    def _raised(self, shares: tuple[int, ...], found: Reached) -> None:
        """After the next share was raised."""
        at, most = len(self.levels), math.floor(SCALE * found.bound + NOISE) - sum(self.levels)
        if self.proved == at:
            self.most = min(self.most, most)
        if shares[at] == SCALE:  # and so have all after it
            self._settle(shares, len(shares), len(shares))
        elif most <= shares[at]:  # proved already, whatever the groups after it get
            self._settle(shares, at + 1, at + 1)
        else:
            self.above = shares[at]

    def _counted(self, shares: tuple[int, ...], found: Reached) -> None:
        """After as many groups as can be got more than the share."""
        at, above, self.above = len(self.levels), self.above, None
        if shares[at] != above:
            return  # the share can be higher: it is raised again
        most_above = math.floor(found.bound + NOISE)
        number = sum(share == above for share in shares[at:])
        self._settle(shares, at + number, len(shares) - most_above)

    def _settle(self, shares: tuple[int, ...], count: int, proved: int) -> None:
        """Settle the shares up to a number; `proved` of them are as high as can be, if all before are."""
        if self.proved == len(self.levels):
            self.proved = min(max(proved, self.proved), count, self.settles)
            self.most = SCALE if self.proved > len(self.levels) else self.most
        self.levels = shares[: min(count, self.settles)]
