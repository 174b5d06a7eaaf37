"""What-ifs and their base in the same worlds, week after week: what each changes, and how sure that is.

Worlds are paired by their draws (common random numbers: Law, Simulation Modeling and Analysis, 5th ed. 2015, chapter
11.2). A difference is that of a what-if to the base in the same world under the same policy, its interval over worlds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from planner.errors import UsageFault
from planner.folders import SweepFolder
from planner.schema.models import SimulationModel
from planner.schema.scenario import Scenario
from planner.studies.intervals import Estimate
from planner.studies.simulation.policies import PolicyName
from planner.studies.simulation.request import SimulationRequest
from planner.studies.simulation.results import APART, columns_with_ends, ends_of, money_table, weeks_table
from planner.studies.simulation.simulate import Simulated, WorldRun, mean_of, run_cells
from planner.studies.study import told_apart_names
from planner.studies.sweeping import SweepNews, digest
from planner.texts import _

# Where nobody says otherwise. Each week's best plan is what planner plan makes.
USUAL_SEEDS = 20
USUAL_POLICIES: tuple[PolicyName, ...] = ("greedy",)
# What is kept of every run of a comparison; hindsight is among its policies only where it is named.
MEASURES = (*APART, "seconds_per_week")


@dataclass(frozen=True)
class PairedRequest:
    """A base and what-ifs whose weeks are simulated in the same worlds, under the same policies."""

    base: SimulationRequest
    what_ifs: tuple[SimulationRequest, ...]

    @classmethod
    def of(cls, base: SimulationRequest, what_ifs: Sequence[tuple[Scenario, SimulationModel]]) -> PairedRequest:
        """The what-ifs, each with the figures that its own worlds are drawn from, simulated as the base is.

        A policy that one of them leaves out, since nothing is held there, none has.
        """
        own = [replace(base, scenario=scenario, model=model) for scenario, model in what_ifs]
        policies = tuple(name for name in base.policies if all(name in one.policies for one in own))
        base = replace(base, policies=policies)
        return cls(base, tuple(replace(one, policies=policies, base=base) for one in own))

    @property
    def requests(self) -> tuple[SimulationRequest, ...]:
        """The base, number 0, and the what-ifs."""
        return (self.base, *self.what_ifs)

    @property
    def names(self) -> tuple[str, ...]:
        """What the scenarios are called, told apart."""
        return told_apart_names([one.scenario.name for one in self.requests])

    @property
    def cells(self) -> list[tuple[int, int, PolicyName]]:
        """Every world (seed), scenario (its number) and policy that is run, world by world."""
        return [
            (seed, number, name)
            for seed in range(1, self.base.seeds + 1)
            for number in range(len(self.requests))
            for name in self.base.policies
        ]

    def identity(self) -> dict[str, object]:
        """What sets its folder apart from that of another, as `SweepFolder` has it."""
        base, *others = (one.identity() for one in self.requests)
        return {**base, "study": digest([base["study"], *([one["study"], one["base"]] for one in others)])}

    def refuse_unsound(self) -> None:
        """Raise UsageFault where a what-if has another plan week or unit, and what a simulation is refused for."""
        base = self.base
        for name, one in zip(self.names, self.requests, strict=True):
            if one.scenario.week != base.scenario.week:
                msg = _("{what_if} has another plan week than the base. Worlds are paired week by week: give both the "
                        "same week.", what_if=name)  # fmt: skip
                raise UsageFault(msg)
            try:
                one.refuse_unsound()
            except UsageFault as fault:
                raise UsageFault(_("{scenario}: {reason}", scenario=name, reason=fault)) from fault
            if one.templates.unit != base.templates.unit:
                msg = _("{what_if} counts its gain in another unit than the base, so the gains cannot be compared. "
                        "Give both the same measure and outcomes.", what_if=name)  # fmt: skip
                raise UsageFault(msg)


@dataclass(frozen=True)
class PairedSimulated:
    """What came of every scenario in every world; the base is number 0."""

    request: PairedRequest
    simulated: tuple[Simulated, ...] = field(repr=False)

    def difference(self, number: int, policy: PolicyName, measure: str) -> Estimate:
        """What a what-if has more of a measure than the base in the same world: the mean, and its interval."""
        return mean_of(self.by_world(number, policy, measure))

    def by_world(self, number: int, policy: PolicyName, measure: str) -> list[float]:
        """The same by seed."""
        own, base = (self.simulated[at].measured(policy, measure) for at in (number, 0))
        return [one - other for one, other in zip(own, base, strict=True)]


def simulate_paired(
    request: PairedRequest, folder: SweepFolder, tell: Callable[[SweepNews], None] = lambda _news: None
) -> PairedSimulated:
    """Run what the folder, whose lock is held, has not yet, and keep each run once it is finished; as `simulate`."""
    cells, scenarios = request.cells, request.requests
    found = run_cells([WorldRun(scenarios[number], seed, name) for seed, number, name in cells], folder, tell)
    runs = dict(zip(cells, found, strict=True))
    own = (
        {(seed, name): run for (seed, at, name), run in runs.items() if at == number}
        for number in range(len(scenarios))
    )
    return PairedSimulated(request, tuple(Simulated(one, of) for one, of in zip(scenarios, own, strict=True)))


def paired_runs_table(paired: PairedSimulated) -> pd.DataFrame:
    """A row for each scenario (number 0 is the base), policy and world (seed): each measure."""
    tables = [
        pd.DataFrame(
            {"policy": name, "seed": seed, **{one: own.runs[seed, name][one] for one in MEASURES}}
            for name in own.request.policies
            for seed in range(1, own.request.seeds + 1)
        )
        for own in paired.simulated
    ]
    return _of_scenarios(paired, tables)


def paired_weeks_table(paired: PairedSimulated) -> pd.DataFrame:
    """A row for each scenario, policy, world and week, as `weeks_table` has them."""
    return _of_scenarios(paired, [weeks_table(own) for own in paired.simulated])


def paired_money_table(paired: PairedSimulated) -> pd.DataFrame:
    """A row for each scenario, policy, world, month and budget line, as `money_table` has them."""
    return _of_scenarios(paired, [money_table(own) for own in paired.simulated])


def paired_differences_table(paired: PairedSimulated) -> pd.DataFrame:
    """A row for each what-if and policy: what it has more than the base of each measure, with its ends."""
    policies = paired.request.base.policies
    tables = [
        pd.DataFrame(
            [{"policy": name, **ends_of({one: paired.difference(number, name, one) for one in APART})}
             for name in policies],
            columns=["policy", *columns_with_ends(APART)],
        )
        for number in range(1, len(paired.simulated))
    ]  # fmt: skip
    return _of_scenarios(paired, tables, first=1)


def _of_scenarios(paired: PairedSimulated, tables: Sequence[pd.DataFrame], first: int = 0) -> pd.DataFrame:
    """The tables of scenarios below each other, with the number and the name of each before its rows."""
    named = []
    for number, table in enumerate(tables, first):
        own = table.copy()
        own.insert(0, "number", number)
        own.insert(1, "scenario", paired.request.names[number])
        named.append(own)
    return pd.concat(named, ignore_index=True)
