"""What every hard constraint states: what a plan breaks, and its rows as the certificate names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from planner.schema.weeks import week_label, week_number
from planner.verification.facts import Candidate, Facts
from planner.verification.objection import Objection

Key = tuple[str, ...]
# Sums of hours, support and SEK are compared to a hair's breadth, so that 0.1 + 0.2 is not above 0.3.
SLACK = 1e-6


class Limit(NamedTuple):
    """The right side of a row: at most (`upper`) or at least (`lower`) so much."""

    amount: float
    side: Literal["upper", "lower"]


@dataclass(frozen=True)
class Constraint:
    """One hard constraint, stated twice over: for plans, and row by row for the certificate.

    `objections` lists what proposals break. `limit` is the right side of the row with a key, None where there is no
    such row. `keys` names the rows in which a candidate stands (for a constraint by week: their first part, as all of a
    person's or an employer's weeks share it), and `coefficient` its number there.
    """

    name: str
    objections: Callable[[Facts, Sequence[Candidate]], list[Objection]]
    limit: Callable[[Facts, Key], Limit | None]
    keys: Callable[[Facts, Candidate], Iterable[Key]]
    coefficient: Callable[[Facts, Key, Candidate], float]
    by_week: bool = False


@lru_cache(maxsize=4096)
def week_of(label: str) -> int | None:
    """The number of a week written as in keys, such as 2026-W48; None where it is none."""
    try:
        number = week_number(label)
    except ValueError:
        return None
    return number if week_label(number) == label else None


def covers(candidate: Candidate, week: int | None) -> bool:
    """Whether a candidate's placement runs in a week."""
    return week is not None and candidate.offer.first <= week <= candidate.offer.last


def weeks_of(proposals: Iterable[Candidate]) -> list[int]:
    """Every week in which one of the proposals runs."""
    return sorted({week for _, offer in proposals for week in range(offer.first, offer.last + 1)})


def spelled(number: float) -> str:
    """A number as messages show it: 3, 37.5."""
    return f"{number:.10g}"


def span(weeks: Sequence[int]) -> str:
    """Weeks as messages show them: one week, or the first and how many more."""
    more = f" and {len(weeks) - 1} more weeks" if len(weeks) > 1 else ""
    return f"{week_label(weeks[0])}{more}"
