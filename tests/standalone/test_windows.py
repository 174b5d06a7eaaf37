"""The zip for Windows is put together from its parts; what only a Windows computer can tell is not told here."""

from __future__ import annotations

import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from tests.set_up.index import ROOT


@pytest.fixture(scope="module")
def windows() -> ModuleType:
    spec = spec_from_file_location("windows", ROOT / "standalone" / "windows.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def embedded(folder: Path, *names: str) -> Path:
    """A zip that looks like the embeddable Python."""
    path = folder / "embed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "python312.zip\n.\n" if name.endswith("_pth") else "")
    return path


def test_python_finds_the_packages_and_the_runtime_and_one_command_starts_it(
    windows: ModuleType, tmp_path: Path
) -> None:
    python = embedded(tmp_path, "python.exe", "python312._pth", "vcruntime140.dll")
    packages, runtime = tmp_path / "packages", tmp_path / "runtime"
    for name in (packages / "planner" / "__init__.py", packages / "bin" / "x", runtime / "msvcp140.dll"):
        name.parent.mkdir(parents=True, exist_ok=True)
        name.touch()
    windows.put_together(python, packages, runtime, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        files = {name for name in archive.namelist() if not name.endswith("/")}
        assert files == {
            "planner/planner.cmd", "planner/lib/planner/__init__.py", "planner/python/python.exe",
            "planner/python/python312._pth", "planner/python/vcruntime140.dll", "planner/python/msvcp140.dll",
        }  # fmt: skip
        assert archive.read("planner/python/python312._pth").decode().splitlines()[0] == "..\\lib"
        assert b'"%~dp0python\\python.exe"' in archive.read("planner/planner.cmd")


def test_a_zip_that_is_no_embeddable_python_is_refused(windows: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no embeddable Python"):
        windows.version_of(embedded(tmp_path, "python.exe"))
    assert windows.version_of(embedded(tmp_path, "python313._pth")) == "3.13"
