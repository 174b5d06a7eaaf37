"""Money from week to week: what acceptances and offers book on the budget lines, and what ends give back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from planner.instance import Instance, LineCosts


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


class ModuleCost(NamedTuple):
    """The line that pays for a module, None for none; its length in weeks; what it costs per person, SEK."""

    funding: str | None
    weeks: int
    sek: float


@dataclass
class Book:
    """The budget lines of a week, what a week of each slot and form and each module costs, and the bookings since."""

    lines: LineCosts
    least_cost: dict[tuple[str, str], float]
    modules: dict[str, ModuleCost] = field(default_factory=dict)
    bookings: list[Booking] = field(default_factory=list)

    @classmethod
    def of(cls, instance: Instance) -> Book:
        """The lines of every form, and the least cost of a week of each slot and form."""
        slots, offers = instance.slots["slot_id"].to_numpy(), instance.offers
        keys = list(zip(slots[offers["slot"].to_numpy()].tolist(), offers["programme_id"].tolist(), strict=True))
        costs: dict[tuple[str, str], float] = {}
        for key, cost in zip(keys, offers["cost_week"].tolist(), strict=True):
            if not pd.isna(cost):
                costs[key] = min(float(cost), costs.get(key, np.inf))
        return cls(LineCosts.of(instance), costs, _modules(instance))

    def form(self, slot: str, programme: str | None) -> str | None:
        """The form of a placement; where it is not stated, that of a slot with one form."""
        return self.lines.form(slot, programme)

    def cost_week(self, slot: str, programme: str | None, stated: float | None) -> float | None:
        """What a week of a placement costs: as booked, else that of its form at the least subsidy; None if unknown."""
        if stated is not None:
            return stated
        form = self.form(slot, programme)
        return None if form is None else self.least_cost.get((slot, form))

    def cost_to_book(self, slot: str, programme: str | None, stated: float | None, module: str | None) -> float | None:
        """As `cost_week`; 0 where that is unknown and a line pays for the module: a blank says nothing is booked."""
        cost = self.cost_week(slot, programme, stated)
        return 0.0 if cost is None and self._paid_module(module) is not None else cost

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
        """Book weeks (first and last) of a placement on the lines of its form, or give them back; the sum booked."""
        person, slot = pair
        total = 0.0
        for line, sek in self.lines.on_lines(self.form(slot, programme), cost_week, weeks):
            signed = -sek if back else sek
            self.bookings.append(Booking(line, person, slot, *weeks, signed, why))
            total += signed
        return total

    def charge_module(
        self, pair: tuple[str, str], module: str | None, start: int, why: str, *, back: bool = False
    ) -> None:
        """Book the module that somebody takes before a place that starts in a week, or give it back."""
        paid = self._paid_module(module)
        if paid is not None:
            line, cost = paid
            signed = -cost.sek if back else cost.sek
            self.bookings.append(Booking(line, *pair, start - cost.weeks, start - 1, signed, why))

    def _paid_module(self, module: str | None) -> tuple[str, ModuleCost] | None:
        """The line that pays for a module, and what it costs; None where no line pays anything for it."""
        cost = None if module is None else self.modules.get(module)
        return None if cost is None or cost.funding is None or not cost.sek else (cost.funding, cost)

    def by_line(self) -> dict[str, float]:
        """What was booked on each line, less what was given back; whole öre."""
        sums = dict.fromkeys(self.lines.windows, 0.0)
        for booking in self.bookings:
            sums[booking.funding] = round(sums[booking.funding] + booking.sek, 2)
        return sums


def _modules(instance: Instance) -> dict[str, ModuleCost]:
    """By id what each module costs."""
    columns = (instance.modules[name] for name in ("module_id", "funding_id", "weeks", "cost_sek"))
    return {
        str(name): ModuleCost(None if pd.isna(line) else str(line), int(weeks), float(sek))
        for name, line, weeks, sek in zip(*columns, strict=True)
    }
