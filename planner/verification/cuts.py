"""Cuts of a certificate: each is made again from rows of the scenario, and lowers the bound that anybody can recompute.

A cut combines rows by stated multipliers and rounds the combination (docs/method.md). Nothing of it is believed: only
the multipliers are read, and whatever they are, the cut that follows from them holds for every plan.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planner.schema.arrays import Positions, Values
from planner.texts import _
from planner.verification.constraints import CONSTRAINT_BY_NAME
from planner.verification.constraints.row import SLACK, Key, Limit
from planner.verification.constraints.slot_places import fewest, open_column
from planner.verification.facts import Candidate, Facts
from planner.verification.objection import Objection
from planner.verification.places import places_left

# Larger multipliers and coefficients would leave nothing but error.
MOST = 2.0**10
LARGEST_WHOLE = 2.0**40
# How far the part of a combined limit behind the point must be from 0 and 1, so that it is rounded the right way.
LEAST_PART = 0.01
# Quotients this near below a whole number are that number, and coefficients are whole multiples of FINEST.
NOISE, FINEST = 1e-9, 1e-9
GRID_NOISE = 1e-4
# The greatest error of one floating-point operation, as a share of its result.
ROUNDING = 2.0**-52
# Prices beyond this are no prices: products with them say nothing.
LARGEST_DUAL = 1e12
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Price = Annotated[Number, Field(ge=0, le=LARGEST_DUAL)]
Multiplier = Annotated[Number, Field(ge=-MOST, le=MOST)]


class _Part(BaseModel):
    """A part of a certificate: nothing else may stand in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _Combined(_Part):
    constraint: str
    key: tuple[str, ...]
    unit: Annotated[Number, Field(gt=0)]
    dual: Price


class _Point(_Part):
    candidates: tuple[tuple[str, str, str], ...]
    slots: tuple[str, ...]


class _Cut(_Part):
    point: int = Field(ge=0, strict=True)
    rows: tuple[tuple[int, Multiplier], ...]
    cuts: tuple[tuple[int, Multiplier], ...]
    dual: Price


class WithCuts(_Part):
    """The part of a certificate that holds cuts; `rows` are checked as those of the certificate itself."""

    rows: tuple[dict[str, Any], ...]
    combined: tuple[_Combined, ...]
    points: tuple[_Point, ...]
    cuts: tuple[_Cut, ...]


class CombinedRow(NamedTuple):
    """A row or a cut on columns, each once, candidates first and then slots that may run: `coefficients` <= `limit`.

    Its slack is a whole number in every plan where `is_whole`.
    """

    positions: Positions
    coefficients: Values
    limit: float
    is_whole: bool


class Charges(NamedTuple):
    """What cuts and rounded rows take off each candidate, by position, and off each slot that runs; what they add.

    `errors` are how far the charges of candidates may be off, as sums of floats are. `num_made` is the number of cuts.
    """

    candidates: Values
    errors: Values
    slots: Mapping[str, float]
    at_limits: float
    num_made: int


def charges_of(facts: Facts, columns: Sequence[Candidate], part: WithCuts) -> tuple[Charges, list[Objection]]:
    """The cuts of a certificate, made again, at their prices; with an objection the figures mean nothing.

    A cut that cannot be made charges nothing, so that its price proves nothing. `columns` are the candidates that a
    plan may choose.
    """
    slots = sorted({one.offer.slot.slot_id for one in columns if _may_run(facts, one.offer.slot.slot_id)})
    size = len(columns) + len(slots)
    number_of_slot = {slot: len(columns) + number for number, slot in enumerate(slots)}
    rows, objections = _rows(facts, columns, number_of_slot, part.combined)
    points, wrong = _points(columns, number_of_slot, part.points)
    objections += wrong + _wrong_positions(part)
    made: list[CombinedRow | None] = []
    for cut in part.cuts if not objections else ():
        made.append(_made(cut, rows, made, points[cut.point], size))
    duals = [*(row.dual for row in part.combined), *(cut.dual for cut in part.cuts)]
    priced = zip(duals, [*rows, *made], strict=True) if not objections else ()
    total = _weighted([(dual, row) for dual, row in priced if dual and row is not None], size)
    # What a slot that runs is charged may be off as well: it is charged that much less.
    of_slots = {slot: float((total.coefficients - total.errors)[number]) for slot, number in number_of_slot.items()}
    candidates, errors = total.coefficients[: len(columns)], total.errors[: len(columns)]
    num_made = sum(row is not None for row in made)
    return Charges(candidates, errors, of_slots, total.limit + total.limit_error, num_made), objections


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
) -> tuple[list[CombinedRow | None], list[Objection]]:
    """The rows that cuts combine, in their units and as upper limits, and an objection for each that is no row.

    None stands for a row whose unit is too small to count in.
    """
    rows: list[CombinedRow | None] = []
    objections = []
    for number, (one, entries) in enumerate(zip(combined, _entries(facts, columns, combined), strict=True), start=1):
        limit = _limit(facts, one)
        if limit is None:
            where = _("certificate.json combined row {number}", number=number)
            objections.append(Objection("certificate", where, _("is no row of a hard constraint.")))
            continue
        if one.constraint == "slot_places" and one.key[0] in number_of_slot:
            entries.append((number_of_slot[one.key[0]], open_column(facts, one.key)))
        rows.append(_row(one.unit, limit, entries))
    return rows, objections


def _limit(facts: Facts, one: _Combined) -> Limit | None:
    """The limit of a row of a constraint that is switched on; None where there is no such row."""
    constraint = CONSTRAINT_BY_NAME.get(one.constraint)
    if constraint is None or one.constraint in facts.scenario.constraints_off:
        return None
    return constraint.limit(facts, one.key)


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


def _row(unit: float, limit: Limit, entries: Sequence[tuple[int, float]]) -> CombinedRow | None:
    """A row counted in a unit: its coefficients are rounded down to whole numbers, and its limit as an upper one too.

    On columns of at least 0 that loses no plan, whatever the unit (a Chvatal-Gomory cut); where all amounts are whole
    multiples of the unit, it costs nothing either. Plans may break a row by SLACK. What the noise adds to coefficients
    is added to the limit once for each column.
    """
    side = 1.0 if limit.side == "upper" else -1.0
    positions, of_column = np.unique(np.array([at for at, _amount in entries], dtype=np.int64), return_inverse=True)
    weights = [amount for _at, amount in entries]
    amounts = side * np.bincount(of_column, weights=weights, minlength=len(positions)).astype(float)
    # More than the limit by itself is no more than that: nobody is ever chosen for it.
    is_over = np.full(len(amounts), limit.side == "upper" and bool(np.all(amounts >= 0)))
    is_over &= amounts > limit.amount + SLACK
    exact = np.where(is_over, 0.0, amounts) / unit
    noise = NOISE + ROUNDING * float(np.abs(exact).max(initial=0.0))
    most = (side * limit.amount + SLACK) / unit
    most = np.floor(most + ROUNDING * abs(most) + 2 * noise * (len(exact) + 1))
    whole = np.where(is_over, most + 1, np.floor(exact + noise))
    if not max(float(np.abs(whole).max(initial=0.0)), abs(most)) <= LARGEST_WHOLE:
        return None
    return CombinedRow(positions, whole, float(most), is_whole=True)


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


def _wrong_positions(part: WithCuts) -> list[Objection]:
    """An objection for each cut that names a row, an earlier cut or a point which is not there."""
    return [
        Objection(
            "certificate",
            _("certificate.json cut {number}", number=number),
            _("names a row, a point or an earlier cut that is not there."),
        )
        for number, cut in enumerate(part.cuts, start=1)
        if not (
            cut.point < len(part.points)
            and all(0 <= at < len(part.combined) for at, _times in cut.rows)
            and all(0 <= at < number - 1 for at, _times in cut.cuts)
        )
    ]


class _Weighted(NamedTuple):
    """A weighted sum of rows on all columns, and how far its coefficients and its limit may be off."""

    coefficients: Values
    errors: Values
    limit: float
    limit_error: float


def _weighted(parts: Sequence[tuple[float, CombinedRow]], size: int) -> _Weighted:
    """The sum of rows times their multipliers."""
    total, sizes = np.zeros(size), np.zeros(size)
    for times, row in parts:
        products = times * row.coefficients
        total[row.positions] += products
        sizes[row.positions] += np.abs(products)
    at_limits = [times * row.limit for times, row in parts]
    share = ROUNDING * (len(parts) + 4)
    return _Weighted(total, share * sizes, math.fsum(at_limits), share * math.fsum(map(abs, at_limits)))


def _made(
    cut: _Cut, rows: Sequence[CombinedRow | None], made: Sequence[CombinedRow | None], point: Positions, size: int
) -> CombinedRow | None:
    """The cut that follows from its multipliers; None where it follows from none or is not rounded far enough.

    Every plan keeps it, in spite of floating-point errors: coefficients are lowered, and the limit is raised, by as
    much as they may be off. The rounding is continuous and no steeper than 1 / (1 - part behind), for any such part.
    """
    parts = [(times, rows[at]) for at, times in cut.rows] + [(times, made[at]) for at, times in cut.cuts]
    own = [(times, row) for times, row in parts if row is not None]
    if len(own) < len(parts):
        return None
    combined = _weighted(own, size)
    sums = combined.limit - math.fsum(combined.coefficients[point])
    behind = sums - math.floor(sums)
    if not LEAST_PART <= behind <= 1 - LEAST_PART:
        return None
    # Columns of the point count from 1 downwards, all others from 0 upwards.
    sign = np.ones(size)
    sign[point] = -1.0
    rounded = _whole_part(combined.coefficients * sign, behind) * sign
    slacks = _weighted([(_of_slack(times, row, behind), row) for times, row in own], size)
    errors = (combined.errors + 4 * ROUNDING * (combined.coefficients != 0)) / (1 - behind)
    errors += 4 * ROUNDING * np.abs(rounded)
    error_at = combined.limit_error + math.fsum(combined.errors[point]) + ROUNDING * abs(sums)
    limit = math.floor(sums) + math.fsum(rounded[point]) - slacks.limit
    limit += error_at / (1 - behind) + math.fsum(errors[point]) + slacks.limit_error
    lowered = rounded - slacks.coefficients - errors - slacks.errors
    coefficients = np.floor(lowered / FINEST + GRID_NOISE) * FINEST
    limit += size * FINEST * GRID_NOISE + 4 * ROUNDING * (abs(limit) + float(np.abs(coefficients).sum()))
    most = max(abs(limit), float(np.abs(coefficients).max(initial=0.0)))
    if not (most <= LARGEST_WHOLE and error_at < LEAST_PART / 2):
        return None
    at_all = np.flatnonzero(coefficients)
    return CombinedRow(at_all, coefficients[at_all], limit, is_whole=False)


def _of_slack(times: float, row: CombinedRow, behind: float) -> float:
    """The multiplier of a row's slack in a cut, rounded down: what is left of a multiplier is as inexact as 1 is."""
    if not times:
        return 0.0
    slack = float(_whole_part(np.array(times), behind)) if row.is_whole else min(times, 0.0) / (1 - behind)
    return slack - 4 * ROUNDING * (abs(slack) + 1 / (1 - behind))


def _whole_part(values: Values, behind: float) -> Values:
    """The whole part of numbers, and of what is left as much as exceeds `behind`, in proportion."""
    below = np.floor(values)
    return np.asarray(below + np.maximum(values - below - behind, 0.0) / (1 - behind))
