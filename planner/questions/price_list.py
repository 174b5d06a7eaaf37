"""The prices of a plan's week, one list for each kind of step; never one ladder over different units."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from planner.instance import Instance
from planner.planning import Reopened
from planner.questions.asking import Asking
from planner.questions.prices import Price, Pricing
from planner.questions.steps import BUDGET_STEP_SEK, KINDS, StepKind, median_capacity
from planner.questions.templates import DEPARTMENT, TemplatePrice, template_prices

WANTED_COLUMNS = ("employer_id", "name", "places_offered", "places_free", "places_wanted")


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


def places_wanted(instance: Instance) -> pd.DataFrame:
    """Places offered against places wanted: a row for each department, in the order of table employers.

    Offered are the places of open slots that start in the plan week or later; free are those of them that facts leave.
    Blank where nobody has said what is wanted. Nothing decides by it.
    """
    employers, slots = instance.employers, instance.slots
    is_open = (slots["status"] == "open") & (slots["start_week"] >= instance.week)
    own = slots.assign(free=instance.places_left)[is_open]
    sums = own.groupby("employer_id")[["places", "free"]].sum()
    departments = employers[employers["sector"] == DEPARTMENT]
    by_department = sums.reindex(departments["employer_id"]).fillna(0).astype("int64")
    columns = (
        departments["employer_id"].to_numpy(),
        departments["name"].to_numpy(),
        by_department["places"].to_numpy(),
        by_department["free"].to_numpy(),
        departments["places_wanted"].astype("Int64").array,
    )
    return pd.DataFrame(dict(zip(WANTED_COLUMNS, columns, strict=True)))
