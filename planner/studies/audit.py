"""A fairness audit of a plan: what groups on protected grounds got, by the table `audit`, which no plan reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from planner.errors import Fault, InputFaults
from planner.folders import EarlierPlan, read_earlier
from planner.planning import plan_table, read_scenario, refuse_changed_plan
from planner.schema.arrays import Bools
from planner.schema.cells import NUMBER
from planner.schema.plan import ASSIGNMENTS
from planner.schema.scenario import Scenario
from planner.schema.tables import TABLES
from planner.schema.words import OF_ASSIGNMENTS
from planner.studies.intervals import (
    LEVEL,
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
from planner.studies.suppression import is_small, suppressed, suppressed_together
from planner.texts import _

GROUNDS = tuple(column for column in TABLES["audit"].columns if column != "jobseeker_id")
MEASURES = ("offers", "paid", "uplift", "travel_minutes", "waiting_weeks")
# Those that are shares of everybody, with the column of marks that each counts.
_SHARES = {"offers": "offered", "paid": "paid"}
# Whether two groups differ more than by chance: *yes*, with as many comparisons as there are counted in (Bonferroni);
# *alone*, if it were the only comparison, but not among so many; *no*.
Clear = Literal["yes", "alone", "no"]
CLEAR: tuple[Clear, ...] = ("yes", "alone", "no")
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
    """One measure of a group beside that of another group of the column: the first less, and divided by, the other.

    `difference_clear` says whether the interval of the difference excludes 0, `ratio_clear` whether that of the ratio
    excludes 1. None is for no interval.
    """

    column: str
    group: str
    other: str
    measure: str
    difference: Estimate
    ratio: Estimate
    difference_clear: Clear | None = None
    ratio_clear: Clear | None = None

    @property
    def clear(self) -> Clear | None:
        """How clear the groups differ: as the less clear of the two says."""
        told = [one for one in (self.difference_clear, self.ratio_clear) if one is not None]
        return max(told, key=CLEAR.index, default=None)


@dataclass(frozen=True)
class FairnessAudit:
    """What the groups of a plan's people got.

    `people` are those of the plan, `unlisted` those of them whom the table says nothing about; None where that would
    give a figure away that is left out. `everybody` has the figures of all together. `grounds` are the columns in which
    anything is stated. `oversight` says how often officials did something else with a proposal.
    """

    plan: EarlierPlan = field(repr=False)
    people: int
    unlisted: int | None
    grounds: tuple[str, ...]
    everybody: tuple[GroupFigure, ...]
    groups: tuple[GroupFigure, ...]
    pairs: tuple[PairFigure, ...]
    oversight: Oversight

    @property
    def left_out(self) -> int:
        """How many figures of groups, and of everybody, are left out."""
        return sum(one.estimate is None for one in (*self.groups, *self.everybody))

    @property
    def comparisons(self) -> int:
        """How many comparisons of two groups have an interval."""
        return sum(pair.clear is not None for pair in self.pairs)

    @property
    def by_chance(self) -> float:
        """How many of them are expected to look clear alone where nobody is treated differently."""
        return (1 - LEVEL) * self.comparisons


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
    compared: list[_Compared] = []
    listed = people.index.isin(table["jobseeker_id"])
    nested = {column: _nested(label, listed) for column, label in labels.items()}
    for column, label in labels.items():
        own = _shown(people, label, nested[column])
        groups += _of_groups(column, people, label, own)
        compared += _of_pairs(column, people, label, own)
    together = pd.Series(EVERYBODY, index=people.index)
    of_all = _of_groups("", people, together, _shown(people, together))
    everybody = tuple(replace(one, group=EVERYBODY) for one in of_all)
    unlisted = _unlisted(int((~listed).sum()), groups)
    pairs = _judged(compared)
    return FairnessAudit(
        earlier, len(people), unlisted, tuple(labels), everybody, tuple(groups), pairs, seen.by(labels, nested)
    )


def _nested(label: pd.Series[str], listed: Bools) -> frozenset[str]:
    """NOT_STATED where few of the table's people say nothing in a column, beside those whom the table does not list.

    The latter say nothing in any column, so another column would tell of the few by a difference.
    """
    silent = int((label.isna().to_numpy() & listed).sum())
    return frozenset((NOT_STATED,)) if is_small(silent) and not listed.all() else frozenset()


def _unlisted(count: int, groups: Iterable[GroupFigure]) -> int | None:
    """How many people the table lacks: they are of those of whom a column says nothing, so it may give those away."""
    sizes = (one for one in groups if one.measure == "waiting_weeks")
    is_hidden = any(one.group is None and one.number is None for one in sizes)
    return None if is_small(count) or (count and is_hidden) else count


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
    """By person: whether they have a place, a paid job and a main proposal, its uplift and minutes, and the wait.

    A place is a proposal, or a placement that runs, is accepted or offered.
    """
    raw = plan_table(earlier.shown / ASSIGNMENTS, OF_ASSIGNMENTS)
    rows = earlier.rows.assign(**{name: _numbers(raw[name]) for name in ("uplift", "travel_minutes")})
    has = rows[rows["status"].isin(("proposed", "kept", "held")) & rows["slot_id"].notna()]
    main = rows[(rows["status"] == "proposed") & (rows["purpose"] == "main")]
    ids = week.tables["jobseekers"].set_index("jobseeker_id")
    people = pd.DataFrame(index=pd.Index(sorted(set(earlier.rows["jobseeker_id"])), name="jobseeker_id"))
    people["offered"] = people.index.isin(has["jobseeker_id"])
    people["paid"] = people.index.isin(has.loc[has["programme_id"].isin(_paid_programmes(week)), "jobseeker_id"])
    people["proposed"] = people.index.isin(main["jobseeker_id"])
    people["uplift"] = main.groupby("jobseeker_id")["uplift"].sum().reindex(people.index).fillna(0.0)
    people["travel_minutes"] = main.groupby("jobseeker_id")["travel_minutes"].max().reindex(people.index)
    people["waiting_weeks"] = ids["waiting_weeks"].reindex(people.index).astype(float)
    return people


def _paid_programmes(week: Scenario) -> frozenset[str]:
    """The programmes of purpose main that are an employment, by their rule as it stands in the plan week."""
    stated = week.tables["programmes"][["programme_id", "rule", "purpose"]]
    found = set()
    for name, rule, purpose in stated.itertuples(index=False):
        law = week.assumptions.rules.rule(rule, week.week)
        if law.employment and (law.purpose if pd.isna(purpose) else purpose) == "main":
            found.add(str(name))
    return frozenset(found)


def _numbers(cells: pd.Series[str]) -> list[float]:
    return [float(NUMBER.parse(cell)) if cell else np.nan for cell in cells]


def _shown(
    people: pd.DataFrame, label: pd.Series[str], also: frozenset[str] = frozenset()
) -> Mapping[str, frozenset[str]]:
    """By measure, the groups (NOT_STATED for those of whom nothing is stated) whose figure may be told.

    `also` are groups that are left out for another reason.
    """
    key = label.fillna(NOT_STATED)
    count = {name: len(own) for name, own in people.groupby(key)}
    small = suppressed(count, also)
    offered, proposed, paid = (_sums(people[name], key) for name in ("offered", "proposed", "paid"))
    trips = _sums(people["travel_minutes"].notna(), key)
    others = {name: count[name] - offered[name] for name in count}
    out = {
        "offers": (of_offers := suppressed_together((offered, others), small)),
        # How many of those offered something have no paid job follows from the other two.
        "paid": suppressed_together(
            (paid, *({name: all_of[name] - paid[name] for name in count} for all_of in (count, offered))), of_offers
        ),
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
    if measure in _SHARES:
        return GroupFigure(column, group, measure, len(own), share(int(own[_SHARES[measure]].sum()), len(own)))
    sample = _sample(own[measure])
    return GroupFigure(column, group, measure, sample.number, mean(sample))


@dataclass(frozen=True)
class _Compared:
    """Two groups whose figures may be told, with their people."""

    column: str
    group: str
    other: str
    measure: str
    own: pd.DataFrame = field(repr=False)
    others: pd.DataFrame = field(repr=False)

    def at(self, level: float) -> tuple[Estimate, Estimate]:
        """The difference and the ratio, with intervals at a level."""
        if self.measure in _SHARES:
            shares = [(int(part[_SHARES[self.measure]].sum()), len(part)) for part in (self.own, self.others)]
            return shares_difference(shares[0], shares[1], level), shares_ratio(shares[0], shares[1], level)
        one, two = (_sample(part[self.measure]) for part in (self.own, self.others))
        return means_difference(one, two, level), means_ratio(one, two, level)


def _of_pairs(
    column: str, people: pd.DataFrame, label: pd.Series[str], shown: Mapping[str, frozenset[str]]
) -> Iterator[_Compared]:
    groups = {str(name): own for name, own in people.groupby(label)}
    for (name, own), (other, others) in combinations(sorted(groups.items()), 2):
        for measure in MEASURES:
            if {name, other} <= shown[measure]:
                yield _Compared(column, name, other, measure, own, others)


def _judged(compared: Sequence[_Compared]) -> tuple[PairFigure, ...]:
    """The comparisons, each with whether it is clear. Bonferroni: LEVEL holds for all of them together."""
    alone = [one.at(LEVEL) for one in compared]
    number = sum(any(part.low is not None for part in pair) for pair in alone)
    strict = [one.at(1 - (1 - LEVEL) / max(number, 1)) for one in compared]
    return tuple(
        PairFigure(
            one.column, one.group, one.other, one.measure, *told,
            _clear(told[0], among[0], 0.0), _clear(told[1], among[1], 1.0),
        )
        for one, told, among in zip(compared, alone, strict, strict=True)
    )  # fmt: skip


def _clear(alone: Estimate, among: Estimate, same: float) -> Clear | None:
    """How clear a figure is other than that of groups which are the same."""
    if alone.excludes(same) is None:
        return None
    if among.excludes(same):
        return "yes"
    return "alone" if alone.excludes(same) else "no"


def _sample(values: pd.Series[float]) -> Sample:
    known = values.dropna().to_numpy(dtype=float)
    if not len(known):
        return Sample(0, 0.0, 0.0)
    return Sample(len(known), float(known.mean()), float(known.var(ddof=1)) if len(known) > 1 else 0.0)
