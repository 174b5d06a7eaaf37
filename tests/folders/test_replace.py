"""A result takes its place whole or not at all, whatever happens on the way, and nothing of anybody's is lost."""

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from planner.errors import UsageFault
from planner.folders import Target, replace, target, write_files
from planner.folders.exchange import exchange
from planner.folders.staging import Staging
from tests.cli.small import contents
from tests.folders.conftest import plan_like

PLAN = "plan.json"
NEW = plan_like("new")
posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has neither modes nor such signals")
# Ends, as if killed, as soon as so many folders and files have been renamed, or after the exchange.
DIES = """
import os, sys
from pathlib import Path
from planner.folders import Target, replace, write_files
from tests.folders.conftest import plan_like
how, number, out = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
rename, exchange, done = Path.rename, replace.exchange, []

def renamed(self, other):
    rename(self, other)
    done.append(other)
    if len(done) == number:
        os._exit(9)

def exchanged(one, other):
    if how == "exchange" and exchange(one, other):
        os._exit(9)
    return False

if how == "in place":
    os.chdir(out)
target = Target(out, "plan.json")
Path.rename, replace.exchange = renamed, exchanged
with target.replaced() as folder:
    write_files(folder, plan_like("new"))
os._exit(9)
"""


def put(folder: Path, files: dict[str, bytes] = NEW) -> Target:
    """Write a plan into a folder as a command does."""
    settled = Target(folder, PLAN)
    with settled.replaced() as new:
        write_files(new, files)
    return settled


def files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, by its path there with slashes."""
    return {name.replace(os.sep, "/"): raw for name, raw in contents(folder).items()}


@pytest.mark.parametrize(
    "how, number, stands",
    [
        ("exchange", 0, "new"),
        ("two renames", 1, "earlier"),
        ("two renames", 2, "new"),
        # plan.json and two more are taken out, their folder gets its name, three come in.
        ("in place", 1, "earlier"),
        ("in place", 3, "earlier"),
        ("in place", 4, "new"),
        ("in place", 5, "new"),
        ("in place", 7, "new"),
    ],
)
def test_a_run_killed_at_any_point_leaves_a_whole_plan_to_the_next_and_nothing_else(
    how: str, number: int, stands: str, out: Path
) -> None:
    root = Path(__file__).resolve().parent.parent.parent
    done = subprocess.run([sys.executable, "-c", DIES, how, str(number), str(out)], cwd=root, check=False)
    assert done.returncode == 9
    Target(out, PLAN)  # as the next run does first
    # Where the system has no exchange, two renames were done and the run ended well.
    assert files(out) == plan_like(stands)
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_answers_in_a_plan_that_a_killed_run_was_to_replace_are_kept(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = plan_like("earlier", "P1,proposed,S1,T,2026-W48,yes,\n")
    write_files(out, filled)
    settled = Target(out, PLAN)
    monkeypatch.setattr(target, "retired", lambda *_: None)
    monkeypatch.setattr(Staging, "remove", lambda self: os.close(self._marker))
    with settled.replaced() as new:
        write_files(new, NEW)
    monkeypatch.undo()
    Target(out, PLAN)
    assert files(out) == NEW
    assert files(out.parent / "out_earlier_2026-W48") == filled


def test_what_is_no_staging_of_ours_or_belongs_to_a_run_that_goes_on_is_left_alone(out: Path) -> None:
    foreign = out.parent / ".planner-mine"
    foreign.mkdir()
    (foreign / "planner.staging").write_text("notes", encoding="utf-8")
    alive = Staging.begun(out.parent, out.name)
    alive.new.write_text("half", encoding="utf-8")
    try:
        put(out)
        assert (foreign / "planner.staging").is_file()
        assert alive.new.is_file()
    finally:
        alive.remove()


ILL = plan_like("earlier", "P1,proposed,S1,T,2026-W48,,ill\n")["assignments.csv"]


@pytest.mark.parametrize(
    "late", [{"assignments.csv": ILL}, {"minutes.txt": b"of the meeting"}], ids=["a motive", "a file"]
)
def test_what_is_put_into_the_earlier_plan_during_the_search_is_kept(late: dict[str, bytes], out: Path) -> None:
    settled = Target(out, PLAN)
    with settled.replaced() as new:
        write_files(out, late)
        write_files(new, NEW)
    assert files(out) == NEW
    assert settled.kept is not None
    assert settled.said.endswith(f"What was there before is kept in {settled.kept}.")
    assert files(settled.kept) == plan_like("earlier") | late


def test_a_kept_plan_never_takes_the_place_of_another(out: Path) -> None:
    filled = plan_like("earlier", "P1,proposed,S1,T,2026-W48,yes,\n")
    kept = []
    for _ in range(3):
        write_files(out, filled)
        kept.append(put(out).kept)
    assert [path and path.name for path in kept] == [f"out_earlier_2026-W48{end}" for end in ("", "_2", "_3")]
    assert all(path is not None and files(path) == filled for path in kept)


def test_a_folder_that_cannot_be_moved_after_all_is_filled_where_it_is(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise OSError(errno.EBUSY, "Device or resource busy")

    monkeypatch.setattr(target, "put", busy)
    before = out.stat().st_ino
    put(out)
    assert files(out) == NEW
    assert out.stat().st_ino == before
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_where_filling_fails_the_earlier_plan_stands(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(out)
    settled, rename = Target(Path(), PLAN), Path.rename

    def full(self: Path, other: Path) -> Path:
        if self.parent.name == "new" and self.name == "plan.json":
            raise OSError(errno.ENOSPC, "No space left on device")
        return rename(self, other)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="No space left"), settled.replaced() as new:
        write_files(new, NEW)
    assert files(out) == plan_like("earlier")


@posix_only
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_the_places_change_comes_when_the_plan_is_written(
    number: signal.Signals, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disturbed(one: Path, other: Path) -> bool:
        signal.raise_signal(number)
        return exchange(one, other)

    monkeypatch.setattr(replace, "exchange", disturbed)
    settled = Target(out, PLAN)
    with pytest.raises(KeyboardInterrupt), settled.replaced() as new:
        write_files(new, NEW)
    assert settled.is_written
    assert files(out) == NEW
    assert [path.name for path in out.parent.iterdir()] == ["out"]


@posix_only
@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_a_new_folder_is_closed_to_others_and_a_replaced_one_keeps_its_mode(umask: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        put(tmp_path / "out")
        assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "out" / "plan.json").stat().st_mode) == 0o666 & ~umask
        (tmp_path / "out").chmod(0o2750)
        put(tmp_path / "out")
        assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o2750
    finally:
        os.umask(before)


def test_a_file_that_somebody_adds_to_the_list_of_a_plan_stays_theirs(out: Path) -> None:
    (out / "thesis.odt").write_bytes(b"years of work")
    plan = (out / PLAN).read_text(encoding="utf-8")
    (out / PLAN).write_text(plan.replace('"assignments.csv"', '"assignments.csv", "thesis.odt"'), encoding="utf-8")
    with pytest.raises(UsageFault, match="thesis"), Target(out, PLAN).replaced() as folder:
        write_files(folder, NEW)
    assert (out / "thesis.odt").read_bytes() == b"years of work"


@pytest.mark.parametrize("fails", [False, True])
def test_without_an_exchange_two_renames_replace_a_plan_or_it_is_filled_where_it_is(
    fails: bool,  # noqa: FBT001 - a case
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rename = Path.rename

    def renamed(path: Path, other: Path) -> Path:
        if fails and other == out and path.name == "new":
            raise PermissionError(errno.EACCES, "Permission denied")
        return rename(path, other)

    monkeypatch.setattr(replace, "exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", renamed)
    put(out)
    assert files(out) == NEW
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_a_plan_filled_where_it_is_stays_whole_where_a_file_cannot_be_moved_away(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def renamed(path: Path, other: Path) -> Path:
        if path == out / "assignments.csv":
            raise PermissionError(errno.EACCES, "Permission denied")
        return rename(path, other)

    monkeypatch.chdir(out)
    monkeypatch.setattr(Path, "rename", renamed)
    with pytest.raises(PermissionError):
        put(out)
    assert files(out) == plan_like("earlier")


def test_answers_that_cannot_be_moved_beside_the_new_plan_are_left_to_the_next_run(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = plan_like("earlier", "P1,proposed,S1,T,2026-W48,yes,\n")
    write_files(out, filled)

    def refused(*_paths: Path) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("planner.folders.replace.shutil.move", refused)
    kept = put(out).kept
    assert kept is not None
    assert files(kept) == filled
    monkeypatch.undo()
    Target(out, PLAN)
    assert files(out) == NEW
    assert files(out.parent / "out_earlier_2026-W48") == filled


def test_a_new_plan_that_cannot_take_its_place_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_paths: Path) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(target, "put", full)
    with pytest.raises(OSError, match="No space left"):
        put(tmp_path / "weeks" / "out")
    assert list(tmp_path.iterdir()) == []
