"""Whether plans may be made with an outcome model that was fitted on a history."""

from __future__ import annotations

import hashlib
import tomllib

from pydantic import ValidationError

from planner.errors import Fault, Faults
from planner.schema.models import Card, Fitted, ModelFiles
from planner.texts import _, with_decimal_mark


def judge_fitted(files: ModelFiles, named: str, faults: Faults) -> None:
    """Refuse a fitted model that was changed, or that is no better than the base rate and not named with its version.

    `named` is how the scenario names it. Named with its version, a model that is no better is a warning, which every
    plan shows. A model that was not fitted, or whose card cannot be read, is passed over: its reader has the word.
    """
    fitted = _fitted(files)
    if fitted is None:
        return
    card, figures = fitted
    home = f"models/outcome/{files.reference}"
    for name, digest in card.files.items():
        if name in files.files and hashlib.sha256(files.files[name]).hexdigest() != digest:
            faults.add(Fault("changed-model", f"{home}/{name}", what=_("is not the file that was fitted"),
                             cure=_("Copy the model's folder anew, or fit it again as a new version.")))  # fmt: skip
    if figures.beats_null:
        return
    what = _(
        "the fitted levels are no better than the base rate ({base}): error {brier}, by the base rate alone {null}",
        base=with_decimal_mark(f"{figures.base_rate:.3f}"),
        brier=with_decimal_mark(f"{figures.brier:.4f}"),
        null=with_decimal_mark(f"{figures.brier_null:.4f}"),
    )
    is_forced = named == files.reference
    cure = _("Plan with another model.") if is_forced else _(
        'Plan with another model, or force this one by its version: outcome = "{reference}".', reference=files.reference
    )  # fmt: skip
    fault = Fault("no-better-model", f"{home}/card.toml", what=what, cure=cure)
    (faults.warn if is_forced else faults.add)(fault)


def _fitted(files: ModelFiles) -> tuple[Card, Fitted] | None:
    try:
        card = Card.model_validate(tomllib.loads(files.files["card.toml"].decode()))
    except (KeyError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError):
        return None
    return None if card.fitted is None else (card, card.fitted)
