"""What `planner check` does: looks a scenario through and says what it found, as text or as JSON in every case."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planner.cli.output import echo, echo_outcome, say, told_truly
from planner.errors import Fault, InputFaults
from planner.folders import FileTarget
from planner.planning import check
from planner.reports import check_screen, check_summary
from planner.texts import _


def check_and_say(scenario: Path, models: Path | None, *, is_strict: bool, set_aside: bool, as_json: bool) -> int:
    """Check a scenario; the exit code. Faults are raised, unless they are to be JSON."""
    try:
        checked = check(scenario, models=models, is_strict=is_strict, set_aside=set_aside)
    except InputFaults as refused:
        if not as_json:
            raise
        said = refused.report().splitlines()[-1]
        return echo_outcome(refused.exit_code, said, faults=refused.faults, warnings=refused.warnings)
    if as_json:
        return echo_outcome(0, warnings=checked.warnings, more=check_summary(checked))
    echo(check_screen(checked))
    return 0


def check_and_mark(
    scenario: Path,
    models: Path | None,
    mark: Path,
    *,
    is_strict: bool,
    set_aside: bool,
    as_json: bool,
    may_replace: bool,
) -> int:
    """Check a scenario, and write a copy of its workbook in which faults and warnings are marked; the exit code."""
    from planner.workbooks.mark import marked_copy
    from planner.workbooks.paths import refuse_no_workbook

    refuse_no_workbook(mark)
    target = FileTarget(mark, [scenario], may_replace=may_replace)

    def write(faults: Sequence[Fault], warnings: Sequence[Fault]) -> None:
        with told_truly(target):
            target.write(marked_copy(scenario, faults, warnings))

    try:
        checked = check(scenario, models=models, is_strict=is_strict, set_aside=set_aside)
    except InputFaults as refused:
        write(refused.faults, refused.warnings)
        *lines, _last = refused.report().splitlines()
        said = _("Every cell is marked in {file}.", file=target.shown)
        if as_json:
            return echo_outcome(refused.exit_code, said, faults=refused.faults, warnings=refused.warnings)
        say("\n".join([*lines, said]))
        return refused.exit_code
    write((), checked.warnings)
    if as_json:
        return echo_outcome(0, warnings=checked.warnings, more=check_summary(checked))
    echo(check_screen(checked))
    echo(_("Every cell is marked in {file}.", file=target.shown))
    return 0
