"""Reserves of small random weeks: every decline is tried, and every limit read off the tables as a person would."""

from __future__ import annotations

import pytest
from hypothesis import given as for_all

from tests.properties.plainly import Pair, Plainly
from tests.properties.test_plans import planned
from tests.properties.weeks import all_goals, examples
from tests.scenarios import Given, pairs

# What reserves.csv calls a minimum that the tables call after the constraint.
CODES = {"minimum": "slot_places"}


def broken_after(plainly: Plainly, plan: list[Pair], comes: Pair, leaves: list[Pair]) -> set[str]:
    """What may be broken once one of those at the slot has declined, whoever it is; their own pins fall with them."""
    found = set()
    at_slot = [one for one in plan if one.slot == comes.slot]
    for declines in [[one] for one in at_slot] or [[]]:
        rest = [one for one in plan if one not in declines and one not in leaves]
        gone = {("decisions", one.person) for one in declines}
        found |= {name for name, owner in plainly.broken([*rest, comes]) - gone if (name, owner) not in gone}
    return found


@examples(25)
@for_all(all_goals)
def test_what_a_reserve_displaces_is_so_whoever_declines(tmp_path_factory: pytest.TempPathFactory, week: Given) -> None:
    plan = planned(week, tmp_path_factory)
    plainly = Plainly(week)
    proposed = plainly.by_name(pairs(plan))
    named = {(pair.person, pair.slot, pair.programme): pair for pair in plainly.pairs}
    for row in plan.reserves.to_dict("records"):
        comes = named[row["jobseeker_id"], row["slot_id"], row["programme_id"]]
        leaves = [one for one in proposed if (one.person, one.kind) == (comes.person, comes.kind)]
        assert [one.slot for one in leaves] == ([row["now_slot_id"]] if isinstance(row["now_slot_id"], str) else [])
        assert row["net_gain"] == pytest.approx(comes.value - sum(one.value for one in leaves))
        said = {CODES.get(code, code) for code in row["in_the_way"].split("|") if code}
        assert said == broken_after(plainly, proposed, comes, leaves)
