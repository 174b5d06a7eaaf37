"""The result of solving (Solution), and the progress that it reports on the way (SearchProgress)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from planner.formulation import MIP, Chosen, Earlier, Name
from planner.solving.relaxation.lagrangian import gap_between
from planner.solving.statistics import Statistics
from planner.solving.warm_start import WarmStart

# Why a run may not repeat: it was on the clock, stopped by `max_seconds` or by Ctrl-C, or the HiGHS worker was lost.
Unrepeatable = Literal["clock", "max_seconds", "interrupted", "worker_lost"]


class SearchProgress(NamedTuple):
    """Progress: a better plan or bound for a goal, and the seconds left for the solve (infinite with counted work).

    Where `goal` is *prices* or *gains*, `value` of `bound` limits have been looked at. Where it is *expected*, which is
    told first of a counted run, `value` are the seconds that the run takes at most, about.
    """

    goal: str
    value: float
    bound: float
    seconds_left: float

    @property
    def is_of_a_goal(self) -> bool:
        """Whether value and bound are those of a goal."""
        return self.goal not in {"expected", "prices", "gains"}


ProgressCallback = Callable[[SearchProgress], None]


@dataclass(frozen=True)
class GoalReached:
    """One goal's result: the value reached, its bound, the share of the outcome it may cost, its value in the end."""

    name: str
    best: float
    bound: float
    may_cost: float
    final: float
    status: str

    @property
    def gap(self) -> float:
        """(bound - best) / |best|."""
        return gap_between(self.best, self.bound)


@dataclass(frozen=True)
class HandBack:
    """The hand-back: the outcome before and after the part that later goals gave up without need was recovered.

    `bound` is a bound on the outcome of every plan that holds each goal at what it reached; None where no search was
    made. The `status` is *optimal* or *feasible*; *unspent* where the goals had cost nothing, *skipped* where no time
    was left.
    """

    before: float
    after: float
    bound: float | None
    status: Literal["optimal", "feasible", "unspent", "skipped"]


@dataclass(frozen=True)
class ProofCut:
    """A cut as a certificate has it: which rows, and which cuts before it, are combined with which multipliers.

    `rows` and `cuts` are pairs of a position (in `CutProof.rows` and `CutProof.cuts`) and a multiplier; `point` is a
    position in `CutProof.points`, `dual` the price.
    """

    point: int
    rows: tuple[tuple[int, float], ...]
    cuts: tuple[tuple[int, float], ...]
    dual: float


class ProofRow(NamedTuple):
    """A row with the `unit` of which all its coefficients are whole multiples, and its price in that unit.

    Its limit is rounded to whole units; a lower limit is turned into an upper one, so that the price is at least 0.
    """

    name: Name
    unit: float
    dual: float


class ProofPoint(NamedTuple):
    """Columns that are measured from 1: candidates by (jobseeker, slot, programme), and slots that run."""

    candidates: tuple[tuple[str, str, str], ...]
    slots: tuple[str, ...]


@dataclass(frozen=True)
class CutProof:
    """Row prices and cuts that prove a bound on the outcome, so that anybody can make the cuts again.

    `rows` are the rows that cuts combine, and those that are priced with a rounded limit; `duals` price all others.
    """

    duals: dict[Name, float]
    rows: tuple[ProofRow, ...]
    points: tuple[ProofPoint, ...]
    cuts: tuple[ProofCut, ...]


@dataclass(frozen=True)
class Solution:
    """The chosen candidates (positions, ascending), and everything that says how good they are.

    `goals` are those reached, `skipped` those for which time or Ctrl-C left no room.
    `duals` are row prices by name, of one basis of the outcome's relaxation; the certified bound follows from them.
    `prices`, by name, are what that relaxation gains from one more unit of a limit on places, money or people. `gains`
    are what the best plan for the outcome gains from one more place; they are given for the slots with the highest
    prices, where four decimals are known.
    `stages` are the plans after each goal, and last after the hand-back. `earlier` is what the later goals knew.
    `start` is a warm start for a week like this one. `unrepeatable` says why the run may not repeat; None where it
    does. `statistics` say what solving took; None where the solution was read from a plan. `cut_proof` bounds the
    outcome more closely than `duals`; None where no cut does.
    """

    chosen: Chosen
    goals: tuple[GoalReached, ...]
    duals: dict[Name, float] = field(repr=False)
    prices: dict[Name, float] = field(repr=False)
    gains: dict[Name, float] = field(repr=False)
    skipped: tuple[str, ...]
    unrepeatable: Unrepeatable | None
    mip: MIP = field(repr=False)
    stages: tuple[tuple[str, Chosen], ...] = field(repr=False)
    earlier: Earlier = field(repr=False)
    hand_back: HandBack
    start: WarmStart = field(repr=False)
    statistics: Statistics | None = field(repr=False, default=None)
    cut_proof: CutProof | None = field(repr=False, default=None)

    @property
    def is_reproducible(self) -> bool:
        """Whether the same files give the same bytes, on this computer at least."""
        return self.unrepeatable is None

    @property
    def is_interrupted(self) -> bool:
        """Whether Ctrl-C or SIGTERM ended the search."""
        return self.unrepeatable == "interrupted"
