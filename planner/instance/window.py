"""Looking back: who was in the pool during a window of weeks, and who of them has started in a place or a paid job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd

from planner.instance.purposes import COMPETING_CLASS
from planner.schema.arrays import Bools, Whole, positions_of
from planner.schema.scenario import Scenario

# All main places, and of those the ones whose rule is an employment.
Places = Literal["all", "paid"]
PLACES: tuple[Places, ...] = ("all", "paid")


@dataclass(frozen=True)
class Window:
    """The pool of a window, by row of jobseekers (bools) and by row of those who have left (`left`).

    `placed` says for all places and for paid jobs who has a counted start; it is never true outside `in_pool`. `left`
    has the columns groups (tuples), all and paid (bools).
    """

    weeks: int
    in_pool: Bools = field(repr=False)
    placed: Mapping[Places, Bools] = field(repr=False)
    left: pd.DataFrame = field(repr=False)

    def people(self, name: str | None = None, member: Bools | None = None) -> int:
        """How many people of a group (`member`: by row of jobseekers) are in the pool; everybody without a name."""
        own = self.in_pool if member is None else self.in_pool & member
        return int(own.sum()) + int(self._has_left(name).sum())

    def num_placed(self, places: Places, name: str | None = None, member: Bools | None = None) -> int:
        """How many of them have a counted start."""
        own = self.placed[places] if member is None else self.placed[places] & member
        return int(own.sum()) + int((self._has_left(name) & self.left[places].to_numpy(dtype=bool)).sum())

    def may_count(self, places: Places) -> Bools:
        """By row of jobseekers, whose proposal counts: people of the pool who are not placed already."""
        return self.in_pool & ~self.placed[places]

    def _has_left(self, name: str | None) -> Bools:
        if name is None:
            return np.ones(len(self.left), dtype=bool)
        return np.array([name in groups for groups in self.left["groups"]], dtype=bool)


def window(scenario: Scenario, running: pd.DataFrame, weeks: int) -> Window:
    """Return the window of so many weeks before the plan week; `running` as `running_placements` gives it."""
    first, num_people = scenario.week - weeks, len(scenario.tables["jobseekers"])
    begun = starts(scenario)
    main = begun[(begun["week"] >= first) & (begun["purpose"] == "main")]
    gone = scenario.tables["left_pool"]
    person = positions_of(gone["jobseeker_id"], scenario.tables["jobseekers"]["jobseeker_id"])
    is_paid = _is_from(gone["paid_week"], first)
    since = {"all": _is_from(gone["placed_week"], first) | is_paid, "paid": is_paid}
    has_come_back = person >= 0
    placed: dict[Places, Bools] = {}
    for places in PLACES:
        own = main if places == "all" else main[main["is_paid"]]
        placed[places] = _marked(num_people, own["person"].to_numpy())
        placed[places] |= _marked(num_people, person[has_come_back & since[places]])
    older = running[(running["from_week"] < first) & (running["person"] >= 0)]
    kinds = kinds_of(scenario, older["programme"].to_numpy(), older["from_week"].to_numpy())
    needed_none = _marked(num_people, older["person"].to_numpy()[(kinds["purpose"] == "main").to_numpy()])
    in_pool = ~needed_none | placed["all"]
    counts = ~has_come_back & _is_from(gone["left_week"], first)
    left = pd.DataFrame({"groups": gone["entry_groups"].to_numpy(), **since})[counts].reset_index(drop=True)
    return Window(weeks, in_pool, placed, left)


def minimum_met_by_starts(scenario: Scenario, weeks: int) -> tuple[Bools, list[tuple[str, ...]]]:
    """Who meets a group's minimum by a start no more than so many weeks ago: jobseekers, and groups of those who left.

    With 0 weeks nobody does.
    """
    people, gone = scenario.tables["jobseekers"]["jobseeker_id"], scenario.tables["left_pool"]
    if weeks == 0:
        return np.zeros(len(people), dtype=bool), []
    first, begun = scenario.week - weeks, starts(scenario)
    own = begun[(begun["week"] >= first) & begun["purpose"].isin(COMPETING_CLASS)]
    person = positions_of(gone["jobseeker_id"], people)
    is_since = _is_from(gone["placed_week"], first) | _is_from(gone["paid_week"], first)
    met = _marked(len(people), own["person"].to_numpy()) | _marked(len(people), person[is_since & (person >= 0)])
    return met, gone.loc[is_since & (person < 0), "entry_groups"].tolist()


def starts(scenario: Scenario) -> pd.DataFrame:
    """Every start that may count: rows of history not declined, and placements that are promised or under way.

    Columns: person (position), week, purpose, is_paid. Rows without a person, week or known programme are left out.
    """
    history, placements = scenario.tables["history"], scenario.tables["placements"]
    history = history[history["end"] != "declined"]
    placements = placements[scenario.is_promised]
    slots = scenario.tables["slots"].set_index("slot_id")["start_week"]
    week = placements["from_week"].astype(float).fillna(placements["slot_id"].map(slots).astype(float))
    columns = ["jobseeker_id", "programme_id"]
    table = pd.concat(
        [history[columns].assign(week=history["from_week"].astype(float)), placements[columns].assign(week=week)],
        ignore_index=True,
    )
    table["person"] = positions_of(table["jobseeker_id"], scenario.tables["jobseekers"]["jobseeker_id"])
    table["programme"] = positions_of(table["programme_id"], scenario.tables["programmes"]["programme_id"])
    table = table[(table["person"] >= 0) & (table["programme"] >= 0) & table["week"].notna()].reset_index(drop=True)
    week_of_start = table["week"].to_numpy(dtype=np.int64)
    kinds = kinds_of(scenario, table["programme"].to_numpy(), week_of_start)
    return pd.DataFrame({"person": table["person"], "week": week_of_start, **kinds})


def kinds_of(scenario: Scenario, programme: Whole, week: Whole) -> pd.DataFrame:
    """Purpose and is_paid of placements by programme (position, -1 not stated: purpose is "") and week of their start.

    The rule is read as it stands on the Monday of that week; a programme's own purpose goes before the rule's.
    """
    stated, names = (scenario.tables["programmes"][name].tolist() for name in ("purpose", "rule"))
    pack = scenario.assumptions.rules
    known: dict[tuple[int, int], tuple[str, bool]] = {}
    for one in dict.fromkeys(zip(programme.tolist(), week.tolist(), strict=True)):
        if one[0] < 0:
            known[one] = "", False
            continue
        rule = pack.rule(names[one[0]], one[1])
        known[one] = str(rule.purpose if pd.isna(stated[one[0]]) else stated[one[0]]), rule.employment
    rows = [known[one] for one in zip(programme.tolist(), week.tolist(), strict=True)]
    return pd.DataFrame(rows, columns=["purpose", "is_paid"]).astype({"purpose": object, "is_paid": bool})


def last_starts(scenario: Scenario) -> pd.DataFrame:
    """By jobseeker_id, placed_week and paid_week as table left_pool holds them: the latest starts, NaN for none."""
    people, begun = scenario.tables["jobseekers"]["jobseeker_id"], starts(scenario)
    main = begun[begun["purpose"] == "main"]
    latest = {
        "placed_week": main.groupby("person")["week"].max(),
        "paid_week": main[main["is_paid"]].groupby("person")["week"].max(),
    }
    table = pd.DataFrame({name: weeks.reindex(range(len(people))).to_numpy(float) for name, weeks in latest.items()})
    return table.set_index(pd.Index(people, name="jobseeker_id"))


def _is_from(weeks: pd.Series[float], first: int) -> Bools:
    return np.asarray(weeks.to_numpy(dtype=float, na_value=np.nan) >= first, dtype=bool)


def _marked(count: int, positions: Whole) -> Bools:
    marked = np.zeros(count, dtype=bool)
    marked[positions] = True
    return marked
