"""Waits told honestly: how long people wait, by group, whom no place fits at all, and what somebody should act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from planner.candidates import REASONS
from planner.explanation import gate_text
from planner.instance import Instance
from planner.planning.groups import most_first
from planner.schema.advance_tables import ACT_ON_COLUMNS
from planner.schema.arrays import Bools
from planner.schema.weeks import week_label
from planner.texts import _, ngettext

EVERYBODY = "all"


@dataclass(frozen=True)
class Waits:
    """The waits of a group's people: how many wait, median, 95th percentile, longest (weeks).

    People wait until a placement begins; one that stands beside a place, as SFI, is none. `no_place` are those of them
    whom every slot refuses, and to whom nothing has been promised.
    """

    group: str
    people: int
    median: float
    percentile_95: float
    longest: int
    no_place: int


def waits_by_group(instance: Instance) -> list[Waits]:
    """The waits of everybody in the pool, then of each group, in the plan week."""
    waiting = ~_has_place(instance, begun=True)
    refused = np.zeros(len(waiting), dtype=bool)
    refused[instance.eligibility.without_candidate()] = True
    refused &= ~_has_place(instance)
    weeks = instance.people["waiting_weeks"].to_numpy(dtype=float)
    groups: dict[str, Bools] = {EVERYBODY: np.ones(len(waiting), dtype=bool), **instance.groups}
    found = []
    for name, member in groups.items():
        own = weeks[member & waiting]
        if len(own):
            median, high = (float(np.percentile(own, share)) for share in (50, 95))
            no_place = int((member & waiting & refused).sum())
            found.append(Waits(name, len(own), median, high, int(own.max()), no_place))
    return found


def shut_out_by(instance: Instance) -> dict[str, int]:
    """How many people whom no place fits are shut out by each demand: that which refuses them most places.

    Slots that nobody can have this week (closed, or begun) shut nobody out.
    """
    return most_first(_demands(instance).values())


def _demands(instance: Instance) -> dict[int, str]:
    """The demand that refuses most places, of each person without any promise whom every slot refuses."""
    people = instance.eligibility.without_candidate()
    people = people[~_has_place(instance)[people]]
    counts = instance.eligibility.by_person[people].copy()
    about_slots = [REASONS.index(name) for name in ("slot_status", "start_week") if name in REASONS]
    counts[:, about_slots] = 0
    first = counts.argmax(axis=1)
    return {
        int(person): REASONS[int(at)] if counts[row, at] else REASONS[about_slots[0]]
        for row, (person, at) in enumerate(zip(people, first, strict=True))
    }


def _has_place(instance: Instance, *, begun: bool = False) -> Bools:
    """By person, whether a placement runs or has been promised, or only whether one has begun; a companion is none."""
    running, companions = instance.running, instance.companion_programmes
    forms, of_slot = instance.programmes["programme_id"].tolist(), instance.slots["programme_ids"].tolist()
    is_beside = np.array(
        [
            companions.issuperset(of_slot[slot] if programme < 0 else (forms[programme],))
            for slot, programme in zip(running["slot"], running["programme"], strict=True)
        ],
        dtype=bool,
    )
    counts = ~is_beside & (running["person"] >= 0).to_numpy()
    if begun:
        state = running["state"]
        has_begun = (state == "started") | ((state == "accepted") & (running["from_week"] < instance.week))
        counts &= has_begun.to_numpy()
    has = np.zeros(len(instance.people), dtype=bool)
    has[running["person"].to_numpy()[counts]] = True
    return has


@dataclass(frozen=True)
class ToAct:
    """One thing that somebody should act on: its kind, whom or what it is about, since how many weeks, in words."""

    kind: str
    person: str | None
    slot: str | None
    weeks: int | None
    what: str


def long_waits(instance: Instance, limit: int) -> list[ToAct]:
    """Everybody with no placement, begun or promised, who has waited more than `limit` weeks, the longest first."""
    demands, waiting = _demands(instance), ~_has_place(instance)
    ids, weeks = instance.people["jobseeker_id"].to_numpy(), instance.people["waiting_weeks"].to_numpy()
    found = []
    for person in np.flatnonzero(waiting & (weeks > limit)).tolist():
        said = _("has a possible place, and others have come first")
        if person in demands:
            said = _("no place fits: {demand}", demand=gate_text(demands[person]))
        found.append(ToAct("long_wait", str(ids[person]), None, int(weeks[person]), said))
    return sorted(found, key=lambda one: (-(one.weeks or 0), one.person or ""))


def begun_unanswered(instance: Instance) -> list[ToAct]:
    """Accepted placements that should have begun before the plan week, and of which nobody has said so."""
    running = instance.running
    rows = running[(running["state"] == "accepted") & (running["from_week"] < instance.week) & (running["person"] >= 0)]
    return [
        ToAct("start_unanswered", _person(instance, person), _slot(instance, slot), int(instance.week - first),
              _("was to begin in {week}; answer started or interrupted", week=week_label(int(first))))
        for person, slot, first in rows[["person", "slot", "from_week"]].itertuples(index=False)
    ]  # fmt: skip


def passed_slots(instance: Instance, before: int) -> list[ToAct]:
    """Open slots with free places whose start has passed since week `before`: nobody can be proposed there any more."""
    slots, free = instance.slots, instance.places_left
    is_passed = (slots["status"] == "open") & slots["start_week"].between(before, instance.week - 1)
    found = []
    for at in np.flatnonzero(is_passed.to_numpy() & (free > 0)).tolist():
        said = ngettext(
            "{number} place is free and its start has passed; ask the employer for a new week, or withdraw it",
            "{number} places are free and their start has passed; ask the employer for a new week, or withdraw them",
            int(free[at]),
        )
        since = int(instance.week - slots["start_week"].iloc[at])
        found.append(ToAct("start_passed", None, _slot(instance, at), since, said))
    return found


def about_pairs(kind: str, pairs: Sequence[tuple[str | None, str]], what: str) -> list[ToAct]:
    """One thing to act on for each pair of ids."""
    return [ToAct(kind, person, slot, None, what) for person, slot in pairs]


def act_frame(found: Sequence[ToAct], caseworkers: Mapping[str, str]) -> pd.DataFrame:
    """The list to act on as a table: kind, jobseeker_id, slot_id, caseworker_id, weeks, what."""
    rows = [(one.kind, one.person, one.slot, caseworkers.get(one.person or ""), one.weeks, one.what) for one in found]
    return pd.DataFrame(rows, columns=list(ACT_ON_COLUMNS), dtype=object)


def _person(instance: Instance, at: int) -> str:
    return str(instance.people["jobseeker_id"].iloc[at])


def _slot(instance: Instance, at: int) -> str:
    return str(instance.slots["slot_id"].iloc[at])
