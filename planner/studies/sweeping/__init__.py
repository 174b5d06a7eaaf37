"""Sweeps: a study of many plans of one week, each with other values of its parameters."""

from planner.cluster import versions
from planner.studies.sweeping.design import OpenedStudy, StudyCell, said_value, said_values, study_in
from planner.studies.sweeping.digest import digest
from planner.studies.sweeping.processes import LocalProcesses, Workplace, cores
from planner.studies.sweeping.results import cells_table, figures_table, totals
from planner.studies.sweeping.sweep import Sweep, SweepNews, identity, sweep
from planner.studies.sweeping.workplaces import workplace_of

__all__ = [
    "LocalProcesses",
    "OpenedStudy",
    "StudyCell",
    "Sweep",
    "SweepNews",
    "Workplace",
    "cells_table",
    "cores",
    "digest",
    "figures_table",
    "identity",
    "said_value",
    "said_values",
    "study_in",
    "sweep",
    "totals",
    "versions",
    "workplace_of",
]  # fmt: skip
