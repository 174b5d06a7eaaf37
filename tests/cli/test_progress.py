"""What a terminal is told while a plan is made."""

import math

import pytest

from planner.cli.progress import PHASES, Progress
from planner.solving import SearchProgress
from planner.texts import _, speaking


def told(monkeypatch: pytest.MonkeyPatch, value: float, bound: float, left: float = math.inf) -> str:
    lines: list[str] = []
    progress = Progress(is_shown=False)
    monkeypatch.setattr(progress, "_tell", lines.append)
    progress.better(SearchProgress("travel", value, bound, left))
    return lines[0]


@pytest.mark.parametrize(
    "value, bound, text",
    [
        (5.2, 5.21, "5.20 (at most 5.21) · 0.19%"),
        (0.0, 0.0, "0.00 (at most 0.00)"),
        (-1069.0, -942.0, "1,069.00 (at least 942.00) · 11.88%"),
        (-2.0, 0.0, "2.00 (at least 0.00) · 100%"),
    ],
)
def test_a_goal_that_is_to_be_small_has_a_least_value(
    value: float, bound: float, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(monkeypatch, value, bound) == f"shorter trips: {text}"


def test_the_time_left_is_told_where_a_clock_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, 5.0, 5.0, 12.4) == "shorter trips: 5.00 (at most 5.00) · 0% · 12 s left"


def test_every_phase_is_timed_in_its_own_name_and_told_in_swedish(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    with speaking("sv"):
        progress = Progress(is_shown=False)
        monkeypatch.setattr(progress, "_tell", lines.append)
        for phase in PHASES:
            progress.phase(phase)
        words = [_(said) for said in PHASES.values()]
    assert list(progress.seconds) == list(PHASES)
    assert [line.rsplit(" ", 2)[0] for line in lines] == words
    assert words != list(PHASES.values())


def test_a_thread_of_the_solver_tells_in_the_language_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    with speaking("sv"):
        progress = Progress(is_shown=False)
    monkeypatch.setattr(progress, "_tell", lines.append)
    progress.better(SearchProgress("travel", 5.2, 5.21, math.inf))
    assert lines == ["kortare resor: 5,20 (högst 5,21) · 0,19 %"]
