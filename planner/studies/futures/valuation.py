"""What a plan brings in each of many futures, and what is to be expected of it over all."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from planner.schema.arrays import Bools, Values
from planner.studies.futures.cells import acceptances, moves, rates
from planner.studies.futures.keyed import PER_BLOCK, Draws
from planner.studies.futures.proposals import Part, Proposals

# begun: people whose place comes about and who begin it. begun_uplift: how many more of them are expected in work or
# study than without, given the levels and effects of the future. in_work: the same counted in people, yes or no.
# begun_cost_sek: what begun places cost.
MEASURES = ("begun", "begun_uplift", "in_work", "begun_cost_sek")
# What a plan brings, by part: MEASURES x futures.
Drawn = Mapping[Part, Values]
# So many numbers of one kind are held at a time.
_AT_A_TIME = 4_000_000


def valued(plan: Proposals, draws: int, seed: int) -> dict[Part, Values]:
    """What comes of a plan: by part an array of MEASURES x futures; in_work is NaN where nobody has a probability."""
    block = max(_AT_A_TIME // max(len(plan), 1) // PER_BLOCK, 1) * PER_BLOCK
    parts = [_block(plan, Draws(seed, first, min(first + block, draws))) for first in range(0, draws, block)]
    sums = np.concatenate([np.zeros((len(plan.members), len(MEASURES), 0)), *parts], axis=2)
    return {part: sums[number] for number, part in enumerate(plan.members)}


def expected(plan: Proposals, take_up: float | None = None) -> dict[Part, Values]:
    """What is to be expected of a plan over all futures, by part: MEASURES, computed and not drawn.

    `take_up` replaces that of the model. Exact but where a drawn probability would leave 0 to 1.
    """
    figures = plan.figures
    new = figures.take_up.value if take_up is None else take_up
    begins = plan.acceptance * (1 - figures.no_show.value) * np.where(plan.is_new, new, 1 - figures.withdrawn.value)
    gain = np.where(plan.is_main, plan.outcome - plan.baseline, 0.0)
    rows = np.stack(
        [begins * plan.is_main, begins * gain, begins * gain if plan.counts_people else begins * np.nan,
         begins * plan.cost]
    )  # fmt: skip
    return {part: _sums(rows, member) for part, member in plan.members.items()}


def _sums(rows: Values, member: Bools) -> Values:
    return np.asarray(rows[:, member].sum(axis=1), dtype=np.float64)


def _block(plan: Proposals, draws: Draws) -> Values:
    """Sums of some futures: parts x MEASURES x futures."""
    begun = _begun(plan, draws)
    outcome, baseline = _chances(plan, draws)
    is_main = plan.is_main[:, np.newaxis]
    if plan.counts_people:
        fate = draws.uniforms("outcome", plan.people)
        in_work = ((fate < outcome).astype(float) - (fate < baseline)) * begun * is_main
    else:
        in_work = np.full(begun.shape, np.nan)
    rows = (begun * is_main, (outcome - baseline) * begun * is_main, in_work, begun * plan.cost[:, np.newaxis])
    members = np.array(list(plan.members.values()), dtype=float)
    return np.stack([members @ row for row in rows], axis=1)


def _begun(plan: Proposals, draws: Draws) -> Bools:
    """Whether each proposal comes about, is accepted and is begun. What a person answers is one answer for the week."""
    figures, week = plan.figures, plan.week
    people = [f"{week}|{person}" for person in plan.people]
    accepts = draws.uniforms("accepts", people) < acceptances(plan.acceptance, figures, draws, week)
    begins = draws.uniforms("begins", people) >= rates(figures.no_show, figures, draws, "no_show", [week])
    withdrawn = rates(figures.withdrawn, figures, draws, "withdrawn", [week])
    there = draws.uniforms("slot", [f"{week}|{slot}" for slot in plan.slots]) >= withdrawn
    if plan.is_new.any():
        there[plan.is_new] = _taken_up(plan, draws)
    return np.asarray(accepts & begins & there, dtype=np.bool_)


def _taken_up(plan: Proposals, draws: Draws) -> Bools:
    """Whether each new place comes about: one take-up for each programme and future, and yes or no for each place."""
    new = np.flatnonzero(plan.is_new).tolist()
    programme, names = pd.factorize(np.array([plan.programmes[row] for row in new], dtype=object))
    share = rates(plan.figures.take_up, plan.figures, draws, "take_up", names.tolist())
    places = [f"{plan.week}|{plan.slots[row]}|{plan.people[row]}" for row in new]
    return np.asarray(draws.uniforms("place", places) < share[programme], dtype=np.bool_)


def _chances(plan: Proposals, draws: Draws) -> tuple[Values, Values]:
    """Outcome and baseline of each proposal in each future: the plan's figures, moved as their cells are.

    Probabilities stay in 0 to 1; figures that count something else do not vary.
    """
    moved, known = moves(plan.ranges.cells, plan.figures, draws), plan.ranges
    outcome = plan.outcome[:, np.newaxis] + moved[known.level] + moved[known.effect]
    baseline = plan.baseline[:, np.newaxis] + moved[known.baseline]
    if plan.counts_people:
        outcome, baseline = np.clip(outcome, 0.0, 1.0), np.clip(baseline, 0.0, 1.0)
    return outcome, baseline
