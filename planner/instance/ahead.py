"""Looking ahead: what a candidate takes from the weeks to come, by the prices that the scenario has."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.candidates import Eligibility
from planner.instance.module_costs import takes_module
from planner.instance.purposes import is_main_with_gain
from planner.schema.arrays import Values
from planner.schema.look_ahead import PER_SEK, LookAhead
from planner.schema.scenario import Scenario

DIGITS = 12


def charged(scenario: Scenario, eligibility: Eligibility, table: pd.DataFrame) -> Values:
    """By candidate, what goal outcome charges: value / gain x (price of waiting + of the place + of the money).

    Value over gain is the chance that the value counts with, wishes and all, so that the charge is in the unit of the
    value. Only main candidates with a gain are charged. `table` has the columns of candidates, of main ones value too.
    """
    prices = scenario.look_ahead
    charge = np.zeros(len(table))
    if prices is None:
        return charge
    own = np.flatnonzero(is_main_with_gain(table))
    part = table.iloc[own]
    gain = gains_of(scenario, part)
    taken = (
        _by_id(prices.people, scenario.tables["jobseekers"]["jobseeker_id"])[part["person"].to_numpy()]
        + _by_id(prices.slots, scenario.tables["slots"]["slot_id"])[part["slot"].to_numpy()]
        + _of_money(prices, scenario, eligibility)[part["offer"].to_numpy()]
        + _of_modules(prices, scenario, part)
    )
    has_gain = gain > 0
    chance = np.where(has_gain, part["value"].to_numpy(), 0.0) / np.where(has_gain, gain, 1.0)
    charge[own] = np.round(chance * taken, DIGITS)
    return charge


def gains_of(scenario: Scenario, table: pd.DataFrame) -> Values:
    """By main candidate, what the person gains if the placement begins, by setting `measure`."""
    counts_weeks = scenario.settings.measure == "regular_weeks" and scenario.settings.candidates != "listed"
    gain = table["regular_weeks"] - table["baseline_regular_weeks"] if counts_weeks else table["uplift"]
    return gain.to_numpy(dtype=np.float64)


def _by_id(prices: dict[str, float], ids: pd.Series[str]) -> Values:
    return np.asarray(ids.map(prices).fillna(0.0), dtype=np.float64)


def _of_money(prices: LookAhead, scenario: Scenario, eligibility: Eligibility) -> Values:
    """By offer, what the money of a placement is worth later; unknown costs count as nothing."""
    by_line = _by_id(prices.funding, scenario.tables["funding"]["funding_id"]) / PER_SEK
    lines = eligibility.lines
    worth = lines["line_cost"].fillna(0.0).to_numpy() * by_line[lines["funding"].to_numpy(dtype=np.int64)]
    return np.bincount(
        lines["offer"].to_numpy(dtype=np.int64), weights=worth, minlength=len(eligibility.offers)
    ).astype(np.float64)


def _of_modules(prices: LookAhead, scenario: Scenario, part: pd.DataFrame) -> Values:
    """By candidate, what the money of the module before the place is worth later."""
    own, modules, worth = takes_module(part), scenario.tables["modules"], np.zeros(len(part))
    if len(own):
        by_module = modules["cost_sek"] * modules["funding_id"].map(prices.funding).fillna(0.0).astype(float) / PER_SEK
        worth[own] = by_module.to_numpy()[part["module"].to_numpy()[own]]
    return worth
