"""How a placement changes the expected weeks of regular work: while it runs, and once it has ended."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.outcomes.on_date import on_date, regular_work, without_end
from planner.outcomes.segments import effects_if
from planner.outcomes.steps import to_step
from planner.schema.arrays import Values
from planner.schema.models import WITHIN_WEEKS, OutcomeModel
from planner.schema.scenario import Scenario


def courses(
    scenario: Scenario,
    pairs: pd.DataFrame,
    level: Values,
    own_uplift: Values,
    fit_points: Values,
) -> pd.DataFrame:
    """Return level, first, last, during and after of each candidate, as `placed_weeks` takes them.

    The model's effect, plus the fit and rounded to the score step, is what the placement adds to `level` on the
    follow-up date. It is divided by 1 - level: the share among those who would be without work that day. `own_uplift`
    (NaN where none) replaces the effect of the case that holds on the date. It does not where the placement is running
    then and is no regular work, since the user's own figure counts the placement itself there.
    """
    model = scenario.assumptions.outcome
    assert isinstance(model, OutcomeModel)  # noqa: S101 - points tell no weeks
    is_regular, step = regular_work(model, pairs), scenario.settings.score_step
    last = np.where(without_end(scenario, pairs), WITHIN_WEEKS, pairs["last_week"].to_numpy() - scenario.week)
    case = on_date(scenario, pairs)
    shares = {}
    for name, speaks in (("running", is_regular), ("ended", np.ones(len(pairs), dtype=bool))):
        added = to_step(effects_if(scenario, model, pairs, name) + fit_points, step)
        added = np.where((case == name) & speaks & ~np.isnan(own_uplift), own_uplift, added)
        without = 1.0 - level
        shares[name] = np.minimum(np.where(without > 0, added, 0.0) / np.where(without > 0, without, 1.0), 1.0)
    return pd.DataFrame(
        {
            "level": level,
            "first": np.minimum(pairs["start_week"].to_numpy() - scenario.week, WITHIN_WEEKS),
            "last": np.minimum(last, WITHIN_WEEKS),
            "during": np.where(is_regular, shares["running"], np.nan),
            "after": shares["ended"],
        }
    )
