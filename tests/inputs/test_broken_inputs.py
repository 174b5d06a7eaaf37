"""One folder per cause of fault: in each language the reader says exactly what the file in the folder holds."""

import subprocess
from pathlib import Path

import pytest

from planner.texts import languages
from tests.inputs.folders import BROKEN, CASES, EXPECTED, GOOD, good, message_of, refusals


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_scenario_is_told_what_is_wrong_where_and_how_to_mend_it(case: Path, tmp_path: Path) -> None:
    for language, refusal in refusals(case, tmp_path).items():
        expected = (case / EXPECTED[language]).read_text(encoding="utf-8")
        assert f"{refusal}\n" == expected, "if meant: python -m tests.inputs.update, and read git diff"
        assert all(fault.code and fault.file and fault.what and fault.cure for fault in refusal.faults)


def test_the_scenario_that_the_cases_break_is_sound() -> None:
    assert message_of(GOOD) == ""


def test_every_language_has_its_messages() -> None:
    assert set(EXPECTED) == set(languages())


def test_there_is_a_case_for_every_cause_we_know() -> None:
    assert len(CASES) >= 35


def test_git_keeps_the_bytes_of_broken_files() -> None:
    names = [path.relative_to(BROKEN.parent.parent).as_posix() for path in BROKEN.rglob("*.csv")]
    answer = subprocess.run(
        ["git", "check-attr", "text", "--stdin"],  # noqa: S607 - git is where it is
        input="\n".join(names), capture_output=True, text=True, cwd=BROKEN, check=False,
    )  # fmt: skip
    if answer.returncode != 0:
        pytest.skip("not a git checkout")
    # Paths given are relative to the folder asked from, so only the rule that names the folder can have matched.
    assert (BROKEN.parent.parent / ".gitattributes").read_text().count("tests/broken_inputs/** -text") == 1


def test_a_control_character_in_a_cell_does_not_reach_the_terminal(tmp_path: Path) -> None:
    folder = good(tmp_path, {"supervisors.csv": "supervisor_id,capacity\nH1,\u202e\x9b2J4\nH2,\n"})
    assert message_of(folder).replace("\n", "").isprintable()
    assert "supervisors-capacity" in message_of(folder)
