"""What the weeks of a placement cost on each budget line: by the lines of its form, their shares and their weeks."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from planner.candidates.offers import budget_lines, to_ore
from planner.instance.instance import Instance
from planner.schema.arrays import Values


def pace_left(pace: Values, left: Values) -> Values:
    """What a week's proposals may book on lines that have `left` SEK, by their pace (a share); NaN without a pace.

    Whole öre, never below 0.
    """
    return to_ore(pace * np.maximum(left, 0.0))


@dataclass(frozen=True)
class LineCosts:
    """The lines and shares of every form, the first and last week of each line, and the form of slots that have one."""

    shares: dict[str, list[tuple[str, float]]] = field(repr=False)
    windows: dict[str, tuple[float, float]] = field(repr=False)
    only_forms: dict[str, str] = field(repr=False)

    @classmethod
    def of(cls, instance: Instance) -> LineCosts:
        """Of every form of the scenario; a slot may have ceased to offer what runs there."""
        slots, funding = instance.slots, instance.budget_lines
        names = [str(name) for name in funding["funding_id"]]
        firsts = funding["from_week"].fillna(-np.inf).to_numpy(dtype=float).tolist()
        lasts = funding["to_week"].fillna(np.inf).to_numpy(dtype=float).tolist()
        forms = instance.programmes["programme_id"].tolist()
        shares: dict[str, list[tuple[str, float]]] = {form: [] for form in forms}
        table = budget_lines(instance.scenario)
        for form, line, share in zip(table["programme"], table["funding"], table["share"], strict=True):
            shares[forms[int(form)]].append((names[int(line)], float(share)))
        of_slots = zip(slots["slot_id"].tolist(), slots["programme_ids"], strict=True)
        only = {slot: of_slot[0] for slot, of_slot in of_slots if len(of_slot) == 1}
        return cls(shares, dict(zip(names, zip(firsts, lasts, strict=True), strict=True)), only)

    def form(self, slot: str, programme: str | None) -> str | None:
        """The form of a placement; where it is not stated, that of a slot with one form."""
        return self.only_forms.get(slot) if programme is None else programme

    def on_lines(self, form: str | None, cost_week: float | None, weeks: tuple[int, int]) -> list[tuple[str, float]]:
        """Each line that pays for some weeks (first and last) of a placement, with SEK above 0; whole öre.

        On each line: cost of a week x weeks inside the line's own weeks x share, rounded to öre (docs/method.md, Cost).
        """
        first, last = weeks
        if form is None or cost_week is None:
            return []
        found = []
        for line, share in self.shares.get(form, []):
            begin, end = self.windows[line]
            inside = max(min(last, end) - max(first, begin) + 1, 0)
            sek = float(to_ore(np.array([cost_week * share * inside]))[0])
            found += [(line, sek)] if sek else []
        return found
