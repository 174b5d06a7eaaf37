"""Checks of what plan.json says of money: each budget line, and proposals that cost more and bring little for it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from planner.texts import _
from planner.verification.bound import Valued, bound_by_rows
from planner.verification.constraints import CONSTRAINTS
from planner.verification.exchange import Exchange
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import TOLERANCE, number_of, spelled
from planner.verification.objection import Objection
from planner.verification.offers import Offer
from planner.verification.parsed_plan import ParsedPlan, name_of
from planner.verification.plan_figures import close, first_goal
from planner.verification.remembered import remembered

PER_SEK = 100_000.0
LEAST_SEK, ALIKE = 0.5, 1e-9
# Prices are the smallest optimal duals, to about four decimals.
FOUR_DECIMALS = 1e-4
PROVED = 1e-9
MONEY_KEYS = {"funding_id", "left_sek", "cost_sek", "pace_sek", "price_100000", "yield_100000"}
DEAR_KEYS = {
    "jobseeker_id", "slot_id", "programme_id", "other_slot_id", "other_programme_id", "sek", "gain", "usual",
}  # fmt: skip


def money(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Every budget line is stated with what is left, what the plan books and brings, and a price that can be right."""
    stated = _parts(parsed, "money", MONEY_KEYS)
    if stated is None or [one["funding_id"] for one in stated] != list(facts.funding):
        return [Objection("money", "plan.json money", _("is no list of the budget lines in their order."))]
    objections = []
    brought, cost = _yields(parsed), _costs(parsed.proposed)
    paced = next(constraint for constraint in CONSTRAINTS if constraint.name == "funding_pace")
    for one, (name, line) in zip(stated, facts.funding.items(), strict=True):
        pace = paced.limit(facts, (name,))
        expected = {
            "left_sek": line.budget_sek - line.committed_sek,
            "cost_sek": cost.get(name, 0.0),
            "pace_sek": None if pace is None else pace.amount,
            "yield_100000": PER_SEK * brought[name] if name in brought else None,
        }
        where = _("budget line {owner}", owner=name)
        objections += [
            Objection("money", where, _("{key} is not what is recomputed.", key=key))
            for key, figure in expected.items()
            if not _same(one[key], figure)
        ]
        price, most = number_of(one["price_100000"]), _most(facts, parsed, name)
        if price is None or not 0 <= price <= most + FOUR_DECIMALS:
            message = _("price_100000 is no number from 0 to {most}.", most=spelled(most))
            objections.append(Objection("money", where, message))
    return objections


def dear(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """The list has each proposal that buys less than usual with what it costs more, beside the right alternative."""
    plan, stated = parsed.folder.plan or {}, _parts(parsed, "dear", DEAR_KEYS)
    if stated is None:
        return [Objection("dear", "plan.json dear", _("is no list of proposals."))]
    if plan.get("method") != "goals":
        return [Objection("dear", "plan.json dear", _("is not empty."))] if stated else []
    if parsed.folder.candidates is None or parsed.broken:
        return []
    known = {(str(one["jobseeker_id"]), str(one["slot_id"]), str(one["programme_id"])): one for one in stated}
    amounts = [number_of(one["sek"]) or 0.0 for one in stated]
    objections = []
    if len(known) < len(stated) or amounts != sorted(amounts, reverse=True):
        message = _("names a proposal twice, or not the greatest cost first.")
        objections.append(Objection("dear", "plan.json dear", message))
    possible = _possible(facts, parsed)
    for name, one in known.items():
        own = possible.get(name, [])
        if not any(_is_stated(one, alternative, own) for alternative in own):
            message = _("is not dearer than another for so little, or not beside the right one.")
            # Whoever is not in the tables may have protected identity, and is not named.
            is_known = name[0] in facts.people
            where = _("jobseeker {person}", person=name[0]) if is_known else "plan.json dear"
            objections.append(Objection("dear", where, message))
    for name, own in possible.items():
        if name not in known and any(usual - gain > 2 * ALIKE for _other, _sek, gain, usual in own):
            objections.append(Objection("dear", _("jobseeker {person}", person=name[0]), _("is missing in dear.")))
    return objections


Alternative = tuple[tuple[str, str, str], float, float, float]


def _possible(facts: Facts, parsed: ParsedPlan) -> dict[tuple[str, str, str], list[Alternative]]:
    """By proposal, the cheaper candidates of the person that could stand in its place: name, sek, gain, usual."""
    brought, exchange = _yields(parsed), Exchange(facts, parsed.proposed)
    found: dict[tuple[str, str, str], list[Alternative]] = defaultdict(list)
    proposed = set(parsed.proposed)
    for person_id in dict.fromkeys(candidate.person.jobseeker_id for candidate in parsed.proposed):
        columns = parsed.columns.get(person_id, [])
        earning = [one for one in columns if one.candidate.offer.purpose == "main" and one.value > 0]
        for own in (one for one in earning if one.candidate in proposed):
            for other, sek, gain, usual in _cheaper(own, earning, brought):
                if exchange.can_replace(own.candidate, other):
                    found[name_of(own.candidate)].append((name_of(other), sek, gain, usual))
    return dict(found)


def _cheaper(
    own: Valued, earning: list[Valued], brought: Mapping[str, float]
) -> Iterator[tuple[Candidate, float, float, float]]:
    """The candidates that cost less on the lines than a proposal, which buys less than usual for it."""
    costs = _cost_of(own.candidate.offer)
    for other in earning:
        if other is own:
            continue
        others = _cost_of(other.candidate.offer)
        more = {line: costs.get(line, 0.0) - others.get(line, 0.0) for line in {*costs, *others}}
        sek, gain = math.fsum(more.values()), own.value - other.value
        usual = math.fsum(amount * brought.get(line, 0.0) for line, amount in more.items())
        if sek > LEAST_SEK and gain < usual:
            yield other.candidate, sek, gain, usual


def _is_stated(one: Mapping[str, Any], alternative: Alternative, own: list[Alternative]) -> bool:
    """Whether a part states this alternative, and none leaves more of what is usual."""
    name, sek, gain, usual = alternative
    is_named = (one["other_slot_id"], one["other_programme_id"]) == name[1:]
    is_best = usual - gain >= max(most - least for _name, _sek, least, most in own) - ALIKE
    figures = (("sek", sek), ("gain", gain), ("usual", usual))
    return is_named and is_best and all(_same(one[key], figure) for key, figure in figures)


def _yields(parsed: ParsedPlan) -> dict[str, float]:
    """What a krona of each line brings: the worth of main proposals, shared out by what they cost each line."""
    gain, sek = defaultdict(list), defaultdict(list)
    for candidate in (one for one in parsed.proposed if one.offer.purpose == "main"):
        costs = _cost_of(candidate.offer)
        for line, amount in costs.items():
            gain[line].append(parsed.value_of.get(candidate, 0.0) * amount / math.fsum(costs.values()))
            sek[line].append(amount)
    return {line: math.fsum(own) / math.fsum(sek[line]) for line, own in gain.items()}


def _costs(candidates: list[Candidate]) -> dict[str, float]:
    """What some candidates cost each line, where that is above 0."""
    sums = defaultdict(list)
    for candidate in candidates:
        for line, amount in candidate.offer.on_line.items():
            sums[line].append(float(amount))
    return {line: total for line, own in sums.items() if (total := math.fsum(own)) > 0}


@remembered(100_000)
def _cost_of(offer: Offer) -> Mapping[str, float]:
    """What an offer costs each line, where that is above 0."""
    return {line: float(amount) for line, amount in offer.on_line.items() if amount > 0}


def _most(facts: Facts, parsed: ParsedPlan, line: str) -> float:
    """The most that 100,000 SEK more on a line can bring.

    No krona brings more than the candidate that gains most for it, unless a group has a minimum. If the bound equals
    the value reached, the stored duals are optimal, and no smallest optimal dual is greater. A krona on a line with a
    pace raises two limits.
    """
    pace = facts.funding[line].pace_share or 0.0
    ratios = (
        priced.value / cost
        for own in parsed.columns.values()
        for priced in own
        if (cost := _cost_of(priced.candidate.offer).get(line, 0.0)) > 0
    )
    most = math.inf if facts.settings.group_minimum else PER_SEK * (1 + pace) * max(ratios, default=0.0)
    plan, duals = parsed.folder.plan or {}, _duals(parsed)
    bound = number_of(bound_by_rows(plan, parsed.folder.certificate))
    reached = number_of(first_goal(plan).get("best"))
    if bound is None or reached is None or bound - reached > PROVED:
        return most
    of_line, of_pace = (duals.get((name, line), 0.0) for name in ("funding_budget", "funding_pace"))
    return min(most, PER_SEK * (of_line + pace * of_pace))


def _duals(parsed: ParsedPlan) -> dict[tuple[str, str], float]:
    rows = (parsed.folder.certificate or {}).get("rows")
    found = {}
    for row in rows if isinstance(rows, list) else []:
        dual = number_of(row.get("dual")) if isinstance(row, dict) else None
        if dual is not None and isinstance(row.get("key"), list) and row["key"]:
            found[str(row.get("constraint")), str(row["key"][0])] = dual
    return found


def _parts(parsed: ParsedPlan, name: str, keys: set[str]) -> list[dict[str, Any]] | None:
    """A list of parts of plan.json; None where it is none, or a part has other keys."""
    stated = (parsed.folder.plan or {}).get(name)
    is_list = isinstance(stated, list) and all(isinstance(one, dict) and one.keys() == keys for one in stated)
    return stated if is_list else None


def _same(stated: object, figure: float | None) -> bool:
    number = number_of(stated)
    if figure is None or number is None:
        return stated is None and figure is None
    return abs(number - figure) <= TOLERANCE or close(number, figure)
