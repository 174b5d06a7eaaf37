"""Cuts of a certificate: each is made again from rows of the scenario, and lowers the bound that anybody can recompute.

A cut combines rows by stated multipliers and rounds the combination (docs/method.md). Nothing of it is believed: only
the multipliers are read, and whatever they are, the cut that follows from them holds for every plan.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planner.schema.arrays import Positions, Values
from planner.texts import _
from planner.verification.constraints import CONSTRAINT_BY_NAME
from planner.verification.constraints.row import Key
from planner.verification.constraints.slot_places import fewest, open_column, places_left
from planner.verification.facts import Candidate, Facts
from planner.verification.objection import Objection

# Multipliers are whole multiples of one part in so many: their products with whole numbers are exact in floats.
PARTS = 2**24
MOST = 2.0**20
# How far the part of a combined limit behind the point must be from 0 and 1, so that it is rounded the right way.
LEAST_PART = 0.01
# Float error of coefficients, always rounded down, and of limits, always rounded up.
FINEST, ERROR, RELATIVE_ERROR = 1e-9, 1e-7, 1e-12
NOISE = 1e-6


class _Part(BaseModel):
    """A part of a certificate: nothing else may stand in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _Combined(_Part):
    constraint: str
    key: tuple[str, ...]
    unit: float = Field(gt=0, allow_inf_nan=False)
    dual: float = Field(ge=0, allow_inf_nan=False)


class _Point(_Part):
    candidates: tuple[tuple[str, str, str], ...]
    slots: tuple[str, ...]


class _Cut(_Part):
    point: int = Field(ge=0)
    rows: tuple[tuple[int, float], ...]
    cuts: tuple[tuple[int, float], ...]
    dual: float = Field(ge=0, allow_inf_nan=False)


class WithCuts(_Part):
    """The part of a certificate that holds cuts; `rows` are checked as those of the certificate itself."""

    rows: tuple[dict[str, Any], ...]
    combined: tuple[_Combined, ...]
    points: tuple[_Point, ...]
    cuts: tuple[_Cut, ...]


class CombinedRow(NamedTuple):
    """A row or a cut on all columns, candidates first and then slots that may run or not: `coefficients` <= `limit`.

    Its slack is a whole number in every plan where `is_whole`.
    """

    positions: Positions
    coefficients: Values
    limit: float
    is_whole: bool


class Charges(NamedTuple):
    """What cuts and rounded rows take off each candidate, by position, and off each slot that runs; what they add."""

    candidates: Values
    slots: Mapping[str, float]
    at_limits: float


def charges_of(facts: Facts, columns: Sequence[Candidate], part: WithCuts) -> tuple[Charges, list[Objection]]:
    """The cuts of a certificate, made again, at their prices; with an objection the figures mean nothing.

    `columns` are the candidates that a plan may choose.
    """
    slots = sorted({one.offer.slot.slot_id for one in columns if _may_run(facts, one.offer.slot.slot_id)})
    size = len(columns) + len(slots)
    number_of_slot = {slot: len(columns) + number for number, slot in enumerate(slots)}
    rows, objections = _rows(facts, columns, number_of_slot, part.combined)
    points, wrong = _points(columns, number_of_slot, part.points)
    objections += wrong
    made: list[CombinedRow] = []
    total, at_limits = np.zeros(size), 0.0
    for number, cut in enumerate(part.cuts if not objections else (), start=1):
        row = _made(cut, rows, made, points, size)
        if row is None:
            where = _("certificate.json cut {number}", number=number)
            return Charges(total, {}, 0.0), [Objection("certificate", where, _("cannot be made from its rows."))]
        made.append(row)
    duals = [*(row.dual for row in part.combined), *(cut.dual for cut in part.cuts)]
    for dual, row in zip(duals, [*rows, *made], strict=True) if not objections else ():
        total += dual * _dense(row, size)
        at_limits += dual * row.limit
    of_slots = {slot: float(total[number]) for slot, number in number_of_slot.items()}
    return Charges(total[: len(columns)], of_slots, at_limits), objections


def read_cuts(stored: object) -> WithCuts | None:
    """The part of a certificate that holds cuts; None where it is none."""
    try:
        return WithCuts.model_validate(stored)
    except ValidationError:
        return None


def _may_run(facts: Facts, slot_id: str) -> bool:
    return places_left(facts, facts.slots[slot_id]) >= fewest(facts, slot_id) > 1


def _rows(
    facts: Facts, columns: Sequence[Candidate], number_of_slot: Mapping[str, int], combined: Sequence[_Combined]
) -> tuple[list[CombinedRow], list[Objection]]:
    """The rows that cuts combine, in their units and as upper limits, and an objection for each that is no such row."""
    rows, objections = [], []
    for number, (one, entries) in enumerate(zip(combined, _entries(facts, columns, combined), strict=True), start=1):
        if one.constraint == "slot_places" and one.key and one.key[0] in number_of_slot:
            entries.append((number_of_slot[one.key[0]], open_column(facts, one.key)))
        row = _row(facts, one, entries)
        if row is None:
            where = _("certificate.json combined row {number}", number=number)
            objections.append(Objection("certificate", where, _("is no row whose sum is a multiple of its unit.")))
        else:
            rows.append(row)
    return rows, objections


def _entries(
    facts: Facts, columns: Sequence[Candidate], combined: Sequence[_Combined]
) -> list[list[tuple[int, float]]]:
    """By combined row the candidates in it, by position, and their coefficients."""
    entries: list[list[tuple[int, float]]] = [[] for _row in combined]
    wanted: dict[str, dict[Key, list[tuple[Key, int]]]] = defaultdict(lambda: defaultdict(list))
    for number, one in enumerate(combined):
        constraint = CONSTRAINT_BY_NAME.get(one.constraint)
        if constraint is not None:
            wanted[one.constraint][one.key[:1] if constraint.is_by_week else one.key].append((one.key, number))
    for position, candidate in enumerate(columns):
        for name, starts in wanted.items():
            constraint = CONSTRAINT_BY_NAME[name]
            moments = constraint.moments(candidate)
            for start in constraint.keys(facts, candidate):
                for key, number in starts.get(start, ()):
                    if not constraint.is_by_week or key[1:] in moments:
                        entries[number].append((position, constraint.coefficient(facts, key, candidate)))
    return entries


def _row(facts: Facts, one: _Combined, entries: Sequence[tuple[int, float]]) -> CombinedRow | None:
    """A row in its unit, as an upper limit that is rounded to what whole numbers can reach; None where it is none."""
    constraint = CONSTRAINT_BY_NAME.get(one.constraint)
    if constraint is None or one.constraint in facts.scenario.constraints_off:
        return None
    limit = constraint.limit(facts, one.key)
    if limit is None:
        return None
    side = 1.0 if limit.side == "upper" else -1.0
    exact = np.array([amount for _at, amount in entries], dtype=float) / one.unit
    whole = np.round(exact)
    if np.any(np.abs(exact - whole) > NOISE) or np.any(np.abs(whole) > PARTS):
        return None
    most = math.floor(side * limit.amount / one.unit + NOISE)
    whole *= side
    if limit.side == "upper" and np.all(whole >= 0):
        whole = np.minimum(whole, most + 1)  # more than the limit by itself is no more than that
    return CombinedRow(np.array([at for at, _amount in entries], dtype=np.int64), whole, float(most), is_whole=True)


def _points(
    columns: Sequence[Candidate], number_of_slot: Mapping[str, int], points: Iterable[_Point]
) -> tuple[list[Positions], list[Objection]]:
    """The columns of each point, and an objection for each that names one which is none."""
    number_of = {
        (one.person.jobseeker_id, one.offer.slot.slot_id, one.offer.programme.programme_id): number
        for number, one in enumerate(columns)
    }
    found, objections = [], []
    for number, point in enumerate(points, start=1):
        own = [number_of.get(one, -1) for one in point.candidates]
        own += [number_of_slot.get(slot, -1) for slot in point.slots]
        if -1 in own or len(set(own)) < len(own):
            where = _("certificate.json point {number}", number=number)
            objections.append(Objection("certificate", where, _("names something that no plan can choose, or twice.")))
        found.append(np.array(own, dtype=np.int64))
    return found, objections


def _made(
    cut: _Cut, rows: Sequence[CombinedRow], made: Sequence[CombinedRow], points: Sequence[Positions], size: int
) -> CombinedRow | None:
    """The cut that follows from its multipliers; None where they combine no rows or are not as they must be."""
    parts = [(rows, *pair) for pair in cut.rows] + [(made, *pair) for pair in cut.cuts]
    if cut.point >= len(points) or any(not 0 <= at < len(of) for of, at, _times in parts):
        return None
    if any(not abs(times) <= MOST or times * PARTS != round(times * PARTS) for _of, _at, times in parts):
        return None
    combined, limit, size_of_sum = np.zeros(size), 0.0, 0.0
    for of, at, times in parts:
        row = of[at]
        combined += times * _dense(row, size)
        limit += times * row.limit
        size_of_sum += abs(times * row.limit)
    point = points[cut.point]
    sums = limit - math.fsum(combined[point])
    behind = sums - math.floor(sums)
    if not LEAST_PART <= behind <= 1 - LEAST_PART:
        return None
    # Columns of the point count from 1 downwards, all others from 0 upwards.
    sign = np.ones(size)
    sign[point] = -1.0
    rounded = _whole_part(combined * sign, behind) * sign
    limit = math.floor(sums) + math.fsum(rounded[point])
    for of, at, times in parts:
        row = of[at]
        slack = float(_whole_part(np.array(times), behind)) if row.is_whole else min(times, 0.0) / (1 - behind)
        rounded += -slack * _dense(row, size)
        limit -= slack * row.limit
        size_of_sum += abs(slack * row.limit)
    rounded = np.floor(rounded / FINEST + NOISE) * FINEST
    at_all = np.flatnonzero(rounded)
    return CombinedRow(at_all, rounded[at_all], limit + ERROR + RELATIVE_ERROR * size_of_sum, is_whole=False)


def _dense(row: CombinedRow, size: int) -> Values:
    """The coefficients of a row on all columns."""
    return np.bincount(row.positions, weights=row.coefficients, minlength=size).astype(float)


def _whole_part(values: Values, behind: float) -> Values:
    """The whole part of numbers, and of what is left as much as exceeds `behind`, in proportion."""
    below = np.floor(values)
    return np.asarray(below + np.maximum(values - below - behind, 0.0) / (1 - behind))
