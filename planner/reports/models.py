"""The models on one screen."""

from __future__ import annotations

from collections.abc import Sequence

from planner.inputs.models.listing import ModelListed
from planner.reports.layout import columns, shortened

HEAD = ("", "Kind", "Model", "Found in", "Changed", "Reviewed by", "Title")


def models_screen(found: Sequence[ModelListed]) -> str:
    """One line a model; a star for those used."""
    rows = [
        (
            "*" if model.is_used else "", model.kind, f"{model.name}/{model.version}", model.found_in,
            shortened(", ".join(model.changed), 40) or "no", shortened(model.reviewed_by, 24),
            shortened(model.title, 80),
        )
        for model in found
    ]  # fmt: skip
    lines = [*columns([HEAD, *rows], indent=""), "* used by the scenario, or where none is named, by default"]
    return "\n".join(lines)
