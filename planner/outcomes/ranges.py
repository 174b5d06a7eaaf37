"""How far what a candidate is worth may be off: the cells of the outcome model that its figures rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from planner.outcomes.segments import effect_rows, segments
from planner.outcomes.worth import own_baselines
from planner.schema.arrays import Positions
from planner.schema.models import Effect, OutcomeModel
from planner.schema.scenario import Scenario


@dataclass(frozen=True)
class Ranges:
    """The cells that candidates rest on, and which.

    `cells` has one row for each level of a segment and each effect of a form in use: cell (its key), value, low, high.
    `baseline`, `level` and `effect` hold by candidate a row of `cells`, -1 where the figure has no range: baseline is
    the level behind its baseline, level and effect are those behind its outcome.
    """

    cells: pd.DataFrame
    baseline: Positions
    level: Positions
    effect: Positions


def ranges(scenario: Scenario, pairs: pd.DataFrame) -> Ranges:
    """The cells of some candidates; `pairs` are rows of an instance's candidates.

    The user's own baselines and outcomes have no range, and neither have points.
    """
    model = scenario.assumptions.outcome
    nothing = np.full(len(pairs), -1, dtype=np.int64)
    if not isinstance(model, OutcomeModel) or scenario.settings.candidates == "listed" or pairs.empty:
        return Ranges(_table([]), nothing, nothing, nothing)
    person = pairs["person"].to_numpy(dtype=np.int64)
    is_stated = ~np.isnan(own_baselines(scenario))[person]
    is_modelled = (pairs["basis"] != "own").to_numpy(dtype=bool)
    position = {row.segment: number for number, row in enumerate(model.segments)}
    level = np.array([position[name] for name in segments(model, scenario.tables["jobseekers"])], dtype=np.int64)[
        person
    ]
    codes, found = effect_rows(scenario, model, pairs)
    effects = list(dict.fromkeys(row for row in found if row is not None))
    at = {row: len(model.segments) + number for number, row in enumerate(effects)}
    effect = np.array([-1 if row is None else at[row] for row in found], dtype=np.int64)[codes]
    levels = [(f"level|{row.segment}", row.baseline, row.baseline_low, row.baseline_high) for row in model.segments]
    rows = [*levels, *((_key(row), row.effect, row.effect_low, row.effect_high) for row in effects)]
    return Ranges(
        _table(rows),
        np.where(is_stated, -1, level),
        np.where(is_modelled, level, -1),
        np.where(is_modelled, effect, -1),
    )


def _key(row: Effect) -> str:
    parts = (row.rule, row.workplace, row.education, row.months, row.on_date)
    return "|".join(["effect", *("" if part is None else part for part in parts)])


def _table(rows: Sequence[tuple[str, float, float, float]]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["cell", "value", "low", "high"])
    return table.astype({"cell": object, "value": float, "low": float, "high": float})
