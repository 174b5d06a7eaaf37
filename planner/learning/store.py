"""A fitted model as the files of an outcome model: segments, effects, coefficients, calibration, and its card."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import tomlkit

from planner.learning.card import card_of
from planner.learning.effects import Added
from planner.learning.examine import FEW
from planner.learning.figures import Figures
from planner.learning.fit import Fit
from planner.schema.models import Effect

DECIMALS = 4


@dataclass(frozen=True)
class ModelName:
    """What a model is called: the last two folders of its home, and the day it is made."""

    name: str
    version: str
    made: date

    @property
    def is_sound(self) -> bool:
        """Whether models are looked for under such a name and version."""
        is_version = re.fullmatch(r"[0-9]+(\.[0-9]+)*", self.version) is not None
        return is_version and re.fullmatch(r"[a-z0-9_]+", self.name) is not None


def model_files_of(fit: Fit, named: ModelName) -> dict[str, bytes]:
    """The files of the model by name, its card with the checksum of every other."""
    stored = fit.base.stored.files
    files = {
        "shape.toml": stored["shape.toml"],
        "forms.csv": stored["forms.csv"],
        "segments.csv": _csv(_segments(fit, named)),
        "effects.csv": _csv(_effects(fit, named)),
        "coefficients.csv": _csv(_coefficients(fit)),
        "calibration.csv": _csv(_calibration(fit)),
    }
    digests = {name: hashlib.sha256(raw).hexdigest() for name, raw in sorted(files.items())}
    card = card_of(fit, named.name, named.version, named.made) | {"files": digests}
    return {"card.toml": tomlkit.dumps(_tables_last(card)).encode(), **files}


def _tables_last(card: Mapping[str, Any]) -> dict[str, Any]:
    """The keys with their tables at the end, where TOML has them."""
    return dict(sorted(card.items(), key=lambda item: isinstance(item[1], dict)))


def _csv(rows: Iterable[Mapping[str, object]]) -> bytes:
    return pd.DataFrame(list(rows), dtype=object).to_csv(index=False, lineterminator="\n").encode()


def _segments(fit: Fit, named: ModelName) -> Iterable[dict[str, object]]:
    for one in fit.segments:
        few = f", under {FEW}: drawn to the mean of everybody" if one.number < FEW else ""
        yield {
            "segment": one.name,
            "education": one.education,
            "months": one.months,
            "swedish": one.swedish,
            **_ranged("baseline", one.level, one.low, one.high),
            "kind": "observed",
            "source": f"planner fit on the follow-ups of {one.number} people who were not placed{few}",
            "year": named.made.year,
        }


def _effects(fit: Fit, named: ModelName) -> Iterable[dict[str, object]]:
    """Fitted rows where a placement has ended; everything else is the base's, running ones no better than ended."""
    fitted = {(one.rule, one.education, one.months): one for one in fit.effects}
    rules = {one.rule for one in fit.effects}
    for one in fit.effects:
        yield _fitted_row(fit, one, named)
    for row in fit.base.effects:
        if row.rule not in rules:
            yield _row(row, row.education, row.months, row.effect, row.effect_low, row.effect_high)
        elif row.on_date == "running":
            for education, months in row.classes:
                most = max(fitted[row.rule, education, months].effect, 0.0)
                ends = (min(end, most) for end in (row.effect, row.effect_low, row.effect_high))
                yield _row(row, education, months, *ends)


def _fitted_row(fit: Fit, one: Added, named: ModelName) -> dict[str, object]:
    form = next(form for form in fit.base.forms if form.rule == one.rule)
    few = f", under {FEW}" if one.number < FEW else ""
    return {
        "rule": one.rule,
        "workplace": "",
        "education": one.education,
        "months": one.months,
        "on_date": "ended",
        **_ranged("effect", one.effect, one.low, one.high),
        "contains": "deadweight" if form.counts_as == "regular_work" else "deadweight|lock_in",
        "kind": "observed",
        "source": (
            f"planner fit: {one.number} of {one.of_rule} ended placements{few}, against the level of people who were "
            "not placed, drawn to the mean of the rule; an observed difference, selection and all"
        ),
        "year": named.made.year,
    }


def _row(  # noqa: PLR0913, PLR0917 - a row, and its cells that may differ
    row: Effect, education: str | None, months: str | None, effect: float, low: float, high: float
) -> dict[str, object]:
    return {
        "rule": row.rule,
        "workplace": row.workplace or "",
        "education": education or "",
        "months": months or "",
        "on_date": row.on_date,
        **_ranged("effect", effect, low, high),
        "contains": "|".join(row.contains),
        "kind": row.kind,
        "source": row.source,
        "year": row.year,
    }


def _coefficients(fit: Fit) -> Iterable[dict[str, object]]:
    yield {"feature": "intercept", **_ranged("log_odds", fit.levels.intercept), "mean": "", "spread": ""}
    ends = zip(fit.levels.coefficients, fit.levels.low, fit.levels.high, strict=True)
    for name, (own, low, high) in zip(fit.levels.design.names, ends, strict=True):
        mean, spread = fit.levels.design.numbers.get(name, ("", ""))
        yield {"feature": name, **_ranged("log_odds", own, low, high), "mean": mean, "spread": spread}


def _calibration(fit: Fit) -> Iterable[dict[str, object]]:
    yield _calibrated("", "", fit.figures)
    for ground, group, own in fit.groups:
        yield _calibrated(ground, group, own)


def _calibrated(ground: str, group: str, own: Figures) -> dict[str, object]:
    figures = {"observed": own.base_rate, "auc": own.auc, "brier": own.brier, "brier_null": own.brier_null}
    more = {"slope": own.slope, "intercept": own.intercept}
    rounded = {name: round(value, DECIMALS) for name, value in {**figures, **more}.items()}
    return {"ground": ground, "group": group, "people": own.number, **rounded}


def _ranged(name: str, value: float, low: float | None = None, high: float | None = None) -> dict[str, object]:
    ends = {f"{name}_low": low, f"{name}_high": high}
    return {
        name: round(float(value), DECIMALS),
        **{key: "" if end is None else round(float(end), DECIMALS) for key, end in ends.items()},
    }
