"""What each candidate is worth: outcome, baseline and acceptance, from the models or the user's own tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.outcomes.wishes import declined_before, fit_points, wished, wishes_of
from planner.schema.models import Effect, OutcomeModel
from planner.schema.scenario import Scenario

# Figures have few decimals; what is smaller than this is what binary makes of them.
FLOAT_NOISE = 1e-9


def baselines(scenario: Scenario) -> NDArray[np.float64]:
    """The baseline of every jobseeker, in their order: the user's, else (in eligible mode) the model's, else 0."""
    people = scenario.tables["jobseekers"]
    if scenario.settings.candidates == "listed":
        modelled = np.zeros(len(people))
    else:
        model = scenario.assumptions.outcome
        by_segment = {row.segment: row.baseline for row in model.segments}
        modelled = np.array([by_segment[name] for name in segments(model, people)], dtype=float)
        modelled = to_step(modelled, scenario.settings.score_step)
    own = scenario.tables["baselines"].set_index("jobseeker_id")["value"]
    given = people["jobseeker_id"].map(own).to_numpy(dtype=float, na_value=np.nan)
    return np.where(np.isnan(given), modelled, given)


def segments(model: OutcomeModel, people: pd.DataFrame) -> list[str]:
    """The segment of each person by education, months without work and Swedish; nothing else is looked at."""
    named = {(row.education, row.months, row.swedish): row.segment for row in model.segments}
    shape = model.shape
    return [
        named[
            shape.education_class(_stated(education)),
            shape.months_class(_stated(months)),
            shape.swedish_class(None if pd.isna(swedish) else swedish),
        ]
        for education, months, swedish in zip(
            people["education_level"], people["months_unemployed"], people["swedish_level"], strict=True
        )
    ]


def to_step(values: NDArray[np.float64], step: float) -> NDArray[np.float64]:
    """Rounded to the step, halves upwards, so that differences smaller than it decide nothing."""
    return np.round(np.floor(values / step + 0.5 + 1e-9) * step, 12)


def worth(scenario: Scenario, pairs: pd.DataFrame) -> pd.DataFrame:
    """Outcome, baseline, uplift, acceptance, value and strength of each candidate.

    `pairs` has the columns person and slot (positions), programme_id, rule and purpose. Value is acceptance x uplift
    for purpose main, else 0. Probabilities, or counts of people where the user's own outcomes are above 1.
    """
    person = pairs["person"].to_numpy(dtype=np.int64)
    base = baselines(scenario)[person]
    outcome, low = _modelled(scenario, pairs)
    acceptance = _acceptance(scenario, pairs)
    own = _own_outcomes(scenario, pairs)
    given = ~np.isnan(own)
    outcome = np.where(given, own, outcome)
    acceptance = np.where(given, 1.0, acceptance)
    uplift = np.round(outcome - base, 12)
    main = pairs["purpose"].to_numpy() == "main"
    strong = given | ((low >= uplift / 2 - FLOAT_NOISE) & (low > FLOAT_NOISE))
    strength = np.where(strong, "strong", np.where(low > FLOAT_NOISE, "medium", "uncertain"))
    return pd.DataFrame(
        {
            "outcome": outcome,
            "baseline": base,
            "uplift": uplift,
            "acceptance": acceptance,
            "value": np.where(main, np.round(acceptance * uplift, 12), 0.0),
            "strength": pd.Series(strength, dtype="str"),
        },
        index=pairs.index,
    )


def _stated(value: Any) -> float | None:  # noqa: ANN401 - a cell
    return None if pd.isna(value) else float(value)


def _modelled(scenario: Scenario, pairs: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The model's outcome of each candidate, and the low end of its effect with the fit."""
    if scenario.settings.candidates == "listed" or pairs.empty:
        return np.full(len(pairs), np.nan), np.full(len(pairs), np.nan)
    model, people = scenario.assumptions.outcome, scenario.tables["jobseekers"]
    person = pairs["person"].to_numpy(dtype=np.int64)
    effects = {(row.segment, row.rule): row for row in model.effects}
    levels = {row.segment: row.baseline for row in model.segments}
    names = np.array(segments(model, people), dtype=object)[person]
    table = pd.DataFrame({"segment": names, "rule": pairs["rule"].to_numpy()})
    codes, distinct = pd.factorize(pd.MultiIndex.from_frame(table))
    points = np.array([_effect(effects.get(key)) for key in distinct], dtype=float)[codes]
    fit = np.where(pairs["purpose"].to_numpy() == "main", fit_points(scenario, pairs), 0.0)
    level = np.array([levels[name] for name in names], dtype=float)
    outcome = np.clip(level + points[:, 0] + fit, 0.0, 1.0)
    return to_step(outcome, scenario.settings.score_step), points[:, 1] + fit


def _effect(row: Effect | None) -> tuple[float, float]:
    return (0.0, 0.0) if row is None else (row.effect, row.effect_low)


def _acceptance(scenario: Scenario, pairs: pd.DataFrame) -> NDArray[np.float64]:
    figures = scenario.assumptions.acceptance.acceptance
    stated = np.array([bool(wish) for wish in wishes_of(scenario)], dtype=bool)
    stated |= scenario.tables["jobseekers"]["jobseeker_id"].isin(_wishing(scenario)).to_numpy()
    person = pairs["person"].to_numpy(dtype=np.int64)
    value = np.where(stated[person], figures.other_than_wished.value, figures.no_wish_stated.value)
    value = np.where(wished(scenario, pairs), figures.wished.value, value)
    return np.where(declined_before(scenario, pairs), figures.declined_before.value, value)


def _wishing(scenario: Scenario) -> set[str]:
    preferences = scenario.tables["preferences"]
    return set(preferences.loc[preferences["rank"] >= 1, "jobseeker_id"])


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
