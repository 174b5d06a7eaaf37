"""The sums and counts of a plan that may be handed out: whose figures they are is counted first, and few are left out.

A figure is left out where one to four people are behind it, and where another that is told would give such a one away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from planner.formulation import GOALS
from planner.instance import is_main
from planner.planning import Reopened
from planner.schema.arrays import Bools
from planner.studies.suppression import is_small, suppressed

# Limits and goals that are about single people: how many of them bind is a count of people.
OF_PEOPLE = frozenset({"decisions", "one_main", "person_hours", "person_shifts"})
# What a goal reached, as it is a figure of the proposals; the rest of them is about the people placed.
_NO_SUM = frozenset({"fair_share"})
# Goals that are about what single groups get, however few are in them.
_OF_GROUPS = frozenset({"group_floor", "max_min", "leximin"})
# Of many groups not every set is tried, since there are too many.
MOST_TAKEN_OFF = 3


class RecordFigures:
    """The figures of one plan; each is None where it is left out."""

    def __init__(self, plan: Reopened) -> None:
        self._plan, self._file, self._instance = plan, plan.file, plan.instance
        self._rows = plan.instance.candidates.loc[plan.chosen]
        self._totals: Mapping[str, Any] = plan.file["totals"]
        self._people = int(self._totals["jobseekers"])

    def of_plan(self) -> dict[str, Any]:
        """The keys of plan.json that say how good the plan is: value, bound, gap, goals and hand_back."""
        hand_back = dict(self._file["hand_back"])
        if not self._tells_gain:
            hand_back |= dict.fromkeys(("before", "after", "bound"))
        return {
            **{name: self._file[name] if self._tells_gain else None for name in ("value", "bound")},
            "gap": self._file["gap"],
            "goals": [self._goal(goal) for goal in self._file["goals"]],
            "hand_back": hand_back,
        }

    def certificate(self, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        """The bound, and what its proof rests on, in sum by kind of limit: its rows name people and places."""
        return {
            "certified_bound": self._file["certified_bound"] if self._tells_gain else None,
            "certified_gap": self._file["certified_gap"],
            "priced_limits": limits_told(row["constraint"] for row in rows),
        }

    def totals(self) -> dict[str, Any]:
        """The sums over everybody."""
        totals, rows = self._totals, self._rows
        placed, together = totals["placed"], totals["together"]["placed"]
        gain = {name: totals[name] if self._tells_gain else None for name in ("expected_outcomes", "uplift")}
        promised = None if is_small(together - placed) else part_told(together, self._people)
        return {
            "jobseekers": None if is_small(self._people) else self._people,
            "placed": self._placed,
            "baseline": None if is_small(self._people) else totals["baseline"],
            **gain,
            "expected_gain": totals["expected_gain"] if self._tells_gain else None,
            **self._bases(),
            "cost_sek": self._sum("cost_sek", self._costs),
            "unused_subsidy_sek": self._sum("unused_subsidy_sek", rows["slot"].isin(self._unused)),
            "travel_minutes": self._sum("travel_minutes", self._trips),
            "placed_or_promised": promised,
            "vacancies_placed": self._vacancies(),
            "protected": None if is_small(totals["protected"]) else totals["protected"],
        }

    def by_form(self) -> dict[str, int | None]:
        """How many proposals there are under each form; those of main places make up a total that is told."""
        return {name: None if name in self._forms_out else count for name, count in sorted(self._forms.items())}

    def groups(self) -> list[dict[str, Any]]:
        """Each group's people and places, so that no difference between groups, or to everybody, is that of few."""
        told = self._groups_told()
        return [self._group(part, told) for part in self._file["groups"]]

    def usual(self) -> list[dict[str, Any]]:
        """What usual practice would have placed and gained."""
        rows = []
        for part in self._file["usual"]:
            placed = None if part["placed"] is None else part_told(part["placed"], self._people)
            rows.append({"name": part["name"], "placed": placed, "uplift": None if placed is None else part["uplift"]})
        return rows

    @cached_property
    def _tells_gain(self) -> bool:
        return not self._is_of_few(self._rows["value"] != 0)

    @cached_property
    def _costs(self) -> pd.Series[bool]:
        return self._rows["cost"] != 0

    @cached_property
    def _trips(self) -> pd.Series[bool]:
        return self._rows["minutes"].fillna(0) != 0

    @cached_property
    def _unused(self) -> set[int]:
        table = self._plan.slots
        ids = table.loc[~table["unused_subsidy_sek"].isin(("", "0", "0.0")), "slot_id"]
        return set(np.flatnonzero(self._instance.slots["slot_id"].isin(set(ids))).tolist())

    def _is_of_few(self, rows: pd.Series[bool]) -> bool:
        """Whether some of the proposals are those of very few people."""
        return is_small(int(self._rows.loc[rows.to_numpy(dtype=bool), "person"].nunique()))

    def _sum(self, name: str, rows: pd.Series[bool]) -> float | None:
        return None if self._is_of_few(rows) else float(self._totals[name])

    def _goal(self, goal: Mapping[str, Any]) -> dict[str, Any]:
        """A goal with what it reached; the first is the gain."""
        few = not self._tells_gain if goal["name"] == "outcome" else self._is_goal_of_few(str(goal["name"]))
        return {**goal, **(dict.fromkeys(("best", "bound", "final")) if few else {})}

    def _is_goal_of_few(self, name: str) -> bool:
        """Whether what a goal reached is about very few people."""
        if name in _NO_SUM:
            return False
        if name in _OF_GROUPS:
            told = self._groups_told()["placed"]
            return any(part["alone"] is not None and part["group"] not in told for part in self._file["groups"])
        goal = GOALS[name](self._instance, None)
        if goal.declared is not None:
            return is_small(int(np.count_nonzero(goal.declared(self._plan.chosen))))
        weighed = {int(key) for part in goal.entries for key in np.asarray(part.key).tolist()}
        counted = pd.Series(self._rows.index.isin(weighed), index=self._rows.index)
        # Trips and costs are told in sum as well, of proposals that a goal does not count too.
        rest = ~counted & {"travel": self._trips, "cost": self._costs}.get(name, counted)
        return self._is_of_few(counted) or self._is_of_few(rest)

    def _bases(self) -> dict[str, Any]:
        """The gain by what it rests on, and the share of it that is judgement."""
        stated = self._totals["uplift_by_basis"]
        out = suppressed(self._people_by_basis(stated)) if self._tells_gain else frozenset(stated)
        share = self._totals["judgement_share"] if self._tells_gain and "judgement" not in out else None
        told = {name: None if name in out else value for name, value in stated.items()}
        return {"uplift_by_basis": told, "judgement_share": share}

    def _people_by_basis(self, stated: Mapping[str, float]) -> dict[str, int]:
        """How many people each part of the gain is about; in weeks of work all of it is judgement."""
        rows, fit = self._rows, self._instance.basis_of_fit
        if self._file["unit"] == "weeks":
            return {name: self._number(rows["value"] != 0) if name == "judgement" else 0 for name in stated}
        rest = (rows["value"] - rows["fit_value"] - rows["path_value"]) != 0
        on_path = rows["path_value"] != 0
        return {
            name: self._number(
                (rest & (rows["basis"] == name))
                | ((rows["fit_value"] != 0) & (fit == name))
                | (on_path & (rows["path_basis"] == name))
            )
            for name in stated
        }

    def _number(self, rows: pd.Series[bool]) -> int:
        return int(self._rows.loc[rows.to_numpy(dtype=bool), "person"].nunique())

    @cached_property
    def _forms(self) -> dict[str, int]:
        return {str(name): len(rows) for name, rows in self._rows.groupby("programme_id", observed=True)}

    @cached_property
    def _forms_out(self) -> frozenset[str]:
        """The forms to leave out. Those of main places are safe by themselves, as their total is told."""
        names = self._rows["programme_id"].astype(str)
        main = set(names[is_main(self._rows)])
        of_main = {name: count for name, count in self._forms.items() if name in main}
        others = {name: count for name, count in self._forms.items() if name not in main}
        return suppressed(others) | (suppressed(of_main) if self._placed is not None else main)

    @cached_property
    def _placed(self) -> int | None:
        return part_told(self._totals["placed"], self._people)

    def _vacancies(self) -> int | None:
        """The people proposed for vacancies, where their forms are told as well; else one form could follow from it."""
        vacancies = set(self._rows.loc[self._rows["is_gross"].to_numpy(dtype=bool), "programme_id"].astype(str))
        if self._placed is None or vacancies & self._forms_out:
            return None
        return int(self._totals["vacancies_placed"])

    def _groups_told(self) -> dict[str, frozenset[str]]:
        """By part of a group, `people` and `placed`, the groups of which it may be told."""
        groups = {part["group"]: self._instance.groups[part["group"]] for part in self._file["groups"]}
        everybody = np.ones(self._people, dtype=bool)
        placed = np.isin(np.arange(self._people), self._rows.loc[is_main(self._rows), "person"].to_numpy())
        people = told_apart(groups, everybody, (everybody,))
        both = told_apart({name: groups[name] for name in people}, everybody, (placed, ~placed))
        both = frozenset() if self._placed is None else both
        return {"people": people, "placed": both}

    def _group(self, part: Mapping[str, Any], told: Mapping[str, frozenset[str]]) -> dict[str, Any]:
        name = part["group"]
        has_placed, declared = name in told["placed"], self._instance.declared_groups.get(name)
        return {
            "group": name,
            "name_sv": None if declared is None else declared.name_sv,
            "name_en": None if declared is None else declared.name_en,
            "people": part["people"] if name in told["people"] else None,
            **{key: part[key] if has_placed else None for key in ("placed", "uplift", "target")},
        }


def part_told(count: int, whole: int) -> int | None:
    """A part of a whole; None where it, or the rest, is small."""
    return None if is_small(count) or is_small(whole - count) else count


def limits_told(names: Iterable[str]) -> dict[str, int | None]:
    """How often each kind of limit is named; None where few times and the limit is about a person."""
    counts = pd.Series(list(names), dtype="object").value_counts()
    return {
        str(name): None if name in OF_PEOPLE and is_small(int(count)) else int(count)
        for name, count in sorted(counts.items())
    }


def told_apart(groups: Mapping[str, Bools], everybody: Bools, parts: Iterable[Bools]) -> frozenset[str]:
    """The groups to tell of, when of each so many of some parts of everybody are told: no difference is small.

    The group of fewest people goes first, as often as it takes.
    """
    left = dict(groups)
    while small := next(_given_away(left, everybody, tuple(parts)), None):
        del left[min(small, key=lambda name: (int(left[name].sum()), name))]
    return frozenset(left)


def _given_away(groups: Mapping[str, Bools], everybody: Bools, parts: tuple[Bools, ...]) -> Iterator[tuple[str, ...]]:
    """Groups of which so few are left that they say who somebody is: alone, or of a whole once they are taken off it.

    A whole is everybody, or a group that holds all of them; those taken off have nobody in common.
    """
    for name, member in groups.items():
        if any(is_small(int((member & part).sum())) for part in parts):
            yield (name,)
    for whole_name, whole in ((None, everybody), *groups.items()):
        inside = {name: member for name, member in groups.items() if name != whole_name and not (member & ~whole).any()}
        for some in _taken_off(inside):
            rest = whole & ~np.logical_or.reduce([inside[name] for name in some])
            if any(is_small(int((rest & part).sum())) for part in parts):
                yield some


def _taken_off(groups: Mapping[str, Bools]) -> Iterator[tuple[str, ...]]:
    """Groups without common people: each one, two and three, and from each on as many as there are."""
    for number in range(1, MOST_TAKEN_OFF + 1):
        for some in combinations(groups, number):
            if all(not (groups[one] & groups[other]).any() for one, other in combinations(some, 2)):
                yield some
    for first in groups:
        chain, taken = [first], groups[first]
        for name, member in groups.items():
            if not (member & taken).any():
                chain, taken = [*chain, name], taken | member
        yield tuple(chain)
