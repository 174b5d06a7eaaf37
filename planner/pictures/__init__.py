"""Pictures of plans and comparisons: each with its finding as title, the same in words, and the table behind it."""

from planner.pictures.comparison_facts import ComparisonFacts, comparison_facts
from planner.pictures.facts import PlanFacts
from planner.pictures.of_comparison import comparison_drawings, comparison_pictures, no_pictures_note
from planner.pictures.of_plan import PICTURES, plan_pictures
from planner.pictures.of_simulation import simulation_pictures
from planner.pictures.of_sweep import SweepFacts, sweep_facts, sweep_picture_files, sweep_pictures
from planner.pictures.paper import can_draw, missing_extra
from planner.pictures.picture import Picture
from planner.pictures.simulation_facts import SimulationFacts, policy_name, simulation_facts
from planner.pictures.trip_sides import trip_sides_picture
from planner.pictures.what_ifs import overview_picture
from planner.pictures.words import gain_unit, gained, left_out_note

__all__ = [
    "PICTURES", "ComparisonFacts", "Picture", "PlanFacts", "SimulationFacts", "SweepFacts", "can_draw",
    "comparison_drawings", "comparison_facts", "comparison_pictures", "gain_unit", "gained", "left_out_note",
    "missing_extra", "no_pictures_note", "overview_picture", "plan_pictures", "policy_name", "simulation_facts",
    "simulation_pictures", "sweep_facts", "sweep_picture_files", "sweep_pictures", "trip_sides_picture",
]  # fmt: skip
