"""A package index in a folder: wheels without content that ask for what the real packages ask for, and newer ones."""

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Package:
    """What a package says of itself: the Python it needs, and for which extra which packages (headers of METADATA)."""

    name: str
    version: str
    headers: tuple[str, ...] = ()

    @classmethod
    def installed(cls, name: str, version: str) -> "Package":
        """The package as it is installed here; one for other systems alone asks for nothing."""
        try:
            told = metadata(name)
        except PackageNotFoundError:
            return cls(name, version)
        kept = ("Requires-Python", "Provides-Extra", "Requires-Dist")
        return cls(name, version, tuple(f"{key}: {value}" for key in kept for value in told.get_all(key, [])))

    @property
    def newer(self) -> "Package":
        """The same in a newer version, so near that whatever takes a range takes it too."""
        base, is_post, number = self.version.partition(".post")
        return Package(self.name, f"{base}.post{int(number) + 1}" if is_post else f"{base}.1", self.headers)

    def write(self, folder: Path) -> str:
        """Write the wheel into a folder; its SHA-256."""
        stem = f"{self.name.replace('-', '_')}-{self.version}"
        about = f"{stem}.dist-info"
        files = {
            f"{about}/METADATA": "\n".join(
                ["Metadata-Version: 2.1", f"Name: {self.name}", f"Version: {self.version}", *self.headers, ""]
            ),
            f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        files[f"{about}/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{about}/RECORD"])
        path = folder / f"{stem}-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as wheel:
            for name, text in files.items():
                wheel.writestr(zipfile.ZipInfo(name), text)
        return hashlib.sha256(path.read_bytes()).hexdigest()


def requirements(text: str) -> list[Requirement]:
    """The requirements of a lock, without their hashes."""
    return [Requirement(re.split(r" \\$| --hash", line)[0]) for line in text.splitlines() if re.match("[a-z]", line)]


def locked(lock: str) -> list[Requirement]:
    """The requirements of a lock of the project."""
    return requirements((ROOT / lock).read_text(encoding="utf-8"))


def pinned(requirement: Requirement) -> str:
    """The one version that a requirement allows."""
    (specifier,) = requirement.specifier
    assert specifier.operator == "=="
    return specifier.version


def offer(packages: Iterable[Package], folder: Path) -> dict[str, str]:
    """Write every package into a folder, as it is and in a newer version; the hashes of those as they are."""
    folder.mkdir()
    hashes = {}
    for package in packages:
        hashes[package.name] = package.write(folder)
        package.newer.write(folder)
    return hashes


def copy_of(lines: Iterable[Requirement], hashes: dict[str, str]) -> str:
    """A lock of these requirements with the hashes of an index."""
    return "".join(f"{line} --hash=sha256:{hashes[line.name]}\n" for line in lines)


def without_extras(lines: Iterable[Requirement]) -> list[Requirement]:
    """The requirements as a lock that strips extras tells them."""
    return [Requirement(re.sub(r"\[.*?\]", "", str(line))) for line in lines]


# What markers call a system: sys_platform, platform_system, os_name.
LINUX, MAC, WINDOWS = ("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt")


@dataclass(frozen=True)
class Computer:
    """A system and a Python, as markers of requirements tell them."""

    python: str
    sys_platform: str
    platform_system: str
    os_name: str

    def takes(self, requirement: Requirement) -> bool:
        """Whether a requirement is for this computer."""
        return requirement.marker is None or requirement.marker.evaluate(self.markers)

    @property
    def markers(self) -> dict[str, str]:
        """The variables that markers may ask for."""
        return {
            "python_version": self.python,
            "python_full_version": f"{self.python}.0",
            "sys_platform": self.sys_platform,
            "platform_system": self.platform_system,
            "os_name": self.os_name,
        }


# Runs the pip of a folder as if it were on another computer.
_ELSEWHERE = """
import json, sys
sys.path.insert(0, sys.argv[1])
from pip._vendor.packaging import markers
here, elsewhere = markers.default_environment, json.loads(sys.argv[2])
markers.default_environment = lambda: {**here(), **elsewhere}
from pip._internal.cli.main import main
sys.exit(main(sys.argv[3:]))
"""


def install(options: Iterable[str | Path], *, pip: Path, computer: Computer) -> subprocess.CompletedProcess[str]:
    """Run `pip install` with the pip that lies in a folder, for a computer; no network and no setting is asked."""
    return subprocess.run(
        [
            *(sys.executable, "-c", _ELSEWHERE, str(pip), json.dumps(computer.markers)),
            *("install", "--no-index", "--no-cache-dir", "--no-compile", "--python-version", computer.python),
            *map(str, options),
        ],
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("PIP_")},
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
        encoding="utf-8",
    )
