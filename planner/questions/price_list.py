"""The prices of a plan's week, one list for each kind of step; never one ladder over different units."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from planner.instance import Instance
from planner.planning import Reopened, places_wanted
from planner.questions.asking import Asking
from planner.questions.prices import Price, Pricing
from planner.questions.steps import BUDGET_STEP_SEK, KINDS, StepKind, median_capacity
from planner.questions.templates import TemplatePrice, template_prices


@dataclass(frozen=True)
class PriceList:
    """What one more brings and one less costs, by kind; what template slots would bring; places wanted.

    `value` is the best outcome of the week that was found, `bound` what no plan exceeds. `steps` are the amounts of a
    step by kind: places, SEK, support need, starts a week. `wanted` has a row for each department (WANTED_COLUMNS).
    """

    plan: Reopened = field(repr=False)
    value: float
    bound: float
    steps: Mapping[StepKind, float]
    prices: Mapping[StepKind, Sequence[Price]] = field(repr=False)
    templates: Sequence[TemplatePrice] = field(repr=False)
    wanted: pd.DataFrame = field(repr=False)

    @property
    def instance(self) -> Instance:
        """The week."""
        return self.plan.instance


def price_list(plan: Reopened, timer: Callable[[str], None] = lambda _phase: None) -> PriceList:
    """Price a plan's week; `timer(phase)` is called as each kind of step, and then the templates, are priced.

    Up to 500 people each solve may take 20 s, and most take less than one; of more people, 2 s.
    """
    with Asking(plan) as asking:
        pricing = Pricing(asking)
        prices: dict[StepKind, Sequence[Price]] = {}
        for kind in KINDS:
            prices[kind] = pricing.of_kind(kind)
            timer(kind)
        templates = template_prices(pricing.week)
        timer("templates")
    steps: dict[StepKind, float] = {
        "place": 1.0, "programme": 1.0, "budget": BUDGET_STEP_SEK, "supervisor": median_capacity(plan.instance),
        "caseworker": 1.0,
    }  # fmt: skip
    week = pricing.week
    return PriceList(plan, week.value, week.bound, steps, prices, templates, places_wanted(plan.instance))
