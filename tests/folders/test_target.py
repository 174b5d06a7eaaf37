"""What may not be written to is refused before there is anything to write."""

import errno
from pathlib import Path
from typing import Any

import pytest

from planner.errors import UsageFault
from planner.folders import FileTarget, Target
from planner.folders.staging import Staging
from planner.folders.target import lies_in, make_parents, refuse_unless_makeable
from tests.folders.conftest import plan_like

PLAN = "plan.json"


@pytest.mark.parametrize("where", ["is it", "in it", "linked into it", "its models in it", "spelled through a link"])
def test_a_folder_that_holds_what_is_read_is_never_written(where: str, out: Path, tmp_path: Path) -> None:
    scenario, models = tmp_path / "scenario", None
    scenario.mkdir()
    if where == "is it":
        scenario = out
    elif where == "in it":
        scenario = out / "inputs"
    elif where == "linked into it":
        (scenario / "slots.csv").symlink_to(out / "assignments.csv")
    elif where == "its models in it":
        models = out / "inputs"
    else:
        (tmp_path / "link").symlink_to(out.parent)
        scenario = tmp_path / "link" / "out" / "inputs"
    with pytest.raises(UsageFault, match="which is read"):
        Target(out, PLAN).refuse_inputs([scenario], models)


def test_nothing_is_written_among_models(tmp_path: Path) -> None:
    (tmp_path / "scenario").mkdir()
    with pytest.raises(UsageFault, match="among the models"):
        Target(tmp_path / "scenario" / "models" / "out", PLAN).refuse_inputs([tmp_path / "scenario"], None)
    assert list((tmp_path / "scenario").iterdir()) == []


@pytest.mark.parametrize("name", ["x" * 5_000, "/".join(["x" * 200] * 100), "a\0b"])
def test_a_path_that_the_system_does_not_take_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageFault):
        Target(tmp_path / name, PLAN)
    with pytest.raises(UsageFault):
        FileTarget(tmp_path / name, [], may_replace=False)
    assert list(tmp_path.iterdir()) == []


def test_what_a_meeting_has_filled_in_is_refused_and_named_and_an_untouched_plan_is_not(out: Path) -> None:
    Target(out, PLAN).refuse_answers()
    (out / "assignments.csv").write_bytes(plan_like("earlier", "P1,proposed,S1,T,2026-W48,yes,\n")["assignments.csv"])
    target = Target(out, PLAN)
    assert [sheet.name for sheet in target.answers] == ["assignments.csv"]
    with pytest.raises(UsageFault, match=r"assignments\.csv"):
        target.refuse_answers()


@pytest.mark.parametrize("mark", [None, "comparison.json"])
def test_a_result_of_another_kind_is_never_replaced(mark: str | None, out: Path) -> None:
    with pytest.raises(UsageFault):
        Target(out, mark)


def test_a_working_folder_inside_the_target_would_be_gone_and_is_refused(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(out / "inputs")
    with pytest.raises(UsageFault):
        Target(out, PLAN)
    monkeypatch.chdir(out)
    assert Target(out, PLAN).path == out


def test_a_folder_is_tried_and_nothing_is_left_of_the_trial(tmp_path: Path) -> None:
    refuse_unless_makeable(Path("shown"), tmp_path / "a" / "b" / "c")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageFault, match="shown"):
        refuse_unless_makeable(Path("shown"), tmp_path / "file" / "c")
    assert make_parents(tmp_path / "a" / "b" / "c") == [tmp_path / "a" / "b", tmp_path / "a"]


def test_a_folder_lies_in_itself_and_in_what_links_lead_to(tmp_path: Path) -> None:
    (tmp_path / "home" / "week").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "home")
    assert lies_in(tmp_path / "home", tmp_path / "link")
    assert lies_in(tmp_path / "link" / "week", tmp_path / "home")
    assert not lies_in(tmp_path / "home", tmp_path / "home" / "week")


def closed(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """Let nothing be written in these folders, whoever runs the test."""
    begun = Staging.begun

    def refused(folder: Path, target: str) -> Staging:
        if folder in folders:
            raise PermissionError(errno.EACCES, "Permission denied")
        return begun(folder, target)

    monkeypatch.setattr(Staging, "begun", refused)


def test_a_folder_that_may_not_be_written_is_refused_before_the_search(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(monkeypatch, out)
    with pytest.raises(UsageFault, match="cannot be written"):
        Target(out, PLAN)


def test_a_plan_that_could_not_be_kept_beside_the_new_one_is_not_replaced(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(monkeypatch, out.parent)
    Target(out, PLAN).refuse_unkept()
    (out / "assignments.csv").write_bytes(plan_like("earlier", "P1,proposed,S1,T,2026-W48,yes,\n")["assignments.csv"])
    with pytest.raises(UsageFault, match="is to be kept"):
        Target(out, PLAN).refuse_unkept()


def test_what_is_no_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="is no path that can be written to"):
        Target(tmp_path / "a\0b", PLAN)


def test_parents_made_in_vain_are_removed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mkdir = Path.mkdir

    def full(folder: Path, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as mkdir takes them
        if folder.name == "b":
            raise OSError(errno.ENOSPC, "No space left on device")
        mkdir(folder, *args, **kwargs)

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(OSError, match="No space left"):
        make_parents(tmp_path / "a" / "b" / "c")
    assert list(tmp_path.iterdir()) == []
