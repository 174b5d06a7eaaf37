"""Files to scenario and back: CSV and Excel dialects, patches, the look-up of models, all faults at once."""

from planner.inputs.changed import ScenarioChange, as_one, changes_of, with_only
from planner.inputs.frozen import frozen_hash
from planner.inputs.model_list import list_models
from planner.inputs.models import benefit_model, shipped, simulation_model
from planner.inputs.opened import ScenarioFiles, opened
from planner.inputs.read import WholeTables, read, read_whole
from planner.inputs.set_aside import by_caseworker, read_sound_rows
from planner.inputs.shipped_scenarios import scenario_copy, shipped_scenarios
from planner.inputs.uncollected import uncollected
from planner.inputs.write import scenario_files, table_text

__all__ = [
    "ScenarioChange", "ScenarioFiles", "WholeTables", "as_one", "benefit_model", "by_caseworker", "changes_of",
    "frozen_hash", "list_models", "opened", "read", "read_sound_rows", "read_whole", "scenario_copy",
    "scenario_files", "shipped", "shipped_scenarios", "simulation_model", "table_text", "uncollected", "with_only",
]  # fmt: skip
