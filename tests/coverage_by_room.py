"""A pytest plugin that ends a measured run with the lines covered in each room of planner/: `./dev test --full`.

pytest-cov measures, also in the processes that tests start; `[tool.coverage.run]` in pyproject.toml says what.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import coverage
import pytest

PACKAGE = "planner"


def room(path: Path, package: Path) -> str:
    """The room of a module: the folder or the module right below the package."""
    return path.relative_to(package).parts[0].removesuffix(".py")


def table(lines: Counter[str], uncovered: Counter[str]) -> Iterable[str]:
    """One row a room and one for all of them: lines, uncovered lines and the share that is covered."""
    yield f"{'room':<14}{'lines':>8}{'uncovered':>11}{'covered':>9}"
    for name in sorted(lines):
        yield _row(name, lines[name], uncovered[name])
    yield _row("all", lines.total(), uncovered.total())


def _row(name: str, lines: int, uncovered: int) -> str:
    # Rounded down: 100 % means every line.
    return f"{name:<14}{lines:>8}{uncovered:>11}{100 * (lines - uncovered) // lines:>7} %"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table; pytest's closing line comes after it."""
    package = config.rootpath / PACKAGE
    measured = coverage.Coverage()
    measured.load()
    lines, uncovered = Counter[str](), Counter[str]()
    # With a source told, files of which nothing was run are in the data too.
    for path in map(Path, measured.get_data().measured_files()):
        _, statements, _, missing, _ = measured.analysis2(str(path))
        if statements:
            lines[room(path, package)] += len(statements)
            uncovered[room(path, package)] += len(missing)
    terminalreporter.section("lines of planner/ that the tests ran")
    for line in table(lines, uncovered):
        terminalreporter.write_line(line)
