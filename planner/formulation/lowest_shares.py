"""The lowest shares of groups, raised from the lowest on: the steps and the rows of goals max_min and leximin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.formulation.goal import Chosen, Earlier, Goal, weighted
from planner.formulation.group_shares import SCALE, GroupShare, group_shares
from planner.instance import Instance
from planner.schema.arrays import Positions, Values
from planner.schema.rows import INFINITY, Columns, Entries, Rows


def raising(instance: Instance, earlier: Earlier, name: str, kind: str, settles: int | None = None) -> Goal:
    """The goal that raises the lowest shares of the settings' groups: the `settles` lowest, or by default all.

    It is sought in steps, for which `earlier` says what is settled, and which share is in question:

    - to find the next share, the sum of the k lowest is maximised, where k - 1 are settled;
    - to settle a share found, unless its bound has done so, as many groups as can get more than it, while none that is
      not settled gets less. If they are fewer than those not settled, no plan raises the share, and all groups beside
      these have it.

    Of whole numbers too, the shares that settle so are the greatest in lexicographic order. Once all are settled, rows
    hold them, and the objective is their sum. `kind` is that of the auxiliary variables.
    """
    shares = group_shares(instance, earlier)
    if not shares:
        return weighted(name, np.array([], dtype=np.int64), np.array([]))
    settles = min(settles or len(shares), len(shares))
    levels, above = earlier.levels.get(name, ()), earlier.above
    is_settled = len(levels) >= settles
    if above is not None and not is_settled:
        # The groups that are not settled keep at least the share asked for, or the count could be had by giving it up.
        kept = (*levels, *(above,) * (len(shares) - len(levels)))
        asked = _Asked(shares, kind, kept, more_than=above)
    else:
        asked = _Asked(shares, kind, levels, lowest=settles if is_settled else len(levels) + 1)

    def ascending(chosen: Chosen) -> tuple[int, ...]:
        return tuple(sorted(one.share(chosen) for one in shares))

    def score(chosen: Chosen) -> float:
        return sum(ascending(chosen)[:settles]) / SCALE

    return Goal(name, (asked.objective(),), score, asked.rows(f"goal_{name}"), asked.declared, settles, ascending)


@dataclass(frozen=True)
class _Asked:
    """One step: the shares settled, and what is maximised beside them.

    That is the sum of the `lowest` shares, or the number of groups with `more_than` a share. Keys of the auxiliary
    variables: for a sum the groups' shares, then at and short[g]; after these above[v, g] for each share v settled that
    not all groups have, and for the one in question.
    """

    shares: Sequence[GroupShare]
    kind: str
    levels: tuple[int, ...]
    lowest: int = 0
    more_than: int | None = None

    @property
    def _count(self) -> int:
        return len(self.shares)

    @property
    def _settled(self) -> list[tuple[int, int]]:
        """Each share settled above 0, and how many groups have at least that."""
        levels = [level for level in sorted(set(self.levels)) if level > 0]
        return [(level, self._count - sum(other < level for other in self.levels)) for level in levels]

    @property
    def _counted(self) -> list[tuple[int, int]]:
        """The shares that some groups have and others not, and how many must; none must have more than that asked."""
        settled = [(level, number) for level, number in self._settled if number < self._count]
        return settled if self.more_than is None else [*settled, (self.more_than + 1, 0)]

    @property
    def _first_above(self) -> int:
        return 2 * self._count + 1 if self.lowest else 0

    def objective(self) -> Entries:
        """The sum of the lowest shares, at x lowest - sum of short[g]; or the number of groups above a share."""
        if not self.lowest:
            key = self._first_above + (len(self._counted) - 1) * self._count + np.arange(self._count)
            return self._entries(key, np.ones(self._count))
        key = self._count + np.arange(self._count + 1)
        weight = np.append(float(self.lowest), -np.ones(self._count)) / SCALE
        return self._entries(key, weight)

    def rows(self, name: str) -> Rows:
        """The rows that hold what is settled, and those that define the auxiliary variables."""
        parts = [*self._all_have(), *self._some_have(), *(self._sum() if self.lowest else [])]
        keys: list[tuple[str, ...]] = []
        lower: list[float] = []
        entries: list[Entries] = []
        for key, least, own in parts:
            entries += [Entries(e.kind, e.row + len(keys), e.key, e.coefficient) for e in own]
            keys.append(key)
            lower.append(float(least))
        return Rows(
            name, tuple(keys), np.array(lower), np.full(len(keys), INFINITY), tuple(entries), (self._columns(),)
        )

    def declared(self, chosen: Chosen) -> Values:
        """The auxiliary variables of a plan, in the order of their keys."""
        share = np.array([one.share(chosen) for one in self.shares], dtype=float)
        at = np.sort(share)[self.lowest - 1]
        parts = [share, [at], np.maximum(at - share, 0.0)] if self.lowest else []
        return np.concatenate([*parts, *((share >= level).astype(float) for level, _number in self._counted), []])

    def _columns(self) -> Columns:
        first, count = self._first_above, len(self._counted) * self._count
        upper = np.append(np.full(first, float(SCALE)), np.ones(count))
        return Columns(self.kind, np.arange(first + count), np.zeros(first + count), upper, is_integer=True)

    def _entries(self, key: Positions, weight: Values) -> Entries:
        return Entries(self.kind, np.zeros(len(key), dtype=np.int64), key, weight)

    def _one(self, key: int, weight: float) -> Entries:
        return self._entries(np.array([key]), np.array([weight]))

    def _all_have(self) -> list[tuple[tuple[str, ...], int, list[Entries]]]:
        """For each group: what it gets  >=  what the lowest share settled asks for."""
        lowest = [level for level, number in self._settled if number == self._count]
        asked = [(share, level, *share.asked(level)) for level in lowest for share in self.shares]
        return [((one.group, str(level)), least, [one.entries(units)]) for one, level, units, least in asked]

    def _some_have(self) -> list[tuple[tuple[str, ...], int, list[Entries]]]:
        """For each share v: what a group gets  >=  what v asks for x above[v, g], and sum of above[v, g]  >=  n."""
        parts: list[tuple[tuple[str, ...], int, list[Entries]]] = []
        for place, (level, number) in enumerate(self._counted):
            first = self._first_above + place * self._count
            for at, share in enumerate(self.shares):
                units, least = share.asked(level)
                own = [share.entries(units), self._one(first + at, -float(least))]
                parts.append(((share.group, str(level)), 0, own))
            if number:
                key = first + np.arange(self._count)
                parts.append(((str(level),), number, [self._entries(key, np.ones(self._count))]))
        return parts

    def _sum(self) -> list[tuple[tuple[str, ...], int, list[Entries]]]:
        """For each group: SCALE x what it gets  >=  alone x share[g], and short[g]  >=  at - share[g]."""
        parts: list[tuple[tuple[str, ...], int, list[Entries]]] = []
        for at, share in enumerate(self.shares):
            own = [share.entries(SCALE * share.units), self._one(at, -float(share.alone.most))]
            below = [self._one(at, 1.0), self._one(self._count + 1 + at, 1.0), self._one(self._count, -1.0)]
            parts += [((share.group, "share"), 0, own), ((share.group, "short"), 0, below)]
        return parts
