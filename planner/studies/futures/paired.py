"""Plans held beside each other in the same futures: differences with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from planner.planning import Plan
from planner.schema.arrays import Values
from planner.studies.futures.proposals import TOTAL, Part, Proposals, proposals
from planner.studies.futures.take_up import TakeUp, take_up
from planner.studies.futures.valuation import MEASURES, Drawn, expected, valued
from planner.studies.intervals import LEVEL, UNDEFINED, Estimate

SEED = 1
# Sums of floats in another order differ by less than this.
NO_DIFFERENCE = 1e-9


@dataclass(frozen=True)
class Futures:
    """What some plans bring in the same futures. The first plan is the base that the others are held against.

    `drawn` has by plan, and in it by part, an array of MEASURES x futures. Plans are counted from 0.
    """

    draws: int
    seed: int
    plans: tuple[Proposals, ...] = field(repr=False)
    drawn: tuple[Drawn, ...] = field(repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """One row for each future and plan: future (from 1), plan (from 0, the base), MEASURES of the whole plan."""
        frames = [
            pd.DataFrame({"future": np.arange(1, self.draws + 1), "plan": number}
                         | dict(zip(MEASURES, drawn[TOTAL], strict=True)))
            for number, drawn in enumerate(self.drawn)
        ]  # fmt: skip
        return pd.concat(frames).sort_values(["future", "plan"], ignore_index=True)

    @property
    def parts(self) -> list[Part]:
        """The parts of any of the plans, in the order of the first that has them."""
        return list(dict.fromkeys(part for drawn in self.drawn for part in drawn))

    def estimate(self, plan: int, measure: str, part: Part = TOTAL, level: float = LEVEL) -> Estimate:
        """What a plan brings: the mean over futures, and the ends between which `level` of the futures lie."""
        return _estimate(self._values(plan, measure, part), level)

    def difference(
        self, plan: int, measure: str, part: Part = TOTAL, *, base: int = 0, level: float = LEVEL
    ) -> Estimate:
        """A plan less another, future by future: the mean, and the ends between which `level` of the futures lie.

        Undefined where the two do not count the same.
        """
        if measure == "begun_uplift" and self.plans[plan].counts_people != self.plans[base].counts_people:
            return UNDEFINED
        return _estimate(self._values(plan, measure, part) - self._values(base, measure, part), level)

    def differences(self, plan: int, *, base: int = 0) -> pd.DataFrame:
        """Every part and measure of a plan beside another's.

        Columns: part, name, measure, base, what_if, difference (means over futures), low, high (of the difference).
        """
        records = []
        for part in self.parts if self.draws else []:
            for measure in MEASURES:
                found = self.difference(plan, measure, part, base=base)
                ends = (self.estimate(base, measure, part).value, self.estimate(plan, measure, part).value)
                records.append((*part, measure, *ends, found.value, found.low, found.high))
        columns = ["part", "name", "measure", "base", "what_if", "difference", "low", "high"]
        return pd.DataFrame(records, columns=columns).astype(dict.fromkeys(columns[3:], float))

    def better_and_worse(self, plan: int, *, base: int = 0) -> tuple[float, float] | None:
        """The shares of futures in which a plan does better than another, and worse; None where they count otherwise.

        Counted in people in work or study; where outcomes are no probabilities, in the gain.
        """
        if self.plans[plan].counts_people != self.plans[base].counts_people:
            return None
        measure = "in_work" if self.counts_people else "begun_uplift"
        more = self._values(plan, measure, TOTAL) - self._values(base, measure, TOTAL)
        return float((more > NO_DIFFERENCE).mean()), float((more < -NO_DIFFERENCE).mean())

    @property
    def counts_people(self) -> bool:
        """Whether every plan's outcomes are probabilities of work or study."""
        return all(plan.counts_people for plan in self.plans)

    def pair(self, plan: int) -> Futures:
        """The base and one of the plans alone, which is then plan 1."""
        return replace(self, plans=(self.plans[0], self.plans[plan]), drawn=(self.drawn[0], self.drawn[plan]))

    def beside(self, other: Futures) -> Futures:
        """These plans, and those that another holds against the same base in the same futures."""
        return replace(self, plans=(*self.plans, *other.plans[1:]), drawn=(*self.drawn, *other.drawn[1:]))

    def take_up(self, plan: int) -> TakeUp | None:
        """How far the new places of a plan may come about; None where neither it nor the base has any."""
        return take_up(self.plans[0], self.plans[plan])

    def expected(self, plan: int, take_up: float | None = None) -> dict[Part, dict[str, float]]:
        """What is to be expected of a plan over all futures, computed; with another take-up of new places if named."""
        found = expected(self.plans[plan], take_up)
        return {part: dict(zip(MEASURES, map(float, values), strict=True)) for part, values in found.items()}

    def _values(self, plan: int, measure: str, part: Part) -> Values:
        drawn = self.drawn[plan].get(part)
        return np.zeros(self.draws) if drawn is None else np.asarray(drawn[MEASURES.index(measure)], dtype=np.float64)


def paired_futures(plans: Sequence[Plan], draws: int, seed: int = SEED) -> Futures:
    """Draw futures and see what each plan brings in them; the first plan is the base. Nothing is planned again.

    With 0 draws nothing is drawn, and what is to be expected can still be asked for.

    A future says who declines, who never begins, which slots are taken back, how far new programmes get, what levels
    and effects are (one value for each cell), and who is in work or study. The numbers belong to persons, slots and
    cells by their ids. So two equal plans differ by 0 in every future, and a plan more changes nothing of the others.
    """
    taken = tuple(proposals(plan, plans[0]) for plan in plans)
    return Futures(draws, seed, taken, tuple(valued(plan, draws, seed) for plan in taken))


def _estimate(values: Values, level: float) -> Estimate:
    if not len(values) or np.isnan(values).any():
        return UNDEFINED
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(float(values.mean()), float(low), float(high))
