"""CP-SAT and its partner after one goal: what each searches, what they tell each other, and when it is enough."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.formulation import MIP
from planner.solving.bound import gap_between
from planner.solving.core import Core, core_of
from planner.solving.partner import ITERATIONS_PER_SECOND, LOOK_SECONDS, Answer, Partner
from planner.solving.relaxation import Relaxation
from planner.solving.rounding import is_solution
from planner.solving.search import LEAST_SECONDS, Effort, Found, safety_seconds, search
from planner.solving.tighten import Tightened, step_of

# How many columns each engine is given where not all better solutions are known to lie in fewer, and at least so many
# a person; once a core is searched through, so many times as many. Measured in
# benchmarks/studies/2026-11-22_counting_places.
CP_SAT_COLUMNS, PARTNER_COLUMNS = 3_000, 9_000
WIDER = 2.5
# CP-SAT is slow to begin on more than this. It then looks round the best plan, as it does round one that is given: in
# few columns, and in more of them where nothing better is there.
MOST_FOR_CP_SAT, NEAR_COLUMNS = 15_000, 1_000
# From so many columns on, HiGHS need not make whole what is whole of itself: it then finds more, but proves less.
FREE_FROM = 15_000
# CP-SAT begins anew from its partner's plan where that closes this share of the gap, but gets so many seconds first.
BETTER_SHARE, UNDISTURBED_SECONDS = 0.05, 2.0
# Of the largest coefficient that could still add to a goal: as much may a bound on a goal of 0 be off by the linear
# MIP's tolerance.
NOISE = 1e-7
# Of a goal's step: as much may a bound be off.
STEP_NOISE = 1e-4
Values = NDArray[np.float64]
Mask = NDArray[np.bool_]
Told = Callable[[float, float], None]


@dataclass
class Hunt:
    """CP-SAT and its partner, each on a core of its own: side by side on the clock, in turn when counted."""

    mip: MIP
    tight: Tightened
    goal: Values
    relaxation: Relaxation
    effort: Effort
    partner: Partner
    told: Told | None
    best: Values | None = None
    value: float = -math.inf
    bound: float = math.inf
    is_empty: bool = False
    # Everything that could be better was searched; where the goal had to be rounded the bound may still be above.
    is_through: bool = False
    is_stopped_by_clock: bool = False
    # Whether CP-SAT looks round a plan that was given before it looks anywhere else, and in how many columns.
    is_near: bool = False
    near: int = NEAR_COLUMNS

    def __post_init__(self) -> None:
        self.step = step_of(self.mip, self.goal)
        self.bound = self._whole(self.relaxation.bound)
        # Columns by how good a plan with them could be, the best first.
        self.promise = self.relaxation.closing.with_column()
        self.ranked = np.argsort(-self.promise, kind="stable")
        people = len(self.relaxation.closing.best)
        self.for_cp_sat, self.for_partner = max(CP_SAT_COLUMNS, people), max(PARTNER_COLUMNS, people)
        self.is_partner_exact = False
        self.heard, self.telling = (-math.inf, math.inf), threading.Lock()
        # How often the people round one and the same plan were chosen: the plan's value, the columns wanted, times.
        self.chosen_round = -math.inf, 0, 0

    def _whole(self, bound: float) -> float:
        """A bound on the goal, as it can be no value between two steps."""
        if not self.step or not math.isfinite(bound):
            return bound
        return min(bound, math.floor(bound / self.step + STEP_NOISE) * self.step)

    def final_bound(self) -> float:
        """The bound that holds in the end; where nothing was gained, and no more than noise could be, nothing."""
        bound = max(self.bound, self.value)
        if not self.step and math.isfinite(self.value):  # with a step, noise is less than one
            noise = NOISE * float(np.abs(self.goal[self.promise > self.value]).max(initial=0.0))
            if abs(self.value) <= noise and bound <= noise:
                return self.value
        return bound

    def take(self, x: Values | None) -> None:
        """Keep a solution that is better than the best."""
        if x is None:
            return
        value = float(self.goal @ x)
        if (self.best is None or value > self.value + 1e-12) and is_solution(self.mip, x):
            self.best, self.value = x, value
            self._tell(value, self.bound)

    def run(self, start: Values | None) -> None:
        """Search from a solution, where one is known, until the gap is reached or the effort is spent."""
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
        """Pass on what is not worse than what was heard before: one engine knows nothing of the other's better plan."""
        with self.telling:  # CP-SAT tells from a thread of its own
            value, bound = max(value, self.heard[0]), min(bound, self.heard[1])
            if self.told is not None and (value, bound) != self.heard:
                self.told(value, max(bound, value))
            self.heard = value, bound

    def _prove(self, bound: float, *, is_exact: bool, is_empty: bool) -> None:
        """Take over what was proved of a core that holds every better solution."""
        if not is_exact or (is_empty and self.best is not None):
            return  # an engine that finds no solution where one is known is mistaken
        self.is_empty |= is_empty
        proved = max(self._whole(bound), self.value)
        if proved < self.bound:
            self.bound = proved
            if self.best is not None:
                self._tell(self.value, self.bound)

    # What is searched

    def _core(self, most: int) -> tuple[Core, bool]:
        """The most promising columns, and whether every better solution lies in them."""
        own, is_exact = self._promising(most)
        return core_of(self.tight.mip, self.goal, own), is_exact

    def _promising(self, most: int) -> tuple[Mask, bool]:
        mip = self.tight.mip
        declared = np.arange(mip.num_columns) >= len(mip.candidates)
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

    def _round_the_plan(self, most: int) -> Core:
        """The columns of those people whom the relaxation leaves open or places otherwise than the best plan does.

        People of the most promising columns that the plan does not use are opened too: of other ones, each time that
        the plan is still the best.
        """
        assert self.best is not None  # noqa: S101 - asked for with a plan alone
        closing, mip = self.relaxation.closing, self.tight.mip
        inside = closing.class_of >= 0
        differs = inside & (np.abs(self.best - self.relaxation.x) > 1e-6)  # noqa: PLR2004 - taken or not
        is_open = np.zeros(len(closing.best), dtype=bool)
        is_open[closing.class_of[differs]] = True
        ranked = self.ranked
        unused = ranked[inside[ranked] & (self.best[ranked] < 0.5)]  # noqa: PLR2004 - taken or not
        value, wanted, times = self.chosen_round
        times = times + 1 if (value, wanted) == (self.value, most) else 0
        self.chosen_round = self.value, most, times
        begin = times * (most // 4) % max(len(unused), 1)
        is_open[closing.class_of[unused[begin : begin + most // 4]]] = True
        among = ranked[~inside[ranked] | is_open[closing.class_of[ranked]]][:most]
        own = ~inside
        own[among] = True
        own |= inside & is_open[np.maximum(closing.class_of, 0)] & (self.best > 0)
        return core_of(mip, self.goal, own, self.best)

    def _wider(self, most: int) -> int:
        """As many columns for the next core; never more than there are."""
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
            if self.for_cp_sat > MOST_FOR_CP_SAT and self.best is None and self.partner.is_busy:
                self._hear(self.partner.answer(LOOK_SECONDS), deadline)
                continue
            effort = replace(self.effort, seconds=left, workers=workers)
            self._search(effort, deadline)
        self.partner.release()

    def _search(self, effort: Effort, deadline: float | None) -> Found:
        """CP-SAT once, on a core that is wider the next time if it was searched through."""
        own, is_exact = self._promising(self.for_cp_sat)
        is_round = self.best is not None and not is_exact and (self.is_near or int(own.sum()) > MOST_FOR_CP_SAT)
        core = self._round_the_plan(self.near) if is_round else core_of(self.tight.mip, self.goal, own)
        begun, before, known = time.monotonic(), self.value, [self.value]

        def better(value: float, bound: float) -> None:
            known[0] = max(known[0], value)
            self._tell(value, min(bound, self.bound) if is_exact else self.bound)

        def is_enough() -> bool:
            if deadline is None:
                return False
            self._hear(self.partner.answer(0.0) if self.partner.is_busy else None, deadline)
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
        """Let the partner search a core until the deadline."""
        core, self.is_partner_exact = self._core(self.for_partner)
        if len(core.own) < FREE_FROM:
            core = replace(core, is_whole=np.ones_like(core.is_whole))
        left = max(deadline - time.monotonic(), LEAST_SECONDS)
        self.partner.start(core, self.best, {**self._options(), "time_limit": left})

    def _options(self) -> dict[str, float | int]:
        return {"mip_rel_gap": self._gap(is_exact=self.is_partner_exact), "random_seed": self.effort.seed}

    def _gap(self, *, is_exact: bool) -> float:
        """How near its own bound a core is searched: that of a part of the columns lies below the one that counts."""
        return self.effort.gap if is_exact else 0.0

    def _hear(self, answer: Answer | None, deadline: float) -> None:
        """Take what the partner found; once it is through with its core, give it a wider one."""
        if answer is None:
            return
        self._take(answer)
        if answer.is_last and not self._is_done() and time.monotonic() < deadline - LEAST_SECONDS:
            self.for_partner = self._wider(self.for_partner)
            self._hand_over(deadline)

    def _take(self, answer: Answer) -> None:
        self.take(answer.x)
        self._prove(answer.bound, is_exact=self.is_partner_exact, is_empty=answer.is_proved_empty)

    # Counted

    def _in_turn(self) -> None:
        left, quarter = self.effort.seconds, self.effort.seconds / 4
        while left > LEAST_SECONDS and not self._is_done() and not self.effort.is_stopped():
            found = self._search(replace(self.effort, seconds=min(quarter, left)), None)
            left -= max(found.spent, LEAST_SECONDS)
            if self._is_done() or left < LEAST_SECONDS or self.effort.is_stopped():
                break
            core, self.is_partner_exact = self._core(self.for_partner)
            seconds = min(quarter, left)
            self.partner.start(core, self.best, dict(self._options()), math.ceil(seconds * ITERATIONS_PER_SECOND))
            left -= max(self._waited(safety_seconds(seconds)) / ITERATIONS_PER_SECOND, LEAST_SECONDS)
            self.for_partner = self._wider(self.for_partner)
        self.partner.release()

    def _waited(self, seconds: float) -> int:
        """The partner's last answer, waited for so long or until Ctrl-C: the iterations it took."""
        deadline = time.monotonic() + seconds
        while self.partner.is_busy and not self.effort.is_stopped():
            if time.monotonic() > deadline:
                self.partner.release()
                break
            answer = self.partner.answer(LOOK_SECONDS)
            if answer is not None:
                self._take(answer)
                if answer.is_last:
                    return answer.iterations
        return 0
