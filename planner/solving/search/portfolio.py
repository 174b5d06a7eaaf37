"""A portfolio of two solvers (called a hunt) for one goal: CP-SAT, and HiGHS in its worker process (the client).

Each searches a restricted MIP (core) of its own, or CP-SAT a large neighbourhood of the incumbent. They share the
incumbent and the bound, and stop when the gap is reached or the budget spent.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from planner.formulation import MIP
from planner.schema.arrays import Bools, Values
from planner.solving.highs.client import ITERATIONS_PER_SECOND, LOOK_SECONDS, Answer, HighsClient
from planner.solving.relaxation.column_generation import Relaxation
from planner.solving.relaxation.lagrangian import gap_between
from planner.solving.relaxation.row_scaling import ScaledMIP, step_of
from planner.solving.search.cp_sat import LEAST_SECONDS, Effort, SearchResult, safety_seconds, search
from planner.solving.search.heuristics import is_solution
from planner.solving.search.restricted_mip import RestrictedMIP, restricted

# How many of the most promising columns each solver first gets (at least as many as there are people), unless every
# better solution is known to lie in fewer. After a core is searched to the end, the next one has WIDER times as many.
# Measured in benchmarks/studies/2026-11-22_counting_places.
CP_SAT_COLUMNS, PARTNER_COLUMNS = 3_000, 9_000
WIDER = 2.5
# CP-SAT starts slowly on more columns than MOST_FOR_CP_SAT. It then does large neighbourhood search around the
# incumbent instead, as it also does first where a plan was given: in NEAR_COLUMNS columns, and in more once a
# neighbourhood holds nothing better.
MOST_FOR_CP_SAT, NEAR_COLUMNS = 15_000, 1_000
# In a core of at least this many columns, those that become integral by themselves (see RestrictedMIP.is_whole) are continuous
# for HiGHS: it then finds more, but proves less.
FREE_FROM = 15_000
# CP-SAT is restarted from a plan of HiGHS's that closes more than BETTER_SHARE of its gap, but not before it has run
# for UNDISTURBED_SECONDS.
BETTER_SHARE, UNDISTURBED_SECONDS = 0.05, 2.0
# The error that the LP's tolerance may leave in the bound on a goal whose value is 0, as a share of the largest
# coefficient that could still add to the goal.
NOISE = 1e-7
# The error allowed in a bound, as a share of the goal's step (a number of which every value is a multiple).
STEP_NOISE = 1e-4
OnProgress = Callable[[float, float], None]


@dataclass
class Hunt:
    """The portfolio search for one goal: CP-SAT and the HiGHS worker (client), each on a core of its own.

    They run in parallel on the clock, and take turns where work is counted. `best` is the incumbent, `value` its goal.
    """

    mip: MIP
    tight: ScaledMIP
    goal: Values
    relaxation: Relaxation
    effort: Effort
    client: HighsClient
    on_progress: OnProgress | None
    best: Values | None = None
    value: float = -math.inf
    bound: float = math.inf
    is_empty: bool = False
    # Whether every better solution has been searched for. The bound may still be above the value where the goal had to
    # be rounded.
    is_through: bool = False
    is_stopped_by_clock: bool = False
    # Whether CP-SAT begins with large neighbourhood search around a given plan, and the columns of a neighbourhood.
    is_near: bool = False
    near: int = NEAR_COLUMNS

    def __post_init__(self) -> None:
        self.step = step_of(self.mip, self.goal)
        self.bound = self._whole(self.relaxation.bound)
        # For each column its bound if used; and the columns in that order, the most promising first.
        self.promise = self.relaxation.lagrangian.bound_if_used()
        self.ranked = np.argsort(-self.promise, kind="stable")
        people = len(self.relaxation.lagrangian.best)
        self.for_cp_sat, self.for_partner = max(CP_SAT_COLUMNS, people), max(PARTNER_COLUMNS, people)
        self.is_partner_exact = False
        self.heard, self.telling = (-math.inf, math.inf), threading.Lock()
        # The last neighbourhood: the incumbent's value, the columns asked for, and how many like it came before.
        self.chosen_round = -math.inf, 0, 0

    def _whole(self, bound: float) -> float:
        """A bound rounded down to a multiple of the goal's step, since the goal has no value between two of them."""
        if not self.step or not math.isfinite(bound):
            return bound
        return min(bound, math.floor(bound / self.step + STEP_NOISE) * self.step)

    def final_bound(self) -> float:
        """The bound in the end; the value itself where both lie within noise of 0."""
        bound = max(self.bound, self.value)
        if not self.step and math.isfinite(self.value):  # with a step, noise is less than one
            noise = NOISE * float(np.abs(self.goal[self.promise > self.value]).max(initial=0.0))
            if abs(self.value) <= noise and bound <= noise:
                return self.value
        return bound

    def take(self, x: Values | None) -> None:
        """Make a solution the incumbent if it is better and feasible."""
        if x is None:
            return
        value = float(self.goal @ x)
        if (self.best is None or value > self.value + 1e-12) and is_solution(self.mip, x):
            self.best, self.value = x, value
            self._tell(value, self.bound)

    def run(self, start: Values | None) -> None:
        """Search, from a solution where one is known, until the gap is reached or the budget is spent."""
        self.take(start)
        self.is_near = self.best is not None
        if self._is_done() or self.effort.is_stopped():
            return
        if self.effort.is_counted:
            self._in_turn()
        else:
            self._side_by_side()

    def _is_done(self) -> bool:
        return (
            self.is_empty
            or self.is_through
            or (self.best is not None and gap_between(self.value, self.bound) <= self.effort.gap)
        )

    def _tell(self, value: float, bound: float) -> None:
        """Report progress, never worse than before: one solver may not know a better plan or bound of the other's."""
        with self.telling:  # CP-SAT calls back from a thread of its own
            value, bound = max(value, self.heard[0]), min(bound, self.heard[1])
            if self.on_progress is not None and (value, bound) != self.heard:
                self.on_progress(value, max(bound, value))
            self.heard = value, bound

    def _prove(self, bound: float, *, is_exact: bool, is_empty: bool) -> None:
        """Take over what was proved of a core, if that core holds every better solution (`is_exact`)."""
        if not is_exact or (is_empty and self.best is not None):
            return  # a solver that proves there is no solution where one is known is mistaken
        self.is_empty |= is_empty
        proved = max(self._whole(bound), self.value)
        if proved < self.bound:
            self.bound = proved
            if self.best is not None:
                self._tell(self.value, self.bound)

    # What is searched

    def _core(self, most: int) -> tuple[RestrictedMIP, bool]:
        """The core of the most promising columns, and whether every better solution lies in it."""
        own, is_exact = self._promising(most)
        return restricted(self.tight.mip, self.goal, own), is_exact

    def _promising(self, most: int) -> tuple[Bools, bool]:
        """Every column that reduced-cost fixing leaves, or the `most` most promising where these are too many.

        And whether every better solution lies in them.
        """
        mip = self.tight.mip
        declared = mip.is_auxiliary
        own = declared | (mip.lower > 0)
        if self.best is not None:
            own |= self.best > 0
            own |= self.promise > self.value + max(self.step * (1 - STEP_NOISE), 1e-9 * max(abs(self.value), 1.0))
        else:
            own[:] = True
        is_exact = int(own.sum()) <= most
        if not is_exact:
            own = declared | (self.relaxation.x > 0) | (mip.lower > 0)
            own[self.ranked[:most]] = True
            if self.best is not None:
                own |= self.best > 0
        return own, is_exact

    def _round_the_plan(self, most: int) -> RestrictedMIP:
        """A large neighbourhood of the incumbent: some people are free to move, all others are fixed.

        Free are the people whose columns in the relaxation differ from the incumbent's (fractional ones always do), and
        those of the most promising columns that the incumbent does not use. While the incumbent stays the same, each
        call takes the next of these columns.
        """
        assert self.best is not None  # noqa: S101 - asked for with a plan alone
        lagrangian, mip = self.relaxation.lagrangian, self.tight.mip
        inside = lagrangian.class_of >= 0
        differs = inside & (np.abs(self.best - self.relaxation.x) > 1e-6)  # noqa: PLR2004 - taken or not
        is_open = np.zeros(len(lagrangian.best), dtype=bool)
        is_open[lagrangian.class_of[differs]] = True
        ranked = self.ranked
        unused = ranked[inside[ranked] & (self.best[ranked] < 0.5)]  # noqa: PLR2004 - taken or not
        value, wanted, times = self.chosen_round
        times = times + 1 if (value, wanted) == (self.value, most) else 0
        self.chosen_round = self.value, most, times
        begin = times * (most // 4) % max(len(unused), 1)
        is_open[lagrangian.class_of[unused[begin : begin + most // 4]]] = True
        among = ranked[~inside[ranked] | is_open[lagrangian.class_of[ranked]]][:most]
        own = ~inside
        own[among] = True
        own |= inside & is_open[np.maximum(lagrangian.class_of, 0)] & (self.best > 0)
        return restricted(mip, self.goal, own, self.best)

    def _wider(self, most: int) -> int:
        """The number of columns for the next core; never more than there are."""
        return min(math.ceil(most * WIDER), self.mip.num_columns)

    # On the clock

    def _side_by_side(self) -> None:
        deadline = time.monotonic() + self.effort.seconds
        self._hand_over(deadline)
        workers = max(self.effort.workers - 1, 1)
        while not self._is_done() and not self.effort.is_stopped():
            left = deadline - time.monotonic()
            if left < LEAST_SECONDS:
                break
            if self.for_cp_sat > MOST_FOR_CP_SAT and self.best is None and self.client.is_busy:
                self._hear(self.client.answer(LOOK_SECONDS), deadline)
                continue
            effort = replace(self.effort, seconds=left, workers=workers)
            self._search(effort, deadline)
        self.client.release()

    def _search(self, effort: Effort, deadline: float | None) -> SearchResult:
        """Run CP-SAT once. If it searches its core to the end, the next core is larger.

        A neighbourhood searched to the end is larger the next time if it held nothing better.
        """
        own, is_exact = self._promising(self.for_cp_sat)
        is_round = self.best is not None and not is_exact and (self.is_near or int(own.sum()) > MOST_FOR_CP_SAT)
        core = self._round_the_plan(self.near) if is_round else restricted(self.tight.mip, self.goal, own)
        begun, before, known = time.monotonic(), self.value, [self.value]

        def better(value: float, bound: float) -> None:
            known[0] = max(known[0], value)
            self._tell(value, min(bound, self.bound) if is_exact else self.bound)

        def is_enough() -> bool:
            if deadline is None:
                return False
            self._hear(self.client.answer(0.0) if self.client.is_busy else None, deadline)
            ahead = self.value - known[0] > BETTER_SHARE * (self.bound - known[0])
            is_near = gap_between(known[0], self.bound) <= self.effort.gap
            return self._is_done() or is_near or (ahead and time.monotonic() - begun > UNDISTURBED_SECONDS)

        effort = replace(effort, gap=self._gap(is_exact=is_exact))
        found = search(core, self.best, effort, on_better=better, is_enough=is_enough)
        self.take(found.x)
        self._prove(found.bound, is_exact=is_exact, is_empty=found.is_proved_empty)
        self.is_stopped_by_clock |= found.is_stopped_by_clock
        is_through = found.is_proved_best or found.is_proved_empty
        self.is_through |= is_through and is_exact
        if is_through and not is_round:
            self.for_cp_sat = self._wider(self.for_cp_sat)
        elif is_through and self.value <= before:
            self.near = min(self._wider(self.near), MOST_FOR_CP_SAT)
            self.is_near &= self.near < CP_SAT_COLUMNS
        return found

    def _hand_over(self, deadline: float) -> None:
        """Let the HiGHS worker search a core until the deadline."""
        core, self.is_partner_exact = self._core(self.for_partner)
        if len(core.own) < FREE_FROM:
            core = replace(core, is_whole=np.ones_like(core.is_whole))
        left = max(deadline - time.monotonic(), LEAST_SECONDS)
        self.client.start(core, self.best, {**self._options(), "time_limit": left})

    def _options(self) -> dict[str, float | int]:
        return {"mip_rel_gap": self._gap(is_exact=self.is_partner_exact), "random_seed": self.effort.seed}

    def _gap(self, *, is_exact: bool) -> float:
        """The relative gap at which a solver may stop: 0 where its core may lack better solutions.

        The bound of such a core is no bound on the goal, so that its gap says nothing.
        """
        return self.effort.gap if is_exact else 0.0

    def _hear(self, answer: Answer | None, deadline: float) -> None:
        """Take what the HiGHS worker found; once it has searched its core to the end, give it a larger one."""
        if answer is None:
            return
        self._take(answer)
        if answer.is_last and not self._is_done() and time.monotonic() < deadline - LEAST_SECONDS:
            self.for_partner = self._wider(self.for_partner)
            self._hand_over(deadline)

    def _take(self, answer: Answer) -> None:
        self.take(answer.x)
        self._prove(answer.bound, is_exact=self.is_partner_exact, is_empty=answer.is_proved_empty)

    # With counted work

    def _in_turn(self) -> None:
        left, quarter = self.effort.seconds, self.effort.seconds / 4
        while left > LEAST_SECONDS and not self._is_done() and not self.effort.is_stopped():
            found = self._search(replace(self.effort, seconds=min(quarter, left)), None)
            left -= max(found.spent, LEAST_SECONDS)
            if self._is_done() or left < LEAST_SECONDS or self.effort.is_stopped():
                break
            core, self.is_partner_exact = self._core(self.for_partner)
            seconds = min(quarter, left)
            self.client.start(core, self.best, dict(self._options()), math.ceil(seconds * ITERATIONS_PER_SECOND))
            left -= max(self._waited(safety_seconds(seconds)) / ITERATIONS_PER_SECOND, LEAST_SECONDS)
            self.for_partner = self._wider(self.for_partner)
        self.client.release()

    def _waited(self, seconds: float) -> int:
        """Wait for the worker's last answer, until the time is over or Ctrl-C; the simplex iterations it took."""
        deadline = time.monotonic() + seconds
        while self.client.is_busy and not self.effort.is_stopped():
            if time.monotonic() > deadline:
                self.client.release()
                break
            answer = self.client.answer(LOOK_SECONDS)
            if answer is not None:
                self._take(answer)
                if answer.is_last:
                    return answer.iterations
        return 0
