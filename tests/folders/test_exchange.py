"""Two paths change places at once or stay as they are."""

import sys
from pathlib import Path

import pytest

from planner.folders.exchange import exchange


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may not know the call")
def test_two_folders_change_places_with_all_that_is_in_them(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "öther"
    for folder in (one, other):
        folder.mkdir()
        (folder / folder.name).touch()
    assert exchange(one, other)
    assert [path.name for path in one.iterdir()] == ["öther"]
    assert [path.name for path in other.iterdir()] == ["one"]


def test_where_the_system_has_no_such_call_nothing_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    (tmp_path / "one").touch()
    assert not exchange(tmp_path / "one", tmp_path / "other")
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may not know the call")
def test_a_path_that_is_not_there_is_told_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "one").touch()
    with pytest.raises(FileNotFoundError) as told:
        exchange(tmp_path / "one", tmp_path / "other")
    assert told.value.filename2 == str(tmp_path / "other")
