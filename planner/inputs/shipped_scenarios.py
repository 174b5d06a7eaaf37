"""The scenarios that come with the program, and copies of them that stand alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import tomlkit

from planner.errors import UsageFault
from planner.inputs.cells import did_you_mean
from planner.inputs.chain import SETTINGS, is_file
from planner.texts import _, language

BASE = "base"
# Files that replace those of the same name in a copy, where the originals are true only of the shipped scenario.
COPY = "copy"
TASKS_FILE = "tasks.csv"


def shipped_scenarios() -> dict[str, Path]:
    """The folders of the scenarios that come with the program, and of the example of tasks, by name."""
    package = Path(__file__).resolve().parent.parent
    home = package / "scenarios" if (package / "scenarios").is_dir() else package.parent / "scenarios"
    return {
        path.name: path for path in sorted(home.iterdir()) if is_file(path / SETTINGS) or is_file(path / TASKS_FILE)
    }


def scenario_copy(name: str) -> dict[str, bytes]:
    """The files of a copy of a shipped scenario, by their path in the new folder.

    A what-if is copied together with the scenario it extends, in the folder `base`, so that it needs nothing beside it.
    Files in the scenario's folder `copy` replace those of the same name: `tiny` has one goal, so that it can be worked
    out by hand, but a week that starts from it should have the policy's goals. Of those in several languages, such as
    `README.sv.md`, the one that is spoken is taken.
    Raises UsageFault where no scenario has the name.
    """
    known = shipped_scenarios()
    if name not in known:
        msg = _('No scenario called "{name}" comes with the program.', name=name)
        raise UsageFault(f"{msg} {did_you_mean(name, list(known)).strip()}")
    return dict(_files(known[name], ""))


def _files(folder: Path, inside: str) -> Iterator[tuple[str, bytes]]:
    instead = folder / COPY
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != SETTINGS and not path.is_relative_to(instead):
            name = path.relative_to(folder)
            yield f"{inside}{name.as_posix()}", _own(instead, name, path).read_bytes()
    if not is_file(folder / SETTINGS):
        return
    settings = _own(instead, Path(SETTINGS), folder / SETTINGS)
    document = tomlkit.parse(settings.read_text(encoding="utf-8"))
    extended = document.get("extends")
    if extended is not None:
        yield from _files(folder / str(extended), f"{inside}{BASE}/")
        document["extends"] = BASE
    yield f"{inside}{SETTINGS}", tomlkit.dumps(document).encode()


def _own(instead: Path, name: Path, otherwise: Path) -> Path:
    """The file of a copy that replaces one of this name: in the language that is spoken, else in any, else neither."""
    spoken = instead / name.with_suffix(f".{language()}{name.suffix}")
    return next((path for path in (spoken, instead / name) if is_file(path)), otherwise)
