"""The folder that needs no Python: built as people build it, it plans and verifies where there is no Python at all."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.set_up.index import ROOT

pytestmark = pytest.mark.namespaces
LDD, UNSHARE = (shutil.which(name) or name for name in ("ldd", "unshare"))
# In the bare root: what a Linux has at the least, which is the C library and a null device.
IN_ROOT = """
set -e
mkdir -p "$1/dev" "$1/tmp" && touch "$1/dev/null" && mount --bind /dev/null "$1/dev/null"
root="$1"; shift
exec chroot "$root" "$@"
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with the built folder, the tiny week, and the system's C library; nothing else."""
    root = tmp_path_factory.mktemp("standalone") / "root"
    root.mkdir()
    work = root.parent / "build"
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--distpath", str(root),
         "--workpath", str(work),         "standalone/planner.spec"],
        cwd=ROOT, check=True,
    )  # fmt: skip
    shutil.copytree(ROOT / "scenarios" / "tiny", root / "tiny")
    for library in of_system([root / "planner" / "planner", *(root / "planner").rglob("*.so*")]):
        to = root / library.relative_to("/")
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(library, to)
    return root


def of_system(binaries: Iterable[Path]) -> set[Path]:
    """The libraries of the system that some binaries load, by the dynamic linker's own word."""
    told = subprocess.run([LDD, *map(str, binaries)], capture_output=True, text=True, check=False).stdout
    found = {Path(path) for path in re.findall(r"(/[^\s:()]+) \(0x", told)}
    return {path for path in found if path.is_file() and path.parts[1] in {"lib", "lib64", "usr"}}


def run_in(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [UNSHARE, "-rm", "sh", "-c", IN_ROOT, "sh", str(root), *command],
        capture_output=True, text=True, check=False, env={"LANG": "C.UTF-8", "TMPDIR": "/tmp"},  # noqa: S108 - in the root
    )  # fmt: skip


def test_a_plan_is_made_and_verified_without_python(bare: Path) -> None:
    assert not [path for path in (bare / "usr", bare / "lib") if path.exists() and list(path.rglob("*python*"))]
    made = run_in(bare, "/planner/planner", "plan", "/tiny", "--out", "/plan", "--workers", "1", "--lang", "en")
    assert made.returncode == 0, made.stderr
    # Reproducible is only a plan whose HiGHS worker was there from beginning to end.
    assert json.loads((bare / "plan" / "plan.json").read_text(encoding="utf-8"))["reproducible"] is True
    checked = run_in(bare, "/planner/planner", "verify", "/plan", "--lang", "en")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    template = run_in(bare, "/planner/planner", "template", "/week.xlsx")
    assert template.returncode == 0, template.stderr
    assert (bare / "week.xlsx").stat().st_size > 0
