"""Build a zip for Windows computers without Python or administrator rights. Nobody has run what it makes yet.

It puts together the embeddable Python for Windows (a zip that python.org publishes, which you download yourself), the
Windows builds of the packages of requirements.lock, the Microsoft runtime that they need, and the planner's own wheel:

    python standalone/windows.py python-3.12.10-embed-amd64.zip planner-windows.zip

Needs the network and uv, which `./dev lint` installs into .venv.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What starts the program: by a double click nothing happens, so it is called from a command prompt.
START = """@echo off
"%~dp0python\\python.exe" -X utf8 -c "from planner.cli.main import main; main()" %*
"""
# The embeddable Python loads from its own folder alone, unless this file of it says more.
PATHS = re.compile(r"python3(\d+)\._pth")


def version_of(embedded: Path) -> str:
    """The Python in the zip, such as 3.12. Raises SystemExit where it is no embeddable Python."""
    with zipfile.ZipFile(embedded) as archive:
        found = [match[1] for name in archive.namelist() if (match := PATHS.fullmatch(name))]
    if len(found) != 1:
        sys.exit(f"{embedded} is no embeddable Python for Windows: it has no file python3xx._pth.")
    return f"3.{found[0]}"


def locked_packages(lock: Path, version: str, into: Path) -> None:
    """Install the Windows builds of a lock's packages into a folder."""
    command = [
        *("uv", "pip", "install", "--quiet", "--target", str(into), "--python-platform", "x86_64-pc-windows-msvc"),
        *("--python-version", version, "--only-binary", ":all:", "--no-deps", "--require-hashes"),
        *("--requirements", str(lock)),
    ]
    subprocess.run(command, check=True)  # noqa: S603 - a fixed list


def own_wheel(into: Path) -> None:
    """Build the planner's wheel and unpack it into a folder."""
    with tempfile.TemporaryDirectory() as built:
        subprocess.run(["uv", "build", "--quiet", "--wheel", "--out-dir", built, str(ROOT)], check=True)  # noqa: S603, S607
        for wheel in Path(built).glob("*.whl"):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(into)


def put_together(embedded: Path, packages: Path, runtime: Path, out: Path) -> None:
    """Write the zip: python/ with the runtime's DLLs, lib/ with the packages, and planner.cmd."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "planner"
        with zipfile.ZipFile(embedded) as archive:
            archive.extractall(home / "python")
        for paths in (home / "python").glob("python3*._pth"):
            paths.write_text("..\\lib\n" + paths.read_text(encoding="utf-8"), encoding="utf-8")
        for library in runtime.glob("*.dll"):
            shutil.copy(library, home / "python")
        shutil.copytree(packages, home / "lib", ignore=shutil.ignore_patterns("__pycache__", ".lock", "bin"))
        (home / "planner.cmd").write_text(START, encoding="ascii", newline="\r\n")
        shutil.make_archive(str(out.with_suffix("")), "zip", folder, "planner")


def main(arguments: Sequence[str]) -> None:
    """Build the zip named second from the embeddable Python named first."""
    if len(arguments) != 2:  # noqa: PLR2004 - as the usage says
        sys.exit("usage: python standalone/windows.py python-3.12.10-embed-amd64.zip planner-windows.zip")
    embedded, out = map(Path, arguments)
    version = version_of(embedded)
    with tempfile.TemporaryDirectory() as folder:
        packages, runtime = Path(folder) / "packages", Path(folder) / "runtime"
        locked_packages(ROOT / "requirements.lock", version, packages)
        locked_packages(ROOT / "standalone" / "windows.lock", version, runtime)
        own_wheel(packages)
        put_together(embedded, packages, runtime, out)
    print(f"{out} is written. Unpack it, open a command prompt in the folder, and call planner.cmd --help.")


if __name__ == "__main__":
    main(sys.argv[1:])
