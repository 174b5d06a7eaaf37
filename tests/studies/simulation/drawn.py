"""Simulated worlds as a test states them, and an account of a run in plain loops that shares no code with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from planner.inputs import simulation_model
from planner.schema.models import SimulationFigures
from planner.schema.scenario import Scenario
from planner.studies.simulation.run import Played, PolicyRun
from planner.studies.simulation.templates import Templates, templates
from planner.studies.simulation.world import Rates, drawn_world


def figures(**values: float) -> SimulationFigures:
    """Nobody leaves or comes, and no place opens, comes back or ends early, but for the figures named."""
    shipped = simulation_model([], None).figures
    none = dict.fromkeys(("leaves", "arrivals", "new_places", "returns", "interrupted"), 0.0)
    changed = {
        name: getattr(shipped, name).model_copy(update={"value": value}) for name, value in {**none, **values}.items()
    }
    return shipped.model_copy(update=changed)


def rates(scenario: Scenario, made: Templates, **values: float) -> Rates:
    """Figures as `figures` has them; `no_show` and `withdrawn` are 0 too where they are not named."""
    answers = scenario.assumptions.futures.figures
    for name in ("no_show", "withdrawn"):
        figure = getattr(answers, name).model_copy(update={"value": values.pop(name, 0.0), "low": 0.0})
        answers = answers.model_copy(update={name: figure})
    pool = figures(**values)
    return Rates(pool, answers, pool.arrivals.value * made.num_waiting)


def played(scenario: Scenario, weeks: int, seed: int = 1, **values: float) -> Played:
    """A world of a scenario, with its pairs."""
    made = templates(scenario)
    found = rates(scenario, made, **values)
    return Played.of(made, found, drawn_world(made, found, weeks, seed))


EVERYTHING: dict[str, Any] = {
    "leaves": 0.03, "arrivals": 0.1, "new_places": 0.1, "returns": 0.9, "interrupted": 0.4, "no_show": 0.1,
    "withdrawn": 0.2,
}  # fmt: skip


def broken(run: PolicyRun, *, minimums: bool) -> list[str]:
    """Every limit that a run breaks, week by week, in words.

    `minimums` says whether the minimum of slots holds for what is proposed at once, as it does where nobody knows who
    will say no.
    """
    account = _Account(run, minimums)
    rows = [(int(week), int(pair), str(answer)) for week, pair, answer in run.log.to_numpy().tolist()]
    for week in range(run.played.world.week, run.played.world.end):
        account.take_in(week, [(pair, answer) for at, pair, answer in rows if at == week])
    return account.faults


class _Account:
    """What has been placed, begun, refused and spent so far, in counters and loops."""

    def __init__(self, run: PolicyRun, minimums: bool) -> None:  # noqa: FBT001 - of this module
        self.played, self.minimums = run.played, minimums
        self.faults: list[str] = []
        self.begun: Counter[int] = Counter()
        self.placed: set[int] = set()
        self.refused: set[tuple[int, int]] = set()
        self.left = [float(value) for value in run.played.world.left]

    def take_in(self, week: int, rows: list[tuple[int, str]]) -> None:
        if week == self.played.world.change_week:
            self.left = [has + float(more) for has, more in zip(self.left, self.played.world.more, strict=True)]
        pairs = self.played.pairs
        for pair, _answer in rows:
            self.faults += [f"week {week}: {fault}" for fault in self._of_pair(week, pair)]
        asked = Counter(int(pairs.person[pair]) for pair, _answer in rows)
        self.faults += [f"week {week}: person {one} asked {many} times" for one, many in asked.items() if many > 1]
        proposed = Counter(int(pairs.opening[pair]) for pair, _answer in rows)
        for opening, many in proposed.items():
            self.faults += [f"week {week}: {fault}" for fault in self._of_opening(opening, many)]
        for line in range(len(self.left)):
            if (cost := sum(self._cost(pair)[line] for pair, _answer in rows)) > self.left[line] + 0.01:
                self.faults.append(f"week {week}: {cost} SEK of {self.left[line]}")
        for pair, answer in rows:
            person, opening = int(pairs.person[pair]), int(pairs.opening[pair])
            if answer == "begins":
                self.placed.add(person)
                self.begun[opening] += 1
                self.left = [has - cost for has, cost in zip(self.left, self._cost(pair), strict=True)]
            else:
                self.refused.add((person, opening))

    def _cost(self, pair: int) -> list[float]:
        """Week by week, on each line that is open then; after the lines a place of each pool of held ones."""
        money, column = self.played.templates.money, int(self.played.pairs.column[pair])
        start = int(self.played.world.openings.start[int(self.played.pairs.opening[pair])])
        found = [0.0 for _line in self.left]
        for week in range(start, start + int(money.weeks[column])):
            for line, share in enumerate(money.shares[column].tolist()):
                if float(money.begins[line]) <= week <= float(money.ends[line]):
                    found[line] += float(money.cost_week[column]) * share
        for pool, taken in enumerate(money.steps[column].tolist(), money.shares.shape[1]):
            found[pool] += taken
        return found

    def _of_pair(self, week: int, pair: int) -> Iterator[str]:
        people, openings = self.played.world.people, self.played.world.openings
        pairs, column = self.played.pairs, self.played.templates.columns.iloc[int(self.played.pairs.column[pair])]
        person, opening = int(pairs.person[pair]), int(pairs.opening[pair])
        if int(column["slot"]) != int(openings.slot[opening]) or int(column["person"]) != int(people.template[person]):
            yield "a column of another person or slot"
        if not int(people.first[person]) <= week < int(people.after[person]) or person in self.placed:
            yield f"person {person} is not in the pool"
        if (person, opening) in self.refused:
            yield f"person {person} has said no to {opening} before"
        latest = min(int(openings.start[opening]) - int(column["lead"]), int(openings.last[opening]))
        if not int(openings.first[opening]) <= week <= latest:
            yield f"opening {opening} cannot be planned"

    def _of_opening(self, opening: int, many: int) -> Iterator[str]:
        parent = int(self.played.world.openings.parent[opening])
        room = int(self.played.world.openings.places[opening]) if parent < 0 else self.begun[parent]
        if many > room - self.begun[opening]:
            yield f"{many} for {room - self.begun[opening]} places in {opening}"
        least = int(self.played.least[opening])
        if self.minimums and many + self.begun[opening] < least:
            yield f"{many} in {opening}, which needs {least}"
