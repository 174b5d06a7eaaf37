"""The reason for each person's place or lack of one, as a code and facts. planner/explanation/texts.py words it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from planner.candidates import GATE_NAMES
from planner.explanation.activity import activity_of
from planner.explanation.chance import Chance, Lots
from planner.explanation.decided import Decided, Deciding
from planner.explanation.legal import unverified_by_offer
from planner.explanation.uncovered import Uncovered, first_uncovered
from planner.formulation import GOALS, Chosen, Name
from planner.instance import Instance, awaited, gains_of, is_earning, is_main, is_offered_to, overrides
from planner.schema.arrays import Positions, Whole
from planner.solving import Solution

# Codes that name what decided: a goal after the outcome, or `group_minimum`.
# People whose gates are looked at together; an array of them by every offer must fit into memory.
TOGETHER = 256
# What is worth no more than this is worth nothing.
SAME = 1e-9
GOAL_CODES = frozenset({*GOALS, "group_minimum"} - {"outcome"})


@dataclass(frozen=True)
class Later:
    """What is weighed where somebody waits: a place's value now, and what it takes from the weeks to come.

    `own` is the part of that which the person may expect, and `like` the slot (id) of the kind that they may expect
    most of; the rest is expected by others, of the place and the money.
    """

    now: float
    later: float
    own: float
    like: str | None


@dataclass(frozen=True)
class Reason:
    """A reason code and the facts its sentence is made of.

    `limits` are the names of the rows in the way. `gates` is the smallest set of gates that refuses some offer, and
    `unverified` those of them that rest on unverified law. `uncovered` are the weeks that gate funding_weeks refuses.
    `slot` is a position, and `is_best` says whether it is the person's best place. `weighed` are the values before and
    after an exchange that gives the person that place, and `num_outbid` counts the slots where an exchange gains no
    more. `waits` are the weeks waited by whoever the place went to and by the person, if the former waited longer.
    `usual` names the plan of usual practice whose order decided. `by` is who pinned the pair over `gates`. `chance` is
    that of a person whom the lot left out. `later` is what somebody waits for whom the plan expects more for later.
    `num_kept` counts the slots where a place now would take more from the weeks to come than it gives.
    """

    code: str
    goal: str | None = None
    slot: int | None = None
    limits: tuple[Name, ...] = ()
    gates: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    uncovered: Uncovered | None = None
    num_places: int = 0
    is_best: bool = True
    weighed: tuple[float, float] | None = None
    num_outbid: int = 0
    waits: tuple[int, int] | None = None
    usual: str | None = None
    by: str | None = None
    chance: Chance | None = None
    later: Later | None = None
    num_kept: int = 0


@dataclass(frozen=True)
class SecondChoice:
    """Another slot (position) that the person could have, and its value.

    `is_free`: it fits beside all other proposals of the plan, once the person's own has fallen away.
    """

    slot: int
    value: float
    is_free: bool


@dataclass(frozen=True)
class Reasons:
    """Reasons and second choices, by chosen candidate (position) and by unplaced or held person (position)."""

    proposed: Mapping[int, Reason]
    unplaced: Mapping[int, Reason]
    second_choice: Mapping[int, SecondChoice] = field(default_factory=dict)
    nearest: Mapping[int, SecondChoice] = field(default_factory=dict)


def reasons(instance: Instance, solution: Solution, *, is_queue: bool = False) -> Reasons:
    """Give every proposal and every person without one a reason that holds for this plan.

    `is_queue`: the plan is one of usual practice, where only the order decides.
    """
    return _Reasoning(instance, solution, is_queue=is_queue).all()


class _Reasoning:
    """One pass over a plan; `activity` is what the plan uses of every limit."""

    def __init__(self, instance: Instance, solution: Solution, *, is_queue: bool) -> None:
        self.instance = instance
        self.solution = solution
        self.chosen: Chosen = solution.chosen
        self.mip = solution.mip
        self.activity = activity_of(instance, solution)
        table = instance.columns
        self.candidate = table.index.to_numpy()
        self.person, self.slot = table["person"].to_numpy(), table["slot"].to_numpy()
        self.value, self.acceptance = table["value"].to_numpy(), table["acceptance"].to_numpy()
        self.weight = instance.weights[self.candidate]
        self.is_main, self.is_earning = is_main(table), is_earning(table)
        self.unverified = unverified_by_offer(instance)
        self.least = instance.least_in_slot
        self.pinned = set(instance.pairs("pin"))
        self.overrides = {one.candidate: one for one in overrides(instance, self.chosen)}
        self.forbidden = set(instance.pairs("forbid"))
        waiting = awaited(instance.scenario, instance.candidates, instance.places_left)
        self.awaited = set() if is_queue else set(waiting.itertuples(index=False, name=None))
        self.contested = {person for person, _ in instance.pairs("contested")}
        self.deciding = Deciding(instance, solution, self.activity, is_queue=is_queue)

    @cached_property
    def lots(self) -> Lots:
        """Among whom the lot decided, looked at only where it did."""
        names = [goal.name for goal in self.solution.goals]
        return Lots(self.instance, self.activity, self.chosen, names, self.solution.earlier)

    def all(self) -> Reasons:
        second: dict[int, SecondChoice] = {}
        proposed = {}
        # Columns of the MIP are sorted by person, so a person's columns are one slice.
        for column in np.searchsorted(self.candidate, self.chosen).tolist():
            candidate = int(self.candidate[column])
            proposed[candidate], other = self._of_proposal(column)
            if other is not None:
                second[candidate] = other
        running = set(self.instance.running["person"])
        placed = set(self.person[np.searchsorted(self.candidate, self.chosen)].tolist())
        left = [p for p in range(len(self.instance.people)) if p not in placed and p not in running]
        with_column = set(self.person.tolist())
        gates = self._gates_of(np.array([p for p in left if p not in with_column], dtype=np.int64))
        found = {p: self._of_unplaced(p) for p in left if p not in gates}
        unplaced = {p: gates[p] if p in gates else found[p][0] for p in left}
        nearest = {p: self._second(column) for p, (_, column) in found.items() if column is not None}
        return Reasons(proposed, unplaced, second, nearest)

    def _second(self, column: int) -> SecondChoice:
        return SecondChoice(int(self.slot[column]), float(self.value[column]), self.activity.fits(column))

    def _own(self, person: int) -> Positions:
        """A person's columns of the MIP, of greatest value first, then acceptance."""
        first, last = np.searchsorted(self.person, [person, person + 1])
        own = np.arange(first, last)
        return own[np.lexsort((-self.acceptance[own], -self.value[own]))]

    def _of_proposal(self, column: int) -> tuple[Reason, SecondChoice | None]:
        """The reason of one proposal, and the person's second choice: the best that is free, else the best."""
        slot, person, value = int(self.slot[column]), int(self.person[column]), self.value[column]
        own = self._own(person)
        same = [c for c in own[self.is_main[own] == self.is_main[column]].tolist() if self._is_allowed(c)]
        others = [c for c in same if self.slot[c] != slot]
        self.activity.move(column, -1.0)
        free = next((c for c in others if self.activity.fits(c)), None)
        is_needed = None if free is None else self._broken_after(free)
        # Usual practice has columns worth less than nothing as well; those are no choice.
        choices = [c for c in ([] if free is None else [free]) + others if self.value[c] >= 0 or self._is_pinned(c)]
        second = self._second(choices[0]) if choices else None
        self.activity.move(column, 1.0)
        num_places = len(np.unique(self.slot[same]))
        if (person, slot) in self.pinned:
            over = self.overrides.get(int(self.candidate[column]))
            gates, by = ((), None) if over is None else (over.gates, over.by)
            return Reason("pinned", slot=slot, num_places=num_places, gates=gates, by=by), second
        if free is not None and self.is_main[column] and self.value[free] > value + 1e-9:
            if self.instance.looks_ahead and self.weight[free] <= self.weight[column] + SAME:
                return Reason("ahead", slot=int(self.slot[free]), num_places=num_places), second
            goal = is_needed or self._goal_against(int(self.candidate[column]), int(self.candidate[free]))
            if goal is not None:
                return Reason("other_goal", goal=goal, slot=slot, num_places=num_places), second
        full = next((int(self.slot[c]) for c in others if c != free and self.value[c] > value + 1e-9), None)
        return Reason("best", slot=full, num_places=num_places), second

    def _is_pinned(self, column: int) -> bool:
        return (int(self.person[column]), int(self.slot[column])) in self.pinned

    def _is_allowed(self, column: int) -> bool:
        """Whether nobody has forbidden the pair."""
        return (int(self.person[column]), int(self.slot[column])) not in self.forbidden

    def _broken_after(self, column: int) -> str | None:
        """What falls short once this column is taken: *outcome* for a slot's minimum, or *group_minimum*; else None."""
        self.activity.move(column, 1.0)
        short = np.flatnonzero(self.activity.used < self.mip.row_lower - 1e-6)
        self.activity.move(column, -1.0)
        broken = {self.mip.names[row][0] for row in short.tolist()}
        if not broken:
            return None
        return "outcome" if "slot_places" in broken else "group_minimum"

    def _goal_against(self, candidate: int, better: int) -> str | None:
        """The first later goal that moving the person to the better candidate would lower."""
        column, leaving = (
            int(np.searchsorted(self.deciding.candidate, better)),
            np.flatnonzero(self.chosen == candidate),
        )
        return next((name for name in self.deciding.later if self.deciding.costs(name, column, leaving)), None)

    def _of_unplaced(self, person: int) -> tuple[Reason, int | None]:
        """The reason of one person, and the column that it speaks of."""
        own = self._own(person)
        gains = own[self.is_earning[own]]
        allowed = [c for c in gains.tolist() if self._is_allowed(c)]
        if person in self.contested:
            return Reason("held"), None
        if not allowed:
            code = "forbidden" if len(gains) else "no_gain"
            return Reason(code, num_places=len(np.unique(self.slot[own]))), None
        waiting = [c for c in allowed if (person, int(self.slot[c])) in self.awaited]
        if waiting:
            places = len(np.unique(self.slot[[c for c in allowed if self.is_main[c]]]))
            return Reason("interviewed", slot=int(self.slot[waiting[0]]), num_places=places), waiting[0]
        best = first = allowed[0]
        # For people with main places to choose from, the reason is about those, not about companions beside them.
        sought = [c for c in allowed if self.is_main[c]] or allowed
        num_places, num_kept = len(np.unique(self.slot[sought])), 0
        if self.instance.looks_ahead and self.is_main[sought[0]]:
            worthwhile = [c for c in sought if self.weight[c] > SAME]
            kept = None if worthwhile else next((c for c in sought if self.activity.fits(c)), None)
            if kept is not None:
                return self._of_waiting(kept, num_places, is_best=kept == first), kept
            num_kept = num_places - len(np.unique(self.slot[worthwhile])) if worthwhile else 0
            sought = worthwhile or sought
            best = sought[0]
        running = [c for c in sought if int(self.slot[c]) not in self._closed_slots]
        decided = self.deciding.of(sought, running)
        slot = int(self.slot[best])
        if (decided is None or decided.code == "limit") and slot in self._closed_slots:
            code = "minimum_not_reached" if self.least[slot] <= self.instance.places_left[slot] else "limit"
            return Reason(code, slot=slot, limits=self._in_the_way(best), num_places=num_places), best
        assert decided is not None  # noqa: S101 - the best place is closed, or one that is not is among them
        reason = self._of_decided(decided, num_places, is_best=decided.column == first)
        return replace(reason, num_kept=num_kept), decided.column

    def _of_waiting(self, column: int, num_places: int, *, is_best: bool) -> Reason:
        """The reason of somebody who could have a place, and all of whose take more from the weeks to come."""
        prices, person = self.instance.look_ahead, int(self.person[column])
        assert prices is not None  # noqa: S101 - nobody waits for better in a plan without prices
        name = str(self.instance.people["jobseeker_id"].iloc[person])
        candidate = self.instance.candidates.iloc[[int(self.candidate[column])]]
        value = float(self.value[column])
        own = prices.people.get(name, 0.0) * value / float(gains_of(self.instance.scenario, candidate)[0])
        later = Later(value, value - float(self.weight[column]), own, prices.awaits.get(name))
        return Reason("waits", slot=int(self.slot[column]), num_places=num_places, is_best=is_best, later=later)

    def _of_decided(self, decided: Decided, num_places: int, *, is_best: bool) -> Reason:
        column, person = decided.column, int(self.person[decided.column])
        waited = int(self.deciding.waited[person])
        return Reason(
            decided.code,
            goal=decided.code if decided.code in GOAL_CODES else None,
            slot=int(self.slot[column]),
            limits=self._in_the_way(column) if decided.code in {"outbid", "by_hand", "limit"} else (),
            num_places=num_places,
            is_best=is_best,
            weighed=self.deciding.weighed(decided),
            num_outbid=decided.num_outbid,
            waits=None if decided.longest_wait is None else (decided.longest_wait, waited),
            chance=self.lots.of(person, int(self.slot[column])) if decided.code == "lot" else None,
        )

    def _in_the_way(self, column: int) -> tuple[Name, ...]:
        """The limits that one more proposal would break."""
        limits = tuple(self.mip.names[row] for row in self.activity.broken_by(column).tolist())
        slot = int(self.slot[column])
        if slot not in self._closed_slots:
            return limits
        others = (name for name in limits if name[0] != "slot_places")
        return (*others, ("slot_places", (str(self.instance.slots["slot_id"].iloc[slot]), "minimum")))

    @cached_property
    def _closed_slots(self) -> frozenset[int]:
        """The slots with a minimum that the plan does not reach."""
        keys = self.mip.keys.get("runs", np.array([], dtype=np.int64))
        is_closed = self.activity.x[self.mip.positions("runs", keys)] < 0.5  # noqa: PLR2004 - 0 or 1
        return frozenset(np.asarray(keys)[is_closed].tolist())

    def _gates_of(self, people: Positions) -> dict[int, Reason]:
        """For people without any column: the smallest set of gates without which they would have a candidate.

        Of several sets of that size, one without a closed slot goes first, then the one that refuses the most offers.
        """
        found: dict[int, Reason] = {}
        candidates = set(self.instance.candidates["person"])
        for person in people.tolist():
            if person in self.contested:
                found[person] = Reason("held")
            elif person in candidates:
                found[person] = Reason("no_gain")
        rest = np.array([p for p in people.tolist() if p not in found], dtype=np.int64)
        for block in np.array_split(rest, max(1, len(rest) // TOGETHER)):
            if len(block) and len(self.instance.offers):
                bits = self.instance.blocking_gates(block)
                found |= {int(p): self._nearest(int(p), row) for p, row in zip(block, bits, strict=True)}
        return {**dict.fromkeys(rest.tolist(), Reason("no_candidate")), **found}

    def _nearest(self, person: int, bits: Whole) -> Reason:
        """The smallest set of gates, and which of them rest on unverified law in every offer they refuse."""
        reason, best = _smallest(bits[is_offered_to(self.instance, person)])
        if best is None or len(bits) != len(self.unverified):
            return reason
        offers = np.flatnonzero(bits == best).tolist()
        gates = [frozenset(self.unverified[offer]) for offer in offers]
        shared = frozenset.intersection(*gates) if gates else frozenset()
        unverified = tuple(name for name in reason.gates if name in shared)
        uncovered = first_uncovered(self.instance.eligibility, offers) if "funding_weeks" in reason.gates else None
        return replace(reason, unverified=unverified, uncovered=uncovered)


def _smallest(bits: Whole) -> tuple[Reason, int | None]:
    if not len(bits):
        return Reason("no_candidate"), None
    closed = 1 << GATE_NAMES.index("slot_status")
    sets, counts = np.unique(bits, return_counts=True)
    ranked = sorted(
        zip(sets.tolist(), counts.tolist(), strict=True),
        key=lambda item: (item[0].bit_count(), bool(item[0] & closed), -item[1], item[0]),
    )
    best, count = ranked[0]
    gates = tuple(name for number, name in enumerate(GATE_NAMES) if best >> number & 1)
    return Reason("no_candidate", gates=gates, num_places=int(count)), int(best)
