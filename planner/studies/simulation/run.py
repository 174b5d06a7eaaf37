"""One policy in one world, week by week: what it proposes, what is answered, and what that leaves."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from planner.schema.arrays import Bools, Counts, Positions, Values, Whole
from planner.solving import HighsClient
from planner.studies.simulation.pairs import Pairs, answers, pairs_of
from planner.studies.simulation.program import Program, best_choice
from planner.studies.simulation.templates import NEVER, Templates
from planner.studies.simulation.world import Rates, World

# What became of a proposal.
BEGINS, DECLINES, NEVER_BEGINS = "begins", "declines", "never_begins"
# The plan of hindsight may be so much worse than the best one, as a share.
HINDSIGHT_GAP = 4e-3


@dataclass(frozen=True)
class Played:
    """A world with every pair that can be planned in it, and how each would be answered.

    By pair: `gain` if it begins, `cost` (pairs x lines, SEK), `chance` (that it is accepted and begun, as a policy
    knows it), `is_column` (whether a plan by value may choose it), `accepted` and `begun` (the answers). `least` is by
    opening.
    """

    templates: Templates = field(repr=False)
    rates: Rates
    world: World
    pairs: Pairs
    gain: Values = field(repr=False)
    cost: Values = field(repr=False)
    chance: Values = field(repr=False)
    is_column: Bools = field(repr=False)
    accepted: Bools = field(repr=False)
    begun: Bools = field(repr=False)
    least: Whole = field(repr=False)

    @classmethod
    def of(cls, templates: Templates, rates: Rates, world: World) -> Played:
        """The pairs of a world, and their answers."""
        people, openings = world.people, world.openings
        pairs = pairs_of(templates, people, openings)
        pairs = pairs.of((pairs.first < world.end) & (pairs.last >= world.week))
        accepted, begun = answers(templates, rates, world.chance, (people.names, openings.names), pairs)
        # Places that come back are asked for one by one.
        least = np.where(openings.parent < 0, templates.least[openings.slot], 1)
        return cls(
            templates, rates, world, pairs, pairs.gain(templates), pairs.cost(templates, openings),
            pairs.chance(templates, rates), templates.columns["is_column"].to_numpy()[pairs.column],
            accepted, begun, least,
        )  # fmt: skip

    def with_change(self, pairs: Pairs, cost: Values) -> tuple[Values, Values]:
        """The costs of pairs (pairs x lines) and what lines have left in all weeks together.

        Money of a change stands in its own column: what can be planned only before it has the first money alone.
        """
        world = self.world
        if not (world.more > 0).any():
            return cost, world.left
        early = (pairs.last < world.change_week)[:, np.newaxis]
        return np.hstack([cost, cost * early]), np.concatenate([world.left + world.more, world.left])

    @property
    def unhindered(self) -> Pairs:
        """The pairs with a gain that any policy may choose if nobody left and no slot were taken back."""
        world = self.world
        people = replace(world.people, after=np.full(len(world.people.names), NEVER))
        openings = replace(world.openings, last=world.openings.start)
        pairs = pairs_of(self.templates, people, openings)
        gains = pairs.gain(self.templates) > 0
        return pairs.of((pairs.first < world.end) & (pairs.last >= world.week) & gains)


@dataclass
class PolicyState:
    """Where a policy stands at the start of a week.

    `placed` is by person, `begun` (how many) by opening, `left` (SEK) by line and `refused` by pair.
    """

    played: Played
    week: int
    placed: Bools
    begun: Counts
    left: Values
    refused: Bools

    @classmethod
    def first(cls, played: Played) -> PolicyState:
        """Before the first week."""
        world = played.world
        return cls(
            played, world.week, np.zeros(len(world.people.names), dtype=np.bool_),
            np.zeros(len(world.openings.names), dtype=np.int64), world.left.copy(),
            np.zeros(len(played.pairs), dtype=np.bool_),
        )  # fmt: skip

    def free(self) -> Counts:
        """By opening, its free places."""
        openings = self.played.world.openings
        room = np.where(openings.parent < 0, openings.places, self.begun[openings.parent])
        return np.asarray(room - self.begun, dtype=np.int64)

    def now(self) -> Positions:
        """The pairs that can be planned this week."""
        pairs = self.played.pairs
        at = np.flatnonzero((pairs.first <= self.week) & (self.week <= pairs.last) & ~self.refused)
        return self._to_first_pool(at[~self.placed[pairs.person[at]] & (self.free()[pairs.opening[at]] > 0)])

    def _to_first_pool(self, at: Positions) -> Positions:
        """Of the pairs of one form in an opening that lead to several pools, the first with room: so a plan has it.

        Where none has room, the form cannot be planned.
        """
        played, lines = self.played, len(self.played.templates.lines)
        if not played.templates.pools or not len(at):
            return at
        at = at[(played.cost[at, lines:] <= self.left[lines:]).all(axis=1)]
        pairs, form = played.pairs.of(at), played.templates.columns["form"].to_numpy()
        key = (pairs.person * len(played.world.openings.names) + pairs.opening) * (form.max() + 1) + form[pairs.column]
        first = np.unique(key, return_index=True)[1]
        return at[np.sort(first)]

    def after(self, chosen: Positions) -> None:
        """Take in the answers. Whoever said no to a place is not asked for it again until it is offered anew."""
        played, pairs = self.played, self.played.pairs
        kept = chosen[played.begun[chosen]]
        self.placed[pairs.person[kept]] = True
        self.left = self.left - played.cost[kept].sum(axis=0)
        np.add.at(self.begun, pairs.opening[kept], 1)
        key = pairs.person * len(played.world.openings.names) + pairs.opening
        self.refused |= np.isin(key, key[chosen[~played.begun[chosen]]])


# Chooses the pairs to propose among those that can be planned in a week.
Policy = Callable[[PolicyState, Positions], Positions]


@dataclass(frozen=True)
class PolicyRun:
    """What a policy did in a world: every proposal (`log`: week, pair (position), answer), and the seconds it took.

    `bound` is what no plan in hindsight exceeds, with or without minimums of slots; None for other policies.
    """

    played: Played = field(repr=False)
    log: pd.DataFrame = field(repr=False)
    seconds: float
    bound: float | None = None

    @property
    def kept(self) -> pd.DataFrame:
        """The proposals that became placements."""
        return self.log[self.log["answer"] == BEGINS]

    @property
    def value(self) -> float:
        """The gains of all placements that began, in the scenario's unit."""
        return float(self.played.gain[self.kept["pair"].to_numpy(dtype=np.int64)].sum())

    def paths(self) -> dict[str, float]:
        """The paths begun: how many, how many of them go on, what their next steps bring as expected and as drawn.

        Who goes on is drawn by person, and brings what the share of all who go on brings on average.
        """
        world, pair = self.played.world, self.kept["pair"].to_numpy(dtype=np.int64)
        columns = self.played.templates.columns.iloc[self.played.pairs.column[pair]]
        share, gain = columns["goes_on"].to_numpy(), columns["path_gain"].to_numpy()
        goes_on = world.chance.of("goes on", world.people.names)[self.played.pairs.person[pair]] < share
        drawn = np.where(goes_on, gain / np.where(share > 0, share, 1.0), 0.0)
        return {"promised": float((share > 0).sum()), "went_on": float(goes_on.sum()),
                "expected": float(gain.sum()), "drawn": float(drawn.sum())}  # fmt: skip

    def until(self) -> Whole:
        """By person, the week in which they stopped waiting: placed, gone, or the end."""
        world, kept = self.played.world, self.kept
        until = np.minimum(world.people.after, world.end)
        until[self.played.pairs.person[kept["pair"].to_numpy(dtype=np.int64)]] = kept["week"].to_numpy(dtype=np.int64)
        return until

    def waits(self) -> Values:
        """The weeks that everybody who could get some place has waited, those before the simulation included."""
        people, could = self.played.world.people, np.unique(self.played.pairs.person)
        return np.asarray(people.waited[could] + (self.until() - people.first)[could], dtype=np.float64)

    def weeks(self) -> pd.DataFrame:
        """A row for each week: what was proposed and came of it, and at its end who waits and what has perished.

        Columns: week, proposed, declined, never_began, began, value, cost_sek, waiting, perished.
        """
        played, world, log = self.played, self.played.world, self.log
        pair = log["pair"].to_numpy(dtype=np.int64)
        begins = (log["answer"] == BEGINS).to_numpy(dtype=np.bool_)
        until, first = self.until(), world.people.first
        rows = pd.DataFrame(
            {
                "week": log["week"].to_numpy(dtype=np.int64),
                "proposed": 1,
                "declined": (log["answer"] == DECLINES).to_numpy(dtype=np.int64),
                "never_began": (log["answer"] == NEVER_BEGINS).to_numpy(dtype=np.int64),
                "began": begins.astype(np.int64),
                "value": np.where(begins, played.gain[pair], 0.0),
                "cost_sek": np.where(begins, played.cost[pair, : len(played.templates.lines)].sum(axis=1), 0.0),
            }
        )
        every = range(world.week, world.end)
        table = rows.groupby("week").sum().reindex(every, fill_value=0).reset_index()
        waiting = [int(((first <= week) & (until > week)).sum()) for week in every]
        return table.assign(waiting=waiting, perished=self._perished())

    def paid(self) -> pd.DataFrame:
        """A row for each week and budget line that pays for a placement which was planned in it and began.

        Columns: week, funding_id, placed (people whose placement it pays for) and cost_sek (in all of its weeks).
        """
        pair = self.kept["pair"].to_numpy(dtype=np.int64)
        # After the columns of budget lines come those of held places.
        at, line = np.nonzero(self.played.cost[pair, : len(self.played.templates.lines)])
        rows = pd.DataFrame(
            {
                "week": self.kept["week"].to_numpy(dtype=np.int64)[at],
                "funding_id": [self.played.templates.lines[n] for n in line.tolist()],
                "placed": 1,
                "cost_sek": self.played.cost[pair[at], line],
            }
        )
        return rows.groupby(["week", "funding_id"]).sum().reset_index()

    def _perished(self) -> Whole:
        """By week, the places that nobody got who could, and that cannot be planned any more; not those taken back."""
        played, pairs, openings = self.played, self.played.pairs, self.played.world.openings
        lead = np.full(len(openings.names), NEVER)
        np.minimum.at(lead, pairs.opening, played.templates.columns["lead"].to_numpy()[pairs.column])
        begun = np.bincount(pairs.opening[self.kept["pair"].to_numpy(dtype=np.int64)], minlength=len(lead))
        room = np.where(openings.parent < 0, openings.places, begun[openings.parent])
        last = openings.start - lead
        ends = (last >= played.world.week) & (last <= openings.last) & (last < played.world.end)
        found = np.zeros(played.world.end - played.world.week, dtype=np.int64)
        np.add.at(found, last[ends] - played.world.week, (room - begun)[ends])
        return found


def run_policy(played: Played, policy: Policy) -> PolicyRun:
    """Let a policy plan every week."""
    standing, parts, begun_at = PolicyState.first(played), [], time.perf_counter()
    for week in range(played.world.week, played.world.end):
        standing.week = week
        if week == played.world.change_week:
            standing.left = standing.left + played.world.more
        now = standing.now()
        chosen = policy(standing, now) if len(now) else now
        parts.append(_log(played, np.full(len(chosen), week), chosen))
        standing.after(chosen)
    seconds = time.perf_counter() - begun_at
    return PolicyRun(played, pd.concat(parts, ignore_index=True), seconds)


def hindsight(client: HighsClient, played: Played) -> PolicyRun:
    """One choice over all weeks, knowing everybody who comes and leaves, everything that opens and every answer.

    Minimums of slots are left out: policies need so many proposals, and those who will say no count among them. So it
    may gain more than any plan that keeps to them, and no policy gains more than its `bound`.
    """
    begun_at = time.perf_counter()
    pairs, openings = played.pairs, played.world.openings
    yes = np.flatnonzero(played.begun & (played.gain > 0))
    cost, left = played.with_change(pairs.of(yes), played.cost[yes])
    no_least = np.ones(len(openings.places), dtype=np.int64)
    program = Program(pairs.of(yes), played.gain[yes], cost, openings.places, openings.parent, left, no_least)
    chosen, bound = best_choice(client, program, HINDSIGHT_GAP)
    log = _log(played, _weeks_of(played, yes[chosen]), yes[chosen])
    log = log.sort_values(["week", "pair"], ignore_index=True)
    return PolicyRun(played, log, time.perf_counter() - begun_at, bound)


def _weeks_of(played: Played, chosen: Positions) -> Whole:
    """By chosen pair the week of hindsight's proposal: its first, or that of a change whose money it needs."""
    world, pairs = played.world, played.pairs.of(chosen)
    week, cost = np.maximum(pairs.first, world.week), played.cost[chosen]
    if not (world.more > 0).any():
        return week
    is_before = week < world.change_week
    may_wait = is_before & (pairs.last >= world.change_week)
    left = world.left - cost[is_before & ~may_wait].sum(axis=0)
    for at in np.flatnonzero(may_wait)[np.argsort(week[may_wait], kind="stable")].tolist():
        if (cost[at] <= left).all():
            left = left - cost[at]
        else:
            week[at] = world.change_week
    return week


def _log(played: Played, week: Whole, chosen: Positions) -> pd.DataFrame:
    kept = np.where(played.accepted[chosen], NEVER_BEGINS, DECLINES)
    return pd.DataFrame({"week": week, "pair": chosen, "answer": np.where(played.begun[chosen], BEGINS, kept)})
