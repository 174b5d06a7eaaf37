"""Weeks to come from Python: drawn many times, and what each way of planning makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, final

import pandas as pd

from planner.api.arguments import PathLike, folder_for, in_language, suggesting, whole_within
from planner.api.frames import CODE, NUMBER, TEXT, WHOLE
from planner.api.result import Result, history_of
from planner.api.scenario import Scenario, files_of, models_folder, scenario_of, week_of
from planner.api.shown import Line, SelfShown
from planner.folders import SIMULATION_FILE, SweepFolder
from planner.inputs import simulation_model
from planner.pictures import Picture, SimulationFacts, simulation_pictures
from planner.reports import NAMES_OF_POLICIES, simulation_files, simulation_summary
from planner.studies.simulation import (
    MOST_SEEDS,
    MOST_WEEKS,
    Simulated,
    SimulationRequest,
    differences_table,
    money_table,
    policies_of,
    policies_table,
    runs_table,
    weeks_table,
)
from planner.studies.simulation import simulate as let_weeks_pass
from planner.texts import _, decimal, ngettext, speaking

_WHOLE = {"number", "seed", "proposed", "declined", "never_began", "began", "waiting", "perished"}
_TEXTS = {"week", "month", "funding_id", "scenario"}


@final
class Simulation(SelfShown):
    """What came of simulated weeks. It is made by `planner.simulate`; every table is a new DataFrame at each access."""

    def __init__(self, simulated: Simulated) -> None:
        super().__init__()
        self._simulated = simulated

    @property
    def policies(self) -> pd.DataFrame:
        """A row for each policy: the mean over worlds of each measure, with the ends of its interval."""
        return typed_of_weeks(policies_table(self._simulated))

    @property
    def runs(self) -> pd.DataFrame:
        """A row for each policy and drawn world, as results.csv has them."""
        return typed_of_weeks(runs_table(self._simulated))

    @property
    def weeks(self) -> pd.DataFrame:
        """A row for each policy, drawn world and week, as weeks.csv has them."""
        return typed_of_weeks(weeks_table(self._simulated))

    @property
    def money(self) -> pd.DataFrame:
        """A row for each policy, drawn world, month and budget line that paid, as money.csv has them."""
        return typed_of_weeks(money_table(self._simulated))

    @property
    def differences(self) -> pd.DataFrame:
        """A row for each policy and each before it: the mean difference in the same worlds, with its interval."""
        return typed_of_weeks(differences_table(self._simulated))

    @property
    def figures(self) -> dict[str, Picture]:
        """The pictures of the simulation's report, by name, each with `svg`, `png`, `title` and its `table`.

        One is missing where it would be about so few people that nothing may be told. Drawing needs the extra `report`:
        UsageFault where it is not installed.
        """
        with speaking(self._language):
            return simulation_pictures(SimulationFacts(simulation_summary(self._simulated)))

    @property
    def summary(self) -> dict[str, Any]:
        """All of summary.json, a new dict each time."""
        with speaking(self._language):
            return simulation_summary(self._simulated)

    @property
    def _title(self) -> str:
        request = self._simulated.request
        return ngettext("{name}: {number} simulated week", "{name}: {number} simulated weeks", request.weeks,
                        name=request.scenario.name)  # fmt: skip

    @property
    def _lines(self) -> list[Line]:
        lines = []
        for name in self._simulated.request.policies:
            value, placed = (self._simulated.estimate(name, one).value or 0.0 for one in ("value", "placed"))
            said = _("{placed} placed, gain {gain}", placed=decimal(placed, 0), gain=decimal(value, 2))
            lines.append((_(NAMES_OF_POLICIES[name]), said))
        return lines


def typed_of_weeks(table: pd.DataFrame) -> pd.DataFrame:
    """A table of simulated weeks with the dtypes of docs/columns.md."""
    columns = {str(name) for name in table.columns}
    kinds: dict[str, Any] = dict.fromkeys(columns, NUMBER) | dict.fromkeys(columns & {"policy", "against"}, CODE)
    whole = columns & (_WHOLE | ({"placed"} if "month" in columns else set()))
    return table.astype(kinds | dict.fromkeys(whole, WHOLE) | dict.fromkeys(columns & _TEXTS, TEXT))


@suggesting
def simulate(  # noqa: PLR0913 - as many as the command has options
    scenario: Scenario | PathLike,
    policies: str | Sequence[str] = (),
    *,
    weeks: int = 52,
    seeds: int = 20,
    history: Scenario | Result | PathLike | None = None,
    change: Scenario | PathLike | None = None,
    change_after: int = 13,
    out: PathLike | None = None,
    models: PathLike | None = None,
    language: str | None = None,
) -> Simulation:
    """Let the weeks after a scenario pass in drawn worlds, and give what each way of planning brings.

    `policies` are of usual, longest_wait_to_best, best_first, nothing_held, greedy, potentials and hindsight; all where
    none is named. `weeks` is how many weeks pass and `seeds` in how many worlds, the same for all policies. `history`
    is a scenario, or a plan of a past week, whose people are those who come, with the weeks from which they were
    available. `change` is a what-if of the scenario whose further slots, places and money come after `change_after`
    weeks. `out` is the folder of the simulation, as `planner simulate --out` writes it: stopped at any moment, the same
    call goes on from there. Without it nothing is kept.

    Raises UsageFault where the folder holds another simulation or another process works in it, for unknown policies and
    for weeks in which no slot begins, InputFaults for faults of the scenario, its history or its models, and TypeError
    for seeds or weeks that are no whole numbers.
    """
    with in_language(language, scenario):
        numbers = whole_within("weeks", weeks, 1, MOST_WEEKS), whole_within("seeds", seeds, 1, MOST_SEEDS)
        own = scenario_of(scenario, models, {})
        come_from = None if history is None else history_of(history, "history", models)
        what_if = None if change is None else scenario_of(change, models, {})
        later = None if what_if is None else week_of(what_if)
        further = models_folder(own)
        request = SimulationRequest(
            week_of(own), simulation_model(week_of(own).homes, further), policies_of(words_of(policies)), *numbers,
            come_from, later, whole_within("change_after", change_after, 1, MOST_WEEKS - 1),
        )  # fmt: skip
        request.refuse_unsound()
        with folder_for(out, "simulation") as path:
            folder = SweepFolder(path, request.identity(), len(request.cells), SIMULATION_FILE)
            read = [level.folder for one in (own, what_if) if one is not None for level in files_of(one).levels]
            read += () if come_from is None else come_from.homes
            folder.refuse_inputs([home for home in read if home.exists()], further)
            with folder:
                simulated = let_weeks_pass(request, folder)
                folder.finish(simulation_files(simulated))
        return Simulation(simulated)


def words_of(policies: object) -> list[str]:
    """The names that an argument lists; TypeError where it lists none."""
    if isinstance(policies, str):
        return [policies]
    if not isinstance(policies, Sequence) or not all(isinstance(one, str) for one in policies):
        msg = f"policies takes a list of names, not {type(policies).__name__}"
        raise TypeError(msg)
    return list(policies)
