"""Who works on coupled components: this process, or a crew on other computers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from planner.schema.solver_parameters import SolverParameters
from planner.solving.budget import Budget, ClockBudget, WorkBudget
from planner.solving.crew import Crew, TaskAnswer
from planner.solving.decomposition.coupled_component import CoupledComponent
from planner.solving.highs.client import LOOK_SECONDS, HighsClient
from planner.solving.run import SearchRun

# Components that are out at the same time where work is counted.
AT_ONCE = 16
# On the clock nobody waits for workers that are later than the run's end by so many seconds and this share of its time.
LATE_SECONDS, LATE_SHARE = 10.0, 0.1

# A component by number, the arguments for it, and the run it has.
Job = tuple[int, tuple[Any, ...], SearchRun]
# What is done with a component: it gets the part, the arguments, the run, and a HiGHS worker.
Work = Callable[..., Any]


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

    answer: Done

    def result(self, timeout: float | None = None) -> Done:  # noqa: ARG002 - as TaskAnswer
        return self.answer

    def done(self) -> bool:
        return True

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

    def submit(self, work: Work, part: Any, arguments: tuple[Any, ...], run: SearchRun) -> TaskAnswer:  # noqa: ANN401 - as Elsewhere
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

    def submit(self, work: Work, part: object, arguments: tuple[Any, ...], run: SearchRun) -> TaskAnswer:
        """Have it done."""
        return self._crew.submit(done_by_worker, work, part, arguments, Terms.of(run))


class _Own:
    """The HiGHS worker of a thread, which ends with it."""

    def __init__(self) -> None:
        self.client = HighsClient()

    def __del__(self) -> None:
        self.client.__exit__(None, None, None)


_OF_THREAD = threading.local()


def done_by_worker(work: Work, part: CoupledComponent, arguments: tuple[Any, ...], terms: Terms) -> Done:
    """Do the work in a worker of a crew; each of its threads keeps a HiGHS worker for all that is to come."""
    if not hasattr(_OF_THREAD, "own"):
        _OF_THREAD.own = _Own()
    client: HighsClient = _OF_THREAD.own.client
    client.is_disturbed = False  # what disturbed it in other work is no matter of this
    return _done(work, part, arguments, terms.run(), client)


def _done(work: Work, part: CoupledComponent, arguments: tuple[Any, ...], run: SearchRun, client: HighsClient) -> Done:
    """Do the work, with counted seconds of its own."""
    if not run.budget.is_counted:
        return Done(work(part, *arguments, run, client), 0.0, client.is_disturbed)
    given = run.budget.left
    own = run.budget.counted(given)
    answer = work(part, *arguments, run.having(own), client)
    return Done(answer, given - own.left, client.is_disturbed)


class Tasks:
    """Work on components, handed out to this process or to the run's crew; `at_once` are out at the same time.

    On the clock answers come as they are ready. Where work is counted equally many are always out, answers come in
    order, and what each took is spent once its turn has come: so it does not matter who does it.
    """

    def __init__(self, parts: Sequence[CoupledComponent], run: SearchRun, client: HighsClient) -> None:
        self._crew = Here(client) if run.crew is None else Elsewhere(run.crew)
        self._kept = [self._crew.keep(part) for part in parts]
        self._run, self._client = run, client
        self.at_once = AT_ONCE if run.budget.is_counted else max(self._crew.size, 1)
        self._latest = time.monotonic() + run.budget.seconds * (1 + LATE_SHARE) + LATE_SECONDS

    def done(self, work: Work, jobs: Iterable[Job], budget: Budget) -> Iterator[tuple[int, Any]]:
        """What comes of each job in order, by the component's number, as long as it comes; `budget` pays for it."""
        waiting, to_come = list[tuple[int, TaskAnswer]](), iter(jobs)
        try:
            while True:
                for number, arguments, run in islice(to_come, self.at_once - len(waiting)):
                    waiting.append((number, self._crew.submit(work, self._kept[number], arguments, run)))
                if not waiting or (come := self._come(waiting)) is None:
                    return
                at, done = come
                budget.spend(done.spent)
                self._client.is_disturbed |= done.is_disturbed
                yield waiting.pop(at)[0], done.answer
        finally:
            for _, answer in waiting:
                answer.cancel()

    def _come(self, waiting: Sequence[tuple[int, TaskAnswer]]) -> tuple[int, Done] | None:
        """Wait for the next answer, and its position; None once somebody stops the run, or it is long over.

        A worker elsewhere may hang.
        """
        is_in_order = self._run.budget.is_counted
        while not self._run.is_stopped() and time.monotonic() < self._latest:
            ready = 0 if is_in_order else next((at for at, (_, one) in enumerate(waiting) if one.done()), 0)
            try:
                done: Done = waiting[ready][1].result(timeout=LOOK_SECONDS)
            except TimeoutError:
                continue
            return ready, done
        return None
