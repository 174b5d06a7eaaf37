"""What a hard constraint states: its rows. Its check of a plan and the certified bound both follow from them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from planner.schema.weeks import week_label, week_number
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import spelled
from planner.verification.objection import Objection

Key = tuple[str, ...]
# Sums of hours, support and SEK are compared to a hair's breadth, so that 0.1 + 0.2 is not above 0.3.
SLACK = 1e-6
# Keys that name no moment are whole as they are.
WHOLE: frozenset[Key] = frozenset({()})


class Limit(NamedTuple):
    """The right side of a row: at most (`upper`) or at least (`lower`) so much."""

    amount: float
    side: Literal["upper", "lower"]

    def is_broken_by(self, total: float) -> bool:
        """Whether a left side is beyond the limit by more than rounding."""
        return total > self.amount + SLACK if self.side == "upper" else total < self.amount - SLACK


@dataclass(frozen=True)
class Broken:
    """A row that a plan breaks: what its proposals come to, and what they may or must come to.

    Of rows that differ by week alone it is the first, and `weeks` are all of theirs as labels; else it is empty.
    """

    key: Key
    total: float
    limit: float
    weeks: Sequence[str] = ()

    @property
    def span(self) -> str:
        """The weeks as messages show them: one week, or the first and how many more."""
        more = f" and {len(self.weeks) - 1} more weeks" if len(self.weeks) > 1 else ""
        return f"{self.weeks[0]}{more}"


def one(_facts: Facts, _key: Key, _candidate: Candidate) -> float:
    """The coefficient of a row that counts proposals."""
    return 1.0


@dataclass(frozen=True)
class Constraint:
    """One hard constraint, stated row by row as docs/method.md has it.

    `limit` is the right side of the row with a key, None where there is no such row. `keys` names the rows in which a
    candidate stands, and `coefficient` its number there. Where an owner has a row for each week (or half-day of it),
    `keys` names the owner, and `moments` what follows in the keys of a candidate's rows, week or week and half-day; the
    coefficient is the same at all of them.
    `wanted` names the rows that a plan must meet even if nobody in it stands there. `opened` is what the yes-or-no
    column of a slot brings into a row as soon as somebody is proposed there.

    `place` names where the fault lies, from the parts of the key; `says` tells what it is.
    """

    name: str
    place: str
    says: Callable[[Facts, Broken], str]
    limit: Callable[[Facts, Key], Limit | None]
    keys: Callable[[Facts, Candidate], Iterable[Key]]
    coefficient: Callable[[Facts, Key, Candidate], float] = one
    moments: Callable[[Candidate], frozenset[Key]] = lambda _candidate: WHOLE
    is_by_week: bool = False
    wanted: Callable[[Facts], Iterable[Key]] = lambda _facts: ()
    opened: Callable[[Facts, Key], float] | None = None

    def rows(self, facts: Facts, candidate: Candidate) -> Iterator[Key]:
        """The whole keys of the rows in which a candidate stands."""
        return (key + moment for key in self.keys(facts, candidate) for moment in self.moments(candidate))

    def right_side(self, facts: Facts, key: Key) -> Limit | None:
        """What proposals may or must come to in a row, once somebody is proposed there; None where there is none."""
        limit = self.limit(facts, key)
        if limit is None or self.opened is None:
            return limit
        return Limit(limit.amount - self.opened(facts, key), limit.side)

    def objections(self, facts: Facts, proposals: Sequence[Candidate]) -> list[Objection]:
        """The rows that proposals break: the sum of coefficients against the limit, one objection for all weeks."""
        numbers: dict[Key, list[float]] = defaultdict(list, {key: [] for key in self.wanted(facts)})
        for candidate in proposals:
            for key in self.rows(facts, candidate):
                numbers[key].append(self.coefficient(facts, key, candidate))
        alike: dict[Key, list[Broken]] = defaultdict(list)
        for key in sorted(numbers):
            # fsum rounds once, so that öre and hours add up as on paper.
            total, limit = math.fsum(numbers[key]), self.right_side(facts, key)
            if limit is not None and limit.is_broken_by(total):
                but_week = key[:1] + key[2:] if self.is_by_week else key
                alike[but_week].append(Broken(key, total, limit.amount))
        return sorted(self._objection(facts, rows) for rows in alike.values())

    def _objection(self, facts: Facts, rows: Sequence[Broken]) -> Objection:
        first = rows[0]
        if self.is_by_week:
            first = Broken(first.key, first.total, first.limit, [row.key[1] for row in rows])
        return Objection(self.name, self.place.format(*first.key), self.says(facts, first))


def weekly(
    name: str,
    place: str,
    words: str,
    load: Callable[[Candidate], tuple[str | None, float]],
    left: Callable[[Facts, str, int], float | None],
) -> Constraint:
    """A limit that holds in every week: what proposals load on an owner, against what running placements leave.

    `words` say a load, with {} for the number. `load` is whom a candidate loads (None for nobody), and by how much;
    `left` is None where the owner has no limit, or is none.
    """

    def limit(facts: Facts, key: Key) -> Limit | None:
        match key:
            case (owner, label):
                week = week_of(label)
                amount = None if week is None else left(facts, owner, week)
                return None if amount is None else Limit(amount, "upper")
        return None

    def keys(_facts: Facts, candidate: Candidate) -> list[Key]:
        owner, _ = load(candidate)
        return [] if owner is None else [(owner,)]

    return Constraint(
        name,
        place,
        says=lambda _, row: f"{words.format(spelled(row.total))} in {row.span}, {spelled(row.limit)} left.",
        limit=limit,
        keys=keys,
        coefficient=lambda _facts, _key, candidate: float(load(candidate)[1]),
        moments=lambda candidate: weeks(candidate.offer.first, candidate.offer.last),
        is_by_week=True,
    )


@lru_cache(maxsize=4096)
def weeks(first: int, last: int) -> frozenset[Key]:
    """The weeks from one to another, each as a part of keys."""
    return frozenset((week_label(week),) for week in range(first, last + 1))


@lru_cache(maxsize=4096)
def week_of(label: str) -> int | None:
    """The number of a week written as in keys, such as 2026-W48; None where it is none."""
    try:
        number = week_number(label)
    except ValueError:
        return None
    return number if week_label(number) == label else None
