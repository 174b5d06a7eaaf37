"""Lexicographic optimisation: the goals of a week in their order, each sought while those before it are held."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

import numpy as np

from planner.formulation import (
    AT_HOME,
    GOALS,
    MIP,
    Alone,
    Chosen,
    Earlier,
    Goal,
    assemble,
    counted,
    counted_at_home,
    hard_rows,
)  # fmt: skip
from planner.instance import Instance, is_earning, is_main, is_main_with_gain
from planner.schema.arrays import Bools, Values
from planner.schema.rows import Entries, Rows
from planner.schema.settings import OWN_RESIDENTS
from planner.solving.at_home import AtHome
from planner.solving.budget import LEAST_SECONDS
from planner.solving.decomposition.by_component import solve_by_component
from planner.solving.decomposition.components import part_of
from planner.solving.estimate import is_handed_back, num_searches
from planner.solving.goals_done import GoalDone, before_policy, held_people, remembered
from planner.solving.highs.client import HighsClient
from planner.solving.infeasibility.clashes import clashes_in
from planner.solving.infeasibility.conflict import cannot_hold, contradiction, not_in_time
from planner.solving.infeasibility.demands import check_demands
from planner.solving.infeasibility.levers import facts_of
from planner.solving.leximin import LowestShares
from planner.solving.relaxation.lagrangian import OPTIMAL_GAP, fixed_by_reduced_cost, gap_between
from planner.solving.run import SearchRun
from planner.solving.search.heuristics import exchanged, filled, is_solution
from planner.solving.search.incumbent import OnProgress
from planner.solving.search.single_objective import Reached
from planner.solving.solution import HandBack
from planner.solving.warm_start import WarmStart, plan_from

# Goals that may change who gets a place, but not how many do; and goals that choose only the place and its form.
HOLD_HOW_MANY = ("stability", "queue", "lot", "hand_back")
OWN_RESIDENTS_BACK = "own_residents_back"
HOLD_WHO = ("preference", "travel", "cost")
# If no more than this share of the outcome was given up, it is float noise, and there is nothing to hand back.
NOTHING_SPENT = 1e-9


@dataclass
class Lexicographic:
    """The lexicographic solve of one week: the goals reached so far, in order, and the plan they led to.

    `run` is that of all goals together. `is_interrupted` says whether Ctrl-C has stopped it. `start` is a week like it.
    """

    instance: Instance
    client: HighsClient
    run: SearchRun
    is_interrupted: Callable[[], bool]
    start: WarmStart | None
    base: list[Rows] = field(init=False)
    hard: MIP = field(init=False)
    x: Values = field(init=False)
    earlier: Earlier = field(init=False)
    # The plan of last resort, for when no search finds one: what still fits of that of `start`, or else only the people
    # whom pins and minimums ask for.
    least: Values | None = field(init=False)
    # As far as hand-backs have proved, no plan that holds all goals so far and places as many people has more outcome
    # than that; and how many people that is.
    most_back: tuple[float, int] = field(init=False, default=(math.inf, 0))
    # What each later search is left at least, on the clock, in seconds.
    kept_for_each: float = field(init=False, default=0.0)
    done: list[GoalDone] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        with self.run.recorder.step("rows"):
            self.base = hard_rows(self.instance)
        self.hard = self._assembled(self.base)
        self.x = np.zeros(self.hard.num_columns)
        nobody: Chosen = np.array([], dtype=np.int64)
        self.earlier = Earlier(nobody, remembered(self._most_placeable), cache(self._alone))
        known = None if self.start is None else plan_from(self.start, self.instance, self.hard)
        if known is not None:
            self.least = self.x = filled(self.hard, self._gains(), known)
            return
        demands = check_demands(self.hard, self.run)
        if demands.refused is not None:
            clashes = clashes_in(demands.refused, facts_of(self.instance), self.run)
            raise cannot_hold(self.instance, self.hard, clashes)
        self.least = demands.x

    @property
    def chosen(self) -> Chosen:
        """The candidates of the plan so far, ascending."""
        return self.hard.candidates[self.x[: len(self.hard.candidates)] > 0.5]  # noqa: PLR2004 - 0 or 1

    @property
    def is_over(self) -> bool:
        """Whether to stop: there is a plan, and no time is left for another goal or somebody has stopped the run."""
        is_late = self.run.budget.seconds < LEAST_SECONDS
        return bool(self.done) and (is_late or self.run.is_stopped())

    def reach(self, name: str, on_progress: OnProgress | None) -> None:
        """Reach the next goal. Raises CannotHold and NoPlanInTime where there is no plan at all."""
        goal, by_name, before = GOALS[name](self.instance, self.earlier), {}, self._outcome()
        if goal.settles:
            goal, reached = self._in_steps(name, goal.settles, on_progress)
        else:
            mip = self._mip_of(goal)
            reached = self._search(mip, goal, on_progress, self.start)
            by_name = {} if reached.relaxation is None else mip.by_name(reached.relaxation.prices)
        if reached.x is None:
            reached = self._as_it_is(reached, goal) if self.done else self._demanded_alone(reached, goal)
        if name == OWN_RESIDENTS and goal.score(self.chosen) < 0:
            # The plan at home is below no floor, whatever the search had time for.
            self.x = self.at_home.x
            reached = Reached(self.x, 0.0, max(reached.bound, 0.0), None)
        self.done.append(GoalDone(goal, reached, goal.score(self.chosen), self.chosen, by_name))
        if len(self.done) == 1:
            self.earlier = replace(self.earlier, outcome_plan=self.chosen)
        elif is_handed_back(self.instance.settings, name) and self._has_spent(before):
            # Before the next goal, so that it cannot spend what this one gave up of the outcome without need.
            self.hand_back()
            self.done[-1] = replace(self.done[-1], value=goal.score(self.chosen), chosen=self.chosen)

    def _mip_of(self, goal: Goal, before: float | None = None) -> MIP:
        """The MIP in which a goal is sought: the goals before it are held; `before` as for `_held`."""
        added = [*self._held(goal.name, before), *([goal.rows] if goal.rows is not None else [])]
        return self._assembled([*self.base, *added]) if added else self.hard

    @property
    def _hand_back(self) -> str:
        """What the hand-back after the last goal is called: that after own_residents places no set number of people."""
        return OWN_RESIDENTS_BACK if self.done[-1].goal.name == OWN_RESIDENTS else "hand_back"

    def _mip_of_hand_back(self) -> MIP:
        """The MIP in which the outcome is sought with all goals held, and as many people placed."""
        return self._assembled([*self.base, *self._held(self._hand_back)])

    def _in_steps(self, name: str, settles: int, on_progress: OnProgress | None) -> tuple[Goal, Reached]:
        """Settle the lowest shares of groups, from the lowest on; the goal that holds them, and what is proved."""
        run, raising, lowest = self._next(), self.run.parameters.raising_share, LowestShares(settles)
        before = self.done[0].goal.score(self.chosen)  # all steps together may spend what one goal may
        while not (lowest.is_done or run.is_over):
            goal = self._with_shares(name, lowest.levels, lowest.above)
            # What one search leaves, also of counted work, is shared by those after it.
            each = run.budget.left / (settles - len(lowest.levels))
            step = run.budget.within(each * (raising if lowest.above is None else 1 - raising))
            found = self._search(self._mip_of(goal, before), goal, None, None, run.having(step))
            lowest.take(goal.numbers(self.chosen), found)
            if on_progress is not None:  # of the goal, which a step maximises something else for
                on_progress(goal.score(self.chosen), lowest.bound)
        goal = self._with_shares(name, (), None)
        goal = self._with_shares(name, goal.numbers(self.chosen)[:settles], None)
        return goal, Reached(self.x, goal.score(self.chosen), lowest.bound, None)

    def _with_shares(self, name: str, levels: tuple[int, ...], above: int | None) -> Goal:
        """A goal with these of its shares settled, which goals after it are told as well."""
        self.earlier = replace(self.earlier, levels={**self.earlier.levels, name: levels}, above=above)
        return GOALS[name](self.instance, self.earlier)

    def hand_back(self) -> HandBack:
        """Maximise the outcome again with every goal held, so that what was given up without need comes back."""
        goal, before = self.done[0].goal, self._outcome()
        if not self._has_spent(self.done[0].value):
            return HandBack(before, before, None, "unspent")
        # With more goals held, and no fewer people, there is no more to come back than an earlier hand-back proved.
        most, num_placed = self.most_back
        most = min(most if self._num_placed() >= num_placed else math.inf, self.done[0].reached.bound)
        if gap_between(before, most) > OPTIMAL_GAP:
            if self.is_over:
                return HandBack(before, before, None, "skipped")
            mip, run = self._mip_of_hand_back(), self._next(hands_back=True)
            num_placed = self._num_placed() if self._hand_back in HOLD_HOW_MANY else 0
            most = min(most, self._search(mip, goal, None, None, run).bound)
            self.most_back = most, num_placed
        after = self._outcome()
        bound = max(most, after)
        return HandBack(before, after, bound, "optimal" if gap_between(after, bound) <= OPTIMAL_GAP else "feasible")

    def _assembled(self, rows: list[Rows]) -> MIP:
        with self.run.recorder.step("assembly"):
            return assemble(self.instance, rows)

    def _search(
        self, mip: MIP, goal: Goal, on_progress: OnProgress | None, start: WarmStart | None,
        run: SearchRun | None = None,
    ) -> Reached:  # fmt: skip
        """Maximise a goal over a MIP, warm-started from the plan so far, and take over the plan found, if any."""
        objective = mip.coefficients(goal.entries)
        x, prices, cuts = self._warm_start(mip, goal, objective, start), None, None
        if start is not None and not self.done:
            prices, cuts = mip.by_row(start.prices), start.cuts
        used = np.flatnonzero(~self._fixed_by_reduced_cost(mip))
        part = mip
        if len(used) < mip.num_columns:
            part = part_of(mip, used, np.arange(len(mip.names)), mip.row_lower, mip.row_upper)
        part_x = None if x is None else x[used]
        reached = solve_by_component(
            part, objective[used], part_x, run or self._next(), self.client,
            on_progress=on_progress, prices=prices, cuts=cuts,
        )  # fmt: skip
        if reached.x is not None:
            whole = np.zeros(mip.num_columns)
            whole[used] = reached.x
            self.x = filled(self.hard, self._gains(), self._as_hard(mip, whole))
        return reached

    def _demanded_alone(self, reached: Reached, goal: Goal) -> Reached:
        """Where a search found no plan: take that of last resort and who still fits, or raise why there is none."""
        if self.least is None:
            if self.is_interrupted():
                raise KeyboardInterrupt
            raise contradiction(self.hard) if reached.is_proved_empty else not_in_time(self.hard)
        self.x = filled(self.hard, self._gains(), self.least)
        value = goal.score(self.chosen)
        return replace(reached, x=self.x, value=value, bound=max(reached.bound, value))

    def _as_it_is(self, reached: Reached, goal: Goal) -> Reached:
        """The result of a later goal whose search found nothing: the plan that holds the goals before stays."""
        value = goal.score(self.chosen)
        return replace(reached, value=value, bound=max(reached.bound, value))

    def drop_idle(self) -> None:
        """Take out main proposals that gain nothing, unless a pin or a minimum asks for them."""
        columns = self.instance.columns
        idle = np.zeros(self.hard.num_columns, dtype=bool)
        idle[: len(self.hard.candidates)] = is_main(columns) & ~is_earning(columns)
        for column in np.flatnonzero((self.x > 0) & idle):
            self.x[column] = 0.0
            if not is_solution(self.hard, self.x):
                self.x[column] = 1.0

    def _next(self, *, hands_back: bool = False) -> SearchRun:
        """The run of the next goal or hand-back: the first goal gets most, the others share what is left.

        On the clock one that is far from proved may use more than its even share: most are proved in a part of theirs.
        But for each one to come half of the even share is kept that there was at first.
        """
        settings, first = self.instance.settings, self.run.parameters.first_goal_share
        count = num_searches(settings)
        if not self.done or count == 1:
            return self.run.having(self.run.budget.share(first if count > 1 else 1.0))
        budget = self.run.budget
        is_between = hands_back and len(self.done) < len(settings.goals)
        to_come = max(num_searches(settings, len(self.done)) + is_between, 1)
        if budget.is_counted:  # nothing passes on
            return self.run.having(budget.share((1 - first) / (count - 1)))
        left, even = budget.left, budget.left / to_come
        self.kept_for_each = self.kept_for_each or even / 2
        most = min(left * self.run.parameters.most_of_rest, left - (to_come - 1) * self.kept_for_each)
        return replace(self.run.having(budget.within(max(even, most))), even=budget.within(even))

    def _spendable(self, best: float) -> float:
        """Of what later goals may spend their shares: the best outcome, with charges for weeks to come added again."""
        if not self.instance.looks_ahead:
            return abs(best)
        return max(abs(best), float(self.instance.candidates["value"].to_numpy()[self.earlier.outcome_plan].sum()))

    def _num_placed(self) -> int:
        """How many main proposals of the plan so far gain something."""
        return len(np.intersect1d(self.chosen, self._gaining()))

    def _gaining(self) -> Chosen:
        columns = self.instance.columns
        return columns.index.to_numpy()[is_main_with_gain(columns)]

    def _outcome(self) -> float:
        """The outcome of the plan so far; 0 before there is one."""
        return self.done[0].goal.score(self.chosen) if self.done else 0.0

    def _has_spent(self, before: float) -> bool:
        """Whether the plan so far has less of the outcome than there was before."""
        return self._outcome() < before - NOTHING_SPENT * max(abs(before), 1.0)

    def _held(self, name: str, before: float | None = None) -> list[Rows]:
        """Rows that hold the goals before `name`: the outcome less what this goal may spend, the others in full.

        What it may spend is taken off the outcome `before` it, by default that of the plan so far.
        """
        settings = self.instance.settings
        rows: list[Rows] = []
        for one in self.done:
            goal, least = one.goal, one.value
            if goal.name == "outcome":
                best = self._spendable(one.reached.value)
                floor = before_policy(self.done) - settings.may_cost_total * best
                before = goal.score(self.chosen) if before is None else before
                least = min(before, max(before - settings.may_spend(name) * best, floor))
                if name == OWN_RESIDENTS:  # what it costs is agreed between neighbours, and is no share
                    least = min(before, goal.score(self.at_home.chosen))
            rows += [goal.rows] if goal.rows is not None else []
            rows.append(Rows.one_at_least(f"held_{goal.name}", goal.entries, least - 1e-9 * max(abs(least), 1.0)))
        if name in HOLD_HOW_MANY and self.done:
            gains = self._gaining()
            key = Entries("x", np.zeros(len(gains), dtype=np.int64), gains, np.ones(len(gains)))
            rows.append(Rows.one_at_least("held_placed", (key,), float(self._num_placed())))
        if name in HOLD_WHO and self.done:
            rows.append(held_people(self.instance, self.chosen))
        return rows

    def _fixed_by_reduced_cost(self, mip: MIP) -> Bools:
        """Reduced-cost fixing: the columns that no plan can use while it holds the goals before, by their prices."""
        found = np.zeros(mip.num_columns, dtype=bool)
        for one in self.done:
            name = f"held_{one.goal.name}"
            least = float(mip.row_lower[mip.names.index((name, (name,)))])
            prices = mip.by_row(one.prices)
            found |= fixed_by_reduced_cost(mip, mip.coefficients(one.goal.entries), prices, least)
        return found

    def _warm_start(self, mip: MIP, goal: Goal, objective: Values, start: WarmStart | None) -> Values | None:
        """A warm start: the plan so far, improved for the next goal by exchanges and additions that fit.

        It is a solution of that goal's MIP; None where the plan so far is not (it does not yet meet all demands). Where
        `start` has a plan of the same goal that is better for it, that one.
        """
        x = self._within(mip, goal, self.x)
        if x is None or not self.done:
            return x
        if start is not None and goal.name in start.stages:
            known = plan_from(replace(start, proposals=start.stages[goal.name]), self.instance, self.hard)
            staged = None if known is None else self._within(mip, goal, known)
            x = staged if staged is not None and objective @ staged > objective @ x else x
        places = self.instance.columns.groupby(["person", "slot"], sort=False).ngroup()
        forms = np.asarray(places.to_numpy(), dtype=np.int64)
        better = exchanged(mip, objective, x, forms)
        x = better if is_solution(mip, better) else x
        more = filled(mip, objective, x)
        return more if is_solution(mip, more) else x

    def _within(self, mip: MIP, goal: Goal, hard: Values) -> Values | None:
        """A solution of the hard constraints as one of a goal's MIP; None where it is none."""
        x = np.zeros(mip.num_columns)
        x[: len(mip.candidates)] = hard[: len(mip.candidates)]
        for kind, keys in self.hard.keys.items():
            x[mip.positions(kind, keys)] = hard[self.hard.positions(kind, keys)]
        chosen = self.hard.candidates[hard[: len(self.hard.candidates)] > 0.5]  # noqa: PLR2004 - 0 or 1
        for one in (*(done.goal for done in self.done), goal):
            if one.rows is not None and one.declared is not None:
                columns = one.rows.columns[0]
                x[mip.positions(columns.kind, columns.key)] = one.declared(chosen)
        return x if is_solution(mip, x) else None

    def _as_hard(self, mip: MIP, x: Values) -> Values:
        """A solution of a goal's MIP without the auxiliary variables that goals declared."""
        hard = np.zeros(self.hard.num_columns)
        for kind, keys in self.hard.keys.items():
            hard[self.hard.positions(kind, keys)] = np.round(x[mip.positions(kind, keys)])
        return hard

    def _gains(self) -> Values:
        """What goal outcome counts of each column where it is a candidate, else 0."""
        gains = np.zeros(self.hard.num_columns)
        gains[: len(self.hard.candidates)] = self.instance.weights[self.hard.candidates]
        return gains

    def _most_placeable(self, own: Chosen) -> float:
        """An upper bound on how many of some candidates can be chosen together."""
        return self._most_of(own, np.ones(len(own)), None).bound

    def _alone(self, group: str) -> Alone:
        """The most that a group could have if nobody else counted, at least what it has in the plan so far.

        Under names of AT_HOME, what residents have in the plan at home.
        """
        if group.startswith(AT_HOME):
            return self.at_home.gives.get(group, Alone(0, 0))
        own, units = counted(self.instance, group)
        if not len(own):
            return Alone(0, 0)
        reached = self._most_of(own, units.astype(float), self.x)
        most = int(units[np.isin(own, self.chosen)].sum()) if reached.x is None else round(reached.value)
        return Alone(most, max(math.floor(reached.bound + 1e-6), most))

    @cached_property
    def at_home(self) -> AtHome:
        """The plan in which places of people's own municipality bring most together, and who else fits beside them."""
        own, units = counted_at_home(self.instance)
        reached = self._most_of(own, units.astype(float), self.x)
        x = filled(self.hard, self._gains(), self.x if reached.x is None else reached.x)
        return AtHome.of(self.instance, self.hard, x, reached.bound)

    def _most_of(self, own: Chosen, weight: Values, start: Values | None) -> Reached:
        """Maximise a sum over some candidates under the hard constraints, in a search that is counted."""
        goal = np.zeros(self.hard.num_columns)
        goal[self.hard.positions("x", own)] = weight
        # Counted even on the clock, so that targets do not depend on the machine as long as there is time.
        budget = self.run.budget.counted(self.run.parameters.most_placeable_seconds)
        run = replace(self.run.having(budget, gap=0.0), workers=1)
        return solve_by_component(self.hard, goal, start, run, self.client)
