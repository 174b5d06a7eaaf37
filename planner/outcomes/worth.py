"""What each candidate is worth: outcome, baseline and acceptance, from the models or the user's own tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.outcomes.acceptance import modelled_acceptance
from planner.outcomes.courses import courses
from planner.outcomes.fit import fit
from planner.outcomes.held import NO_PATHS, Held
from planner.outcomes.on_date import ON_DATE, on_date, regular_work
from planner.outcomes.paths import Paths, StepFacts, paths
from planner.outcomes.points import points
from planner.outcomes.regular_weeks import baseline_weeks, placed_weeks
from planner.outcomes.relative import relative
from planner.outcomes.segments import believed, levels
from planner.outcomes.steps import to_step
from planner.schema.arrays import Bools, Values
from planner.schema.models import EVIDENCE, OutcomeModel, PointsModel
from planner.schema.scenario import Scenario

# Figures have few decimals; smaller differences than this are rounding errors of binary floats.
FLOAT_NOISE = 1e-9
STRENGTHS = ("strong", "medium", "uncertain", "")
BASES = ("own", *EVIDENCE, "points")


def baselines(scenario: Scenario) -> Values:
    """The baseline of every jobseeker, in their order: the user's, else (in eligible mode) the model's, else 0."""
    people, model = scenario.tables["jobseekers"], scenario.assumptions.outcome
    if scenario.settings.candidates == "listed" or isinstance(model, PointsModel):
        modelled = np.zeros(len(people))
    else:
        modelled = to_step(levels(model, people), scenario.settings.score_step)
    own = own_baselines(scenario)
    return np.where(np.isnan(own), modelled, own)


@dataclass(frozen=True)
class _Outcome:
    """The outcome of each candidate with and without the fit, the part of the fit, the effect's low end, the basis."""

    outcome: Values
    without_fit: Values
    fit_points: Values
    low: Values
    basis: NDArray[np.object_]


def worth(scenario: Scenario, pairs: pd.DataFrame, at_hand: Held = NO_PATHS) -> pd.DataFrame:
    """Compute what each candidate is worth, one row per candidate: outcome, value, weeks of regular work and more.

    `pairs` has the columns person and slot (positions), programme_id, rule, purpose, start_week and last_week. It must
    hold all candidates of each person in it. For purpose main:

        follow_up_value  acceptance x uplift relative to the person's own best (see `relative`)
        weeks_value      the same with the gain regular_weeks - baseline_regular_weeks in place of uplift
        value            whichever of the two the setting `measure` names
        fit_value        the part of follow_up_value that the fit adds
        path_value       the part of follow_up_value that the next steps of the path add, and path_basis its evidence
        path_gain        the part of the gain by the setting `measure` that they add, uplift or weeks

    For other purposes these are 0. `outcome`, `uplift` and `regular_weeks` have the next steps in them; `next_week` is
    the week of the first of them (-1 where no place is held). `at_hand` are the paths, none if not given.
    Unit: probabilities; points where the model counts points; counts of people where the user's own outcomes are above
    1. Weeks are NaN where no model gives them, and for other purposes. `on_date` says what holds on the follow-up date.
    `is_gross` marks the gain of a vacancy that somebody else would have had.
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
    without_fit = np.where(given, uplift, np.round(modelled.without_fit - base, 12))
    unasked = np.where(given, 1.0, _unasked(scenario))
    level = np.clip(base, 0.0, 1.0)
    taken = _courses(scenario, pairs, base, np.where(given, uplift, np.nan), fits)
    facts = _step_facts(pairs, uplift, without_fit, basis, taken)
    # The user's own figures are taken as they are, and points are no share of anybody.
    is_whole = given | isinstance(scenario.assumptions.outcome, PointsModel)
    path = paths(scenario, pairs, at_hand, facts, is_whole)
    weeks = _weeks(scenario, pairs, base, taken, path)
    step = scenario.settings.score_step
    more = path.added(outcome, facts.uplift, level, step)
    more_without_fit = path.added(base + without_fit, without_fit, level, step)
    outcome, uplift = np.round(outcome + more, 12), np.round(uplift + more, 12)
    value, times = _value(pairs, unasked * (without_fit + more_without_fit), acceptance * uplift)
    gain, gain_without_fit = (weeks[name] - weeks["baseline"] for name in ("placed", "without_fit"))
    weeks_value, _ = _value(pairs, unasked * gain_without_fit, acceptance * gain)
    return pd.DataFrame(
        {
            "outcome": outcome,
            "baseline": base,
            "uplift": uplift,
            "fit": fits,
            "acceptance": acceptance,
            "value": weeks_value if scenario.settings.measure == "regular_weeks" else value,
            "follow_up_value": value,
            "regular_weeks": weeks["placed"],
            "baseline_regular_weeks": weeks["baseline"],
            "weeks_value": weeks_value,
            "fit_value": np.where(given, 0.0, times * acceptance * modelled.fit_points),
            "path_value": np.where(
                times > 0, times * acceptance * more, np.where(facts.is_main, unasked * more_without_fit, 0.0)
            ),
            "path_gain": weeks["path"] if scenario.settings.measure == "regular_weeks" else more,
            **_next_steps(path),
            **_labels(scenario, pairs, basis, _strength(basis, modelled, uplift)),
        },
        index=pairs.index,
    )


def _next_steps(path: Paths) -> dict[str, pd.Categorical | NDArray[np.int32]]:
    """What the next steps of each path rest on, and the week of the first of them."""
    return {
        "path_basis": pd.Categorical(np.array(EVIDENCE, dtype=object)[path.kind()], categories=EVIDENCE),
        "next_week": path.next_week.astype(np.int32),
    }


def _labels(
    scenario: Scenario, pairs: pd.DataFrame, basis: NDArray[np.object_], strength: NDArray[np.object_]
) -> dict[str, pd.Categorical | Bools]:
    """What is said of each candidate's figures: how strong, from where, on which date, and whether gross."""
    return {
        "strength": pd.Categorical(strength, categories=STRENGTHS),
        "basis": pd.Categorical(basis, categories=BASES),
        "on_date": pd.Categorical(on_date(scenario, pairs), categories=ON_DATE),
        "is_gross": regular_work(scenario.assumptions.outcome, pairs),
    }


def _step_facts(
    pairs: pd.DataFrame, uplift: Values, without_fit: Values, basis: NDArray[np.object_], taken: Sequence[pd.DataFrame]
) -> StepFacts:
    """What each candidate is as a next step of another; uplift (with and without the fit) and basis are its own.

    Of equal uplift: least without the fit, longest, of the weakest evidence, of the least effect afterwards, meanwhile.
    """
    main = pairs["purpose"].to_numpy() == "main"
    kind = np.full(len(pairs), -1, dtype=np.int64)
    for number, name in enumerate(EVIDENCE):
        kind[basis == name] = number
    last = pairs["last_week"].to_numpy(dtype=np.float64)
    effects = [taken[0][name].fillna(0.0).to_numpy(dtype=np.float64) for name in ("after", "during")] if taken else []
    return StepFacts(np.where(main, uplift, 0.0), kind, main, (without_fit, -last, -kind.astype(np.float64), *effects))


def _value(pairs: pd.DataFrame, plain: Values, weighed: Values) -> tuple[Values, Values]:
    """The value of each candidate, and the factor on `weighed` in it (0 where wishes have nothing to choose among)."""
    main = pairs["purpose"].to_numpy() == "main"
    nothing = np.full(len(pairs), -np.inf)
    person = pairs["person"].to_numpy(dtype=np.int64)
    times, counts = relative(person, np.where(main, plain, nothing), np.where(main, weighed, nothing))
    value = np.round(np.where(main, np.where(counts, times * weighed, plain), 0.0), 12)
    return value.astype(np.float64), np.where(main & counts, times, 0.0)


def _courses(
    scenario: Scenario, pairs: pd.DataFrame, base: Values, own_uplift: Values, fits: Values
) -> tuple[pd.DataFrame, ...]:
    """The course of each candidate with the fit, and without it; none where no model gives weeks."""
    model = scenario.assumptions.outcome
    if not counts_weeks(scenario) or isinstance(model, PointsModel) or pairs.empty:
        return ()
    level, of_fit = np.clip(base, 0.0, 1.0), (fits * model.shape.fit.value, np.zeros(len(pairs)))
    return tuple(courses(scenario, pairs, level, own_uplift, more) for more in of_fit)


def _weeks(
    scenario: Scenario, pairs: pd.DataFrame, base: Values, taken: Sequence[pd.DataFrame], path: Paths
) -> dict[str, Values]:
    """Weeks of regular work if placed so (with and without the fit), if not, and of next steps; NaN where unknown."""
    main, date = pairs["purpose"].to_numpy() == "main", scenario.settings.follow_up_weeks
    names = ("placed", "without_fit", "baseline", "path")
    unknown = np.full(len(pairs), np.nan)
    if not taken:
        return dict.fromkeys(names, unknown)
    alone = [placed_weeks(course, date) for course in taken]
    placed, without_fit = (path.weeks(weeks, course, date) for weeks, course in zip(alone, taken, strict=True))
    every = (placed, without_fit, baseline_weeks(np.clip(base, 0.0, 1.0), date), placed - alone[0])
    return {name: np.where(main, weeks, unknown) for name, weeks in zip(names, every, strict=True)}


def counts_weeks(scenario: Scenario) -> bool:
    """Whether weeks of regular work can be computed: not in listed mode, and not where points count."""
    return scenario.settings.candidates != "listed" and not isinstance(scenario.assumptions.outcome, PointsModel)


def expected_weeks(scenario: Scenario) -> Values:
    """Weeks of regular work of every jobseeker if they get no place, in their order; NaN where not `counts_weeks`."""
    level = np.clip(baselines(scenario), 0.0, 1.0)
    if not counts_weeks(scenario):
        return np.full(len(level), np.nan)
    return baseline_weeks(level, scenario.settings.follow_up_weeks)


def _strength(basis: NDArray[np.object_], modelled: _Outcome, uplift: Values) -> NDArray[np.object_]:
    """How sure the gain is held to be; points are no claim about the world, so they are neither strong nor weak.

    A judgement is never strong. The fit is a judgement too, so it makes nothing strong.
    """
    measured = np.isin(basis, ("observed", "effect"))
    strong = measured & (modelled.low >= uplift / 2 - FLOAT_NOISE) & (modelled.low > FLOAT_NOISE)
    medium = modelled.low + modelled.fit_points > FLOAT_NOISE
    strength = np.where(strong | (basis == "own"), "strong", np.where(medium, "medium", "uncertain"))
    return np.where(basis == "points", "", strength)


def _modelled(scenario: Scenario, pairs: pd.DataFrame, fits: Values) -> _Outcome:
    """What the outcome model says of each candidate; in listed mode it is not used."""
    model, people, zeros = scenario.assumptions.outcome, scenario.tables["jobseekers"], np.zeros(len(pairs))
    if scenario.settings.candidates == "listed" or pairs.empty:
        unknown = np.full(len(pairs), np.nan)
        return _Outcome(unknown, unknown, zeros, unknown, np.full(len(pairs), "own", dtype=object))
    if isinstance(model, PointsModel):
        outcome = to_step(points(model, people, pairs), scenario.settings.score_step)
        return _Outcome(outcome, outcome, zeros, zeros, np.full(len(pairs), "points", dtype=object))
    return _by_segment(scenario, model, pairs, fits)


def _by_segment(scenario: Scenario, model: OutcomeModel, pairs: pd.DataFrame, fits: Values) -> _Outcome:
    """The outcome by segment level plus effect, with and without the fit, and its basis."""
    belief = believed(scenario, model, pairs)
    may_fit = belief.may_fit & (pairs["purpose"].to_numpy() == "main")
    fit_points = np.where(may_fit, fits * model.shape.fit.value, 0.0)
    step = scenario.settings.score_step
    # Against the user's own baseline the gain is no longer the effect alone: the segment's level enters as well.
    is_own = ~np.isnan(own_baselines(scenario))[pairs["person"].to_numpy(dtype=np.int64)]
    kind = np.where(is_own, np.maximum(belief.effect_kind, belief.level_kind), belief.effect_kind)
    outcome = _together(belief.level, belief.effect + fit_points, step)
    without_fit = _together(belief.level, belief.effect, step)
    return _Outcome(outcome, without_fit, fit_points, belief.low, np.array(EVIDENCE, dtype=object)[kind])


def _together(level: Values, added: Values, step: float) -> Values:
    """Level and addition, each rounded to the score step so that rounding is alike at all levels; clipped to 0..1."""
    return np.asarray(np.round(np.clip(to_step(level, step) + to_step(added, step), 0.0, 1.0), 12), dtype=np.float64)


def _acceptance(scenario: Scenario, pairs: pd.DataFrame) -> Values:
    if isinstance(scenario.assumptions.outcome, PointsModel):
        return np.ones(len(pairs))
    return modelled_acceptance(scenario, pairs)


def _unasked(scenario: Scenario) -> float:
    """The acceptance of somebody who has stated no wish and declined nothing."""
    if isinstance(scenario.assumptions.outcome, PointsModel):
        return 1.0
    return scenario.assumptions.acceptance.acceptance.no_wish_stated.value


def own_baselines(scenario: Scenario) -> Values:
    """The user's baseline of each jobseeker; NaN where none."""
    own = scenario.tables["baselines"].set_index("jobseeker_id")["value"]
    return scenario.tables["jobseekers"]["jobseeker_id"].map(own).to_numpy(dtype=float, na_value=np.nan)


def _own_outcomes(scenario: Scenario, pairs: pd.DataFrame) -> Values:
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
