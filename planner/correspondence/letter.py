"""What a letter is about, and what it says: facts of one row of a plan, and the parts that are made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from planner.explanation import Chance
from planner.questions import Unplaced

# What has become of the row when the letter is written.
Kind = Literal[
    "accepted",
    "offered",
    "proposed",
    "declined",
    "refused",
    "vetoed",
    "interviewed",
    "forbidden",
    "held",
    "running",
    "unplaced",
]
PARTS = ("what", "why", "other_places", "what_would_change", "who_decided", "how_to_object")


@dataclass(frozen=True)
class LetterModule:
    """The module that the person takes before the place: its name, the Monday it begins, weeks."""

    name: str
    start: date
    weeks: int


@dataclass(frozen=True)
class LetterPlace:
    """A placement as its person is told of it: names of the data, the Monday it starts, weeks, hours a week, minutes.

    `decided_by` is the authority that decides about the form by law, as the rule pack names it, and `is_employment`
    says whether it is employment; None where the placement has no form. `module` is what the person takes before it.
    """

    slot_id: str
    occupation: str | None
    employer: str
    form: str | None
    start: date
    weeks: int
    hours: float
    minutes: float | None
    decided_by: str | None
    is_employment: bool | None
    module: LetterModule | None = None


@dataclass(frozen=True)
class LetterFacts:
    """All that the sentences of one letter rest on; no other person's data is among it.

    `rank` of `num_places` is the place's worth among those that the person could have, and `other` the slot among the
    others that would change the plan least. `chance` is that of a person for whom the lot decided. `unplaced` is the
    explanation of somebody without a place. `by`, `on` and `answer_by` are what the meeting filled in. With
    `counts_points` places are compared by points. `names` are occupation and employer by slot, as far as they are told.
    """

    jobseeker_id: str
    kind: Kind
    week: int
    reason_code: str
    place: LetterPlace | None = None
    num_places: int = 0
    rank: int | None = None
    other: str | None = None
    chance: Chance | None = None
    unplaced: Unplaced | None = field(default=None, repr=False)
    by: str | None = None
    on: date | None = None
    answer_by: date | None = None
    counts_points: bool = False
    names: Mapping[str, tuple[str | None, str]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class LetterPart:
    """One part of a letter: its heading, its paragraphs, lines of a list without a full stop, paragraphs after it."""

    heading: str
    paragraphs: tuple[str, ...]
    listed: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The part without its heading, on one line."""
        return " ".join([*self.paragraphs, *(f"{line}." for line in self.listed), *self.after])


@dataclass(frozen=True)
class Letter:
    """One letter: whose it is, its title, its opening, and by name in PARTS its parts that say anything."""

    facts: LetterFacts = field(repr=False)
    number: str
    title: str
    opening: tuple[str, ...]
    parts: Mapping[str, LetterPart] = field(repr=False)

    @property
    def text(self) -> str:
        """The whole letter as lines."""
        lines = [self.number, self.title, *self.opening]
        for part in self.parts.values():
            lines += [part.heading, *part.paragraphs, *part.listed, *part.after]
        return "\n".join(lines)
