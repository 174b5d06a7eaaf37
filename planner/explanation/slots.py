"""What became of each slot, and why places in it stay empty."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from planner.candidates import REASONS, laws
from planner.explanation.legal import unverified_by_slot
from planner.explanation.texts import Language, counts_points, gate_text
from planner.explanation.uncovered import Uncovered, first_uncovered
from planner.instance import Instance
from planner.schema.models import Rule
from planner.solving import Solution

NAMED_GATES = 3


@dataclass(frozen=True)
class SlotReason:
    """Places of one slot, what became of them, and the gates that refused most people for it.

    `unverified` are gates of its forms that rest on law nobody has verified; `uncovered` the weeks that gate
    funding_weeks speaks of; `outside` are forms that do not hold at
    its start: name and rule. `is_points`: the plan counts points.
    """

    code: str
    running: int
    offered: int
    proposed: int
    free: int
    gates: tuple[tuple[str, int], ...]
    num_candidates: int
    unverified: frozenset[str] = frozenset()
    uncovered: Uncovered | None = None
    outside: tuple[tuple[str, Rule], ...] = ()
    is_points: bool = False

    def sentence(self, language: Language) -> str:
        """The reason in words, and the forms whose dates refuse."""
        dates = _OUTSIDE[0 if language == "sv" else 1]
        return " ".join(
            [
                self._sentence(language),
                *(dates.format(name, law.dates_in_words(language)) for name, law in self.outside),
            ]
        )

    def _sentence(self, language: Language) -> str:
        swedish = language == "sv"
        if self.code in _WORDS:
            return _WORDS[self.code][0 if swedish else 1]
        said = [
            (
                gate_text(
                    name,
                    language,
                    is_unverified=name.removesuffix("_unknown") in self.unverified,
                    uncovered=self.uncovered,
                ),
                count,
            )
            for name, count in self.gates
        ]
        gates = ", ".join(f"{text}: {count}" for text, count in said)
        if self.code == "empty_no_candidate":
            start = "Ingen möjlig person" if swedish else "Nobody possible"
            return f"{start}: {gates}." if gates else f"{start}."
        one, many, one_points, many_points = _OUTBID[0 if swedish else 1]
        if self.num_candidates == 1:
            return one_points if self.is_points else one
        return (many_points if self.is_points else many).format(self.num_candidates)


# For one person, for several; then the same where points count.
_OUTBID = (
    (
        "1 möjlig, men personen behövs bättre på annat håll eller hindras av andra gränser.",
        "{} möjliga, men de behövs bättre på annat håll eller hindras av andra gränser.",
        "1 möjlig, men personen ger fler poäng på annat håll eller hindras av andra gränser.",
        "{} möjliga, men de ger fler poäng på annat håll eller hindras av andra gränser.",
    ),
    (
        "1 possible, but that person does better elsewhere or other limits are in the way.",
        "{} possible, but they do better elsewhere or other limits stop them.",
        "1 possible, but that person gives more points elsewhere or other limits are in the way.",
        "{} possible, but they give more points elsewhere or other limits stop them.",
    ),
)
_OUTSIDE = ("{} gäller {}.", "{} holds {}.")
_WORDS = {
    "full": ("Alla platser är fyllda.", "All places are filled."),
    "partly": ("Delvis fylld.", "Partly filled."),
    "closed": ("Platsen är inte öppen.", "The slot is not open."),
    "empty_minimum": ("Startar inte: färre än minsta antal.", "Does not start: fewer than its minimum."),
}


def slot_reasons(instance: Instance, solution: Solution) -> list[SlotReason]:
    """One reason per slot, in their order."""
    slots, running = instance.slots, instance.running
    count = len(slots)
    chosen = instance.columns.loc[solution.chosen]
    proposed = np.bincount(chosen["slot"].to_numpy(), minlength=count)
    people = instance.columns.groupby("slot")["person"].nunique().reindex(range(count)).fillna(0).to_numpy(int)
    refused = instance.found.by_slot
    is_offered = running["state"] == "offered"
    most_offered, most_running = (_most_at_a_time(instance, running[rows]) for rows in (is_offered, ~is_offered))
    unverified, outside = unverified_by_slot(instance), _outside_dates(instance)
    found = []
    for slot in range(count):
        offered, busy = most_offered[slot], most_running[slot]
        free = int(slots["places"].iloc[slot]) - int(slots["reserved_by_hand"].iloc[slot]) - busy - offered
        free = max(free - int(proposed[slot]), 0)
        gates = sorted(zip(REASONS, refused[slot].tolist(), strict=True), key=lambda item: (-item[1], item[0]))
        code = _code(instance, slot, int(proposed[slot]), free, int(people[slot]))
        named = tuple((name, number) for name, number in gates[:NAMED_GATES] if number)
        reason = SlotReason(code, busy, offered, int(proposed[slot]), free, named, int(people[slot]))
        dates = outside.get(slot, ()) if code != "closed" else ()
        is_uncovered = "funding_weeks" in {name for name, _ in named}
        found.append(
            replace(
                reason,
                unverified=unverified.get(slot, frozenset()),
                uncovered=first_uncovered(instance.found, _offers_of(instance, slot)) if is_uncovered else None,
                outside=dates,
                is_points=counts_points(instance),
            )
        )
    return found


def _offers_of(instance: Instance, slot: int) -> list[int]:
    return np.flatnonzero((instance.found.offers["slot"] == slot).to_numpy()).tolist()


def _outside_dates(instance: Instance) -> dict[int, tuple[tuple[str, Rule], ...]]:
    """By slot position, the forms that the gate of dates refuses, each as its rule stands."""
    offers = instance.found.offers
    refused = np.flatnonzero(instance.found.grid.gates["rule_dates"] > 0)
    table, result = offers.iloc[refused], dict[int, dict[str, Rule]]()
    for slot, name, law in zip(table["slot"], table["programme_id"], laws(instance.scenario, table), strict=True):
        result.setdefault(int(slot), {})[str(name)] = law
    return {slot: tuple(forms.items()) for slot, forms in result.items()}


def _most_at_a_time(instance: Instance, placements: pd.DataFrame) -> list[int]:
    """The most of some placements in any week of each slot's span: from its start through the longest of its forms."""
    start = instance.slots["start_week"].to_numpy()
    longest = instance.found.offers.groupby("slot")["weeks"].max().reindex(range(len(start))).fillna(1).to_numpy(int)
    most = [0] * len(start)
    for _, own in placements.groupby("slot"):
        slot, begins, ends = int(own["slot"].iloc[0]), own["from_week"].to_numpy(), own["to_week"].to_numpy()
        last = start[slot] + longest[slot] - 1
        # The load is greatest in a week where something begins.
        weeks = {int(week) for week in np.maximum(begins, start[slot]) if week <= last}
        most[slot] = max((int(((begins <= week) & (ends >= week)).sum()) for week in weeks), default=0)
    return most


def _code(instance: Instance, slot: int, proposed: int, free: int, people: int) -> str:
    if instance.slots["status"].iloc[slot] != "open":
        return "closed"
    if free == 0:
        return "full"
    if proposed:
        return "partly"
    if not people:
        return "empty_no_candidate"
    return "empty_minimum" if instance.slots["min_places"].iloc[slot] > 1 else "empty_outbid"
