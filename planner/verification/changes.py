"""Checks of what changed since last week's proposals: both tables, and the figures of plan.json, are recomputed."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property

from planner.texts import _
from planner.verification.constraints.one_main import companion_programmes
from planner.verification.earning import earns
from planner.verification.eligibility import refusal
from planner.verification.facts import Candidate, Facts, Running
from planner.verification.folder import BY_EMPLOYER, CHANGES, Entry, number_of, spelled, told, unlike
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan, name_of
from planner.verification.plan_figures import close
from planner.verification.room import Room
from planner.verification.usual import furthest, shut
from planner.verification.worth import worth

KINDS = ("new", "moved", "withdrawn", "kept")
NO_GAIN, PERSON_GONE, SLOT_GONE = "no_gain", "person_gone", "slot_gone"
Pair = tuple[str, str]


def changes(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """changes_since.csv has last week's proposals and those of the plan, each once, with what holds of them now."""
    stated, lines = (parsed.folder.plan or {}).get("changes"), parsed.folder.changes
    last = _Since(facts, parsed).last
    if stated is None and lines is None:
        wanted = [Objection("changes", CHANGES, _("is missing, and there were proposals last week."))]
        return wanted if last else []
    if lines is None or not isinstance(stated, dict):
        return [Objection("changes", "plan.json changes", _("is stated without its tables, or the other way round."))]
    since = _Since(facts, parsed)
    objections = [objection for line in lines for objection in since.wrong(line)]
    return [*objections, *since.missing(), *since.apart(), *_figures(lines, stated)]


def by_employer(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """changes_by_employer.csv is what changes_since.csv says, slot by slot."""
    lines, written = parsed.folder.changes, parsed.folder.by_employer
    if lines is None or written is None:
        return [] if lines is written else [Objection("changes", BY_EMPLOYER, _("is there without the other table."))]
    expected = _by_slot(lines)
    found = {line.text("slot_id"): line for line in written}
    if len(found) != len(written) or found.keys() != expected.keys():
        return [Objection("changes", BY_EMPLOYER, _("does not have a row for each slot whose people change."))]
    objections = []
    for slot_id, line in found.items():
        said = [line.differs(column, value) for column, value in expected[slot_id].items()]
        slot = facts.slots.get(slot_id)
        said += [] if slot is None else [line.differs("employer_id", slot.employer_id)]
        said += [] if slot is None else [line.differs("employer", facts.employers[slot.employer_id].name)]
        objections += [Objection("changes", line.where, wrong) for wrong in said if wrong is not None]
    return objections


def _by_slot(lines: list[Entry]) -> dict[str, dict[str, object]]:
    """By slot whose people change: who leaves, how many are gone, who comes, and how many stay."""
    leave, come = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    stay, gone = Counter[str](), Counter[str]()
    for line in lines:
        person, was, now = (line.text(column) for column in ("jobseeker_id", "slot_before", "slot_now"))
        if line.text("change") == "kept":
            stay[now] += 1
            continue
        if was and person:
            leave[was].append(person)
        gone[was] += bool(was and not person)
        if now:
            come[now].append(person)
    return {
        slot: {"stay": stay[slot], "leave": "|".join(sorted(leave[slot])) or None, "gone": gone[slot],
               "come": "|".join(sorted(come[slot])) or None}
        for slot in {*leave, *come, *(slot for slot, number in gone.items() if number)}
    }  # fmt: skip


def _figures(lines: list[Entry], stated: dict[str, object]) -> list[Objection]:
    """The figures of plan.json are those of the table."""
    counts = Counter(line.text("change") for line in lines)
    moves = [number for line in lines if line.text("change") == "moved" for number in _numbers(line, "difference")]
    lost = sum(line.text("change") == "withdrawn" and line.text("no_longer") != "" for line in lines)
    expected: dict[str, float] = {kind: counts[kind] for kind in KINDS}
    expected |= {"no_longer_possible": lost, "gain_of_moves": math.fsum(moves)}
    objections = []
    for name, figure in expected.items():
        number = number_of(stated.get(name))
        # The cells of the table have six decimals.
        if number is None or not (close(number, figure) or abs(number - figure) <= 1e-6 * (1 + len(moves))):
            message = unlike(name, told(stated.get(name)), spelled(figure))
            objections.append(Objection("changes", "plan.json changes", message))
    return objections


def _numbers(line: Entry, column: str) -> Iterator[float]:
    try:
        yield float(line.text(column).replace(",", "."))
    except ValueError:
        return


class _Since:
    """The rows of changes_since.csv, held against last week's proposals and the plan."""

    def __init__(self, facts: Facts, parsed: ParsedPlan) -> None:
        self.facts, self.parsed = facts, parsed
        self.last = {
            (row.jobseeker_id, row.slot_id): row.programme_id
            for row in reversed(facts.last_week)
            if row.jobseeker_id is not None
        }
        self.proposed = {name_of(candidate)[:2]: candidate for candidate in parsed.proposed}
        placements = facts.scenario.tables["placements"]
        self.known = set(zip(placements["jobseeker_id"], placements["slot_id"], strict=True))
        self.running: dict[Pair, list[Running]] = defaultdict(list)
        for one in facts.running:
            if one.person_id is not None:
                self.running[one.person_id, one.slot.slot_id].append(one)
        self.before, self.now = Counter[Pair](), Counter[Pair]()
        self.loose: dict[tuple[str, bool], set[str]] = defaultdict(set)

    @cached_property
    def companions(self) -> set[str]:
        """The programmes that stand beside a main place."""
        return companion_programmes(self.facts)

    @cached_property
    def room(self) -> Room:
        """What is left beside running placements and the pinned proposals."""
        room, pinned = Room(self.facts, shut(self.facts)), self.facts.pinned()
        for pair, candidate in self.proposed.items():
            if pair in pinned:
                room.take(candidate)
        return room

    def wrong(self, line: Entry) -> Iterator[Objection]:
        """What is wrong with a row."""
        for message in (*self._of_change(line), *self._of_before(line), *self._of_now(line)):
            yield Objection("changes", line.where, message)

    def _of_change(self, line: Entry) -> Iterator[str]:
        was, now = line.text("slot_before"), line.text("slot_now")
        kind = "new" if not was else "withdrawn" if not now else "kept" if was == now else "moved"
        if line.text("change") != kind:
            yield _("change is not {kind}, as the slots say.", kind=kind)
        if kind in {"new", "withdrawn"} and line.text("jobseeker_id"):
            form = line.text("programme_now") or line.text("programme_before")
            self.loose[line.text("jobseeker_id"), form in self.companions].add(kind)

    def _of_before(self, line: Entry) -> Iterator[str]:
        person_id, slot_id = line.text("jobseeker_id"), line.text("slot_before")
        if not slot_id:
            yield from self._blank(line, "employer_before", "programme_before", "value_before", "no_longer")
            return
        if not person_id:
            yield from self._unlike(line, change="withdrawn", no_longer=PERSON_GONE, value_before=None)
            return
        self.before[person_id, slot_id] += 1
        if person_id not in self.facts.people:
            yield _("jobseeker_id is no jobseeker of the scenario.")
        elif slot_id not in self.facts.slots:
            yield from self._unlike(line, no_longer=SLOT_GONE, value_before=None)
        elif (person_id, slot_id) not in self.known:
            yield _("slot_before was not proposed to the person last week.")
        else:
            yield from self._still(line, person_id, slot_id)

    def _still(self, line: Entry, person_id: str, slot_id: str) -> Iterator[str]:
        """Whether what is said of a place of last week holds now: its worth, or why it is no longer possible."""
        employer = self.facts.employers[self.facts.slots[slot_id].employer_id].name
        form = line.text("programme_before")
        yield from self._unlike(line, employer_before=employer)
        if (person_id, slot_id) in self.last:
            yield from self._unlike(line, programme_before=self.last[person_id, slot_id])
        if line.text("change") == "kept" and line.text("status") != "proposed":
            yield from self._blank(line, "value_before", "no_longer", "difference")
            return
        code, value = self._judged(person_id, slot_id, form)
        yield from self._unlike(line, no_longer=code, value_before=value)
        now = self.proposed.get((person_id, line.text("slot_now")))
        gain = None if now is None or value is None else float(worth(self.facts, now).value) - value
        yield from self._unlike(line, difference=gain)

    def _judged(self, person_id: str, slot_id: str, form: str) -> tuple[str | None, float | None]:
        """Why a pair is no longer possible, else what it is worth, under its form where that is still possible."""
        person, slot = self.facts.people[person_id], self.facts.slots[slot_id]
        tried = [self.facts.candidate(person, slot_id, programme_id) for programme_id in slot.programme_ids]
        refused = [refusal(self.facts, candidate) for candidate in tried]
        passing = [candidate for candidate, gate in zip(tried, refused, strict=True) if gate is None]
        if not passing:
            return furthest([gate for gate in refused if gate]), None
        is_pinned = (person_id, slot_id) in self.facts.pinned()
        earning = [candidate for candidate in passing if self._earns(candidate, is_pinned=is_pinned)]
        if not earning:
            return NO_GAIN, None
        values = {name_of(candidate)[2]: float(worth(self.facts, candidate).value) for candidate in earning}
        earning.sort(key=lambda one: (name_of(one)[2] != form, -values[name_of(one)[2]], name_of(one)[2]))
        broken = [self.room.broken(candidate) for candidate in earning]
        if all(broken) and not (is_pinned and (person_id, slot_id) in self.proposed):
            return broken[0], None
        return None, values[name_of(earning[0])[2]]

    def _earns(self, candidate: Candidate, *, is_pinned: bool) -> bool:
        if candidate.offer.purpose != "main" and not is_pinned:
            return "other_purposes" in self.facts.settings.goals
        return earns(self.facts, candidate)

    def _of_now(self, line: Entry) -> Iterator[str]:
        pair = line.text("jobseeker_id"), line.text("slot_now")
        names = ("status", "employer_now", "programme_now", "start_week", "value_now")
        if not pair[1]:
            yield from self._blank(line, *names, "difference")
            return
        self.now[pair] += 1
        candidate, running = self.proposed.get(pair), self._running(pair, line)
        if candidate is not None:
            value = float(worth(self.facts, candidate).value)
            yield from self._unlike(line, status="proposed", programme_now=name_of(candidate)[2], value_now=value,
                                    employer_now=candidate.offer.employer.name)  # fmt: skip
            wrong = line.differs_from_week("start_week", candidate.offer.first)
        elif running is not None and line.text("change") == "kept":
            status = "held" if running.state == "offered" else "kept"
            yield from self._unlike(line, status=status, value_now=None,
                                    employer_now=self.facts.employers[running.slot.employer_id].name)  # fmt: skip
            wrong = line.differs_from_week("start_week", running.first)
        else:
            wrong = _("slot_now is not proposed to the person.")
        if wrong is not None:
            yield wrong
        person = self.facts.people.get(pair[0])
        yield from self._unlike(line, caseworker_id=None if person is None else person.caseworker_id)

    def _running(self, pair: Pair, line: Entry) -> Running | None:
        """The running placement of a pair; of several, the one that starts in the week of the row."""
        own = self.running[pair]
        return next((one for one in own if line.differs_from_week("start_week", one.first) is None), (*own, None)[0])

    def missing(self) -> list[Objection]:
        """Proposals of last week or of the plan that have no row, or several."""
        wanted = (
            (self.last, self.before, _("does not have each of last week's proposals once.")),
            (self.proposed, self.now, _("does not have each proposal of the plan once.")),
        )
        return [
            Objection("changes", CHANGES, message)
            for pairs, found, message in wanted
            if any(found[pair] != 1 for pair in pairs) or any(number > 1 for number in found.values())
        ]

    def apart(self) -> list[Objection]:
        """People of whom one place is withdrawn and another of the same kind new: that is a move."""
        if all(len(kinds) == 1 for kinds in self.loose.values()):
            return []
        return [Objection("changes", CHANGES, _("has somebody both new and withdrawn who has moved."))]

    @staticmethod
    def _blank(line: Entry, *columns: str) -> Iterator[str]:
        yield from _Since._unlike(line, **dict.fromkeys(columns))

    @staticmethod
    def _unlike(line: Entry, **expected: object) -> Iterator[str]:
        said = (line.differs(column, value) for column, value in expected.items())
        yield from (wrong for wrong in said if wrong is not None)
