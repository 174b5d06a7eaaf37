"""The relaxation of a week that is solved again: row prices, and the bound that they prove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.formulation import Name
from planner.solving.marginal.row_prices import row_prices
from planner.solving.relaxation.column_generation import relax
from planner.solving.relaxation.lagrangian import lagrangian_bound, of_right_sign
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.resolving.resolving import Resolving


@dataclass(frozen=True)
class OutcomePrices:
    """Row prices by name, those of 0 left out, and `bound`: no plan of the week has a greater outcome.

    `duals` are of one basis. The bound is the Lagrangian one that they give. So where a limit rises by an amount, it
    rises by no more than the dual times that amount, and likewise falls. `smallest` are the smallest optimal prices:
    what the relaxation gains for a first small part of one more unit.
    """

    duals: Mapping[Name, float] = field(repr=False)
    smallest: Mapping[Name, float] = field(repr=False)
    bound: float


def outcome_prices(resolving: Resolving, seconds: float) -> OutcomePrices:
    """The prices of a week's limits for the outcome; relaxing and pricing may take `seconds` each, as a solve does."""
    mip, goal = resolving.mip, resolving.objective
    if not mip.num_columns:
        return OutcomePrices({}, {}, 0.0)
    known = mip.by_row(resolving.duals)
    relaxation = relax(scale_rows(mip), goal, resolving.client, resolving.run(seconds), prices=known)
    duals = of_right_sign(mip, known if relaxation is None else relaxation.prices)
    smallest = duals
    if relaxation is not None:
        smallest = row_prices(mip, goal, relaxation, resolving.run(seconds), resolving.client)
    return OutcomePrices(mip.by_name(duals), mip.by_name(smallest), lagrangian_bound(mip, goal, duals).bound)
