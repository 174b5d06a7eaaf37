"""What may not be written to is refused before there is anything to write."""

from pathlib import Path

import pytest

from planner.errors import UsageFault
from planner.folders import FileTarget, Target
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
