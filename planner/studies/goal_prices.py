"""The price of each goal of a plan, and of each restriction inside one: the week is planned anew without it.

What a goal costs is said of the whole order of goals: without it, or with one of its limits at its end, the goals after
it are sought anew as well. So the prices of two goals say nothing of both together, and are never summed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pandas as pd

from planner.errors import UsageFault
from planner.formulation import GOALS
from planner.instance import is_main
from planner.planning import Plan, Reopened
from planner.schema.plan_money import GoalPricePart
from planner.schema.scenario import Scenario
from planner.schema.settings import Settings
from planner.solving import WarmStart, proposals_of
from planner.studies.compare import gap_of, place_changes, unfinished
from planner.studies.futures import paired_futures
from planner.studies.intervals import UNDEFINED, Estimate
from planner.texts import _

Kind = Literal["goal", "restriction"]
PlanOf = Callable[[Scenario, WarmStart | None], Plan]
# The limits inside a goal, each with the end at which it no longer holds the goal back.
RESTRICTIONS: dict[str, tuple[tuple[str, float], ...]] = {
    "waiting": (("waiting_best_share", 0.0), ("waiting_places_share", 1.0)),
    "fair_share": (("fair_share", 1.0), ("fair_share_min_people", 1)),
}
# A goal may spend so much of the best outcome, and all goals together so much: at the end it holds nothing back.
MAY_COST, MAY_COST_TOTAL, ALL = "may_cost", "may_cost_total", 1.0
# Goals about people: what they bring is told as people with a main place.
ABOUT_PEOPLE = ("waiting", "fair_share")
DRAWS = 1000


@dataclass(frozen=True)
class Lifted:
    """What is otherwise: a goal left out (`setting` is empty), or a setting of it (`before`) at its end (`after`)."""

    kind: Kind
    goal: str
    setting: str = ""
    before: float | None = None
    after: float | None = None

    def of(self, settings: Settings) -> Settings:
        """The settings with it."""
        if self.kind == "goal":
            changed: dict[str, Any] = {"goals": tuple(name for name in settings.goals if name != self.goal)}
        elif self.setting == MAY_COST:
            # What all goals together may cost would hold it back otherwise.
            changed = {MAY_COST: {**settings.may_cost, self.goal: self.after}, MAY_COST_TOTAL: self.after}
        else:
            changed = {self.setting: self.after}
        return Settings.model_validate(settings.model_dump() | changed)


@dataclass(frozen=True)
class GoalPrice:
    """What a plan would be without a goal, or with a restriction of it lifted (`lifted`).

    `outcome` is the outcome then less that of the plan, in the plan's unit, and `doubt` what the gaps of the two leave
    open of it. `before` and `after` say how far the goal comes in the plan and then, in `measure` of the goal: people
    with a main place for goals about people, else the goal's own unit. `drawn` is the interval of `outcome` in paired
    futures, with no ends where none were drawn. `changes` has one row for each person whose main place would be
    another (as in a comparison), and `unfinished` the goals whose search did not end, in either plan.
    """

    lifted: Lifted
    outcome: float
    doubt: float
    before: float | None
    after: float | None
    drawn: Estimate
    unfinished: tuple[str, ...]
    changes: pd.DataFrame = field(repr=False)

    def part(self, draws: int) -> GoalPricePart:
        """The same as plan.json holds it, with figures to nine decimals."""
        gains, loses, moves = (tuple(self.people(change)) for change in ("gains", "loses", "moves"))
        lifted = self.lifted
        return GoalPricePart(
            kind=lifted.kind, goal=lifted.goal or None, setting=lifted.setting or None,
            setting_before=lifted.before, setting_after=lifted.after, outcome=round(self.outcome, 9) + 0.0,
            doubt=round(self.doubt, 9), drawn_low=_short(self.drawn.low), drawn_high=_short(self.drawn.high),
            draws=draws, reached=_short(self.before), reached_then=_short(self.after), gains=gains, loses=loses,
            moves=moves, unfinished=self.unfinished,
        )  # fmt: skip

    def people(self, change: str) -> list[str]:
        """Who gains, loses or moves, by id."""
        return [str(name) for name in self.changes.loc[self.changes["change"] == change, "jobseeker_id"]]


@dataclass(frozen=True)
class GoalPrices:
    """The prices of a plan's goals and restrictions, in the order of its goals. `draws` is 0 where none were drawn."""

    plan: Plan = field(repr=False)
    prices: tuple[GoalPrice, ...]
    draws: int = 0

    @property
    def parts(self) -> tuple[GoalPricePart, ...]:
        """All of them as plan.json holds them."""
        return tuple(price.part(self.draws) for price in self.prices)


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 9) + 0.0


def liftable(plan: Plan) -> list[Lifted]:
    """What can be lifted: each goal that may cost something, the restrictions inside it, and what bounds its cost."""
    return list(_liftable(plan))


def _liftable(plan: Plan) -> Iterator[Lifted]:
    settings, reached = plan.instance.settings, {goal.name for goal in plan.file.goals if goal.status != "skipped"}
    spending = [name for name in settings.goals[1:] if settings.may_spend(name) > 0 and name in reached]
    for goal in spending:
        yield Lifted("goal", goal)
        for setting, end in RESTRICTIONS.get(goal, ()):
            if (before := getattr(settings, setting)) != end:
                yield Lifted("restriction", goal, setting, float(before), end)
        if settings.may_spend(goal) < ALL:
            yield Lifted("restriction", goal, MAY_COST, settings.may_spend(goal), ALL)
    if spending and settings.may_cost_total < ALL:
        yield Lifted("restriction", "", MAY_COST_TOTAL, settings.may_cost_total, ALL)


def goal_prices(plan: Plan, plan_of: PlanOf, draws: int = DRAWS) -> GoalPrices:
    """Plan the week anew without each goal, and with each restriction lifted, and hold each plan against the plan.

    `plan_of` plans a scenario from a warm start, as of a comparison. With `draws`, all plans are valued in so many
    paired futures. All else, seeds and limits among it, is that of the plan.
    """
    what_ifs = liftable(plan)
    # Whatever a goal reached in the plan it also reaches with a restriction lifted, so it begins there.
    stages = {name: proposals_of(plan.instance, chosen) for name, chosen in plan.solution.stages}
    start = replace(plan.solution.start, stages=stages)
    plans = [plan_of(lifted_week(plan, one), start) for one in what_ifs]
    futures = paired_futures([plan, *plans], draws) if draws and plans else None
    drawn = [UNDEFINED if futures is None else futures.difference(at + 1, "begun_uplift") for at in range(len(plans))]
    beside = zip(what_ifs, plans, drawn, strict=True)
    return GoalPrices(plan, tuple(_price(plan, *one) for one in beside), draws if futures is not None else 0)


def replanned_prices(opened: Reopened, plan_of: PlanOf, draws: int = DRAWS) -> GoalPrices:
    """The same of a plan that lies in a folder: its week is first planned anew, from its own proposals.

    Raises UsageFault where usual practice made it: it has no goals that cost anything.
    """
    if opened.file["method"] != "goals":
        raise UsageFault(_("The plan was made by usual practice: it has no goals to price."))
    start = WarmStart(proposals_of(opened.instance, opened.chosen), dict(opened.duals))
    return goal_prices(plan_of(opened.instance.scenario, start), plan_of, draws)


def lifted_week(plan: Plan, lifted: Lifted) -> Scenario:
    """The scenario of a plan with something lifted."""
    return replace(plan.instance.scenario, settings=lifted.of(plan.instance.settings))


def _price(plan: Plan, lifted: Lifted, other: Plan, drawn: Estimate) -> GoalPrice:
    before, after = (reached(one, lifted.goal) if lifted.goal else None for one in (plan, other))
    outcome = other.file.totals.uplift - plan.file.totals.uplift
    names = tuple(dict.fromkeys([*unfinished(plan), *unfinished(other)]))
    return GoalPrice(
        lifted, outcome, gap_of(plan) + gap_of(other), before, after, drawn, names, place_changes(plan, other)
    )


def reached(plan: Plan, goal: str) -> float:
    """How far a goal comes in a plan: people with a main place for goals about people, else its own value.

    People are those who have waited beyond the limit, or those of the groups that fair_share looks at. No restriction
    of the goal counts in it, so that plans under other restrictions can be held against each other.
    """
    if goal in ABOUT_PEOPLE:
        rows = plan.instance.candidates.loc[plan.solution.chosen]
        return float(len(_about(plan, goal) & set(rows.loc[is_main(rows), "person"])))
    return GOALS[goal](plan.instance, plan.solution.earlier).score(plan.solution.chosen)


def _about(plan: Plan, goal: str) -> set[int]:
    """The people (positions) whom a goal is about."""
    instance, settings = plan.instance, plan.instance.settings
    if goal == "waiting":
        over = (instance.people["waiting_weeks"] > settings.waiting_limit_weeks).to_numpy()
        return set(over.nonzero()[0].tolist())
    members: Sequence[Any] = [instance.groups[name].nonzero()[0].tolist() for name in settings.groups]
    return {person for own in members for person in own}
