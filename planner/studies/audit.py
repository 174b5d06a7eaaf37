"""A fairness audit of a plan: what groups on protected grounds got, by the table `audit`, which no plan reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from planner.errors import Fault, InputFaults
from planner.folders import EarlierPlan, read_earlier
from planner.planning import plan_table, read_scenario, refuse_changed_plan
from planner.schema.cells import NUMBER
from planner.schema.plan import ASSIGNMENTS
from planner.schema.scenario import Scenario
from planner.schema.tables import TABLES
from planner.schema.words import OF_ASSIGNMENTS
from planner.studies.intervals import (
    Estimate,
    Sample,
    mean,
    means_difference,
    means_ratio,
    share,
    shares_difference,
    shares_ratio,
)
from planner.studies.oversight import Oversight, oversight
from planner.studies.suppression import suppressed, suppressed_together
from planner.texts import _

GROUNDS = tuple(column for column in TABLES["audit"].columns if column != "jobseeker_id")
MEASURES = ("offers", "uplift", "travel_minutes", "waiting_weeks")
# The group of everybody, which stands under no column.
EVERYBODY = ""


@dataclass(frozen=True)
class GroupFigure:
    """One measure of one group of a column; `group` is None for those of whom the column says nothing.

    `number` is how many people it is over, and `estimate` the figure. Both are None where it is left out, since a cell
    is small or would give a small one away.
    """

    column: str
    group: str | None
    measure: str
    number: int | None
    estimate: Estimate | None


@dataclass(frozen=True)
class PairFigure:
    """One measure of a group beside that of another group of the column: the first less, and divided by, the other."""

    column: str
    group: str
    other: str
    measure: str
    difference: Estimate
    ratio: Estimate


@dataclass(frozen=True)
class FairnessAudit:
    """What the groups of a plan's people got.

    `people` are those of the plan, `unlisted` those of them whom the table says nothing about. `everybody` has the
    figures of all together. `grounds` are the columns in which anything is stated. `oversight` says how often officials
    did something else with a proposal.
    """

    plan: EarlierPlan = field(repr=False)
    people: int
    unlisted: int
    grounds: tuple[str, ...]
    everybody: tuple[GroupFigure, ...]
    groups: tuple[GroupFigure, ...]
    pairs: tuple[PairFigure, ...]
    oversight: Oversight

    @property
    def left_out(self) -> int:
        """How many figures of groups are left out."""
        return sum(one.estimate is None for one in self.groups)


def audit(plan: Path, *, scenario: Path, models: Path | None = None) -> FairnessAudit:
    """Audit the plan in a folder by the table `audit` of the scenario that it was made from.

    Raises UsageFault where the folder holds no plan; InputFaults, with every fault, where the verifier objects to the
    plan, it was made from another scenario, the scenario has no table `audit`, or the table holds faults, such as
    somebody who is not in the scenario.
    """
    earlier = read_earlier(plan)
    week = _read(scenario, models, has_aside=bool(earlier.file.get("set_aside", {}).get("rows")))
    table = week.tables["audit"]
    if table.empty:
        what, cure = (
            _("there is no such table, or nobody in it"),
            _("Add it, with a row for each person (docs/columns.md)."),
        )
        raise InputFaults([Fault("no-audit-table", "audit.csv", what=what, cure=cure)])
    refuse_changed_plan(plan, scenario=scenario, models=models)
    people = _figures(earlier, week)
    stated = table.set_index("jobseeker_id").reindex(people.index)
    labels = {column: _labels(stated[column]) for column in GROUNDS if stated[column].notna().any()}
    seen = oversight(earlier, week)
    groups: list[GroupFigure] = []
    pairs: list[PairFigure] = []
    for column, label in labels.items():
        own = _shown(people, label)
        groups += _of_groups(column, people, label, own)
        pairs += _of_pairs(column, people, label, own)
    everybody = tuple(_figure("", EVERYBODY, measure, people) for measure in MEASURES)
    unlisted = len(people) - int(people.index.isin(table["jobseeker_id"]).sum())
    return FairnessAudit(
        earlier, len(people), unlisted, tuple(labels), everybody, tuple(groups), tuple(pairs), seen.by(labels)
    )


def _read(folder: Path, models: Path | None, *, has_aside: bool) -> Scenario:
    """The scenario; where rows of it were set aside when it was planned, without them, unless they are of the table."""
    week = read_scenario(folder, models=models, set_aside=has_aside)
    of_table = [row.fault for row in week.set_aside.rows if row.fault.file.removesuffix(".csv").endswith("audit")]
    if of_table:
        raise InputFaults(of_table, week.warnings)
    return week


def _labels(cells: pd.Series[Any]) -> pd.Series[str]:
    """The group of each person in a column: its text, yes or no; missing where nothing is stated."""
    if cells.dtype == "boolean":
        return cells.map({True: "yes", False: "no"}).astype("str")
    return cells.astype("str").where(cells.notna())


def _figures(earlier: EarlierPlan, week: Scenario) -> pd.DataFrame:
    """By person: whether they have a proposal or a placement, how many main proposals, their uplift, minutes, wait."""
    raw = plan_table(earlier.shown / ASSIGNMENTS, OF_ASSIGNMENTS)
    rows = earlier.rows.assign(**{name: _numbers(raw[name]) for name in ("uplift", "travel_minutes")})
    has = rows[rows["status"].isin(("proposed", "kept", "held")) & rows["slot_id"].notna()]
    main = rows[(rows["status"] == "proposed") & (rows["purpose"] == "main")]
    ids = week.tables["jobseekers"].set_index("jobseeker_id")
    people = pd.DataFrame(index=pd.Index(sorted(set(earlier.rows["jobseeker_id"])), name="jobseeker_id"))
    people["offered"] = people.index.isin(has["jobseeker_id"])
    people["proposed"] = people.index.isin(main["jobseeker_id"])
    people["uplift"] = main.groupby("jobseeker_id")["uplift"].sum().reindex(people.index).fillna(0.0)
    people["travel_minutes"] = main.groupby("jobseeker_id")["travel_minutes"].max().reindex(people.index)
    people["waiting_weeks"] = ids["waiting_weeks"].reindex(people.index).astype(float)
    return people


def _numbers(cells: pd.Series[str]) -> list[float]:
    return [float(NUMBER.parse(cell)) if cell else np.nan for cell in cells]


def _shown(people: pd.DataFrame, label: pd.Series[str]) -> Mapping[str, frozenset[str]]:
    """By measure, the groups (NOT_STATED for those of whom nothing is stated) whose figure may be told."""
    key = label.fillna(NOT_STATED)
    count = {name: len(own) for name, own in people.groupby(key)}
    small = suppressed(count)
    offered, proposed = _sums(people["offered"], key), _sums(people["proposed"], key)
    trips = _sums(people["travel_minutes"].notna(), key)
    others = {name: count[name] - offered[name] for name in count}
    out = {
        "offers": (of_offers := suppressed_together((offered, others), small)),
        "uplift": suppressed_together((proposed,), small),
        # How many of those offered something have no known trip follows from the other two.
        "travel_minutes": suppressed_together(
            (trips, {name: offered[name] - trips[name] for name in count}), of_offers
        ),
        "waiting_weeks": small,
    }
    return {measure: frozenset(count) - left for measure, left in out.items()}


# Stands for those of whom a column says nothing while cells are counted; no text of a table is blank.
NOT_STATED = ""


def _sums(marks: pd.Series[bool], key: pd.Series[str]) -> dict[str, int]:
    return {str(name): int(number) for name, number in marks.groupby(key).sum().items()}


def _of_groups(
    column: str, people: pd.DataFrame, label: pd.Series[str], shown: Mapping[str, frozenset[str]]
) -> Iterator[GroupFigure]:
    for name, own in people.groupby(label.fillna(NOT_STATED)):
        group = str(name) or None
        for measure in MEASURES:
            if name in shown[measure]:
                yield _figure(column, group, measure, own)
            else:
                yield GroupFigure(column, group, measure, None, None)


def _figure(column: str, group: str | None, measure: str, own: pd.DataFrame) -> GroupFigure:
    if measure == "offers":
        return GroupFigure(column, group, measure, len(own), share(int(own["offered"].sum()), len(own)))
    sample = _sample(own[measure])
    return GroupFigure(column, group, measure, sample.number, mean(sample))


def _of_pairs(
    column: str, people: pd.DataFrame, label: pd.Series[str], shown: Mapping[str, frozenset[str]]
) -> Iterator[PairFigure]:
    groups = {str(name): own for name, own in people.groupby(label)}
    for (name, own), (other, others) in combinations(sorted(groups.items()), 2):
        for measure in MEASURES:
            if {name, other} <= shown[measure]:
                yield _beside(column, name, other, measure, own, others)


def _beside(  # noqa: PLR0913, PLR0917 - two groups and what is compared
    column: str, name: str, other: str, measure: str, own: pd.DataFrame, others: pd.DataFrame
) -> PairFigure:
    if measure == "offers":
        counts = [(int(part["offered"].sum()), len(part)) for part in (own, others)]
        return PairFigure(column, name, other, measure, shares_difference(*counts), shares_ratio(*counts))
    one, two = (_sample(part[measure]) for part in (own, others))
    return PairFigure(column, name, other, measure, means_difference(one, two), means_ratio(one, two))


def _sample(values: pd.Series[float]) -> Sample:
    known = values.dropna().to_numpy(dtype=float)
    if not len(known):
        return Sample(0, 0.0, 0.0)
    return Sample(len(known), float(known.mean()), float(known.var(ddof=1)) if len(known) > 1 else 0.0)
