"""What README, CONTRIBUTING and the pages of docs tell people to type works as written, page by page, in order."""

import importlib.util
import shlex
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from planner.cli.main import COMMANDS, run
from tests.docs.pages import PAGES, ROOT, Block, blocks


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the examples work on, as the working folder."""
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def do(block: Block, home: Path) -> None:
    """Type a block's commands, or write the file it shows."""
    if block.file is not None:
        path = home / block.file
        path.parent.mkdir(exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
    for line in block.commands:
        program, *arguments = shlex.split(line)
        if program == "cp":
            assert arguments[0] == "-r"
            shutil.copytree(home / arguments[1], home / arguments[2])
        elif program == "planner":
            # As written, but counted, and little: a busy computer may find nothing in the seconds told.
            is_search = arguments[0] in {"plan", "compare"} and not {"--help", "--weeks"} & set(arguments)
            counted = ["--workers", "1", "--time-limit", "0.1"] if is_search else []
            assert run([*arguments, *counted]) == 0, f"this example fails: {line}"


@pytest.mark.parametrize("page", PAGES)
def test_examples_of_planner_run_as_written(page: str, copy: Path) -> None:
    for block in blocks(page):
        do(block, copy)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_told_is_of_a_kind_that_is_checked(page: str, dev: ModuleType) -> None:
    for line in (line for block in blocks(page) for line in block.commands):
        match shlex.split(line):
            case ["planner", *_] | ["cp", "-r", _, _] | ["git", "clone" | "switch" | "tag", *_] | ["cd", _]:
                pass
            case ["./dev", name, *_] | ["py", "dev", name, *_]:
                assert name in dev.COMMANDS, line
            case [".venv/bin/python", "-m", module, *_]:
                assert importlib.util.find_spec(module) is not None, line
            case _:
                pytest.fail(f"{page} tells people to type something that no test checks: {line}")


def test_every_command_of_dev_is_told(dev: ModuleType) -> None:
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [name for name in dev.COMMANDS if f"./dev {name}" not in told] == []


def test_every_command_has_an_example() -> None:
    lines = [shlex.split(line) for block in blocks("docs/cli.md") for line in block.commands]
    assert set(COMMANDS) <= {words[1] for words in lines if words[0] == "planner"}


@pytest.mark.parametrize(
    "given, language", [([], []), (["--lang", "en"], ["--lang", "en"]), (["--gap", "0", "--lang=en"], ["--lang=en"])]
)
def test_the_demo_plans_and_then_bundles_tasks_in_the_same_language(
    given: list[str], language: list[str], dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []

    def note(command: list[str]) -> int:
        ran.append(command[1:])
        return 0

    monkeypatch.setattr(dev, "set_up", lambda _: None)
    monkeypatch.setattr(dev, "run", note)
    assert dev.demo(given) == 0
    plan, posts = ran
    assert plan[:2] == ["plan", "scenarios/landskrona"]
    assert plan[4:] == given
    assert posts[:2] == ["build-slots", "scenarios/landskrona_tasks/tasks.csv"]
    assert posts[5:] == language
    assert (ROOT / posts[1]).is_file()
