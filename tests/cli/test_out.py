"""--out: written whole or left as it was, and only over an earlier result of the same kind."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest

from planner.errors import VerificationFailed
from planner.inputs import shipped
from tests.cli.small import PLANNER, contents, environment, planner, run

Screen = pytest.CaptureFixture[str]


def test_a_plan_folder_holds_what_is_needed_to_check_it_again(made: Path) -> None:
    names = {path.name for path in made.iterdir()}
    assert names == {
        *("assignments.csv", "slots.csv", "reserves.csv", "followups.csv", "plan.json", "plan.xlsx", "run.json"),
        *("candidates.csv.gz", "certificate.json", "inputs"),
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
    (plan / "slots.csv").write_text("old,text\n", encoding="utf-8")
    (plan / "inputs" / "zones.csv").unlink()
    assert run(["plan", str(small), "--out", str(plan)]) == 0
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


def never_plans(*_: object, **__: object) -> NoReturn:
    """In place of the search: what can be refused is refused before it."""
    pytest.fail("a search was begun")


@pytest.mark.parametrize("left", [{"meeting.txt": "note"}, {"inputs/photo.txt": "sun"}, {"empty/": ""}])
def test_an_earlier_plan_with_anything_else_in_it_is_left_alone(
    left: dict[str, str], small: Path, plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    monkeypatch.setattr("planner.cli.planning.make_plan", never_plans)
    for name, text in left.items():
        if name.endswith("/"):
            (plan / name).mkdir()
        else:
            (plan / name).write_text(text, encoding="utf-8")
    before = contents(plan)
    assert run(["plan", str(small), "--out", str(plan)]) == 2
    assert next(iter(left)) in capsys.readouterr().err
    assert contents(plan) == before


def test_a_file_called_plan_json_makes_no_plan(small: Path, tmp_path: Path, capsys: Screen) -> None:
    other = tmp_path / "thesis"
    other.mkdir()
    for name, text in {"plan.json": '{"format": 1, "name": "another program"}', "thesis.txt": "precious"}.items():
        (other / name).write_text(text, encoding="utf-8")
    before = contents(other)
    assert run(["plan", str(small), "--out", str(other)]) == 2
    assert "thesis.txt" in capsys.readouterr().err
    assert contents(other) == before


def test_a_plan_without_a_list_of_its_files_is_known_by_the_names_that_plans_then_had(small: Path, plan: Path) -> None:
    document = json.loads((plan / "plan.json").read_text(encoding="utf-8"))
    del document["files"]
    (plan / "plan.json").write_text(json.dumps(document), encoding="utf-8")
    (plan / "note.txt").write_text("mine", encoding="utf-8")
    assert run(["plan", str(small), "--out", str(plan)]) == 2
    (plan / "note.txt").unlink()
    assert run(["plan", str(small), "--out", str(plan)]) == 0


def test_every_file_of_a_plan_is_listed_in_it(made: Path) -> None:
    listed = json.loads((made / "plan.json").read_text(encoding="utf-8"))["files"]
    assert listed == sorted(name.replace(os.sep, "/") for name in contents(made))


@pytest.mark.parametrize("number", [1, 2])
def test_an_earlier_comparison_is_replaced_and_one_with_notes_is_not(
    number: int, small: Path, what_if: Path, tmp_path: Path
) -> None:
    out = tmp_path / "compared"
    command = ["compare", str(small), *[str(what_if)] * number, "--out", str(out)]
    assert run(command) == 0
    assert run(command) == 0
    (next(out.rglob("comparison.json")).parent / "note.txt").write_text("mine", encoding="utf-8")
    before = contents(out)
    assert run(command) == 2
    assert contents(out) == before


def test_a_plan_is_never_written_over_the_scenario_in_it_that_it_is_made_from(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    monkeypatch.setattr("planner.cli.planning.make_plan", never_plans)
    before = contents(plan)
    assert run(["plan", str(plan / "inputs"), "--out", str(plan)]) == 2
    assert "which is read" in capsys.readouterr().err
    assert contents(plan) == before


def test_a_link_is_followed_and_stays_a_link(small: Path, plan: Path) -> None:
    link = plan.parent / "this_week"
    link.symlink_to(plan)
    (plan / "slots.csv").write_text("old,text\n", encoding="utf-8")
    assert run(["plan", str(small), "--out", str(link)]) == 0
    assert link.is_symlink()
    assert run(["verify", str(plan)]) == 0
    assert {path.name for path in plan.parent.iterdir()} == {plan.name, link.name}


def test_the_folder_one_stands_in_is_filled_and_filled_again(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert run(["plan", str(small), "--out", "."]) == 0
        assert "plan.json" in os.listdir()  # noqa: PTH208 - where one stands, however it is called
        assert run(["verify", "."]) == 0
    monkeypatch.chdir(tmp_path / "inputs")
    assert run(["plan", str(small), "--out", ".."]) == 2


# A user who may write the folder, and nothing in the folder that holds it. Planning once first loads everything, for
# that user may not be able to read where Python lies.
OTHER_USER = """
import os, sys
from planner.cli.main import run
scenario, first, new, mine = sys.argv[1:]
run(["plan", scenario, "--out", first, "--lang", "en"])
os.chdir("/")
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
codes = [run(["plan", scenario, "--out", out, "--lang", "en"]) for out in (new, mine, mine)]
sys.exit(0 if codes == [2, 0, 0] else f"exit codes {codes}")
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_a_folder_is_filled_in_place_where_its_parent_cannot_be_written_and_else_refused_at_once(small: Path) -> None:
    with tempfile.TemporaryDirectory() as home:  # pytest's own folders are closed to other users
        share, mine, scenario = Path(home, "share"), Path(home, "share", "mine"), Path(home, "small")
        mine.mkdir(parents=True)
        shutil.copytree(small, scenario)
        for folder in (Path(home), share, scenario):
            folder.chmod(0o755)
        mine.chmod(0o777)
        share.chmod(0o555)
        paths = [str(path) for path in (scenario, Path(home, "first"), share / "new", mine)]
        done = subprocess.run([sys.executable, "-c", OTHER_USER, *paths], capture_output=True, text=True, check=False)
        share.chmod(0o755)
        assert done.returncode == 0, done.stderr
        assert f"{share} would have to be writable (Permission denied)" in done.stderr
        assert run(["verify", str(mine)]) == 0
        assert [path.name for path in share.iterdir()] == ["mine"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_a_plan_that_cannot_be_shown_is_written_all_the_same_and_told_so(small: Path, tmp_path: Path) -> None:
    command = [str(PLANNER), "plan", str(small), "--out", str(tmp_path / "new"), "--lang", "en"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 0
    assert b"new is written, whole. It could not be shown here (No space left on device)." in done.stderr
    assert run(["verify", str(tmp_path / "new")]) == 0


def test_a_reader_who_goes_away_loses_no_plan(small: Path, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [str(PLANNER), "plan", str(small), "--out", str(tmp_path / "new"), "--json"]
    done = subprocess.run(command, env=environment(), stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
    assert run(["verify", str(tmp_path / "new")]) == 0


def test_ctrl_c_when_the_plan_is_written_says_that_it_is(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    def interrupted(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.cli.planning.screen", interrupted)
    assert run(["plan", str(small), "--out", str(tmp_path / "new")]) == 130
    said = capsys.readouterr().err
    assert "new is written, whole" in said
    assert "Nothing was written" not in said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM that can be heard")
def test_sigterm_while_a_plan_is_written_is_ctrl_c(small: Path, tmp_path: Path) -> None:
    script = """
import os, signal, sys
from planner.cli import main
from planner.planning import write
write.write_verified = lambda *_: os.kill(os.getpid(), signal.SIGTERM)
sys.argv = ["planner", *sys.argv[1:]]
main.main()
"""
    command = [sys.executable, "-c", script, "plan", str(small), "--out", str(tmp_path / "new"), "--lang", "en"]
    done = subprocess.run(command, env=environment(), capture_output=True, check=False)
    assert done.returncode == 130
    assert b"Stopped. Nothing was written." in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has paths of any bytes")
def test_paths_that_are_no_utf8_are_planned_and_shown_with_the_odd_byte_replaced(small: Path, tmp_path: Path) -> None:
    scenario, out = tmp_path / "V\udce5r", tmp_path / "Utk\udce5"
    shutil.copytree(small, scenario)
    shutil.copytree(shipped() / "travel", scenario / "models" / "travel")
    (next((scenario / "models").rglob("card.toml")).parent / "l\udce4s.txt").write_text("me", encoding="utf-8")
    done = planner("plan", scenario, "--out", out)
    assert done.returncode == 0, done.stderr
    assert "Utk\ufffd: plan.xlsx" in done.stdout.decode()
    command = json.loads((out / "run.json").read_text(encoding="utf-8"))["command"]
    assert command[4].endswith("V\ufffdr")
    commands: list[list[str | Path]] = [["check", scenario, "--json"], ["verify", out], ["models", scenario, "--json"]]
    for arguments in commands:
        assert planner(*arguments).returncode == 0
    assert "V\ufffdr" in planner("check", scenario / "nowhere").stderr.decode()


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
    monkeypatch.setattr("planner.planning.write.write_files", fail)
    before = contents(plan.parent)
    out = plan if is_replacing else plan.parent / "new"
    assert run(["plan", str(small), "--out", str(out)]) == code
    assert contents(plan.parent) == before
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]


def test_a_plan_is_written_where_the_system_knows_no_name_of_its_user(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> NoReturn:
        raise KeyError

    monkeypatch.setattr("getpass.getuser", nobody)
    assert run(["plan", str(small), "--out", str(tmp_path / "out")]) == 0
    assert json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["user"] == ""
