"""Places held for the next step of a path: which programme leads to which, what is held when, and who has a claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from planner.schema.arrays import Counts, positions_of
from planner.schema.models import Evidence
from planner.schema.scenario import Scenario

# How a proposal ends in the history where a person or an employer said no.
SAID_NO = ("declined", "refused", "vetoed")


class NextStep(NamedTuple):
    """What a programme leads to, the share of those who finish that goes on, and the fewest weeks between."""

    programme_id: str
    share: float
    weeks_between: int
    kind: Evidence


class HeldPool(NamedTuple):
    """All places that are held for those who come from one programme and begin their next step in one week."""

    programme_id: str
    week: int


class Claim(NamedTuple):
    """A person's claim on a pool; `slot_id` is where they are, None once they have finished there.

    A claim is used when the person has another placement in one of the pool's slots, `used_in`, and lost
    where no slot of the pool is left for them: they declined it, or its employer would not have them.
    """

    jobseeker_id: str | None
    slot_id: str | None
    pool: HeldPool
    used_in: str | None = None


@dataclass(frozen=True)
class Held:
    """The paths of a scenario.

    `steps` is by programme that leads on. `places` has a row for each slot and programme with places held from the plan
    week on: slot (position), slot_id, programme_id (from where), week (the slot's start), last_week (of a placement in
    the next programme), places (without those that others fill), is_over (past `until_week`: held for claims alone) and
    used (by people with a claim). `claims` are those that are not lost.
    """

    steps: Mapping[str, NextStep]
    places: pd.DataFrame = field(repr=False)
    claims: tuple[Claim, ...] = field(repr=False)

    @cached_property
    def room(self) -> Mapping[HeldPool, int]:
        """By pool the places for new paths: neither claimed nor used, nor past their `until_week`; at least 0."""
        places, over = Counter[HeldPool](), Counter[HeldPool]()
        cells = self.places[["programme_id", "week", "places", "is_over"]]
        for name, week, number, is_over in cells.itertuples(index=False):
            pool = HeldPool(str(name), int(week))
            places[pool] += 0 if is_over else int(number)
            over[pool] += int(number) if is_over else 0
        taken = Counter(pool for claim in self.claims for pool in self._claimed(claim))
        return {pool: max(number - max(taken[pool] - over[pool], 0), 0) for pool, number in places.items()}

    @cached_property
    def ends(self) -> Mapping[HeldPool, int]:
        """By pool the last week of the longest placement that begins in it."""
        ends: dict[HeldPool, int] = {}
        for name, week, last in self.places[["programme_id", "week", "last_week"]].itertuples(index=False):
            pool = HeldPool(str(name), int(week))
            ends[pool] = max(int(last), ends.get(pool, 0))
        return dict(sorted(ends.items()))

    @cached_property
    def closed(self) -> Mapping[int, int]:
        """By slot (position) with held places, how many of them nobody has used who has a claim."""
        open_places = (self.places["places"] - self.places["used"]).clip(lower=0)
        closed: Counter[int] = Counter()
        for slot, number in zip(self.places["slot"], open_places, strict=True):
            closed[int(slot)] += int(number)
        return closed

    def _claimed(self, claim: Claim) -> Iterator[HeldPool]:
        """The pools that a claim takes a place of: its own, and until it is used the later ones of the path."""
        yield claim.pool
        if claim.used_in is None:
            yield from self._after(claim.pool)

    def path(self, pool: HeldPool, *, is_claimed: bool) -> tuple[HeldPool, ...]:
        """The pools of a path whose next step is this one: it and those after it.

        A new path ends where there is no more room; of one with a claim the later places are claimed too.
        """
        found = [pool]
        for later in self._after(pool):
            if not is_claimed and not self.room[later]:
                break
            found.append(later)
        return tuple(found)

    def _after(self, pool: HeldPool) -> Iterator[HeldPool]:
        """The pools after one: of each next programme the first that begins when the step before is over."""
        while pool in self.ends:
            programme = self.steps[pool.programme_id].programme_id
            if programme not in self.steps:
                return
            ready = self.ends[pool] + 1 + self.steps[programme].weeks_between
            weeks = [other.week for other in self.ends if other.programme_id == programme and other.week >= ready]
            if not weeks:
                return
            pool = HeldPool(programme, min(weeks))
            yield pool


# Where no programme leads on.
NO_PATHS = Held({}, pd.DataFrame({"slot": pd.Series(dtype=np.int64)}), ())


def held(scenario: Scenario, left: Counts) -> Held:
    """What is held in the plan week, of slots with so many places `left` by placements that run in their weeks.

    Rows whose `until_week` is over hold places for those with a claim alone.
    """
    programmes = scenario.tables["programmes"]
    cells = programmes[["programme_id", "leads_to", "leads_to_share", "weeks_between", "share_kind"]]
    steps = {
        str(name): NextStep(str(following), float(share), int(between), kind)
        for name, following, share, between, kind in cells.itertuples(index=False)
        if not pd.isna(following)
    }
    places = _places(scenario, steps)
    claims = tuple(_claims(scenario, steps, places))
    used = Counter((claim.used_in, claim.pool.programme_id) for claim in claims)
    pairs = zip(places["slot_id"], places["programme_id"], strict=True)
    return Held(steps, _still_there(places.assign(used=[used[pair] for pair in pairs]), left), claims)


def _still_there(places: pd.DataFrame, left: Counts) -> pd.DataFrame:
    """The rows without the places that somebody else fills, who has no claim on them.

    Where a slot is held for several programmes, each may be the one whose place is filled: it is lacking for each.
    """
    used = np.minimum(places["used"], places["places"])
    unused = places["places"] - used
    lacking = unused.groupby(places["slot"]).transform("sum") - left[places["slot"].to_numpy(dtype=np.int64)]
    number = used + (unused - lacking.clip(lower=0)).clip(lower=0)
    found: pd.DataFrame = places.assign(places=number.astype(np.int64))[number > 0].reset_index(drop=True)
    return found


def _places(scenario: Scenario, steps: Mapping[str, NextStep]) -> pd.DataFrame:
    table, slots = scenario.tables["held_places"], scenario.tables["slots"]
    table = table.assign(slot=positions_of(table["slot_id"], slots["slot_id"]))
    start = slots["start_week"].to_numpy()[table["slot"].to_numpy()] if len(table) else []
    is_over = (table["until_week"] < scenario.week).fillna(value=False).to_numpy(dtype=bool)
    table = table.assign(week=start, is_over=is_over)
    wanted = Counter(zip(*(_who_claims(scenario)[name] for name in ("programme_id", "next_week")), strict=True))
    claimed = np.array(
        [wanted[pair] for pair in zip(table["programme_id"], table["week"], strict=True)], dtype=np.int64
    )
    table["places"] = np.where(is_over, np.minimum(table["places"].to_numpy(dtype=np.int64), claimed), table["places"])
    is_held = (table["week"] >= scenario.week) & (table["places"] > 0) & table["programme_id"].isin(steps)
    table = table[is_held].reset_index(drop=True)
    rule = scenario.tables["programmes"].set_index("programme_id")["rule"]
    last = []
    for slot, programme, week in zip(table["slot"], table["programme_id"], table["week"], strict=True):
        weeks = slots["weeks"].iloc[slot]
        if pd.isna(weeks):
            weeks = scenario.assumptions.rules.rule(rule[steps[programme].programme_id], int(week)).usual_weeks.value
        last.append(int(week) + int(weeks) - 1)
    return table.assign(last_week=last)[["slot", "slot_id", "programme_id", "week", "last_week", "places", "is_over"]]


def _who_claims(scenario: Scenario) -> pd.DataFrame:
    """Those under way or promised, then those who have finished and are still in the tables: with a next week."""
    running, history = scenario.tables["placements"][scenario.is_promised], scenario.tables["history"]
    known = set(scenario.tables["jobseekers"]["jobseeker_id"])
    finished = history[(history["end"] == "ended") & history["jobseeker_id"].isin(known)].assign(slot_id=None)
    columns = ["jobseeker_id", "slot_id", "programme_id", "next_week"]
    rows = pd.concat([part[columns].astype(object) for part in (running, finished)], ignore_index=True)
    return rows[rows["next_week"].notna()]


def _claims(scenario: Scenario, steps: Mapping[str, NextStep], places: pd.DataFrame) -> Iterator[Claim]:
    """The claims of those who have one, without those that are lost."""
    running, history = scenario.tables["placements"][scenario.is_promised], scenario.tables["history"]
    declined = history[history["end"].isin(SAID_NO)]
    refused = set(zip(declined["jobseeker_id"], declined["slot_id"], strict=True))
    placed = set(zip(running["jobseeker_id"], running["slot_id"], running["programme_id"], strict=True))
    in_pool = places.groupby(["programme_id", "week"])["slot_id"].agg(list).to_dict()
    seen = set()
    for person, slot, programme, week in _who_claims(scenario).itertuples(index=False):
        if programme not in steps or int(week) < scenario.week:
            continue
        pool = HeldPool(str(programme), int(week))
        slots = in_pool.get(pool, [])
        is_lost = bool(slots) and all((person, name) in refused for name in slots)
        if is_lost or (person, pool) in seen:
            continue
        if not pd.isna(person):
            seen.add((person, pool))
        others = {name for who, name, _form in placed - {(person, slot, programme)} if who == person}
        used = next((str(name) for name in slots if name in others), None)
        yield Claim(None if pd.isna(person) else str(person), slot, pool, used)
