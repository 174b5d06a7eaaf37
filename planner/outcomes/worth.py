"""What each candidate is worth: outcome, baseline and acceptance, from the models or the user's own tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.outcomes.acceptance import modelled_acceptance
from planner.outcomes.fit import fit
from planner.outcomes.on_date import ON_DATE, on_date, regular_work
from planner.outcomes.points import points
from planner.outcomes.segments import believed, levels
from planner.schema.models import EVIDENCE, OutcomeModel, PointsModel
from planner.schema.scenario import Scenario

# Figures have few decimals; what is smaller than this is what binary makes of them.
FLOAT_NOISE = 1e-9
STRENGTHS = ("strong", "medium", "uncertain", "")
BASES = ("own", *EVIDENCE, "points")


def baselines(scenario: Scenario) -> NDArray[np.float64]:
    """The baseline of every jobseeker, in their order: the user's, else (in eligible mode) the model's, else 0."""
    people, model = scenario.tables["jobseekers"], scenario.assumptions.outcome
    if scenario.settings.candidates == "listed" or isinstance(model, PointsModel):
        modelled = np.zeros(len(people))
    else:
        modelled = to_step(levels(model, people), scenario.settings.score_step)
    own = _own_baselines(scenario)
    return np.where(np.isnan(own), modelled, own)


def to_step(values: NDArray[np.float64], step: float) -> NDArray[np.float64]:
    """Rounded to the step, halves upwards, so that differences smaller than it decide nothing."""
    return np.round(np.floor(values / step + 0.5 + 1e-9) * step, 12)


@dataclass(frozen=True)
class _Outcome:
    """The outcome of each candidate, what of it is fit, the low end of the effect, and what that rests on."""

    outcome: NDArray[np.float64]
    fit_points: NDArray[np.float64]
    low: NDArray[np.float64]
    basis: NDArray[np.object_]


def worth(scenario: Scenario, pairs: pd.DataFrame) -> pd.DataFrame:
    """Outcome, baseline, uplift, fit, acceptance, value, strength, basis, on_date and is_gross of each candidate.

    `pairs` has the columns person and slot (positions), programme_id, rule, purpose, start_week and last_week. Value is
    acceptance x uplift for purpose main, else 0; fit_value is the part of it that the fit adds. Probabilities, points
    where the model counts points, or counts of people where the user's own outcomes are above 1. `on_date` says what
    holds on the follow-up date; a gain that `is_gross` is that of a vacancy which somebody else would have had.
    """
    base = baselines(scenario)[pairs["person"].to_numpy(dtype=np.int64)]
    fits = fit(scenario, pairs)
    modelled = _modelled(scenario, pairs, fits)
    own = _own_outcomes(scenario, pairs)
    given = ~np.isnan(own)
    outcome = np.where(given, own, modelled.outcome)
    acceptance = np.where(given, 1.0, _acceptance(scenario, pairs))
    basis = np.where(given, "own", modelled.basis)
    uplift = np.round(outcome - base, 12)
    main = pairs["purpose"].to_numpy() == "main"
    return pd.DataFrame(
        {
            "outcome": outcome,
            "baseline": base,
            "uplift": uplift,
            "fit": fits,
            "acceptance": acceptance,
            "value": np.where(main, np.round(acceptance * uplift, 12), 0.0),
            "fit_value": np.where(main & ~given, acceptance * modelled.fit_points, 0.0),
            "strength": pd.Categorical(_strength(basis, modelled, uplift), categories=STRENGTHS),
            "basis": pd.Categorical(basis, categories=BASES),
            "on_date": pd.Categorical(on_date(scenario, pairs), categories=ON_DATE),
            "is_gross": regular_work(scenario.assumptions.outcome, pairs),
        },
        index=pairs.index,
    )


def _strength(basis: NDArray[np.object_], modelled: _Outcome, uplift: NDArray[np.float64]) -> NDArray[np.object_]:
    """How sure the gain is held to be; points are no claim about the world, so they are neither strong nor weak.

    What somebody has judged is never strong, and what the fit adds, which is judged too, makes nothing strong.
    """
    measured = np.isin(basis, ("observed", "effect"))
    strong = measured & (modelled.low >= uplift / 2 - FLOAT_NOISE) & (modelled.low > FLOAT_NOISE)
    medium = modelled.low + modelled.fit_points > FLOAT_NOISE
    strength = np.where(strong | (basis == "own"), "strong", np.where(medium, "medium", "uncertain"))
    return np.where(basis == "points", "", strength)


def _modelled(scenario: Scenario, pairs: pd.DataFrame, fits: NDArray[np.float64]) -> _Outcome:
    """What the outcome model says of each candidate; in listed mode it is not asked."""
    model, people, zeros = scenario.assumptions.outcome, scenario.tables["jobseekers"], np.zeros(len(pairs))
    if scenario.settings.candidates == "listed" or pairs.empty:
        unknown = np.full(len(pairs), np.nan)
        return _Outcome(unknown, zeros, unknown, np.full(len(pairs), "own", dtype=object))
    if isinstance(model, PointsModel):
        outcome = to_step(points(model, people, pairs), scenario.settings.score_step)
        return _Outcome(outcome, zeros, zeros, np.full(len(pairs), "points", dtype=object))
    return _by_segment(scenario, model, pairs, fits)


def _by_segment(scenario: Scenario, model: OutcomeModel, pairs: pd.DataFrame, fits: NDArray[np.float64]) -> _Outcome:
    """Segment baseline, and effect + fit, together held within 0..1.

    Each is rounded to the score step by itself, so that nearness to work decides no rounding.
    """
    found = believed(scenario, model, pairs)
    may_fit = found.may_fit & (pairs["purpose"].to_numpy() == "main")
    fit_points = np.where(may_fit, fits * model.shape.fit.value, 0.0)
    step = scenario.settings.score_step
    whole = to_step(found.level, step) + to_step(found.effect + fit_points, step)
    # Held against the user's own baseline, the gain is no longer the effect: the segment's level enters as well.
    is_own = ~np.isnan(_own_baselines(scenario))[pairs["person"].to_numpy(dtype=np.int64)]
    kind = np.where(is_own, np.maximum(found.effect_kind, found.level_kind), found.effect_kind)
    outcome = np.asarray(np.round(np.clip(whole, 0.0, 1.0), 12), dtype=np.float64)
    return _Outcome(outcome, fit_points, found.low, np.array(EVIDENCE, dtype=object)[kind])


def _acceptance(scenario: Scenario, pairs: pd.DataFrame) -> NDArray[np.float64]:
    if isinstance(scenario.assumptions.outcome, PointsModel):
        return np.ones(len(pairs))
    return modelled_acceptance(scenario, pairs)


def _own_baselines(scenario: Scenario) -> NDArray[np.float64]:
    """The user's baseline of each jobseeker; NaN where none."""
    own = scenario.tables["baselines"].set_index("jobseeker_id")["value"]
    return scenario.tables["jobseekers"]["jobseeker_id"].map(own).to_numpy(dtype=float, na_value=np.nan)


def _own_outcomes(scenario: Scenario, pairs: pd.DataFrame) -> NDArray[np.float64]:
    """The user's outcome of each candidate, the one for its form before the one for every form; NaN where none."""
    own = scenario.tables["outcomes"]
    if own.empty:
        return np.full(len(pairs), np.nan)
    people, slots = scenario.tables["jobseekers"], scenario.tables["slots"]
    keys = pd.DataFrame(
        {
            "jobseeker_id": people["jobseeker_id"].to_numpy()[pairs["person"]],
            "slot_id": slots["slot_id"].to_numpy()[pairs["slot"]],
            "programme_id": pairs["programme_id"].to_numpy(),
        }
    )
    form = own[own["programme_id"].notna()]
    every = own[own["programme_id"].isna()].drop(columns="programme_id")
    exact = keys.merge(form, on=["jobseeker_id", "slot_id", "programme_id"], how="left")["value"].to_numpy(float)
    general = keys.merge(every, on=["jobseeker_id", "slot_id"], how="left")["value"].to_numpy(float)
    return np.where(np.isnan(exact), general, exact)
