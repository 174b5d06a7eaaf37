"""What `diff` does: read two plans, hold them side by side, write and say it."""

from __future__ import annotations

from pathlib import Path

from planner.cli.output import echo, echo_json, told_truly
from planner.errors import Fault, InputFaults
from planner.folders import DIFFERENCE_FILE, EarlierPlan, Target, read_earlier, write_files
from planner.reports import difference_files, difference_screen, difference_summary
from planner.weeks import difference


def differ(first: Path, second: Path, out: Path | None, *, as_json: bool) -> None:
    """Compare two plan folders; the faults of both are told together."""
    target = None if out is None else Target(out, DIFFERENCE_FILE)
    one = difference(*_both(first, second))
    if target is not None:
        target.refuse_plans((first, second))
    with told_truly(target):
        if target is not None:
            with target.replaced() as folder:
                write_files(folder, difference_files(one))
        if as_json:
            echo_json(difference_summary(one))
        else:
            echo(difference_screen(one))


def _both(first: Path, second: Path) -> tuple[EarlierPlan, EarlierPlan]:
    plans: list[EarlierPlan] = []
    faults: list[Fault] = []
    for folder in (first, second):
        try:
            plans.append(read_earlier(folder))
        except InputFaults as refused:
            faults += refused.faults
    if faults:
        raise InputFaults(faults)
    return plans[0], plans[1]
