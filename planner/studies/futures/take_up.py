"""How far the new places of a plan may come about: the take-up and its range, always shown together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.schema.models import RangedShare
from planner.studies.futures.proposals import TOTAL, Proposals
from planner.studies.futures.valuation import MEASURES, expected
from planner.studies.intervals import Estimate


@dataclass(frozen=True)
class TakeUp:
    """The new places that a plan proposes somebody for, and what is to be expected over the range of the take-up.

    `figure` is that of the model; `proposed` the people proposed for new places, `places` how many of the places come
    about. `differences` has by measure what the plan is expected to bring more than the base. The ends of a range are
    those at the lowest and the highest take-up, everything else being as expected.
    """

    figure: RangedShare = field(repr=False)
    proposed: int
    places: Estimate
    differences: Mapping[str, Estimate]

    @property
    def share(self) -> Estimate:
        """The take-up with its range."""
        return Estimate(self.figure.value, self.figure.low, self.figure.high)


def take_up(base: Proposals, plan: Proposals) -> TakeUp | None:
    """The take-up of a plan beside its base; None where neither of the two has a new place."""
    if not (plan.is_new.any() or base.is_new.any()):
        return None
    figure = plan.figures.take_up
    shares = (figure.value, figure.low, figure.high)
    more = [expected(plan, share)[TOTAL] - expected(base, share)[TOTAL] for share in shares]
    proposed = int((plan.is_new & plan.is_main).sum())
    return TakeUp(
        figure,
        proposed,
        _ranged(*(proposed * share for share in shares)),
        {name: _ranged(*(float(part[number]) for part in more)) for number, name in enumerate(MEASURES)},
    )


def _ranged(value: float, one: float, other: float) -> Estimate:
    return Estimate(value, min(one, other), max(one, other))
