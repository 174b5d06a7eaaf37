"""Places held for next steps, read a second time from docs/method.md: what is held when, who has a claim on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from planner.schema.agreed import Placement
from planner.schema.weeks import week_label
from planner.verification.eligibility import candidates_of
from planner.verification.facts import Candidate, Facts, is_of_last_week
from planner.verification.places import places_left
from planner.verification.records import records
from planner.verification.remembered import remembered

# The programme that people come from, and the week in which their next step begins.
Pool = tuple[str, int]


class HeldClaim(NamedTuple):
    """A claim on a pool: whose (None for an anonymous place), from which slot (None once finished), where used."""

    person_id: str | None
    from_slot: str | None
    pool: Pool
    used_in: str | None


# Whose claim, from which slot (None once finished), in which programme, and the week of the next step.
ClaimRow = tuple[str | None, str | None, str | None, int]


@remembered(16)
def _claim_rows(facts: Facts) -> tuple[ClaimRow, ...]:
    """Placements under way or promised, and history that ended as agreed of people in the tables, with a next week."""
    rows: list[tuple[str | None, str | None, str | None, int | None]] = []
    for record in records(facts.scenario, "placements"):
        row = Placement.model_construct(**record)
        if not is_of_last_week(row, facts.week):
            rows.append((row.jobseeker_id, row.slot_id, row.programme_id, row.next_week))
    for person_id, own in facts.history.items():
        ended = (past for past in own if past.end == "ended" and person_id in facts.people)
        rows += [(person_id, None, past.programme_id, past.next_week) for past in ended]
    return tuple((person, slot_id, form, int(week)) for person, slot_id, form, week in rows if week is not None)


# A row that holds something: its pool, slot and places, and whether its `until_week` is over.
HeldRow = tuple[Pool, str, int, bool]


@remembered(16)
def pools(facts: Facts) -> Mapping[Pool, Mapping[str, int]]:
    """By pool, the places held at each slot; past `until_week` no more than have a claim on the pool."""
    return _by_pool(_held_rows(facts))


def _by_pool(rows: Iterable[HeldRow]) -> Mapping[Pool, Mapping[str, int]]:
    found: dict[Pool, dict[str, int]] = defaultdict(dict)
    for pool, slot_id, places, _is_over in rows:
        found[pool][slot_id] = places
    return dict(found)


@remembered(16)
def _held_rows(facts: Facts) -> tuple[HeldRow, ...]:
    """What is held, without the places that somebody fills who has no claim on them: each programme lacks all these."""
    found, stated = [], _stated_rows(facts)
    unused = [max(places - _used(facts, pool, slot_id), 0) for pool, slot_id, places, _is_over in stated]
    for own, (pool, slot_id, places, is_over) in zip(unused, stated, strict=True):
        here = sum(number for number, row in zip(unused, stated, strict=True) if row[1] == slot_id)
        lacking = max(here - places_left(facts, facts.slots[slot_id]), 0)
        if (number := places - min(lacking, own)) > 0:
            found.append((pool, slot_id, number, is_over))
    return tuple(found)


def _used(facts: Facts, pool: Pool, slot_id: str) -> int:
    return sum((claim.pool, claim.used_in) == (pool, slot_id) for claim in claims(facts))


@remembered(16)
def _stated_rows(facts: Facts) -> tuple[HeldRow, ...]:
    """What table `held_places` holds now."""
    found = []
    for row in records(facts.scenario, "held_places"):
        slot, until = facts.slots[row["slot_id"]], row["until_week"]
        first = facts.week if slot.start_week is None else int(slot.start_week)
        if first < facts.week or facts.programmes[row["programme_id"]].leads_to is None:
            continue
        places, is_over = int(row["places"]), until is not None and until < facts.week
        if is_over:
            places = min(places, sum(one[2:] == (row["programme_id"], first) for one in _claim_rows(facts)))
        if places > 0:
            found.append(((row["programme_id"], first), slot.slot_id, places, is_over))
    return tuple(found)


@remembered(16)
def claims(facts: Facts) -> tuple[HeldClaim, ...]:
    """The claims that are not lost: of placements under way or promised, and of those that ended as agreed."""
    placed: set[tuple[str | None, str, str | None]] = set()
    for record in records(facts.scenario, "placements"):
        row = Placement.model_construct(**record)
        if not is_of_last_week(row, facts.week):
            placed.add((row.jobseeker_id, row.slot_id, row.programme_id))
    said_no = ((person, past) for person, own in facts.history.items() for past in own)
    refused = {(person, past.slot_id) for person, past in said_no if past.end in {"declined", "refused", "vetoed"}}
    found: list[HeldClaim] = []
    stated = _by_pool(_stated_rows(facts))
    for person, slot_id, programme_id, week in _claim_rows(facts):
        programme = facts.programmes.get(programme_id or "")
        if programme is None or programme.leads_to is None or week < facts.week:
            continue
        pool = (programme.programme_id, week)
        here = stated.get(pool, {})
        is_known = person is not None and any((one.person_id, one.pool) == (person, pool) for one in found)
        if is_known or (here and all((person, name) in refused for name in here)):
            continue
        elsewhere = {name for who, name, form in placed if who == person and (name, form) != (slot_id, programme_id)}
        used = None if person is None else next((name for name in sorted(here) if name in elsewhere), None)
        found.append(HeldClaim(person, slot_id, pool, used))
    return tuple(found)


@remembered(16)
def room(facts: Facts) -> Mapping[Pool, int]:
    """By pool, the places held less those claimed: a claim not used yet takes one of each later step as well."""
    for_claims, left = dict.fromkeys(pools(facts), 0), dict.fromkeys(pools(facts), 0)
    for pool, _slot_id, places, is_over in _held_rows(facts):
        (for_claims if is_over else left)[pool] += places
    for claim in claims(facts):
        later = () if claim.used_in is not None else tuple(_later(facts, claim.pool))
        for pool in (claim.pool, *later):
            if pool in left:  # what is past its week goes first: nobody else can have it
                (for_claims if for_claims[pool] > 0 else left)[pool] -= 1
    return {pool: max(number, 0) for pool, number in left.items()}


def _later(facts: Facts, pool: Pool) -> Iterator[Pool]:
    """The pools of the steps after one, whatever room they have."""
    while pool in pools(facts):
        following = str(facts.programmes[pool[0]].leads_to)
        if facts.programmes[following].leads_to is None:
            return
        last = max(facts.offers[slot_id, following][0].last for slot_id in pools(facts)[pool])
        ready = last + 1 + facts.programmes[following].weeks_between
        weeks = sorted(week for programme_id, week in pools(facts) if programme_id == following and week >= ready)
        if not weeks:
            return
        pool = (following, weeks[0])
        yield pool


@remembered(100_000)
def stands_for(facts: Facts, person_id: str, pool: Pool) -> tuple[Candidate, ...]:
    """A person's candidates at the places of a pool, in the programme that they go on to, of purpose main."""
    following = facts.programmes[pool[0]].leads_to
    here = pools(facts).get(pool, {})
    return tuple(
        one
        for one in candidates_of(facts, person_id)
        if one.offer.programme.programme_id == following
        and one.offer.slot.slot_id in here
        and one.offer.purpose == "main"
    )


def claimed_path(facts: Facts, pool: Pool) -> tuple[Pool, ...]:
    """The pools of a path with a claim on its next step; empty where nothing is held there any more."""
    return (pool, *_later(facts, pool)) if pool in pools(facts) else ()


def path_text(facts: Facts, path: tuple[Pool, ...]) -> str:
    """A path as a row of assignments.csv states it: programme and week of each step."""
    return "|".join(f"{facts.programmes[programme_id].leads_to} {week_label(week)}" for programme_id, week in path)


def path_of(facts: Facts, candidate: Candidate) -> tuple[Pool, ...]:
    """The pools of a candidate's path; empty where its programme leads nowhere or no place is held for the person."""
    offer, person_id = candidate.offer, candidate.person.jobseeker_id
    programme = offer.programme
    if programme.leads_to is None:
        return ()
    own = (person_id, offer.slot.slot_id, programme.programme_id)
    for claim in claims(facts):
        if (claim.person_id, claim.from_slot, claim.pool[0]) == own:
            return claimed_path(facts, claim.pool)
    return _new_path(facts, person_id, programme.programme_id, offer.last + 1 + programme.weeks_between)


@remembered(100_000)
def _new_path(facts: Facts, person_id: str, programme_id: str, ready: int) -> tuple[Pool, ...]:
    """The first pool with room in which the person may take a place from a week on, and those after it with room."""
    for pool in sorted(pools(facts)):
        if pool[0] == programme_id and pool[1] >= ready and room(facts)[pool] and stands_for(facts, person_id, pool):
            path = [pool]
            for later in _later(facts, pool):
                if not room(facts)[later]:
                    break
                path.append(later)
            return tuple(path)
    return ()


@remembered(100_000)
def has_claim(facts: Facts, person_id: str, slot_id: str) -> bool:
    """Whether a person has a claim on a place of a slot that they have not used yet."""
    return any(
        claim.person_id == person_id and claim.used_in is None and slot_id in pools(facts).get(claim.pool, {})
        for claim in claims(facts)
    )


@remembered(10_000)
def closed_to_others(facts: Facts, slot_id: str) -> int | None:
    """The places of a slot that are held and not used by those they are held for; None where none is held."""
    own = [(pool, here[slot_id]) for pool, here in pools(facts).items() if slot_id in here]
    if not own:
        return None
    return sum(max(places - _used(facts, pool, slot_id), 0) for pool, places in own)
