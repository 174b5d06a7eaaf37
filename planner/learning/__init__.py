"""Outcome models fitted on a municipality's own follow-ups (extra `fit`), stored as plain data that plans read."""

from planner.learning.fit import Fit, fit
from planner.learning.read import OutcomeHistory, read_history
from planner.learning.store import ModelName, model_files_of

__all__ = ["Fit", "ModelName", "OutcomeHistory", "fit", "model_files_of", "read_history"]
