"""What a plan costs on each budget line."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.planning.money import cost_by_line
from tests.scenarios import Given, chosen, objections


def test_each_line_bears_its_share_and_a_line_that_pays_for_nobody_bears_nothing(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3").slot("S1", programme_ids="M", places=3, weeks=4)
    given.add("programmes", programme_id="M", rule="arbetstraning", cost_person_week_sek=1000)
    for name, share in (("unused", None), ("quarter", 0.25), ("rest", 0.75)):
        given.add("funding", funding_id=name, budget_sek=100_000)
        if share is not None:
            given.add("programme_funding", programme_id="M", funding_id=name, share=share)
    for person in ("P1", "P2", "P3"):
        given.worth(person, "S1", 0.5, "M")
    instance = given.instance()
    costs = cost_by_line(instance, chosen(instance, "P1 S1 M", "P3 S1 M"))
    assert costs.to_dict() == {"unused": 0.0, "quarter": 2_000.0, "rest": 6_000.0}


def test_a_line_states_what_is_left_its_pace_and_what_a_krona_of_it_brings(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1", programme_ids="M", places=2, weeks=4)
    given.add("programmes", programme_id="M", rule="arbetstraning", cost_person_week_sek=1000, funding_id="F")
    given.add("funding", funding_id="F", budget_sek=30_000, committed_sek=10_000, pace_share=0.3)
    plan = given.worth("P1", "S1", 0.5, "M").worth("P2", "S1", 0.4, "M").plan()
    (line,) = plan.file.money
    assert (line.left_sek, line.pace_sek, line.cost_sek) == (20_000.0, 6_000.0, 4_000.0)
    # One of two fits the pace. 0.5 for 4,000 SEK; a krona more lets the week book 0.3 more, at 0.4 for 4,000.
    assert line.yield_100000 == pytest.approx(12.5)
    assert line.price_100000 == pytest.approx(0.3 * 100_000 * 0.4 / 4_000)
    assert objections(plan, tmp_path / "plan") == []
