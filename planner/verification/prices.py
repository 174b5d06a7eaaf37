"""Checks of slots.csv: upper limits on the stated worth of one more place, from candidates and certificate."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

from planner.schema.cells import NUMBER
from planner.schema.tables import Slot
from planner.texts import _
from planner.verification.bound import bound_by_rows
from planner.verification.constraints.slot_places import fewest
from planner.verification.facts import Facts
from planner.verification.folder import TOLERANCE, Entry, number_of, spelled, told, where_of_slot
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.places import places_left
from planner.verification.plan_figures import first_goal

# Gains are stated to four decimals; the smallest optimal duals have about the same accuracy.
HALF_A_DECIMAL, FOUR_DECIMALS = 0.5e-4, 1e-4
# plan.json has nine decimals. If the bound is within this of the value, the value is proved optimal.
PROVED = 1e-9


def prices(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Prices and gains are between 0 and the most that one more place can be worth."""
    most = _Most(facts, parsed)
    objections = []
    for line in parsed.folder.slots or []:
        slot = facts.slots.get(line.text("slot_id"))
        if slot is None:
            continue
        wrong = [_outside(line, "price_lp", most.price(slot), TOLERANCE, blank=False)]
        wrong.append(_outside(line, "gain", most.gain(slot), HALF_A_DECIMAL + TOLERANCE, blank=True))
        where = where_of_slot(line, slot.slot_id)
        objections += [Objection("prices", where, message) for message in wrong if message is not None]
    return objections


def _outside(line: Entry, column: str, most: float, slack: float, *, blank: bool) -> str | None:
    text = line.text(column)
    if not text and blank:
        return None
    try:
        number = NUMBER.parse(text)
    except ValueError:
        return _("{column} is {written}, which is no number.", column=column, written=told(text))
    if number < 0:
        return _("{column} is {written}, which is below 0.", column=column, written=spelled(number))
    if number > most + slack:
        return _(
            "{column} is {written}, and one more place is worth no more than {most}.",
            column=column,
            written=spelled(number),
            most=spelled(most),
        )
    return None


class _Most:
    """The most that one more place in a slot can be worth for the outcome.

    Two limits hold. First, take the best plan with one more place and remove one person from the slot (in the LP, up to
    one person in all). The rest is a plan without that place. So the place is worth no more than the best main
    candidate of the slot. This fails if a group has a minimum, since a place may be needed to meet it.

    Second, the stored duals prove a bound for the week as it is. With one more place they prove that bound plus the
    dual of the slot's row of places; cuts, which were rounded from the limits as they are, do not count here. If the
    bound equals the value reached, these duals are optimal. The price is the smallest optimal dual, so it is no
    greater than the stored one.
    """

    def __init__(self, facts: Facts, parsed: ParsedPlan) -> None:
        self.facts = facts
        self.best: dict[str, float] = defaultdict(float)
        for own in parsed.columns.values():
            for candidate, value in own:
                if candidate.offer.purpose == "main":
                    slot_id = candidate.offer.slot.slot_id
                    self.best[slot_id] = max(self.best[slot_id], value)
        self.duals = _duals(parsed)
        plan = parsed.folder.plan or {}
        bound, reached = (
            number_of(bound_by_rows(plan, parsed.folder.certificate)),
            number_of(first_goal(plan).get("best")),
        )
        self.short = math.inf if bound is None or reached is None else max(bound - reached, 0.0)

    def price(self, slot: Slot) -> float:
        """The most of `price_lp`."""
        if self.duals is None or self.short > PROVED:
            return self._of_candidates(slot)
        return min(self._of_candidates(slot), self.duals.get(slot.slot_id, 0.0) + FOUR_DECIMALS)

    def gain(self, slot: Slot) -> float:
        """The most of `gain`. If one more place lets the slot reach its minimum at all, there is no limit on it."""
        opens = places_left(self.facts, slot) < fewest(self.facts, slot.slot_id)
        dual = math.inf if self.duals is None or opens else self.duals.get(slot.slot_id, 0.0) + self.short
        return min(math.inf if opens else self._of_candidates(slot), dual)

    def _of_candidates(self, slot: Slot) -> float:
        return math.inf if self.facts.settings.group_minimum else self.best[slot.slot_id]


def _duals(parsed: ParsedPlan) -> Mapping[str, float] | None:
    """By slot, the dual of its row of places; None if the certificate is missing or malformed."""
    rows = (parsed.folder.certificate or {}).get("rows")
    if not isinstance(rows, list):
        return None
    duals: dict[str, float] = {}
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("key"), list) or "constraint" not in row:
            return None
        key = row["key"]
        if row["constraint"] == "slot_places" and len(key) > 1 and key[1] in {"limit", "open"}:
            dual = number_of(row.get("dual"))
            if dual is None or not isinstance(key[0], str):
                return None
            duals[key[0]] = dual
    return duals
