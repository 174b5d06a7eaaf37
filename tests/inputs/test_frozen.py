"""The hash of frozen inputs: other for whatever decides, the same for what does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.inputs import frozen_hash, read, scenario_files
from tests.scenarios import Given, crowded


def hash_of(given: Given, **changes: object) -> str:
    return frozen_hash(dict(scenario_files(read(given.write(), changes=changes))))


def reversed_rows(given: Given) -> object:
    given.order = lambda rows: reversed(list(rows))
    return given


SAME: dict[str, Callable[[Given], object]] = {
    "order of rows": reversed_rows,
    "last week's proposals": lambda given: given.running("P006", "S003", "draft"),
    "seed of the search": lambda given: given.solve.update(seed=99, time_limit_seconds=3),
    "how tables are written": lambda given: given.settings.update(dialect="swedish", headings="sv"),
    "table audit": lambda given: given.add("audit", jobseeker_id="P001", sex="man"),
}
OTHER: dict[str, Callable[[Given], object]] = {
    "a cell": lambda given: given.change("jobseekers", "P001", waiting_weeks=61),
    "a placement": lambda given: given.running("P006", "S003", "accepted"),
    "a setting": lambda given: given.settings.update(max_travel_minutes=61),
    "a model": lambda given: given.models.update(policy="equal_access/2"),
    "a group": lambda given: given.groups.update(old={"tag": "old"}),
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_what_decides_nothing_leaves_the_hash_as_it_is(change: Callable[[Given], object], tmp_path: Path) -> None:
    before = hash_of(crowded(tmp_path / "before"))
    given = crowded(tmp_path / "after")
    change(given)
    assert hash_of(given) == before


@pytest.mark.parametrize("change", OTHER.values(), ids=OTHER)
def test_what_may_decide_somebodys_place_changes_it(change: Callable[[Given], object], tmp_path: Path) -> None:
    before = hash_of(crowded(tmp_path / "before"))
    given = crowded(tmp_path / "after")
    change(given)
    assert hash_of(given) != before


def test_the_seed_that_is_stated_is_frozen_too_and_which_draw_it_is_but_not_its_result(tmp_path: Path) -> None:
    given = crowded(tmp_path)
    before = hash_of(given)
    assert hash_of(given, scenario={"lottery_seed": 49}) != before
    named = hash_of(given, lottery={"draw": "d", "on": "2026-11-20"})
    assert named not in {before, hash_of(given, lottery={"draw": "e", "on": "2026-11-20"})}
    known = {"draw": "d", "on": "2026-11-20", "frozen": named, "frozen_on": "2026-11-19", "result": "1 2"}
    assert hash_of(given, lottery=known) == named
