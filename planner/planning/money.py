"""Money of a plan by budget line: what it costs and brings, and which proposals buy little with what they cost more."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.explanation import dear_proposals, yields
from planner.formulation import Chosen
from planner.instance import Instance, pace_left
from planner.schema.plan_money import DearPart, MoneyPart
from planner.solving import Solution

# Prices and yields are told for so much money.
PER_SEK = 100_000.0
DIGITS = 9


def cost_by_line(instance: Instance, chosen: Chosen) -> pd.Series[float]:
    """What the chosen candidates cost on each budget line, SEK by funding_id, in the order of the lines."""
    funding = instance.budget_lines["funding_id"]
    used = instance.charges(instance.candidates.loc[chosen]).groupby("funding")["line_cost"].sum()
    costs = [float(used.get(position, 0.0)) for position in range(len(funding))]
    return pd.Series(costs, index=pd.Index(funding.to_numpy(), dtype=object), dtype=float)


def money_parts(instance: Instance, solution: Solution) -> tuple[MoneyPart, ...]:
    """Every budget line, in its order: what is left of it, what the plan books, and what 100,000 SEK of it bring.

    A krona more on a line with a pace also lets the week book its share of it.
    """
    lines = instance.budget_lines
    left = lines["budget_sek"].to_numpy(dtype=float) - lines["committed_sek"].to_numpy(dtype=float)
    pace = lines["pace_share"].to_numpy(dtype=float, na_value=np.nan)
    cost, brought = cost_by_line(instance, solution.chosen), yields(instance, solution.chosen)
    parts = []
    for line, name in enumerate(str(name) for name in lines["funding_id"]):
        key, share = (name,), 0.0 if np.isnan(pace[line]) else float(pace[line])
        price = solution.prices.get(("funding_budget", key), 0.0)
        price += share * solution.prices.get(("funding_pace", key), 0.0)
        parts.append(
            MoneyPart(
                funding_id=name, left_sek=round(float(left[line]), 2), cost_sek=round(float(cost.iloc[line]), 2),
                pace_sek=None if np.isnan(pace[line]) else float(pace_left(pace, left)[line]),
                price_100000=round(PER_SEK * price, DIGITS),
                yield_100000=None if np.isnan(brought[line]) else round(PER_SEK * float(brought[line]), DIGITS),
            )
        )  # fmt: skip
    return tuple(parts)


def dear_parts(instance: Instance, solution: Solution) -> tuple[DearPart, ...]:
    """The proposals that buy less than usual with what they cost more, the greatest cost first."""
    people, slots = instance.people["jobseeker_id"].to_numpy(), instance.slots["slot_id"].to_numpy()
    parts = []
    for one in dear_proposals(instance, solution):
        own, other = (instance.candidates.loc[candidate] for candidate in (one.chosen, one.other))
        parts.append(
            DearPart(
                jobseeker_id=str(people[own["person"]]), slot_id=str(slots[own["slot"]]),
                programme_id=str(own["programme_id"]), other_slot_id=str(slots[other["slot"]]),
                other_programme_id=str(other["programme_id"]), sek=round(one.sek, 2),
                gain=round(one.gain, DIGITS) + 0.0, usual=round(one.usual, DIGITS),
            )
        )  # fmt: skip
    return tuple(parts)
