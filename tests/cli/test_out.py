"""--out: written whole or left as it was, and only over an earlier result of the same kind."""

import json
from pathlib import Path

import pytest

from planner.cli.main import run
from planner.errors import VerificationFailed
from tests.cli.small import contents

Screen = pytest.CaptureFixture[str]


def test_a_plan_folder_holds_what_is_needed_to_check_it_again(made: Path) -> None:
    names = {path.name for path in made.iterdir()}
    assert names == {
        *("assignments.csv", "slots.csv", "plan.json", "run.json", "candidates.csv.gz", "certificate.json", "inputs"),
    }
    run_file = json.loads((made / "run.json").read_text(encoding="utf-8"))
    assert {"read", "solve", "verify"} <= run_file["seconds"].keys()


def test_parents_of_a_new_folder_are_made(small: Path, tmp_path: Path) -> None:
    assert run(["plan", str(small), "--out", str(tmp_path / "weeks" / "48")]) == 0
    assert (tmp_path / "weeks" / "48" / "plan.json").is_file()


def test_an_empty_folder_is_filled(small: Path, tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    assert run(["plan", str(small), "--out", str(tmp_path / "plan")]) == 0
    assert (tmp_path / "plan" / "plan.json").is_file()


def test_an_earlier_plan_is_replaced_whole(small: Path, plan: Path) -> None:
    (plan / "notes_of_last_week.txt").write_text("old", encoding="utf-8")
    (plan / "assignments.csv").write_text("old", encoding="utf-8")
    assert run(["plan", str(small), "--out", str(plan)]) == 0
    assert not (plan / "notes_of_last_week.txt").exists()
    assert run(["verify", str(plan)]) == 0
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]


@pytest.mark.parametrize("command", ["plan", "usual", "compare"])
def test_a_folder_with_other_files_is_refused_and_left_alone(
    command: str, small: Path, what_if: Path, tmp_path: Path, capsys: Screen
) -> None:
    other = tmp_path / "photographs"
    other.mkdir()
    (other / "summer.txt").write_text("sun", encoding="utf-8")
    arguments = [str(small), str(what_if)] if command == "compare" else [str(small)]
    assert run([command, *arguments, "--out", str(other)]) == 2
    assert "photographs holds other files" in capsys.readouterr().err
    assert contents(tmp_path) == {str(Path("photographs", "summer.txt")): b"sun"}


def test_a_scenario_is_never_overwritten_by_its_own_plan(small: Path, capsys: Screen) -> None:
    before = contents(small)
    assert run(["plan", str(small), "--out", str(small)]) == 2
    assert contents(small) == before
    assert "left as it is" in capsys.readouterr().err


def test_a_comparison_does_not_replace_a_plan(small: Path, what_if: Path, plan: Path) -> None:
    before = contents(plan)
    assert run(["compare", str(small), str(what_if), "--out", str(plan)]) == 2
    assert contents(plan) == before


def test_a_file_is_no_folder(small: Path, tmp_path: Path, capsys: Screen) -> None:
    (tmp_path / "list.txt").write_text("a", encoding="utf-8")
    assert run(["plan", str(small), "--out", str(tmp_path / "list.txt")]) == 2
    assert "is a file" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_named(small: Path, tmp_path: Path, capsys: Screen) -> None:
    (tmp_path / "list.txt").write_text("a", encoding="utf-8")
    assert run(["plan", str(small), "--out", str(tmp_path / "list.txt" / "plan")]) == 2
    said = capsys.readouterr().err
    assert "list.txt" in said
    assert "Internal fault" not in said


@pytest.mark.parametrize(
    "fault, code",
    [
        (OSError(28, "No space left on device"), 2),
        (RuntimeError("anything"), 1),
        (VerificationFailed("The verifier objects"), 1),
        (KeyboardInterrupt(), 130),
    ],
    ids=["full disk", "internal", "verification", "ctrl-c"],
)
@pytest.mark.parametrize("is_replacing", [False, True], ids=["new", "replacing"])
def test_a_failure_half_way_leaves_all_as_it_was(  # noqa: PLR0913 - parameters and fixtures
    fault: BaseException, code: int, small: Path, plan: Path, monkeypatch: pytest.MonkeyPatch, *, is_replacing: bool
) -> None:
    def fail(*_: object) -> None:
        raise fault

    # By then the plan's own files lie in the new folder: only run.json is missing.
    monkeypatch.setattr("planner.cli.planning.write_files", fail)
    before = contents(plan.parent)
    out = plan if is_replacing else plan.parent / "new"
    assert run(["plan", str(small), "--out", str(out)]) == code
    assert contents(plan.parent) == before
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]
