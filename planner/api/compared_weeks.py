"""What-ifs over simulated weeks from Python, as `planner compare --weeks` holds them against their base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, final

import pandas as pd

from planner.api.arguments import PathLike, folder_for, whole_within
from planner.api.scenario import Scenario, files_of, models_folder, scenario_of, week_of
from planner.api.shown import Line, SelfShown
from planner.api.simulations import typed_of_weeks, words_of
from planner.errors import UsageFault
from planner.folders import PAIRED_FILE, SweepFolder
from planner.inputs import ScenarioFiles, simulation_model
from planner.pictures import Picture, SimulationFacts, simulation_pictures
from planner.reports import paired_files, paired_summary
from planner.schema import scenario as schema
from planner.studies import read_with_base
from planner.studies.simulation import (
    MOST_SEEDS,
    MOST_WEEKS,
    USUAL_POLICIES,
    USUAL_SEEDS,
    PairedRequest,
    PairedSimulated,
    SimulationRequest,
    paired_differences_table,
    paired_money_table,
    paired_runs_table,
    paired_weeks_table,
    policies_of,
    simulate_paired,
)
from planner.texts import _, decimal, listed, ngettext, speaking


@final
class ComparedWeeks(SelfShown):
    """What what-ifs change over simulated weeks: what `planner.compare` gives with `weeks`.

    Every table is a new DataFrame at each access; in all of them `number` 0 is the base.
    """

    def __init__(self, paired: PairedSimulated) -> None:
        super().__init__()
        self._paired = paired

    @property
    def differences(self) -> pd.DataFrame:
        """A row for each what-if and policy: what it has more than the base in the same worlds, with its interval."""
        return typed_of_weeks(paired_differences_table(self._paired))

    @property
    def runs(self) -> pd.DataFrame:
        """A row for each scenario, policy and drawn world, as results.csv has them."""
        return typed_of_weeks(paired_runs_table(self._paired))

    @property
    def weeks(self) -> pd.DataFrame:
        """A row for each scenario, policy, drawn world and week, as weeks.csv has them."""
        return typed_of_weeks(paired_weeks_table(self._paired))

    @property
    def money(self) -> pd.DataFrame:
        """A row for each scenario, policy, drawn world, month and budget line that paid, as money.csv has them."""
        return typed_of_weeks(paired_money_table(self._paired))

    @property
    def figures(self) -> dict[str, Picture]:
        """The pictures of the report, by name, each with `svg`, `png`, `title` and its `table`; as for `simulate`."""
        with speaking(self._language):
            return simulation_pictures(SimulationFacts(paired_summary(self._paired)))

    @property
    def summary(self) -> dict[str, Any]:
        """All of summary.json, a new dict each time."""
        with speaking(self._language):
            return paired_summary(self._paired)

    @property
    def _title(self) -> str:
        base = self._paired.request.base
        return ngettext(
            "{name}: what-ifs over {number} simulated week", "{name}: what-ifs over {number} simulated weeks",
            base.weeks, name=base.scenario.name,
        )  # fmt: skip

    @property
    def _lines(self) -> list[Line]:
        lines = []
        for number, name in enumerate(self._paired.request.names[1:], 1):
            policy = self._paired.request.base.policies[0]
            placed, gain = (self._paired.difference(number, policy, one).value or 0.0 for one in ("placed", "value"))
            said = _("placed {placed}, uplift {uplift}", placed=decimal(placed, 1, plus=True),
                     uplift=decimal(gain, 3, plus=True))  # fmt: skip
            lines.append((name, said))
        return lines


def refuse_apart(weeks: object, of_week: Mapping[str, object], of_weeks: Mapping[str, object]) -> None:
    """Raise UsageFault for arguments of one week's plans beside `weeks`, and for those of weeks without it."""
    wrong = of_weeks if weeks is None else of_week
    named = [name for name, value in wrong.items() if value is not None]
    if named and weeks is not None:
        raise UsageFault(_("{options}: for the plans of one week, and {weeks} simulates. Leave one of the two out.",
                           options=listed(named), weeks="weeks"))  # fmt: skip
    if named:
        raise UsageFault(_("{options}: for simulated weeks. Say how many with {weeks}, or leave it out.",
                           options=listed(named), weeks="weeks"))  # fmt: skip


def compared_weeks(  # noqa: PLR0913, PLR0917 - what `compare` takes
    scenarios: Sequence[Scenario | PathLike],
    weeks: object,
    seeds: object,
    policies: str | Sequence[str],
    history: Scenario | PathLike | None,
    out: PathLike | None,
    models: PathLike | None,
) -> ComparedWeeks:
    """What `compare` does with `weeks`."""
    number = whole_within("weeks", weeks, 1, MOST_WEEKS)
    worlds = USUAL_SEEDS if seeds is None else whole_within("seeds", seeds, 1, MOST_SEEDS)
    words = words_of(policies)
    own = [scenario_of(scenario, models, {}) for scenario in scenarios]
    before = None if history is None else scenario_of(history, models, {})

    def read(_files: ScenarioFiles, number: int) -> schema.Scenario:
        return week_of(own[number])

    base, *what_ifs = read_with_base([files_of(one) for one in own], read, [one.name for one in own[1:]])
    figures = [simulation_model(week_of(one).homes, models_folder(one)) for one in own]
    of_base = SimulationRequest(
        base, figures[0], policies_of(words) if words else USUAL_POLICIES, number, worlds,
        None if before is None else week_of(before),
    )  # fmt: skip
    request = PairedRequest.of(of_base, list(zip(what_ifs, figures[1:], strict=True)))
    request.refuse_unsound()
    with folder_for(out, "weeks") as path:
        folder = SweepFolder(path, request.identity(), len(request.cells), PAIRED_FILE)
        given = [*own, *([] if before is None else [before])]
        folder.refuse_inputs(
            [level.folder for one in given for level in files_of(one).levels if level.folder.exists()],
            models_folder(own[0]),
        )
        with folder:
            found = simulate_paired(request, folder)
            folder.finish(paired_files(found))
    return ComparedWeeks(found)
