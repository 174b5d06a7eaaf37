"""What pictures and pages know of simulated weeks: the summary of a simulation, or of what-ifs held against a base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planner.pictures.finished import read_finished
from planner.reports import NAMES_OF_POLICIES
from planner.studies import part_told
from planner.texts import _

Row = Mapping[str, Any]
_ENDS = {"value", "low", "high"}
_MEASURES = ("value", "placed", "waiting_mean", "waiting_max", "cost_sek")
_OF_WEEKS = {"policy", "week", "began", "waiting", "perished"}
_OF_MONTHS = {"policy", "month", "funding_id", "placed", "cost_sek"}


@dataclass(frozen=True)
class WeekCourse:
    """What comes of one way of planning, or of one scenario under it: means over the worlds.

    `figures` are by measure, each with its value, low and high; `weeks` and `months` the rows of `by_week` and
    `by_month`, `money` the SEK of the simulated weeks by line, `people` how many wait or come in all. `is_possible`
    says whether anybody could plan so: nobody knows all beforehand.
    """

    name: str
    figures: Mapping[str, Row] = field(repr=False)
    weeks: Sequence[Row] = field(repr=False)
    months: Sequence[Row] = field(repr=False)
    money: Mapping[str, float] = field(repr=False)
    people: float
    is_possible: bool = True

    def mean(self, measure: str) -> float:
        """The mean of a measure."""
        return float(self.figures[measure]["value"])

    @property
    def is_told(self) -> bool:
        """Whether so many are placed, and left, that sums over them may be told."""
        return part_told(round(self.mean("placed")), round(self.people)) is not None


@dataclass(frozen=True)
class SimulationFacts:
    """What summary.json of a simulation says, or that of what-ifs over simulated weeks."""

    summary: Mapping[str, Any] = field(repr=False)

    @property
    def is_paired(self) -> bool:
        """Whether what-ifs are held against a base."""
        return "scenarios" in self.summary

    @property
    def is_whole(self) -> bool:
        """Whether everything is there that pictures and pages need."""
        summary = self.summary
        parts = summary["scenarios"] if self.is_paired else [summary]
        rows = [row for part in parts for row in part["policies"]] + [*summary["differences"]]
        return (
            {"scenario", "week", "weeks", "seeds", "unit", "follow_up_weeks", "level", "history"} <= set(summary)
            and all({"people_at_first", "people_per_week", "money"} <= set(part) for part in parts)
            and all(set(row[measure]) >= _ENDS for row in rows for measure in _MEASURES)
            and all(set(row) >= _OF_WEEKS for part in parts for row in part["by_week"])
            and all(set(row) >= _OF_MONTHS for part in parts for row in part["by_month"])
        )

    @property
    def file(self) -> dict[str, Any]:
        """The unit of the gain as a plan has it."""
        return {"unit": self.summary["unit"], "settings": {"follow_up_weeks": self.summary["follow_up_weeks"]}}

    @property
    def policies(self) -> list[str]:
        """The ways of planning, by their codes."""
        part = self.summary["scenarios"][0] if self.is_paired else self.summary
        return [str(row["policy"]) for row in part["policies"]]

    @property
    def courses(self) -> list[WeekCourse]:
        """One for each way of planning of a simulation."""
        return [_course(self.summary, name, policy_name(name), self.summary) for name in self.policies]

    def is_shown(self, one: str, other: str) -> bool:
        """Whether the worlds show which of two ways of planning, by name, gains more.

        They do where the interval of the difference lies on one side of nought.
        """
        for row in self.summary["differences"]:
            if {policy_name(str(row["policy"])), policy_name(str(row["against"]))} == {one, other}:
                ends = row["value"]
                return ends["low"] is not None and ends["low"] * ends["high"] > 0
        return False

    def scenarios(self, policy: str) -> list[WeekCourse]:
        """One for each scenario under a way of planning, the base first."""
        return [_course(part, policy, str(part["scenario"]), self.summary) for part in self.summary["scenarios"]]

    def differences(self, policy: str) -> list[Row]:
        """Of each what-if, what it has more than the base under a way of planning."""
        return [row for row in self.summary["differences"] if row["policy"] == policy]


def _course(part: Mapping[str, Any], policy: str, name: str, summary: Mapping[str, Any]) -> WeekCourse:
    own, weeks, months = (
        [row for row in part[key] if row["policy"] == policy] for key in ("policies", "by_week", "by_month")
    )
    people = float(part["people_at_first"]) + float(part["people_per_week"]) * (int(summary["weeks"]) - 1)
    return WeekCourse(name, own[0], weeks, months, part["money"], people, policy != "hindsight")


def policy_name(code: str) -> str:
    """What a way of planning is called; its code where it is not known."""
    named = {str(name): said for name, said in NAMES_OF_POLICIES.items()}
    return _(named[code]) if code in named else code


def simulation_facts(folder: Path) -> SimulationFacts:
    """Read the folder of a simulation; UsageFault where it is not finished, or not as it was written."""
    return read_finished(
        folder, SimulationFacts,
        _("{folder}: the simulation is not finished. Give the same command again.", folder=folder),
        _("{folder}: summary.json is not as the simulation wrote it. Give the same command again.", folder=folder),
    )  # fmt: skip
