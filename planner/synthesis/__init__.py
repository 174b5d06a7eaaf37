"""Synthesis: seeded planning weeks of any Swedish municipality, for demos and benchmarks. Nobody in them is real."""

from planner.synthesis.law import RULES
from planner.synthesis.municipality import HandMade, synthesise
from planner.synthesis.settings import SynthesisSettings
from planner.synthesis.week_folder import week_files

__all__ = ["RULES", "HandMade", "SynthesisSettings", "synthesise", "week_files"]
