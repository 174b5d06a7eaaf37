"""Which version of a model is found."""

from __future__ import annotations

from pathlib import Path

from planner.errors import Faults
from planner.inputs import read
from planner.inputs.models.shipped import find, places
from tests.inputs.folders import (
    good,
    write,
)
from tests.models.copies import copied


def test_the_newest_version_counts_number_by_number(tmp_path: Path) -> None:
    files: dict[str, str] = {}
    for version in ("1.9", "1.10", "1.2", "new"):
        files |= copied("travel", "straight_line/1", "straight_line", version)
    assert read(good(tmp_path, files)).assumptions.travel.stored.reference == "straight_line/1.10"


def test_a_model_is_taken_from_the_first_place_that_has_it_and_none_is_a_fault_that_lists_the_known(
    tmp_path: Path,
) -> None:
    near, far = tmp_path / "near", tmp_path / "far"
    write(near, {"travel/ours/1/card.toml": "near"})
    write(far, {"travel/ours/1/card.toml": "far", "travel/ours/2/card.toml": "far", "travel/ours/2/~lock": "x"})
    faults = Faults()
    newest, named = (find("travel", wanted, [near, far], faults) for wanted in ("ours", "ours/2"))
    assert newest is not None
    assert named is not None
    assert (newest.reference, dict(newest.files)) == ("ours/1", {"card.toml": b"near"})
    assert (named.reference, dict(named.files)) == ("ours/2", {"card.toml": b"far"})
    assert not faults.found
    assert find("travel", "ours/3", [near, far], faults) is None
    (fault,) = faults.found
    assert fault.code == "no-model"
    assert [reference in fault.cure for reference in ("ours/1", "ours/2", "ours/3")] == [True, True, False]


def test_places_are_the_scenario_and_those_it_extends_then_the_folder_named_then_the_shipped(tmp_path: Path) -> None:
    found = places([tmp_path / "a", tmp_path / "b"], tmp_path / "more")
    assert [place.called for place in found] == ["scenario", "extended", "--models", "shipped"]
    assert found[0].folder == tmp_path / "a" / "models"
    assert found[2].folder == tmp_path / "more"
    assert [place.called for place in places([], None)] == ["shipped"]
