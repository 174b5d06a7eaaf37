"""A portfolio of two solvers around one incumbent: CP-SAT, and HiGHS in its worker process.

Each searches restricted MIPs of its own, or CP-SAT large neighbourhoods of the incumbent. They share the incumbent and
the bound, and stop when the gap is reached or the budget spent. On the clock they work side by side; where work is
counted they take turns.
"""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from planner.formulation import MIP
from planner.schema.arrays import Values
from planner.solving.budget import LEAST_SECONDS, Budget
from planner.solving.highs.client import LOOK_SECONDS, HighsClient, Searched
from planner.solving.relaxation.column_generation import Relaxation
from planner.solving.relaxation.lagrangian import gap_between
from planner.solving.relaxation.row_scaling import ScaledMIP, step_of
from planner.solving.run import SearchRun
from planner.solving.search.cp_sat import SearchResult, search
from planner.solving.search.highs_search import HighsSearch
from planner.solving.search.incumbent import LEAST_GAIN, Incumbent, OnProgress
from planner.solving.search.neighbourhood import Neighbourhoods
from planner.solving.search.restricted_mip import RestrictedMIP, restricted
from planner.solving.search.widening import PromisingColumns, Width

# CP-SAT may stop this near to its limit.
NEARLY = 0.95


class Problem(NamedTuple):
    """One goal of a MIP: the MIP, its scaled rows, the goal's coefficients by column, and the solved relaxation."""

    mip: MIP
    scaled: ScaledMIP
    goal: Values
    relaxation: Relaxation


class Portfolio:
    """The search for one goal. `is_proved_empty`: the MIP has no solution."""

    def __init__(
        self, problem: Problem, run: SearchRun, client: HighsClient, on_progress: OnProgress | None = None
    ) -> None:
        self.problem, self.own = problem, run
        mip, parameters = problem.mip, run.parameters
        step = step_of(mip, problem.goal)
        self.incumbent = Incumbent(
            mip, problem.goal, problem.relaxation.bound, step=step, on_progress=on_progress
        )  # fmt: skip
        self.is_proved_empty = False
        # Whether every better solution has been searched for. The bound may still be above the value where the goal had
        # to be rounded.
        self.is_through = False
        self.promising = PromisingColumns(problem.scaled.mip, problem.relaxation)
        self.neighbourhoods = Neighbourhoods(self.promising, parameters, run.seed)
        people, most = len(problem.relaxation.lagrangian.best), mip.num_columns
        self.cp_sat_width = Width(max(parameters.cp_sat_columns, people), parameters.widening, most)
        first = min(parameters.highs_columns, parameters.highs_columns_per_person * people)
        self.highs_width = Width(max(first, people), parameters.widening, most)
        self.has_highs_ended = False
        # Whether HiGHS alone is soon done.
        self.is_small = most <= parameters.most_cp_sat_columns
        # Whether CP-SAT begins with large neighbourhoods of a given plan.
        self.begins_near = False
        self.highs = HighsSearch(client)
        # A bound on every solution that is not in HiGHS's restricted MIP; when its search began, and from which value.
        self.beside_highs = math.inf
        self.highs_begun = -math.inf, -math.inf

    def run(self, start: Values | None) -> None:
        """Search, from a solution where one is known, until the gap is reached or the budget is spent."""
        self.incumbent.offer(start)
        self.begins_near = self.incumbent.x is not None
        if self._is_done() or self.own.is_stopped():
            return
        if self.own.budget.is_counted:
            self._in_turn()
        else:
            self._side_by_side()
        last = self.highs.release(self.own)
        if last is not None:
            self._take(last)

    @property
    def final_bound(self) -> float:
        """The bound in the end."""
        return self.incumbent.final_bound(self.promising.bound_if_used)

    def _is_done(self) -> bool:
        return self.is_proved_empty or self.is_through or self.incumbent.gap <= self.own.enough

    # On the clock

    def _side_by_side(self) -> None:
        budget, parameters = self.own.budget, self.own.parameters
        self._hand_over()
        run = replace(self.own, workers=max(self.own.workers - 1, 1))
        self._let_alone(budget.within(parameters.alone_seconds))
        while not self._is_done() and not self.own.is_over:
            is_large = self.cp_sat_width.columns > parameters.most_cp_sat_columns
            if is_large and self.incumbent.x is None and self.highs.is_busy:
                self._hear(LOOK_SECONDS)
                continue
            self._cp_sat(run.having(budget), is_beside=True)
            self._restart_highs()

    def _let_alone(self, budget: Budget) -> None:
        """Let HiGHS alone search a small restricted MIP for a while, which it often searches to the end meanwhile."""
        while self.is_small and self.highs.is_busy and not (self._is_done() or budget.is_spent or self.own.is_over):
            self._hear(budget.left)

    def _hand_over(self) -> None:
        """Let HiGHS search a restricted MIP until the budget is spent."""
        self.highs_begun = time.monotonic(), self.incumbent.value
        own = self._for_highs()
        if not self.is_small and len(own.columns) < self.own.parameters.continuous_from_columns:
            # It then finds less in the same time, but proves more.
            own = replace(own, is_whole=np.ones_like(own.is_whole))
        gap = self._gap(self.beside_highs)
        self.highs.start(own, self._start_of_highs(), self.own.having(self.own.budget, gap=gap))

    def _restart_highs(self) -> None:
        """Hand HiGHS the fewer columns that a better plan may use now, once others have closed much of the gap.

        Its root relaxation then bounds more closely than the nodes that it would have searched meanwhile.
        """
        (begun, value), parameters = self.highs_begun, self.own.parameters
        is_left_behind = self.incumbent.value - value > parameters.highs_restart_share * (self.incumbent.bound - value)
        is_undisturbed = time.monotonic() - begun < parameters.highs_undisturbed_seconds
        if not (self.highs.is_busy and is_left_behind) or is_undisturbed or self._is_done() or self.own.is_over:
            return
        last = self.highs.release(self.own)
        if last is not None:
            self._take(last)
        if not self._is_done():
            self._hand_over()

    def _hear(self, seconds: float) -> None:
        """Take what HiGHS found; once it has searched its restricted MIP to the end, give it a larger one."""
        answer = self.highs.answer(seconds, self.own) if self.highs.is_busy else None
        if answer is None:
            return
        self._take(answer)
        if answer.is_last and not self._is_done() and not self.own.budget.is_spent:
            self._widen_highs(has_ended=True)
            self._hand_over()

    # With counted work

    def _in_turn(self) -> None:
        seconds = self.own.budget.left * self.own.parameters.turn_share
        turns = (self._turn_of_highs, self._turn_of_cp_sat)
        for turn in itertools.cycle(turns if self.is_small else turns[::-1]):
            if self._is_done() or self.own.is_over:
                break
            turn(self.own.having(self.own.budget.within(seconds)))

    def _turn_of_cp_sat(self, run: SearchRun) -> None:
        while not (self._is_done() or run.is_over):
            run.budget.spend(max(self._cp_sat(run, is_beside=False).spent, LEAST_SECONDS))

    def _turn_of_highs(self, run: SearchRun) -> None:
        own = self._for_highs()
        rate = run.parameters.highs_iterations_per_second
        most = run.budget.work(rate)
        self.highs.start(own, self._start_of_highs(), replace(run, gap=self._gap(self.beside_highs)))
        iterations = self._waited()
        run.budget.spend(max(iterations / rate, LEAST_SECONDS))
        self._widen_highs(has_ended=iterations < most)

    def _waited(self) -> int:
        """Wait for HiGHS's last answer, or until the run is stopped; the simplex iterations it took."""
        while self.highs.is_busy and not self.own.must_end:
            answer = self.highs.answer(LOOK_SECONDS, self.own)
            if answer is not None:
                self._take(answer)
                if answer.is_last:
                    return answer.iterations
        return 0

    # One solver

    def _cp_sat(self, run: SearchRun, *, is_beside: bool) -> SearchResult:
        """Run CP-SAT once. What it searched to the end is followed by something larger."""
        incumbent, near = self.incumbent, self.neighbourhoods
        columns, beside = self.promising.chosen(incumbent, self.cp_sat_width.columns)
        is_exact = self._is_exact(beside)
        is_near = not is_exact and (
            self.begins_near or int(columns.sum()) > self.own.parameters.most_cp_sat_columns
        )  # fmt: skip
        if is_near and incumbent.x is not None:
            own = self._neighbourhood(incumbent.x)
            run = run.having(run.budget.within(self.own.parameters.neighbourhood_seconds))
        else:
            is_near = False
            with run.recorder.step("restriction"):
                own = restricted(self.problem.scaled.mip, self.problem.goal, columns)
        before, known = incumbent.value, [incumbent.value]

        def better(value: float, bound: float) -> None:
            known[0] = max(known[0], value)
            incumbent.tell(value, min(bound, incumbent.bound) if is_exact else incumbent.bound)

        run.recorder.size("cp_sat_columns", len(own.columns))
        found = search(
            own, incumbent.x, run.having(run.budget, gap=self._gap(beside)),
            on_better=better, is_enough=self._is_enough(known) if is_beside else never,
        )  # fmt: skip
        incumbent.offer(found.x)
        beside = math.inf if is_near else beside
        self._prove(found.bound, beside, is_empty=found.is_proved_empty)
        is_through = found.is_proved_best or found.is_proved_empty
        self.is_through |= is_through and self._is_exact(beside)
        if is_near:
            is_better = found.x is not None and float(self.problem.goal @ found.x) > before + LEAST_GAIN
            is_out = run.budget.is_spent or found.spent >= NEARLY * run.budget.work(1.0)
            if is_through or is_out:  # else somebody ended it, which says nothing of its size
                near.searched(is_through=is_through, is_better=is_better)
            self.begins_near &= near.of_difference.columns < self.own.parameters.cp_sat_columns
        elif is_through:
            self.cp_sat_width.widen()
        return found

    def _is_enough(self, known: list[float]) -> Callable[[], bool]:
        """Whether CP-SAT, whose best value is `known`, should end its search because of what HiGHS has found."""
        begun, parameters = time.monotonic(), self.own.parameters

        def is_enough() -> bool:
            self._hear(0.0)
            value, bound = self.incumbent.value, self.incumbent.bound
            is_ahead = value - known[0] > parameters.restart_share * (bound - known[0])
            is_close = gap_between(known[0], bound) <= self.own.enough
            is_restarted = is_ahead and time.monotonic() - begun > parameters.undisturbed_seconds
            return self._is_done() or is_close or is_restarted

        return is_enough

    def _neighbourhood(self, x: Values) -> RestrictedMIP:
        """The restricted MIP of the next neighbourhood of the incumbent."""
        self.own.recorder.count("neighbourhoods")
        columns = self.neighbourhoods.columns(x, self.incumbent.value)
        return restricted(self.problem.scaled.mip, self.problem.goal, columns, x)

    def _for_highs(self) -> RestrictedMIP:
        """The restricted MIP of HiGHS's most promising columns."""
        columns, self.beside_highs = self.promising.chosen(self.incumbent, self.highs_width.columns)
        with self.own.recorder.step("restriction"):
            return restricted(self.problem.scaled.mip, self.problem.goal, columns)

    def _start_of_highs(self) -> Values | None:
        """What HiGHS starts from: the incumbent, but none where it has searched a part of a small MIP to the end.

        There it soon finds as good a plan again, and with one to begin with it would spend longer on looking for others
        near it than on the proof.
        """
        return None if self.is_small and self.has_highs_ended else self.incumbent.x

    def _widen_highs(self, *, has_ended: bool) -> None:
        """Have a larger restricted MIP the next time: much larger if this one was searched to the end."""
        self.has_highs_ended |= has_ended
        self.highs_width.widen(self.own.parameters.highs_columns if has_ended else 0)

    def _is_exact(self, beside: float) -> bool:
        """Whether every solution better than the incumbent lies in a restricted MIP, `beside` which bounds the rest."""
        return beside <= self.incumbent.least_better

    def _gap(self, beside: float) -> float:
        """The relative gap at which a solver may stop: 0 where its restricted MIP may lack better solutions.

        The bound of such a restricted MIP is no bound on the goal, so that its gap says nothing.
        """
        return self.own.gap if self._is_exact(beside) else 0.0

    def _take(self, answer: Searched) -> None:
        self.incumbent.offer(answer.x)
        self._prove(answer.bound, self.beside_highs, is_empty=answer.is_proved_empty)

    def _prove(self, bound: float, beside: float, *, is_empty: bool) -> None:
        """Take over what was proved of a restricted MIP; `beside` bounds the solutions that are not in it."""
        if is_empty and self.incumbent.x is not None:
            return  # a solver that proves there is no solution where one is known is mistaken
        self.is_proved_empty |= is_empty and math.isinf(beside) and beside < 0
        self.incumbent.prove(max(bound, beside))


def never() -> bool:
    """Nothing is enough."""
    return False
