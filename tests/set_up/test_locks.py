"""The locks install with every pip that ships with a Python we run on, whatever has come out since."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.set_up.index import (
    LINUX,
    MAC,
    ROOT,
    WINDOWS,
    Computer,
    Package,
    copy_of,
    install,
    locked,
    offer,
    pinned,
    requirements,
    without_extras,
)

LOCKS = ("requirements.lock", "requirements-dev.lock")
# Each pip on a system of its own, so that the markers of the locks are met as well.
COMPUTERS = [
    ("22.3", Computer("3.11", *LINUX)),
    ("23.2.1", Computer("3.11", *WINDOWS)),
    ("23.2.1", Computer("3.12", *LINUX)),
    ("24.2", Computer("3.13", *MAC)),
    ("25.2", Computer("3.14", *WINDOWS)),
    ("26.3", Computer("3.14", *LINUX)),
]
# The pips that `./dev` has downloaded; an old one does not run on every Python that the tests may run on.
PIPS = requirements((ROOT / "tests" / "set_up" / "pips.txt").read_text(encoding="utf-8"))
HERE = {pinned(pip) for pip in PIPS if pip.marker is None or pip.marker.evaluate()}
# Since this pip an extra that the lock leaves out is taken to be meant.
LENIENT = Version("24")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder with a stand-in for every package of the locks and a newer one of each; the hashes of the locked."""
    folder = tmp_path_factory.mktemp("index") / "wheels"
    return folder, offer([Package.installed(line.name, pinned(line)) for line in locked(LOCKS[1])], folder)


def installed_in(folder: Path) -> dict[str, str]:
    """The packages in a folder with their versions, by name."""
    found = (path.name.removesuffix(".dist-info").rsplit("-", 1) for path in folder.glob("*.dist-info"))
    return {name.replace("_", "-"): version for name, version in found}


def test_every_pip_is_tried_on_a_computer() -> None:
    assert {pip for pip, _ in COMPUTERS} == {pinned(pip) for pip in PIPS}
    assert max(HERE, key=Version) == max(map(pinned, PIPS), key=Version)


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize(
    "pip, computer",
    [pytest.param(pip, one, id=f"pip {pip}, {one.platform_system}") for pip, one in COMPUTERS if pip in HERE],
)
def test_a_lock_installs_as_pinned_although_newer_versions_of_all_are_out(  # noqa: PLR0913, PLR0917 - one of each
    pip: str, computer: Computer, lock: str, index: tuple[Path, dict[str, str]], dev: ModuleType, tmp_path: Path
) -> None:
    wheels, hashes = index
    copy, here = tmp_path / lock, tmp_path / "here"
    copy.write_text(copy_of(locked(lock), hashes), encoding="utf-8")
    options = [*dev.LOCKED, "--find-links", wheels, "--target", here, "--requirement", copy]
    done = install(options, pip=dev.PIPS_FOLDER / pip, computer=computer)
    assert done.returncode == 0, done.stdout
    assert installed_in(here) == {line.name: pinned(line) for line in locked(lock) if computer.takes(line)}


@pytest.mark.parametrize("pip", sorted(HERE))
def test_without_its_extras_a_lock_is_refused_by_old_pips_and_the_message_names_them(
    pip: str, dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = Package("asking", "1", ("Requires-Dist: asked[more]>=1",))
    asked = Package("asked", "1", ("Provides-Extra: more",))
    hashes = offer([asking, asked], tmp_path / "index")
    own = [Requirement("asking==1"), Requirement("asked[more]==1")]

    def tried(lines: list[Requirement]) -> subprocess.CompletedProcess[str]:
        (tmp_path / "lock").write_text(copy_of(lines, hashes), encoding="utf-8")
        where = ["--find-links", tmp_path / "index", "--target", tmp_path / "here", "--upgrade"]
        options = [*dev.LOCKED, *where, "--requirement", tmp_path / "lock"]
        return install(options, pip=dev.PIPS_FOLDER / pip, computer=Computer("3.11", *LINUX))

    kept, stripped = tried(own), tried(without_extras(own))
    assert kept.returncode == 0, kept.stdout
    assert (stripped.returncode != 0) == (Version(pip) < LENIENT), stripped.stdout
    if stripped.returncode != 0:
        monkeypatch.setattr(dev, "ROOT", tmp_path)
        monkeypatch.setattr(dev, "VENV", tmp_path)
        said = dev.cause(stripped.stdout.splitlines())
        assert "do not carry all that their packages ask for: asked[more]>=1" in said
        assert "Nothing is wrong with this computer" in said
        assert "./dev lock" in said


def test_dev_lock_keeps_extras_and_writes_what_the_locks_hold(
    index: tuple[Path, dict[str, str]], dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, hashes = index
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for lock in LOCKS:
        (tmp_path / lock).write_text(copy_of(without_extras(locked(lock)), hashes), encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    offline = {"NO_INDEX": "1", "OFFLINE": "1", "FIND_LINKS": str(folder), "CACHE_DIR": str(tmp_path / "cache")}
    for name, value in offline.items():
        monkeypatch.setenv(f"UV_{name}", value)
    assert dev.lock([]) == 0
    for lock in LOCKS:
        written = requirements((tmp_path / lock).read_text(encoding="utf-8"))
        assert sorted(map(str, written)) == sorted(map(str, locked(lock)))
    assert any(line.extras for line in locked(LOCKS[1])), "no lock has an extra any more: this test shows nothing"


def test_every_place_names_the_same_pythons(dev: ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (_, first), (_, after) = dev.PYTHONS
    pythons = [f"3.{minor}" for minor in range(first, after)]
    assert project["requires-python"] == f">=3.{first},<3.{after}"
    named = [line.rpartition(" ")[2] for line in project["classifiers"] if "Python :: 3." in line]
    assert named == pythons
    assert {computer.python for _, computer in COMPUTERS} == set(pythons)
    in_words = f"Python {pythons[0]} to {pythons[-1]}"
    for page in ("README.md", "CONTRIBUTING.md"):
        assert set(re.findall(r"Python 3\.\d+[^;.`]*?3\.\d+", (ROOT / page).read_text(encoding="utf-8"))) == {in_words}
    assert f"Python {', '.join(pythons[:-1])} or {pythons[-1]}" in (ROOT / "dev").read_text(encoding="utf-8")
    assert sys.version_info[:2] >= dev.PYTHONS[0]
