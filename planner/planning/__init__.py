"""The front door: scenario to verified, reasoned plan, with usual practice beside it."""

from planner.planning.folder import (
    PLAN_FILE,
    json_bytes,
    refuse_unless_writable,
    replaced_file,
    replaced_whole,
    write_files,
)
from planner.planning.make import Plan, make_plan, refuse_impossible_pins, write_verified
from planner.planning.money import cost_by_line
from planner.planning.summary import placed_people
from planner.planning.texts import csv_text, number_text

__all__ = [
    "PLAN_FILE", "Plan", "cost_by_line", "csv_text", "json_bytes", "make_plan", "number_text", "placed_people",
    "refuse_impossible_pins", "refuse_unless_writable", "replaced_file", "replaced_whole", "write_files",
    "write_verified",
]  # fmt: skip
