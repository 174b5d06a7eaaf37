"""`uv tool install` and pipx install the wheel for a user without rights, and what they install plans a week."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement

from tests.set_up.index import ROOT


def needed(name: str, found: dict[str, Distribution]) -> None:
    """The distribution of a package and of all that it asks for here, by name."""
    own = distribution(name)
    if own.name in found:
        return
    found[own.name] = own
    for line in own.requires or ():
        asked = Requirement(line)
        if asked.marker is None or asked.marker.evaluate({"extra": ""}):
            needed(asked.name, found)


def packed(own: Distribution, folder: Path) -> None:
    """A wheel of an installed package, of the same files."""
    told = own.read_text("WHEEL") or ""
    tags = [line.partition(": ")[2].split("-") for line in told.splitlines() if line.startswith("Tag: ")]
    tag = "-".join(".".join(dict.fromkeys(part)) for part in zip(*tags, strict=True))
    path = folder / f"{own.name.replace('-', '_')}-{own.version}-{tag}.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as wheel:
        for file in own.files or ():
            if ".." not in file.parts and not str(file).endswith(".pyc"):
                wheel.write(str(file.locate()), str(file))


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with our wheel and those of everything that it needs, as they are installed here."""
    folder = tmp_path_factory.mktemp("wheels")
    found: dict[str, Distribution] = {}
    for line in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]:
        needed(Requirement(line).name, found)
    for own in found.values():
        packed(own, folder)
    (_ours,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    return folder


def by_uv(wheels: Path, home: Path) -> Path:
    """Install with `uv tool install`; where the program is."""
    ours = next(wheels.glob("placement_planner-*.whl"))
    command = ["tool", "install", "--quiet", "--offline", "--no-index", "--find-links", str(wheels), "--python",
               sys.executable, str(ours)]  # fmt: skip
    places = {
        "UV_TOOL_DIR": str(home / "tools"),
        "UV_TOOL_BIN_DIR": str(home / "bin"),
        "UV_CACHE_DIR": str(home / "cache"),
    }
    run(home, [str(Path(sys.executable).with_name("uv")), "--no-config", *command], places)
    return home / "bin" / "planner"


def by_pipx(wheels: Path, home: Path) -> Path:
    """Install with pipx; where the program is."""
    ours = next(wheels.glob("placement_planner-*.whl"))
    asked = f"--no-index --find-links {wheels}"
    places = {"PIPX_HOME": str(home / "pipx"), "PIPX_BIN_DIR": str(home / "bin"), "PIP_NO_INDEX": "1",
              "PIP_FIND_LINKS": str(wheels), "PIP_CONFIG_FILE": os.devnull}  # fmt: skip
    run(home, [sys.executable, "-m", "pipx", "install", "--quiet", "--pip-args", asked, str(ours)], places)
    return home / "bin" / "planner"


def run(home: Path, command: list[str], more: dict[str, str]) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    subprocess.run(command, check=True, env={**kept, "HOME": str(home), **more})


@pytest.mark.parametrize("install", [by_uv, by_pipx])
def test_what_a_user_installs_from_the_wheel_plans_a_week(
    install: Callable[[Path, Path], Path], wheels: Path, tmp_path: Path
) -> None:
    program = install(wheels, tmp_path)
    week, plan = ROOT / "scenarios" / "tiny", tmp_path / "plan"
    command = [str(program), "plan", str(week), "--out", str(plan), "--workers", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (plan / "plan.xlsx").is_file()
