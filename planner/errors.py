"""The faults that the planner reports: one small exception tree, each with the exit code it ends a command with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

SHOWN_IN_FULL = 50


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, where, and what to do about it.

    `row` counts the header as 1; `file` names the file, or workbook and sheet; `value` is what stood there,
    or None where it must not be repeated.
    """

    code: str
    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    what: str = ""
    cure: str = ""

    def __str__(self) -> str:
        shown = "" if self.value is None else f'"{self.value if len(self.value) <= 60 else self.value[:57] + "..."}" '
        text = f"error[{self.code}]: {self.where}: {shown}{self.what}."
        return f"{text} {self.cure}" if self.cure else text

    @property
    def where(self) -> str:
        """File, row and column as a planner finds them: `slots.csv row 43, places`, or `slots!C43` in a workbook."""
        if "!" in self.file:
            sheet = self.file.split("!", 1)
            cell = f"{self.column or ''}{self.row or ''}"
            return f"{sheet[0]} {sheet[1]}!{cell}" if cell else f"{sheet[0]} sheet {sheet[1]}"
        row = "" if self.row is None else f" row {self.row}"
        column = "" if self.column is None else f", {self.column}"
        return f"{self.file}{row}{column}"


class PlannerError(Exception):
    """Something the program cannot do as asked; the message says what and how to mend it."""

    exit_code = 1


class UsageFault(PlannerError):
    """The command was called with something that cannot be used: a missing scenario, a refused folder."""

    exit_code = 2


class InputFaults(PlannerError):
    """The scenario's files hold faults; all of them are listed."""

    exit_code = 3

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.report())

    def report(self) -> str:
        """The first fifty faults in full, then the rest as counts by code."""
        lines = [str(fault) for fault in self.faults[:SHOWN_IN_FULL]]
        rest = Counter(fault.code for fault in self.faults[SHOWN_IN_FULL:])
        lines += [f"and {count} more error[{code}]" for code, count in sorted(rest.items())]
        total = len(self.faults)
        lines.append(f"{total} fault{'s' if total != 1 else ''} found; nothing was written.")
        return "\n".join(lines)


class CannotHold(PlannerError):
    """Pins or minimums that cannot hold together, named."""

    exit_code = 4


class NoPlanInTime(PlannerError):
    """Pins or minimums are set and no plan that meets them was found within the time limit."""

    exit_code = 5


class VerificationFailed(PlannerError):
    """The independent verifier objected to a plan, so nothing was written."""


@dataclass
class Faults:
    """Collects every fault of a reading, so that all are shown at once.

    `secrets` are values (ids of people with protected identity) that no message may repeat, whatever built it.
    """

    found: list[Fault] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)

    def add(self, fault: Fault) -> None:
        """Note one fault, with every secret value struck out."""
        self.found.append(self._without_secrets(fault))

    def stop_if_any(self) -> None:
        """Raise all faults found so far, in the order files and rows were read."""
        if self.found:
            raise InputFaults([self._without_secrets(fault) for fault in self.found])

    def _without_secrets(self, fault: Fault) -> Fault:
        if not self.secrets or not any(s in (fault.value or "") + fault.what + fault.cure for s in self.secrets):
            return fault
        what, cure = fault.what, fault.cure
        for secret in sorted(self.secrets, key=len, reverse=True):
            what, cure = what.replace(secret, "[protected]"), cure.replace(secret, "[protected]")
        value = None if fault.value is not None and any(s in fault.value for s in self.secrets) else fault.value
        return Fault(fault.code, fault.file, fault.row, fault.column, value, what, cure)
