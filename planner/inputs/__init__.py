"""Files to scenario and back: CSV and Excel dialects, patches, the look-up of models, all faults at once."""

from planner.inputs.read import read
from planner.inputs.write import scenario_files, table_text

__all__ = ["read", "scenario_files", "table_text"]
