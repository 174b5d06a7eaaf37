"""How far each slot is filled, and why places in it stay empty."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.explanation.free import Free, free_places
from planner.explanation.legal import unverified_by_slot
from planner.explanation.texts import gate_text, joined, limit_text
from planner.explanation.uncovered import Uncovered, first_uncovered
from planner.instance import Instance
from planner.schema.models import Rule
from planner.solving import Solution
from planner.texts import N_, _, ngettext

NAMED_GATES = 3


@dataclass(frozen=True)
class SlotReason:
    """Places of one slot, what became of them, why some stay free, and the gates that refused most people for it.

    `unverified` are gates of its forms that rest on unverified law. `uncovered` are the weeks that gate funding_weeks
    refuses. `outside` are forms that are not in force at its start, by name and rule. `is_points`: the plan counts
    points. `on_date` says whether its candidates have not begun, are running or have ended on the follow-up date, if
    that is the same for all.
    """

    code: str
    running: int
    offered: int
    proposed: int
    free: int
    gates: tuple[tuple[str, int], ...]
    why_free: Free
    unverified: frozenset[str] = frozenset()
    uncovered: Uncovered | None = None
    outside: tuple[tuple[str, Rule], ...] = ()
    is_points: bool = False
    on_date: str | None = None

    def sentence(self) -> str:
        """The reason in words, and the forms whose dates refuse."""
        dates = (
            _("{programme} holds {dates}.", programme=name, dates=law.dates_in_words()) for name, law in self.outside
        )
        return " ".join([self._sentence(), *dates])

    def _sentence(self) -> str:
        if self.code in _WORDS:
            return _(_WORDS[self.code])
        return " ".join([_("Partly filled."), self._why()]) if self.code == "partly" else self._why()

    def _why(self) -> str:
        why, count = self.why_free.why, self.why_free.num_people
        if why == "no_candidate" and self.code != "partly":
            gates = "; ".join(
                ngettext("{gate}, {number} person", "{gate}, {number} people", number, gate=self._gate(name))
                for name, number in self.gates
            )
            return _("Nobody possible: {gates}.", gates=gates) if gates else _("Nobody possible.")
        if why == "limit":
            return _("Empty: {limits}.", limits=joined(limit_text(name) for name in self.why_free.limits))
        if why == "elsewhere":
            return ngettext(
                "{number} possible, who is taken up elsewhere.", "{number} possible, all taken up elsewhere.", count
            )
        if why == "no_gain":
            why = "no_points" if self.is_points else _NO_GAIN.get(self.on_date or "", why)
        return _(_WHY[why])

    def _gate(self, name: str) -> str:
        is_unverified = name.removesuffix("_unknown") in self.unverified
        return gate_text(name, is_unverified=is_unverified, uncovered=self.uncovered)


_WHY = {
    "no_candidate": N_("Nobody else is possible."),
    "no_gain": N_("Nobody is expected to gain from it."),
    "runs_on": N_(
        "Nobody is expected to gain from it: it still runs at the follow-up and does not count as work or study then."
    ),
    "too_late": N_("Nobody is expected to gain from it: it starts after the follow-up."),
    "no_points": N_("Nobody gets points for it."),
    "by_hand": N_("All who could come are stopped by hand."),
    "minimum": N_("Does not start: fewer than its minimum."),
    "ahead": N_("Kept: expected to be of more use in the weeks to come."),
    "not_settled": N_("The search ended before it was settled who comes."),
}
_NO_GAIN = {"running": "runs_on", "not_begun": "too_late"}
_WORDS = {"full": N_("All places are filled."), "closed": N_("The slot is not open.")}


def slot_reasons(instance: Instance, solution: Solution) -> list[SlotReason]:
    """One reason per slot, in their order."""
    slots, running = instance.slots, instance.running
    count = len(slots)
    chosen = instance.columns.loc[solution.chosen]
    proposed = np.bincount(chosen["slot"].to_numpy(), minlength=count)
    why_free = free_places(instance, solution)
    is_offered = running["state"] == "offered"
    most_offered, most_running = (instance.most_running(running[rows]).tolist() for rows in (is_offered, ~is_offered))
    unverified, outside = unverified_by_slot(instance), _outside_dates(instance)
    on_date = _on_date(instance)
    found = []
    for slot in range(count):
        offered, busy = most_offered[slot], most_running[slot]
        free = int(slots["places"].iloc[slot]) - int(slots["reserved_by_hand"].iloc[slot]) - busy - offered
        free = max(free - int(proposed[slot]), 0)
        why = why_free[slot]
        code = _code(instance, slot, int(proposed[slot]), free, why)
        named = tuple(instance.eligibility.refusals_at(slot).items())[:NAMED_GATES]
        reason = SlotReason(code, busy, offered, int(proposed[slot]), free, named, why)
        dates = outside.get(slot, ()) if code != "closed" else ()
        is_uncovered = "funding_weeks" in {name for name, _count in named}
        found.append(
            replace(
                reason,
                unverified=unverified.get(slot, frozenset()),
                uncovered=first_uncovered(instance.eligibility, _offers_of(instance, slot)) if is_uncovered else None,
                outside=dates,
                is_points=instance.counts_points,
                on_date=on_date.get(slot),
            )
        )
    return found


def _offers_of(instance: Instance, slot: int) -> list[int]:
    return np.flatnonzero((instance.offers["slot"] == slot).to_numpy()).tolist()


def _on_date(instance: Instance) -> dict[int, str]:
    """`on_date` by slot position, if it is the same for all its candidates and none has the user's own outcome."""
    of_slot = instance.candidates[["slot", "on_date", "basis"]].drop_duplicates()
    own = of_slot.loc[of_slot["basis"] == "own", "slot"]
    alike = of_slot[["slot", "on_date"]].drop_duplicates().drop_duplicates("slot", keep=False)
    alike = alike[~alike["slot"].isin(own)]
    return {int(slot): str(holds) for slot, holds in zip(alike["slot"], alike["on_date"], strict=True)}


def _outside_dates(instance: Instance) -> dict[int, tuple[tuple[str, Rule], ...]]:
    """By slot position, the forms that gate rule_dates refuses, each with its rule at the start of the slot."""
    slot, form = (instance.offers[name].tolist() for name in ("slot", "programme_id"))
    result = dict[int, dict[str, Rule]]()
    for offer in instance.eligibility.refused_by("rule_dates").tolist():
        result.setdefault(slot[offer], {})[form[offer]] = instance.laws[offer]
    return {slot: tuple(forms.items()) for slot, forms in result.items()}


def _code(instance: Instance, slot: int, proposed: int, free: int, why: Free) -> str:
    if instance.slots["status"].iloc[slot] != "open":
        return "closed"
    if free == 0:
        return "full"
    return "partly" if proposed else f"empty_{why.why}"
