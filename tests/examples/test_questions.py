"""The questions of docs/questions.md: each is asked of fewer people, and its pages show what was found with all."""

import shlex
from pathlib import Path

import pytest

from planner.cli.main import run
from planner.inputs import read
from tests.examples.asked import FOLDER, PAGES, answers, named, renewed
from tests.examples.small import write_small

# As typed, but counted, and little. The last option of a name counts.
LITTLE = {
    "plan": ["--time-limit", "0.1"],
    "compare": ["--time-limit", "0.1"],
    "sweep": ["--processes", "1"],
}
WEEKS = ["--weeks", "4", "--seeds", "2"]
# What of each kind of question runs in every run of the tests; the rest are slow.
ALWAYS = ("08_supervisors", "11_evening_bus", "p2_origin")
ASKED = {answer.name: answer for answer in answers()}


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the scenarios that questions are asked of, and fewer people in them."""
    home = tmp_path_factory.mktemp("small")
    write_small(home)
    return home


def little(command: str) -> list[str]:
    """The arguments of a command, so that it takes seconds."""
    arguments = shlex.split(command)[1:]
    return [*arguments, *(WEEKS if "--weeks" in arguments else LITTLE.get(arguments[0], []))]


@pytest.mark.parametrize(
    "name", [name if name in ALWAYS else pytest.param(name, marks=pytest.mark.slow) for name in ASKED]
)
def test_a_question_asked_of_fewer_people_has_an_answer_with_every_row_and_column(
    name: str, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small)
    answer = ASKED[name]
    for command in answer.commands:
        assert run(little(command)) == 0, f"this command fails: {command}"
    found = answer.found(small)
    if answer.is_stored:
        assert list(found) == list(answer.stored[0])
    # Nothing is known of the figures of fewer people, but where the whole table is blank, nothing was found.
    for number in {table for table, _row, _column in found}:
        assert any(value for (table, _row, _column), value in found.items() if table == number)


@pytest.mark.parametrize("language", PAGES)
def test_a_page_shows_each_question_with_its_commands_and_stored_figures(language: str) -> None:
    page = PAGES[language].read_text(encoding="utf-8")
    assert sorted(named(page)) == sorted(ASKED)
    assert renewed(page, language) == page, "python -m tests.examples.answer"


def test_all_figures_of_an_answer_are_there() -> None:
    """A row for which the commands found nothing at all is about nothing; an audit withholds what tells of few."""
    for answer in (answer for answer in ASKED.values() if answer.is_stored):
        if any(command.startswith("planner audit") for command in answer.commands):
            continue
        cells, _day = answer.stored
        rows = {(table, row) for table, row, _column in cells}
        blank = [row for row in rows if not any(cells[key] for key in cells if key[:2] == row)]
        assert blank == [], answer.name


def test_sixteen_questions_and_six_of_the_politicians_are_answered() -> None:
    of_politicians = [name for name in ASKED if name.startswith("p")]
    assert len(of_politicians) >= 6
    assert len(ASKED) - len(of_politicians) >= 16


@pytest.mark.parametrize(
    "folder", sorted(path.parent.relative_to(FOLDER) for path in FOLDER.rglob("scenario.toml")), ids=str
)
def test_every_scenario_of_a_question_is_read_with_all_people_and_without_a_warning(folder: Path) -> None:
    # Summer jobs leave goals of the policy out, and mean it.
    assert {warning.code for warning in read(FOLDER / folder).warnings} <= {"few-goals"}
