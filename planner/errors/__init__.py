"""The faults that the planner reports: one small exception tree, each with the exit code it ends a command with."""

from planner.errors.clashes import Change, Clash, Contradiction, Member, WayOut
from planner.errors.exceptions import (
    CannotHold,
    NoPlanInTime,
    PlannerError,
    TooLarge,
    UsageFault,
    VerificationFailed,
)
from planner.errors.faults import Fault, Faults, InputFaults, alike, report_lines, rows_of, sheet_of_book
from planner.errors.protected_ids import Secrets, same_id
from planner.errors.words import HIDDEN, as_written, given, hidden, one_line, unmarked, visible, whole_letters

__all__ = [
    "HIDDEN",
    "CannotHold",
    "Change",
    "Clash",
    "Contradiction",
    "Fault",
    "Faults",
    "InputFaults",
    "Member",
    "NoPlanInTime",
    "PlannerError",
    "Secrets",
    "TooLarge",
    "UsageFault",
    "VerificationFailed",
    "WayOut",
    "alike",
    "as_written",
    "given",
    "hidden",
    "one_line",
    "report_lines",
    "rows_of",
    "same_id",
    "sheet_of_book",
    "unmarked",
    "visible",
    "whole_letters",
]
