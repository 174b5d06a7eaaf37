"""How often officials did something else with a proposal than the planner proposed, which shows whether they decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from planner.errors import Faults
from planner.folders import EarlierPlan
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.scenario import Scenario
from planner.schema.weeks import week_monday
from planner.studies.intervals import Estimate, share
from planner.studies.suppression import suppressed, suppressed_together
from planner.weeks import Answer, read_plan_answers

# What the meeting says of a proposal where it does not follow it. That a person declined is the person's own answer to
# an offer which the meeting made.
OTHERWISE = ("hold", "forbid", "contested")
# A rate below this is a sign that proposals are let through unread, if so many were decided that one override is
# already no less.
RUBBER_STAMP, ENOUGH = 0.02, 50


@dataclass(frozen=True)
class Rate:
    """Of so many proposals that somebody decided about, how many were overridden; None where a cell is small."""

    name: str | None
    decided: int | None
    overridden: int | None

    @property
    def estimate(self) -> Estimate | None:
        """The share that was overridden."""
        return None if self.decided is None or self.overridden is None else share(self.overridden, self.decided)

    @property
    def is_rubber_stamp(self) -> bool:
        """Whether so few of many proposals were overridden that nobody may have looked at them."""
        if self.decided is None or self.overridden is None or self.decided < ENOUGH:
            return False
        return self.overridden < RUBBER_STAMP * self.decided


@dataclass(frozen=True)
class Oversight:
    """The override rate of all, by the role of whoever decided, and by column and group of the table `audit`.

    `rows` has a row for each proposal that was decided: jobseeker_id, role (missing where nobody says), overridden.
    A role's name is None where it is not stated.
    """

    rows: pd.DataFrame = field(repr=False)
    proposals: int
    of_all: Rate
    roles: tuple[Rate, ...]
    groups: Mapping[str, tuple[Rate, ...]] = field(default_factory=dict)

    def by(self, labels: Mapping[str, pd.Series[str]], also: Mapping[str, frozenset[str]]) -> Oversight:
        """The same with the rates of groups, by column.

        `labels` give the group of each person, and `also` the groups that are left out whatever their rate.
        """
        found = {column: _of_groups(self.rows, label, also[column]) for column, label in labels.items()}
        return replace(self, groups=found)

    @property
    def warned(self) -> tuple[Rate, ...]:
        """The rates that are a sign of rubber-stamping: of all, else of single roles."""
        if self.of_all.is_rubber_stamp:
            return (self.of_all,)
        return tuple(rate for rate in self.roles if rate.is_rubber_stamp)


def oversight(earlier: EarlierPlan, week: Scenario) -> Oversight:
    """Look up what the meeting wrote in assignments.csv or plan.xlsx, and what pins carry over gates.

    A proposal is decided where the meeting has written a decision about it, or has contested its person in another row,
    or where it is there only because somebody pinned it over a gate. Raises InputFaults where an answer cannot be read.
    """
    faults = Faults(refused=holds_identity_number)
    answers = read_plan_answers(earlier.shown, week_monday(week.week), faults)
    faults.stop_if_any()
    over = {(one["jobseeker_id"], one["slot_id"]): one["by"] for one in earlier.file.get("overrides", ())}
    rows = []
    for person, slot in earlier.proposals[["jobseeker_id", "slot_id"]].itertuples(index=False, name=None):
        said = _said(answers, person, slot)
        if (person, slot) in over:
            rows.append((person, over[person, slot], True))
        elif said is not None:
            rows.append((person, said.by, said.decision in OTHERWISE))
    table = pd.DataFrame(rows, columns=["jobseeker_id", "role", "overridden"])
    table["overridden"] = table["overridden"].astype(bool)
    roles = [_rate(None if name == "" else str(name), own) for name, own in table.groupby(table["role"].fillna(""))]
    return Oversight(table, len(earlier.proposals), _rate(None, table), tuple(roles))


def _said(answers: Iterable[Answer], person: str, slot: str) -> Answer | None:
    """The answer about a proposal, else that its person is contested, which holds for all their proposals."""
    of_person = [one for one in answers if one.person == person and one.decision is not None]
    own = (one for one in of_person if one.slot == slot)
    return next(own, None) or next((one for one in of_person if one.decision == "contested"), None)


def _rate(name: str | None, rows: pd.DataFrame) -> Rate:
    return Rate(name, len(rows), int(rows["overridden"].sum()))


def _of_groups(rows: pd.DataFrame, label: pd.Series[str], also: frozenset[str]) -> tuple[Rate, ...]:
    """The rate of each group with people in it; both counts are None where one of them may say who somebody is."""
    everybody = label.fillna("").groupby(label.fillna("")).size()
    key = rows["jobseeker_id"].map(label).fillna("").astype("str")
    people = {str(name): int(number) for name, number in everybody.items()}
    decided = {name: int((key == name).sum()) for name in people}
    overridden = {name: int((rows["overridden"] & (key == name)).sum()) for name in people}
    others = {name: decided[name] - overridden[name] for name in people}
    out = suppressed_together((decided, overridden, others), suppressed(people, also))
    return tuple(
        Rate(name or None, None, None) if name in out else Rate(name or None, decided[name], overridden[name])
        for name in people
    )
