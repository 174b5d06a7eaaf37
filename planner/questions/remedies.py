"""What it would take: the smallest changes that would give a person a place, each confirmed by solving again."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, combinations
from typing import Any

import numpy as np
import pandas as pd

from planner.candidates import GATE_NAMES, blocking_gates
from planner.formulation import Name
from planner.instance import Instance, build, is_earning
from planner.questions.asking import NOTHING, Asking
from planner.schema.arrays import Positions
from planner.schema.choices import SWEDISH_LEVELS
from planner.solving import Again, Resolving, WeekChange

# Longer trips are tried in these steps, minutes one way.
TRIPS = (10, 20, 30)
LICENCE = "B"
# At most so many remedies are told, of each at most so many tried, and so many places looked at.
MOST, MOST_TRIED, MOST_PLACES = 3, 4, 4
# Limits that somebody can raise; those on the person's own time are no such.
RAISED = (
    "slot_places", "caseworker_starts", "supervisor_support", "employer_people", "employer_approaches",
    "funding_budget", "funding_pace", "module_seats",
)  # fmt: skip


@dataclass(frozen=True)
class RemedyStep:
    """One thing that would be otherwise: a cell of the person (`column`), or a limit raised by `amount` in every week.

    `limit` is the constraint and whose limit it is.
    """

    column: str | None = None
    value: Any = None
    limit: tuple[str, str] | None = None
    amount: float = 0.0

    @property
    def what(self) -> object:
        """What is changed, by whatever amount."""
        return self.column or self.limit


@dataclass(frozen=True)
class Remedy:
    """Steps, all needed, after which the person has a place: `slot_id` in the plan found.

    `is_certain`: the best plan found then has the person; otherwise a plan with the person is as good as any.
    `gain` is what the outcome gains by it, people.
    """

    steps: tuple[RemedyStep, ...]
    slot_id: str
    is_certain: bool
    gain: float


def remedies(asking: Asking, person: int) -> Iterator[Remedy]:
    """The remedies of somebody without a proposal (position): single steps first, then two together."""
    trying = _Trying(asking, person)
    singles = [*trying.limits(), *trying.own()]
    helped: set[object] = set()
    told = 0
    for tried in chain(singles, trying.pairs(singles)):
        if told >= MOST:
            return
        # What helps by itself needs no second step, nor more of the same.
        if helped.isdisjoint(step.what for step in tried) and (remedy := trying.confirmed(tried)) is not None:
            helped.update(step.what for step in tried)
            told += 1
            yield remedy


@dataclass
class _Trying:
    """Tries steps for one person, and remembers the weeks built for it."""

    asking: Asking
    person: int

    def __post_init__(self) -> None:
        self.row = self.asking.instance.people.iloc[self.person]

    def limits(self) -> list[tuple[RemedyStep, ...]]:
        """Each limit in the way of the person's best possible places, by itself."""
        return list(dict.fromkeys((step,) for steps in self._raised for step in steps))

    @cached_property
    def _raised(self) -> list[tuple[RemedyStep, ...]]:
        """For each of the person's best possible places, the limits in the way."""
        best = self._sought(self.asking.instance).drop_duplicates("slot").head(MOST_PLACES)
        found = (_raising(self.asking.free, candidate) for candidate in best.index.tolist())
        return [steps for steps in found if steps is not None]

    def _sought(self, instance: Instance) -> pd.DataFrame:
        """The person's candidates that are expected to gain, the best first: main places where there are any."""
        columns = instance.columns
        own = columns[(columns["person"] == self.person).to_numpy() & is_earning(columns)]
        main = own[own["purpose"] == "main"]
        return (own if main.empty else main).sort_values("value", ascending=False, kind="stable")

    def own(self) -> list[tuple[RemedyStep, ...]]:
        """Single steps of the person: each of a gate that alone refuses some offer."""
        alone = {gates[0] for gates in self._refusing if len(gates) == 1}
        return [(step,) for step in self._steps(alone)]

    def pairs(self, singles: list[tuple[RemedyStep, ...]]) -> Iterator[tuple[RemedyStep, ...]]:
        """Two steps together: two limits, two gates that together refuse some offer, or a gate and a limit."""
        yield from dict.fromkeys(steps for steps in self._raised if len(steps) == 2)  # noqa: PLR2004 - two
        two = {gates for gates in self._refusing if len(gates) == 2}  # noqa: PLR2004 - two
        tried = 0
        for gates in sorted(two):
            for pair in combinations(self._steps(set(gates)), 2):
                if pair[0].column != pair[1].column and tried < MOST_TRIED:
                    tried += 1
                    yield pair
        for (step,) in [one for one in singles if one[0].column is not None][:MOST_TRIED]:
            if (limit := self._in_the_way(step)) is not None:
                yield (step, limit)

    def confirmed(self, steps: tuple[RemedyStep, ...]) -> Remedy | None:
        """The remedy, if the week solved again with the steps has a plan with the person that is as good as any."""
        own = tuple(step for step in steps if step.column is not None)
        resolving, is_changed = self._resolving(own), bool(own)
        more = tuple(
            (name, step.amount) for step in steps if step.limit is not None for name in _rows_of(resolving, step.limit)
        )
        forced = self._sought(resolving.instance).index.to_numpy()
        if not len(forced):
            return None
        found = self.asking.solve(resolving, WeekChange(forced, more=more))
        if found.chosen is None:
            return None
        best = self._best(resolving, more)
        if found.value < best.value - NOTHING:
            return None
        rows = resolving.instance.candidates.loc[found.chosen]
        slot = int(rows.loc[rows["person"] == self.person, "slot"].iloc[0])
        slot_id = str(resolving.instance.slots["slot_id"].iloc[slot])
        # The plan asked has no place for the person; a plan of the changed limits may have one.
        is_certain = found.value > best.value + NOTHING or (not is_changed and self._has(resolving.instance, best))
        return Remedy(steps, slot_id, is_certain, max(found.value - self.asking.holding.value, 0.0))

    def _best(self, resolving: Resolving, more: tuple[tuple[Name, float], ...]) -> Again:
        """The best plan without having to take the person: with a step of theirs alone, the plan as it is."""
        if not more or not self.asking.is_small:
            return Again(self.asking.plan.chosen, self.asking.holding.value, self.asking.holding.value)
        return resolving.best(WeekChange(more=more))

    def _has(self, instance: Instance, plan: Again) -> bool:
        return plan.chosen is not None and bool((instance.candidates.loc[plan.chosen, "person"] == self.person).any())

    @cached_property
    def _refusing_by_offer(self) -> dict[int, tuple[str, ...]]:
        """The offers that refuse the person, with the gates that refuse, in their order."""
        instance = self.asking.instance
        bits = blocking_gates(instance.eligibility, instance.slots, np.array([self.person]))[0]
        return {
            offer: tuple(name for number, name in enumerate(GATE_NAMES) if bit >> number & 1)
            for offer, bit in enumerate(bits.tolist()) if bit
        }  # fmt: skip

    @property
    def _refusing(self) -> list[tuple[str, ...]]:
        return list(self._refusing_by_offer.values())

    def _steps(self, gates: set[str]) -> list[RemedyStep]:
        """Steps that could open one of some gates, the smallest of each first."""
        row, found = self.row, []
        if "travel" in gates:
            now = self._limit_of_trips()
            found += [RemedyStep("max_travel_minutes", now + minutes) for minutes in TRIPS]
        if "hours" in gates and (hours := self._hours_of_refused()):
            found.append(RemedyStep("hours_per_week", min(hours)))
        if "driving_licence" in gates and LICENCE not in row["driving_licence"]:
            found.append(RemedyStep("driving_licence", (*row["driving_licence"], LICENCE)))
        if "education" in gates and not pd.isna(row["education_level"]):
            found.append(RemedyStep("education_level", float(row["education_level"]) + 1))
        if "swedish" in gates and row["swedish_level"] in SWEDISH_LEVELS[:-1]:
            found.append(RemedyStep("swedish_level", SWEDISH_LEVELS[SWEDISH_LEVELS.index(row["swedish_level"]) + 1]))
        if "busy" in gates:
            less = [tuple(one for one in row["busy"] if one != half) for half in row["busy"]]
            found += [RemedyStep("busy", halves) for halves in less[:MOST_TRIED]]
        return found

    def _hours_of_refused(self) -> list[float]:
        """The hours a week of the places that hours alone refuse."""
        hours = self.asking.instance.slots["hours_per_week"].to_numpy(dtype=float)
        slots = self.asking.instance.offers["slot"].to_numpy()
        return [float(hours[slots[offer]]) for offer, gates in self._refusing_by_offer.items() if gates == ("hours",)]

    def _limit_of_trips(self) -> float:
        """How long the person may travel now, minutes: their own limit, else the policy's."""
        own = self.row["max_travel_minutes"]
        return float(self.asking.instance.settings.max_travel_minutes if pd.isna(own) else own)

    def _resolving(self, steps: tuple[RemedyStep, ...]) -> Resolving:
        """The solves of the week in which steps of the person are taken."""
        if not steps:
            return self.asking.holding
        if steps not in self._weeks:
            self._weeks[steps] = _with_steps(self.asking, self.person, steps)
        return self._weeks[steps]

    @cached_property
    def _weeks(self) -> dict[tuple[RemedyStep, ...], Resolving]:
        return {}

    def _in_the_way(self, step: RemedyStep) -> RemedyStep | None:
        """The one limit in the way of the person's best place after a step of theirs; None where there are more."""
        resolving = self._resolving((step,))
        for candidate in self._sought(resolving.instance).index[:MOST_PLACES].tolist():
            steps = _raising(resolving, candidate)
            if steps is not None and len(steps) == 1:
                return steps[0]
        return None


def _raising(resolving: Resolving, candidate: int) -> tuple[RemedyStep, ...] | None:
    """The limits that would have to be higher for a candidate; None where other things are in the way too."""
    short = {
        name: over for name, over in resolving.short(candidate).items() if not name[0].startswith(("held", "goal"))
    }
    if not short or not all(map(_is_raised, short)):
        return None
    most: dict[tuple[str, str], float] = {}
    for name, over in short.items():
        limit = name[0], name[1][0]
        most[limit] = max(most.get(limit, 0.0), over)
    return tuple(RemedyStep(limit=limit, amount=_whole(limit[0], amount)) for limit, amount in most.items())


def _whole(constraint: str, amount: float) -> float:
    """By how much a limit is raised: places, people and starts come whole, money in thousands."""
    if constraint == "supervisor_support":
        return math.ceil(amount * 2 - 1e-6) / 2
    unit = 1000 if constraint in {"funding_budget", "funding_pace"} else 1
    return float(max(math.ceil(amount / unit - 1e-6), 1) * unit)


def _rows_of(resolving: Resolving, limit: tuple[str, str]) -> list[Name]:
    """The rows of a limit, one for each week it has."""
    return [name for name in resolving.mip.names if _is_raised(name) and (name[0], name[1][0]) == limit]


def _is_raised(name: Name) -> bool:
    """Whether somebody can raise a row: of places, only those that count them."""
    constraint, key = name
    return constraint in RAISED and (constraint != "slot_places" or key[1] in {"limit", "open"})


def _with_steps(asking: Asking, person: int, steps: tuple[RemedyStep, ...]) -> Resolving:
    scenario = asking.instance.scenario
    people = scenario.tables["jobseekers"].copy()
    for step in steps:
        cells = people[step.column].tolist()
        cells[person] = step.value
        people[step.column] = pd.Series(cells, index=people.index, dtype=people[step.column].dtype)
    instance = build(replace(scenario, tables={**scenario.tables, "jobseekers": people}))
    chosen = _moved(asking.instance, instance, asking.plan.chosen)
    plan = asking.plan
    # No bound is told of these weeks, and in a large one its relaxation would take most of the time.
    return Resolving(
        instance,
        chosen,
        plan.held,
        plan.duals,
        asking.client,
        asking.seconds,
        relaxes=asking.is_small,
        alone=plan.alone,
    )


def _moved(before: Instance, after: Instance, chosen: Positions) -> Positions:
    """The candidates of a plan in another week with the same people and offers."""
    keys = ["person", "offer"]
    own = before.candidates.loc[chosen, keys]
    table = after.candidates[keys].reset_index(names="candidate")
    found: Positions = np.sort(own.merge(table, on=keys)["candidate"].to_numpy(dtype=np.int64))
    return found
