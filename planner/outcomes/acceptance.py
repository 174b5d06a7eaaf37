"""How likely an offer is taken, by what the person wished and declined before."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.outcomes.wishes import declined_before, wished, wishes_of
from planner.schema.arrays import Values
from planner.schema.scenario import Scenario


def modelled_acceptance(scenario: Scenario, pairs: pd.DataFrame) -> Values:
    """The acceptance model's figure of each candidate: the first of four that holds."""
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
