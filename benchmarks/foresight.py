"""Foresight: a policy that knows everything of a world but the answers, and plans each week anew.

It is the honest yardstick beside hindsight, which knows every answer as well, and `attainable`, a bound that no policy
need reach. It knows who will come and leave, what will open, be taken back and come back; whoever is asked may say no.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.schema.arrays import Positions, Values
from planner.solving import HighsClient
from planner.studies.simulation.expected import WeeksLeft, expected
from planner.studies.simulation.policies import chosen_now
from planner.studies.simulation.program import LPRows, Taken, add_limits, best_shares
from planner.studies.simulation.run import PolicyState

# Among equals, what the program itself proposes.
AGREED = 1e-3


@dataclass(frozen=True)
class ForesightPolicy:
    """This week's best plan at the prices of the one future that the world has; answers alone are expected.

    With `follows`, this week's choice of the program is kept as far as it fits, in place of the best at its prices.
    """

    client: HighsClient
    follows: bool = False

    def __call__(self, standing: PolicyState, now: Positions) -> Positions:
        """The best choice at the prices of what is to come."""
        played, world = standing.played, standing.played.world
        now = now[played.is_column[now]]
        if not len(now):
            return now
        chance, one = played.chance[now], np.ones(len(now))
        pairs, rows, number = played.pairs.of(now), LPRows(), len(world.people.names)
        free, none = standing.free(), np.full(len(standing.free()), -1)
        this_week = Taken(np.arange(len(now)), pairs.person, pairs.opening, one, one, one, played.cost[now])
        add_limits(rows, this_week, number, free, none, standing.left)
        of_now = rows.number
        later, when = self._later(standing)
        pool = replace(played, rates=played.rates.staying)
        own = expected(pool, world.people, world.openings, played.pairs.of(later), (when, standing.week))
        taken = replace(own.taken, column=own.taken.column + len(now))
        expects = replace(this_week, of_person=chance, of_place=chance, begins=chance)
        # What has begun in an opening has made room already in those that come back from it.
        room = np.where(world.openings.parent < 0, free, 0)
        first = rows.number + number
        add_limits(
            rows, expects.and_also(taken), number, room, world.openings.parent, standing.left + self._more(standing)
        )
        weeks = WeeksLeft.of(world.people, world.openings, played.pairs.of(later), (standing.week + 1, world.end))
        weeks.add_to(rows, own, len(now))
        goal = np.concatenate([chance * played.gain[now], played.gain[later] * own.taken.begins])
        matrix, upper = rows.matrix(len(goal))
        child = np.flatnonzero(world.openings.parent >= 0)
        upper[first + child] += standing.free()[child]
        solved = best_shares(self.client, matrix, goal, upper)
        x = solved.x[: len(now)]
        if self.follows:
            return chosen_now(self.client, standing, now, np.where(x > AGREED, x, 0.0))
        charges = matrix[of_now:, : len(now)].T @ np.maximum(solved.prices[of_now:], 0.0)
        return chosen_now(self.client, standing, now, np.asarray(chance * played.gain[now] - charges + AGREED * x))

    @staticmethod
    def _later(standing: PolicyState) -> tuple[Positions, Positions]:
        """The pairs that can still be planned after this week, and when first."""
        played = standing.played
        pairs, columns = played.pairs, played.is_column & ~standing.refused
        when = np.maximum(pairs.first, standing.week + 1)
        found = np.flatnonzero(
            columns & (when <= pairs.last) & (when < played.world.end) & ~standing.placed[pairs.person]
        )
        return found, when[found]

    @staticmethod
    def _more(standing: PolicyState) -> Values:
        world = standing.played.world
        return world.more if standing.week < world.change_week else np.zeros(len(world.left))
