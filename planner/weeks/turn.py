"""The turn from one week to the next: what stood, what was answered, and the rows that follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from planner.instance import Instance
from planner.schema.choices import BEGUN
from planner.weeks.book import Book
from planner.weeks.clocks import Begun
from planner.weeks.log import ChangeLog
from planner.weeks.standing import Pair, Standing


@dataclass
class TurnRows:
    """Rows of a table on their way into the next week, each a dict of cells; `log` has what was changed."""

    placements: list[dict[str, Any]]
    history: list[dict[str, Any]]
    decisions: list[dict[str, Any]]


@dataclass
class Turn:
    """The turn from one week to the next: what stood, what was answered, and the rows that follow.

    `week` is the plan week, `to` the next one. `rows` are changed in place; those with a mark `gone` are left out in
    the end. `dated` has the first and last week of every row of placements that was there before. `drafted` are the
    proposals that nobody has decided, `held` those on hold, `lapsed` the offers without an answer, `no_longer_waiting`
    the people who declined an offer where the policy lets that end a wait, `ended` has by person the last week of a
    placement that is over. `pinned` are the pairs that answers pin, `impossible` earlier pins that no longer can be,
    with what stands in their way.
    """

    week: int
    to: int
    standings: Mapping[Pair, Standing]
    rows: TurnRows
    book: Book
    log: ChangeLog
    instance: Instance = field(repr=False)
    dated: Sequence[tuple[int, int]] = field(repr=False)
    drafted: set[Pair] = field(default_factory=set)
    held: dict[Pair, dict[str, Any]] = field(default_factory=dict)
    lapsed: list[Pair] = field(default_factory=list)
    interrupted: list[Pair] = field(default_factory=list)
    no_longer_waiting: set[str] = field(default_factory=set)
    ended: dict[str, int] = field(default_factory=dict)
    pinned: set[Pair] = field(default_factory=set)
    impossible: list[tuple[Pair, str]] = field(default_factory=list)

    @cached_property
    def employments(self) -> set[str]:
        """The forms in which people are employed."""
        forms = self.instance.programmes["programme_id"]
        return {form for form in forms if self.instance.rule_of(form).employment}

    def note_end(self, pair: Pair, programme: str | None, last: int) -> None:
        """Remember the last week of a placement that is over; a companion's end begins no new wait."""
        person, slot = pair
        if self.book.form(slot, programme) not in self.instance.companion_programmes:
            self.ended[person] = max(last, self.ended.get(person, last))

    def begun(self) -> Begun:
        """Who is in a placement in the new week, by the rows as they are now; a companion is none."""
        companions = self.instance.companion_programmes
        since: set[str] = set()
        employed: dict[str, int] = {}
        for at, row in enumerate(self.rows.placements):
            person, programme = row["jobseeker_id"], self.book.form(row["slot_id"], row["programme_id"])
            if person is None or row["state"] not in BEGUN or programme in companions:
                continue
            first, last = self._weeks_of(at, row)
            if not row.get("gone") and (row["state"] == "started" or first < self.to):
                since.add(person)
            if programme in self.employments:
                last = min(last, self.to - 1, self.ended.get(person, last) if row.get("gone") else last)
                employed[person] = employed.get(person, 0) + max(last - max(first, self.week) + 1, 0)
        waited = {person: self.to - 1 - last for person, last in self.ended.items() if person not in since}
        return Begun(frozenset(since), employed, waited)

    def _weeks_of(self, at: int, row: Mapping[str, Any]) -> tuple[int, int]:
        """The first and last week of a row of placements, as it is now."""
        first, last = self.dated[at] if at < len(self.dated) else (self.week, self.to)
        return int(row.get("from_week") or first), int(row.get("to_week") or last)
