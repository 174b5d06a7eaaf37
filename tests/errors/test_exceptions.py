"""Every way to end a command has the exit code that docs/cli.md states."""

from __future__ import annotations

import pytest

from planner.errors import (
    CannotHold,
    InputFaults,
    NoPlanInTime,
    PlannerError,
    TooLarge,
    UsageFault,
    VerificationFailed,
)

CODES = {
    PlannerError: 1, VerificationFailed: 1, UsageFault: 2, TooLarge: 2, InputFaults: 3, CannotHold: 4, NoPlanInTime: 5,
}  # fmt: skip


@pytest.mark.parametrize("kind", CODES)
def test_an_error_ends_a_command_with_its_own_code(kind: type[PlannerError]) -> None:
    assert kind.exit_code == CODES[kind]
    assert issubclass(kind, PlannerError)


def test_no_error_ends_a_command_as_if_all_were_well_and_each_is_listed_here() -> None:
    known: set[type[PlannerError]] = {PlannerError, *PlannerError.__subclasses__()}
    assert {kind for kind in known if kind.__module__.startswith("planner.errors")} == set(CODES)
    assert all(kind.exit_code > 0 for kind in known)
