"""Check of what plan.json says of neighbours in one pool, and that no residents get less than they have at home."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from planner.schema.settings import OWN_RESIDENTS
from planner.texts import _
from planner.verification.alone import counts, unit
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import number_of, should_be_blank, spelled, told, unlike
from planner.verification.home import home, seat
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.places import places_left
from planner.verification.plan_figures import close
from planner.verification.worth import worth

WHERE = "plan.json neighbours"


def neighbours(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Hold the figures of each municipality against the proposals.

    What residents have at home is a search's result and in no file. So the check is that they could gain so much each
    by themselves, that no municipality gets less, and that the sum at home of this plan is within the bound.
    """
    plan = parsed.folder.plan or {}
    stated, codes = plan.get("neighbours"), _codes(facts)
    is_wanted = len(codes) > 1 and plan.get("method") == "goals"
    if not is_wanted or not isinstance(stated, dict):
        said = _("is missing.") if is_wanted else _("is there, and nobody has neighbours in the pool.")
        return [Objection("neighbours", WHERE, said)] if is_wanted or stated is not None else []
    if stated.get("own_residents") != facts.settings.own_residents:
        return [Objection("neighbours", f"{WHERE}.own_residents", _("is not what the settings say."))]
    parts = stated.get("municipalities")
    named = [part.get("municipality") if isinstance(part, dict) else None for part in parts or []]
    if not isinstance(parts, list) or named != codes:
        said = _("are not those of people and places, {codes}.", codes=", ".join(codes))
        return [Objection("neighbours", f"{WHERE}.municipalities", said)]
    came_first = is_reached(plan)
    if came_first is not (facts.settings.own_residents == "first"):
        return [Objection("neighbours", WHERE, _("own residents come first exactly where the settings say so."))]
    wrong = [*_sums(facts, parsed, stated, parts, came_first=came_first)]
    for part in parts:
        wrong += _of_one(facts, parsed, part, came_first=came_first)
    return [Objection("neighbours", where, said) for where, said in wrong]


def is_reached(plan: Mapping[str, Any]) -> bool:
    """Whether goal own_residents was sought."""
    goals = plan.get("goals")
    return any(
        isinstance(goal, dict) and goal.get("name") == OWN_RESIDENTS and goal.get("status") != "skipped"
        for goal in (goals if isinstance(goals, list) else [])
    )


def own_residents(facts: Facts, parsed: ParsedPlan) -> float | None:
    """Minus how far residents are below what they have at home, all together; None where the plan does not tell."""
    stated, short = (parsed.folder.plan or {}).get("neighbours"), 0
    if not isinstance(stated, dict):
        return 0.0  # one municipality alone: all its places are its own
    for part in stated.get("municipalities") or []:
        floor = number_of(part.get("at_home")) if isinstance(part, dict) else None
        if floor is None:
            return None
        own = _proposed_to(facts, parsed, str(part.get("municipality")))
        short += max(0, round(floor * unit(facts)) - sum(counts(facts, one) for one in own))
    return -short / unit(facts)


def _codes(facts: Facts) -> list[str]:
    people = {home(facts, person) for person in facts.people.values()}
    return sorted(people | {seat(facts, facts.employers[slot.employer_id]) for slot in facts.slots.values()})


def _is_at_home(facts: Facts, one: Candidate) -> bool:
    return home(facts, one.person) == seat(facts, one.offer.employer)


def _proposed_to(facts: Facts, parsed: ParsedPlan, code: str) -> list[Candidate]:
    return [one for one in parsed.proposed if home(facts, one.person) == code]


def _of_one(
    facts: Facts, parsed: ParsedPlan, part: Mapping[str, Any], *, came_first: bool
) -> Iterator[tuple[str, str]]:
    code = str(part["municipality"])
    where = f"{WHERE} {code}"
    own = _proposed_to(facts, parsed, code)
    mains = [one for one in own if one.offer.purpose == "main"]
    others = [
        one for one in parsed.proposed
        if one.offer.purpose == "main" and seat(facts, one.offer.employer) == code and not _is_at_home(facts, one)
    ]  # fmt: skip
    at_home = {one.person.jobseeker_id for one in mains if _is_at_home(facts, one)}
    elsewhere = {one.person.jobseeker_id for one in mains if not _is_at_home(facts, one)}
    gets = sum(counts(facts, one) for one in own)
    slots = [slot for slot in facts.slots.values() if seat(facts, facts.employers[slot.employer_id]) == code]
    expected: dict[str, float | None] = {
        "people": sum(home(facts, person) == code for person in facts.people.values()),
        "places": sum(places_left(facts, slot) for slot in slots if slot.status == "open"),
        "own_at_home": len(at_home),
        "own_elsewhere": len(elsewhere),
        "neighbours": len({one.person.jobseeker_id for one in others}),
        "uplift": math.fsum(float(worth(facts, one).value) for one in own),
        "gets": gets / unit(facts) if came_first else None,
    }
    has_people = bool(expected["people"])
    expected["gets"] = expected["gets"] if has_people else None
    for key, value in expected.items():
        written = number_of(part.get(key))
        is_like = part.get(key) is None if value is None else written is not None and close(written, value)
        if not is_like:
            yield where, unlike(key, told(part.get(key)), "" if value is None else spelled(value))
    yield from ((where, said) for said in _floor(facts, parsed, part, gets, is_asked=came_first and has_people))


def _floor(facts: Facts, parsed: ParsedPlan, part: Mapping[str, Any], gets: int, *, is_asked: bool) -> Iterator[str]:
    """What is wrong with what residents have at home, and whether they get less."""
    if not is_asked:
        if part.get("at_home") is not None:
            yield should_be_blank("at_home", told(part.get("at_home")))
        return
    floor = number_of(part.get("at_home"))
    most = _greatest(facts, parsed, str(part["municipality"]))
    whole = None if floor is None else round(floor * unit(facts))
    if floor is None or whole is None or not close(floor * unit(facts), whole) or not 0 <= whole <= most:
        cap = spelled(most / unit(facts))
        yield _(
            "at_home is {written}, and residents could have {cap} at most.", written=told(part.get("at_home")), cap=cap
        )
    elif gets < whole:
        yield _(
            "its residents get {gets}, less than the {floor} that they have at home.",
            gets=spelled(gets / unit(facts)), floor=spelled(floor),
        )  # fmt: skip


def _greatest(facts: Facts, parsed: ParsedPlan, code: str) -> int:
    """The sum of what each resident could count at most in places of the municipality, each by themselves."""
    return sum(
        max((counts(facts, one.candidate) for one in own if _is_at_home(facts, one.candidate)), default=0)
        for person_id, own in parsed.columns.items()
        if home(facts, facts.people[person_id]) == code
    )


def _sums(
    facts: Facts, parsed: ParsedPlan, stated: Mapping[str, Any], parts: list[dict[str, Any]], *, came_first: bool
) -> Iterator[tuple[str, str]]:
    """What is wrong with what all residents have at home together, and with its bound."""
    if not came_first:
        for key in ("at_home", "bound"):
            if stated.get(key) is not None:
                yield f"{WHERE}.{key}", should_be_blank(key, told(stated.get(key)))
        return
    total = math.fsum(number_of(part.get("at_home")) or 0.0 for part in parts)
    together, bound = number_of(stated.get("at_home")), number_of(stated.get("bound"))
    if together is None or not close(together, total):
        yield f"{WHERE}.at_home", unlike("at_home", told(stated.get("at_home")), spelled(total))
    now = sum(counts(facts, one) for one in parsed.proposed if _is_at_home(facts, one)) / unit(facts)
    if bound is None or bound < max(total, now) - 1e-9:
        yield f"{WHERE}.bound", _("is {written}, below what a plan gives at home.", written=told(stated.get("bound")))
