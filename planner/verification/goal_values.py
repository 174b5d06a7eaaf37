"""Checks of the later goals: the stated final value of each is recomputed from the proposals."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from planner.schema.settings import OWN_RESIDENTS
from planner.texts import N_, _, with_decimal_mark
from planner.verification.alone import group_floor, leximin, max_min
from planner.verification.earning import NOTHING, earns
from planner.verification.facts import Facts
from planner.verification.folder import TOLERANCE, number_of, spelled, told, unlike
from planner.verification.groups import lottery_number, members
from planner.verification.look_ahead import spendable
from planner.verification.neighbours import own_residents
from planner.verification.objection import Objection
from planner.verification.offers import Offer
from planner.verification.parsed_plan import ParsedPlan, name_of
from planner.verification.places import places_left
from planner.verification.plan_figures import close
from planner.verification.travel import trip
from planner.verification.window import members_of_pool, placed
from planner.verification.worth import beside_own, worth

# What is shared over a window: all places of purpose main, and paid jobs apart.
SHARED = ("places", "paid")


def goals(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """The goals are those of the settings, in order; they spent no more than allowed; each final value is right."""
    reported = (parsed.folder.plan or {}).get("goals")
    if not isinstance(reported, list) or not all(isinstance(goal, dict) for goal in reported):
        return [Objection("goals", "plan.json goals", _("is no list of goals."))]
    names = [goal.get("name") for goal in reported]
    # A plan of usual practice pursues no goal; only its outcome is stated.
    is_usual = (parsed.folder.plan or {}).get("method", "goals") != "goals"
    wanted = list(facts.settings.goals[:1] if is_usual else facts.settings.goals)
    if names != wanted:
        message = _("are not those of the settings, {wanted}.", wanted=", ".join(wanted))
        return [Objection("goals", "plan.json goals", message)]
    objections = _spent(facts, parsed.folder.plan or {}, reported) + _handed_back(facts, parsed, reported)
    for goal in reported[1:]:
        if goal.get("status") == "skipped":
            objections += _no_figures(goal)
            continue
        final = _recomputed(facts, parsed, goal["name"])
        if final is None:
            continue
        stated = number_of(goal.get("final"))
        if stated is None or not close(stated, final):
            message = unlike("final", told(goal.get("final")), spelled(final))
            objections.append(Objection("goals", _of_goal(goal["name"]), message))
    return objections


def _no_figures(goal: Mapping[str, Any]) -> list[Objection]:
    """A goal that was skipped must state no figures."""
    stated = [name for name in ("best", "bound", "gap", "final") if goal.get(name) is not None]
    message = _("was skipped, and states {figures}.", figures=", ".join(stated))
    return [Objection("goals", _of_goal(goal["name"]), message)] if stated else []


def _of_goal(name: str) -> str:
    return _("plan.json goal {goal}", goal=name)


def _spent(facts: Facts, plan: Mapping[str, Any], reported: list[dict[str, Any]]) -> list[Objection]:
    """may_cost of each goal is that of the settings, and the outcome fell by no more than they allow together."""
    objections = []
    for goal in reported:
        share = facts.settings.may_cost.get(goal["name"], 0.0)
        if goal.get("may_cost") != share:
            message = _(
                "may_cost is {written}, and the settings say {share}.",
                written=told(goal.get("may_cost")),
                share=with_decimal_mark(str(share)),
            )
            objections.append(Objection("goals", _of_goal(goal["name"]), message))
    best, final = number_of(reported[0].get("best")), number_of(reported[0].get("final"))
    if best is None or final is None:
        return [*objections, Objection("goals", _of_goal("outcome"), _("best or final is no number."))]
    allowed = _may_spend(facts, reported) * spendable(plan, best)
    if final > best and not close(final, best):
        objections.append(Objection("goals", _of_goal("outcome"), _("final is above best.")))
    if final < best - allowed and not close(final, best - allowed):
        message = _(
            "fell from {best} to {final}, more than later goals may spend.", best=spelled(best), final=spelled(final)
        )
        objections.append(Objection("goals", _of_goal("outcome"), message))
    return objections


def _may_spend(facts: Facts, reported: list[dict[str, Any]]) -> float:
    """The share of the best outcome that the later goals may spend together, skipped ones left out.

    What own_residents costs is no share of anything: it is held against what it promises.
    """
    if any(goal["name"] == OWN_RESIDENTS and goal.get("status") != "skipped" for goal in reported):
        return math.inf
    spending = [goal for goal in reported[1:] if goal.get("status") != "skipped"]
    shares = sum(facts.settings.may_cost.get(goal["name"], 0.0) for goal in spending)
    return min(shares, facts.settings.may_cost_total)


def _handed_back(facts: Facts, parsed: ParsedPlan, reported: list[dict[str, Any]]) -> list[Objection]:
    """The outcome before and after the hand-back is between its least allowed and its final value; the status is right.

    Proposals that gain nothing are dropped after the hand-back, which may raise the outcome a little above `after`.
    """
    stated = (parsed.folder.plan or {}).get("hand_back")
    if not isinstance(stated, dict):
        return [Objection("hand_back", "plan.json hand_back", _("is missing."))]
    before, after = number_of(stated.get("before")), number_of(stated.get("after"))
    best, final = number_of(reported[0].get("best")), number_of(reported[0].get("final"))
    if before is None or after is None or best is None or final is None:
        return [Objection("hand_back", "plan.json hand_back", _("before or after is no number."))]
    left = best - _may_spend(facts, reported) * spendable(parsed.folder.plan or {}, best)
    steps = (
        ("before", before, after, N_("{low} is above after, {high}.")),
        ("after", after, final, N_("{low} is above the outcome's final value, {high}.")),
    )
    objections = [
        Objection("hand_back", f"plan.json hand_back.{name}", _(message, low=spelled(low), high=spelled(high)))
        for name, low, high, message in steps
        if low > high and not close(low, high)
    ]
    # The later goals held the outcome that the first goal found. If they then found a better one, `best` states that
    # instead, and what was held is in no file.
    is_known = len(reported) == 1 or not close(best, final)
    if is_known and before < left and not close(before, left):
        message = _("{before} is less than the goals had to leave, {left}.", before=spelled(before), left=spelled(left))
        objections.append(Objection("hand_back", "plan.json hand_back.before", message))
    wrong = _wrong_status(stated, before=before, after=after, best=best)
    return objections if wrong is None else [*objections, Objection("hand_back", "plan.json hand_back.status", wrong)]


def _wrong_status(stated: Mapping[str, Any], *, before: float, after: float, best: float) -> str | None:
    """What is wrong with the status of a hand-back; None if nothing is."""
    status, bound = stated.get("status"), number_of(stated.get("bound"))
    if status in {"unspent", "skipped"}:
        if stated.get("bound") is not None or not close(before, after):
            return _("says {status}, and something was sought.", status=status)
        spent = status == "unspent" and before < best and not close(before, best)
        message = _("says unspent, and {spent} of the outcome had been spent.", spent=spelled(best - before))
        return message if spent else None
    if status not in {"optimal", "feasible"} or bound is None:
        return _("is none of optimal and feasible with a bound, unspent and skipped without one.")
    if bound < after and not close(bound, after):
        return _("has a bound of {bound}, below what was reached, {after}.", bound=spelled(bound), after=spelled(after))
    gap = (bound - after) / max(abs(after), 1e-9)
    is_wrong = status == "optimal" and gap > TOLERANCE
    return _("says optimal, and the gap is above 0.000001.") if is_wrong else None


def _recomputed(facts: Facts, parsed: ParsedPlan, name: str) -> float | None:
    """The value of a later goal; None if it cannot be computed from the plan's files."""
    return GOALS[name](facts, parsed) if name in GOALS else None


def other_purposes(facts: Facts, parsed: ParsedPlan) -> float:
    """Class weight + acceptance / the person's greatest acceptance / 10, summed over proposals that are not main."""
    present = {person.priority_class for person in facts.people.values()}
    order = sorted(present, key=lambda number: math.inf if number is None else number)
    weight = {number: len(order) - place for place, number in enumerate(order)}
    return math.fsum(
        weight[candidate.person.priority_class] + float(beside_own(facts, candidate)) / 10
        for candidate in parsed.proposed
        if candidate.offer.purpose != "main"
    )


def waiting(facts: Facts, parsed: ParsedPlan) -> float:
    """waiting_weeks + times_outbid / 100 of people over the limit in good places, as many as may count."""
    best: dict[str, float] = defaultdict(float)
    for _line, priced in parsed.listed:
        if priced.candidate.offer.purpose == "main":
            person_id = priced.candidate.person.jobseeker_id
            best[person_id] = max(best[person_id], priced.value)
    counted = []
    for candidate in parsed.proposed:
        person = candidate.person
        if candidate.offer.purpose != "main" or person.waiting_weeks <= facts.settings.waiting_limit_weeks:
            continue
        worth_it = facts.settings.waiting_best_share * best[person.jobseeker_id]
        if earns(facts, candidate) and float(worth(facts, candidate).value) >= worth_it - NOTHING:
            counted.append(person.waiting_weeks + person.times_outbid / 100)
    return math.fsum(sorted(counted, reverse=True)[: waiting_places(facts)])


def waiting_places(facts: Facts) -> int:
    """The most people that count: the policy's share of places left in open slots with a main form."""
    free = sum(
        places_left(facts, slot)
        for slot in facts.slots.values()
        if slot.status == "open" and any(offer.purpose == "main" for offer in facts.offers_of(slot))
    )
    # The small number added keeps 0.3 x 10 from being rounded down to 2.
    return math.floor(facts.settings.waiting_places_share * free + 1e-9)


def fair_share(facts: Facts, parsed: ParsedPlan) -> float | None:
    """Minus the shortfalls of the groups, by the targets the plan states; None where it states none."""
    reported = (parsed.folder.plan or {}).get("groups")
    if not isinstance(reported, list):
        return None
    if facts.settings.fair_share_weeks:
        return _over_window(facts, parsed, [group for group in reported if isinstance(group, dict)])
    targets = [
        (str(group.get("group")), number_of(group.get("target"))) for group in reported if isinstance(group, dict)
    ]
    short = [
        max(0.0, target - main_places(facts, parsed, name))
        for name, target in targets
        if target is not None and name in facts.settings.groups
    ]
    return -math.fsum(short) if short else None


def _over_window(facts: Facts, parsed: ParsedPlan, reported: Sequence[Mapping[str, Any]]) -> float | None:
    """Minus the shortfalls over the window, for all places and for paid jobs."""
    short, weeks = [], facts.settings.fair_share_weeks
    for group in reported:
        name = str(group.get("group"))
        if name not in facts.settings.groups or not isinstance(group.get("window"), dict):
            continue
        for key in SHARED:
            figures = group["window"].get(key)
            target = number_of(figures.get("target")) if isinstance(figures, dict) else None
            if target is not None:
                before = placed(facts, weeks, paid=key == "paid") & members_of_pool(facts, name, weeks)
                short.append(max(0.0, target - len(before) - added(facts, parsed, name, paid=key == "paid")))
    return -math.fsum(short) if short else None


def added(facts: Facts, parsed: ParsedPlan, name: str, *, paid: bool) -> int:
    """People of a group in the pool of the window, not placed before, who are proposed for a main place with a gain."""
    weeks = facts.settings.fair_share_weeks
    open_to = members_of_pool(facts, name, weeks) - placed(facts, weeks, paid=paid)
    return len(
        {
            candidate.person.jobseeker_id
            for candidate in parsed.proposed
            if candidate.offer.purpose == "main" and (candidate.offer.rule.employment or not paid)
            if candidate.person.jobseeker_id in open_to and earns(facts, candidate)
        }
    )


def main_places(facts: Facts, parsed: ParsedPlan, name: str) -> int:
    """Members of a group proposed for a main place that is worth something."""
    return sum(
        candidate.offer.purpose == "main" and candidate.person.jobseeker_id in members(facts, name)
        for candidate in parsed.proposed
        if earns(facts, candidate)
    )


def stability(facts: Facts, parsed: ParsedPlan) -> float:
    """Proposals that were last week's: the same person and slot, whatever the form."""
    last = {(row.jobseeker_id, row.slot_id) for row in facts.last_week}
    again = 0
    for candidate in parsed.proposed:
        person_id, slot_id, _programme_id = name_of(candidate)
        again += (person_id, slot_id) in last and earns(facts, candidate)
    return float(again)


def preference(facts: Facts, parsed: ParsedPlan) -> float:
    """1 / rank of the best preference that names the slot or its occupation."""
    total = []
    for candidate in parsed.proposed:
        slot = candidate.offer.slot
        ranks = [
            wish.rank
            for wish in facts.preferences.get(candidate.person.jobseeker_id, ())
            if wish.rank >= 1
            and (wish.slot_id == slot.slot_id or (wish.ssyk and slot.ssyk and slot.ssyk.startswith(wish.ssyk)))
        ]
        if ranks and earns(facts, candidate):
            total.append(1 / min(ranks))
    return math.fsum(total)


def travel(facts: Facts, parsed: ParsedPlan) -> float:
    """Minus the minutes of all proposals; unknown minutes count as the policy's limit."""
    minutes = [trip(facts, person, offer.slot).minutes for person, offer in parsed.proposed]
    return -math.fsum(facts.settings.max_travel_minutes if m is None else m for m in minutes)


def queue(facts: Facts, parsed: ParsedPlan) -> float:
    """waiting_weeks + times_outbid / 100 of whoever each proposal is for."""
    return math.fsum(
        candidate.person.waiting_weeks + candidate.person.times_outbid / 100
        for candidate in parsed.proposed
        if earns(facts, candidate)
    )


def lot(facts: Facts, parsed: ParsedPlan) -> float:
    """The lottery number of whoever each proposal is for."""
    return math.fsum(
        round(lottery_number(facts, candidate.person.jobseeker_id), 6)
        for candidate in parsed.proposed
        if earns(facts, candidate)
    )


def cost(_facts: Facts, parsed: ParsedPlan) -> float:
    """Minus the cost of all proposals in whole kronor; an unknown cost counts as nothing."""
    return -math.fsum(round(_cost(candidate.offer)) for candidate in parsed.proposed)


GOALS: Mapping[str, Callable[[Facts, ParsedPlan], float | None]] = {
    "own_residents": own_residents,
    "other_purposes": other_purposes,
    "waiting": waiting,
    "fair_share": fair_share,
    "group_floor": group_floor,
    "max_min": max_min,
    "leximin": leximin,
    "stability": stability,
    "queue": queue,
    "lot": lot,
    "preference": preference,
    "travel": travel,
    "cost": cost,
}


def _cost(offer: Offer) -> float:
    """What a proposal costs in SEK, its module included; an unknown cost counts as nothing."""
    return float(offer.cost or 0) + (0.0 if offer.bridge is None else float(offer.bridge.cost))
