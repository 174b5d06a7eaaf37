"""What `planner sweep` does: reads a study, plans its cells into their folder, writes and says what came of them."""

from __future__ import annotations

from pathlib import Path

from planner.cli.output import echo, echo_json, say, told_truly
from planner.cli.progress import SweepProgress
from planner.errors import InputFaults, UsageFault, VerificationFailed
from planner.folders import SweepFolder
from planner.pictures import SweepFacts, can_draw, sweep_picture_files
from planner.reports import sweep_files, sweep_screen, sweep_summary
from planner.studies.sweeping import Sweep, identity, study_in, sweep, workplace_of
from planner.texts import _


def sweep_into(
    path: Path, out: Path, processes: int | None, cluster: str | None, models: Path | None, *, as_json: bool
) -> int:
    """Plan a study into a folder; the exit code, as `planner sweep --help` says."""
    if processes is not None and cluster is not None:
        raise UsageFault(_("--processes is for this computer, and --cluster for others; name one of the two."))
    study = study_in(path, models)
    folder = SweepFolder(out, identity(study), len(study.cells()))
    folder.refuse_inputs(study.homes, models)
    with told_truly(folder), workplace_of(processes, cluster) as workplace, folder:
        with SweepProgress() as progress:
            found = sweep(study, folder, workplace, progress.tell)
        summary = sweep_summary(found)
        pictures = {}
        try:
            pictures = sweep_picture_files(summary)
        except UsageFault as missing:
            say(str(missing))
        folder.finish(sweep_files(found) | pictures)
        if as_json:
            echo_json(summary)
        else:
            echo(sweep_screen(found))
            if can_draw() and not pictures and SweepFacts(summary).is_about_few:
                echo("\n  " + _("No pictures: too few people."))
    return exit_code(found)


def exit_code(found: Sweep) -> int:
    """1 where a cell is to be tried again or the verifier objected, 3 where none has a plan, else 0."""
    if found.numbers("undone"):
        return VerificationFailed.exit_code
    return 0 if found.numbers("done") else InputFaults.exit_code
