"""The repository itself: nothing secret or personal in it, no machine's paths, locks without addresses."""

import ast
import gzip
import io
import re
import subprocess
import tomllib
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from mkdocs.utils.yaml import yaml_load

from planner.cli.main import planner
from tests.identity_numbers import find_identity_numbers, identity_number
from tests.set_up.index import locked, pinned

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")

# Written so that no pattern matches its own text.
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY"
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"
    r"|\bgh[opsu]_[0-9A-Za-z]{30,}"
    r"|\bgithub_pat_[0-9A-Za-z_]{22,}"
    r"|\bglpat-[0-9A-Za-z_-]{20,}"
    r"|\bxox[abprs]-[0-9A-Za-z-]{10,}"
    r"|\bsk-[0-9A-Za-z_-]{20,}"
    r"|\bAIza[0-9A-Za-z_-]{35}"
    r"|\bpypi-AgE[0-9A-Za-z_-]{20,}"
    r"|\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\."
    r"|://[^\s/:@\"'<>{}]+:[^\s/:@\"'<>{}]+@"
)
MACHINE_PATHS = re.compile(
    r"(?<![\w.~/:*-])/(?:home|Users|root|work)/[\w.-]+|\bfile:/{3}|\b[A-Za-z]:[\\/]{1,2}Users[\\/]{1,2}\w"
)


def texts(path: Path) -> Iterator[str]:
    """Yield the text of a file, or of what is packed in it."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        yield gzip.decompress(data).decode("utf-8", errors="replace")
    elif path.suffix in {".xlsx", ".zip"}:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield archive.read(name).decode("utf-8", errors="replace")
    else:
        yield data.decode("utf-8", errors="replace")


@pytest.fixture(scope="module")
def tracked() -> dict[str, list[str]]:
    """The texts of every file that git tracks or would add, by path."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git is where it is
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    if listing.returncode != 0:
        pytest.skip("not a git checkout")
    names = sorted(set(filter(None, listing.stdout.split("\0"))))
    return {name: list(texts(ROOT / name)) for name in names if (ROOT / name).is_file()}


def places(tracked: dict[str, list[str]], pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern matches: path and line, never the match itself."""
    return [
        f"{name} line {text.count(chr(10), 0, match.start()) + 1}"
        for name, found in tracked.items()
        for text in found
        for match in pattern.finditer(text)
    ]


def test_no_file_holds_an_identity_number(tracked: dict[str, list[str]]) -> None:
    holders = [name for name, found in tracked.items() if any(any(find_identity_numbers(text)) for text in found)]
    assert holders == [], "build identity numbers while the test runs: tests/identity_numbers.py"


def test_no_file_holds_a_secret(tracked: dict[str, list[str]]) -> None:
    assert places(tracked, SECRETS) == []


def test_no_file_holds_a_path_of_one_machine(tracked: dict[str, list[str]]) -> None:
    assert places(tracked, MACHINE_PATHS) == []


@pytest.mark.parametrize("separator", ["-", "+", "", "\u2212"])
@pytest.mark.parametrize("century", ["", "19"])
@pytest.mark.parametrize("coordination", [False, True])
def test_identity_numbers_are_found_in_every_form(separator: str, century: str, *, coordination: bool) -> None:
    number = century + identity_number(date(1990, 2, 28), separator=separator, coordination=coordination)
    assert list(find_identity_numbers(f"id;{number};Landskrona")) == [number]


def test_other_numbers_are_no_identity_numbers() -> None:
    number = identity_number(date(1990, 2, 28), separator="")
    wrong_check_digit = number[:-1] + str((int(number[-1]) + 1) % 10)
    inside_a_hash = f"sha256:a{number}f"
    organisation = identity_number(date(1990, 12, 28), separator="")[:2] + "73" + "-1234"
    for text in (wrong_check_digit, inside_a_hash, f"0.{number}", f"{number}.5", f"7{number}", organisation):
        assert list(find_identity_numbers(text)) == []


def test_secrets_and_paths_are_found() -> None:
    assert SECRETS.search("-----BEGIN RSA " + "PRIVATE KEY-----")
    assert SECRETS.search("https://user" + ":word@example.org/")
    assert MACHINE_PATHS.search("see /home" + "/anna/planner")
    assert MACHINE_PATHS.search("C:" + "\\Users\\anna")
    assert not MACHINE_PATHS.search("https://example.org/home/anna")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_carries_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|@|\bfile:|^\s*--(?!hash=sha256:[0-9a-f]{64}\b)", text, re.MULTILINE)
    requirements = re.findall(r"^[a-z0-9].*$", text, re.MULTILINE)
    assert requirements
    assert all("==" in line and line.endswith("\\") for line in requirements)


def test_the_development_lock_holds_all_of_the_core_lock() -> None:
    core, dev = ({line.name: line for line in locked(lock)} for lock in LOCKS)
    for name, line in core.items():
        assert pinned(dev[name]) == pinned(line)
        assert line.extras <= dev[name].extras
        # It may need on every system what the core lock needs on one alone.
        assert dev[name].marker in {None, line.marker}


def test_dev_can_speak_to_old_pythons() -> None:
    ast.parse((ROOT / "dev").read_text(encoding="utf-8"), feature_version=(3, 7))


def read_yaml(name: str) -> dict[str, Any]:
    """A YAML file of the project."""
    with (ROOT / name).open("rb") as file:
        return dict(yaml_load(file))


def test_the_version_is_the_same_everywhere() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    unreleased, (newest, day), *_ = re.findall(r"^## \[(.+?)\](?: - (\S+))?$", changelog, re.MULTILINE)
    citation = read_yaml("CITATION.cff")
    assert unreleased == ("Unreleased", "")
    assert (newest, date.fromisoformat(day)) == (version, date.fromisoformat(citation["date-released"]))
    assert citation["version"] == version
    assert CliRunner().invoke(planner, ["--version"]).output == f"planner, version {version}\n"


def test_the_citation_has_what_its_format_asks_for() -> None:
    citation = read_yaml("CITATION.cff")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert (citation["cff-version"], citation["type"]) == ("1.2.0", "software")
    assert citation["license"] == project["license"]
    assert citation["authors"] == project["authors"]
    assert all(isinstance(value, str) for key, value in citation.items() if key not in {"authors", "keywords"})


def test_the_commit_hook_runs_dev_lint_and_fetches_nothing() -> None:
    (repository,) = read_yaml(".pre-commit-config.yaml")["repos"]
    (hook,) = repository["hooks"]
    assert repository["repo"] == "local"
    assert (hook["entry"], hook["language"], hook["pass_filenames"]) == ("./dev lint", "system", False)


def test_what_coverage_leaves_out_is_there() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["coverage"]["run"]
    assert [name for name in settings["omit"] if not (ROOT / name).is_file()] == []
