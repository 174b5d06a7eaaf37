"""Module seats: no more people begin a module before their place than it has seats."""

from __future__ import annotations

from planner.texts import N_, _
from planner.verification.constraints.row import Broken, Constraint, Key, Limit
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import spelled


def _limit(facts: Facts, key: Key) -> Limit | None:
    """The seats of the module; None without a limit."""
    seats = next((module.seats for module in facts.modules if (module.module_id,) == key), None)
    return None if seats is None else Limit(float(seats), "upper")


def _keys(_facts: Facts, candidate: Candidate) -> list[Key]:
    bridge = candidate.offer.bridge
    return [] if bridge is None else [(bridge.module.module_id,)]


def _says(_facts: Facts, row: Broken) -> str:
    return _("{people} proposals through it, {seats} seats.", people=spelled(row.total), seats=spelled(row.limit))


CONSTRAINT = Constraint("module_seats", N_("module {owner}"), _says, _limit, _keys)
