"""The models that a scenario could be planned with; its tables need not be free of faults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.errors import Faults
from planner.inputs.chain import SETTINGS, read_chain
from planner.inputs.models.listing import ModelListed, listed
from planner.inputs.models.shipped import places
from planner.inputs.opened import refuse_no_scenario
from planner.inputs.toml import merged, shaped
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.settings import ModelChoice


def list_models(scenario: Path | None = None, *, models: Path | None = None) -> list[ModelListed]:
    """Every model found for a scenario; without a scenario those in `models` and the shipped ones, with defaults.

    Raises UsageFault where there is no such scenario, InputFaults where its [models] or a card are unsound.
    """
    faults = Faults(refused=holds_identity_number)
    homes: list[Path] = []
    keys: dict[str, Any] = {}
    if scenario is not None:
        refuse_no_scenario(scenario)
        for level in read_chain(scenario, Faults(), {}):
            homes.insert(0, level.folder)
            keys = merged(keys, {"models": (level.keys or {}).get("models", {})})
    choice = shaped(ModelChoice, keys.get("models", {}), SETTINGS, faults, "models")
    all_models = [] if choice is None else listed(choice, places(homes, models), faults)
    faults.stop_if_any()
    return all_models
