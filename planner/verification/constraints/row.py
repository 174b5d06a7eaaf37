"""A hard constraint, stated as rows. The check of a plan and the certified bound are both computed from these rows."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from planner.schema.weeks import week_label, week_number
from planner.texts import _, ngettext
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import spelled
from planner.verification.objection import Objection

Key = tuple[str, ...]
# The tolerance for sums of hours, support and SEK, so that 0.1 + 0.2 is not above 0.3.
SLACK = 1e-6
# The moments of a constraint whose keys name no week: one, and nothing is added to the key.
WHOLE: frozenset[Key] = frozenset({()})


class Limit(NamedTuple):
    """The limit (right side) of a row, an upper or a lower one."""

    amount: float
    side: Literal["upper", "lower"]

    def is_broken_by(self, total: float) -> bool:
        """Whether a left side is beyond the limit by more than rounding."""
        return total > self.amount + SLACK if self.side == "upper" else total < self.amount - SLACK


@dataclass(frozen=True)
class Broken:
    """A row that a plan breaks, with the sum of its proposals (`total`) and the limit.

    Rows that differ only in their week are put together: `key`, `total` and `limit` are those of the first, and `weeks`
    has the labels of all. For other rows `weeks` is empty.
    """

    key: Key
    total: float
    limit: float
    weeks: Sequence[str] = ()

    @property
    def span(self) -> str:
        """The weeks as messages show them: one week, or the first and how many more."""
        first, more = self.weeks[0], len(self.weeks) - 1
        if not more:
            return first
        return ngettext("{first} and {number} more week", "{first} and {number} more weeks", more, first=first)


def one(_facts: Facts, _key: Key, _candidate: Candidate) -> float:
    """The coefficient of a row that counts proposals."""
    return 1.0


@dataclass(frozen=True)
class Constraint:
    """One hard constraint, stated row by row as docs/method.md has it.

    `limit` gives the right side of the row with a key, None if there is no such row. `keys` gives the rows in which a
    candidate has a coefficient, and `coefficient` that number. If an owner has a row for each week, or for each
    half-day of a week, `keys` gives only the owner. `moments` then gives the rest of the keys: the weeks, or weeks and
    half-days, of the candidate. The coefficient is the same in all of these rows, and if `is_level` so is the limit.

    `wanted` gives the rows that a plan must meet even if none of its proposals is in them. `opened` is the coefficient
    of a slot's auxiliary variable in a row. It counts as soon as somebody is proposed in the slot.

    `place` and `says` make the objection: where it is, a text with the {owner} of the row, and what is wrong. The owner
    is the part of the key at `owner`.
    """

    name: str
    place: str
    says: Callable[[Facts, Broken], str]
    limit: Callable[[Facts, Key], Limit | None]
    keys: Callable[[Facts, Candidate], Iterable[Key]]
    coefficient: Callable[[Facts, Key, Candidate], float] = one
    moments: Callable[[Candidate], frozenset[Key]] = lambda _candidate: WHOLE
    is_by_week: bool = False
    is_level: Callable[[Facts, Key], bool] = lambda _facts, _key: False
    wanted: Callable[[Facts], Iterable[Key]] = lambda _facts: ()
    opened: Callable[[Facts, Key], float] | None = None
    owner: int = 0

    @property
    def counts(self) -> bool:
        """Whether its rows count proposals, whatever their weeks: one more breaks a row or not, whoever it is."""
        return self.coefficient is one and not self.is_by_week

    def rows(self, facts: Facts, candidate: Candidate) -> Iterator[Key]:
        """The full keys of the rows in which a candidate has a coefficient."""
        return (key + moment for key in self.keys(facts, candidate) for moment in self.moments(candidate))

    def right_side(self, facts: Facts, key: Key) -> Limit | None:
        """A row's limit for proposals alone, with the slot's auxiliary variable at 1; None if there is no row."""
        limit = self.limit(facts, key)
        if limit is None or self.opened is None:
            return limit
        return Limit(limit.amount - self.opened(facts, key), limit.side)

    def objections(self, facts: Facts, proposals: Sequence[Candidate]) -> list[Objection]:
        """An objection for each row that proposals break, where rows that differ only in their week share one."""
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
        return Objection(self.name, _(self.place, owner=first.key[self.owner]), self.says(facts, first))


def weekly(  # noqa: PLR0913 - a constraint's parts
    name: str,
    place: str,
    words: str,
    *,
    load: Callable[[Candidate], tuple[str | None, float]],
    left: Callable[[Facts, str, int], float | None],
    running: Callable[[Facts], Container[str]],
) -> Constraint:
    """A constraint with a row for each owner and week: proposals may not load more than running placements leave.

    `words` is the text of an objection, with {load}, {span} and {left}. `load` gives the owner whom a candidate loads
    (None for nobody) and by how much. `left` gives what is left in a week, None if the owner has no limit or does not
    exist. `running` gives the owners with running placements; as much is left to all others in any week.
    """

    def limit(facts: Facts, key: Key) -> Limit | None:
        match key:
            case (owner, label):
                week = week_of(label)
                amount = None if week is None else left(facts, owner, week)
                return None if amount is None else Limit(amount, "upper")
        return None

    def keys(_facts: Facts, candidate: Candidate) -> list[Key]:
        owner, _number = load(candidate)
        return [] if owner is None else [(owner,)]

    return Constraint(
        name,
        place,
        says=lambda _facts, row: _(words, load=spelled(row.total), span=row.span, left=spelled(row.limit)),
        limit=limit,
        keys=keys,
        coefficient=lambda _facts, _key, candidate: float(load(candidate)[1]),
        moments=lambda candidate: weeks(candidate.offer.first, candidate.offer.last),
        is_by_week=True,
        is_level=lambda facts, key: key[0] not in running(facts),
    )


@lru_cache(maxsize=4096)
def weeks(first: int, last: int) -> frozenset[Key]:
    """The weeks from `first` to `last`, each as the last part of a key."""
    return frozenset((label_of(week),) for week in range(first, last + 1))


@lru_cache(maxsize=4096)
def label_of(week: int) -> str:
    """A week as it is written in keys."""
    return week_label(week)


@lru_cache(maxsize=4096)
def week_of(label: str) -> int | None:
    """The number of a week that is written as in keys, such as 2026-W48; None if the text is no week."""
    try:
        number = week_number(label)
    except ValueError:
        return None
    return number if week_label(number) == label else None
