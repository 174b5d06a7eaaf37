"""The exceptions that end a command, each with its exit code."""

from __future__ import annotations


class PlannerError(Exception):
    """Something the program cannot do as asked; the message says what and how to mend it."""

    exit_code = 1


class UsageFault(PlannerError):
    """The command was called with something that cannot be used: a missing scenario, a refused folder."""

    exit_code = 2


class TooLarge(PlannerError):
    """A scenario that would take more memory than there is; the message states the estimate."""

    exit_code = 2


class CannotHold(PlannerError):
    """Pins or minimums that cannot hold together, named."""

    exit_code = 4


class NoPlanInTime(PlannerError):
    """Pins or minimums are set and no plan that meets them was found within the time limit."""

    exit_code = 5


class VerificationFailed(PlannerError):
    """The independent verifier objected to a plan, so nothing was written."""
