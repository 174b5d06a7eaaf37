"""The models on one screen."""

from __future__ import annotations

from collections.abc import Sequence

from planner.inputs.models.listing import ModelListed
from planner.reports.layout import columns, shortened
from planner.texts import NP_, _, pgettext

# The folders where models are found; that of option --models goes by the option.
_FOUND_IN = {
    "scenario": NP_("found in", "scenario"),
    "extended": NP_("found in", "extended"),
    "shipped": NP_("found in", "shipped"),
}


def models_screen(found: Sequence[ModelListed]) -> str:
    """One line a model; a star for those used."""
    head = ("", _("Kind"), _("Model"), _("Found in"), _("Changed"), _("Reviewed by"), _("Title"))
    rows = [
        (
            "*" if model.is_used else "", model.kind, f"{model.name}/{model.version}",
            pgettext("found in", _FOUND_IN.get(model.found_in, model.found_in)),
            shortened(", ".join(model.changed), 40) or pgettext("changed", "no"), shortened(model.reviewed_by, 24),
            shortened(model.title, 80),
        )
        for model in found
    ]  # fmt: skip
    star = _("* used by the scenario, or where none is named, by default")
    return "\n".join([*columns([head, *rows], indent=""), star])
