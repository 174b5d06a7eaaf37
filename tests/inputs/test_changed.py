"""What a scenario changes of the one that it extends, and one change of it alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.inputs import changes_of, opened, read, with_only
from tests.scenarios import Given

PLACE = '[[patch]]\ntable = "slots"\nwhere = { slot_id = "S1" }\nshift = { places = 1 }\n'


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return Given(tmp_path).people("P1").slot("S1").worth("P1", "S1", 0.5).write()


def _extending(base: Path, name: str, text: str) -> Path:
    folder = base.parent / name
    folder.mkdir()
    (folder / "scenario.toml").write_text(f'format = 1\nextends = "{base.as_posix()}"\n{text}', encoding="utf-8")
    return folder


def test_settings_are_a_change_of_their_own_and_names_and_search_are_none(base: Path) -> None:
    plain = opened(_extending(base, "plain", '[scenario]\nname = "x"\n[solve]\nseed = 3\n' + PLACE))
    assert [one.numbers for one in changes_of(opened(base), plain) or ()] == [(1,)]
    more = opened(_extending(base, "more", "[settings]\nmax_travel_minutes = 10\n" + PLACE))
    found = changes_of(opened(base), more)
    assert found is not None
    assert [one.numbers for one in found] == [(), (1,)]
    weeks = [read(with_only(opened(base), more, one)) for one in found]
    assert [week.settings.max_travel_minutes for week in weeks] == [10, read(base).settings.max_travel_minutes]
    assert [week.tables["slots"]["places"].tolist() for week in weeks] == [[1], [2]]


def test_changes_of_every_scenario_between_are_told_and_the_base_s_own_are_not(base: Path) -> None:
    first = _extending(base, "first", PLACE)
    second = opened(_extending(first, "second", PLACE))
    assert len(changes_of(opened(base), second) or ()) == 2
    assert len(changes_of(opened(first), second) or ()) == 1
    only = with_only(opened(first), second, (changes_of(opened(first), second) or ())[0])
    assert read(only).tables["slots"]["places"].tolist() == [3]
    assert changes_of(second, opened(base)) is None


def test_patches_stated_in_python_are_changes_too(base: Path) -> None:
    one = opened(base).with_patch({"table": "slots", "shift": {"places": 1}})
    two = one.with_patch({"table": "slots", "shift": {"places": 2}})
    found = changes_of(one, two)
    assert found is not None
    assert [change.numbers for change in found] == [(2,)]
    assert read(with_only(opened(base), two, found[0])).tables["slots"]["places"].tolist() == [3]
    assert changes_of(two, opened(base).with_patch({"table": "slots", "shift": {"places": 9}})) is None


def test_where_a_patch_protects_somebody_no_change_is_read_without_it(base: Path) -> None:
    protects = '[[patch]]\ntable = "jobseekers"\nset = { protected_identity = true }\n'
    assert len(changes_of(opened(base), opened(_extending(base, "what_if", protects + PLACE))) or ()) == 1
