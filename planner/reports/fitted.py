"""What `planner fit` says: how good a fitted model is on people it has not seen."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.texts import _, with_decimal_mark

if TYPE_CHECKING:
    from planner.learning import Fit


def fit_screen(fit: Fit, out: Path) -> str:
    """The screen of a fit that was written to `out`."""
    own, rules = fit.figures, sorted({one.rule for one in fit.effects})
    lines = [
        _("Fitted on {people} people who were not placed and {placements} ended placements; {unknown} unknown.",
          people=fit.not_placed, placements=fit.placements, unknown=fit.unknown),
        _("Levels by segment, on people not seen: AUC {auc}, error {brier}, by the base rate alone {null}, slope "
          "{slope}.", auc=_said(own.auc), brier=_said(own.brier, 4), null=_said(own.brier_null, 4),
          slope=_said(own.slope)),
        _("Effects are fitted for: {rules}. They are observed differences, not effects of the places.",
          rules=", ".join(rules)) if rules
        else _("No rule has 30 ended placements: all effects are those of {model}.", model=fit.base.stored.reference),
    ]  # fmt: skip
    if fit.later is not None:
        lines.append(
            _("On the last quarter of the days: error {brier}, by the base rate alone {null}.",
              brier=_said(fit.later.brier, 4), null=_said(fit.later.brier_null, 4))
        )  # fmt: skip
    if not own.beats_null:
        lines.append(_("The levels are no better than the base rate. Plans refuse this model unless its version is "
                       "named, and then say so."))  # fmt: skip
    return "\n".join([*lines, "", _("{path} is written, whole.", path=out)])


def fit_summary(fit: Fit) -> dict[str, Any]:
    """The figures of a fit, for programs."""
    return {
        "people_not_placed": fit.not_placed,
        "placements": fit.placements,
        "unknown": fit.unknown,
        "unseen_cells": fit.unseen,
        "beats_null": fit.figures.beats_null,
        "figures": asdict(fit.figures),
        "regression": asdict(fit.regression),
        "later": None if fit.later is None else asdict(fit.later),
        "rules": sorted({one.rule for one in fit.effects}),
        "groups": [{"ground": ground, "group": group, **asdict(own)} for ground, group, own in fit.groups],
    }


def _said(number: float, decimals: int = 3) -> str:
    return with_decimal_mark(f"{number:.{decimals}f}")
