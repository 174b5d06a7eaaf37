"""What is done with one component that a few rows couple to others: here, or by a worker of a crew elsewhere."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from planner.formulation import MIP
from planner.schema.arrays import Positions, Values
from planner.schema.solver_parameters import SolverParameters
from planner.solving.budget import Budget, ClockBudget, WorkBudget
from planner.solving.crew import Crew, TaskAnswer
from planner.solving.decomposition.components import Component
from planner.solving.highs.client import LOOK_SECONDS, HighsClient
from planner.solving.run import SearchRun
from planner.solving.search.single_objective import solve_single_objective

COUPLING = "coupling"
# Components that are out at the same time where work is counted.
AT_ONCE = 16
TINY = 1e-9
# On the clock nobody waits for workers that are later than the run's end by so many seconds and this share of its time.
LATE_SECONDS, LATE_SHARE = 10.0, 0.1

# A component by number, the arguments for it, and the run it has.
Job = tuple[int, tuple[Any, ...], SearchRun]


@dataclass(frozen=True)
class CoupledComponent:
    """A component as a MIP of its own, its part of the goal, and of the coupling rows: a line each.

    Nothing in it names a person: rows are named by their constraint and a number, so that it may leave this computer.
    """

    mip: MIP = field(repr=False)
    goal: Values = field(repr=False)
    coupling: sparse.csr_matrix = field(repr=False)

    @classmethod
    def of(cls, component: Component, whole: MIP, goal: Values, coupling: sparse.csc_matrix) -> CoupledComponent:
        """The part of a MIP; `coupling` are the coupling rows over all of its columns."""
        mip = component.mip(whole)
        names = tuple((constraint, (str(number),)) for number, (constraint, _) in enumerate(mip.names))
        return cls(replace(mip, names=names), goal[component.columns], coupling[:, component.columns].tocsr())


class ComponentPlan(NamedTuple):
    """A plan of a component: the columns above 0 and their values, its part of the goal, and its use of each row."""

    columns: Positions
    x: Values
    value: float
    use: Values


class AtPrices(NamedTuple):
    """A component's answer to prices of the coupling rows: a plan of what its goal leaves, if one is known.

    bound: of what the goal leaves, for every plan. is_empty: the component is proved to have no plan at all.
    """

    plan: ComponentPlan | None
    bound: float
    is_empty: bool


def plan_of(part: CoupledComponent, x: Values) -> ComponentPlan:
    """A solution of the component as its plan."""
    columns = np.flatnonzero(x)
    return ComponentPlan(columns, x[columns], float(part.goal @ x), np.asarray(part.coupling @ x))


def left_after(part: CoupledComponent, prices: Values) -> Values:
    """What the component's goal leaves by column, after prices of the coupling rows."""
    return np.asarray(part.goal - part.coupling.T @ prices)


def at_prices(  # noqa: PLR0913, PLR0917 - a component, its prices, what is known, and how to run
    part: CoupledComponent,
    prices: Values,
    start: Values | None,
    row_prices: Values,
    seed: int,
    run: SearchRun,
    client: HighsClient,
) -> AtPrices:
    """Plan a component at prices of the coupling rows, which limit nothing then.

    `start` is a solution, `row_prices` are those of its rows. `seed` replaces the run's.
    """
    run = replace(run, seed=seed)
    found = solve_single_objective(part.mip, left_after(part, prices), start, run, client, prices=row_prices)
    plan = None if found.x is None else plan_of(part, found.x)
    return AtPrices(plan, found.bound, found.is_proved_empty)


def with_share(  # noqa: PLR0913, PLR0917 - a component, its share, what is known, and how to run
    part: CoupledComponent,
    limits: tuple[Values, Values],
    start: Values | None,
    prices: Values,
    seed: int,
    run: SearchRun,
    client: HighsClient,
) -> ComponentPlan | None:
    """Plan a component within its limits (lower, upper) of the coupling rows; None where no plan is found.

    `start` is a solution, `prices` are those of its rows and then of the coupling rows. `seed` replaces the run's.
    Where no plan keeps the limits, since people are whole, one that comes near them leaves the rest to others.
    """
    mip = part.mip
    names = (*mip.names, *((COUPLING, (str(number),)) for number in range(part.coupling.shape[0])))
    own = replace(
        mip, matrix=sparse.vstack([mip.matrix, part.coupling], format="csr"), names=names,
        row_lower=np.concatenate([mip.row_lower, limits[0]]), row_upper=np.concatenate([mip.row_upper, limits[1]]),
    )  # fmt: skip
    run = replace(run, seed=seed)
    x = solve_single_objective(own, part.goal, start, run, client, prices=prices).x
    if x is None:
        x = solve_single_objective(mip, _nearness(part, limits[0]), None, run, client).x
    return None if x is None else plan_of(part, x)


def _nearness(part: CoupledComponent, lower: Values) -> Values:
    """A goal that is greater the more of rows with a lower limit is used, and the less of the others, alike by row."""
    size = np.maximum(np.asarray(abs(part.coupling).sum(axis=1)).ravel(), TINY)
    return np.asarray(part.coupling.T @ (np.where(np.isinf(lower), -1.0, 1.0) / size))


class Terms(NamedTuple):
    """How a worker elsewhere runs: seconds, whether they are counted, and what all searches of a solve have."""

    seconds: float
    is_counted: bool
    gap: float
    seed: int
    workers: int
    parameters: SolverParameters

    @classmethod
    def of(cls, run: SearchRun) -> Terms:
        """The terms of a run."""
        return cls(run.budget.left, run.budget.is_counted, run.gap, run.seed, run.workers, run.parameters)

    def run(self) -> SearchRun:
        """A run on these terms, from now on."""
        budget = WorkBudget(self.seconds) if self.is_counted else ClockBudget(self.seconds)
        return SearchRun(budget, self.gap, self.seed, self.workers, self.parameters)


class Done(NamedTuple):
    """What came of work on a component, the counted seconds it took, and whether its HiGHS worker was disturbed.

    On the clock no seconds are counted. Whoever gave the work spends them, so that it is the same who did it.
    """

    answer: Any
    spent: float
    is_disturbed: bool


@dataclass(frozen=True)
class _Ready:
    """Work that is done."""

    done: Done

    def result(self, timeout: float | None = None) -> Done:  # noqa: ARG002 - as TaskAnswer
        return self.done

    def cancel(self) -> None:
        pass


class Here:
    """This process, which works on one component after the other with its own HiGHS worker."""

    size = 1

    def __init__(self, client: HighsClient) -> None:
        self._client = client

    def keep(self, part: CoupledComponent) -> CoupledComponent:
        """The part itself."""
        return part

    def submit(self, work: Callable[..., Any], part: Any, arguments: tuple[Any, ...], run: SearchRun) -> TaskAnswer:  # noqa: ANN401 - as Elsewhere
        """Do it now."""
        return _Ready(_done(work, part, arguments, run, self._client))


class Elsewhere:
    """A crew on other computers, to which a run goes as its terms."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self.size = crew.size

    def keep(self, part: CoupledComponent) -> object:
        """What stands for the part."""
        return self._crew.keep(part)

    def submit(self, work: Callable[..., Any], part: object, arguments: tuple[Any, ...], run: SearchRun) -> TaskAnswer:
        """Have it done."""
        return self._crew.submit(done_by_worker, work, part, arguments, Terms.of(run))


class _Own:
    """The HiGHS worker of a thread, which ends with it."""

    def __init__(self) -> None:
        self.client = HighsClient()

    def __del__(self) -> None:
        self.client.__exit__(None, None, None)


_OF_THREAD = threading.local()


def done_by_worker(work: Callable[..., Any], part: CoupledComponent, arguments: tuple[Any, ...], terms: Terms) -> Done:
    """Do the work in a worker of a crew; each of its threads keeps a HiGHS worker for all that is to come."""
    if not hasattr(_OF_THREAD, "own"):
        _OF_THREAD.own = _Own()
    client: HighsClient = _OF_THREAD.own.client
    client.is_disturbed = False  # what disturbed it in other work is no matter of this
    return _done(work, part, arguments, terms.run(), client)


def _done(
    work: Callable[..., Any], part: CoupledComponent, arguments: tuple[Any, ...], run: SearchRun, client: HighsClient
) -> Done:
    """Do the work, with counted seconds of its own."""
    if not run.budget.is_counted:
        return Done(work(part, *arguments, run, client), 0.0, client.is_disturbed)
    given = run.budget.left
    own = run.budget.counted(given)
    answer = work(part, *arguments, run.having(own), client)
    return Done(answer, given - own.left, client.is_disturbed)


class Tasks:
    """Work on components, handed out to this process or to the run's crew; `at_once` are out at the same time.

    Where work is counted these are always equally many, and what each took is spent once its turn has come: so it does
    not matter who does it.
    """

    def __init__(self, parts: Sequence[CoupledComponent], run: SearchRun, client: HighsClient) -> None:
        self._crew = Here(client) if run.crew is None else Elsewhere(run.crew)
        self._kept = [self._crew.keep(part) for part in parts]
        self._run, self._client = run, client
        self.at_once = AT_ONCE if run.budget.is_counted else max(self._crew.size, 1)
        self._latest = time.monotonic() + run.budget.seconds * (1 + LATE_SHARE) + LATE_SECONDS

    def done(self, work: Callable[..., Any], jobs: Iterable[Job], budget: Budget) -> Iterator[tuple[int, Any]]:
        """What comes of each job in order, by the component's number, as long as it comes; `budget` pays for it."""
        waiting, to_come = deque[tuple[int, TaskAnswer]](), iter(jobs)
        try:
            while True:
                for number, arguments, run in islice(to_come, self.at_once - len(waiting)):
                    waiting.append((number, self._crew.submit(work, self._kept[number], arguments, run)))
                if not waiting or (done := self._come(waiting[0][1])) is None:
                    return
                budget.spend(done.spent)
                self._client.is_disturbed |= done.is_disturbed
                yield waiting.popleft()[0], done.answer
        finally:
            for _, answer in waiting:
                answer.cancel()

    def _come(self, answer: TaskAnswer) -> Done | None:
        """Wait for what comes of a task; None once somebody stops the run, or it is on the clock and long over.

        A worker elsewhere may hang.
        """
        while not self._run.is_stopped() and time.monotonic() < self._latest:
            try:
                done: Done = answer.result(timeout=LOOK_SECONDS)
            except TimeoutError:
                continue
            return done
        return None
