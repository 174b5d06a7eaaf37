"""The models on one screen."""

from __future__ import annotations

from collections.abc import Sequence

from planner.inputs.models.listing import ModelListed
from planner.reports.layout import columns, shortened
from planner.texts import N_, _, pgettext

# What the list of models calls the folder that comes with the program; the others go by their paths.
SHIPPED = N_("shipped")


def models_screen(found: Sequence[ModelListed]) -> str:
    """One line a model; a star for those used."""
    head = ("", _("Kind"), _("Model"), _("Found in"), _("Changed"), _("Reviewed by"), _("Title"))
    rows = [
        (
            "*" if model.is_used else "", model.kind, f"{model.name}/{model.version}",
            _(SHIPPED) if model.found_in == SHIPPED else model.found_in,
            shortened(", ".join(model.changed), 40) or pgettext("changed", "no"), shortened(model.reviewed_by, 24),
            shortened(model.title, 80),
        )
        for model in found
    ]  # fmt: skip
    star = _("* used by the scenario, or where none is named, by default")
    return "\n".join([*columns([head, *rows], indent=""), star])
