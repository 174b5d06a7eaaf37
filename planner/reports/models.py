"""The models on one screen."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from planner.inputs.models.listing import ModelListed
from planner.reports.layout import columns, shortened
from planner.reports.straight_line import line_errors_screen, line_errors_summary
from planner.schema.models import Card
from planner.texts import KEYS, NP_, _, in_language, language, pgettext
from planner.timetables import LineError

# The folders where models are found; that of option --models goes by the option.
_FOUND_IN = {
    "scenario": NP_("found in", "scenario"),
    "extended": NP_("found in", "extended"),
    "shipped": NP_("found in", "shipped"),
}


def models_screen(found: Sequence[ModelListed], errors: Sequence[LineError] = ()) -> str:
    """One line a model; a star for those used. Then the error of the straight line, where there is a table of trips."""
    head = ("", _("Kind"), _("Model"), _("Found in"), _("Changed"), _("Reviewed by"), _("Title"))
    rows = [
        (
            "*" if model.is_used else "", model.kind, f"{model.name}/{model.version}",
            pgettext("found in", _FOUND_IN.get(model.found_in, model.found_in)),
            shortened(", ".join(model.changed), 40) or pgettext("changed", "no"), shortened(reviewed_by(model), 24),
            shortened(in_language({"sv": model.title_sv or model.title, "en": model.title}), 80),
        )
        for model in found
    ]  # fmt: skip
    star = _("* used by the scenario, or where none is named, by default")
    lines = "\n".join([*columns([head, *rows], indent=""), star])
    used = next((f"{model.name}/{model.version}" for model in found if model.is_used and model.kind == "travel"), "")
    against = line_errors_screen(used, errors)
    return f"{lines}\n{against}" if against else lines


def models_summary(found: Sequence[ModelListed], errors: Sequence[LineError] = ()) -> list[dict[str, Any]]:
    """The same as data; the travel model in use has its errors against the table of trips, where there are any."""
    told = [asdict(model) for model in found]
    for model in told:
        if errors and model["is_used"] and model["kind"] == "travel":
            model["against_table"] = line_errors_summary(errors)
    return told


def reviewed_by(model: ModelListed | Card) -> str:
    """Who has reviewed a model, in the language that is spoken where its card has that."""
    return in_language({"sv": model.reviewed_by_sv or model.reviewed_by, "en": model.reviewed_by})


def sources_as_quoted(width: int) -> list[str]:
    """What is said of sources, which models state in one language, where another is spoken."""
    if language() == KEYS:
        return []
    return textwrap.wrap(
        _("Sources are quoted as the rule pack has them; those of the shipped pack are in English."), width
    )
