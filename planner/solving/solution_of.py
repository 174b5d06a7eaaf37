"""The solution of a week: what the lexicographic solve reached, with duals, bounds and statistics."""

from __future__ import annotations

import numpy as np

from planner.formulation import MIP, Name
from planner.instance import Instance
from planner.schema.arrays import Bools, Positions, Values
from planner.solving.goals_done import GoalDone
from planner.solving.lexicographic import Lexicographic
from planner.solving.relaxation.column_generation import Relaxation
from planner.solving.relaxation.cuts import KeptCuts
from planner.solving.relaxation.cutting import CutRelaxation
from planner.solving.relaxation.lagrangian import GUB_CONSTRAINT, OPTIMAL_GAP, gap_between, of_right_sign
from planner.solving.relaxation.mir import rows_of_whole_slack
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.run import SearchRun
from planner.solving.search.single_objective import Reached
from planner.solving.solution import (
    CutProof,
    GoalReached,
    HandBack,
    ProofCut,
    ProofPoint,
    ProofRow,
    Solution,
    Unrepeatable,
)
from planner.solving.warm_start import WarmStart, proposals_of

# A dual nearer to 0 than this is float noise, and counts as 0.
NO_DUAL = 1e-12


def solution_of(  # noqa: PLR0913, PLR0917 - the parts of a solution
    order: Lexicographic, run: SearchRun, unrepeatable: Unrepeatable | None, hand_back: HandBack,
    prices: dict[Name, float], gains: dict[Name, float],
) -> Solution:  # fmt: skip
    """The solution of a week whose goals have been reached; `run` is that of the whole solve."""
    first = order.done[0].reached.relaxation
    duals = {} if first is None else _duals(order.hard, first)
    return Solution(
        chosen=order.chosen,
        goals=tuple(_goal(order, done) for done in order.done),
        skipped=tuple(order.skipped),
        duals=duals,
        prices=prices,
        gains=gains,
        unrepeatable=unrepeatable,
        mip=order.hard,
        stages=(*((done.goal.name, done.chosen) for done in order.done), ("hand_back", order.chosen)),
        earlier=order.earlier,
        hand_back=hand_back,
        start=WarmStart(
            proposals_of(order.instance, order.done[0].chosen), duals, cuts=_kept(order.hard, order.done[0].reached)
        ),
        statistics=run.recorder.statistics(order.hard.num_columns, len(order.hard.names)),
        cut_proof=_cut_proof(order.instance, order.hard, order.done[0].reached.cut),
    )


def _goal(order: Lexicographic, done: GoalDone) -> GoalReached:
    name, final = done.goal.name, done.goal.score(order.chosen)
    # When time is short, a later search may find a better outcome than the search for the outcome itself.
    best = max(done.value, final) if name == "outcome" else done.value
    bound = max(done.reached.bound, best)
    status = "optimal" if gap_between(best, bound) <= OPTIMAL_GAP else "feasible"
    may_cost = order.instance.settings.may_spend(name)
    return GoalReached(name, best, bound, may_cost, final, status)


def _kept(hard: MIP, reached: Reached) -> KeptCuts | None:
    """What is handed on of the cuts of the first goal; None where none was made."""
    plain, cut = reached.relaxation, reached.cut
    if plain is None or cut is None or not cut.cuts:
        return None
    gain = (plain.bound - cut.bound) / max(abs(plain.bound), 1e-9)
    return KeptCuts.of(cut.cuts, cut.cut_prices, hard.names, scale_rows(hard).scale, gain)


def _duals(hard: MIP, relaxation: Relaxation) -> dict[Name, float]:
    """Duals that are not 0, by name, each of the sign that the certificate allows.

    Rows of one_main have none: the bound treats them exactly, as GUB rows (see relaxation/lagrangian.py).
    """
    return _priced(hard, relaxation.prices)


def _priced(hard: MIP, row_prices: Values) -> dict[Name, float]:
    prices = of_right_sign(hard, row_prices)
    kept = (hard.constraints != GUB_CONSTRAINT) & (abs(prices) > NO_DUAL)
    return hard.by_name(np.where(kept, prices, 0.0))


def _cut_proof(instance: Instance, hard: MIP, cut: CutRelaxation | None) -> CutProof | None:
    """The cuts that have a price, with those that they were made from; None where there are none.

    A cut that combines a row with decimals or with two limits is left out: nobody could make it again from the row's
    coefficients and its one limit. Without it the others still bound.
    """
    if cut is None:
        return None
    scaled = scale_rows(hard)
    side = np.where(np.isinf(hard.row_upper), -1.0, 1.0)
    is_plain = rows_of_whole_slack(scaled.mip) & (np.isinf(hard.row_lower) | np.isinf(hard.row_upper))
    order = _needed(cut, is_plain)
    if not order:
        return None
    prices = of_right_sign(hard, cut.prices)
    is_rounded = (scaled.mip.row_upper != scaled.unrounded_upper) | (scaled.mip.row_lower != scaled.unrounded_lower)
    is_rounded &= is_plain & (prices != 0)
    used = [cut.cuts[at].rows for at in order]
    rows = np.unique(np.concatenate([*used, np.flatnonzero(is_rounded)]))
    in_unit = np.where(is_rounded, abs(prices * scaled.scale), 0.0)
    combined = tuple(ProofRow(hard.names[row], float(scaled.scale[row]), float(in_unit[row])) for row in rows.tolist())
    place, points = {at: number for number, at in enumerate(order)}, dict[bytes, int]()
    named, made = [], []
    for at in order:
        one = cut.cuts[at]
        if (key := one.at_upper.tobytes()) not in points:
            points[key] = len(points)
            named.append(_point(instance, hard, one.at_upper))
        own = zip(np.searchsorted(rows, one.rows).tolist(), (one.multipliers * side[one.rows]).tolist(), strict=True)
        before = zip((place[int(cut)] for cut in one.cuts), one.cut_multipliers.tolist(), strict=True)
        dual = max(float(cut.cut_prices[at]), 0.0)
        made.append(ProofCut(points[key], tuple(own), tuple(before), dual))
    return CutProof(_priced(hard, np.where(is_rounded, 0.0, prices)), combined, tuple(named), tuple(made))


def _needed(cut: CutRelaxation, is_plain: Bools) -> list[int]:
    """The numbers of the cuts with a price, and of those that they were made from, as far as all are of plain rows."""
    can_be_made: list[bool] = []
    for one in cut.cuts:
        can_be_made.append(bool(is_plain[one.rows].all()) and all(can_be_made[before] for before in one.cuts.tolist()))
    needed = {at for at in np.flatnonzero(cut.cut_prices > NO_DUAL).tolist() if can_be_made[at]}
    for at in range(len(cut.cuts) - 1, -1, -1):
        if at in needed:
            needed.update(cut.cuts[at].cuts.tolist())
    return sorted(needed)


def _point(instance: Instance, hard: MIP, columns: Positions) -> ProofPoint:
    """Columns as candidates by (jobseeker, slot, programme) and slots that run."""
    own = instance.candidates.loc[hard.candidates[columns[columns < len(hard.candidates)]]]
    people, slots = instance.people["jobseeker_id"].to_numpy(), instance.slots["slot_id"].to_numpy()
    names = zip(people[own["person"]], slots[own["slot"]], own["programme_id"].astype(str), strict=True)
    runs = columns[columns >= len(hard.candidates)] - hard.offsets.get("runs", 0)
    running = slots[hard.keys["runs"][runs]] if len(runs) else ()
    return ProofPoint(tuple((str(p), str(s), str(f)) for p, s, f in names), tuple(str(slot) for slot in running))
