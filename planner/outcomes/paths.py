"""Paths: what the next steps add to a placement in a programme that leads on, each step counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from planner.outcomes.held import Held, HeldPool
from planner.outcomes.regular_weeks import TENTH, path_weeks
from planner.outcomes.steps import to_step
from planner.schema.arrays import Bools, Positions, Values, Whole, positions_of
from planner.schema.models import EVIDENCE
from planner.schema.scenario import Scenario

# The next week of a candidate for whom no place is held.
NO_WEEK = -1
_OF_POOL = ["person", "programme_id", "week"]


class StepFacts(NamedTuple):
    """What a candidate is as a next step.

    `uplift` is its own by the follow-up date, 0 where it does not compete. `kind` is a position in EVIDENCE, below 0
    for a figure of the user's own. Of equal uplift the least by `further` stands for a pool, one after the other: all
    that a path hangs on, so that no id decides.
    """

    uplift: Values
    kind: Whole
    is_main: Bools
    further: Sequence[Values]


class _Reached(NamedTuple):
    """A later step: of which candidates, the candidate that stands for it, the share that comes so far, its kind."""

    at: Positions
    step: Positions
    reach: Values
    kind: Whole


@dataclass(frozen=True)
class Paths:
    """By candidate the week of its next step (NO_WEEK where no place is held), and the later steps that are counted."""

    next_week: Whole
    reached: Sequence[_Reached] = ()

    def kind(self) -> Whole:
        """By candidate what its later steps rest on, a position in EVIDENCE: the weakest of shares and effects."""
        kind = np.zeros(len(self.next_week), dtype=np.int64)
        for at, _step, _reach, own in self.reached:
            kind[at] = np.maximum(kind[at], own)
        return kind

    def added(self, outcome: Values, uplift: Values, level: Values, score_step: float) -> Values:
        """What the later steps add to each candidate's outcome on the follow-up date, rounded to the score step.

        A step's `uplift` is a share of those who would be without work on the date; of those whom the steps before it
        have left without, it helps the same share. Below 0, as where people are still bound to the step on the date, it
        is a share of those who would have work, and keeps the same share of those who have it so far.
        """
        if not self.reached:
            return np.zeros(len(outcome))
        helped, kept_from = (
            np.where(of > 0, part, 0.0) / np.where(of > 0, of, 1.0)
            for part, of in ((np.maximum(uplift, 0.0), 1.0 - level), (np.minimum(uplift, 0.0), level))
        )
        added, works = np.zeros(len(outcome)), np.clip(outcome, 0.0, 1.0)
        for at, step, reach, _kind in self.reached:
            more = helped[step] * (1.0 - works[at]) + kept_from[step] * works[at]
            added[at] += reach * more
            works[at] += more
        return to_step(added, score_step)

    def weeks(self, placed: Values, courses: pd.DataFrame, follow_up_weeks: int) -> Values:
        """Weeks of regular work of each candidate with its later steps, from those without (`placed`)."""
        if not self.reached:
            return placed
        here = self.reached[0].at
        steps = [here]
        last = pd.Series(path_weeks([courses.iloc[here]], follow_up_weeks), index=here)
        total = last.copy()
        for at, step, reach, _kind in self.reached:
            is_kept = np.isin(here, at)
            steps, here = [*(one[is_kept] for one in steps), step], at
            whole = pd.Series(path_weeks([courses.iloc[one] for one in steps], follow_up_weeks), index=at)
            total[at] += reach * (whole - last[at])
            last = whole
        result = placed.copy()
        result[total.index] = to_step(np.asarray(total, dtype=np.float64), TENTH)
        return result


def paths(scenario: Scenario, pairs: pd.DataFrame, held: Held, facts: StepFacts, own_outcome: Bools) -> Paths:
    """The path of each candidate, by the first week in which a place is held that the person may take when ready.

    `pairs` are as `worth` takes them. Where the outcome is the user's own (`own_outcome`), or counts points, there is a
    path, and its steps add nothing: the figure is taken as it is.
    """
    next_week = np.full(len(pairs), NO_WEEK, dtype=np.int64)
    leads_on = pairs["programme_id"].isin(held.steps).to_numpy()
    if not leads_on.any():
        return Paths(next_week)
    rows = pd.DataFrame(
        {
            "at": np.flatnonzero(leads_on),
            "person": pairs["person"].to_numpy(dtype=np.int64)[leads_on],
            "slot": pairs["slot"].to_numpy(dtype=np.int64)[leads_on],
            "programme_id": pairs["programme_id"].astype(str).to_numpy()[leads_on],
            "last_week": pairs["last_week"].to_numpy(dtype=np.int64)[leads_on],
        }
    )
    stands = _standing_for(pairs, held, facts)
    claimed = _claimed(scenario, rows, held)
    first = _first(rows, stands, held)
    next_week[first["at"]] = first["week"]
    next_week[claimed["at"]] = claimed["week"]
    rows = rows.assign(week=next_week[rows["at"]], is_claimed=rows["at"].isin(claimed["at"]))
    counts = (rows["week"] != NO_WEEK) & facts.is_main[rows["at"]] & ~own_outcome[rows["at"]]
    return Paths(next_week, tuple(_reached(rows[counts], stands, held)))


def _standing_for(pairs: pd.DataFrame, held: Held, facts: StepFacts) -> pd.DataFrame:
    """By person and pool the candidate that stands for the step (`step`): the one with a place held that adds least."""
    following = {name: step.programme_id for name, step in held.steps.items()}
    places = held.places.assign(following=held.places["programme_id"].map(following))
    at = np.flatnonzero(pairs["slot"].isin(places["slot"]).to_numpy())
    open_to = pd.DataFrame(
        {
            "step": at,
            "person": pairs["person"].to_numpy(dtype=np.int64)[at],
            "slot": pairs["slot"].to_numpy(dtype=np.int64)[at],
            "following": pairs["programme_id"].astype(str).to_numpy()[at],
            "uplift": facts.uplift[at],
            "kind": facts.kind[at],
        }
    )
    further = {f"further_{number}": values[at] for number, values in enumerate(facts.further)}
    table = open_to.assign(**further)[facts.is_main[at]].merge(places, on=["slot", "following"])
    table = table.sort_values([*_OF_POOL, "uplift", *further]).drop_duplicates(_OF_POOL)
    return table[[*_OF_POOL, "step", "kind"]]


def _first(rows: pd.DataFrame, stands: pd.DataFrame, held: Held) -> pd.DataFrame:
    """By candidate (`at`) the first week with room in which the person may take a held place once ready."""
    has_room = [
        held.room[HeldPool(name, week)] > 0 for name, week in zip(stands["programme_id"], stands["week"], strict=True)
    ]
    between = rows["programme_id"].map({name: step.weeks_between for name, step in held.steps.items()})
    ready = rows.assign(ready=rows["last_week"] + 1 + between)
    table = ready.merge(stands[np.array(has_room, dtype=bool)], on=["person", "programme_id"])
    table = table[table["week"] >= table["ready"]]
    return table.groupby("at")["week"].min().reset_index()


def _claimed(scenario: Scenario, rows: pd.DataFrame, held: Held) -> pd.DataFrame:
    """The candidates (`at`) that are a placement with a claim, and the week of it; NO_WEEK if no place is left."""
    claims = [claim for claim in held.claims if claim.jobseeker_id is not None and claim.slot_id is not None]
    people, slots = scenario.tables["jobseekers"]["jobseeker_id"], scenario.tables["slots"]["slot_id"]
    table = pd.DataFrame(
        {
            "person": positions_of([claim.jobseeker_id for claim in claims], people),
            "slot": positions_of([claim.slot_id for claim in claims], slots),
            "programme_id": pd.Series([claim.pool.programme_id for claim in claims], dtype=object),
            "week": np.array(
                [claim.pool.week if claim.pool in held.ends else NO_WEEK for claim in claims], dtype=np.int64
            ),
        }
    )
    return rows.merge(table[table["person"] >= 0], on=["person", "slot", "programme_id"])[["at", "week"]]


def _reached(rows: pd.DataFrame, stands: pd.DataFrame, held: Held) -> list[_Reached]:
    """The later steps of the candidates in `rows`, the first first; a path ends where the person may take no place."""
    names = zip(rows["programme_id"], rows["week"], rows["is_claimed"], strict=True)
    pools = [held.path(HeldPool(name, week), is_claimed=is_claimed) for name, week, is_claimed in names]
    shares = {name: (step.share, EVIDENCE.index(step.kind)) for name, step in held.steps.items()}
    here = rows[["at", "person"]].assign(pools=pd.Series(pools, index=rows.index, dtype=object), reach=1.0, kind=0)
    found: list[_Reached] = []
    while len(here):
        pool = [path[len(found)] for path in here["pools"]]
        here = here.assign(programme_id=[one.programme_id for one in pool], week=[one.week for one in pool])
        here = here.merge(stands, on=_OF_POOL, suffixes=("", "_of_step")).sort_values("at", ignore_index=True)
        own = [shares[name] for name in here["programme_id"]]
        here["reach"] *= [share for share, _kind in own]
        of_share = np.array([kind for _share, kind in own], dtype=np.int64)
        here["kind"] = np.maximum.reduce([here["kind"].to_numpy(), of_share, here["kind_of_step"].to_numpy()])
        if len(here):
            at, step, kind = (here[name].to_numpy(dtype=np.int64) for name in ("at", "step", "kind"))
            found.append(_Reached(at, step, here["reach"].to_numpy(dtype=np.float64), kind))
        is_longer = [len(path) > len(found) for path in here["pools"]]
        here = here.loc[np.array(is_longer, dtype=bool), ["at", "person", "pools", "reach", "kind"]]
    return found
