"""Studies from Python: a week planned once for each value of its parameters, as the command `sweep` does."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, final

import pandas as pd

from planner.api.arguments import PathLike, folder_for, in_language, models_of, path_of, suggesting
from planner.api.frames import CODE, NUMBER, TEXT, WHOLE, YES_NO, codes
from planner.api.scenario import Scenario, files_of, models_folder
from planner.api.shown import Line, SelfShown
from planner.errors import UsageFault
from planner.folders import SweepFolder
from planner.inputs import opened
from planner.inputs.study import study_of
from planner.pictures import Picture, SweepFacts, sweep_picture_files, sweep_pictures
from planner.reports import sweep_files, sweep_summary
from planner.studies import MEASURES, PARTS
from planner.studies.sweeping import OpenedStudy, cells_table, figures_table, identity, study_in, workplace_of
from planner.studies.sweeping import Sweep as Swept
from planner.studies.sweeping import sweep as plan_cells
from planner.texts import _, decimal, speaking

PYTHON = "Python"


@final
class Sweep(SelfShown):
    """What came of a study. It is made by `planner.sweep`; every table is a new DataFrame at each access.

    A cell is one plan: the base, cell 0, or one with a value of each parameter, which has a column of its name.
    """

    def __init__(self, swept: Swept) -> None:
        super().__init__()
        self._swept = swept
        self._summary = sweep_summary(swept)

    @property
    def cells(self) -> pd.DataFrame:
        """A row for each cell in the order of the parameters, the base first: its sums, and how they can be trusted.

        `state` is done, failed (the week has no such plan; `reason` says why) or undone (run the study again).
        """
        table = cells_table(self._swept)
        goals = [tuple(cell.split("|")) if isinstance(cell, str) and cell else () for cell in table["unfinished_goals"]]
        table = table.assign(unfinished_goals=pd.Series(goals, dtype=object))
        numbers = ("uplift", "cost_sek", "travel_minutes", "difference", "doubt", "bound", "usual_uplift",
                   "judgement_share")  # fmt: skip
        dtypes = {"cell": WHOLE, "placed": WHOLE, "state": CODE, "reason": TEXT, "is_doubtful": YES_NO,
                  "is_reproducible": YES_NO}  # fmt: skip
        return self._typed(table).astype(dtypes | dict.fromkeys(numbers, NUMBER))

    @property
    def figures(self) -> pd.DataFrame:
        """A row for each cell and measure, as results.csv has them: those of a comparison, beside the base's."""
        table = self._typed(figures_table(self._swept))
        dtypes = {"cell": WHOLE, "state": CODE, "part": codes(PARTS), "measure": codes(MEASURES), "name": TEXT,
                  "reason": TEXT}  # fmt: skip
        return table.astype(dtypes | dict.fromkeys(("value", "base", "difference"), NUMBER))

    @property
    def pictures(self) -> dict[str, Picture]:
        """Two pictures for each parameter, `gain-by-<parameter>` and `cost-by-<parameter>`.

        Each has `svg`, `png`, `title` and its `table`. One is missing where it would be about so few people that
        nothing may be told. Drawing needs the extra `report`: UsageFault where it is not installed.
        """
        with speaking(self._language):
            return sweep_pictures(SweepFacts(self._summary)) if self._swept.numbers("done") else {}

    @property
    def summary(self) -> dict[str, Any]:
        """All of summary.json, a new dict each time."""
        with speaking(self._language):
            return sweep_summary(self._swept)

    def _typed(self, table: pd.DataFrame) -> pd.DataFrame:
        """The table with a dtype for the values of each parameter, where they are of one kind."""
        return table.assign(
            **{one.name: table[one.name].convert_dtypes() for one in self._swept.study.stated.parameter}
        )

    @property
    def _title(self) -> str:
        return self._swept.study.stated.name

    @property
    def _lines(self) -> list[Line]:
        lines = []
        for cell in self._swept.cells:
            name = ", ".join(map(str, cell.setting.values())) or _("(the base)")
            own = self._summary["cells"][cell.number]
            if own["state"] != "done":
                lines.append((name, f"{_('no plan')}: {own['reason']}"))
                continue
            more = {"placed": decimal(own["placed"], 0), "uplift": decimal(own["uplift"], 3)}
            lines.append((name, _("{placed} placed, uplift {uplift}", **more)))
        return lines


@suggesting
def sweep(  # noqa: PLR0913 - as many as the command has options
    study: PathLike | Mapping[str, Any],
    out: PathLike | None = None,
    *,
    processes: int | None = None,
    cluster: str | None = None,
    models: PathLike | None = None,
    language: str | None = None,
) -> Sweep:
    """Plan a study, in processes of this computer or on a Dask cluster, and give what each cell brings.

    `study` is a study file, or a dict with the keys of one (docs/studies.md), whose `base` may be a Scenario; paths in
    a dict are counted from the working folder. `out` is the folder of the sweep, as `planner sweep --out` writes it:
    stopped at any moment, the same call goes on from there. Without it nothing is kept. `processes` are cells planned
    at a time, as many as processors where nothing else is said; `cluster` is the address of a scheduler.

    Raises UsageFault where the folder holds another study or another process works in it, or no cluster answers, and
    InputFaults, with every fault in `.faults`, for faults of the study or its base. A cell that cannot be planned is a
    row with its reason.
    """
    given = study.get("base") if isinstance(study, Mapping) else study
    with in_language(language, given):
        stated = _study(study, models)
        with folder_for(out, "sweep") as path:
            folder = SweepFolder(path, identity(stated), len(stated.cells()))
            folder.refuse_inputs([home for home in stated.homes if home.exists()], stated.models)
            with workplace_of(processes, cluster) as workplace, folder:
                swept = plan_cells(stated, folder, workplace)
                files = sweep_files(swept)
                with suppress(UsageFault):  # without the extra `report` the rest is there all the same
                    files |= sweep_picture_files(sweep_summary(swept))
                folder.finish(files)
        return Sweep(swept)


def _study(given: object, models: PathLike | None) -> OpenedStudy:
    """The study that an argument states; TypeError for anything else."""
    further = models_of(models)
    if not isinstance(given, Mapping):
        return study_in(path_of(given, "in place of a dict, sweep"), further)
    base = given.get("base")
    keys = {"format": 1, **given, **({"base": base.name} if isinstance(base, Scenario) else {})}
    stated = study_of({**keys, "base": str(keys.get("base", ""))}, PYTHON)
    if isinstance(base, Scenario):
        return OpenedStudy(stated, files_of(base), PYTHON, further or models_folder(base))
    return OpenedStudy(stated, replace(opened(Path(stated.base)), stated_in=PYTHON), PYTHON, further)
