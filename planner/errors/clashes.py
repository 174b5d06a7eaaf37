"""Pins and minimums that cannot hold together, as data: the members of each contradiction, and the ways out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Member:
    """A demand or limit of a contradiction, in words, and the cell that it comes from.

    `kind` is *demand* or *limit*; `constraint` and `key` name its row among the hard constraints. `file` and `row` are
    None where it is a rule and no cell. Once it is gone, the rest of the contradiction can hold; where `is_decided` is
    False that was not settled in time.
    """

    kind: str
    constraint: str
    key: tuple[str, ...]
    file: str | None
    row: int | None
    column: str | None
    text: str
    is_decided: bool


@dataclass(frozen=True)
class Contradiction:
    """An irreducible set of demands and limits that cannot hold together; `text` says it in one sentence."""

    members: tuple[Member, ...]
    text: str


@dataclass(frozen=True)
class Change:
    """A cell to change: what it is, and before and after (people, places, SEK, ...; None where a row is removed)."""

    kind: str
    file: str
    row: int | None
    column: str
    before: float | None
    after: float | None
    text: str


@dataclass(frozen=True)
class WayOut:
    """Changes that together make the demands of a clash hold, confirmed by solving again.

    `steps` is what ways are ranked by. `is_least`: it is proved that no fewer steps of the same kinds do.
    """

    changes: tuple[Change, ...]
    steps: float
    is_least: bool
    text: str


@dataclass(frozen=True)
class Clash:
    """Contradictions that belong together, and the ways out of all of them, the fewest steps first.

    One way out of every clash makes the week solvable. `is_complete`: every search for a way ended in time.
    """

    contradictions: tuple[Contradiction, ...]
    ways_out: tuple[WayOut, ...]
    is_complete: bool

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values, for JSON."""
        return asdict(self)
