"""Money: what a placement costs is counted from the week it begins, and a line pays for its own weeks alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from planner.candidates.offers import covered_weeks
from planner.instance import build, is_main
from planner.studies.simulation.money import Money
from planner.studies.simulation.run import Played
from tests.scenarios import Given, crowded
from tests.studies.simulation.drawn import played


def yearly(home: Path, **settings: object) -> Given:
    """A line for each of two years that follow one another, nothing after them, and a place of four weeks."""
    given = Given(home, **settings).person("P1")
    given.add("funding", funding_id="F1", budget_sek=900_000, to_week="2026-W50")
    given.add("funding", funding_id="F2", budget_sek=900_000, from_week="2026-W51", to_week="2027-W05")
    given.add("programmes", programme_id="D", rule="arbetstraning", cost_person_week_sek=1000)
    for line in ("F1", "F2"):
        given.add("programme_funding", programme_id="D", funding_id=line, share=1.0)
    return given.slot("S1", programme_ids="D").worth("P1", "S1", 0.5, "D")


def starts(world: Played) -> dict[int, list[float]]:
    """By start, what each line pays."""
    start = world.world.openings.start[world.pairs.opening] - world.world.week
    return dict(sorted(zip(start.tolist(), world.cost.tolist(), strict=True)))


def test_each_line_pays_for_the_weeks_inside_it_whenever_a_place_begins(tmp_path: Path) -> None:
    found = starts(played(yearly(tmp_path).scenario(), 20, 1, new_places=0.5))
    # 2026-W48 is week 0: F1 runs to week 2, F2 from week 3 to week 10 (2026 has 53 weeks).
    assert found[0] == [3000.0, 1000.0]
    assert all(cost == [1000.0 * max(0, 3 - at), 1000.0 * (4 - max(0, 3 - at))] for at, cost in found.items())
    # What would begin after week 7 has weeks that nobody pays for.
    assert 3 < max(found) <= 7


def test_weeks_without_a_line_may_be_allowed(tmp_path: Path) -> None:
    found = starts(played(yearly(tmp_path, allow_uncovered_weeks=True).scenario(), 20, 1, new_places=0.5))
    assert max(found) > 10
    assert found[max(found)] == [0.0, 0.0]


def test_a_line_that_begins_later_pays_for_what_begins_then(tmp_path: Path) -> None:
    given = yearly(tmp_path)
    given.tables["programme_funding"] = given.tables["programme_funding"][1:]
    found = starts(played(given.scenario(), 20, 1, new_places=0.5))
    assert min(found) >= 3
    assert set(map(tuple, found.values())) == {(0.0, 4000.0)}


def test_the_cost_of_a_start_is_that_of_a_plan_with_this_start(tmp_path: Path) -> None:
    given = crowded(tmp_path, people=12, slots=8)
    for number, (first, last) in enumerate(((None, "2027-W08"), ("2026-W50", "2027-W20"), ("2027-W01", None))):
        given.change("funding", f"F{number}", from_week=first, to_week=last)
    scenario = given.scenario()
    settings = scenario.settings.model_copy(update={"allow_uncovered_weeks": True})
    wide = build(replace(scenario, settings=settings))
    kept = wide.candidates[is_main(wide.candidates)].reset_index(drop=True)
    money, offers = Money.of(wide, kept, may_lack=False), wide.offers
    for later in (0, 3, 11, 40):
        lines = covered_weeks(scenario, offers.assign(start_week=offers["start_week"] + later))
        wanted = np.zeros((len(offers), 3))
        wanted[lines["offer"], lines["funding"]] = lines["line_cost"].fillna(0.0)
        start = kept["start_week"].to_numpy(dtype=np.int64) + later
        assert np.allclose(money.cost(np.arange(len(kept)), start), wanted[kept["offer"]])
