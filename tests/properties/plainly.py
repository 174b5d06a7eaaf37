"""The hard constraints a third time, from the rows a test stated, and the best plan by trying every one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from planner.schema.weeks import week_number
from tests.scenarios import Cells, Given

MONDAY_OF_PLAN_WEEK = "2026-12-21"
PURPOSES = {"T": "main", "B": "main", "C": "companion", "A": "activity", "H": "sheltered"}
Broken = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Pair:
    """A person at a slot under a programme."""

    name: str
    person: str
    slot: str
    programme: str
    value: float
    first: int
    last: int

    @property
    def purpose(self) -> str:
        """What the programme is for."""
        return PURPOSES[self.programme]

    @property
    def kind(self) -> str:
        """`companion`, or `main` for the purposes that exclude each other."""
        return "companion" if self.purpose == "companion" else "main"

    def covers(self, week: int) -> bool:
        """Whether it runs in a week."""
        return self.first <= week <= self.last


class Plainly:
    """A week's limits as a person would read them off the tables."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.settings = given.settings
        self.people = _by(given, "jobseekers", "jobseeker_id")
        self.slots = _by(given, "slots", "slot_id")
        self.employers = _by(given, "employers", "employer_id")
        self.supervisors = _by(given, "supervisors", "supervisor_id")
        self.caseworkers = _by(given, "caseworkers", "caseworker_id")
        self.funding = _by(given, "funding", "funding_id")
        self.decisions = {(d["decision"], d["jobseeker_id"], d["slot_id"]) for d in given.tables.get("decisions", [])}
        self.pinned = {(person, slot) for decision, person, slot in self.decisions if decision == "pin"}
        self.contested = {person for decision, person, _ in self.decisions if decision == "contested"}
        self.running = [row for row in given.tables.get("placements", []) if _runs(row)]
        self.pairs = list(self._pairs())

    def _pairs(self) -> Iterator[Pair]:
        """Every listed pair under each form that may be proposed."""
        baseline = {row["jobseeker_id"]: row["value"] for row in self.given.tables.get("baselines", [])}
        there = {(row["jobseeker_id"], row["slot_id"]) for row in self.running}
        for row in self.given.tables["outcomes"]:
            if (row["jobseeker_id"], row["slot_id"]) in there:
                continue
            slot = self.slots[row["slot_id"]]
            first = week_number(slot["start_week"])
            for programme in slot["programme_ids"].split("|"):
                person = row["jobseeker_id"]
                main = PURPOSES[programme] == "main"
                value = round(row["value"] - baseline.get(person, 0), 9) if main else 0.0
                allowed = value >= 0 if main else "other_purposes" in self.settings["goals"]
                if allowed or (person, row["slot_id"]) in self.pinned:
                    name = f"{person} {row['slot_id']} {programme}"
                    yield Pair(name, person, row["slot_id"], programme, value, first, first + slot["weeks"] - 1)

    def by_name(self, names: Sequence[str]) -> list[Pair]:
        """Pairs by their names."""
        named = {pair.name: pair for pair in self.pairs}
        return [named[name] for name in names]

    # What a plan breaks: (constraint, whose limit)

    def over(self, plan: Sequence[Pair]) -> Broken:
        """Limits that too many proposals break; more proposals never mend them."""
        found = {("one_main", pair.person) for pair in plan for other in plan
                 if other is not pair and (other.person, other.kind) == (pair.person, pair.kind)}  # fmt: skip
        weeks = sorted({week for pair in plan for week in (pair.first, *self._starts())})
        for pair in plan:
            found |= self._over_for(pair, plan, [week for week in weeks if pair.covers(week)])
        return frozenset(found)

    def short(self, plan: Sequence[Pair]) -> Broken:
        """Demands that too few proposals fail."""
        placed = {(pair.person, pair.slot) for pair in plan}
        found = {("decisions", person) for person, slot in self.pinned if (person, slot) not in placed}
        for slot in {pair.slot for pair in plan}:
            if sum(pair.slot == slot for pair in plan) < self.asked_by(slot):
                found.add(("slot_places", slot))
        for group, least in self.settings.get("group_minimum", {}).items():
            members = {name for name, row in self.people.items() if row["groups"] == group}
            running = {row["jobseeker_id"] for row in self.running} & members
            new = sum(pair.kind == "main" and pair.person in members - running for pair in plan)
            if new + len(running) < least:
                found.add(("group_minimum", group))
        return frozenset(found)

    def asked_by(self, slot: str) -> int:
        """How many proposals a slot needs to run, beside running placements that begin no earlier; maybe below 0."""
        first = week_number(self.slots[slot]["start_week"])
        joined = sum(row["slot_id"] == slot and _from(row) >= first for row in self.running)
        return int(self.slots[slot]["min_places"]) - int(joined)

    def broken(self, plan: Sequence[Pair]) -> Broken:
        """Everything a plan breaks."""
        return self.over(plan) | self.short(plan)

    def _over_for(self, pair: Pair, plan: Sequence[Pair], weeks: Sequence[int]) -> set[tuple[str, str]]:
        found = set()
        if ("forbid", pair.person, pair.slot) in self.decisions or pair.person in self.contested:
            found.add(("decisions", pair.person))
        own = sum((other.slot, other.person) == (pair.slot, pair.person) for other in plan)
        if own > 1 or sum(other.slot == pair.slot for other in plan) > self.places_left(pair.slot):
            found.add(("slot_places", pair.slot))
        for week in weeks:
            now = [other for other in plan if other.covers(week)]
            before = [row for row in self.running if _from(row) <= week <= _to(row)]
            found |= self._of_person(pair.person, now, before) | self._of_place(pair.slot, now, before)
        return found | self._of_caseworker(pair, plan) | self._of_money(pair, plan)

    def _of_person(self, person: str, now: Sequence[Pair], before: Sequence[Cells]) -> set[tuple[str, str]]:
        """Hours and half-days of one person in one week."""
        new = [self.slots[other.slot] for other in now if other.person == person]
        own = [self.slots[row["slot_id"]] for row in before if row["jobseeker_id"] == person]
        found = set()
        taken = sum(slot["hours_per_week"] for slot in own)
        if _exceeds(sum(slot["hours_per_week"] for slot in new), self.people[person]["hours_per_week"], taken):
            found.add(("person_hours", person))
        if _clash([slot["shift"] for slot in new], [slot["shift"] for slot in own]):
            found.add(("person_shifts", person))
        return found

    def _of_place(self, name: str, now: Sequence[Pair], before: Sequence[Cells]) -> set[tuple[str, str]]:
        """The employer and the supervisor of a slot in one week."""
        employer, supervisor = self.slots[name]["employer_id"], self.slots[name]["supervisor_id"]
        found = set()
        there = sum(self.slots[other.slot]["employer_id"] == employer for other in now)
        already = sum(self.slots[row["slot_id"]]["employer_id"] == employer for row in before)
        if _exceeds(there, self.employers[employer].get("max_people"), already):
            found.add(("employer_people", employer))
        if supervisor is not None:
            need = sum(self.people[o.person]["support_need"] for o in now if self._supervisor(o.slot) == supervisor)
            used = sum(self._need(row) for row in before if self._supervisor(row["slot_id"]) == supervisor)
            if _exceeds(need, self.supervisors[supervisor]["capacity"], used):
                found.add(("supervisor_support", supervisor))
        return found

    def _of_caseworker(self, pair: Pair, plan: Sequence[Pair]) -> set[tuple[str, str]]:
        caseworker = self._caseworker(pair.person)
        if caseworker is None:
            return set()
        starts = sum(o.first == pair.first and self._caseworker(o.person) == caseworker for o in plan)
        begun = [row["jobseeker_id"] for row in self.running if _from(row) == pair.first and row["jobseeker_id"]]
        running = sum(self._caseworker(person) == caseworker for person in begun)
        is_over = _exceeds(starts, self.caseworkers[caseworker]["starts_per_week"], running)
        return {("caseworker_starts", caseworker)} if is_over else set()

    def declined(self, offer: Cells) -> Plainly:
        """The week once somebody has declined an offer: the row goes, and the money booked for it comes back."""
        given = copy(self.given)
        given.tables = {name: [dict(row) for row in rows] for name, rows in self.given.tables.items()}
        given.tables["placements"].remove(offer)
        for row in given.tables["funding"]:
            row["committed_sek"] = row.get("committed_sek", 0) - self.booked_on(offer, row["funding_id"])
        return Plainly(given)

    def booked_on(self, row: Cells, line: str) -> float:
        """What a line has booked for a running placement of a slot with one form."""
        if self.slots[row["slot_id"]]["programme_ids"] != "B" or row.get("cost_week_sek") is None:
            return 0.0
        return float(row["cost_week_sek"]) / 100 * self._on_line(line, _from(row), _to(row))

    def _of_money(self, pair: Pair, plan: Sequence[Pair]) -> set[tuple[str, str]]:
        found = set()
        for line, row in self.funding.items():
            cost = sum(self.cost_on(other, line) for other in plan)
            if self.cost_on(pair, line) > 0 and _exceeds(cost, row["budget_sek"], row.get("committed_sek", 0)):
                found.add(("funding_budget", line))
            left = max(row["budget_sek"] - row.get("committed_sek", 0), 0)
            if self.cost_on(pair, line) > 0 and row.get("pace_share") is not None and (cost > row["pace_share"] * left):
                found.add(("funding_pace", line))
        return found

    def _caseworker(self, person: str) -> Any:  # noqa: ANN401 - a cell
        return self.people[person]["caseworker_id"]

    def places_left(self, name: str) -> int:
        """Places of a slot less its running ones at their most, less the reserved."""
        slot = self.slots[name]
        first = week_number(slot["start_week"])
        own = [row for row in self.running if row["slot_id"] == name]
        most = max(sum(_from(r) <= week <= _to(r) for r in own) for week in range(first, first + slot["weeks"]))
        return max(0, int(slot["places"]) - most - int(slot["reserved_by_hand"]))

    def cost_on(self, pair: Pair, line: str) -> float:
        """What a pair costs a budget line."""
        return self._on_line(line, pair.first, pair.last) if pair.programme == "B" else 0.0

    def _on_line(self, line: str, begins: int, ends: int) -> float:
        """What weeks at 100 SEK cost a line."""
        shares = {row["funding_id"]: row["share"] for row in self.given.tables.get("programme_funding", [])} or {
            "F1": 1
        }
        row = self.funding[line]
        first = week_number(row.get("from_week") or "2000-W01")
        last = week_number(row.get("to_week") or "2099-W01")
        inside = sum(first <= week <= last for week in range(begins, ends + 1))
        return float(100 * inside * shares.get(line, 0))

    def _starts(self) -> list[int]:
        return [_from(row) for row in self.running]

    def _supervisor(self, slot: str) -> Any:  # noqa: ANN401 - a cell
        return self.slots[slot]["supervisor_id"]

    def _need(self, row: Cells) -> float:
        return 1.0 if row["jobseeker_id"] is None else float(self.people[row["jobseeker_id"]]["support_need"])

    # The best of all plans

    def best_value(self) -> float | None:
        """The greatest outcome of any plan of main pairs; None where no plan meets every demand."""
        options = [[pair for pair in self.pairs if pair.person == name] for name in self.people]
        options = [sorted(own, key=lambda pair: -pair.value) for own in options if own]
        most = [max([0.0, *(pair.value for pair in own)]) for own in options]
        best: list[float] = []

        def extend(number: int, plan: list[Pair], value: float) -> None:
            if best and value + sum(most[number:]) <= best[0] + 1e-12:
                return
            if number == len(options):
                if not self.short(plan):
                    best[:] = [value]
                return
            for pair in options[number]:
                if not self.over([*plan, pair]):
                    extend(number + 1, [*plan, pair], value + pair.value)
            extend(number + 1, plan, value)

        extend(0, [], 0.0)
        return best[0] if best else None


def _by(given: Given, table: str, key: str) -> dict[str, Cells]:
    return {row[key]: row for row in given.tables.get(table, [])}


def _runs(row: Cells) -> bool:
    lapsed = row["state"] == "offered" and (row.get("answer_by") or MONDAY_OF_PLAN_WEEK) < MONDAY_OF_PLAN_WEEK
    return row["state"] != "draft" and not lapsed


def _from(row: Cells) -> int:
    return week_number(row["from_week"])


def _to(row: Cells) -> int:
    return week_number(row["to_week"])


def _exceeds(load: float, limit: float | None, running: float) -> bool:
    return limit is not None and load > max(0, limit - running)


def _clash(new: Sequence[str], running: Sequence[str]) -> bool:
    halves = [half for shift in new for half in shift.split("|") if half]
    return len(set(halves)) < len(halves) or bool(
        set(halves) & {half for shift in running for half in shift.split("|")}
    )
