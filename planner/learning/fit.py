"""From a history to a fitted outcome model: levels of those not placed, what placements add, and how good both are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from planner.errors import Fault, Faults, given
from planner.inputs.cells import FROM_ROW, did_you_mean
from planner.learning.effects import Added, added
from planner.learning.examine import by_group, by_time, five_fold, leaks
from planner.learning.figures import Figures, figures
from planner.learning.read import OutcomeHistory
from planner.learning.regression import Levels, fit_levels, folds
from planner.learning.segments import SegmentLevel, of_segments, segment_levels
from planner.schema.models import OutcomeModel
from planner.schema.outcome_history import CATEGORIES, NUMBERS
from planner.texts import _, with_decimal_mark

# Fewer people than this who were not placed, of whom the outcome is known, carry no level.
FEWEST = 100


@dataclass(frozen=True)
class Fit:
    """What was fitted on a history, and its figures on people it had not seen.

    `figures` are those of the segments' levels, which plans read; `regression` those of the regression behind them;
    `later` those of the segments' levels on the last quarter of the days, None where one class is missing there.
    `groups` are ground, group and figures.
    """

    history: OutcomeHistory
    base: OutcomeModel
    levels: Levels
    segments: list[SegmentLevel]
    effects: list[Added]
    figures: Figures
    regression: Figures
    later: Figures | None
    groups: list[tuple[str, str, Figures]]
    not_placed: int
    placements: int
    unknown: int
    unseen: int


def fit(history: OutcomeHistory, base: OutcomeModel) -> Fit:
    """Fit levels and effects; `base` gives segments, legal forms and what the history cannot tell.

    Raises InputFaults where too few were not placed, one class alone is there, a feature tells too much, or a rule is
    unknown.
    """
    known = history.rows[history.rows["outcome"] != "unknown"].reset_index(drop=True)
    is_placed = known["rule"].notna()
    people, placed = (known[mask].reset_index(drop=True) for mask in (~is_placed, is_placed))
    names = history.settings.features
    numbers, categories = ([name for name in all_of if name in names] for all_of in (NUMBERS, CATEGORIES))
    _refuse(history, base, people, numbers, categories)
    outcome = (people["outcome"] == "yes").to_numpy(dtype=bool)
    who = people["jobseeker_id"].tolist()
    coarsen = partial(of_segments, base.shape)
    levels = fit_levels(people, outcome, folds(who), numbers, categories)
    apart = five_fold(people, outcome, who, numbers, categories, coarsen)
    timed = by_time(people, outcome, who, numbers, categories, people["ended_on"], coarsen)
    helped = (placed["outcome"] == "yes").to_numpy(dtype=bool)
    return Fit(
        history=history,
        base=base,
        levels=levels,
        segments=segment_levels(base.shape, levels, people),
        effects=added(base.shape, placed, helped, of_segments(base.shape, levels, people, placed)),
        figures=figures(apart.coarse, apart.null, outcome),
        regression=figures(apart.chances, apart.null, outcome),
        later=None if timed is None else figures(timed[0].coarse, timed[0].null, outcome[timed[1]]),
        groups=by_group(apart, outcome, people, history.settings.groups),
        not_placed=len(people),
        placements=len(placed),
        unknown=len(history.rows) - len(known),
        unseen=apart.unseen + levels.design.unseen(placed),
    )


def _refuse(
    history: OutcomeHistory,
    base: OutcomeModel,
    people: pd.DataFrame,
    numbers: Sequence[str],
    categories: Sequence[str],
) -> None:
    """Raise InputFaults for all that no model can be fitted on."""
    faults, file = Faults(), history.file
    outcome = (people["outcome"] == "yes").to_numpy(dtype=bool)
    rules = {form.rule for form in base.forms}
    rows = history.rows[history.rows["rule"].notna() & ~history.rows["rule"].isin(rules)]
    for row, rule in zip(rows[FROM_ROW], rows["rule"], strict=True):
        faults.add(Fault("unknown-rule", file, int(row), "rule", str(rule),
                         _("is no rule of the outcome model {model}", model=given(base.stored.reference)),
                         did_you_mean(str(rule), sorted(rules), theirs=True).strip()))  # fmt: skip
    if len(people) < FEWEST:
        faults.add(Fault("too-few-rows", file, None, "rule", None,
                         _("{number} people were not placed and have a known outcome; levels need {least}",
                           number=len(people), least=FEWEST),
                         _("Add people who got no place, with rule blank.")))  # fmt: skip
    elif outcome.all() or not outcome.any():
        faults.add(Fault("one-class", file, None, "outcome", None,
                         _("everybody who was not placed has the same outcome"),
                         _("Add rows with the other one, or see that unknown is not written as no.")))  # fmt: skip
    else:
        for name, alone in leaks(people, outcome, numbers, categories):
            faults.add(Fault("leaking-feature", file, None, name, None,
                             _("tells the outcome nearly alone (AUC {auc})", auc=with_decimal_mark(f"{alone:.3f}")),
                             _("It was probably recorded after the outcome: take it out of features.")))  # fmt: skip
    faults.stop_if_any()
