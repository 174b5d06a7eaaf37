"""Check of tags and targets: plan.json and targets.csv say what follows from tables and proposals, counted anew."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import Any, NamedTuple

from planner.schema.agreed import Placement
from planner.schema.weeks import week_label
from planner.texts import _
from planner.verification.facts import Candidate, Facts, is_of_last_week
from planner.verification.folder import PLAN, TARGETS, TOLERANCE, Entry, number_of
from planner.verification.groups import members
from planner.verification.law import rule_in
from planner.verification.objection import Objection
from planner.verification.offers import monday
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.places import places_left
from planner.verification.records import records
from planner.verification.worth import worth

Record = Mapping[str, Any]
SEK = ("cost_sek", "line_left_sek", "line_cost_sek")
HALF_ORE = 0.005 + TOLERANCE


class CountedStart(NamedTuple):
    """A start that may count: whose (None for an anonymous place), where, under what form, when, whether it is over."""

    person_id: str | None
    slot_id: str | None
    programme_id: str | None
    week: int
    has_begun: bool


def tags(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """plan.json counts what the tables and proposals have under each tag, and has no such part where there is none."""
    return _parts(parsed, "tags", tags_of(facts, parsed.proposed))


def targets(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """plan.json and targets.csv have each target, and the sum of those of one name, with the figures counted anew."""
    expected = targets_of(facts, parsed.proposed)
    lines = parsed.folder.targets
    if not expected:
        extra = [] if lines is None else [Objection("targets", TARGETS, _("is there, and there is no target."))]
        return extra + _parts(parsed, "targets", [])
    if lines is None:
        return [Objection("targets", TARGETS, _("is missing.")), *_parts(parsed, "targets", expected)]
    return [*_parts(parsed, "targets", expected), *_rows(lines, expected)]


def _parts(parsed: ParsedPlan, key: str, expected: Sequence[Record]) -> list[Objection]:
    """A list of parts of plan.json, each with these keys and figures; no such key where nothing is expected."""
    plan, where = parsed.folder.plan or {}, f"{PLAN} {key}"
    if not expected:
        return [Objection(key, where, _("is there, and no table has any."))] if key in plan else []
    stated = plan.get(key)
    if not isinstance(stated, list) or not all(isinstance(one, dict) for one in stated):
        return [Objection(key, where, _("is missing."))]
    if [one.keys() for one in stated] != [one.keys() for one in expected]:
        return [Objection(key, where, _("has other rows or keys than are expected."))]
    return [
        Objection(key, f"{where} {number}", _("{key} is not what is recomputed.", key=name))
        for number, (one, wanted) in enumerate(zip(stated, expected, strict=True), start=1)
        for name, figure in wanted.items()
        if not _same(name, one[name], figure)
    ]


def _same(name: str, stated: object, figure: object) -> bool:
    if figure is None or isinstance(figure, str):
        return stated == figure
    number = number_of(stated)
    slack = HALF_ORE if name in SEK else TOLERANCE
    return number is not None and abs(number - float(figure)) <= slack  # type: ignore[arg-type]


def _rows(lines: Sequence[Entry], expected: Sequence[Record]) -> list[Objection]:
    objections = []
    for line, wanted in zip_longest(lines, expected):
        if line is None or wanted is None:
            objections.append(Objection("targets", TARGETS, _("has other rows than the targets and their sums.")))
            break
        wrong = (line.differs(name, cell) for name, cell in wanted.items())
        objections += [Objection("targets", line.where, said) for said in wrong if said is not None]
    return objections


def _tags_of(facts: Facts, slot_id: str | None, programme_id: str | None) -> set[str]:
    """The tags of a place: its slot's and its programme's."""
    slot, programme = facts.slots.get(slot_id or ""), facts.programmes.get(programme_id or "")
    return {*(() if slot is None else slot.tags), *(() if programme is None else programme.tags)}


def _form(facts: Facts, slot_id: str | None, programme_id: str | None) -> str | None:
    """The form of a placement: the one stated, else the only one of its slot."""
    if programme_id in facts.programmes:
        return programme_id
    slot = facts.slots.get(slot_id or "")
    return slot.programme_ids[0] if slot is not None and len(slot.programme_ids) == 1 else None


def _is_open(facts: Facts, slot_id: str, first: int, last: float) -> bool:
    """Whether a slot is open, and begins within some weeks and no earlier than the plan week."""
    slot = facts.slots[slot_id]
    start = facts.week if slot.start_week is None else slot.start_week
    return slot.status == "open" and max(first, facts.week) <= start <= last


def tags_of(facts: Facts, proposed: Sequence[Candidate]) -> list[Record]:
    """The parts of plan.json on tags, in the order of the alphabet."""
    tagged = [row.tags for row in facts.slots.values()] + [row.tags for row in facts.programmes.values()]
    names = {tag for tags in [*tagged, *(line.tags for line in facts.funding.values())] for tag in tags}
    return [_of_tag(facts, proposed, tag) for tag in sorted(names)]


def _of_tag(facts: Facts, proposed: Sequence[Candidate], tag: str) -> Record:
    open_slots = [
        slot for slot in facts.slots.values()
        if _is_open(facts, slot.slot_id, facts.week, math.inf)
        and any(tag in _tags_of(facts, slot.slot_id, form) for form in slot.programme_ids)
    ]  # fmt: skip
    there = [
        row.state for row in facts.running
        if tag in _tags_of(facts, row.slot.slot_id, _form(facts, row.slot.slot_id, row.programme_id))
    ]  # fmt: skip
    new = [one for one in proposed if tag in {*one.offer.slot.tags, *one.offer.programme.tags}]
    main = [worth(facts, one) for one in new if one.offer.purpose == "main"]
    lines = [line for line in facts.funding.values() if tag in line.tags]
    booked = [float(one.offer.on_line[line.funding_id]) for one in proposed for line in lines
              if line.funding_id in one.offer.on_line]  # fmt: skip
    return {
        "tag": tag,
        "open_places": sum(places_left(facts, slot) for slot in open_slots),
        "running": sum(state != "offered" for state in there),
        "offered": sum(state == "offered" for state in there),
        "proposed": len(new),
        "expected_gain": math.fsum(float(own.acceptance * own.uplift) for own in main),
        "cost_sek": math.fsum(float(one.offer.cost) for one in new if one.offer.cost is not None),
        "line_left_sek": math.fsum(line.budget_sek - line.committed_sek for line in lines) if lines else None,
        "line_cost_sek": math.fsum(booked) if lines else None,
    }


def targets_of(facts: Facts, proposed: Sequence[Candidate]) -> list[Record]:
    """Each target and then each sum, as plan.json has them."""
    rows = records(facts.scenario, "targets")
    begun = list(_begun(facts))
    by_name: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        if row["name"] is not None:
            by_name[row["name"]].append(row)
    every = [[row] for row in rows] + [own for own in by_name.values() if len(own) > 1]
    return [_figures(facts, own, begun, proposed) for own in every]


def _figures(
    facts: Facts, own: Sequence[Record], begun: Sequence[CountedStart], proposed: Sequence[Candidate]
) -> Record:
    """The figures of one target, or of several as a sum, in which nothing counts twice."""
    first, week, is_sum = own[0], facts.week, len(own) > 1
    reached = math.fsum(float(row[name] or 0) for row in own for name in ("reached", "reached_earlier"))
    promised = adds = expected = 0.0
    if first["counts"] == "places":
        reached += sum(any(_counts(facts, row, one) for row in own) for one in begun)
        reached += sum(places_left(facts, slot) for slot in facts.slots.values()
                       if any(_offers(facts, row, slot.slot_id) for row in own))  # fmt: skip
    else:
        new = [one for one in proposed if any(_counts(facts, row, _as_begun(one)) for row in own)]
        judged = [worth(facts, one) for one in new]
        each = [float(one.outcome) if first["counts"] == "work_or_study" else 1.0 for one in judged]
        adds, expected = math.fsum(each), math.fsum(float(j.acceptance) * e for j, e in zip(judged, each, strict=True))
        if first["counts"] != "work_or_study":
            counted = [one for one in begun if any(_counts(facts, row, one) for row in own)]
            reached += sum(one.has_begun for one in counted)
            promised += sum(not one.has_begun for one in counted)
    target, due = math.fsum(row["target"] for row in own), math.fsum(_due(facts, row) for row in own)
    later, days = first["to_week"] - week, 7 * (min(week, first["to_week"] + 1) - first["from_week"])
    per_week = max(0.0, target - reached - promised - adds) / later if later > 0 else None
    filters = ("tag", "employer_id", "programme_id", "group")
    return {
        "target_id": None if is_sum else first["target_id"],
        "name": first["name"] or first["target_id"],
        "parts": len(own) if is_sum else None,
        "counts": first["counts"],
        **{name: None if is_sum else first[name] for name in filters},
        "from_week": week_label(first["from_week"]),
        "to_week": week_label(first["to_week"]),
        "target": target,
        "due": due,
        "reached": reached,
        "promised": promised,
        "adds": adds,
        "adds_expected": expected,
        "gap": due - reached - promised - adds,
        "per_week": per_week,
        "per_day": reached / days if days > 0 else None,
        "per_day_needed": None if per_week is None else per_week / 7,
    }


def _due(facts: Facts, row: Record) -> float:
    """The height of the path in the plan week: straight from point to point, flat before and behind."""
    points = {row["from_week"]: 0.0, row["to_week"]: row["target"]}
    points |= {step["week"]: step["due"] for step in records(facts.scenario, "target_steps")
               if step["target_id"] == row["target_id"]}  # fmt: skip
    path = sorted(points.items())
    if facts.week < path[0][0]:
        return 0.0
    for (left, low), (right, high) in pairwise(path):
        if left <= facts.week < right:
            return float(low + (high - low) * (facts.week - left) / (right - left))
    return float(path[-1][1])


def _begun(facts: Facts) -> Iterable[CountedStart]:
    """Each start of the tables once: of history what began, of placements what is agreed, begun or offered."""
    seen = set[tuple[str, str | None, int]]()
    rows: list[tuple[str | None, str | None, str | None, int | None, str]]
    rows = [(row.jobseeker_id, row.slot_id, row.programme_id, row.from_week, "started")
            for own in facts.history.values() for row in own if row.end in {"ended", "interrupted"}]  # fmt: skip
    for record in records(facts.scenario, "placements"):
        row = Placement.model_construct(**record)
        if not is_of_last_week(row, facts.week):
            start = facts.slots[row.slot_id].start_week if row.from_week is None else row.from_week
            rows.append((row.jobseeker_id, row.slot_id, row.programme_id, facts.week if start is None else start,
                         row.state))  # fmt: skip
    for person_id, slot_id, programme_id, week, state in rows:
        if week is None or (person_id is not None and (person_id, slot_id, int(week)) in seen):
            continue
        if person_id is not None:
            seen.add((person_id, slot_id, int(week)))
        form = _form(facts, slot_id, programme_id)
        yield CountedStart(person_id, slot_id, form, int(week), week < facts.week and state != "offered")


def _as_begun(candidate: Candidate) -> CountedStart:
    person, offer = candidate
    return CountedStart(
        person.jobseeker_id, offer.slot.slot_id, offer.programme.programme_id, offer.first, has_begun=False
    )


def _counts(facts: Facts, row: Record, one: CountedStart) -> bool:
    """Whether a start or proposal is of a target's kind, in its window, and passes its filters."""
    is_new = row["reached_on"] is None or monday(one.week) > row["reached_on"]
    if not (row["from_week"] <= one.week <= row["to_week"] and is_new and _is_of_kind(facts, row["counts"], one)):
        return False
    slot = facts.slots.get(one.slot_id or "")
    return (
        (row["tag"] is None or row["tag"] in _tags_of(facts, one.slot_id, one.programme_id))
        and (row["employer_id"] is None or (slot is not None and slot.employer_id == row["employer_id"]))
        and (row["programme_id"] is None or row["programme_id"] == one.programme_id)
        and (row["group"] is None or one.person_id in members(facts, row["group"]))
    )


def _is_of_kind(facts: Facts, counts: str, one: CountedStart) -> bool:
    if counts == "places":
        return True
    programme = facts.programmes.get(one.programme_id or "")
    if one.person_id is None or programme is None:
        return False
    rule = rule_in(facts.scenario.assumptions.rules, programme.rule, one.week)
    return (programme.purpose or rule.purpose) == "main" and (counts != "paid" or rule.employment)


def _offers(facts: Facts, row: Record, slot_id: str) -> bool:
    """Whether the places left of a slot are places that a target counts."""
    slot = facts.slots[slot_id]
    return (
        _is_open(facts, slot_id, row["from_week"], row["to_week"])
        and (row["tag"] is None or any(row["tag"] in _tags_of(facts, slot_id, form) for form in slot.programme_ids))
        and row["employer_id"] in {None, slot.employer_id}
        and (row["programme_id"] is None or row["programme_id"] in slot.programme_ids)
    )
