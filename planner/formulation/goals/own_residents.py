"""Own residents: no municipality's residents get less together for its being in a pool with its neighbours."""

from __future__ import annotations

from planner.formulation.goal import Earlier, Goal
from planner.formulation.goals.group_floor import below_floors
from planner.formulation.own_residents import resident_shares
from planner.instance import Instance


def own_residents(instance: Instance, earlier: Earlier | None = None) -> Goal:
    """Minus the sum of how far the residents of municipalities are below what they have at home.

        sum of what x[c] counts over candidates of the residents + below[m]  >=  what they have at home

    Shape: one row per municipality whose residents have anything at home, keyed (code). Unit: places, or people more in
    work or study, as setting `group_measure` says. The plan at home is one plan, so 0 can always be reached.
    """
    assert earlier is not None  # noqa: S101 - the outcome goal always comes first
    shares = resident_shares(instance, earlier)
    return below_floors("own_residents", instance, [(share, share.alone.most) for share in shares])
