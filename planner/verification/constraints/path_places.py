"""Held places: no more paths than places held, and the places held are closed to others."""

from __future__ import annotations

from planner.texts import N_, _
from planner.verification.constraints.row import Broken, Constraint, Key, Limit, label_of, week_of
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import spelled
from planner.verification.held import closed_to_others, has_claim, path_of, room
from planner.verification.places import places_left


def _limit(facts: Facts, key: Key) -> Limit | None:
    match key:
        case ("path", programme_id, label):
            week = week_of(label)
            left = None if week is None else room(facts).get((programme_id, week))
            return None if left is None else Limit(float(left), "upper")
        case ("others", slot_id) if slot_id in facts.slots:
            closed = closed_to_others(facts, slot_id)
            return (
                None
                if closed is None
                else Limit(float(max(places_left(facts, facts.slots[slot_id]) - closed, 0)), "upper")
            )
        case ("without", programme_id) if programme_id in facts.programmes:
            return None if facts.programmes[programme_id].leads_to is None else Limit(0.0, "upper")
    return None


def _keys(facts: Facts, candidate: Candidate) -> list[Key]:
    programme, slot_id = candidate.offer.programme, candidate.offer.slot.slot_id
    path = path_of(facts, candidate)
    keys: list[Key] = [("path", programme_id, label_of(week)) for programme_id, week in path]
    if has_claim(facts, candidate.person.jobseeker_id, slot_id):
        return keys
    if closed_to_others(facts, slot_id) is not None:
        keys.append(("others", slot_id))
    if programme.leads_to is not None and not path:
        keys.append(("without", programme.programme_id))
    return keys


def _says(_facts: Facts, row: Broken) -> str:
    match row.key:
        case ("path", _programme, label):
            return _("{people} people would go on in {week}, {left} places are held.",
                     people=spelled(row.total), week=label, left=spelled(row.limit))  # fmt: skip
        case ("others", _slot):
            return _("{places} places proposed to people without a claim, {left} are not held.",
                     places=spelled(row.total), left=spelled(row.limit))  # fmt: skip
    return _("{places} proposals for whose next step no place is held.", places=spelled(row.total))


CONSTRAINT = Constraint("path_places", N_("held places of {owner}"), _says, _limit, _keys, owner=1)
