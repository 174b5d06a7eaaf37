"""The certified bound, which anybody can recompute from the stored duals and the table of candidates."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from planner.errors import VerificationFailed
from planner.schema.scenario import Scenario
from planner.schema.tables import Slot
from planner.texts import N_, _, with_decimal_mark
from planner.verification.charges import charge
from planner.verification.constraints import CONSTRAINT_BY_NAME, CONSTRAINTS
from planner.verification.constraints.one_main import class_of
from planner.verification.constraints.row import Key
from planner.verification.constraints.slot_places import fewest, open_column
from planner.verification.cuts import LARGEST_DUAL, ROUNDING, Charges, charges_of, read_cuts
from planner.verification.eligibility import candidates_of
from planner.verification.facts import Candidate, Facts, facts_of
from planner.verification.objection import Objection
from planner.verification.places import places_left
from planner.verification.remembered import remembered

WRONG_SIGN = {
    "upper": N_("has the wrong sign for a row with an upper limit: {dual}."),
    "lower": N_("has the wrong sign for a row with a lower limit: {dual}."),
}
Duals = Mapping[str, Mapping[Key, list[tuple[Key, float]]]]


class Valued(NamedTuple):
    """A candidate and its value in the table of candidates."""

    candidate: Candidate
    value: float


class Bounds(NamedTuple):
    """What a certificate proves: by the duals of its rows alone, and with its cuts, if it has any and they prove more.

    With one more place the duals alone prove `by_rows` and the dual of its row. The cuts do not: they were rounded from
    the limits as they are. `num_cuts` of its cuts could be made again. `own` is by jobseeker the part of `certified`
    that stands for a place of purpose main, activity or sheltered, where it is above 0: without it, the bound holds for
    every plan in which the person has no such place.
    """

    by_rows: float
    certified: float
    num_cuts: int = 0
    own: Mapping[str, float] = MappingProxyType({})


class _Bound(NamedTuple):
    """A bound, each person's part of it (see `Bounds`), and an objection for each dual that is not sound."""

    total: float
    own: Mapping[str, float]
    objections: list[Objection]


def certified_bounds(
    scenario: Scenario, candidates: Iterable[Mapping[str, Any]], certificate: Mapping[str, Any]
) -> Bounds:
    """Bounds on the outcome of every plan, from the duals of a certificate alone and with its cuts.

    `candidates` are rows with jobseeker_id, slot_id, programme_id and value (a frame's `to_dict("records")`), all of
    the table; `certificate` is the content of certificate.json. Raises VerificationFailed, with every objection,
    where a dual names a row that does not exist or has the wrong sign, or a cut combines what is not there.
    """
    facts = facts_of(scenario)
    bounds, objections = bounds_of(facts, valued(facts, candidates), certificate)
    if objections:
        raise VerificationFailed("\n".join(str(objection) for objection in objections))
    return bounds


def valued(facts: Facts, candidates: Iterable[Mapping[str, Any]]) -> list[Valued]:
    """The candidates that rows of the table of candidates name, with their values."""
    found = []
    for row in candidates:
        person = facts.people[str(row["jobseeker_id"])]
        candidate = facts.candidate(person, str(row["slot_id"]), str(row["programme_id"]))
        found.append(Valued(candidate, float(row["value"])))
    return found


def bounds_of(
    facts: Facts, candidates: Iterable[Valued], certificate: Mapping[str, Any]
) -> tuple[Bounds, list[Objection]]:
    """The bounds by the duals and cuts that are sound, and an objection for each that is not.

    Float sums are off by a little: both bounds are raised by the most that they can be off.
    """
    if not _are_rows(certificate.get("rows")):
        message = _("are not rows with constraint, key and dual.")
        return Bounds(math.inf, math.inf), [Objection("certificate", "certificate.json rows", message)]
    pinned = facts.pinned()
    columns = [one for one in candidates if is_column(facts, one.candidate, one.value, pinned)]
    bound, own, objections = _bound(facts, columns, certificate["rows"], None)
    alone = Bounds(bound, bound, own=own)
    if "with_cuts" not in certificate:
        return alone, objections
    part = read_cuts(certificate["with_cuts"])
    if part is None or not _are_rows(list(part.rows)):
        where = "certificate.json with_cuts"
        return alone, [*objections, Objection("certificate", where, _("are not rows and cuts as they must be."))]
    charges, unsound = charges_of(facts, [one.candidate for one in columns], part)
    if unsound:
        return alone, objections + unsound
    with_cuts = _bound(facts, columns, part.rows, charges)
    lower = min(alone, Bounds(bound, with_cuts.total, own=with_cuts.own), key=lambda one: one.certified)
    return lower._replace(num_cuts=charges.num_made), objections + with_cuts.objections


def bound_by_rows(plan: Mapping[str, Any], certificate: Mapping[str, Any] | None) -> object:
    """The bound that a plan folder states for the duals of rows alone: prices follow from it."""
    if certificate is not None and "with_cuts" in certificate:
        return certificate.get("bound_by_rows")
    return plan.get("certified_bound")


def _are_rows(rows: object) -> bool:
    """Whether something in a certificate has the form of duals of rows."""
    return isinstance(rows, list) and all(
        isinstance(row, dict)
        and {"constraint", "key", "dual"} <= row.keys()
        and isinstance(row["constraint"], str)
        and isinstance(row["key"], list)
        and all(isinstance(part, str) for part in row["key"])
        for row in rows
    )


def _bound(
    facts: Facts, columns: Sequence[Valued], rows: Iterable[Mapping[str, Any]], charges: Charges | None
) -> _Bound:
    """The bound by duals of rows, and by what cuts charge, if there are any."""
    duals, at_limits, objections = _duals(facts, rows)
    best: dict[tuple[str, ...], float] = {}
    one_each = "one_main" not in facts.scenario.constraints_off
    none = np.zeros(len(columns))
    of_cuts = none if charges is None else charges.candidates - charges.errors
    for (candidate, value), of_cut in zip(columns, of_cuts.tolist(), strict=True):
        person_id = candidate.person.jobseeker_id
        # Each person's best reduced cost in a class counts once. With one_main switched off every candidate counts by
        # itself.
        own_row = () if one_each else (candidate.offer.slot.slot_id, candidate.offer.programme.programme_id)
        worth = value - charge(facts, candidate, value).whole if candidate.offer.purpose == "main" else 0.0
        terms = [worth, -of_cut, *_charges(facts, duals, candidate)]
        row = (person_id, class_of(candidate), *own_row)
        best[row] = max(best.get(row, 0.0), at_most(terms))
    slots: Mapping[str, float] = {}
    if charges is not None:
        at_limits.append(charges.at_limits)
        slots = charges.slots
    own: dict[str, float] = defaultdict(float)
    for row, amount in best.items():
        if row[1] == "main" and amount > 0:
            own[row[0]] += amount
    return _Bound(at_most([*at_limits, *best.values(), *_open_terms(facts, duals, slots)]), dict(own), objections)


def at_most(terms: Sequence[float]) -> float:
    """A sum, raised by the most that its terms, products of two floats each, can be off."""
    return math.fsum(terms) + 2 * ROUNDING * math.fsum(map(abs, terms))


def is_column(facts: Facts, candidate: Candidate, value: float, pinned: set[tuple[str, str]]) -> bool:
    """Whether a candidate is a column: main with value 0 or more, another purpose if that goal is set, or pinned.

    Whoever was interviewed for a list that is open has no other main column.
    """
    is_pinned = (candidate.person.jobseeker_id, candidate.offer.slot.slot_id) in pinned
    if candidate.offer.purpose != "main":
        return is_pinned or "other_purposes" in facts.settings.goals
    return is_pinned or (value >= 0 and not is_on_another_list(facts, candidate))


def is_on_another_list(facts: Facts, candidate: Candidate) -> bool:
    """Whether the person waits for the answer of another slot's employer, who met them and has a position left."""
    lists = _lists_of(facts).get(candidate.person.jobseeker_id)
    return lists is not None and candidate.offer.slot.slot_id not in lists


def is_awaited(facts: Facts, candidate: Candidate) -> bool:
    """Whether the slot's employer has met the person, for whom a position is left, and has not answered."""
    own = _lists_of(facts).get(candidate.person.jobseeker_id, ())
    return candidate.offer.purpose == "main" and candidate.offer.slot.slot_id in own


def _is_open_list(facts: Facts, slot: Slot) -> bool:
    """Whether a slot's employer, who meets several people, may still choose: places are left, the start is to come."""
    if slot.status != "open" or (slot.shortlist or 1) <= 1:
        return False
    return facts.offers_of(slot)[0].first >= facts.week and places_left(facts, slot) > 0


@remembered(16)
def _lists_of(facts: Facts) -> Mapping[str, set[str]]:
    """By jobseeker who waits for an answer, the slots of the lists: open, and with a position for them.

    Those who were met first have the positions, so many for each place left.
    """
    found: dict[str, set[str]] = defaultdict(set)
    taken: Counter[str] = Counter()
    for row in sorted(facts.decisions, key=lambda one: (one.on is None, one.on or date.max, one.jobseeker_id)):
        slot = facts.slots.get(row.slot_id or "") if row.decision == "interviewed" else None
        if slot is None or not _is_open_list(facts, slot):
            continue
        own = (one for one in candidates_of(facts, row.jobseeker_id) if one.offer.slot.slot_id == slot.slot_id)
        is_candidate = any(one.offer.purpose == "main" for one in own)
        if is_candidate and taken[slot.slot_id] < (slot.shortlist or 1) * places_left(facts, slot):
            taken[slot.slot_id] += 1
            found[row.jobseeker_id].add(slot.slot_id)
    return dict(found)


def _duals(facts: Facts, rows: Iterable[Mapping[str, Any]]) -> tuple[Duals, list[float], list[Objection]]:
    """Duals by constraint and key, each one's product with its limit, and what is wrong with them."""
    duals: dict[str, dict[Key, list[tuple[Key, float]]]] = {
        constraint.name: defaultdict(list) for constraint in CONSTRAINTS
    }
    at_limits, objections, seen = [], [], set()
    for number, entry in enumerate(rows, start=1):
        name, key, dual = entry["constraint"], tuple(entry["key"]), entry["dual"]
        wrong = _wrong(facts, name, key, dual)
        if (name, key) in seen:
            wrong = _("stands twice.")
        seen.add((name, key))
        if wrong is not None:
            if name in CONSTRAINT_BY_NAME:
                where = _("dual {number} of {constraint}", number=number, constraint=name)
            else:
                where = _("dual {number}", number=number)
            objections.append(Objection("certificate", where, wrong))
            continue
        constraint = CONSTRAINT_BY_NAME[name]
        limit = constraint.limit(facts, key)
        if limit is not None:
            at_limits.append(dual * limit.amount)
        duals[name][key[:1] if constraint.is_by_week else key].append((key, dual))
    return duals, at_limits, objections


def _wrong(facts: Facts, name: str, key: Key, dual: object) -> str | None:
    if name not in CONSTRAINT_BY_NAME:
        return _("is no row of a hard constraint.")
    if name in facts.scenario.constraints_off:
        return _("belongs to a constraint that is switched off.")
    limit = CONSTRAINT_BY_NAME[name].limit(facts, key)
    if limit is None:
        return _("names a row that does not exist.")
    if isinstance(dual, bool) or not isinstance(dual, (int, float)) or not abs(dual) <= LARGEST_DUAL:
        return _("is not a number.")
    if (dual < 0 and limit.side == "upper") or (dual > 0 and limit.side == "lower"):
        return _(WRONG_SIGN[limit.side], dual=with_decimal_mark(str(dual)))
    return None


def _charges(facts: Facts, duals: Duals, candidate: Candidate) -> Iterator[float]:
    """Minus dual x coefficient for each row that a candidate is in."""
    for constraint in CONSTRAINTS:
        stored = duals[constraint.name]
        if not stored:
            continue
        for start in constraint.keys(facts, candidate):
            for key, dual in stored.get(start, ()):
                if not constraint.is_by_week or key[1:] in constraint.moments(candidate):
                    yield -dual * constraint.coefficient(facts, key, candidate)


def _open_terms(facts: Facts, duals: Duals, of_cuts: Mapping[str, float]) -> list[float]:
    """The most that the auxiliary variable of each slot with a minimum can add, if its places allow the minimum."""
    charges: dict[str, list[float]] = defaultdict(list, {slot_id: [-total] for slot_id, total in of_cuts.items()})
    for stored in duals["slot_places"].values():
        for key, dual in stored:
            charges[key[0]].append(-dual * open_column(facts, key))
    return [
        max(0.0, at_most(terms))
        for slot_id, terms in charges.items()
        if places_left(facts, facts.slots[slot_id]) >= fewest(facts, slot_id) > 1
    ]
