"""What all tests share: Hypothesis profiles, and tests that need what not every machine has.

A test marked with a need (`shared_data`) is left out where that is missing, and counted in the closing summary, as is
what a test itself skips. With CI=true nothing is left out: `.ci/run` installs what is needed, and what is skipped all
the same, or misses its need, fails.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from planner.texts import set_language

ROOT = Path(__file__).resolve().parent.parent
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
ON_CI = os.environ.get("CI", "").lower() in {"1", "true"}

settings.register_profile("default", deadline=None, max_examples=25, database=None)
# xdist on two busy cores makes drawing slow now and then; that is no fault of a test.
settings.register_profile(
    "ci", settings.get_profile("default"), derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if ON_CI else "default")


def find_shared_data() -> Path | None:
    """The folder of real data: what PLANNER_DATA names, else shared/data beside the project."""
    folder = Path(os.environ.get("PLANNER_DATA") or ROOT.parent / "shared" / "data")
    return folder.resolve() if folder.is_dir() else None


def find_libreoffice() -> Path | None:
    """The program that opens and saves workbooks without a screen."""
    found = shutil.which("soffice")
    return None if found is None else Path(found)


def find_namespaces() -> Path | None:
    """The program that gives a command a root of its own, where the system allows it."""
    found = shutil.which("unshare")
    can = found is not None and subprocess.run([found, "-rm", "true"], capture_output=True, check=False).returncode == 0
    return Path(found) if found is not None and can else None


def find_chromium() -> Path | None:
    """Chromium, which shows pages without a screen."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    return None if found is None else Path(found)


@dataclass(frozen=True)
class Need:
    """A thing outside the project that tests with a certain mark need."""

    find: Callable[[], Path | None]
    missing: str


# By mark (pyproject.toml lists the marks too). What a Debian package brings is installed by .ci/run.
NEEDS = {
    "libreoffice": Need(find_libreoffice, "no LibreOffice: Debian's package libreoffice-calc has it"),
    "namespaces": Need(find_namespaces, "no `unshare -rm`, or the system does not allow it"),
    "shared_data": Need(find_shared_data, "no real data in ../shared/data; PLANNER_DATA may name another folder"),
    "chromium": Need(find_chromium, "no Chromium (chromium), which shows pages"),
}


def unmet_needs(item: pytest.Item) -> list[str]:
    """The marks of a test whose need is missing here."""
    return [mark for mark, need in NEEDS.items() if item.get_closest_marker(mark) and need.find() is None]


LEFT_OUT = pytest.StashKey[Counter[str]]()
PROCESSOR_SECONDS = pytest.StashKey[float]()


def pytest_configure(config: pytest.Config) -> None:
    """Start counting what is left out."""
    config.stash[LEFT_OUT] = Counter()
    config.stash[PROCESSOR_SECONDS] = 0.0
    # What a test calls without a command line is said in English, the language of the keys.
    set_language("en")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests whose need is missing, and count them by mark."""
    kept: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    counts = config.stash[LEFT_OUT]
    for item in items:
        unmet = [] if ON_CI else unmet_needs(item)
        counts.update(unmet)
        (left_out if unmet else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fail a test whose need is missing although this is CI, where it must be there."""
    for mark in unmet_needs(item):
        pytest.fail(f"CI=true, but {NEEDS[mark].missing}", pytrace=False)


def longer_than_told(seconds: float) -> str | None:
    """A line where `./dev test` took more than CONTRIBUTING.md says of it; processor time, as others may be at work."""
    told = re.search(r"every check, under (\d+) minutes on (\d+) idle cores", CONTRIBUTING.read_text(encoding="utf-8"))
    assert told is not None, "CONTRIBUTING.md says how long ./dev test takes"
    minutes, cores = map(int, told.groups())
    if seconds <= 60 * minutes * cores:
        return None
    return f"{seconds / 60:.0f} minutes of processor time; CONTRIBUTING.md says {minutes} on {cores} cores: mend either"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a failure of what is skipped on CI; Windows alone lacks what no package brings it (pseudo-terminals)."""
    report = yield
    if ON_CI and os.name != "nt" and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = "failed", f"CI=true, but a test was left out. {reason}"
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the controlling process, where there is one, what this worker left out."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        counts = session.config.stash[LEFT_OUT]
        output["left_out"] = dict(counts)
        output["processor_seconds"] = sum(os.times()[:4])  # of this process and of those it has waited for


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:  # noqa: ANN401, ARG001 - xdist has no public type for a node
    """Take over a worker's counts; every worker collects all tests, so they tell the same."""
    counts: Counter[str] = Counter(getattr(node, "workeroutput", {}).get("left_out", {}))
    total: Counter[str] = node.config.stash[LEFT_OUT]
    node.config.stash[LEFT_OUT] = total | counts
    node.config.stash[PROCESSOR_SECONDS] += getattr(node, "workeroutput", {}).get("processor_seconds", 0.0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was left out, and which steps of `./dev test` failed before this one."""
    for mark, number in sorted(config.stash[LEFT_OUT].items()):
        terminalreporter.write_line(f"left out: {number} marked {mark} ({NEEDS[mark].missing})", yellow=True)
    told = longer_than_told(config.stash[PROCESSOR_SECONDS])
    if told and "slow" in config.option.markexpr:
        terminalreporter.write_line(told, yellow=True)
    failed = os.environ.get("DEV_FAILED_STEPS")
    if failed:
        terminalreporter.write_line(f"FAILED before pytest, see above: {failed}", red=True)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data; for tests marked `shared_data`."""
    folder = find_shared_data()
    assert folder is not None, "mark the test with @pytest.mark.shared_data"
    return folder


@pytest.fixture(scope="session")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a plan of which every picture can be drawn; not to be written to."""
    from tests.scenarios import crowded, written  # noqa: PLC0415 - loads the solver, which collecting tests needs not

    given = crowded(tmp_path_factory.mktemp("pictured"), people=60, slots=20)
    given.solve["time_limit_seconds"] = 1
    given.add("targets", target_id="M1", counts="placements", from_week="2026-W40", to_week="2027-W10", target=100)
    for number, person in enumerate(given.tables["jobseekers"]):
        person.update(municipality=("1282", "1263")[number % 2], duty_hours_per_week=40, unit=f"U{number // 2 % 2}")
    for number, employer in enumerate(given.tables["employers"]):
        employer["municipality"] = ("1282", "1263")[number > 0]
    return written(given.plan(), given.home / "plan")


@pytest.fixture(scope="session")
def dev() -> ModuleType:
    """The script `dev` as a module."""
    loader = SourceFileLoader("dev", str(ROOT / "dev"))
    spec = importlib.util.spec_from_loader("dev", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module
