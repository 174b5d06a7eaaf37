"""Reserves of small random weeks: every decline is tried, and every limit read off the tables as a person would."""

from __future__ import annotations

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from planner.planning import Plan
from tests.properties.plainly import Pair, Plainly
from tests.properties.test_plans import planned
from tests.properties.weeks import all_goals, examples
from tests.scenarios import Cells, Given, objections, pairs

# What reserves.csv calls a minimum that the tables call after the constraint.
CODES = {"minimum": "slot_places"}


def open_offers(plainly: Plainly, slot: str) -> list[Cells]:
    """The offers of a slot that wait for an answer."""
    return [row for row in plainly.running if row["slot_id"] == slot and row["state"] == "offered"]


def broken_after(plainly: Plainly, plan: list[Pair], comes: Pair, leaves: list[Pair]) -> set[str]:
    """What may be broken once somebody at the slot, proposed or offered a place, has declined, whoever it is.

    The pins of those who decline fall with them. Where nobody is proposed and a place is free, nobody needs to decline.
    """
    found = set()
    at_slot = [one for one in plan if one.slot == comes.slot]
    is_free = not at_slot and plainly.places_left(comes.slot) > 0 and plainly.asked_by(comes.slot) <= 1
    offers = [] if is_free else open_offers(plainly, comes.slot)
    for declines in [[one] for one in at_slot] or ([] if offers else [[]]):
        rest = [one for one in plan if one not in declines and one not in leaves]
        gone = {("decisions", one.person) for one in declines}
        found |= {name for name, owner in plainly.broken([*rest, comes]) - gone}
    rest = [one for one in plan if one not in leaves]
    for offer in offers:
        found |= {name for name, _owner in plainly.declined(offer).broken([*rest, comes])}
    return found


def held_to(plan: Plan, plainly: Plainly) -> int:
    """Hold every reserve of a plan against the tables; how many stand at a slot with open offers."""
    proposed = plainly.by_name(pairs(plan))
    named = {(pair.person, pair.slot, pair.programme): pair for pair in plainly.pairs}
    for row in plan.reserves.to_dict("records"):
        comes = named[row["jobseeker_id"], row["slot_id"], row["programme_id"]]
        leaves = [one for one in proposed if (one.person, one.kind) == (comes.person, comes.kind)]
        assert [one.slot for one in leaves] == ([row["now_slot_id"]] if isinstance(row["now_slot_id"], str) else [])
        assert row["net_gain"] == pytest.approx(comes.value - sum(one.value for one in leaves))
        said = {CODES.get(code, code) for code in row["in_the_way"].split("|") if code}
        assert said == broken_after(plainly, proposed, comes, leaves)
    return sum(bool(open_offers(plainly, slot)) for slot in plan.reserves["slot_id"])


@examples(25)
@for_all(all_goals)
def test_what_a_reserve_displaces_is_so_whoever_declines(tmp_path_factory: pytest.TempPathFactory, week: Given) -> None:
    held_to(planned(week, tmp_path_factory), Plainly(week))


def test_so_it_is_when_an_open_offer_is_declined(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every place of some slots is offered: the rows of the offers are of people who are not in the pool."""
    found = []

    @examples(25)
    @for_all(all_goals, st.integers(1, 2), st.sampled_from((None, 100)))
    def hold(week: Given, begins: int, booked: int | None) -> None:
        for slot in week.tables["slots"][::2]:
            first = slot["start_week"] if begins == 1 else "2026-W52"
            for _place in range(Plainly(week).places_left(slot["slot_id"])):
                week.running(
                    None, slot["slot_id"], "offered", from_week=first, to_week="2027-W03", cost_week_sek=booked
                )
        plan = planned(week, tmp_path_factory)
        assert objections(plan, week.home / "plan") == []
        found.append(held_to(plan, Plainly(week)))

    hold()
    assert sum(found) > 0
