"""The front door of solving: from an instance to the chosen candidates, by lexicographic optimisation of its goals."""

from __future__ import annotations

from collections.abc import Callable

from planner.instance import Instance
from planner.schema.settings import OWN_RESIDENTS
from planner.solving.budget import Budget
from planner.solving.crew import Crew
from planner.solving.estimate import expected_seconds
from planner.solving.highs.client import HighsClient
from planner.solving.interrupt import Interrupts
from planner.solving.lexicographic import Lexicographic
from planner.solving.marginal.marginal_values import marginal_values
from planner.solving.run import SearchRun, budget_of
from planner.solving.solution import ProgressCallback, SearchProgress, Solution, Unrepeatable
from planner.solving.solution_of import solution_of
from planner.solving.warm_start import WarmStart


def solve(
    instance: Instance,
    listener: ProgressCallback | None = None,
    start: WarmStart | None = None,
    crew: Crew | None = None,
) -> Solution:
    """Choose candidates so that each goal is as good as it can be without costing earlier goals more than allowed.

    `listener` is called with every better plan or bound, and with every limit priced. `start` is a warm start:
    `Solution.start` of a week like this one. A `crew` solves the components of a very large week.

    Raises CannotHold where pins or minimums contradict each other or a limit, and NoPlanInTime where no plan that meets
    them was found in time. Without pins and minimums there is always a plan: at worst the empty one.
    """
    limits = instance.solve_settings
    budget = budget_of(limits.time_limit_seconds, limits.workers)
    with Interrupts(limits.max_seconds) as interrupts, HighsClient(interrupts.asked) as client:
        run = SearchRun(budget, limits.gap, limits.seed, limits.workers, limits.parameters, interrupts.asked, crew=crew)
        if listener is not None and run.budget.is_counted:
            expected = expected_seconds(instance)
            listener(SearchProgress("expected", expected, expected, run.budget.seconds))
        order = Lexicographic(instance, client, run.having(_for_goals(run)), lambda: interrupts.is_set, start)
        for name in instance.settings.goals:
            if order.is_over and name != OWN_RESIDENTS:  # which is a promise, whatever the time
                order.skipped.append(name)
            else:
                order.reach(name, _telling(listener, name, run))
        hand_back = order.hand_back()
        prices, gains = marginal_values(order, run, _stepping(listener, run))
        order.drop_idle()
        return solution_of(order, run, _unrepeatable(run, interrupts, client), hand_back, prices, gains)


def _for_goals(run: SearchRun) -> Budget:
    """The budget of all goals together; the rest of the time is for prices. Counted work for prices is beside it."""
    if run.budget.is_counted:
        return run.budget.counted(run.budget.whole)
    return run.budget.share(run.parameters.goals_share)


def _telling(listener: ProgressCallback | None, goal: str, run: SearchRun) -> Callable[[float, float], None]:
    """Tells of better plans and bounds of a goal."""

    def on_progress(value: float, bound: float) -> None:
        run.recorder.bound(goal, value, bound)
        if listener is not None:
            listener(SearchProgress(goal, value, bound, run.budget.seconds))

    return on_progress


def _stepping(listener: ProgressCallback | None, run: SearchRun) -> Callable[[str, int, int], None]:
    """Tells how many limits have been priced, and of how many places the gain is known or given up."""

    def on_step(step: str, done: int, of: int) -> None:
        if listener is not None:
            listener(SearchProgress(step, done, of, run.budget.seconds))

    return on_step


def _unrepeatable(run: SearchRun, interrupts: Interrupts, client: HighsClient) -> Unrepeatable | None:
    """Why the same files may give another plan the next time; None where they give the same bytes."""
    if interrupts.is_set:
        return "interrupted"
    if interrupts.is_late:
        return "max_seconds"
    if not run.budget.is_counted:
        return "clock"
    return "worker_lost" if client.is_disturbed else None
