"""The state of a placement on the follow-up date (not begun, running or ended), and its workplace."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.schema.arrays import Bools
from planner.schema.models import OutcomeModel, PointsModel
from planner.schema.scenario import Scenario

# The categories are in this order.
ON_DATE = ("not_begun", "running", "ended")
MUNICIPAL = ("department", "municipal_company")


def on_date(scenario: Scenario, pairs: pd.DataFrame) -> NDArray[np.object_]:
    """One of ON_DATE for each candidate, by its first and last week against plan week + `follow_up_weeks`.

    Regular work whose slot states no weeks has no end: once begun it is running.
    """
    date = scenario.week + scenario.settings.follow_up_weeks
    runs_on = pairs["last_week"].to_numpy() >= date
    runs_on |= without_end(scenario, pairs)
    begun = pairs["start_week"].to_numpy() <= date
    return np.where(begun, np.where(runs_on, "running", "ended"), "not_begun").astype(object)


def without_end(scenario: Scenario, pairs: pd.DataFrame) -> Bools:
    """Whether a candidate is regular work whose slot states no weeks."""
    unending = scenario.tables["slots"]["weeks"].isna().to_numpy()[pairs["slot"].to_numpy(dtype=np.int64)]
    return np.asarray(unending & regular_work(scenario.assumptions.outcome, pairs), dtype=np.bool_)


def regular_work(model: OutcomeModel | PointsModel, pairs: pd.DataFrame) -> Bools:
    """Whether the placement itself is regular, unsubsidised work: its gain is gross. Never where points count."""
    if isinstance(model, PointsModel):
        return np.zeros(len(pairs), dtype=bool)
    regular = [form.rule for form in model.forms if form.counts_as == "regular_work"]
    return pairs["rule"].isin(regular).to_numpy()


def workplaces(scenario: Scenario) -> NDArray[np.object_]:
    """The workplace of each slot as effects name it: municipal, of the kind stated if any; blank elsewhere."""
    slots = scenario.tables["slots"]
    sector = slots["employer_id"].map(scenario.tables["employers"].set_index("employer_id")["sector"])
    kind = slots["workplace_kind"]
    named = np.where(kind.isna(), "municipal", "municipal_" + kind.astype(object).fillna(""))
    return np.where(sector.isin(MUNICIPAL), named, "").astype(object)
