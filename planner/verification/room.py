"""What is left of every limit while proposals are taken one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from decimal import Decimal

from planner.verification.constraints.caseworker_starts import starts_left
from planner.verification.constraints.employer_people import people_left
from planner.verification.constraints.funding_budget import budget_left
from planner.verification.constraints.one_main import class_of
from planner.verification.constraints.person_hours import hours_left
from planner.verification.constraints.person_shifts import room as shift_room
from planner.verification.constraints.row import SLACK
from planner.verification.constraints.slot_places import places_left
from planner.verification.constraints.supervisor_support import support_left
from planner.verification.facts import Candidate, Facts

Left = Callable[[Facts, str, int], float | None]


class Room:
    """The limits that hold from above, and what the proposals taken so far use of them.

    Slots in `closed` take nobody. `broken` names the first constraint, decisions and then the others in the order of
    docs/method.md, that one more proposal would break; constraints that the scenario switches off break nothing.
    """

    def __init__(self, facts: Facts, closed: frozenset[str] = frozenset()) -> None:
        self.facts, self.closed = facts, closed
        self.taken: list[Candidate] = []
        self.in_slot: Counter[str] = Counter()
        self._of_person: dict[str, list[Candidate]] = defaultdict(list)
        self._load: dict[str, dict[tuple[str, int], float]] = defaultdict(lambda: defaultdict(float))
        self._starts: Counter[tuple[str, int]] = Counter()
        self._charged: dict[str, Decimal] = defaultdict(Decimal)
        self._places = {name: places_left(facts, slot) for name, slot in facts.slots.items()}
        self._forbidden = {(row.jobseeker_id, str(row.slot_id)) for row in facts.decisions if row.decision == "forbid"}
        self._contested = facts.contested()
        tests: dict[str, Callable[[Candidate], bool]] = {
            "decisions": self._decided, "one_main": self._second_of_class,
            "person_hours": self._hours, "person_shifts": self._shifts,
            "slot_places": self._full, "employer_people": self._employer, "supervisor_support": self._supervisor,
            "caseworker_starts": self._caseworker, "funding_budget": self._money,
        }  # fmt: skip
        self._tests = {name: test for name, test in tests.items() if name not in facts.scenario.constraints_off}
        # What costs least to ask and refuses most.
        first = ("one_main", "slot_places", "funding_budget")
        self._quick = sorted(self._tests, key=lambda name: (name not in first, list(tests).index(name)))

    def broken(self, candidate: Candidate) -> str | None:
        """The first hard constraint that one more proposal would break; None where it fits."""
        return next((name for name, is_broken in self._tests.items() if is_broken(candidate)), None)

    def take(self, candidate: Candidate) -> bool:
        """Take one more proposal where it fits; whether it did."""
        if any(self._tests[name](candidate) for name in self._quick):
            return False
        person, offer = candidate
        self.taken.append(candidate)
        self.in_slot[offer.slot.slot_id] += 1
        self._of_person[person.jobseeker_id].append(candidate)
        for week in range(offer.first, offer.last + 1):
            self._load["employer"][offer.employer.employer_id, week] += 1.0
            if offer.slot.supervisor_id is not None:
                self._load["supervisor"][offer.slot.supervisor_id, week] += person.support_need
        self._starts[str(person.caseworker_id), offer.first] += 1
        for line, cost in offer.on_line.items():
            self._charged[line] += cost
        return True

    def _second_of_class(self, candidate: Candidate) -> bool:
        own = self._of_person.get(candidate.person.jobseeker_id, ())
        return any(class_of(other) == class_of(candidate) for other in own)

    def _hours(self, candidate: Candidate) -> bool:
        person_id, offer = candidate.person.jobseeker_id, candidate.offer
        own = self._of_person.get(person_id, [])
        if not own and person_id not in self.facts.running_of_person:
            return offer.slot.hours_per_week > candidate.person.hours_per_week + SLACK
        for week in range(offer.first, offer.last + 1):
            hours = offer.slot.hours_per_week + sum(
                other.offer.slot.hours_per_week for other in own if other.offer.first <= week <= other.offer.last
            )
            left = hours_left(self.facts, person_id, week)
            if left is not None and hours > left + SLACK:
                return True
        return False

    def _shifts(self, candidate: Candidate) -> bool:
        person_id, offer = candidate.person.jobseeker_id, candidate.offer
        own = self._of_person.get(person_id, [])
        if not own and person_id not in self.facts.running_of_person:
            return False
        for half_day in offer.slot.shift:
            for week in range(offer.first, offer.last + 1):
                there = sum(
                    half_day in other.offer.slot.shift and other.offer.first <= week <= other.offer.last
                    for other in own
                )
                if there + 1 > shift_room(self.facts, person_id, week, half_day):
                    return True
        return False

    def _full(self, candidate: Candidate) -> bool:
        slot_id = candidate.offer.slot.slot_id
        own = self._of_person.get(candidate.person.jobseeker_id, ())
        is_there = any(other.offer.slot.slot_id == slot_id for other in own)
        return is_there or slot_id in self.closed or self.in_slot[slot_id] >= self._places[slot_id]

    def _employer(self, candidate: Candidate) -> bool:
        return self._over("employer", people_left, candidate.offer.employer.employer_id, candidate, 1.0)

    def _supervisor(self, candidate: Candidate) -> bool:
        owner = candidate.offer.slot.supervisor_id
        if owner is None:
            return False
        return self._over("supervisor", support_left, owner, candidate, candidate.person.support_need)

    def _over(self, kind: str, left: Left, owner: str, candidate: Candidate, more: float) -> bool:
        """Whether an owner has less left than is asked of it, in some week of the placement."""
        offer, load = candidate.offer, self._load[kind]
        if left(self.facts, owner, offer.first) is None:
            return False
        for week in range(offer.first, offer.last + 1):
            most = left(self.facts, owner, week)
            if most is not None and load.get((owner, week), 0.0) + more > most + SLACK:
                return True
        return False

    def _caseworker(self, candidate: Candidate) -> bool:
        owner = candidate.person.caseworker_id
        left = None if owner is None else starts_left(self.facts, owner, candidate.offer.first)
        return left is not None and self._starts[str(owner), candidate.offer.first] + 1 > left

    def _money(self, candidate: Candidate) -> bool:
        lines = candidate.offer.on_line.items()
        return any(cost and float(self._charged[k] + cost) > budget_left(self.facts, k) + SLACK for k, cost in lines)

    def _decided(self, candidate: Candidate) -> bool:
        pair = candidate.person.jobseeker_id, candidate.offer.slot.slot_id
        return pair in self._forbidden or pair[0] in self._contested
