"""Limits that hold in every week: what proposals load on an owner, against what running placements leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.verification.constraints.row import SLACK, Constraint, Key, Limit, covers, span, spelled, week_of, weeks_of
from planner.verification.facts import Candidate, Facts
from planner.verification.objection import Objection


@dataclass(frozen=True)
class OverTime:
    """One such constraint: `noun` is what an owner is called, `words` say a load, with {} for the number.

    `owner` is None for a candidate that loads nobody; `left` is None where the owner has no limit, or is none.
    """

    name: str
    noun: str
    words: str
    owner: Callable[[Candidate], str | None]
    load: Callable[[Candidate], float]
    left: Callable[[Facts, str, int], float | None]

    def constraint(self, objections: Callable[[Facts, Sequence[Candidate]], list[Objection]]) -> Constraint:
        """The hard constraint, for plans (by a function of its name) and for the certificate."""
        return Constraint(self.name, objections, self._limit, self._keys, self._coefficient, by_week=True)

    def objections(self, facts: Facts, proposals: Sequence[Candidate]) -> list[Objection]:
        """One objection for each owner whose load is above what is left in some week."""
        groups: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in proposals:
            owner = self.owner(candidate)
            if owner is not None:
                groups[owner].append(candidate)
        objections = []
        for owner, theirs in sorted(groups.items()):
            over: dict[int, tuple[float, float]] = {}
            for week in weeks_of(theirs):
                load, left = sum(self.load(c) for c in theirs if covers(c, week)), self.left(facts, owner, week)
                if left is not None and load > left + SLACK:
                    over[week] = (load, left)
            if over:
                load, left = next(iter(over.values()))
                message = f"{self.words.format(spelled(load))} in {span(list(over))}, {spelled(left)} left."
                objections.append(Objection(self.name, f"{self.noun} {owner}", message))
        return objections

    def _limit(self, facts: Facts, key: Key) -> Limit | None:
        match key:
            case (owner, label):
                week = week_of(label)
                left = None if week is None else self.left(facts, owner, week)
                return None if left is None else Limit(left, "upper")
        return None

    def _keys(self, _facts: Facts, candidate: Candidate) -> list[Key]:
        owner = self.owner(candidate)
        return [] if owner is None else [(owner,)]

    def _coefficient(self, _facts: Facts, key: Key, candidate: Candidate) -> float:
        return float(self.load(candidate)) if covers(candidate, week_of(key[1])) else 0.0
