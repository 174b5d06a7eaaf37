"""Money from week to week: what acceptances and offers book on the budget lines, and what ends give back."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from planner.candidates.offers import budget_lines, to_ore
from planner.instance import Instance


@dataclass(frozen=True)
class Booking:
    """An amount booked on a budget line for some weeks of a placement, or given back (below 0); whole öre."""

    funding: str
    person: str
    slot: str
    first: int
    last: int
    sek: float
    why: str


@dataclass
class Book:
    """The budget lines of a week, and the bookings made since."""

    lines: dict[str, list[tuple[str, float]]]
    windows: dict[str, tuple[float, float]]
    least_cost: dict[tuple[str, str], float]
    only_forms: dict[str, str]
    bookings: list[Booking] = field(default_factory=list)

    @classmethod
    def of(cls, instance: Instance) -> Book:
        """The lines of every form, with their shares and weeks; a slot may have ceased to offer what runs there."""
        slots, funding = instance.slots["slot_id"].to_numpy(), instance.budget_lines
        names = funding["funding_id"].to_numpy()
        firsts = funding["from_week"].fillna(-np.inf).to_numpy(dtype=float)
        lasts = funding["to_week"].fillna(np.inf).to_numpy(dtype=float)
        offers = instance.offers
        keys = list(zip(slots[offers["slot"].to_numpy()].tolist(), offers["programme_id"].tolist(), strict=True))
        forms = instance.programmes["programme_id"].tolist()
        lines: dict[str, list[tuple[str, float]]] = {form: [] for form in forms}
        table = budget_lines(instance.scenario)
        for form, line, share in zip(table["programme"], table["funding"], table["share"], strict=True):
            lines[forms[int(form)]].append((str(names[int(line)]), float(share)))
        costs: dict[tuple[str, str], float] = {}
        for key, cost in zip(keys, offers["cost_week"].tolist(), strict=True):
            if not pd.isna(cost):
                costs[key] = min(float(cost), costs.get(key, np.inf))
        windows = dict(zip(map(str, names), zip(firsts, lasts, strict=True), strict=True))
        of_slots = zip(slots, instance.slots["programme_ids"], strict=True)
        return cls(lines, windows, costs, {slot: forms[0] for slot, forms in of_slots if len(forms) == 1})

    def form(self, slot: str, programme: str | None) -> str | None:
        """The form of a placement; where it is not stated, that of a slot with one form."""
        return self.only_forms.get(slot) if programme is None else programme

    def cost_week(self, slot: str, programme: str | None, stated: float | None) -> float | None:
        """What a week of a placement costs: as booked, else that of its form at the least subsidy; None if unknown."""
        if stated is not None:
            return stated
        form = self.form(slot, programme)
        return None if form is None else self.least_cost.get((slot, form))

    def charge(  # noqa: PLR0913 - the parts of a booking
        self,
        pair: tuple[str, str],
        programme: str | None,
        cost_week: float | None,
        weeks: tuple[int, int],
        why: str,
        *,
        back: bool = False,
    ) -> float:
        """Book the weeks of a placement (first and last) on the lines of its form, or give them back; the sum booked.

        On each line: cost of a week x weeks inside the line's own weeks x share, rounded to öre (docs/method.md, Cost).
        """
        person, slot = pair
        first, last = weeks
        programme = self.form(slot, programme)
        if programme is None or cost_week is None or last < first:
            return 0.0
        total = 0.0
        for line, share in self.lines.get(programme, []):
            begin, end = self.windows[line]
            inside = max(min(last, end) - max(first, begin) + 1, 0)
            sek = float(to_ore(np.array([cost_week * share * inside]))[0]) * (-1 if back else 1)
            if sek:
                self.bookings.append(Booking(line, person, slot, first, last, sek, why))
                total += sek
        return total

    def by_line(self) -> dict[str, float]:
        """What was booked on each line, less what was given back; whole öre."""
        sums = dict.fromkeys(self.windows, 0.0)
        for booking in self.bookings:
            sums[booking.funding] = round(sums[booking.funding] + booking.sek, 2)
        return sums
