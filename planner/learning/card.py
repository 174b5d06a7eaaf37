"""The card of a fitted model: what it was fitted on, how good it is, and what it must not be used for."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.learning.examine import FEW
from planner.learning.fit import Fit
from planner.schema.models import Fitted

DECIMALS = 4


def card_of(fit: Fit, name: str, version: str, made: date) -> dict[str, Any]:
    """The keys of the card, without the checksums of the files."""
    settings = fit.history.settings
    rules = sorted({one.rule for one in fit.effects})
    features = ", ".join(settings.features)
    return {
        "kind": "outcome",
        "name": name,
        "version": version,
        "title": f"{settings.outcome} as fitted on the municipality's own follow-ups ({name})",
        "title_sv": f"{settings.outcome} enligt kommunens egna uppföljningar ({name})",
        "population": settings.population,
        "units": f"Baselines in probability of {settings.outcome}; effects in points of it",
        "range": f"Baselines {_ends([one.level for one in fit.segments])}; each row has its own low and high end",
        "not_for": (
            "Ranking persons, deciding on benefits or eligibility, another municipality or population, or claiming "
            "an effect of a programme: the fitted effects are observed differences between people who were chosen for "
            "a place and people who were not"
        ),
        "known_bias": _known_bias(fit, rules, features),
        "licence": "the municipality's own; the rows that it was fitted on are not in it",
        "source": f"planner fit; what the history cannot tell is of outcome/{fit.base.stored.reference}",
        "retrieved": made.isoformat(),
        "reviewed_by": "nobody yet",
        "reviewed_by_sv": "ingen ännu",
        "fitted": _fitted(fit).model_dump(exclude_none=True),
    }


def _known_bias(fit: Fit, rules: list[str], features: str) -> str:
    said = [
        (
            f"Fitted on {features}. Sex, origin, disability, age and where somebody lives are refused as features: "
            "grounds, and a proxy of one. Swedish level and months without work may still stand in for some of them; "
            "calibration.csv says how near the levels come in each group that the settings name."
        ),
        (
            f"Effects are fitted where a placement has ended, for: {', '.join(rules) or 'no rule'}. Of other rules "
            f"(under {FEW} ended placements) and of placements that still run on the date they are those of the base "
            "model, the latter no better than what is fitted for ended ones."
        ),
        (
            "People were chosen for places, by reasons that no row tells, and an effect holds that selection too. It "
            "contains deadweight and lock-in, not displacement. Its interval leaves out that the level is fitted too."
        ),
        (
            f"Of {fit.unknown} rows the outcome is unknown; they are left out, which holds only if they are like the "
            "rest."
        ),
    ]
    if not fit.figures.beats_null:
        said.append("The levels are no better than the base rate: plans refuse this model unless its version is named.")
    return "\n".join(said)


def _fitted(fit: Fit) -> Fitted:
    days, own = fit.history.rows["ended_on"], fit.figures
    return Fitted(
        outcome=fit.history.settings.outcome,
        first_day=days.min().date(),
        last_day=days.max().date(),
        people_not_placed=fit.not_placed,
        placements=fit.placements,
        unknown=fit.unknown,
        base_rate=round(own.base_rate, DECIMALS),
        auc=round(own.auc, DECIMALS),
        brier=round(own.brier, DECIMALS),
        brier_null=round(own.brier_null, DECIMALS),
        better_low=own.better_low,
        better_high=own.better_high,
        slope=round(own.slope, DECIMALS),
        regression_auc=round(fit.regression.auc, DECIMALS),
        regression_brier=round(fit.regression.brier, DECIMALS),
        unseen_cells=fit.unseen,
        time_brier=None if fit.later is None else round(fit.later.brier, DECIMALS),
        time_brier_null=None if fit.later is None else round(fit.later.brier_null, DECIMALS),
    )


def _ends(values: list[float]) -> str:
    return f"{min(values):.2f} to {max(values):.2f}"
