"""What the verifier remembers of a plan's facts: let go when the facts of another are read."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

from planner.verification import verify
from planner.verification.facts import facts_of
from planner.verification.groups import members

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek


def test_a_run_of_many_weeks_keeps_the_facts_of_none_but_the_last(known: KnownWeek) -> None:
    scenario = known.scenario()
    earlier = facts_of(scenario)
    for name in scenario.groups:
        members(earlier, name)
    known_to = weakref.ref(earlier)
    del earlier
    assert verify(known.write()) == []
    gc.collect()
    assert known_to() is None
