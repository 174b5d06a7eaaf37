"""Neighbours in one pool, as plan.json tells of them: what each municipality gives and gets."""

from __future__ import annotations

import numpy as np

from planner.formulation import AT_HOME, UNITS, resident_shares
from planner.instance import Instance, is_main, neighbours
from planner.schema.plan_neighbours import MunicipalityPart, NeighboursPart
from planner.schema.settings import OWN_RESIDENTS
from planner.solving import Solution


def neighbours_part(instance: Instance, solution: Solution) -> NeighboursPart | None:
    """The part; None where all people and places are of one municipality, or there are none."""
    pool = neighbours(instance)
    if len(pool.codes) <= 1:
        return None
    rows = instance.candidates.loc[solution.chosen]
    is_home, main = pool.is_at_home(rows), is_main(rows)
    of_person, of_slot = pool.homes[rows["person"].to_numpy()], pool.seats[rows["slot"].to_numpy()]
    is_open, value = (instance.slots["status"] == "open").to_numpy(), rows["value"].to_numpy(dtype=float)
    came_first = any(goal.name == OWN_RESIDENTS for goal in solution.goals)
    unit, earlier = UNITS[instance.settings.group_measure], solution.earlier
    shares = {one.group: one for one in resident_shares(instance, earlier)} if came_first else {}
    parts = []
    for code in pool.codes:
        own, here, share = of_person == code, of_slot == code, shares.get(code)
        parts.append(
            MunicipalityPart(
                municipality=code,
                people=int((pool.homes == code).sum()),
                places=int(instance.places_left[is_open & (pool.seats == code)].sum()),
                own_at_home=_people(rows["person"].to_numpy()[main & own & is_home]),
                own_elsewhere=_people(rows["person"].to_numpy()[main & own & ~is_home]),
                neighbours=_people(rows["person"].to_numpy()[main & here & ~is_home]),
                uplift=round(float(value[own].sum()), 9) + 0.0,
                gets=None if share is None else share.gets(solution.chosen) / unit,
                at_home=None if share is None else share.alone.most / unit,
            )
        )
    together = earlier.alone(AT_HOME) if came_first else None
    return NeighboursPart(
        own_residents=instance.settings.own_residents,
        at_home=None if together is None else together.most / unit,
        bound=None if together is None else together.bound / unit,
        municipalities=tuple(parts),
    )


def _people(person: np.ndarray) -> int:
    return len(np.unique(person))
