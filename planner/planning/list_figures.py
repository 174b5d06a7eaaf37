"""What the lists of a plan are worth, and what bounds them: beside these proposals, and together with any plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from planner.formulation import joint_columns
from planner.instance import Instance
from planner.planning.shortlists import SHARE, Shortlists, dual_rows, prices_of
from planner.solving import SearchRun, Solution, maximise
from planner.verification import Bounds, certified_joint, certified_lists, has_joint_bound


@dataclass(frozen=True)
class ListFigures:
    """The content of shortlists.json, in the plan's unit.

    `worth` is that of whoever follows the proposals, and `bound` that of every way to fill the lists beside them.
    `joint_value` is the plan's outcome and `worth` together, which exceed `joint_bound` in no plan with any lists; both
    are None where that cannot be told. `rows` and `joint_rows` are the duals from which the bounds follow.
    """

    worth: float
    bound: float
    rows: list[dict[str, object]] = field(repr=False)
    joint_value: float | None
    joint_bound: float | None
    joint_rows: list[dict[str, object]] = field(repr=False)

    def as_file(self) -> dict[str, object]:
        """What shortlists.json holds."""
        return {"format": 1, **asdict(self)}


def list_figures(
    instance: Instance,
    solution: Solution,
    lists: Shortlists,
    candidates: Sequence[Mapping[str, Any]],
    bounds: Bounds,
) -> ListFigures:
    """The figures of a plan's lists, each bound as the verifier computes it.

    `candidates` are the rows of the table of candidates from which `bounds`, the certified ones, were computed.
    """
    bound = certified_lists(instance.scenario, candidates, lists.proposed, lists.duals)
    together, joint, duals = None, None, list[dict[str, object]]()
    if has_joint_bound(instance.scenario):
        duals = _joint_duals(instance, bounds)
        together = round(solution.goals[0].final + lists.worth, 9)
        joint = certified_joint(instance.scenario, candidates, bounds, duals)
    return ListFigures(round(lists.worth, 9), round(bound, 9), lists.duals, together, joint, duals)


def _joint_duals(instance: Instance, bounds: Bounds) -> list[dict[str, object]]:
    """A price for each position of a list, such that the joint bound is as low as the certificate allows."""
    own = np.array([bounds.own.get(str(one), 0.0) for one in instance.people["jobseeker_id"]])
    found, limits = joint_columns(instance, own), instance.solve_settings
    if not len(found.worth):
        return []
    run = SearchRun.of(SHARE * limits.time_limit_seconds, seed=limits.seed)
    reached = maximise(found.mip, found.worth, run, start=np.zeros(len(found.worth)))
    return [] if reached.relaxation is None else dual_rows(prices_of(found, reached.relaxation.prices))
