"""The exceptions that end a command, each with its exit code."""

from __future__ import annotations

from planner.errors.clashes import Clash


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
    """Pins or minimums that cannot hold together, named.

    `clashes` has them as data, with the ways out; it is empty where no smaller conflict than the whole week is known.
    """

    exit_code = 4

    def __init__(self, message: str, clashes: tuple[Clash, ...] = ()) -> None:
        super().__init__(message)
        self.clashes = clashes


class NoPlanInTime(PlannerError):
    """Pins or minimums are set and no plan that meets them was found within the time limit."""

    exit_code = 5


class VerificationFailed(PlannerError):
    """The independent verifier objected to a plan, so nothing was written."""
