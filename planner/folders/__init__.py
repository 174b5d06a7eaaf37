"""Folders and files that we write: recognises earlier results, replaces them whole, loses nothing of anybody's."""

from planner.folders.answers import OPTIONS, Answered, AnswerSheet, Choices
from planner.folders.earlier import EarlierPlan, read_earlier
from planner.folders.files import gzip_bytes, json_bytes, write_atomically, write_files
from planner.folders.one_file import FileTarget
from planner.folders.ours import (
    AUDIT_FILE,
    AUDIT_TABLE_FILE,
    DIFFERENCE_FILE,
    DRAWS_FILE,
    EXPLANATIONS_FILE,
    EXPLANATIONS_TABLE_FILE,
    GOAL_PRICES_FILE,
    LETTERS_FILE,
    LETTERS_HOME,
    LETTERS_TABLE_FILE,
    PRICES_FILE,
    RECORD_FILE,
    RECORD_PAGE,
    SIMULATION_FILE,
    SIMULATION_TABLE,
    SIMULATION_WEEKS,
    SWEEP_FILE,
    SWEEP_SUMMARY,
    SWEEP_TABLE,
    contents_of,
)
from planner.folders.sweep_folder import SweepFolder
from planner.folders.target import Target, lies_in
from planner.schema.plan import COMPARISON_FILE, COMPARISONS_FILE

__all__ = [
    "AUDIT_FILE",
    "AUDIT_TABLE_FILE",
    "COMPARISONS_FILE",
    "COMPARISON_FILE",
    "DIFFERENCE_FILE",
    "DRAWS_FILE",
    "EXPLANATIONS_FILE",
    "EXPLANATIONS_TABLE_FILE",
    "GOAL_PRICES_FILE",
    "LETTERS_FILE",
    "LETTERS_HOME",
    "LETTERS_TABLE_FILE",
    "OPTIONS",
    "PRICES_FILE",
    "RECORD_FILE",
    "RECORD_PAGE",
    "SIMULATION_FILE",
    "SIMULATION_TABLE",
    "SIMULATION_WEEKS",
    "SWEEP_FILE",
    "SWEEP_SUMMARY",
    "SWEEP_TABLE",
    "AnswerSheet",
    "Answered",
    "Choices",
    "EarlierPlan",
    "FileTarget",
    "SweepFolder",
    "Target",
    "contents_of",
    "gzip_bytes",
    "json_bytes",
    "lies_in",
    "read_earlier",
    "write_atomically",
    "write_files",
]  # fmt: skip
