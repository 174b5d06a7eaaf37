"""What is freed when an open offer is declined: in which rows of the MIP, and how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from planner.formulation import Name
from planner.instance import Instance, LineCosts, pace_left
from planner.schema.arrays import Bools, Counts, Positions, Values
from planner.schema.weeks import week_label

OFFERED = "offered"


@dataclass(frozen=True)
class OpenOffers:
    """The open offers of a week, each looked at by itself.

    A limit is what running placements leave, and at least 0: of one that is exceeded, a decline frees less or nothing.
    """

    instance: Instance = field(repr=False)

    @cached_property
    def at(self) -> Positions:
        """The rows of `running` that are open offers."""
        return np.flatnonzero((self.instance.running["state"] == OFFERED).to_numpy())

    @cached_property
    def slot(self) -> Positions:
        """The slot of each open offer."""
        return self._of("slot")

    def can_be_followed(self) -> Bools:
        """By slot, whether it has open offers, and one person is enough to come after any of them is declined."""
        instance, slot = self.instance, self.instance.running["slot"].to_numpy(dtype=np.int64)
        counts = self._counts_for_minimum()
        counted = np.bincount(slot[counts], minlength=len(instance.slots))
        least = instance.slots["min_places"].to_numpy(dtype=np.int64)[self.slot] - counted[self.slot] + counts[self.at]
        most = np.zeros(len(instance.slots), dtype=np.int64)
        np.maximum.at(most, self.slot, least)
        return (np.bincount(self.slot, minlength=len(instance.slots)) > 0) & (most <= 1)

    def freed(self) -> pd.DataFrame:
        """What declines free of upper limits: offer (which of them), name (of the row), amount above 0."""
        found = [*self._places(), *self._weekly(), *self._starts(), *self._money()]
        return pd.DataFrame(found, columns=["offer", "name", "amount"])

    def needed(self) -> pd.DataFrame:
        """Minimums that a decline makes one person harder to meet: offer, name (of the row), amount 1."""
        instance, own = self.instance, self._of("person")
        started, _left = instance.met_by_starts
        running = instance.running["person"].to_numpy(dtype=np.int64)
        times = np.bincount(running[running >= 0], minlength=len(instance.people))
        counts = np.array([one >= 0 and times[one] == 1 and not started[one] for one in own.tolist()], dtype=bool)
        found = [
            (offer, ("group_minimum", (name,)), 1.0)
            for name in instance.settings.group_minimum
            for offer in np.flatnonzero(counts & instance.groups[name][own]).tolist()
        ]
        return pd.DataFrame(found, columns=["offer", "name", "amount"])

    def _of(self, column: str) -> Positions:
        own: Positions = self.instance.running[column].to_numpy(dtype=np.int64)[self.at]
        return own

    def _counts_for_minimum(self) -> Bools:
        """By running placement, whether it counts for its slot's minimum: it begins with the slot or later."""
        running = self.instance.running
        starts = self.instance.slots["start_week"].to_numpy()[running["slot"].to_numpy(dtype=np.int64)]
        return np.asarray(running["from_week"].to_numpy() >= starts, dtype=bool)

    def _places(self) -> Iterator[tuple[int, Name, float]]:
        """Places of the slot itself: its most at a time may be in other weeks than the offer's."""
        instance, slots = self.instance, self.instance.slots
        free = slots["places"].to_numpy() - slots["reserved_by_hand"].to_numpy()
        nth = pd.Series(self.slot).groupby(self.slot).cumcount().to_numpy()
        for turn in range(int(nth.max(initial=-1)) + 1):  # one offer of every slot at a time: slots share no places
            gone = np.flatnonzero(nth == turn)
            rest = instance.running.drop(index=instance.running.index[self.at[gone]])
            left = np.maximum(free - instance.most_running(rest), 0)
            for offer in gone.tolist():
                slot = int(self.slot[offer])
                name = str(slots["slot_id"].iloc[slot])
                if more := float(left[slot] - instance.places_left[slot]):
                    yield from ((offer, ("slot_places", (name, kind)), more) for kind in ("limit", "open"))

    def _weekly(self) -> Iterator[tuple[int, Name, float]]:
        """What employers and supervisors have left in every week of an offer."""
        instance, running = self.instance, self.instance.running
        slot, one = running["slot"].to_numpy(dtype=np.int64), np.ones(len(running))
        employers, supervisors = instance.employers, instance.supervisors
        of_employer, of_supervisor = instance.employer_of_slots()[slot], instance.supervisor_of_slots()[slot]
        support = running["support"].to_numpy(dtype=float)
        for constraint, names, limits, owner, load in (
            ("employer_people", employers["employer_id"], employers["max_people"], of_employer, one),
            ("supervisor_support", supervisors["supervisor_id"], supervisors["capacity"], of_supervisor, support),
        ):
            yield from self._of_owners(constraint, (names, limits.to_numpy(dtype=float)), owner, load)

    def _of_owners(
        self, constraint: str, limits: tuple[pd.Series[str], Values], owner: Positions, load: Values
    ) -> Iterator[tuple[int, Name, float]]:
        first, last = (self.instance.running[name].to_numpy(dtype=np.int64) for name in ("from_week", "to_week"))
        names, most = limits
        for offer, at in enumerate(self.at.tolist()):
            if owner[at] < 0 or np.isnan(most[owner[at]]):
                continue
            own = np.flatnonzero(owner == owner[at])
            for week in range(max(int(first[at]), self.instance.week), int(last[at]) + 1):
                used = float(load[own[(first[own] <= week) & (week <= last[own])]].sum())
                name = (constraint, (str(names.iloc[owner[at]]), week_label(week)))
                yield from _more(offer, name, float(most[owner[at]]) - used, float(load[at]))

    def _starts(self) -> Iterator[tuple[int, Name, float]]:
        """Starts of the caseworker in the week in which an offer begins."""
        instance, running = self.instance, self.instance.running
        caseworkers, person = instance.caseworkers, running["person"].to_numpy(dtype=np.int64)
        of_person = instance.caseworker_of_people()
        owner = np.where(person >= 0, of_person[person] if len(of_person) else -1, -1)
        begins: Counts = running["from_week"].to_numpy(dtype=np.int64)
        most = caseworkers["starts_per_week"].to_numpy(dtype=float)
        for offer, at in enumerate(self.at.tolist()):
            if owner[at] >= 0 and not np.isnan(most[owner[at]]):
                begun = float(((owner == owner[at]) & (begins == begins[at])).sum())
                name = str(caseworkers["caseworker_id"].iloc[owner[at]])
                row = ("caseworker_starts", (name, week_label(int(begins[at]))))
                yield from _more(offer, row, float(most[owner[at]]) - begun, 1.0)

    def _money(self) -> Iterator[tuple[int, Name, float]]:
        """Money that is booked for an offer."""
        instance, costs = self.instance, LineCosts.of(self.instance)
        funding = instance.budget_lines.set_index("funding_id")
        left = (funding["budget_sek"] - funding["committed_sek"]).astype(float)
        pace = funding["pace_share"].astype(float)
        programmes = instance.programmes["programme_id"].tolist()
        slots = instance.slots["slot_id"].to_numpy()
        for offer, at in enumerate(self.at.tolist()):
            row = instance.running.iloc[at]
            form = costs.form(str(slots[row["slot"]]), programmes[row["programme"]] if row["programme"] >= 0 else None)
            booked = None if pd.isna(row["cost_week"]) else float(row["cost_week"])
            for line, sek in costs.on_lines(form, booked, (int(row["from_week"]), int(row["to_week"]))):
                yield from _more(offer, ("funding_budget", (line,)), float(left[line]), sek)
                # What comes back is left of the line again, and the week may book its share of it.
                before, after = pace_left(np.full(2, pace[line]), np.array([left[line], left[line] + sek])).tolist()
                if after > before:
                    yield offer, ("funding_pace", (line,)), after - before


def _more(offer: int, name: Name, left: float, own: float) -> Iterator[tuple[int, Name, float]]:
    """How much more a limit leaves without an offer that uses `own` of it; `left` is below 0 where it is exceeded."""
    if (more := max(left + own, 0.0) - max(left, 0.0)) > 0:
        yield offer, name, more
