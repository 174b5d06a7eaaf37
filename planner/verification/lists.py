"""Lists of employers who meet several people: who may follow the proposals, within which limits, and a bound."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from planner.schema.scenario import Scenario
from planner.schema.tables import Slot
from planner.texts import _
from planner.verification.bound import Valued, is_column, valued
from planner.verification.constraints import CONSTRAINT_BY_NAME, CONSTRAINTS, Constraint
from planner.verification.constraints.one_main import class_of
from planner.verification.constraints.row import SLACK, Key, label_of, week_of
from planner.verification.cuts import LARGEST_DUAL
from planner.verification.facts import Candidate, Facts, facts_of
from planner.verification.folder import LISTS_BOUND, number_of
from planner.verification.objection import Objection
from planner.verification.parsed_plan import name_of

PLACES = "list_places"
# Of these rows whoever follows needs all that a proposal would: the employer meets them beside the proposals.
BESIDE = "employer_approaches"
Row = tuple[str, Key]


class ListPlace(NamedTuple):
    """A candidate on a position of a list; `is_kept` if they were interviewed and keep it."""

    priced: Valued
    position: int
    is_kept: bool = False


class FilledLists:
    """The lists beside some proposals: who may follow on them, what each limit leaves, and who keeps a position.

    `columns` are the candidates that may be chosen at all, by jobseeker.
    """

    def __init__(self, facts: Facts, proposed: Sequence[Candidate], columns: Mapping[str, Sequence[Valued]]) -> None:
        self.facts, self.proposed, self.columns = facts, proposed, columns
        self.asked = [one for one in CONSTRAINTS if one.name not in {"one_main", *facts.scenario.constraints_off}]
        self.first: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in proposed:
            if candidate.offer.purpose == "main" and length_of(candidate.offer.slot) > 1:
                self.first[candidate.offer.slot.slot_id].append(candidate)

    @cached_property
    def in_play(self) -> list[Valued]:
        """Candidates who may follow on a list: main ones with a gain, of people without a main proposal."""
        with_main = {one.person.jobseeker_id for one in self.proposed if class_of(one) == "main"}
        pairs = {name_of(one)[:2] for one in self.proposed}
        return [
            priced
            for person_id, own in self.columns.items()
            if person_id not in with_main
            for priced in own
            if priced.candidate.offer.purpose == "main"
            and priced.value > 0
            and self.first.get(priced.candidate.offer.slot.slot_id)
            and name_of(priced.candidate)[:2] not in pairs
        ]

    @cached_property
    def used(self) -> Mapping[Row, float]:
        """What the proposals use of each row."""
        amounts: dict[Row, list[float]] = defaultdict(list)
        for candidate in self.proposed:
            for row, amount in self._needs(candidate).items():
                amounts[row].append(amount)
        return {row: math.fsum(parts) for row, parts in amounts.items()}

    def _needs(self, candidate: Candidate) -> dict[Row, float]:
        return {
            (constraint.name, key): constraint.coefficient(self.facts, key, candidate)
            for constraint in self.asked
            for key in constraint.rows(self.facts, candidate)
            if not constraint.is_by_week or self._may_rise(constraint, key)
        }

    def _may_rise(self, constraint: Constraint, key: Key) -> bool:
        """Whether in the week of a row something of its owner starts, new or running: else its load only falls."""
        if key[1] in self._starts[constraint.name, key[:1] + key[2:]]:
            return True
        week = week_of(key[1])
        before = None if week is None else self.limit((constraint.name, (key[0], label_of(week - 1), *key[2:])))
        now = self.limit((constraint.name, key))
        return now is not None and before is not None and now < before

    @cached_property
    def _starts(self) -> Mapping[Row, set[str]]:
        """By constraint and owner, the weeks in which a proposal or a candidate for a list starts."""
        found: dict[Row, set[str]] = defaultdict(set)
        for candidate in (*self.proposed, *(one.candidate for one in self.in_play)):
            for constraint in (one for one in self.asked if one.is_by_week):
                for key in constraint.rows(self.facts, candidate):
                    if key[1] == label_of(candidate.offer.first):
                        found[constraint.name, key[:1] + key[2:]].add(key[1])
        return found

    @cached_property
    def _least(self) -> Mapping[str, Mapping[Row, float]]:
        """By slot, what the proposal there that needs least of a row needs."""
        found = {}
        for slot_id, first in self.first.items():
            needs = [self._needs(one) for one in first]
            found[slot_id] = {row: min(own.get(row, 0.0) for own in needs) for row in needs[0]}
        return found

    def beyond_least(self, candidate: Candidate) -> dict[Row, float]:
        """What a candidate needs of each row with an upper limit beyond the proposal at the slot that needs least."""
        least = self._least[candidate.offer.slot.slot_id]
        needs = self._needs(candidate)
        beyond = {row: needs[row] - (0.0 if row[0] == BESIDE else least.get(row, 0.0)) for row in needs}
        return {row: amount for row, amount in beyond.items() if amount > 0 and self.limit(row) is not None}

    def limit(self, row: Row) -> float | None:
        """The upper limit of a row; None if there is none."""
        side = CONSTRAINT_BY_NAME[row[0]].right_side(self.facts, row[1])
        return side.amount if side is not None and side.side == "upper" else None

    def left(self, row: Row, listed: Iterable[Candidate] = ()) -> float:
        """What a row leaves beside the proposals and those who follow on lists; below 0 where they exceed it."""
        limit = self.limit(row)
        assert limit is not None  # noqa: S101 - asked of rows with a limit alone
        extras = (self.beyond_least(one).get(row, 0.0) for one in listed)
        return max(limit - self.used.get(row, 0.0), 0.0) - math.fsum(extras)

    @cached_property
    def kept(self) -> list[ListPlace]:
        """Whoever was interviewed, on the first positions after the proposals: by value, as long as limits allow.

        The first form of a pair that fits counts; a form that is dearer and worth no more comes after the other, and
        fits nowhere where the other does not. Planning leaves such forms out.
        """
        pairs = {(one.jobseeker_id, one.slot_id) for one in self.facts.decisions if one.decision == "interviewed"}
        order = {slot_id: number for number, slot_id in enumerate(self.facts.slots)}
        asked = [one for one in self.in_play if name_of(one.candidate)[:2] in pairs]
        asked.sort(key=lambda one: (order[name_of(one.candidate)[1]], *_before(one)))
        found: list[ListPlace] = []
        for one in asked:
            person_id, slot_id, _form = name_of(one.candidate)
            if any(name_of(place.priced.candidate)[0] == person_id for place in found):
                continue
            number = sum(name_of(place.priced.candidate)[1] == slot_id for place in found)
            position = 2 + number // len(self.first[slot_id])
            before = [place.priced.candidate for place in found]
            fits = all(
                amount <= self.left(row, before) + SLACK for row, amount in self.beyond_least(one.candidate).items()
            )
            if fits and position <= length_of(one.candidate.offer.slot):
                found.append(ListPlace(one, position, is_kept=True))
        return found

    def places(self, slot_id: str, position: int) -> int | None:
        """How many may stand on a position of a slot's lists beside those kept; None where there is none."""
        first = len(self.first.get(slot_id, ()))
        if not first or not 1 < position <= length_of(self.facts.slots[slot_id]):
            return None
        held = sum(one.position == position and name_of(one.priced.candidate)[1] == slot_id for one in self.kept)
        return first - held

    def bound(self, rows: Sequence[Mapping[str, Any]]) -> tuple[float, list[Objection]]:
        """What the worth of nobody's lists beside these proposals exceeds, by duals; infinite where one is unsound."""
        kept = [place.priced.candidate for place in self.kept]
        own_rows: dict[Row, float] = {}
        duals: dict[Row, float] = {}
        at_limits = []
        for number, entry in enumerate(rows, start=1):
            row, dual = (str(entry["constraint"]), tuple(map(str, entry["key"]))), number_of(entry["dual"])
            left = self._left_of_dual(row, kept)
            if left is None or dual is None or not 0 <= dual <= LARGEST_DUAL or row in own_rows or row in duals:
                where = f"{LISTS_BOUND} rows, {number}"
                return math.inf, [Objection("shortlists", where, _("is no dual of a row with an upper limit."))]
            (own_rows if row[0] == PLACES else duals)[row] = dual
            at_limits.append(dual * max(left, 0.0))
        best: dict[str, float] = defaultdict(float)
        keeps = {one.person.jobseeker_id for one in kept}
        for one in self.in_play:
            person_id, slot_id, _form = name_of(one.candidate)
            extra = self.beyond_least(one.candidate)
            if person_id in keeps or any(amount > self.left(row, kept) + SLACK for row, amount in extra.items()):
                continue
            charged = math.fsum(duals.get(row, 0.0) * amount for row, amount in extra.items())
            for position in range(2, length_of(one.candidate.offer.slot) + 1):
                of_place = own_rows.get((PLACES, (slot_id, str(position))), 0.0)
                best[person_id] = max(best[person_id], worth_on(one, position) - of_place - charged)
        return math.fsum([*at_limits, *best.values()]), []

    def _left_of_dual(self, row: Row, kept: Sequence[Candidate]) -> float | None:
        """What a row that a dual names leaves; None where there is no such row with an upper limit."""
        name, key = row
        if name == PLACES:
            position = position_of(self.facts, key)
            places = None if position is None else self.places(key[0], position)
            return None if places is None else float(places)
        if name not in {one.name for one in self.asked} or self.limit(row) is None:
            return None
        return self.left(row, kept)


def _before(one: Valued) -> tuple[float, str, bool, float, int]:
    """At a slot, which of those interviewed comes first, and of a person which form: by worth, id, cost and order."""
    person, offer = one.candidate
    at = offer.slot.programme_ids.index(offer.programme.programme_id)
    return -one.value, person.jobseeker_id, offer.cost is None, float(offer.cost or 0), at


def position_of(facts: Facts, key: Key) -> int | None:
    """The position behind the proposals on a slot's lists that a key (slot_id, position) names; None for any other."""
    match key:
        case (slot_id, text) if slot_id in facts.slots:
            return next((one for one in range(2, length_of(facts.slots[slot_id]) + 1) if str(one) == text), None)
    return None


def length_of(slot: Slot) -> int:
    """How many people are proposed for each place of a slot."""
    return 1 if slot.shortlist is None else int(slot.shortlist)


def worth_on(priced: Valued, position: int) -> float:
    """What a candidate adds on a position of a list."""
    share = priced.candidate.offer.slot.hire_share
    return priced.value * (1.0 if position == 1 or share is None else share * (1 - share) ** (position - 1))


def certified_lists(
    scenario: Scenario,
    candidates: Iterable[Mapping[str, Any]],
    proposed: Iterable[tuple[str, str, str]],
    rows: Sequence[Mapping[str, Any]],
) -> float:
    """A bound on the worth of all who can follow on lists beside proposals, from duals alone.

    `candidates` are as in `certified_bounds`; `proposed` are jobseeker_id, slot_id and programme_id of the proposals;
    `rows` the duals, each with constraint, key and dual. Infinite where a dual is of no such row.
    """
    facts = facts_of(scenario)
    pinned, columns = facts.pinned(), defaultdict[str, list[Valued]](list)
    for one in valued(facts, candidates):
        if length_of(one.candidate.offer.slot) > 1 and is_column(facts, one.candidate, one.value, pinned):
            columns[one.candidate.person.jobseeker_id].append(one)
    chosen = [facts.candidate(facts.people[person], slot, form) for person, slot, form in proposed]
    return FilledLists(facts, chosen, columns).bound(rows)[0]
