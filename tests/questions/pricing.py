"""Weeks that are priced, and the same week from its changed tables, solved anew by another solver."""

from __future__ import annotations

from pathlib import Path

from planner.instance import Instance, build
from planner.planning import reopened
from planner.questions import Price, PriceList, PriceRange, StepKind, price_list
from tests import by_scipy
from tests.scenarios import Given, crowded

# What a difference of two solves may be off by: solvers end within their tolerances.
NEAR = 2e-4
CELLS = {
    "place": ("slots", "places"),
    "budget": ("funding", "budget_sek"),
    "supervisor": ("supervisors", "capacity"),
    "caseworker": ("caseworkers", "starts_per_week"),
}


def tight(home: Path, seed: int) -> Given:
    """A week in which places, money, supervisors and caseworkers all bind."""
    given = crowded(home, 14, 8, seed)
    for row in given.tables["slots"]:
        row["min_places"] = 0  # a minimum of one asks for nothing, and no slot may have fewer places than it
    for number, name in enumerate(("V0", "V1", "V2")):
        given.change("supervisors", name, capacity=1 + number)
    for name in ("K0", "K1", "K2"):
        given.change("caseworkers", name, starts_per_week=1)
    for name in ("F0", "F1", "F2"):
        given.change("funding", name, budget_sek=130_000)
    return given


def priced(given: Given) -> PriceList:
    """The prices of a week's plan."""
    return price_list(reopened(given.plan()))


def best(instance: Instance) -> float:
    """The best outcome of a week."""
    return by_scipy.best(*by_scipy.mip_of_week(instance))


def best_with(given: Given, kind: StepKind, name: str, change: float) -> float:
    """The best outcome of the week whose table has another limit, read from its files."""
    table, column = CELLS[kind]
    key = next(iter(given.tables[table][0]))
    row = next(row for row in given.tables[table] if row[key] == name)
    before = row[column]
    row[column] = before + change
    try:
        return best(build(given.scenario()))
    finally:
        row[column] = before


def holds(told: PriceRange, true: float) -> bool:
    """Whether a range holds the true difference."""
    return told.low - NEAR <= true <= told.high + NEAR


def change_of(price: Price, *, more: bool) -> float:
    """By how much a step changes the cell of its limit."""
    return price.step.amount if more else -price.step.taken
