"""Scenario folders for tests: the sound one, copies of it with other files, and what the reader says of them."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from planner.errors import Fault, InputFaults
from planner.inputs import read
from planner.schema.scenario import Scenario
from planner.texts import speaking

BROKEN = Path(__file__).resolve().parent.parent / "broken_inputs"
GOOD = BROKEN / "good"
SCENARIOS = BROKEN.parent.parent / "scenarios"
CASES = sorted(path for path in BROKEN.iterdir() if path != GOOD)
# By language, the file of a case with what the reader says.
EXPECTED = {"en": "expected.txt", "sv": "expected.sv.txt"}
NOT_INPUT = {*EXPECTED.values(), "remove.txt", "beside"}


def good(into: Path, changed: Mapping[str, str | bytes] | None = None) -> Path:
    """A copy of the sound scenario with some files replaced."""
    shutil.copytree(GOOD, into, dirs_exist_ok=True)
    return write(into, changed or {})


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The folder with these files in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def text_of(table: str) -> str:
    """A file of the sound scenario."""
    return (GOOD / table).read_text(encoding="utf-8")


def edited(table: str, *pairs: tuple[str, str]) -> dict[str, str]:
    """A file of the sound scenario with texts in it replaced, as `good` and `write` take it."""
    text = text_of(table)
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return {table: text}


def patches(*texts: str, extends: str = "../good") -> dict[str, str]:
    """A scenario.toml that extends the sound scenario."""
    return {"scenario.toml": "\n".join([f'format = 1\nextends = "{extends}"\n', *texts])}


def what_if(tmp_path: Path, *texts: str, files: Mapping[str, str | bytes] | None = None) -> Path:
    """A folder of patches beside a copy of the sound scenario."""
    good(tmp_path / "good")
    return write(tmp_path / "what_if", {**patches(*texts), **(files or {})})


def laid_out(case: Path, into: Path) -> Path:
    """A broken scenario: the sound one with the case's files over it, or, where it extends, the case beside it."""
    good(into / "good")
    settings = case / "scenario.toml"
    extends = settings.is_file() and b"\nextends" in settings.read_bytes()
    folder = into / "case" if extends else good(into / "case")
    skip = shutil.ignore_patterns(*NOT_INPUT)
    shutil.copytree(case, folder, dirs_exist_ok=True, ignore=skip)
    if (case / "remove.txt").is_file():
        for name in (case / "remove.txt").read_text().split():
            (folder / name).unlink()
    if (case / "beside").is_dir():
        shutil.copytree(case / "beside", into, dirs_exist_ok=True)
    return folder


def faults_of(folder: Path) -> list[Fault]:
    """Every fault that the reader finds; none where it reads the scenario."""
    try:
        read(folder)
    except InputFaults as found:
        return list(found.faults)
    return []


def refusals(case: Path, into: Path) -> dict[str, InputFaults]:
    """What the reader says of a broken scenario, by language."""
    folder, said = laid_out(case, into), {}
    for language in EXPECTED:
        with speaking(language):
            said[language] = InputFaults(faults_of(folder))
    return said


def codes_of(folder: Path) -> list[str]:
    """The codes of the faults, in order."""
    return [fault.code for fault in faults_of(folder)]


def message_of(folder: Path) -> str:
    """What a planner reads."""
    try:
        read(folder)
    except InputFaults as found:
        return str(found)
    return ""


def assert_same(one: Scenario, other: Scenario) -> None:
    """Two scenarios that plan alike: all but the hashes of their files and the count of those taken out."""
    assert one.tables.keys() == other.tables.keys()
    for name, frame in one.tables.items():
        pd.testing.assert_frame_equal(frame, other.tables[name], obj=name)
    for part in ("name", "week", "municipality", "lottery_seed", "settings", "solve", "assumptions", "groups"):
        assert getattr(one, part) == getattr(other, part), part
    assert one.constraints_off == other.constraints_off


# The settings of the sound scenario, to which a test adds its own.
HEAD = text_of("scenario.toml")


def with_settings(tmp_path: Path, text: str) -> Path:
    """A copy of the sound scenario with more settings."""
    return good(tmp_path, {"scenario.toml": f"{HEAD}\n{text}\n"})
