"""What one more of each limit brings and what one less costs: prices, each with all else as it is.

The goal is the outcome alone, as in columns `price_lp` and `gain` of slots.csv. A price is a difference of two best
outcomes; it holds while every other limit stays, so prices are never summed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from planner.formulation import Name
from planner.questions.asking import NOTHING, Asking
from planner.questions.judged import ENDS, End, at_end, has_judged_effects
from planner.questions.ranges import EXACT, NO_DIFFERENCE, NO_STEP, PriceRange, Solved, spanned
from planner.questions.steps import LimitStep, StepKind, risen_rows, stepped, steps_of

# So many steps of a kind are solved again for one more, and as many for one less: those of the greatest price.
MOST_RESOLVED = 20
FLOAT_NOISE = 1e-9


@dataclass(frozen=True)
class Price:
    """What one step more of a limit brings (`more`), and what one less costs (`less`).

    `about` is the linear relaxation's estimate of `more`. `judged` is the range that the judged effects leave of it:
    from the least to the greatest of what it brings as the model states them, with all of them at their low ends, and
    with all at their high ends; None where no solve was needed or the figures rest on no such effects. Of a programme,
    `at` is the slot where one more place brings most, and `less_at` where one less costs least.
    """

    step: LimitStep
    about: float
    more: PriceRange
    less: PriceRange
    judged: PriceRange | None = None
    at: str | None = None
    less_at: str | None = None


class Pricing:
    """Prices the steps of a plan's week. The best outcome is solved once, and every step beside it."""

    def __init__(self, asking: Asking) -> None:
        self.plan, self.instance = asking.plan, asking.instance
        free = replace(asking.free, keeps=False)
        self.week = Solved(free, float(asking.plan.file["certified_bound"]))
        self._of_kind: dict[StepKind, list[Price]] = {}
        self._at_end: dict[End, Solved] = {}

    def of_kind(self, kind: StepKind) -> list[Price]:
        """The prices of one kind, the greatest first; of equal ones the first in the table."""
        if kind not in self._of_kind:
            if kind == "programme":
                prices = self._programmes()
            else:
                prices = (self._places if kind == "place" else _Limits(self, kind)).prices()
            self._of_kind[kind] = sorted(prices, key=lambda price: (-price.more.middle, -price.about))
        return self._of_kind[kind]

    def judged(self, step: LimitStep, more: PriceRange, rises: Mapping[Name, float]) -> PriceRange | None:
        """The range of what one more brings that the judged effects leave."""
        if more.known != "resolved" or not has_judged_effects(self.instance.scenario):
            return None
        ends = [self._end(end) for end in ENDS]
        gains = (one.gain(stepped(one.instance, [step], 1), self.most(one, step, rises)) for one in ends)
        return spanned([more, *gains])

    def most(self, week: Solved, step: LimitStep, rises: Mapping[Name, float]) -> float:
        """What one more cannot exceed in a week, by its duals; infinite where they do not speak of it.

        They do not of a slot with fewer places than its minimum: there one more may let it run.
        """
        lets_run = step.limit < self.least(step)
        return math.inf if lets_run else week.most_gained(rises)

    def least(self, step: LimitStep) -> int:
        """The minimum of a slot; 0 where one person suffices, and for limits of other kinds."""
        if step.kind != "place":
            return 0
        least = int(self.instance.least_in_slot[step.position])
        return least if least > 1 else 0

    def _end(self, end: End) -> Solved:
        """The week with the judged effects at one end, solved."""
        if end not in self._at_end:
            self._at_end[end] = self.week.with_worth_of(at_end(self.instance, end))
        return self._at_end[end]

    def _programmes(self) -> list[Price]:
        """One place more or less of a form: in the slot of that form where it brings most, or costs least."""
        limits, columns = self._places, self.instance.columns
        limits.prices()
        found = []
        for position, name in enumerate(self.instance.programmes["programme_id"]):
            slots = set(columns["slot"].to_numpy()[(columns["programme_id"] == name).to_numpy()].tolist())
            own = [step for step in limits.steps if step.position in slots]
            if own:
                found.append(_form_price(LimitStep("programme", str(name), position, 1.0, math.inf), own, limits))
        return found

    @cached_property
    def _places(self) -> _Limits:
        return _Limits(self, "place")


class _Limits:
    """The limits of one kind: what is known of each by bounds, and solves where they are asked for."""

    def __init__(self, pricing: Pricing, kind: StepKind) -> None:
        self.pricing, self.instance, self.week = pricing, pricing.instance, pricing.week
        self.kind, self.steps = kind, steps_of(pricing.instance, kind)
        self.rises = risen_rows(self.instance, self.steps, 1)
        self.falls = risen_rows(self.instance, self.steps, -1)
        self._more: dict[LimitStep, PriceRange] = {}
        self._less: dict[LimitStep, PriceRange] = {}
        self._judged: dict[LimitStep, PriceRange | None] = {}

    def prices(self) -> list[Price]:
        """All prices: those of the MOST_RESOLVED greatest that bounds do not settle are solved again, more and less."""
        more = [step for step in self.steps if self.more(step).known == "about"]
        for step in sorted(more, key=lambda step: (-self.about(step), -self.more(step).high))[:MOST_RESOLVED]:
            self.resolved_more(step)
        less = [step for step in self.steps if self.less(step).known == "about"]
        for step in sorted(less, key=lambda step: (-self.about(step), -self.less(step).high))[:MOST_RESOLVED]:
            self.resolved_less(step)
        return [
            Price(step, self.about(step), self.more(step), self.less(step), self.judged(step)) for step in self.steps
        ]

    def about(self, step: LimitStep) -> float:
        """What the relaxation's prices say of one more."""
        smallest = self.week.prices.smallest
        return sum(smallest.get(name, 0.0) * rise for name, rise in self.rises.get(step.id, {}).items())

    def more(self, step: LimitStep) -> PriceRange:
        """What is known of what one more brings."""
        if step not in self._more:
            most = self.pricing.most(self.week, step, self.rises.get(step.id, {}))
            self._more[step] = NO_DIFFERENCE if most <= NOTHING else PriceRange(0.0, most, "about")
        return self._more[step]

    def resolved_more(self, step: LimitStep) -> PriceRange:
        """What one more brings, solved again where bounds do not settle it."""
        known = self.more(step)
        if known.known == "about":
            self._more[step] = self.week.gain(stepped(self.instance, [step], 1), known.high)
        return self._more[step]

    def judged(self, step: LimitStep) -> PriceRange | None:
        """The range of what one more brings that the judged effects leave; None where no solve was needed."""
        if step not in self._judged:
            self._judged[step] = self.pricing.judged(step, self.more(step), self.rises.get(step.id, {}))
        return self._judged[step]

    def less(self, step: LimitStep) -> PriceRange:
        """What is known of what one less costs."""
        if step not in self._less:
            self._less[step] = self._known_less(step)
        return self._less[step]

    def resolved_less(self, step: LimitStep) -> PriceRange:
        """What one less costs, solved again where bounds do not settle it."""
        if self.less(step).known == "about":
            self._less[step] = self.week.loss(stepped(self.instance, [step], -1), self._less[step])
        return self._less[step]

    def _known_less(self, step: LimitStep) -> PriceRange:
        if not step.can_be_less:
            return NO_STEP
        if self._leaves_unused(step):
            return NO_DIFFERENCE
        low = 0.0 if self.pricing.least(step) else self.week.least_lost(self.falls.get(step.id, {}))
        high = max(self._at_stake(step), low)
        return PriceRange(low, high, "bound" if high - low <= EXACT else "about")

    def _leaves_unused(self, step: LimitStep) -> bool:
        """Whether the best plan found keeps the limit that is a step lower."""
        if self.kind == "place":
            used = self.week.used_places[step.position]
            return bool(used == 0 or used <= step.limit - 1)
        return all(self.week.unused(name) + fall >= -FLOAT_NOISE for name, fall in self.falls.get(step.id, {}).items())

    def _at_stake(self, step: LimitStep) -> float:
        """What a step less costs at most: the value of proposals of the best plan, if these simply went.

        At a slot without a minimum that is the one of least value, else all in the rows of the limit. Infinite where
        pins or minimums of groups may demand them.
        """
        if any(self.instance.settings.group_minimum.values()):
            return math.inf
        chosen = self.instance.candidates.loc[self.week.chosen, ["person", "slot", "value"]]
        own = chosen[self.week.is_in(list(self.falls.get(step.id, {})))]
        pinned = set(self.instance.pairs("pin"))
        is_free = np.array([pair not in pinned for pair in zip(own["person"], own["slot"], strict=True)], dtype=bool)
        if self.kind == "place" and self.pricing.least(step) == 0:
            return float(own["value"][is_free].min()) if is_free.any() else math.inf
        return float(own["value"].sum()) if is_free.all() else math.inf


def _form_price(step: LimitStep, own: Sequence[LimitStep], limits: _Limits) -> Price:
    """The greatest gain and the least loss over the slots of a form; further slots are solved where they matter."""
    lowest = 0.0
    for place in sorted(own, key=lambda one: (-limits.more(one).low, -limits.about(one)))[:MOST_RESOLVED]:
        found = limits.resolved_more(place) if limits.more(place).high > lowest + NOTHING else limits.more(place)
        lowest = max(lowest, found.low)
    at = max(own, key=lambda one: (limits.more(one).low, limits.about(one)))
    best, high = limits.more(at), max(limits.more(one).high for one in own)
    more = PriceRange(best.low, high, best.known if high <= best.high + NOTHING else "about")
    less, less_at = _least_loss(own, limits)
    name = at.id if more.high > NOTHING else None
    return Price(step, max(limits.about(one) for one in own), more, less, limits.judged(at), name, less_at)


def _least_loss(own: Sequence[LimitStep], limits: _Limits) -> tuple[PriceRange, str | None]:
    can = [place for place in own if limits.less(place).is_possible]
    for place in sorted(can, key=lambda one: (limits.less(one).low, limits.less(one).high))[:MOST_RESOLVED]:
        least = min(limits.less(one).high for one in can)
        if limits.less(place).low < least - NOTHING:
            limits.resolved_less(place)
    can = [place for place in can if limits.less(place).is_possible]
    if not can:
        return NO_STEP, None
    at = min(can, key=lambda one: limits.less(one).high)
    found = limits.less(at)
    return PriceRange(min(limits.less(one).low for one in can), found.high, found.known), at.id
